"""Two sides to compare, from what the URL or a briefing asks: names, days, filters, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from dashboard import data
from dashboard.charts.compare import Side
from dashboard.charts.index import fill_days
from dashboard.data import Source
from dashboard.evidence import name_source
from dashboard.filters import SEPARATOR, Filters
from dashboard.i18n import Words

MODES = ("periods", "pairs", "sources")
SPANS = {"week": (0, 6), "fortnight": (0, 13), "month": (5, 30), "quarter": (10, 90)}
"""Days shown before and after day 0."""
PARAMETERS = ("mode", "span", "day", "day2", "first", "second")
_LEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Selection:
    """One side: its pair or source (empty for a period), its name, its day 0, its filters."""

    key: str
    name: str
    day: date
    filters: Filters


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: two sides over the same days from day 0, and what else could be chosen."""

    mode: str
    span: str
    first: Selection
    second: Selection
    options: tuple[str, ...]

    @property
    def sides(self) -> tuple[Selection, Selection]:
        """Both sides in their order."""
        return self.first, self.second


def resolve_comparison(
    source: Source, asked: Mapping[str, str], filters: Filters, words: Words
) -> Comparison | None:
    """What is asked for in, the comparison out; what is not asked or not understood is filled in.

    None where the data offer no two things of that mode. Dates of the filters do not apply.
    """
    mode = asked.get("mode", "") if asked.get("mode") in MODES else MODES[0]
    span = asked.get("span", "") if asked.get("span") in SPANS else "month"
    options = list_options(source, mode)
    days = [one.start + _LEAD for one in data.read_episodes(source)]
    extent = data.read_extent(source)
    if not days or extent.last_day is None or (mode != "periods" and len(options) < 2):
        return None
    if len(days) == 1:
        days.append(min(days[0] + timedelta(days=SPANS[span][1]), extent.last_day))
    sides = []
    for place, (key_name, day_name) in enumerate((("first", "day"), ("second", "day2"))):
        key = asked.get(key_name, "") if mode != "periods" else ""
        if mode != "periods" and key not in options:
            key = options[place]
        day = _read_day(asked.get(day_name)) or days[place if mode == "periods" else 0]
        if mode != "periods" and not asked.get(day_name):
            day = _find_worst_day(source, mode, key, filters) or day
        sides.append(_select(mode, span, key, day, filters, words))
    first, second = sides
    return Comparison(mode, span, first, second, options)


def list_options(source: Source, mode: str) -> tuple[str, ...]:
    """What one side can be: pairs as `A~B`, sources by name; nothing to list for periods."""
    if mode == "pairs":
        return tuple(SEPARATOR.join(pair) for pair in data.list_pairs(source))
    return tuple(data.list_sources(source)) if mode == "sources" else ()


def name_option(mode: str, key: str, words: Words) -> str:
    """A pair or a source as the reader calls it."""
    if mode == "pairs":
        return " ↔ ".join(words.party(side) for side in key.split(SEPARATOR))
    return name_source(key, words)


def _select(mode: str, span: str, key: str, day: date, filters: Filters, words: Words) -> Selection:
    before, after = SPANS[span]
    start, end = day - timedelta(days=before), day + timedelta(days=after)
    limited = replace(_narrow(mode, key, filters), start=start, end=end)
    name = words.span(start, end) if mode == "periods" else name_option(mode, key, words)
    return Selection(key, name, day, limited)


def _find_worst_day(source: Source, mode: str, key: str, filters: Filters) -> date | None:
    """The most hostile day of a pair or source, which is its day 0 until another is chosen."""
    index = data.read_index(source, _narrow(mode, key, filters))
    if index.empty:
        return None
    worst = index.sort_values("hostile", kind="stable").iloc[0]
    return date.fromisoformat(str(worst["day"])[:10])


def _narrow(mode: str, key: str, filters: Filters) -> Filters:
    if mode == "pairs":
        return replace(filters, actors=tuple(key.split(SEPARATOR)), role="both")
    return replace(filters, source=key) if mode == "sources" else filters


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def read_side(source: Source, side: Selection) -> Side:
    """The index of one side, day by day from its day 0."""
    start, end = side.filters.start, side.filters.end
    assert start is not None
    assert end is not None
    frame, _ = fill_days(data.read_index(source, side.filters), (start, end))
    offsets = [(stamp - pd.Timestamp(side.day)).days for stamp in frame.index]
    return Side(side.name, frame.assign(offset=offsets))


def list_differences(
    source: Source, comparison: Comparison, words: Words
) -> tuple[tuple[str, str, str, str], ...]:
    """Label, both numbers and their difference: events, index sums, then types, widest first."""
    counts = []
    for side in comparison.sides:
        frame = data.count_types(source, side.filters)
        counts.append(dict(zip(frame["event_type"], map(int, frame["num_events"]), strict=True)))
    totals = [data.count_events(source, side.filters)["all"] for side in comparison.sides]
    rows = [_write_row(words("figure.events"), totals[0], totals[1], words)]
    drawn = [read_side(source, side).frame for side in comparison.sides]
    for name in ("hostile", "cooperative"):
        sums = [float(part[name].sum()) for part in drawn]
        rows.append(_write_row(words(f"compare.sum.{name}"), sums[0], sums[1], words))
    apart = {name: counts[1].get(name, 0) - counts[0].get(name, 0)
             for name in {**counts[0], **counts[1]}}  # fmt: skip
    for name in sorted(apart, key=lambda one: (-abs(apart[one]), one)):
        both = [count.get(name, 0) for count in counts]
        rows.append(_write_row(words.event_type(name), both[0], both[1], words))
    return tuple(rows)


def _write_row(label: str, left: float, right: float, words: Words) -> tuple[str, str, str, str]:
    return (label, words.number(left), words.number(right),
            words.number(round(right) - round(left), signed=True))  # fmt: skip
