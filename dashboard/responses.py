"""Acts of two sides in, who answered what and how fast out. Plain functions, no Streamlit.

Only acts dated within three days count: with wider dates an answer could come before its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median

import pandas as pd

from dashboard.rows import list_rows

WITHIN_DAYS = 14
WITHIN = (3, 7, 14, 30)
"""Days that a reader can ask for; answers count within 14 unless they do."""
_MOST_DAYS_WIDE = 3


@dataclass(frozen=True, slots=True)
class Response:
    """An act, the first hostile act of the other side after it, and the days between."""

    cause_id: str
    answer_id: str
    cause_side: str
    days: int


def find_responses(moves: pd.DataFrame, within: int = WITHIN_DAYS) -> tuple[Response, ...]:
    """Moves (event_id, side, stance, factuality, mid, num_days) in, responses out.

    Each hostile act is paired with the next hostile act of the other side on a later day, at most
    `within` days after; an answer belongs to the latest act before it.
    """
    usable = moves[
        (moves["stance"] == "hostile")
        & (moves["factuality"] == "actual")
        & (moves["num_days"] <= _MOST_DAYS_WIDE)
    ].sort_values(["mid", "event_id"])
    rows = list_rows(usable)
    found: dict[str, Response] = {}
    for place, cause in enumerate(rows):
        day = _day(cause.mid)
        for answer in rows[place + 1 :]:
            days = (_day(answer.mid) - day).days
            if days > within:
                break
            if days > 0 and answer.side != cause.side:
                found[answer.event_id] = Response(cause.event_id, answer.event_id, cause.side, days)
                break
    return tuple(found.values())


def find_followups(moves: pd.DataFrame, within: int) -> tuple[Response, ...]:
    """Moves in; every act of one side with each act of the other in the days after it out.

    Unlike responses, these are all acts that happened, hostile or not, from the next day to
    `within` days after. By time of the first act, then of the second.
    """
    usable = moves[(moves["factuality"] == "actual") & (moves["num_days"] <= _MOST_DAYS_WIDE)]
    rows = list_rows(usable.sort_values(["mid", "event_id"]))
    found = []
    for place, cause in enumerate(rows):
        for answer in rows[place + 1 :]:
            days = (_day(answer.mid) - _day(cause.mid)).days
            if days > within:
                break
            if days > 0 and answer.side != cause.side:
                found.append(Response(cause.event_id, answer.event_id, cause.side, days))
    return tuple(found)


def find_median_days(responses: tuple[Response, ...], cause_side: str) -> float | None:
    """Median days until the acts of a side were answered; None without an answer."""
    days = [one.days for one in responses if one.cause_side == cause_side]
    return float(median(days)) if days else None


def _day(value: object) -> date:
    found = pd.Timestamp(value).date()  # type: ignore[arg-type]
    assert isinstance(found, date)
    return found
