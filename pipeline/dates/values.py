"""What an anchored expression is worth: type, ISO-TimeML value, day bounds, granularity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.dates.calendar import month_bounds, year_bounds
from pipeline.dates.senses import UNITS
from pipeline.schema.edtf import format_interval, month_end


@dataclass(frozen=True, slots=True)
class Value:
    """One reading of an expression.

    `timex_type` and `timex_value` are ISO-TimeML; `start` and `end` are days, `None` where the
    expression has no date. `edtf` overrides what the bounds would be written as. `told` is the
    day that a later «la veille» counts from.
    """

    timex_type: str
    timex_value: str
    start: date | None
    end: date | None
    granularity: str
    edtf: str | None = None
    told: date | None = None
    anchor: str | None = None
    days: tuple[date, ...] = ()

    def anchored(self, anchor: str) -> Value:
        """The same value with its anchor named."""
        return Value(
            self.timex_type, self.timex_value, self.start, self.end, self.granularity,
            self.edtf, self.told, anchor, self.days,
        )  # fmt: skip

    @property
    def text(self) -> str | None:
        """The EDTF of the value, or `None` where it has no date."""
        if self.edtf is not None:
            return self.edtf
        if self.start is None and self.end is None:
            return None
        if self.start is None or self.end is None:
            return f"{self.start or '..'}/{self.end or '..'}"
        return format_interval(self.start, self.end)


@lru_cache(maxsize=8192)
def day_value(day: date, anchor: str | None = None) -> Value:
    """One calendar day."""
    return Value("DATE", day.isoformat(), day, day, "day", told=day, anchor=anchor)


def span_value(
    timex: str, bounds: tuple[date, date] | None, granularity: str, *, edtf: str | None = None
) -> Value:
    """A period with bounds; without them only its value is known."""
    start, end = bounds or (None, None)
    return Value("DATE", timex, start, end, granularity, edtf=edtf if bounds else None)


def vague_value(timex_type: str, timex: str, granularity: str) -> Value:
    """A duration, set or vague reference: no date."""
    return Value(timex_type, timex, None, None, granularity)


def format_duration(count: str, unit: str) -> str:
    """ISO-TimeML of a length: P3D, PXM, PT15M, PT30.4S."""
    letter, is_time = UNITS[unit]
    if unit == "HY":
        count, letter = ("X" if count == "X" else f"{float(count) * 6:g}"), "M"
    elif unit == "CE":
        count, letter = ("X" if count == "X" else f"{float(count) * 100:g}"), "Y"
        letter = "CE" if count == "X" else "Y"
    elif unit == "DE" and count != "X":
        count, letter = f"{float(count) * 10:g}", "Y"
    amount = count if count == "X" else f"{float(count):.12g}"
    return f"P{'T' if is_time else ''}{amount}{letter}"


def cut_edge(value: Value, edge: str) -> Value:
    """The start, middle or end of a period; a month has 1-10, 11-20 and 21 to its end."""
    start, end = value.start, value.end
    if start is None or end is None:
        return value
    if value.granularity == "month":
        bounds = {
            "start": (start, start.replace(day=10)),
            "mid": (start.replace(day=11), start.replace(day=20)),
            "end": (start.replace(day=21), end),
            "h1": (start, start.replace(day=15)),
            "h2": (start.replace(day=16), end),
        }[edge]
    elif value.granularity == "year":
        first, count = {"start": (1, 3), "mid": (5, 4), "end": (10, 3), "h1": (1, 6), "h2": (7, 6)}[
            edge
        ]
        bounds = month_bounds(start.year, first, count) or (start, end)
    elif value.granularity in ("decade", "century"):
        length = end.year - start.year + 1
        third, half = (length + 2) // 3, length // 2
        first, count = {
            "start": (0, third),
            "mid": (third, third - 1),
            "end": (length - third, third),
            "h1": (0, half),
            "h2": (half, half),
        }[edge]
        bounds = year_bounds(start.year + first, count) or (start, end)
    else:
        bounds = _cut_thirds(start, end, edge)
    return replace(value, start=bounds[0], end=bounds[1], edtf=None)


def _cut_thirds(start: date, end: date, edge: str) -> tuple[date, date]:
    """First, middle or last third of a span (halves for h1, h2), in whole months if long."""
    length = (end - start).days + 1
    parts = 2 if edge in ("h1", "h2") else 3
    place = {"start": 0, "h1": 0, "mid": 1, "h2": 1, "end": parts - 1}[edge]
    if length < parts:
        return start, end
    if length > 80:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        first = start.year * 12 + start.month - 1 + months * place // parts
        last = start.year * 12 + start.month - 1 + months * (place + 1) // parts - 1
        return (
            date(first // 12, first % 12 + 1, 1),
            month_end(last // 12, last % 12 + 1),
        )
    return (
        start + timedelta(length * place // parts),
        start + timedelta(length * (place + 1) // parts - 1),
    )
