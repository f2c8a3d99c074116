"""Who acts where the frame of a trigger finds nobody: one whom the sentence names, or none."""

from __future__ import annotations

import pytest

from pipeline.events.doers import Doer, pick_doer
from pipeline.run.steps import code_items
from pipeline.schema.records import ActorMention, EventMention, Item

pytestmark = pytest.mark.model


def code(text: str, language: str, kind: str) -> EventMention:
    item = Item(item_id="one", text=text, published="2024-05-14", language=language)
    events = [e for coded in code_items([item]) for e in coded.events]
    return next(e for e in events if e.event_type == kind)


@pytest.mark.parametrize(
    ("text", "language", "kind", "code_of_actor"),
    [
        (
            "Relations have soured, with Ankara accusing Athens of arming the islands.",
            "en",
            "ACCUSE",
            "TUR",
        ),
        ("L'attentat de lundi à l'aéroport de Kaboul a fait dix morts.", "fr", "ASSAULT", None),
    ],
)
def test_an_actor_is_one_whom_the_sentence_names(
    text: str, language: str, kind: str, code_of_actor: str | None
) -> None:
    assert code(text, language, kind).actor_code == code_of_actor


def test_who_is_not_likely_enough_does_not_act() -> None:
    mention = ActorMention(0, 6, 0, "Ankara", "state", "Turkey", "TUR", "GOV", None, "name", 1.0)
    doer = Doer(mention, 0, {"before": 1.0})
    assert pick_doer([doer], {"none": 1.0}, {"before": 3.0}) is not None
    assert pick_doer([doer], {"none": 1.0}, {"before": 0.1}) is None
