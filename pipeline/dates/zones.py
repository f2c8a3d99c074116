"""Times with zones: a Baghdad night is not a Washington evening, so both days are kept.

«à 1 h 30, mercredi (22 h 30 GMT)»: the time in parentheses is Tuesday's. A time with a zone in an
item whose stamp has another zone may be two days; its bounds then hold both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from pipeline.dates import calendar
from pipeline.dates.columns import Column, Days, make_column
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value
from pipeline.schema.edtf import format_set

_DAY = 24 * 60
_BESIDE = 8
_WEEK = 7
_FARTHEST_EAST = timedelta(hours=14)


def settle_zones(
    text: str, placed: Sequence[Placed], columns: list[Column], *, days: Days, offset: int | None
) -> list[Column]:
    """Move a zoned time beside a local one to its own day; keep both days of other zoned times.

    `offset` is the zone of the item's time stamp in minutes east of Greenwich, if it has one.
    """
    for number, here in enumerate(placed):
        minutes = _minutes(here)
        if minutes is None or not columns[number].any_told:
            continue
        apart = _days_apart(text, placed, number, minutes)
        zone = here.found.sense.zone
        if apart is not None:
            before = columns[number - 1].tolds
            hungs = [
                _beside(hung, told, apart)
                for hung, told in zip(columns[number].hungs, before, strict=True)
            ]
            columns[number] = make_column(hungs, days)
        elif zone is not None and offset is not None:
            hungs = [
                replace(hung, value=_both_days(hung.value, minutes, read_offset(zone), offset))
                for hung in columns[number].hungs
            ]
            columns[number] = make_column(hungs, days)
    return columns


def keep_both_days(
    placed: Sequence[Placed], columns: list[Column], moment: datetime
) -> list[Column]:
    """A bare weekday told as past that is tomorrow's by the stamp may be today's farther east.

    «samedi», stamped Friday 22:30 in Washington, is last week's there and today's in Baghdad: both
    days are kept. Where no zone is a day ahead at that moment, nothing changes.
    """
    if moment.utcoffset() is None:
        return columns
    ahead = moment.astimezone(timezone(_FARTHEST_EAST)).date()
    today = moment.date()
    if ahead <= today:
        return columns
    for number, here in enumerate(placed):
        if not _is_bare_weekday(here.found.sense) or here.tense == "future":
            continue
        hungs = [_with_day(hung, ahead) for hung in columns[number].hungs]
        columns[number] = make_column(hungs, (today,))
    return columns


def _is_bare_weekday(sense: Sense) -> bool:
    if sense.kind == "clock" and sense.inner is not None:
        sense = sense.inner
    return sense.kind == "weekday" and sense.direction is None and sense.offset is None


def _with_day(hung: Hung, ahead: date) -> Hung:
    value = hung.value
    is_day = value.start is not None and value.start == value.end == value.told
    if not is_day or value.told != ahead - timedelta(_WEEK):
        return hung
    days = (ahead - timedelta(_WEEK), ahead)
    both = replace(value, start=days[0], end=days[1], days=days, edtf=format_set(days))
    return replace(hung, value=both)


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


def _days_apart(text: str, placed: Sequence[Placed], number: int, minutes: int) -> int | None:
    """Days from a time to the same moment in another zone, in parentheses after it: -1 or 1.

    None for a time that is no such twin, or whose twin is on the same day.
    """
    if number == 0:
        return None
    here, before = placed[number].found, placed[number - 1].found
    between = text[before.end_char : here.start_char]
    if len(between) > _BESIDE + 12 or "(" not in between or here.sense.inner is not None:
        return None
    other = _minutes(placed[number - 1])
    if other is None or (here.sense.zone is None) == (before.sense.zone is None):
        return None
    apart = minutes - other
    if abs(apart) <= _DAY // 2:
        return None
    return -1 if apart > 0 else 1


def _beside(hung: Hung, told: date | None, apart: int) -> Hung:
    day = calendar.add_days(told, apart) if told is not None else None
    return hung if day is None else replace(hung, value=_on_day(hung.value, day))


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
