"""A parsed sentence to its words as constructions look at them: lemmas, compounds, dependents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.lemmas import candidate_lemmas
from pipeline.schema.records import Token

NAME = "_nom"
"""In a row's pattern, the place of a proper name right behind its verb («prendre Bakhmout»)."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """Tokens of one sentence; of each, its dependents (indices) and the lemmas it may have."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    lemmas: tuple[frozenset[str], ...]
    language: str


def tabulate_words(tokens: tuple[Token, ...], language: str) -> WordTable:
    """The words of one parsed sentence, in order."""
    return WordTable(
        tokens=tokens,
        children=_list_children(tokens),
        lemmas=tuple(_list_lemmas(tokens, at, language) for at in range(len(tokens))),
        language=language,
    )


def _list_children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index and 0 <= token.head < len(tokens):
            children[token.head].append(token.index)
    return tuple(tuple(own) for own in children)


def _list_lemmas(tokens: Sequence[Token], index: int, language: str) -> frozenset[str]:
    """Every lemma the word may have, its own form and the compound it ends included."""
    token = tokens[index]
    form = token.text.lower()
    own = {token.lemma.lower(), form}
    own |= {lemma for lemma, _ in candidate_lemmas(form, language)}
    if token.pos == "PROPN" and len(form) > 1 and token.text[0].isupper():
        own.add(NAME)
    compound = find_compound(tokens, index)
    if compound is not None:
        own |= {compound, compound.removesuffix("s")}
    return frozenset(own)


def find_compound(tokens: Sequence[Token], index: int) -> str | None:
    """The lower-case hyphenated word that ends at a token ("sit-in", «volte-face»), or None."""
    parts = [tokens[index].text.lower()]
    at = index
    while at >= 2 and tokens[at - 1].text == "-" and _touch(tokens, at):
        parts = [tokens[at - 2].text.lower(), "-", *parts]
        at -= 2
    return "".join(parts) if len(parts) > 1 else None


def _touch(tokens: Sequence[Token], at: int) -> bool:
    hyphen = tokens[at - 1]
    return tokens[at - 2].end_char == hyphen.start_char and hyphen.end_char == tokens[at].start_char


def is_reflexive(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether «se» or «s'» stands just before a French verb, auxiliaries and adverbs allowed."""
    for other in tokens[max(0, token.index - 4) : token.index]:
        if other.lemma in {"se", "s'"} or other.text.lower() in {"se", "s'"}:
            between = tokens[other.index + 1 : token.index]
            if all(t.pos in {"AUX", "ADV", "PRON", "PART", "ADP", "ADJ"} for t in between):
                return True
    return False
