"""Readers of days and periods: what a pattern captured becomes a `Sense`.

The name after `read_` is what the reading column of dates_patterns.tsv calls.
"""

from __future__ import annotations

import re

from pipeline.dates.senses import Argument, Sense, to_int


def read_day(
    day: Argument,
    month: Argument,
    year: Argument = None,
    weekday: Argument = None,
    direction: str | None = None,
    offset: Argument = None,
) -> Sense | None:
    """A day of a month, with or without year and weekday; `offset` from today where it is said."""
    d, m = to_int(day), to_int(month)
    if d is None or m is None or not 1 <= m <= 12 or not 1 <= d <= _LONGEST[m]:
        return None
    shift = to_int(offset)
    return Sense("day", to_int(year), m, d, to_int(weekday), offset=shift, direction=direction)


_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_monthday(day: Argument, direction: str | None = None, weekday: Argument = None) -> Sense:
    """A day number whose month is the anchor's («mardi 7», «le 7 courant»)."""
    return Sense("day", None, None, to_int(day), to_int(weekday), direction=direction)


def read_iso(text: Argument) -> Sense | None:
    """2020-01-06, with or without a time."""
    raw = str(text)
    sense = read_day(raw[8:10], raw[5:7], raw[:4])
    if sense is None or len(raw) < 16:
        return sense
    zone = re.search(r"(?:Z|[+-]\d\d:?\d\d)$", raw[16:], re.I)
    return Sense("clock", clock=raw[11:16], zone=zone[0] if zone else None, inner=sense)


def read_slashed(text: Argument, order: str = "dmy") -> Sense | None:
    """06/01/2020 (day first) or 01/06/2020 (`mdy`, month first); a number over 12 decides."""
    first, second, year = (int(part) for part in re.split(r"\D", str(text)))
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > 12 >= day:
        day, month = month, day
    return read_day(day, month, year)


def read_month(month: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A month, with or without year."""
    return Sense("month", to_int(year), to_int(month), direction=direction)


def read_year(year: Argument) -> Sense | None:
    """A year of four digits, or of two."""
    number = to_int(year)
    return None if number is None else Sense("year", number)


def read_decade(text: Argument) -> Sense | None:
    """1990s, '90s, «les années 90»: the first year of the decade."""
    digits = re.sub(r"\D", "", str(text))
    if len(digits) not in (2, 4) or digits[-1] != "0":
        return None
    return Sense("decade", int(digits))


def read_century(number: Argument) -> Sense | None:
    """The nth century."""
    count = to_int(number)
    return Sense("century", count) if count and 1 <= count <= 30 else None


def read_season(season: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A season (SP, SU, FA, WI) of a year."""
    return Sense("season", to_int(year), value=str(season), direction=direction)


def read_quarter(number: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A quarter 1-4 of a year."""
    return Sense("quarter", to_int(year), offset=to_int(number), direction=direction)


def read_half(number: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """The first or second half of a year."""
    return Sense("half", to_int(year), offset=to_int(number), direction=direction)


def read_nth(ordinal: Argument, weekday: Argument, month: Argument, year: Argument = None) -> Sense:
    """The nth weekday of a month, `last` the last one: the first Monday of February."""
    nth = "L" if ordinal == "last" else str(to_int(ordinal))
    return Sense("nth", to_int(year), to_int(month), weekday=to_int(weekday), value=nth)


def read_edgeunit(edge: Argument, unit: Argument, offset: Argument = 0) -> Sense:
    """The start, middle or end of this week, month, year."""
    return Sense("period", unit=str(unit), offset=to_int(offset), edge=str(edge))


def read_weekday(
    weekday: Argument, direction: str | None = None, base: str = "publication"
) -> Sense:
    """A day of the week, 1 Monday to 7 Sunday."""
    return Sense("weekday", weekday=to_int(weekday), direction=direction, base=base)


def read_relday(offset: Argument, base: str = "publication", weekday: Argument = None) -> Sense:
    """A day counted from the anchor: 0 today, -1 yesterday, +1 tomorrow."""
    return Sense("shift", unit="D", offset=to_int(offset), base=base, weekday=to_int(weekday))


def read_shift(count: Argument, unit: Argument, sign: Argument, base: str = "publication") -> Sense:
    """So many units before (-1) or after (+1) the anchor; X units are a vague shift."""
    step = to_int(sign) or 1
    if count == "X" or (isinstance(count, float) and count != int(count)):
        return Sense(
            "shift", unit=str(unit), count=str(count), offset=step, base=base, is_vague=True
        )
    number = to_int(count) or 0
    return Sense("shift", unit=str(unit), count=str(number), offset=step * number, base=base)


def read_period(unit: Argument, offset: Argument, base: str = "publication") -> Sense:
    """The calendar unit so many units from the anchor's: 0 this week, -1 last month."""
    return Sense("period", unit=str(unit), offset=to_int(offset), base=base)


def read_weekof(day: Argument) -> Sense | None:
    """The week that holds a day: the week of Jan. 6."""
    return Sense("period", unit="W", offset=0, inner=day) if isinstance(day, Sense) else None


def read_weekdayof(weekday: Argument, offset: Argument) -> Sense:
    """A weekday of the week so many weeks from this one: Tuesday of last week."""
    return Sense("weekday", weekday=to_int(weekday), offset=to_int(offset))


def read_monthof(month: Argument, offset: Argument) -> Sense:
    """A month of the year so many years from this one: March last year."""
    return Sense("month", month=to_int(month), offset=to_int(offset))


def read_weekend(direction: str | None = None, base: str = "publication") -> Sense:
    """A weekend."""
    return Sense("period", unit="WE", direction=direction, base=base)


def read_holiday(name: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A holiday or dated event of the calendar, by the name of its rule."""
    return Sense("holiday", to_int(year), holiday=str(name), direction=direction)
