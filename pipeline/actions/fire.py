"""A parsed sentence to the lexicon rows that fire on its words, the most specific one each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.actions.heads import CLASS_OF, find_heads
from pipeline.actions.lexicon import ActionLexicon, ActionRow, load_action_lexicon
from pipeline.actions.match import match_row
from pipeline.actions.words import WordTable, is_reflexive, tabulate_words
from pipeline.schema.records import Sentence, Token

_MISREAD = 0.85
"""Trust in a row whose head has another class than the tagger gave the word."""


@dataclass(frozen=True, slots=True)
class FiredRow:
    """A row that fired on a head token, the indices of its later words, trust in the tag (0-1)."""

    head: Token
    row: ActionRow
    words: tuple[int, ...]
    trust: float


def fire_rows(sentence: Sentence, language: str) -> list[FiredRow]:
    """The most specific row of each head token, blocking rows included, in text order."""
    words = tabulate_words(sentence.tokens, language)
    lexicon = load_action_lexicon(language)
    found = (_find_best_row(token, words, lexicon) for token in words.tokens)
    return [fired for fired in found if fired is not None]


def _find_best_row(token: Token, words: WordTable, lexicon: ActionLexicon) -> FiredRow | None:
    reflexive = words.language == "fr" and is_reflexive(token, words.tokens)
    return max(
        _match_rows(token, words, lexicon, reflexive=reflexive),
        key=lambda fired: _rank(fired, reflexive=reflexive),
        default=None,
    )


def _match_rows(
    token: Token, words: WordTable, lexicon: ActionLexicon, *, reflexive: bool
) -> Iterator[FiredRow]:
    """Every row that the token heads and whose later words stand where they may, in fixed order."""
    for lemma, pos in sorted(find_heads(token, words.tokens, words.language)):
        trust = 1.0 if pos == CLASS_OF.get(token.pos) else _MISREAD
        for row in lexicon.by_head.get((lemma, pos), ()):
            if row.is_reflexive and not reflexive:
                continue
            found = match_row(row, token, words)
            if found is not None:
                yield FiredRow(token, row, found, trust)


def _rank(fired: FiredRow, *, reflexive: bool) -> tuple[float, ...]:
    """More words make a row more specific, then fit, trust in the tag, narrower words."""
    row = fired.row
    return (
        len(fired.words),
        reflexive == row.is_reflexive,
        fired.trust,
        row.is_block,
        -sum(len(word) for word in row.words),
        row.strength,
    )
