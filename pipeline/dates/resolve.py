"""Anchor a sense: `resolve_sense` turns what an expression says into a value on the calendar."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates import days, periods, points
from pipeline.dates.context import Context, is_fixed
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value, cut_edge, format_duration, vague_value


def resolve_sense(sense: Sense, context: Context) -> Value:
    """The value of a sense; without an anchor that it needs, a value without bounds."""
    value = _RESOLVERS[sense.kind](sense, context)
    if value.anchor is None and value.start is not None and not is_fixed(sense):
        is_story = sense.base == "story" and context.story is not None
        value = value.anchored("story" if is_story else "publication")
    return cut_edge(value, sense.edge) if sense.edge else value


def _resolve_duration(sense: Sense, context: Context) -> Value:
    del context
    return vague_value(
        "DURATION", format_duration(sense.count or "X", sense.unit or "D"), "duration"
    )


def _resolve_set(sense: Sense, context: Context) -> Value:
    del context
    value = sense.value or format_duration(sense.count or "1", sense.unit or "D")
    return vague_value("SET", value, "set")


def _resolve_ref(sense: Sense, context: Context) -> Value:
    kind = "TIME" if context.language == "fr" else "DATE"
    return vague_value(kind, sense.value or "PRESENT_REF", "vague")


_RESOLVERS: dict[str, Callable[[Sense, Context], Value]] = {
    "day": days.resolve_day,
    "weekday": days.resolve_weekday,
    "nth": days.resolve_nth,
    "holiday": days.resolve_holiday,
    "month": periods.resolve_month,
    "year": periods.resolve_year,
    "decade": periods.resolve_decade,
    "century": periods.resolve_century,
    "season": periods.resolve_season,
    "quarter": periods.resolve_quarter,
    "half": periods.resolve_half,
    "period": lambda sense, context: periods.resolve_period(sense, context, resolve_sense),
    "moment": points.resolve_moment,
    "shift": lambda sense, context: points.resolve_shift(sense, context, resolve_sense),
    "clock": lambda sense, context: points.resolve_clock(sense, context, resolve_sense),
    "night": lambda sense, context: points.resolve_night(sense, context, resolve_sense),
    "duration": _resolve_duration,
    "set": _resolve_set,
    "ref": _resolve_ref,
}
