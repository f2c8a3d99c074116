"""Crowded stretches of time are found, and the fullest is what a reader sees first."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from dashboard.episodes import find_episodes, find_first_view
from dashboard.responses import find_median_days, find_responses


def make_counts(*stretches: tuple[date, int, float]) -> pd.DataFrame:
    """Stretches (first day, days, events a day) as rows of bin and num_events."""
    rows = [(start + timedelta(days=n), each) for start, days, each in stretches
            for n in range(days)]  # fmt: skip
    return pd.DataFrame(rows, columns=["bin", "num_events"]).assign(
        bin=lambda frame: pd.to_datetime(frame["bin"])
    )


def test_three_quiet_weeks_part_two_episodes() -> None:
    counts = make_counts((date(2019, 12, 28), 14, 8.0), (date(2022, 2, 20), 10, 5.0))
    first, second = find_episodes(counts)
    assert (first.start, first.end, first.num_events) == (
        date(2019, 12, 26),
        date(2020, 1, 12),
        112,
    )
    assert second.start == date(2022, 2, 18)
    assert find_first_view((first, second), date(1999, 1, 1), date(2023, 1, 1), 162) == first


def test_a_short_or_single_story_is_shown_whole() -> None:
    (only,) = find_episodes(make_counts((date(2020, 1, 1), 20, 4.0)))
    assert find_first_view((only,), date(2020, 1, 1), date(2020, 1, 20), 80) is None
    assert find_first_view((only,), date(2001, 1, 1), date(2020, 1, 20), 82) is None
    assert find_episodes(make_counts()) == ()


def test_an_answer_belongs_to_the_last_act_before_it() -> None:
    moves = pd.DataFrame(
        [("a", "left", 1, 1), ("b", "left", 3, 1), ("c", "right", 5, 1), ("d", "left", 30, 1),
         ("e", "right", 31, 9)],
        columns=["event_id", "side", "day", "num_days"],
    )  # fmt: skip
    moves["mid"] = [pd.Timestamp("2020-01-01") + pd.Timedelta(days=int(n)) for n in moves["day"]]
    moves = moves.assign(stance="hostile", factuality="actual")
    (only,) = find_responses(moves)
    assert (only.cause_id, only.answer_id, only.days) == ("b", "c", 2)
    assert find_median_days((only,), "left") == 2.0
    assert find_median_days((only,), "right") is None
