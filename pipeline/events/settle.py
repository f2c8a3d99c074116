"""Mentions of one event in, the same with dates settled by each other out.

A report that knows the day («vendredi 3 janvier») tells the day of one that knows less («vendredi»
of an item published in `2020-01`). The settled row says `corpus` and names the item that settled
it; what its own item says stays in `coded_date` and `coded_basis`, so that the next evidence can
settle it otherwise. Reports that contradict each other settle nothing and keep their dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.schema.edtf import find_edtf

Row = Mapping[str, Any]
OPEN_PRECISIONS = ("set", "month", "season", "quarter", "semester", "year")
"""Precisions that leave the day open, where an interval may be a duration."""
SLACK_DAYS = 2
"""A date that is only that of publication gives way to a day this near."""


def settle_dates(mentions: Sequence[Row], *, text_ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Mentions of one event in, copies with settled dates out, in the same order.

    `text_ids` maps an item to the item whose text it nearly repeats: copies are one witness.
    """
    rows = [restore_date(mention) for mention in mentions]
    witness = _find_witness(rows, text_ids)
    if witness is None:
        return rows
    day = witness["event_date_start"]
    return [_settle(row, day, witness["item_id"]) for row in rows]


def restore_date(mention: Row) -> dict[str, Any]:
    """A copy of the mention with the date that its own item gives, kept in `coded_date` too."""
    row = dict(mention)
    if row.get("coded_basis") is None:
        row |= {"coded_date": row.get("event_date"), "coded_basis": row["date_basis"]}
    elif row["date_basis"] == "corpus":
        value = find_edtf(row["coded_date"])
        row |= {
            "event_date": row["coded_date"],
            "event_date_start": None if value is None else value.start,
            "event_date_end": None if value is None else value.end,
            "event_days": (list(value.days) or None) if value is not None else None,
            "date_basis": row["coded_basis"],
            "date_item_id": None,
        }
    return row


def _find_witness(rows: Sequence[Row], text_ids: Mapping[str, str]) -> Row | None:
    """The report whose own words give the day, when no other day has as many witnesses."""
    sure = [row for row in rows if row["date_basis"] == "text" and _find_day(row) is not None]
    seen = {(_find_day(row), text_ids.get(row["item_id"], row["item_id"])) for row in sure}
    votes = Counter(day for day, _ in seen)
    if not votes:
        return None
    (day, most), *others = votes.most_common()
    if any(count == most for _, count in others):
        return None
    found = [row for row in sure if _find_day(row) == day]
    return max(found, key=lambda row: (row["confidence"] or 0.0, row["item_id"]))


def _find_day(row: Row) -> date | None:
    start: date | None = row.get("event_date_start")
    return start if start is not None and start == row.get("event_date_end") else None


def _settle(row: dict[str, Any], day: date, item_id: str) -> dict[str, Any]:
    if row["item_id"] == item_id or not _can_be(row, day):
        return row
    return row | {
        "event_date": day.isoformat(),
        "event_date_start": day,
        "event_date_end": day,
        "event_days": [day],
        "date_basis": "corpus",
        "date_item_id": item_id,
    }


def _can_be(row: Row, day: date) -> bool:
    """True when the row's date leaves this day open and does not say it already.

    An interval («du 15 au 25 avril», a night) may be how long the act lasted: it stays.
    """
    start, end = row.get("event_date_start"), row.get("event_date_end")
    if start is None or end is None:
        return bool(row["date_basis"] == "none")
    if start == end == day:
        return False
    if row["date_basis"] == "publication":
        return bool((start - day).days <= SLACK_DAYS and (day - end).days <= SLACK_DAYS)
    value = find_edtf(row.get("event_date"))
    if value is None or value.precision not in OPEN_PRECISIONS:
        return False
    days = row.get("event_days")
    return day in days if days else bool(start <= day <= end)
