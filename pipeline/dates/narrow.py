"""Which days of publication the text leaves possible: what contradicts itself counts against a day.

A past event after publication, a weekday that is not its date, days of one story out of order, an
event whose day is known: each costs a candidate; the cheapest stay. Then the freshest dated thing
told may leave only the days right after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.dates.columns import Column
from pipeline.dates.known_events import Known
from pipeline.dates.placed import Placed
from pipeline.dates.senses import Sense

_YEAR_DAYS = 200
_WEEK = 7
_FRESH_KINDS = frozenset({"day", "weekday", "clock", "night"})
_OPEN_SIGNALS = frozenset({"until", "by", "from", "before"})


def narrow_days(
    placed: Sequence[Placed], columns: Sequence[Column], days: tuple[date, ...], events: Known
) -> tuple[tuple[int, ...], str, str]:
    """The candidates that the text contradicts least, then those that its dated days make likely.

    Returns their places in `days`, the rule's id and the reason in words.
    """
    costs = _count_costs(placed, columns, days)
    _add_known_costs(costs, placed, columns, days, events)
    least = min(costs)
    kept = tuple(place for place, cost in enumerate(costs) if cost == least)
    rule, reason = "order", "weekdays and dates of the text agree only with these days"
    if events.fixed:
        rule, reason = "known_event", "an event that the text tells has this day"
    near = _near_days(placed, columns, days, events.fixed)
    both = tuple(place for place in kept if place in near)
    if both:
        kept = both
        if not events.fixed:
            rule, reason = "freshest", "the latest day that is told is this day or the day before"
    return kept, rule, reason


def _near_days(
    placed: Sequence[Placed],
    columns: Sequence[Column],
    days: tuple[date, ...],
    known: dict[int, date],
) -> set[int]:
    """Places of days soon after the latest dated day, where the writer dates fresh news in full.

    That is so when a date names its weekday too («vendredi 3 janvier» ... «dimanche»), when a
    known event fixes a weekday, or when the item dates two days or more of its last week and tells
    at most one bare weekday.
    """
    fresh: dict[date, bool] = dict.fromkeys(known.values(), True)
    for here, column in zip(placed, columns, strict=True):
        told = column.tolds[-1]
        if is_pinned(here) and is_past(here) and told is not None and told <= days[-1]:
            fresh[told] = fresh.get(told, False) or here.found.sense.weekday is not None
    if not fresh:
        return set()
    latest = max(fresh)
    week = {day for day in fresh if (latest - day).days < _WEEK}
    is_bare = any(here.found.sense.kind == "weekday" and is_past(here) for here in placed)
    if not (fresh[latest] or (len(week) > 1 and not is_bare)):
        return set()
    return {
        place
        for place, day in enumerate(days)
        if latest <= day < latest + timedelta(_WEEK) and _lag(placed, columns, place, day) <= 1
    }


def _lag(placed: Sequence[Placed], columns: Sequence[Column], place: int, today: date) -> int:
    """Days from the latest day that is told as past to publication."""
    told = [
        day
        for here, column in zip(placed, columns, strict=True)
        if here.found.sense.kind in _FRESH_KINDS
        and (day := column.tolds[place]) is not None
        and day <= today
        and is_past(here)
    ]
    return (today - max(told)).days if told else 0


def is_pinned(placed: Placed) -> bool:
    """A date that names its month: it stays where it is whatever the day of publication."""
    sense = placed.found.sense
    return sense.kind == "day" and sense.month is not None


def is_past(placed: Placed) -> bool:
    """True for what is not told as future, nor as a limit."""
    signal = placed.signal.name if placed.signal else None
    return placed.tense != "future" and signal not in _OPEN_SIGNALS


# --- what contradicts a candidate


def _count_costs(
    placed: Sequence[Placed], columns: Sequence[Column], days: tuple[date, ...]
) -> list[int]:
    """How much the text contradicts each candidate; 0 for not at all."""
    costs = [0] * len(days)
    has_weekdays = any(here.found.sense.kind == "weekday" for here in placed)
    before: tuple[int, Column] | None = None
    for here, column in zip(placed, columns, strict=True):
        sense = here.found.sense
        if sense.kind == "day" and sense.month is not None:
            _add(costs, _pinned_costs(here, column, days, has_weekdays=has_weekdays))
            if is_past(here) and not here.is_modifier and column.is_told:
                before = (here.sentence, column)
        elif sense.kind == "shift" and sense.weekday is not None:
            for place, told in enumerate(column.tolds):
                if told is not None and told.isoweekday() != sense.weekday:
                    costs[place] += 100
        elif _is_this_daypart(sense) and here.tense == "past":
            for place, told in enumerate(column.tolds):
                costs[place] += 2 * (told != days[place])
        elif sense.kind == "weekday" and column.is_told:
            if sense.direction == "this" and here.tense == "past":
                for place, told in enumerate(column.tolds):
                    costs[place] += 2 * (told != days[place])
            if sense.direction is None and is_past(here):
                if before is not None and here.sentence - before[0] <= 2:
                    _add(costs, _disorder(before[1], column))
                before = (here.sentence, column)
    return costs


def _is_this_daypart(sense: Sense) -> bool:
    """«ce lundi matin», told as past: the day of publication."""
    inner = sense.inner if sense.kind == "clock" else None
    return inner is not None and inner.kind == "weekday" and inner.direction == "this"


def _add(costs: list[int], more: Sequence[int]) -> None:
    for place, cost in enumerate(more):
        if cost:
            costs[place] += cost


def _pinned_costs(
    here: Placed, column: Column, days: tuple[date, ...], *, has_weekdays: bool
) -> tuple[int, ...]:
    """A full date against each candidate: far off, past but to come, future but gone."""
    past = is_past(here)
    key = (past, here.tense == "past", here.tense == "future", here.is_modifier, has_weekdays)
    known = column.costs.get(key)
    if known is None:
        known = column.costs[key] = tuple(
            0 if told is None else _pinned_cost(here, told, today, past, has_weekdays=has_weekdays)
            for told, today in zip(column.tolds, days, strict=True)
        )
    return known


def _pinned_cost(here: Placed, told: date, today: date, past: bool, *, has_weekdays: bool) -> int:
    sense = here.found.sense
    cost = 0
    if sense.year is None and abs((told - today).days) > _YEAR_DAYS:
        cost += 100
    if past and told > today:
        cost += 100 if here.tense == "past" else 10
    if here.tense == "future" and told < today and not here.is_modifier:
        cost += 10
    if sense.weekday is None and past and has_weekdays and told >= today:
        cost += 1
    return cost


def _disorder(before: Column, column: Column) -> list[int]:
    """1 where two weekdays told one after the other are a long way back in time."""
    return [
        int(
            first is not None
            and told is not None
            and told < first
            and 0 < (told.isoweekday() - first.isoweekday()) % 7 <= 2
        )
        for first, told in zip(before.tolds, column.tolds, strict=True)
    ]


def _add_known_costs(
    costs: list[int],
    placed: Sequence[Placed],
    columns: Sequence[Column],
    days: tuple[date, ...],
    events: Known,
) -> None:
    """How much known events contradict each candidate."""
    if events.latest is not None:
        for place, today in enumerate(days):
            costs[place] += 10 if events.latest > today else 0
    for number, day in events.fixed.items():
        for place, told in enumerate(columns[number].tolds):
            costs[place] += 50 if told != day else 0
    for number in events.background:
        for other, here in enumerate(placed):
            is_bare = here.found.sense.kind == "weekday" and is_past(here)
            if not is_bare or other in events.fixed:
                continue
            for place, told in enumerate(columns[other].tolds):
                costs[place] += 1 if told and told < events.fixed[number] else 0
