"""The EDTF date value: a string of ISO 8601-2 with its bounds as calendar days.

`parse_edtf` reads level 0 and the parts of levels 1 and 2 that news needs: year, month, day,
time stamps, seasons 21-24, quarters 33-36, quadrimesters 37-39, semesters 40-41, unspecified
digits (`201X`, `2020-01-XX`), the qualifiers `?`, `~`, `%`, intervals with an open (`..`) or
unknown (empty) side, one-of sets `[a,b..c]` and all-of sets `{a,b}`.

Bounds are `datetime.date` in the years 1 to 9999; a side that is open, unknown or outside those
years is `None`. Winter of a year (`2019-24`) begins in its December: 2019-12-01 to 2020-02-29.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from pipeline.errors import UsageError

_ONE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
    r"(?P<qualifier>[?~%])?"
)
# Sub-year groupings of EDTF level 2: code -> (first month, number of months).
_GROUPINGS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
_MAX_DAYS = 4000


class EdtfError(UsageError, ValueError):
    """A string that is not a date in the part of EDTF that is read here."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date value: its EDTF `text`, day bounds, and `days` where it is a set with gaps.

    `precision` is day, month, season, quarter, semester, year, decade, century, millennium, time,
    interval, set or unknown. `moment` is the aware or naive time of a time stamp.
    """

    text: str
    start: date | None
    end: date | None
    precision: str
    days: tuple[date, ...] = ()
    qualifier: str | None = None
    moment: datetime | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def is_day(self) -> bool:
        """True when the value is one known calendar day."""
        return self.start is not None and self.start == self.end


def parse_edtf(text: str) -> EdtfDate:
    """Read one EDTF string into its value; raise `EdtfError` on anything else."""
    found = find_edtf(text)
    if found is None:
        raise EdtfError(
            f"'{text}' is not an EDTF date",
            remedy="Write it as 2020, 2020-01, 2020-01-06, 2020-01-06T18:05:00+01:00 or"
            " 2020-01-03/2020-01-05.",
        )
    return found


def find_edtf(text: str | None) -> EdtfDate | None:
    """Read one EDTF string into its value, or return `None` when it is not one."""
    if not text or not text.isascii() or len(text) > 2000:
        return None
    if text[0] in "[{":
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_one(text)


def _parse_one(text: str) -> EdtfDate | None:
    found = _ONE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    mark = found["qualifier"]
    if found["hour"] is not None:
        return _parse_moment(text, found) if mark is None else None
    if "X" in year or month == "XX" or day == "XX":
        return _parse_unspecified(text, year, month, day, mark)
    number = int(year)
    if day is not None:
        first = _day(number, int(month), int(day))
        if first is None and (number > 0 or not _is_calendar_day(int(month), int(day))):
            return None
        return EdtfDate(text, first, first, "day", qualifier=mark)
    if month is None:
        return EdtfDate(text, _day(number, 1, 1), _day(number, 12, 31), "year", qualifier=mark)
    code = int(month)
    if 1 <= code <= 12:
        start, end = _months(number, code, 1)
        return EdtfDate(text, start, end, "month", qualifier=mark)
    if code not in _GROUPINGS:
        return None
    start, end = _months(number, *_GROUPINGS[code])
    return EdtfDate(text, start, end, _grouping_name(code), qualifier=mark)


def _parse_moment(text: str, found: re.Match[str]) -> EdtfDate | None:
    if found["day"] is None or "X" in found["year"] + found["month"] + found["day"]:
        return None
    day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if day is None or hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    zone = _zone(found["zone"])
    if zone is None and found["zone"] is not None:
        return None
    moment = datetime(day.year, day.month, day.day, hour % 24, minute, min(second, 59), tzinfo=zone)
    return EdtfDate(text, day, day, "time", moment=moment)


def _parse_unspecified(
    text: str, year: str, month: str | None, day: str | None, mark: str | None
) -> EdtfDate | None:
    if year == "XXXX":
        if month not in (None, "XX") and not 1 <= int(month or 0) <= 41:
            return None
        return EdtfDate(text, None, None, "unknown", qualifier=mark)
    if "X" in year:
        if month is not None:
            return None
        start = _day(int(year.replace("X", "0")), 1, 1)
        end = _day(int(year.replace("X", "9")), 12, 31)
        kind = {1: "decade", 2: "century", 3: "millennium"}[year.count("X")]
        return EdtfDate(text, start, end, kind, qualifier=mark)
    if month == "XX":
        if day not in (None, "XX"):
            return None
        return EdtfDate(
            text, _day(int(year), 1, 1), _day(int(year), 12, 31), "year", qualifier=mark
        )
    code = int(month or 0)
    if not 1 <= code <= 12:
        return None
    start, end = _months(int(year), code, 1)
    return EdtfDate(text, start, end, "month", qualifier=mark)


def _parse_interval(text: str) -> EdtfDate | None:
    left, slash, right = text.partition("/")
    if not slash or "/" in right:
        return None
    sides: list[EdtfDate | None] = []
    for side in (left, right):
        value = None if side in ("", "..") else _parse_one(side)
        if value is None and side not in ("", ".."):
            return None
        sides.append(value)
    first, last = sides
    if first is None and last is None:
        return None
    start = first.start if first else None
    end = last.end if last else None
    if start is not None and end is not None and start > end:
        return None
    return EdtfDate(text, start, end, "interval")


def _parse_set(text: str) -> EdtfDate | None:
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) < 3:
        return None
    days: set[date] = set()
    starts: list[date | None] = []
    ends: list[date | None] = []
    is_listed = True
    for part in text[1:-1].split(","):
        left, dots, right = part.strip().partition("..")
        first = _parse_one(left) if left else None
        last = _parse_one(right) if dots and right else (None if dots else first)
        if (left and first is None) or (right and last is None) or not (first or last):
            return None
        start, end = first.start if first else None, last.end if last else None
        if start is not None and end is not None and start > end:
            return None
        starts.append(start)
        ends.append(end)
        if start is None or end is None or (end - start).days > _MAX_DAYS:
            is_listed = False
        else:
            days.update(start + timedelta(n) for n in range((end - start).days + 1))
    start = None if None in starts else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    listed = tuple(sorted(days)) if is_listed and len(days) <= _MAX_DAYS else ()
    return EdtfDate(text, start, end, "set", days=listed)


def format_interval(start: date, end: date) -> str:
    """Write two days as the shortest EDTF that means them: a day, month, year or interval."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == month_end(end.year, end.month):
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.year:04}-{start.month:02}"
        if start.year == end.year and start.month == 1 and end.month == 12:
            return f"{start.year:04}"
        return f"{start.year:04}-{start.month:02}/{end.year:04}-{end.month:02}"
    return f"{start.isoformat()}/{end.isoformat()}"


def format_set(days: Iterable[date]) -> str:
    """Write the possible days of one date as EDTF: a day, or a one-of set with runs `a..b`."""
    ordered = sorted(set(days))
    if not ordered:
        raise EdtfError("an empty set of days has no EDTF", remedy="Write null instead.")
    if len(ordered) == 1:
        return ordered[0].isoformat()
    runs: list[list[date]] = []
    for day in ordered:
        if runs and day - runs[-1][-1] == timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        if len(run) <= 2:
            parts.extend(day.isoformat() for day in run)
        else:
            parts.append(f"{run[0].isoformat()}..{run[-1].isoformat()}")
    return f"[{','.join(parts)}]"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(1)


def _months(year: int, month: int, count: int) -> tuple[date | None, date | None]:
    """Bounds of `count` months from the first of one; a side outside years 1-9999 is `None`."""
    last = year * 12 + month - 1 + count - 1
    last_year, last_month = last // 12, last % 12 + 1
    end = month_end(last_year, last_month) if 1 <= last_year <= 9999 else None
    return _day(year, month, 1), end


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_calendar_day(month: int, day: int) -> bool:
    return _day(2000, month, day) is not None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 14 or minutes > 59:
        return None
    return timezone((-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _grouping_name(code: int) -> str:
    if code <= 24:
        return "season"
    return "quarter" if code <= 36 else "interval" if code <= 39 else "semester"
