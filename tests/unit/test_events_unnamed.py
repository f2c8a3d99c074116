"""English acts whose doer nobody names: verbs that tell of one stand, nouns that point back not."""

from __future__ import annotations

import pytest

from pipeline.run.steps import code_items
from pipeline.schema.records import Item

pytestmark = pytest.mark.model

_STORY = "Kenya accused Uganda of arming the rebels. "


def _triggers(text: str) -> dict[str, str]:
    item = Item("item", text, published="2025-09-16", language="en")
    return {row.trigger_text: row.event_type for row in next(iter(code_items([item]))).events}


def test_a_passive_without_an_agent_is_an_act_of_a_political_story() -> None:
    told = "Twelve drones were shot down over the lake."
    assert "ASSAULT" in _triggers(_STORY + told).values()


def test_a_noun_that_points_back_is_no_further_act() -> None:
    found = _triggers(_STORY + "Ugandan jets bombed a camp on Monday. The raid was long expected.")
    assert "raid" not in found


def test_a_passive_alone_in_a_local_story_is_no_act() -> None:
    assert _triggers("The new recipe was released by a baker. Two loaves were seized upon.") == {}
