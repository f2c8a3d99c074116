"""Readers of times, lengths, sets and of what is built from other expressions.

The name after `read_` is what the reading column of dates_patterns.tsv calls.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.dates.senses import Argument, Sense, to_int


def read_part(
    part: Argument, inner: Argument = None, base: str = "publication", offset: Argument = None
) -> Sense:
    """A part of a day (TMO, TAF, TEV, TNI, TDT, TMI): of `inner`, or of the anchor's day."""
    of = inner if isinstance(inner, Sense) else None
    if of is None and offset is not None:
        of = Sense("shift", unit="D", offset=to_int(offset), base=base)
    return Sense("clock", part=str(part), inner=of, base=base)


def read_clock(
    hour: Argument, minute: Argument = None, half: Argument = None, zone: Argument = None
) -> Sense | None:
    """A time of day; `half` is pm or am."""
    h, m = to_int(hour), to_int(minute) or 0
    if h is None or not 0 <= h <= 24 or m > 59:
        return None
    if half == "pm" and h < 12:
        h += 12
    if half == "am" and h == 12:
        h = 0
    place = None if zone is None else str(zone)
    return Sense("clock", clock=f"{h:02}:{m:02}", zone=place, base="story")


def read_hhmm(text: Argument, half: Argument = None, zone: Argument = None) -> Sense | None:
    """22:30, with or without seconds."""
    parts = str(text).split(":")
    return read_clock(parts[0], parts[1], half, zone)


def read_military(text: Argument) -> Sense | None:
    """2145 hours: four digits of hours and minutes."""
    number = to_int(text)
    return None if number is None or number > 2400 else read_clock(number // 100, number % 100)


def read_night(first: Argument, second: Argument = None) -> Sense | None:
    """The night from one day to the next."""
    if not isinstance(first, Sense):
        return None
    after = second if isinstance(second, Sense) else None
    return Sense("night", inner=first, other=after)


def read_edge(edge: Argument, inner: Argument) -> Sense | None:
    """The start, middle or end of a period."""
    if not isinstance(inner, Sense) or inner.kind in ("duration", "set", "ref", "clock"):
        return None
    return replace(inner, edge=str(edge))


def read_halfago(unit: Argument) -> Sense:
    """Half a century ago: half of the unit, in years, months or days."""
    halves = {"CE": ("Y", 50), "DE": ("Y", 5), "Y": ("M", 6), "M": ("D", 15), "H": ("MIN", 30)}
    name, count = halves.get(str(unit), (str(unit), 1))
    return Sense("shift", unit=name, count=str(count), offset=-count)


def read_duration(count: Argument, unit: Argument, half: Argument = 0) -> Sense:
    """A length of time: P3D, PXM, PT15M; `half` 5 adds a half (two and a half years)."""
    if half and isinstance(count, int | float):
        count = count + (to_int(half) or 0) / 10
    return Sense("duration", unit=str(unit), count=str(count))


def read_set(unit: Argument, count: Argument = 1) -> Sense:
    """Each unit: every day is P1D."""
    return Sense("set", unit=str(unit), count="1" if count is None else str(count))


def read_setvalue(value: Argument) -> Sense:
    """A set with a fixed ISO-TimeML value."""
    return Sense("set", value=str(value))


def read_setday(weekday: Argument, part: Argument = None) -> Sense:
    """Every Monday: XXXX-WXX-1."""
    tail = "" if part is None else str(part)
    return Sense("set", value=f"XXXX-WXX-{to_int(weekday)}{tail}")


def read_ref(value: Argument) -> Sense:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""
    return Sense("ref", value=str(value))


def read_nothing() -> None:
    """Words that look like a date and are none."""
    return


def read_moment(unit: str = "D") -> Sense:
    """The day (month, year) that the story has reached: the same day, that year."""
    return Sense("moment", unit=unit, base="story")


def read_since() -> Sense:
    """From the day that the story has reached to publication: since then."""
    return Sense("moment", unit="SINCE", base="story")


def read_first(ordinal: Argument, unit: str = "D") -> Sense:
    """The nth day (week) of what the text tells: an offset from the start of the story."""
    return Sense("moment", unit=unit, offset=(to_int(ordinal) or 1) - 1, base="story")


def read_hang(shift: Argument, inner: Argument) -> Sense | None:
    """A shift («trois jours après») that counts from another expression («Noël»)."""
    if not isinstance(shift, Sense) or not isinstance(inner, Sense):
        return None
    return replace(shift, inner=inner, base="story")


def read_same(inner: Argument, zone: Argument = None) -> Sense | None:
    """The inner expression itself, with more words or a zone around it."""
    if not isinstance(inner, Sense):
        return None
    return inner if zone is None else replace(inner, zone=str(zone))


def read_at(inner: Argument, time: Argument) -> Sense | None:
    """A time or part of a day set on a day: Monday evening, tomorrow at 10."""
    if not isinstance(inner, Sense) or not isinstance(time, Sense):
        return None
    return replace(time, inner=inner)
