"""Both ends of a range: «du 30 décembre au 3 janvier», "Monday to Wednesday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.dates import calendar
from pipeline.dates.columns import Column, Days, make_column
from pipeline.dates.context import Context
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.resolve import resolve_sense
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value, day_value


def is_range(placed: Sequence[Placed], number: int) -> bool:
    """True for an end of a range; the days of a list stay apart."""
    found = placed[number].found
    return found.range_key is not None and found.range_mark == "range"


def is_last(placed: Sequence[Placed], number: int) -> bool:
    """True for the second end of the range that the expression before it begins."""
    key = placed[number].found.range_key
    return number > 0 and key is not None and placed[number - 1].found.range_key == key


def find_partner(placed: Sequence[Placed], number: int) -> Placed | None:
    """The second end of a range, seen from its first."""
    here = placed[number].found
    if number + 1 < len(placed) and placed[number + 1].found.range_key == here.range_key:
        return placed[number + 1]
    return None


def resolve_first(sense: Sense, context: Context, last: Placed | None) -> Value:
    """The start of a range, which takes tense and year from its end."""
    if last is None:
        return resolve_sense(sense, context)
    if context.tense is None and last.tense is not None:
        context = replace(context, tense=last.tense)
    if sense.year is None and last.found.sense.year is not None:
        end = resolve_sense(last.found.sense, context).end
        if end is not None:
            return resolve_sense(sense, replace(context, today=end, year=None, tense="past"))
    return resolve_sense(sense, context)


def resolve_last(sense: Sense, context: Context, first: Value) -> Value:
    """The end of a range, which is never before its start."""
    if first.start is None:
        return resolve_sense(sense, context)
    if sense.kind == "weekday":
        ahead = ((sense.weekday or 1) - first.start.isoweekday()) % 7 or 7
        day = calendar.add_days(first.start, ahead)
        return day_value(day, first.anchor) if day else resolve_sense(sense, context)
    if sense.kind in ("day", "month", "season", "quarter") and sense.year is None:
        return resolve_sense(sense, replace(context, today=first.start, year=None, tense="future"))
    if sense.kind == "clock" and sense.inner is None and first.told is not None:
        return resolve_sense(sense, replace(context, story=first.told))
    return resolve_sense(sense, context)


def join_ranges(placed: Sequence[Placed], columns: list[Column], days: Days) -> list[Column]:
    """Both ends of a range carry the whole range as bounds."""
    for number in range(1, len(placed)):
        if is_range(placed, number) and is_last(placed, number):
            first, last = columns[number - 1], columns[number]
            pair = first.ranges.get(last)
            if pair is None:
                pair = first.ranges[last] = _join_pair(first, last, days)
            columns[number - 1], columns[number] = pair
    return columns


def _join_pair(first: Column, last: Column, days: Days) -> tuple[Column, Column]:
    hungs = [_join(a, b) for a, b in zip(first.hungs, last.hungs, strict=True)]
    return make_column([a for a, _ in hungs], days), make_column([b for _, b in hungs], days)


def _join(first: Hung, last: Hung) -> tuple[Hung, Hung]:
    start, end = first.value.start, last.value.end
    if start is None or end is None or start > end:
        return first, last
    return (
        replace(first, value=replace(first.value, start=start, end=end, edtf=None)),
        replace(last, value=replace(last.value, start=start, end=end, edtf=None)),
    )
