"""What one side did in the days after the other's move."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dashboard.responses import find_followups, find_responses


def make_moves(*given: tuple[str, str, int, str]) -> pd.DataFrame:
    """Moves of (id, side, day of January 2020, stance), all of them exact and actual."""
    rows: list[dict[str, Any]] = [
        {"event_id": name, "side": side, "stance": stance, "factuality": "actual",
         "mid": date(2020, 1, day), "num_days": 1}
        for name, side, day, stance in given
    ]  # fmt: skip
    return pd.DataFrame(rows)


MOVES = make_moves(
    ("a", "left", 3, "hostile"), ("b", "right", 3, "hostile"), ("c", "right", 6, "cooperative"),
    ("d", "right", 7, "hostile"), ("e", "left", 8, "hostile"),
)  # fmt: skip


def test_within_three_days_means_the_third_day_too() -> None:
    found = {(one.cause_id, one.answer_id, one.days) for one in find_followups(MOVES, 3)}
    assert found == {("a", "c", 3), ("c", "e", 2), ("d", "e", 1)}


def test_the_same_day_is_no_answer() -> None:
    assert ("a", "b") not in {(o.cause_id, o.answer_id) for o in find_followups(MOVES, 14)}


def test_a_response_is_hostile_and_within_the_days_asked_for() -> None:
    assert [(one.cause_id, one.answer_id) for one in find_responses(MOVES, 3)] == [("d", "e")]
    assert ("a", "d") in [(one.cause_id, one.answer_id) for one in find_responses(MOVES, 14)]


def test_what_did_not_happen_answers_nothing() -> None:
    assert find_followups(MOVES.assign(factuality="announced"), 14) == ()
