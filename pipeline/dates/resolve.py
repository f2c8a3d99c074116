"""Anchor a sense: `resolve_sense` turns what an expression says into a value on the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.senses import Sense
from pipeline.dates.values import (
    Value,
    cut_edge,
    day_value,
    format_duration,
    span_value,
    vague_value,
)


@dataclass(slots=True)
class Context:
    """What an expression can hang on.

    `today` is the day of publication (or one candidate for it), `story` the day that the text has
    reached, `year` a year that the text has named just before, `tense` past or future.
    """

    language: str
    today: date | None = None
    story: date | None = None
    year: int | None = None
    tense: str | None = None

    @property
    def story_day(self) -> date | None:
        """The story's day, or the day of publication where nothing was told yet."""
        return self.story or self.today


def is_fixed(sense: Sense) -> bool:
    """True when a sense is worth the same whatever it hangs on: an explicit date, a duration."""
    if sense.kind in ("duration", "set", "ref", "century"):
        return True
    is_named = sense.year is not None and sense.year >= 100
    return is_named and sense.kind in (
        "day",
        "month",
        "year",
        "decade",
        "season",
        "quarter",
        "half",
    )


def resolve_sense(sense: Sense, context: Context) -> Value:
    """The value of a sense; without an anchor that it needs, a value without bounds."""
    value = _RESOLVERS[sense.kind](sense, context)
    if value.anchor is None and value.start is not None and not is_fixed(sense):
        is_story = sense.base == "story" and context.story is not None
        value = replace(value, anchor="story" if is_story else "publication")
    return cut_edge(value, sense.edge) if sense.edge else value


# --- days


def _resolve_day(sense: Sense, context: Context) -> Value:
    if sense.month is None:
        return _resolve_month_day(sense, context)
    month, day = sense.month, sense.day or 1
    if sense.year is not None:
        year = full_year(sense.year, context)
        found = calendar.make_day(year, month, day)
        if found is None:
            return vague_value("DATE", f"{year:04}-{month:02}-{day:02}", "day")
        return day_value(found)
    unknown = vague_value("DATE", f"XXXX-{month:02}-{day:02}", "day")
    return _nearest_year(lambda year: calendar.make_day(year, month, day), sense, context, unknown)


def _resolve_month_day(sense: Sense, context: Context) -> Value:
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


def _resolve_weekday(sense: Sense, context: Context) -> Value:
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


def _resolve_holiday(sense: Sense, context: Context) -> Value:
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


# --- periods


def _resolve_month(sense: Sense, context: Context) -> Value:
    month = sense.month or 1
    year = _year_of_month(sense, context, month, 1)
    if year is None:
        return vague_value("DATE", f"XXXX-{month:02}", "month")
    return span_value(f"{year:04}-{month:02}", calendar.month_bounds(year, month), "month")


def _year_of_month(sense: Sense, context: Context, month: int, length: int) -> int | None:
    """The year of a month (or of a season that begins in it) by direction, named year, tense."""
    if sense.year is not None:
        return full_year(sense.year, context)
    today = context.today
    if today is None:
        return context.year
    first, now = month, today.month
    if sense.direction == "last":
        return today.year if first + length - 1 < now else today.year - 1
    if sense.direction in ("next", "following"):
        return today.year if first > now else today.year + 1
    if context.year is not None and context.tense != "future":
        return context.year
    if sense.direction == "this" or first <= now < first + length:
        return (
            today.year - 1 if sense.direction == "this" and first == 12 and now < 3 else today.year
        )
    options = (today.year - 1, today.year, today.year + 1)

    def apart(year: int) -> int:
        months = (year - today.year) * 12 + first - now
        is_wrong = (context.tense == "past" and months > 0) or (
            context.tense == "future" and months < 0
        )
        return abs(months) * (20 if is_wrong else 1)

    return min(options, key=apart)


def _resolve_year(sense: Sense, context: Context) -> Value:
    year = full_year(sense.year or 0, context)
    return span_value(f"{year:04}", calendar.year_bounds(year), "year")


def _resolve_decade(sense: Sense, context: Context) -> Value:
    year = full_year(sense.year or 0, context)
    decade = f"{year // 10}"
    timex = f"{decade}X" if context.language == "fr" else decade
    return span_value(timex, calendar.year_bounds(year, 10), "decade", edtf=f"{year // 10:03}X")


def _resolve_century(sense: Sense, context: Context) -> Value:
    number = (sense.year or 1) - 1
    timex = f"{number:02}XX" if context.language == "fr" else f"{number:02}"
    bounds = calendar.year_bounds(number * 100 or 1, 100 if number else 99)
    return span_value(timex, bounds, "century", edtf=f"{number:02}XX")


def _resolve_season(sense: Sense, context: Context) -> Value:
    season = sense.value or "SP"
    first = calendar.SEASON_MONTHS[season]
    year = _year_of_month(sense, context, first, 3)
    if year is None or (sense.year is None and sense.direction is None and context.tense is None):
        return vague_value("DATE", f"XXXX-{season}", "season")
    bounds = calendar.season_bounds(season, year)
    code = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}[season]
    return span_value(f"{year:04}-{season}", bounds, "season", edtf=f"{year:04}-{code}")


def _resolve_quarter(sense: Sense, context: Context) -> Value:
    number = sense.offset or 1
    if not 1 <= number <= 4:
        return vague_value("DATE", "XXXX", "quarter")
    first = number * 3 - 2
    year = _year_of_month(sense, context, first, 3)
    if year is None:
        return vague_value("DATE", f"XXXX-Q{number}", "quarter")
    bounds = calendar.month_bounds(year, first, 3)
    return span_value(f"{year:04}-Q{number}", bounds, "quarter", edtf=f"{year:04}-{32 + number}")


def _resolve_half(sense: Sense, context: Context) -> Value:
    number = sense.offset or 1
    if not 1 <= number <= 2:
        return vague_value("DATE", "XXXX", "semester")
    first = number * 6 - 5
    year = _year_of_month(sense, context, first, 6)
    if year is None:
        return vague_value("DATE", f"XXXX-H{number}", "semester")
    bounds = calendar.month_bounds(year, first, 6)
    return span_value(f"{year:04}-H{number}", bounds, "semester", edtf=f"{year:04}-{39 + number}")


def _resolve_period(sense: Sense, context: Context) -> Value:
    anchor = context.story_day if sense.base == "story" else context.today
    unit, offset = sense.unit or "D", sense.offset or 0
    if anchor is None:
        return vague_value("DATE", "XXXX", GRANULARITY[unit])
    if unit == "WE":
        return _resolve_weekend(sense, context, anchor)
    return unit_value(anchor, unit, offset, language=context.language)


def _resolve_weekend(sense: Sense, context: Context, anchor: date) -> Value:
    back = (anchor.isoweekday() - 6) % 7
    saturday = calendar.add_days(anchor, -back)
    is_inside = back <= 1
    if saturday is None:
        return vague_value("DATE", "XXXX-WXX-WE", "weekend")
    if sense.direction == "next" or (context.tense == "future" and not is_inside):
        saturday = calendar.add_days(saturday, 7)
    elif sense.direction == "last" and is_inside:
        saturday = calendar.add_days(saturday, -7)
    if saturday is None:
        return vague_value("DATE", "XXXX-WXX-WE", "weekend")
    year, week, _ = saturday.isocalendar()
    sunday = calendar.add_days(saturday, 1) or saturday
    return span_value(f"{year:04}-W{week:02}-WE", (saturday, sunday), "weekend")


GRANULARITY = {
    "S": "time", "MIN": "time", "H": "time", "D": "day", "W": "week", "WE": "weekend",
    "M": "month", "Q": "quarter", "HY": "semester", "Y": "year", "DE": "decade",
    "CE": "century", "ML": "millennium",
}  # fmt: skip


def unit_value(anchor: date, unit: str, offset: int, *, language: str) -> Value:
    """The calendar unit that holds the anchor, moved by so many units."""
    unknown = vague_value("DATE", "XXXX", GRANULARITY[unit])
    if unit in ("S", "MIN", "H"):
        return vague_value("DATE", "PRESENT_REF" if offset == 0 else "PAST_REF", "time")
    if unit in ("D", "W", "WE"):
        day = calendar.add_days(anchor, offset * (1 if unit == "D" else 7))
        if day is None:
            return unknown
        if unit == "D":
            return day_value(day)
        year, week, _ = day.isocalendar()
        return span_value(f"{year:04}-W{week:02}", calendar.week_bounds(day), "week")
    months = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}[unit]
    moved = calendar.add_months(anchor, offset * months)
    if moved is None:
        return unknown
    context = Context(language, today=moved)
    if unit == "M":
        return _resolve_month(Sense("month", moved.year, moved.month), context)
    if unit == "Q":
        return _resolve_quarter(
            Sense("quarter", moved.year, offset=(moved.month + 2) // 3), context
        )
    if unit == "HY":
        return _resolve_half(Sense("half", moved.year, offset=(moved.month + 5) // 6), context)
    if unit == "Y":
        return _resolve_year(Sense("year", moved.year), context)
    if unit == "DE":
        return _resolve_decade(Sense("decade", moved.year // 10 * 10), context)
    return _resolve_century(Sense("century", moved.year // 100 + 1), context)


# --- points counted from an anchor


def _resolve_shift(sense: Sense, context: Context) -> Value:
    anchor = context.today if sense.base == "publication" else context.story_day
    name = "publication" if sense.base == "publication" or context.story is None else "story"
    if sense.inner is not None:
        inner = resolve_sense(sense.inner, context)
        anchor, name = inner.told or inner.start, "date"
    if sense.base == "event":
        anchor = None
    unit, offset = sense.unit or "D", sense.offset or 0
    moved = None if anchor is None or sense.is_vague else _move(anchor, unit, offset)
    if moved is None and sense.is_vague and anchor is not None and sense.base != "event":
        moved = _vague_bounds(anchor, unit, offset)
    value = moved or vague_value("DATE", _vague_timex(offset), GRANULARITY[unit])
    value = replace(value, anchor=name if anchor is not None else "event")
    if sense.count is not None and (context.language == "fr" or sense.is_vague):
        length = format_duration(sense.count, unit)
        return replace(value, timex_type="DURATION", timex_value=length)
    if moved is None and sense.count is not None and context.language == "en":
        return replace(value, timex_type="DURATION", timex_value=format_duration(sense.count, unit))
    return value


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
    if unit in ("W", "WE"):
        day = calendar.add_days(anchor, offset * 7)
        if day is None:
            return None
        year, week, _ = day.isocalendar()
        bounds = (calendar.add_days(day, -3) or day, calendar.add_days(day, 3) or day)
        return replace(span_value(f"{year:04}-W{week:02}", bounds, "week"), told=day)
    return unit_value(anchor, unit, offset, language="en")


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


def _resolve_moment(sense: Sense, context: Context) -> Value:
    anchor = context.story_day
    unit = sense.unit or "D"
    if anchor is None:
        return vague_value("DATE", "PRESENT_REF", GRANULARITY[unit])
    value = unit_value(anchor, unit, sense.offset or 0, language=context.language)
    return replace(value, anchor="story" if context.story else "publication")


# --- times


def _resolve_clock(sense: Sense, context: Context) -> Value:
    base = resolve_sense(sense.inner, context) if sense.inner else None
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
    """A night is two days: «cette nuit» told as past began the day before."""
    is_last_night = (
        sense.inner is not None
        and sense.inner.kind == "shift"
        and sense.inner.offset == 0
        and sense.inner.base == "publication"
        and context.tense != "future"
    )
    other = calendar.add_days(day, -1 if is_last_night else 1) or day
    return min(day, other), max(day, other)


def _resolve_night(sense: Sense, context: Context) -> Value:
    inner, other = sense.inner, sense.other
    if inner is None:
        return vague_value("TIME", "XXXX-XX-XXTNI", "part_of_day")
    last = resolve_sense(other, context) if other else None
    if inner.kind == "weekday" and last is not None and last.start is not None:
        back = (last.start.isoweekday() - (inner.weekday or 1)) % 7 or 7
        day = calendar.add_days(last.start, -back)
        first = day_value(day) if day else resolve_sense(inner, context)
    elif inner.month is None and inner.kind == "day" and last is not None and last.start:
        first = resolve_sense(inner, replace(context, story=last.start, tense="past"))
    else:
        first = resolve_sense(inner, context)
    start = first.start
    end = last.end if last else (calendar.add_days(start, 1) if start else None)
    if start is None or end is None:
        return vague_value("TIME", f"{first.timex_value}TNI", "part_of_day")
    return Value(
        "TIME", f"{start.isoformat()}TNI", min(start, end), max(start, end), "part_of_day",
        told=max(start, end), anchor=first.anchor,
    )  # fmt: skip


# --- what has no date


def _resolve_duration(sense: Sense, context: Context) -> Value:
    del context
    return vague_value(
        "DURATION", format_duration(sense.count or "X", sense.unit or "D"), "duration"
    )


def _resolve_set(sense: Sense, context: Context) -> Value:
    del context
    value = sense.value or format_duration(sense.count or "1", sense.unit or "D")
    return vague_value("SET", value, "set")


def _resolve_ref(sense: Sense, context: Context) -> Value:
    kind = "TIME" if context.language == "fr" else "DATE"
    return vague_value(kind, sense.value or "PRESENT_REF", "vague")


def full_year(year: int, context: Context) -> int:
    """A year of four digits; two digits are the nearest such year not over ten years ahead."""
    if year >= 100:
        return year
    now = context.today.year if context.today else 2020
    century = now // 100 * 100
    found = century + year
    return found if found <= now + 10 else found - 100


_RESOLVERS: dict[str, Callable[[Sense, Context], Value]] = {
    "day": _resolve_day,
    "weekday": _resolve_weekday,
    "holiday": _resolve_holiday,
    "month": _resolve_month,
    "year": _resolve_year,
    "decade": _resolve_decade,
    "century": _resolve_century,
    "season": _resolve_season,
    "quarter": _resolve_quarter,
    "half": _resolve_half,
    "period": _resolve_period,
    "shift": _resolve_shift,
    "moment": _resolve_moment,
    "clock": _resolve_clock,
    "night": _resolve_night,
    "duration": _resolve_duration,
    "set": _resolve_set,
    "ref": _resolve_ref,
}
