"""Anchor periods: months, years, seasons, quarters, weeks, weekends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.context import Context, full_year
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value, day_value, span_value, vague_value

Resolve = Callable[[Sense, Context], Value]
GRANULARITY = {
    "S": "time", "MIN": "time", "H": "time", "D": "day", "W": "week", "WE": "weekend",
    "M": "month", "Q": "quarter", "HY": "semester", "Y": "year", "DE": "decade",
    "CE": "century", "ML": "millennium",
}  # fmt: skip


def resolve_month(sense: Sense, context: Context) -> Value:
    """A month, of the year that direction, named year and tense decide."""
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
    if sense.kind == "month" and sense.offset is not None:
        return today.year + sense.offset
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


def resolve_year(sense: Sense, context: Context) -> Value:
    """A calendar year."""
    year = full_year(sense.year or 0, context)
    return span_value(f"{year:04}", calendar.year_bounds(year), "year")


def resolve_decade(sense: Sense, context: Context) -> Value:
    """Ten years; ISO-TimeML writes 199X in French corpora, 199 in English ones."""
    year = full_year(sense.year or 0, context)
    decade = f"{year // 10}"
    timex = f"{decade}X" if context.language == "fr" else decade
    return span_value(timex, calendar.year_bounds(year, 10), "decade", edtf=f"{year // 10:03}X")


def resolve_century(sense: Sense, context: Context) -> Value:
    """A hundred years; the first century begins with year 1."""
    number = (sense.year or 1) - 1
    timex = f"{number:02}XX" if context.language == "fr" else f"{number:02}"
    bounds = calendar.year_bounds(number * 100 or 1, 100 if number else 99)
    return span_value(timex, bounds, "century", edtf=f"{number:02}XX")


def resolve_season(sense: Sense, context: Context) -> Value:
    """A season; where nothing says of which year, it has no date."""
    season = sense.value or "SP"
    first = calendar.SEASON_MONTHS[season]
    year = _year_of_month(sense, context, first, 3)
    if year is None or (sense.year is None and sense.direction is None and context.tense is None):
        return vague_value("DATE", f"XXXX-{season}", "season")
    bounds = calendar.season_bounds(season, year)
    code = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}[season]
    return span_value(f"{year:04}-{season}", bounds, "season", edtf=f"{year:04}-{code}")


def resolve_quarter(sense: Sense, context: Context) -> Value:
    """Three months."""
    number = sense.offset or 1
    if not 1 <= number <= 4:
        return vague_value("DATE", "XXXX", "quarter")
    first = number * 3 - 2
    year = _year_of_month(sense, context, first, 3)
    if year is None:
        return vague_value("DATE", f"XXXX-Q{number}", "quarter")
    bounds = calendar.month_bounds(year, first, 3)
    return span_value(f"{year:04}-Q{number}", bounds, "quarter", edtf=f"{year:04}-{32 + number}")


def resolve_half(sense: Sense, context: Context) -> Value:
    """Six months."""
    number = sense.offset or 1
    if not 1 <= number <= 2:
        return vague_value("DATE", "XXXX", "semester")
    first = number * 6 - 5
    year = _year_of_month(sense, context, first, 6)
    if year is None:
        return vague_value("DATE", f"XXXX-H{number}", "semester")
    bounds = calendar.month_bounds(year, first, 6)
    return span_value(f"{year:04}-H{number}", bounds, "semester", edtf=f"{year:04}-{39 + number}")


def resolve_period(sense: Sense, context: Context, resolve: Resolve) -> Value:
    """The calendar unit of the anchor, moved by the offset."""
    anchor = context.story_day if sense.base == "story" else context.today
    unit, offset = sense.unit or "D", sense.offset or 0
    if sense.inner is not None:
        anchor = resolve(sense.inner, context).told
    if anchor is None:
        return vague_value("DATE", "XXXX", GRANULARITY[unit])
    if unit == "WE":
        return resolve_weekend(sense, context, anchor)
    return unit_value(anchor, unit, offset, language=context.language)


def resolve_weekend(sense: Sense, context: Context, anchor: date) -> Value:
    """Saturday and Sunday: those before for the past, those after for the future."""
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
        return resolve_month(Sense("month", moved.year, moved.month), context)
    if unit == "Q":
        return resolve_quarter(Sense("quarter", moved.year, offset=(moved.month + 2) // 3), context)
    if unit == "HY":
        return resolve_half(Sense("half", moved.year, offset=(moved.month + 5) // 6), context)
    if unit == "Y":
        return resolve_year(Sense("year", moved.year), context)
    if unit == "DE":
        return resolve_decade(Sense("decade", moved.year // 10 * 10), context)
    return resolve_century(Sense("century", moved.year // 100 + 1), context)
