"""Calendar arithmetic on days: holidays, weeks, months, seasons, and their bounds."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.schema.edtf import month_end

_RULE = re.compile(
    r"(?P<feast>easter|orthodox|hebrew)(?P<days>[+-]\d+)?|(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<of>\d\d):(?P<nth>\d|L)-(?P<weekday>\d)"
    r"|islamic:(?P<moon>\d\d)(?:-(?P<date>\d\d))?"
)
_ISLAMIC_EPOCH = date(622, 7, 19)
_HEBREW_EPOCH = -1373428  # ordinal of the eve of the Hebrew era in Python's proleptic calendar
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


def holiday(rule: str, year: int) -> tuple[date, date] | None:
    """Bounds of a holiday rule in a year; what the moon decides is a day more on both sides.

    Rules: `12-25`; `easter-2`, `orthodox`, `hebrew+9` (days from the feast, the last from the
    Hebrew new year); `11:4-4` (fourth Thursday of November, L the last); `islamic:10-01`.
    """
    found = _RULE.fullmatch(rule)
    if found is None or not 2 <= year <= 9990:
        return None
    if found["moon"] is not None:
        return _islamic_bounds(year, int(found["moon"]), found["date"])
    if found["feast"] is not None:
        base = {"easter": easter, "orthodox": orthodox_easter, "hebrew": hebrew_new_year}
        day: date | None = base[found["feast"]](year) + timedelta(int(found["days"] or 0))
    elif found["month"] is not None:
        day = make_day(year, int(found["month"]), int(found["day"]))
    else:
        day = _nth_weekday(year, int(found["of"]), found["nth"], int(found["weekday"]))
    return (day, day) if day is not None else None


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah in a year of the Gregorian calendar, by the rules of the molad."""
    months = (235 * (year + 3761) - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // 25920
    if (3 * (day + 1)) % 7 < 3:
        day += 1
    return date.fromordinal(_HEBREW_EPOCH + day + 1 + _hebrew_delay(year + 3761))


def _hebrew_delay(year: int) -> int:
    """Days that a Hebrew year is put off so that no year has a forbidden length."""
    lengths = [_hebrew_days(year + n) for n in (-1, 0, 1)]
    if lengths[2] - lengths[1] == 356:
        return 2
    return 1 if lengths[1] - lengths[0] == 382 else 0


def _hebrew_days(year: int) -> int:
    months = (235 * year - 234) // 19
    day = months * 29 + (12084 + 13753 * months) // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _islamic_bounds(year: int, month: int, day: str | None) -> tuple[date, date] | None:
    """A day or month of the tabular Islamic calendar that begins in a Gregorian year."""
    first = (year - 622) * 33 // 32 - 1
    for hijri in range(max(1, first), first + 4):
        start = _islamic_day(hijri, month, int(day or 1))
        if start.year == year:
            end = start if day is not None else _islamic_day(hijri, month, 30)
            return start - timedelta(1), end + timedelta(1)
    return None


def _islamic_day(year: int, month: int, day: int) -> date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return _ISLAMIC_EPOCH + timedelta(days)


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
