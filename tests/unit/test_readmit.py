"""Acts of parties that no list knows: kept beside sure acts, left out where they stand alone."""

from __future__ import annotations

import pytest

from pipeline.run.steps import code_items
from pipeline.schema.records import Item

pytestmark = pytest.mark.model

STORY = "Paris a expulsé mardi deux diplomates russes. Moscou a menacé la France de représailles. "


def _rows(text: str) -> list[tuple[str, str]]:
    item = Item("item", text, published="2024-03-14", language="fr")
    return [(r.event_type, r.trigger_text) for r in next(iter(code_items([item]))).events]


def test_an_act_of_a_stranger_is_kept_in_a_political_story() -> None:
    text = STORY + "L'intéressé a refusé de quitter le territoire."
    assert ("REJECT", "refusé de quitter") in _rows(text)


def test_an_act_of_a_stranger_alone_is_left_out() -> None:
    assert _rows("L'intéressé a refusé de quitter la salle de répétition.") == []


def test_a_participle_that_describes_stays_out() -> None:
    text = STORY + "Le voyage se poursuit dans la vallée contestée, où il neige."
    assert all(kind != "REJECT" for kind, _ in _rows(text))
