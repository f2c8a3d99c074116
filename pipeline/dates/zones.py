"""Times with zones: a Baghdad night is not a Washington evening, so both days are kept.

«à 1 h 30, mercredi (22 h 30 GMT)»: the time in parentheses is Tuesday's. A time with a zone in an
item whose stamp has another zone may be two days; its bounds then hold both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.values import Value

_DAY = 24 * 60
_BESIDE = 8


def settle_zones(
    text: str, placed: Sequence[Placed], hung: list[Hung], *, offset: int | None
) -> list[Hung]:
    """Move a zoned time beside a local one to its own day; keep both days of other zoned times.

    `offset` is the zone of the item's time stamp in minutes east of Greenwich, if it has one.
    """
    for number, here in enumerate(placed):
        value = hung[number].value
        minutes = _minutes(here)
        if minutes is None or value.told is None:
            continue
        moved = _beside_other_zone(text, placed, hung, number, minutes)
        if moved is not None:
            hung[number] = replace(hung[number], value=moved)
        elif here.found.sense.zone is not None and offset is not None:
            both = _both_days(value, minutes, read_offset(here.found.sense.zone), offset)
            hung[number] = replace(hung[number], value=both)
    return hung


def has_zones(placed: Sequence[Placed]) -> bool:
    """True when some time of the item names its zone."""
    return any(here.found.sense.zone is not None for here in placed)


def read_offset(zone: str) -> int | None:
    """Minutes east of Greenwich of `Z` or `+05:30`; `None` for another word."""
    if zone == "Z":
        return 0
    if len(zone) < 3 or zone[0] not in "+-":
        return None
    digits = zone[1:].replace(":", "").ljust(4, "0")
    if not digits.isdecimal():
        return None
    return (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:4]))


def _minutes(here: Placed) -> int | None:
    clock = here.found.sense.clock
    if here.found.sense.kind != "clock" or clock is None:
        return None
    return int(clock[:2]) * 60 + int(clock[3:5])


def _beside_other_zone(
    text: str, placed: Sequence[Placed], hung: Sequence[Hung], number: int, minutes: int
) -> Value | None:
    """The value of a time in parentheses after the same moment in another zone, on its own day."""
    if number == 0:
        return None
    here, before = placed[number].found, placed[number - 1].found
    between = text[before.end_char : here.start_char]
    if len(between) > _BESIDE + 12 or "(" not in between or here.sense.inner is not None:
        return None
    other = _minutes(placed[number - 1])
    told = hung[number - 1].value.told
    if other is None or told is None or (here.sense.zone is None) == (before.sense.zone is None):
        return None
    apart = minutes - other
    if abs(apart) <= _DAY // 2:
        return None
    day = calendar.add_days(told, -1 if apart > 0 else 1)
    return None if day is None else _on_day(hung[number].value, day)


def _on_day(value: Value, day: date) -> Value:
    timex = day.isoformat() + value.timex_value[10:]
    return replace(value, timex_value=timex, start=day, end=day, told=day, edtf=None)


def _both_days(value: Value, minutes: int, zone: int | None, offset: int) -> Value:
    """The day in the time's own zone, and the day in the zone of the stamp where it differs."""
    if zone is None or value.told is None or value.start != value.end:
        return value
    local = minutes - zone + offset
    other = calendar.add_days(value.told, local // _DAY)
    if other is None or other == value.told:
        return value
    return replace(value, start=min(value.told, other), end=max(value.told, other), edtf=None)
