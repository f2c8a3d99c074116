"""Parsed sentences to triggers: which lexicon row fires on which word, and with which words."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.actions.cover import BLOCKED, covers_its_own, find_covered
from pipeline.actions.echo import settle_echoes
from pipeline.actions.fire import FiredRow, fire_rows
from pipeline.actions.lexicon import ActionRow
from pipeline.actions.match import WINDOW
from pipeline.actions.quoted import read_quotes
from pipeline.schema.records import ActionMention, Document, Sentence, Token


def find_rows(sentence: Sentence, language: str) -> tuple[ActionRow, ...]:
    """The rows that fire on a parsed sentence, blocking ones included, in text order."""
    return tuple(fired.row for fired in fire_rows(sentence, language))


def find_actions(sentence: Sentence, text: str, language: str) -> tuple[ActionMention, ...]:
    """Triggers of one parsed sentence of ``text`` (the item's), in order.

    A word inside another's construction yields to it.
    """
    found = fire_rows(sentence, language)
    covered = find_covered(found)
    mentions = []
    for fired in found:
        cover = covered.get(fired.head.index)
        if fired.row.is_block or cover == BLOCKED:
            continue
        if cover is not None and covers_its_own(fired, found, language):
            cover = None
        mentions.append(_make_mention(fired, sentence, text, cover))
    quoted = read_quotes(sentence, text, language, found)
    heads = {m.head for m in quoted}
    mentions = [m for m in mentions if m.head not in heads]
    return tuple(sorted([*mentions, *quoted], key=lambda m: m.head))


def _make_mention(
    fired: FiredRow, sentence: Sentence, text: str, cover: int | None
) -> ActionMention:
    row = fired.row
    start, end = _find_span(fired, sentence.tokens)
    return ActionMention(
        start_char=start,
        end_char=end,
        text=text[start:end],
        sentence_index=sentence.index,
        head=fired.head.index,
        event_type=row.event_type,
        event_mode=row.event_mode,
        cameo_code=row.cameo_code,
        factuality="actual",
        needs=row.needs,
        strength=row.strength * fired.trust,
        rule_id=row.rule_id,
        actor_slots=row.actor_slots,
        recipient_slots=row.recipient_slots,
        words=fired.words,
        pos=row.pos,
        covered_by=cover,
    )


def _find_span(fired: FiredRow, tokens: Sequence[Token]) -> tuple[int, int]:
    """Characters of the trigger: from the head to its furthest near word."""
    head = fired.head.index
    near = [at for at in fired.words if abs(at - head) <= WINDOW]
    return tokens[min([head, *near])].start_char, tokens[max([head, *near])].end_char


def read_actions(document: Document) -> tuple[ActionMention, ...]:
    """Triggers of all parsed sentences of a document, in text order."""
    mentions = [
        mention
        for sentence in document.sentences
        if sentence.tokens
        for mention in find_actions(sentence, document.item.text, document.language)
    ]
    return settle_echoes(document, mentions)
