"""Anchor what counts from another day: shifts, times of day, nights, the same moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.context import Context
from pipeline.dates.periods import GRANULARITY, Resolve, unit_value
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value, day_value, format_duration, span_value, vague_value


def resolve_shift(sense: Sense, context: Context, resolve: Resolve) -> Value:
    """A point so many units from the anchor; French corpora write its ISO value as a length."""
    anchor = context.today if sense.base == "publication" else context.story_day
    name = "publication" if sense.base == "publication" or context.story is None else "story"
    if sense.inner is not None:
        inner = resolve(sense.inner, context)
        anchor, name = inner.told or inner.start, "date"
    if sense.base == "event":
        anchor = None
    unit, offset = sense.unit or "D", sense.offset or 0
    if sense.count is not None and _is_length(sense, context):
        return vague_value("DURATION", format_duration(sense.count, unit), "duration")
    moved = None if anchor is None or sense.is_vague else _move(anchor, unit, offset)
    if moved is None and sense.is_vague and anchor is not None and sense.base != "event":
        moved = _vague_bounds(anchor, unit, offset)
    value = moved or vague_value("DATE", _vague_timex(offset), GRANULARITY[unit])
    value = value.anchored(name if anchor is not None else "event")
    if sense.count is not None and (context.language == "fr" or sense.is_vague):
        length = format_duration(sense.count, unit)
        return replace(value, timex_type="DURATION", timex_value=length)
    if moved is None and sense.count is not None and context.language == "en":
        return replace(value, timex_type="DURATION", timex_value=format_duration(sense.count, unit))
    return value


def _is_length(sense: Sense, context: Context) -> bool:
    """English "in 24 hours" after a past verb tells how long it took, not when it will be."""
    is_ahead = sense.base == "publication" and (sense.offset or 0) > 0 and sense.inner is None
    return is_ahead and context.language == "en" and context.tense == "past"


def _vague_timex(offset: int) -> str:
    return "PAST_REF" if offset < 0 else "FUTURE_REF"


def _vague_bounds(anchor: date, unit: str, sign: int) -> Value | None:
    """«il y a quelques jours»: from two to ten units away."""
    if unit in ("S", "MIN", "H"):
        return Value("DATE", "", anchor, anchor, "day")
    near, far = _move(anchor, unit, 2 * sign), _move(anchor, unit, 10 * sign)
    ends = [d for v in (near, far) if v is not None for d in (v.start, v.end) if d is not None]
    if not ends:
        return None
    return Value("DATE", "", min(ends), max(ends), "interval")


def _move(anchor: date, unit: str, offset: int) -> Value | None:
    """A point so many units away, as precise as its unit: a day, or days around it."""
    if unit in ("S", "MIN", "H"):
        return (
            replace(day_value(anchor), granularity="day")
            if unit != "H"
            else _move_hours(anchor, offset)
        )
    if unit == "D":
        day = calendar.add_days(anchor, offset)
        return day_value(day) if day else None
    if unit in ("DE", "CE", "ML"):
        return _move_decades(anchor, offset * {"DE": 10, "CE": 100, "ML": 1000}[unit])
    if unit in ("W", "WE"):
        day = calendar.add_days(anchor, offset * 7)
        if day is None:
            return None
        year, week, _ = day.isocalendar()
        bounds = (calendar.add_days(day, -3) or day, calendar.add_days(day, 3) or day)
        return replace(span_value(f"{year:04}-W{week:02}", bounds, "week"), told=day)
    return unit_value(anchor, unit, offset, language="en")


def _move_decades(anchor: date, years: int) -> Value | None:
    """A decade ago is a year within a fifth of that: its value the year, its bounds around it."""
    moved = calendar.add_months(anchor, years * 12)
    if moved is None:
        return None
    around = abs(years) // 5
    bounds = calendar.year_bounds(moved.year - around, 2 * around + 1)
    return span_value(f"{moved.year:04}", bounds, "interval")


def _move_hours(anchor: date, offset: int) -> Value | None:
    days = abs(offset) // 24
    near = calendar.add_days(anchor, days if offset > 0 else -days)
    far = (
        near
        if offset % 24 == 0 or near is None
        else calendar.add_days(near, 1 if offset > 0 else -1)
    )
    if near is None or far is None or abs(offset) < 12:
        return day_value(anchor)
    return Value("DATE", near.isoformat(), min(near, far), max(near, far), "day", told=near)


def resolve_moment(sense: Sense, context: Context) -> Value:
    """The day, month or year that the story has reached."""
    anchor = context.story_day
    unit = sense.unit or "D"
    if unit == "SINCE":
        return _since_story(context)
    if anchor is None:
        return vague_value("DATE", "PRESENT_REF", GRANULARITY[unit])
    value = unit_value(anchor, unit, sense.offset or 0, language=context.language)
    return value.anchored("story" if context.story else "publication")


def _since_story(context: Context) -> Value:
    """«depuis lors»: from the day told last to the day of publication."""
    story, today = context.story, context.today
    if story is None or today is None or story > today:
        return vague_value("DATE", "PAST_REF", "vague")
    return Value("DATE", story.isoformat(), story, today, "interval", anchor="story")


def resolve_clock(sense: Sense, context: Context, resolve: Resolve) -> Value:
    """A time or part of a day, on the day it names or on the anchor's."""
    base = resolve(sense.inner, context) if sense.inner else None
    day = base.told or base.start if base else None
    if base is None:
        day = context.today if sense.base == "publication" else context.story_day
    tail = sense.part or f"T{sense.clock}"
    if day is None:
        prefix = base.timex_value if base else "XXXX-XX-XX"
        return vague_value("TIME", f"{prefix}{tail}", "time")
    zone = sense.zone if sense.zone and (sense.zone == "Z" or sense.zone[0] in "+-") else ""
    granularity = "part_of_day" if sense.part else "time"
    start = end = day
    if sense.part == "TNI" and context.language == "fr":
        start, end = _night_bounds(sense, context, day)
    anchor = (
        base.anchor
        if base
        else ("story" if context.story and sense.base == "story" else "publication")
    )
    return Value(
        "TIME", f"{day.isoformat()}{tail}{zone}", start, end, granularity, told=end, anchor=anchor
    )


def _night_bounds(sense: Sense, context: Context, day: date) -> tuple[date, date]:
    """A night is two days; «cette nuit» told as past, or one that is over, began the day before."""
    is_last_night = (
        sense.inner is not None
        and sense.inner.kind == "shift"
        and sense.inner.offset == 0
        and sense.inner.base == "publication"
        and context.tense != "future"
    )
    is_over = sense.inner is None and context.tense == "past" and day == context.today
    other = calendar.add_days(day, -1 if is_last_night or is_over else 1) or day
    return min(day, other), max(day, other)


def resolve_night(sense: Sense, context: Context, resolve: Resolve) -> Value:
    """The night between two days, which has both; the second one decides the first."""
    inner, other = sense.inner, sense.other
    if inner is None:
        return vague_value("TIME", "XXXX-XX-XXTNI", "part_of_day")
    last = resolve(other, context) if other else None
    if inner.kind == "weekday" and last is not None and last.start is not None:
        back = (last.start.isoweekday() - (inner.weekday or 1)) % 7 or 7
        day = calendar.add_days(last.start, -back)
        first = day_value(day) if day else resolve(inner, context)
    elif inner.month is None and inner.kind == "day" and last is not None and last.start:
        first = resolve(inner, replace(context, story=last.start, tense="past"))
    else:
        first = resolve(inner, context)
    start = first.start
    end = last.end if last else (calendar.add_days(start, 1) if start else None)
    if start is None or end is None:
        return vague_value("TIME", f"{first.timex_value}TNI", "part_of_day")
    return Value(
        "TIME", f"{start.isoformat()}TNI", min(start, end), max(start, end), "part_of_day",
        told=max(start, end), anchor=first.anchor,
    )  # fmt: skip
