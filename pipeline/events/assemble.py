"""Triggers of one document, as they were read, to its event mentions: one for each act told."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.events.counterparts import fill_counterparts
from pipeline.events.drafts import draft_candidates
from pipeline.events.merge import merge_acts
from pipeline.events.readmit import readmit_told
from pipeline.events.triggers import Candidate
from pipeline.schema.records import ActorMention, Document, EventMention, PlaceMention

MIN_BEING = 0.44
"""Triggers less likely to be an event are left out: see tests/eval/fit_confidence.py."""


def assemble_candidates(
    candidates: Sequence[Candidate],
    document: Document,
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
) -> tuple[EventMention, ...]:
    """Event mentions of the candidates that were not dropped and not too weak to stand alone.

    One for each act, in text order; a document without parsed sentences gives none. Nothing is
    guessed: an actor, date or place that the text does not give stays None.
    """
    kept = [c for c in readmit_told(candidates) if c.score_being() >= MIN_BEING]
    drafts = draft_candidates(kept, document.item.item_id)
    starts = [sentence.start_char for sentence in document.sentences]
    return tuple(merge_acts(fill_counterparts(drafts, actors, places, starts)))
