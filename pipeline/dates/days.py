"""Anchor days: of a month, of the week, holidays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.context import Context, full_year
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value, day_value, vague_value


def resolve_day(sense: Sense, context: Context) -> Value:
    """A day of a month; without its year the nearest one that weekday, tense and text allow."""
    if sense.month is None:
        return resolve_month_day(sense, context)
    month, day = sense.month, sense.day or 1
    if sense.year is not None:
        year = full_year(sense.year, context)
        found = calendar.make_day(year, month, day)
        if found is None:
            return vague_value("DATE", f"{year:04}-{month:02}-{day:02}", "day")
        return day_value(found)
    unknown = vague_value("DATE", f"XXXX-{month:02}-{day:02}", "day")
    return _nearest_year(lambda year: calendar.make_day(year, month, day), sense, context, unknown)


def resolve_month_day(sense: Sense, context: Context) -> Value:
    """A day number without month: the nearest such day to the anchor, its weekday agreeing."""
    anchor = context.story_day
    unknown = vague_value("DATE", f"XXXX-XX-{sense.day:02}", "day")
    if anchor is None or sense.day is None:
        return unknown
    days = []
    for shift in (-1, 0, 1):
        moved = calendar.add_months(anchor.replace(day=1), shift)
        found = calendar.make_day(moved.year, moved.month, sense.day) if moved else None
        if found and (sense.weekday is None or found.isoweekday() == sense.weekday):
            days.append(found)
    if not days:
        return unknown
    if context.story is not None:
        return day_value(_next_told(days, context), "story")
    return day_value(min(days, key=lambda d: _distance(d, anchor, context.tense)), "publication")


def _next_told(days: list[date], context: Context) -> date:
    """A story goes on: the day after the last one told, unless that is still to come."""
    story, today = context.story or days[0], context.today

    def apart(day: date) -> int:
        is_late = context.tense == "past" and today is not None and day > today
        return abs((day - story).days) * (20 if is_late else 1 if day >= story else 3)

    return min(days, key=apart)


def _nearest_year(
    make: Callable[[int], date | None], sense: Sense, context: Context, unknown: Value
) -> Value:
    """A day of the year without its year: weekday, direction, named year and tense decide."""
    today = context.today
    if sense.direction in ("following", "previous") and context.story is not None:
        today = context.story
    if today is None:
        if context.year is not None and (found := make(context.year)):
            return day_value(found, "year")
        return unknown
    days = [
        d for year in range(today.year - 1, today.year + 2) if 0 < year < 9999 and (d := make(year))
    ]
    if sense.weekday is not None:
        days = [d for d in days if d.isoweekday() == sense.weekday] or days
    before = [d for d in days if d <= today]
    after = [d for d in days if d >= today]
    if sense.direction == "last" and before:
        return day_value([d for d in before if d < today][-1] if before[0] < today else before[-1])
    if sense.direction in ("next", "following") and after:
        return day_value(after[-1] if after[0] == today and len(after) > 1 else after[0])
    if sense.direction == "previous" and before:
        return day_value(before[-1])
    named = make(context.year) if context.year and context.tense != "future" else None
    if named is not None and (sense.weekday is None or named.isoweekday() == sense.weekday):
        return day_value(named, "year")
    if not days:
        return unknown
    return day_value(min(days, key=lambda d: _distance(d, today, context.tense)), "publication")


def _distance(day: date, anchor: date, tense: str | None) -> int:
    """Days between, a day on the wrong side of the tense counting four times as far."""
    apart = (day - anchor).days
    is_wrong = (tense == "past" and apart > 0) or (tense == "future" and apart < 0)
    return abs(apart) * (20 if is_wrong else 1)


def resolve_nth(sense: Sense, context: Context) -> Value:
    """The nth weekday of a month."""
    month, weekday, nth = sense.month or 1, sense.weekday or 1, sense.value or "1"
    unknown = vague_value("DATE", f"XXXX-{month:02}-WXX-{weekday}", "day")

    def make(year: int) -> date | None:
        bounds = calendar.holiday(f"{month:02}:{nth}-{weekday}", year)
        return bounds[0] if bounds and bounds[0].month == month else None

    if sense.year is not None:
        found = make(full_year(sense.year, context))
        return day_value(found) if found is not None else unknown
    plain = Sense("day", direction=sense.direction)
    return _nearest_year(make, plain, context, unknown)


def resolve_weekday(sense: Sense, context: Context) -> Value:
    """A weekday: the last one for the past, the next one for the future, today counting."""
    weekday = sense.weekday or 1
    is_story = sense.base == "story" or sense.direction in ("following", "previous")
    anchor = context.story_day if is_story else context.today
    if anchor is None and context.story is not None:
        ahead = (weekday - context.story.isoweekday()) % 7
        found = calendar.add_days(context.story, ahead)
        return (
            day_value(found, "story")
            if found
            else vague_value("DATE", f"XXXX-WXX-{weekday}", "day")
        )
    if anchor is None:
        return vague_value("DATE", f"XXXX-WXX-{weekday}", "day")
    if sense.offset is not None:
        found = calendar.add_days(anchor, weekday - anchor.isoweekday() + 7 * sense.offset)
        unknown = vague_value("DATE", f"XXXX-WXX-{weekday}", "day")
        return day_value(found, "publication") if found else unknown
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    direction = sense.direction
    if direction in ("last", "previous"):
        offset = -(back or 7)
    elif direction in ("next", "following"):
        offset = ahead or 7
    elif context.tense == "future":
        offset = ahead
    elif direction == "this" and context.tense is None:
        offset = ahead if ahead <= 3 else -back
    else:
        offset = -back
    found = calendar.add_days(anchor, offset)
    if found is None:
        return vague_value("DATE", f"XXXX-WXX-{weekday}", "day")
    return day_value(found, "story" if is_story and context.story else "publication")


def resolve_holiday(sense: Sense, context: Context) -> Value:
    """A feast by its rule; one that the moon decides has a day more on both sides."""
    rule = sense.holiday or ""
    if rule.startswith("on:"):
        day = date.fromisoformat(rule[3:])
        return day_value(day)
    unknown = vague_value("DATE", f"XXXX-{rule}" if rule[:2].isdigit() else "XXXX", "day")

    def middle(year: int) -> date | None:
        bounds = calendar.holiday(rule, year)
        return bounds[0] + (bounds[1] - bounds[0]) // 2 if bounds else None

    if sense.year is not None:
        found = middle(full_year(sense.year, context))
        value = day_value(found) if found is not None else unknown
    else:
        value = _nearest_year(middle, sense, context, unknown)
    bounds = calendar.holiday(rule, value.told.year) if value.told is not None else None
    if bounds is None or bounds[0] == bounds[1]:
        return value
    if (bounds[1] - bounds[0]).days > 3:
        return replace(value, start=bounds[0], end=bounds[1], told=None, granularity="interval")
    return replace(value, start=bounds[0], end=bounds[1])
