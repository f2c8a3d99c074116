"""Acts told by what came before: «Vilnius a fait de même», "Tokyo followed suit".

A row of the lexicon whose type is ``=`` says only that its actor does the act just told. Its type,
mode and code are those of the main act before it, in the sentence or the two before; with none
there, it is no event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.actions.lexicon import ECHO
from pipeline.schema.records import ActionMention, Document

_REACH = 2
_TIGHT = 3


def settle_echoes(
    document: Document, mentions: Sequence[ActionMention]
) -> tuple[ActionMention, ...]:
    """Triggers in text order, those of type ``=`` given the act that they repeat, or left out."""
    settled: list[ActionMention] = []
    for mention in mentions:
        if mention.event_type != ECHO:
            settled.append(mention)
            continue
        model = _find_model(document, settled, mention)
        if model is not None and _is_tight(mention):
            settled.append(_repeat(mention, model))
    return tuple(settled)


def _is_tight(mention: ActionMention) -> bool:
    """Whether the words stand together: «fait de même», not «fait état de la même»."""
    return max(mention.words, default=mention.head) - mention.head <= _TIGHT


def _find_model(
    document: Document, before: Sequence[ActionMention], mention: ActionMention
) -> ActionMention | None:
    """The main act of the nearest sentence before: its root's, else a verb's, else a noun's."""
    at = mention.sentence_index
    roots = {s.index: {t.index for t in s.tokens if t.role == "root"} for s in document.sentences}
    for index in range(at, max(-1, at - 1 - _REACH), -1):
        near = [
            m
            for m in before
            if m.sentence_index == index
            and m.covered_by is None
            and (index < at or m.head < mention.head)
        ]
        if near:
            return max(near, key=lambda m: (m.head in roots[index], m.pos == "VERB", -m.head))
    return None


def _repeat(mention: ActionMention, model: ActionMention) -> ActionMention:
    return replace(
        mention,
        event_type=model.event_type,
        event_mode=model.event_mode,
        cameo_code=model.cameo_code,
        strength=min(mention.strength, model.strength),
    )
