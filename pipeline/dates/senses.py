"""What an expression says before it is anchored: the `Sense`, and how patterns build one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.errors import EscaladeError


@dataclass(frozen=True, slots=True)
class Sense:
    """An expression's meaning without its anchor.

    `kind`: day, weekday, month, year, decade, century, season, quarter, half, holiday, period
    (a unit counted from an anchor: last week), shift (a point counted from an anchor: three days
    ago), clock (a time or part of a day), night (between two days), duration, set, ref, moment
    (the same day, that time).
    `year` below 100 was written with two digits. `direction`: last, next, this, following,
    previous. `base`: publication, story, or event (the words that follow). `edge`: start, mid, end
    or a half. `count` is the number of units, X where it is vague.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: str | None = None
    offset: int | None = None
    direction: str | None = None
    base: str = "publication"
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    edge: str | None = None
    value: str | None = None
    holiday: str | None = None
    inner: Sense | None = None
    other: Sense | None = None
    is_vague: bool = False


Argument = str | int | float | Sense | None
Reader = Callable[..., Sense | None]
_READERS: dict[str, Reader] = {}
_CALL = re.compile(r"(\w+)(?:\(([^()]*)\))?")
# ISO letter of a unit, and whether it stands after the T of a duration.
UNITS = {
    "S": ("S", True), "MIN": ("M", True), "H": ("H", True), "D": ("D", False), "W": ("W", False),
    "WE": ("WE", False), "M": ("M", False), "Q": ("Q", False), "HY": ("HY", False),
    "Y": ("Y", False), "DE": ("DE", False), "CE": ("CE", False), "ML": ("ML", False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One reader and its arguments: each a capture's name (`is_capture`) or a constant."""

    reader: str
    arguments: tuple[tuple[str | None, Argument, bool], ...]


@lru_cache(maxsize=4096)
def parse_reading(text: str) -> tuple[tuple[Call, ...], str | None]:
    """A reading column to one call for each reported span, and its mark: range, list or none."""
    calls: list[Call] = []
    mark: str | None = None
    for found in _CALL.finditer(text.replace("'", "")):
        name = found[1]
        if found[2] is None and name in ("range", "list"):
            mark = name
            continue
        if name not in _READERS:
            raise EscaladeError(
                f"no reading is named '{name}' in '{text}'",
                remedy=f"Known: {', '.join(sorted(_READERS))}.",
            )
        listed = [a.strip() for a in (found[2] or "").split(",") if a.strip()]
        calls.append(Call(name, tuple(_parse_argument(argument) for argument in listed)))
    return tuple(calls), mark


def _parse_argument(argument: str) -> tuple[str | None, Argument, bool]:
    """(keyword or none, capture name or constant, whether it is a capture)."""
    name, equals, value = argument.rpartition("=")
    keyword = name if equals else None
    if value == "-":
        return keyword, None, False
    if re.fullmatch(r"[+-]?\d+", value):
        return keyword, int(value), False
    if re.fullmatch(r"\d+\.\d+", value):
        return keyword, float(value), False
    return keyword, value, bool(re.fullmatch(r"[a-z]\d?", value))


def build_sense(call: Call, captures: dict[str, Argument]) -> Sense | None:
    """Run a reading on the captures of a match; `None` when the values make no date."""
    positional: list[Argument] = []
    named: dict[str, Argument] = {}
    for keyword, value, is_capture in call.arguments:
        if is_capture:
            value = captures.get(str(value))
        if keyword is None:
            positional.append(value)
        else:
            named[keyword] = value
    return _READERS[call.reader](*positional, **named)


def _reader(function: Reader) -> Reader:
    _READERS[function.__name__.removeprefix("read_")] = function
    return function


def _int(value: Argument) -> int | None:
    return int(value) if isinstance(value, int | float | str) and value != "" else None


@_reader
def read_day(
    day: Argument,
    month: Argument,
    year: Argument = None,
    weekday: Argument = None,
    direction: str | None = None,
    offset: Argument = None,
) -> Sense | None:
    """A day of a month, with or without year and weekday; `offset` from today where it is said."""
    d, m = _int(day), _int(month)
    if d is None or m is None or not 1 <= m <= 12 or not 1 <= d <= _LONGEST[m]:
        return None
    shift = _int(offset)
    return Sense("day", _int(year), m, d, _int(weekday), offset=shift, direction=direction)


_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@_reader
def read_monthday(day: Argument, direction: str | None = None, weekday: Argument = None) -> Sense:
    """A day number whose month is the anchor's («mardi 7», «le 7 courant»)."""
    return Sense("day", None, None, _int(day), _int(weekday), direction=direction)


@_reader
def read_iso(text: Argument) -> Sense | None:
    """2020-01-06, with or without a time."""
    raw = str(text)
    sense = read_day(raw[8:10], raw[5:7], raw[:4])
    if sense is None or len(raw) < 16:
        return sense
    return Sense("clock", clock=raw[11:16], zone=raw[19:] or None, inner=sense)


@_reader
def read_slashed(text: Argument, order: str = "dmy") -> Sense | None:
    """06/01/2020 (day first) or 01/06/2020 (`mdy`, month first); a number over 12 decides."""
    first, second, year = (int(part) for part in re.split(r"\D", str(text)))
    day, month = (first, second) if order == "dmy" else (second, first)
    if month > 12 >= day:
        day, month = month, day
    return read_day(day, month, year)


@_reader
def read_month(month: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A month, with or without year."""
    return Sense("month", _int(year), _int(month), direction=direction)


@_reader
def read_year(year: Argument) -> Sense | None:
    """A year of four digits, or of two."""
    number = _int(year)
    return None if number is None else Sense("year", number)


@_reader
def read_decade(text: Argument) -> Sense | None:
    """1990s, '90s, «les années 90»: the first year of the decade."""
    digits = re.sub(r"\D", "", str(text))
    if len(digits) not in (2, 4) or digits[-1] != "0":
        return None
    return Sense("decade", int(digits))


@_reader
def read_century(number: Argument) -> Sense | None:
    """The nth century."""
    count = _int(number)
    return Sense("century", count) if count and 1 <= count <= 30 else None


@_reader
def read_season(season: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A season (SP, SU, FA, WI) of a year."""
    return Sense("season", _int(year), value=str(season), direction=direction)


@_reader
def read_quarter(number: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A quarter 1-4 of a year."""
    return Sense("quarter", _int(year), offset=_int(number), direction=direction)


@_reader
def read_half(number: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """The first or second half of a year."""
    return Sense("half", _int(year), offset=_int(number), direction=direction)


@_reader
def read_weekday(
    weekday: Argument, direction: str | None = None, base: str = "publication"
) -> Sense:
    """A day of the week, 1 Monday to 7 Sunday."""
    return Sense("weekday", weekday=_int(weekday), direction=direction, base=base)


@_reader
def read_relday(offset: Argument, base: str = "publication", weekday: Argument = None) -> Sense:
    """A day counted from the anchor: 0 today, -1 yesterday, +1 tomorrow."""
    return Sense("shift", unit="D", offset=_int(offset), base=base, weekday=_int(weekday))


@_reader
def read_shift(count: Argument, unit: Argument, sign: Argument, base: str = "publication") -> Sense:
    """So many units before (-1) or after (+1) the anchor; X units are a vague shift."""
    step = _int(sign) or 1
    if count == "X" or (isinstance(count, float) and count != int(count)):
        return Sense(
            "shift", unit=str(unit), count=str(count), offset=step, base=base, is_vague=True
        )
    number = _int(count) or 0
    return Sense("shift", unit=str(unit), count=str(number), offset=step * number, base=base)


@_reader
def read_period(unit: Argument, offset: Argument, base: str = "publication") -> Sense:
    """The calendar unit so many units from the anchor's: 0 this week, -1 last month."""
    return Sense("period", unit=str(unit), offset=_int(offset), base=base)


@_reader
def read_weekend(direction: str | None = None, base: str = "publication") -> Sense:
    """A weekend."""
    return Sense("period", unit="WE", direction=direction, base=base)


@_reader
def read_holiday(name: Argument, year: Argument = None, direction: str | None = None) -> Sense:
    """A holiday or dated event of the calendar, by the name of its rule."""
    return Sense("holiday", _int(year), holiday=str(name), direction=direction)


@_reader
def read_part(
    part: Argument, inner: Argument = None, base: str = "publication", offset: Argument = None
) -> Sense:
    """A part of a day (TMO, TAF, TEV, TNI, TDT, TMI): of `inner`, or of the anchor's day."""
    of = inner if isinstance(inner, Sense) else None
    if of is None and offset is not None:
        of = Sense("shift", unit="D", offset=_int(offset), base=base)
    return Sense("clock", part=str(part), inner=of, base=base)


@_reader
def read_clock(
    hour: Argument, minute: Argument = None, half: Argument = None, zone: Argument = None
) -> Sense | None:
    """A time of day; `half` is pm or am."""
    h, m = _int(hour), _int(minute) or 0
    if h is None or not 0 <= h <= 24 or m > 59:
        return None
    if half == "pm" and h < 12:
        h += 12
    if half == "am" and h == 12:
        h = 0
    place = None if zone is None else str(zone)
    return Sense("clock", clock=f"{h:02}:{m:02}", zone=place, base="story")


@_reader
def read_hhmm(text: Argument, half: Argument = None, zone: Argument = None) -> Sense | None:
    """22:30, with or without seconds."""
    parts = str(text).split(":")
    return read_clock(parts[0], parts[1], half, zone)


@_reader
def read_military(text: Argument) -> Sense | None:
    """2145 hours: four digits of hours and minutes."""
    number = _int(text)
    return None if number is None or number > 2400 else read_clock(number // 100, number % 100)


@_reader
def read_night(first: Argument, second: Argument = None) -> Sense | None:
    """The night from one day to the next."""
    if not isinstance(first, Sense):
        return None
    after = second if isinstance(second, Sense) else None
    return Sense("night", inner=first, other=after)


@_reader
def read_edge(edge: Argument, inner: Argument) -> Sense | None:
    """The start, middle or end of a period."""
    if not isinstance(inner, Sense) or inner.kind in ("duration", "set", "ref", "clock"):
        return None
    return replace(inner, edge=str(edge))


@_reader
def read_duration(count: Argument, unit: Argument, half: Argument = 0) -> Sense:
    """A length of time: P3D, PXM, PT15M; `half` 5 adds a half (two and a half years)."""
    if half and isinstance(count, int | float):
        count = count + (_int(half) or 0) / 10
    return Sense("duration", unit=str(unit), count=str(count))


@_reader
def read_set(unit: Argument, count: Argument = 1) -> Sense:
    """Each unit: every day is P1D."""
    return Sense("set", unit=str(unit), count="1" if count is None else str(count))


@_reader
def read_setvalue(value: Argument) -> Sense:
    """A set with a fixed ISO-TimeML value."""
    return Sense("set", value=str(value))


@_reader
def read_setday(weekday: Argument, part: Argument = None) -> Sense:
    """Every Monday: XXXX-WXX-1."""
    tail = "" if part is None else str(part)
    return Sense("set", value=f"XXXX-WXX-{_int(weekday)}{tail}")


@_reader
def read_ref(value: Argument) -> Sense:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""
    return Sense("ref", value=str(value))


@_reader
def read_nothing() -> None:
    """Words that look like a date and are none."""
    return


@_reader
def read_moment(unit: str = "D") -> Sense:
    """The day (month, year) that the story has reached: the same day, that year."""
    return Sense("moment", unit=unit, base="story")


@_reader
def read_first(ordinal: Argument, unit: str = "D") -> Sense:
    """The nth day (week) of what the text tells: an offset from the start of the story."""
    return Sense("moment", unit=unit, offset=(_int(ordinal) or 1) - 1, base="story")


@_reader
def read_hang(shift: Argument, inner: Argument) -> Sense | None:
    """A shift («trois jours après») that counts from another expression («Noël»)."""
    if not isinstance(shift, Sense) or not isinstance(inner, Sense):
        return None
    return replace(shift, inner=inner, base="story")


@_reader
def read_same(inner: Argument, zone: Argument = None) -> Sense | None:
    """The inner expression itself, with more words or a zone around it."""
    if not isinstance(inner, Sense):
        return None
    return inner if zone is None else replace(inner, zone=str(zone))


@_reader
def read_at(inner: Argument, time: Argument) -> Sense | None:
    """A time or part of a day set on a day: Monday evening, tomorrow at 10."""
    if not isinstance(inner, Sense) or not isinstance(time, Sense):
        return None
    return replace(time, inner=inner)
