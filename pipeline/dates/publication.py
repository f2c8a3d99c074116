"""Infer the day of publication of an item that is dated to its month, or not at all.

The text itself often says it: a dateline, «ce mardi 31 décembre», «hier, lundi 6 janvier». Else
each day that the given month allows is tried: all expressions are anchored on it, and what
contradicts itself (a past event after publication, a weekday that is not its date, days of one
story out of order) counts against it. What stays possible is kept as a set, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.dates.columns import Column, Days
from pipeline.dates.datelines import find_said_day
from pipeline.dates.known_events import find_known
from pipeline.dates.narrow import narrow_days
from pipeline.dates.placed import Placed
from pipeline.dates.story import resolve_all
from pipeline.dates.zones import keep_both_days
from pipeline.schema.edtf import EdtfDate, format_set
from pipeline.schema.records import PublicationDay

_MAX_CANDIDATES = 31


@dataclass(frozen=True, slots=True)
class Publication:
    """The inferred day, and every expression read on each candidate for it.

    `days` are the candidates that `columns` were read on, `kept` the places of those that remain
    possible.
    """

    day: PublicationDay
    days: Days
    columns: list[Column]
    kept: tuple[int, ...]


def infer_publication(
    text: str, placed: Sequence[Placed], published: EdtfDate | None, *, language: str
) -> Publication:
    """The day of publication as a set with its reason, and the readings that go with it."""
    offset = _zone_of(published)

    def read_on(days: Days) -> list[Column]:
        return resolve_all(text, placed, language=language, days=days, offset=offset)

    if published is not None and published.start is not None and published.is_day:
        known = PublicationDay(published.text, published.start, published.start)
        columns = read_on((published.start,))
        if published.moment is not None:
            columns = keep_both_days(placed, columns, published.moment)
        return Publication(known, (published.start,), columns, (0,))
    said = find_said_day(text, placed, published, language=language)
    if said is not None:
        day, rule, reason = said
        known = PublicationDay(day.isoformat(), day, day, (day,), rule, reason)
        return Publication(known, (day,), read_on((day,)), (0,))
    days = _days_of(published)
    if not days:
        return Publication(_unknown(published), (None,), read_on((None,)), (0,))
    columns = read_on(days)
    events = find_known(text, placed, days[0], days[-1], language=language)
    kept, rule, reason = narrow_days(placed, columns, days, events)
    if len(kept) == len(days):
        whole = PublicationDay(published.text if published else None, days[0], days[-1], days)
        return Publication(whole, days, columns, kept)
    left = tuple(days[place] for place in kept)
    inferred = PublicationDay(format_set(left), min(left), max(left), left, rule, reason)
    return Publication(inferred, days, columns, kept)


def _zone_of(published: EdtfDate | None) -> int | None:
    """Minutes east of Greenwich of a time stamp that names its zone."""
    moment = published.moment if published is not None else None
    zone = moment.utcoffset() if moment is not None else None
    return None if zone is None else int(zone.total_seconds()) // 60


def _unknown(published: EdtfDate | None) -> PublicationDay:
    if published is None:
        return PublicationDay(None, None, None, rule_id="unknown", reason="no date was given")
    return PublicationDay(published.text, published.start, published.end)


def _days_of(published: EdtfDate | None) -> tuple[date, ...]:
    """The days in order that a publication date leaves open; none where they are too many."""
    if published is None or published.start is None or published.end is None:
        return ()
    if published.days and len(published.days) <= _MAX_CANDIDATES:
        return tuple(sorted(published.days))
    return _days_between(published.start, published.end)


@lru_cache(maxsize=256)
def _days_between(start: date, end: date) -> tuple[date, ...]:
    length = (end - start).days + 1
    return tuple(start + timedelta(n) for n in range(length)) if length <= _MAX_CANDIDATES else ()
