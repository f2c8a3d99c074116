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

from pipeline.dates.datelines import find_said_day
from pipeline.dates.known_events import Known, find_known
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.story import mark_placed, resolve_all
from pipeline.schema.edtf import EdtfDate, format_set
from pipeline.schema.records import PublicationDay

_MAX_CANDIDATES = 31
_YEAR_DAYS = 200
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Publication:
    """The inferred day and, for each possible day, every expression anchored on it."""

    day: PublicationDay
    readings: tuple[tuple[date | None, list[Hung]], ...]


def infer_publication(
    text: str, placed: Sequence[Placed], published: EdtfDate | None, *, language: str
) -> Publication:
    """The day of publication as a set with its reason, and the readings that go with it."""

    offset, marks = _zone_of(published), mark_placed(placed)

    def read(day: date | None) -> tuple[date | None, list[Hung]]:
        return day, resolve_all(
            text, placed, language=language, today=day, offset=offset, marks=marks
        )

    if published is not None and published.start is not None and published.is_day:
        known = PublicationDay(published.text, published.start, published.start)
        return Publication(known, (read(published.start),))
    said = find_said_day(text, placed, published, language=language)
    if said is not None:
        day, rule, reason = said
        return Publication(
            PublicationDay(day.isoformat(), day, day, (day,), rule, reason), (read(day),)
        )
    days = _days_of(published)
    if not days:
        return Publication(_unknown(published), (read(None),))
    readings = [read(day) for day in days]
    events = find_known(text, placed, days[0], days[-1], language=language)
    dated = [(day, hung) for day, hung in readings if day is not None]
    kept, rule, reason = _narrow(placed, dated, events)
    chosen = tuple(reading for reading in readings if reading[0] in kept)
    if len(kept) == len(days):
        whole = PublicationDay(
            published.text if published else None, days[0], days[-1], tuple(days)
        )
        return Publication(whole, chosen)
    inferred = PublicationDay(
        format_set(kept), min(kept), max(kept), tuple(sorted(kept)), rule, reason
    )
    return Publication(inferred, chosen)


def _zone_of(published: EdtfDate | None) -> int | None:
    """Minutes east of Greenwich of a time stamp that names its zone."""
    moment = published.moment if published is not None else None
    zone = moment.utcoffset() if moment is not None else None
    return None if zone is None else int(zone.total_seconds()) // 60


def _unknown(published: EdtfDate | None) -> PublicationDay:
    if published is None:
        return PublicationDay(None, None, None, rule_id="unknown", reason="no date was given")
    return PublicationDay(published.text, published.start, published.end)


def _days_of(published: EdtfDate | None) -> list[date]:
    if published is None or published.start is None or published.end is None:
        return []
    length = (published.end - published.start).days + 1
    if published.days and len(published.days) <= _MAX_CANDIDATES:
        return list(published.days)
    if length > _MAX_CANDIDATES:
        return []
    return [published.start + timedelta(n) for n in range(length)]


# --- what the days of the text allow


def _narrow(
    placed: Sequence[Placed],
    readings: Sequence[tuple[date, list[Hung]]],
    events: Known,
) -> tuple[set[date], str, str]:
    """The days that contradict the text least, then those that its dated days make likely."""
    known = events.fixed
    costs = {
        day: _cost(placed, hung, day) + _known_cost(placed, hung, day, events)
        for day, hung in readings
    }
    least = min(costs.values())
    kept = {day for day, cost in costs.items() if cost == least}
    rule, reason = "order", "weekdays and dates of the text agree only with these days"
    if known:
        rule, reason = "known_event", "an event that the text tells has this day"
    near = _near_days(placed, readings, known)
    if near is not None and kept & near:
        kept = kept & near
        if not known:
            rule, reason = "freshest", "the latest day that is told is this day or the day before"
    return kept, rule, reason


def _near_days(
    placed: Sequence[Placed],
    readings: Sequence[tuple[date, list[Hung]]],
    known: dict[int, date],
) -> set[date] | None:
    """Days soon after the latest dated day, where the writer dates fresh news in full.

    That is so when a date names its weekday too («vendredi 3 janvier» ... «dimanche»), when a
    known event fixes a weekday, or when
    the item dates two days or more of its last week and tells at most one bare weekday.
    """
    last = readings[-1][1]
    fresh: dict[date, bool] = dict.fromkeys(known.values(), True)
    for number, here in enumerate(placed):
        told = last[number].value.told
        if _is_pinned(here) and _is_past(here) and told is not None and told <= readings[-1][0]:
            fresh[told] = fresh.get(told, False) or here.found.sense.weekday is not None
    if not fresh:
        return None
    latest = max(fresh)
    week = {day for day in fresh if (latest - day).days < _WEEK}
    is_bare = any(here.found.sense.kind == "weekday" and _is_past(here) for here in placed)
    if not (fresh[latest] or (len(week) > 1 and not is_bare)):
        return None
    days = {
        day
        for day, hung in readings
        if latest <= day < latest + timedelta(_WEEK) and _lag(placed, hung, day) <= 1
    }
    return days or None


def _lag(placed: Sequence[Placed], hung: Sequence[Hung], today: date) -> int:
    """Days from the latest day that is told as past to publication."""
    fresh = _freshest(placed, hung, today)
    return (today - fresh).days if fresh is not None else 0


def _known_cost(placed: Sequence[Placed], hung: Sequence[Hung], today: date, events: Known) -> int:
    """How much known events contradict this day of publication."""
    cost = 10 if events.latest is not None and events.latest > today else 0
    for number, day in events.fixed.items():
        if hung[number].value.told != day:
            cost += 50
    for number in events.background:
        for other, here in enumerate(placed):
            told = hung[other].value.told
            is_bare = here.found.sense.kind == "weekday" and _is_past(here)
            if is_bare and other not in events.fixed and told and told < events.fixed[number]:
                cost += 1
    return cost


def _is_pinned(placed: Placed) -> bool:
    """A date that names its month: it stays where it is whatever the day of publication."""
    sense = placed.found.sense
    return sense.kind == "day" and sense.month is not None


def _is_past(placed: Placed) -> bool:
    signal = placed.signal.name if placed.signal else None
    return placed.tense != "future" and signal not in ("until", "by", "from", "before")


def _cost(placed: Sequence[Placed], hung: Sequence[Hung], today: date) -> int:
    """How much the text contradicts this day of publication; 0 for not at all."""
    cost = 0
    has_weekdays = any(here.found.sense.kind == "weekday" for here in placed)
    before: tuple[int, date] | None = None
    for number, here in enumerate(placed):
        sense, told = here.found.sense, hung[number].value.told
        if told is None:
            continue
        if sense.kind == "day" and sense.month is not None:
            if sense.year is None and abs((told - today).days) > _YEAR_DAYS:
                cost += 100
            if _is_past(here) and told > today:
                cost += 100 if here.tense == "past" else 10
            if here.tense == "future" and told < today and not here.is_modifier:
                cost += 10
            if sense.weekday is None and _is_past(here) and has_weekdays and told >= today:
                cost += 1
        if (
            sense.kind == "shift"
            and sense.weekday is not None
            and told.isoweekday() != sense.weekday
        ):
            cost += 100
        if sense.kind == "weekday" and sense.direction == "this" and here.tense == "past":
            cost += 2 * (told != today)
        if sense.kind == "weekday" and sense.direction is None and _is_past(here):
            if before is not None and here.sentence - before[0] <= 2:
                cost += _disorder(before[1], told)
            before = (here.sentence, told)
        elif _is_pinned(here) and _is_past(here) and not here.is_modifier:
            before = (here.sentence, told)
    return cost


def _disorder(before: date, told: date) -> int:
    """1 when two weekdays told one after the other are a long way back in time."""
    ahead = (told.isoweekday() - before.isoweekday()) % 7
    return 1 if 0 < ahead <= 2 and told < before else 0


def _freshest(placed: Sequence[Placed], hung: Sequence[Hung], today: date) -> date | None:
    """The latest day that is told as past."""
    days = [
        h.value.told
        for here, h in zip(placed, hung, strict=True)
        if h.value.told is not None and h.value.told <= today and _is_past(here)
        and here.found.sense.kind in ("day", "weekday", "clock", "night")
    ]  # fmt: skip
    return max(days, default=None)
