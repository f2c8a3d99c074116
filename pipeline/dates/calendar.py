"""Calendar arithmetic on days: holidays, weeks, months, seasons, and their bounds."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.schema.edtf import month_end

_RULE = re.compile(r"(easter|orthodox)([+-]\d+)?|(\d\d)-(\d\d)|(\d\d):(\d|L)-(\d)")
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian day (Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(year // 100 - year // 400 - 2)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday rule in a year: `12-25`, `easter-2`, `11:4-4` (fourth Thursday)."""
    found = _RULE.fullmatch(rule)
    if found is None or not 1 <= year <= 9990:
        return None
    if found[1] is not None:
        base = easter(year) if found[1] == "easter" else orthodox_easter(year)
        return base + timedelta(int(found[2] or 0))
    if found[3] is not None:
        return make_day(year, int(found[3]), int(found[4]))
    return _nth_weekday(year, int(found[5]), found[6], int(found[7]))


def _nth_weekday(year: int, month: int, nth: str, weekday: int) -> date:
    if nth == "L":
        last = month_end(year, month)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (int(nth) - 1))


def make_day(year: int, month: int, day: int) -> date | None:
    """A day, or `None` when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date | None:
    """A day so many days away, or `None` outside the years 1 to 9999."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day of another month, or its last day where that is shorter."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, month_end(year, month).day))


def week_bounds(day: date) -> tuple[date, date]:
    """Monday and Sunday of the ISO week of a day."""
    monday = add_days(day, 1 - day.isoweekday()) or day
    return monday, add_days(monday, 6) or day


def month_bounds(year: int, month: int, count: int = 1) -> tuple[date, date] | None:
    """First and last day of `count` months."""
    last = year * 12 + month - 1 + count - 1
    if not (1 <= year <= 9999 and 1 <= last // 12 <= 9999):
        return None
    return date(year, month, 1), month_end(last // 12, last % 12 + 1)


def year_bounds(first: int, count: int = 1) -> tuple[date, date] | None:
    """First day of a year and last day of `count` years."""
    if not (first >= 1 and first + count - 1 <= 9999):
        return None
    return date(first, 1, 1), date(first + count - 1, 12, 31)


def season_bounds(season: str, year: int) -> tuple[date, date] | None:
    """The three months of a season; winter begins in December of its year."""
    return month_bounds(year, SEASON_MONTHS[season], 3)
