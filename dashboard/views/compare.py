"""Two periods, two pairs or two sources over each other, aligned on a day, differences listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.charts.compare import Side, draw_comparison
from dashboard.charts.index import fill_days
from dashboard.charts.palette import find_palette
from dashboard.data import Source
from dashboard.describe import describe_filters
from dashboard.i18n import Words
from dashboard.state import Filters
from dashboard.views.common import show_title
from dashboard.widgets.exports import describe_export
from dashboard.widgets.plot import PlotText, show_plot
from dashboard.widgets.sheet import Column, Row, show_sheet

MODES = ("periods", "pairs", "sources")
BEFORE, AFTER = 5, 30
"""Days shown before and after day 0."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One side of the comparison: its name, its filters, its day 0."""

    name: str
    filters: Filters
    day: date


def show_compare(source: Source, words: Words) -> None:
    """Choose two sides, then see them over each other."""
    show_title(words("page.compare"), words("compare.hint"), source, words)
    mode = st.segmented_control(
        words("compare.what"), MODES, key="c_mode", default=MODES[0],
        format_func=lambda name: words(f"compare.{name}"),
    ) or MODES[0]  # fmt: skip
    columns = st.columns(2, gap="medium")
    sides = []
    for place, column in enumerate(columns):
        with column:
            chosen = _choose(source, mode, place, words)
        if chosen is None:
            st.text(words("compare.none"))
            return
        sides.append(chosen)
    first, second = sides
    _show_chart(source, first, second, words)
    _show_differences(source, first, second, words)


def _choose(source: Source, mode: str, place: int, words: Words) -> Selection | None:
    """The widgets of one side; None where the data offer nothing to choose."""
    filters = replace(state.read_filters(), start=None, end=None)
    label = words("compare.first" if place == 0 else "compare.second")
    days = [one.start + timedelta(days=2) for one in data.read_episodes(source)]
    extent = data.read_extent(source)
    if extent.first_day is None or extent.last_day is None or not days:
        return None
    name = ""
    if mode == "pairs":
        pairs = [(row[0], row[1]) for row in data.list_pairs(source)]
        if len(pairs) < 2:
            return None
        pair = st.selectbox(
            label, pairs, index=place, key=f"c_pair_{place}",
            format_func=lambda one: f"{words.party(one[0])} ↔ {words.party(one[1])}",
        )  # fmt: skip
        filters = replace(filters, actors=pair, role="both")
        name = f"{words.party(pair[0])} ↔ {words.party(pair[1])}"
    if mode == "sources":
        sources = data.list_sources(source)
        if len(sources) < 2:
            return None
        name = st.selectbox(label, sources, index=place, key=f"c_source_{place}")
        filters = replace(filters, source=name)
    if len(days) == 1:
        days.append(min(days[0] + timedelta(days=AFTER), extent.last_day))
    start = days[place] if mode == "periods" else days[0]
    day = st.date_input(
        words("compare.zero", side=label), start, key=f"c_day_{mode}_{place}",
        min_value=extent.first_day - timedelta(days=BEFORE), max_value=extent.last_day,
        format="DD/MM/YYYY",
    )  # fmt: skip
    return Selection(name or words.day(day), filters, day)


def _limit(side: Selection) -> Filters:
    return replace(side.filters, start=side.day - timedelta(days=BEFORE),
                   end=side.day + timedelta(days=AFTER))  # fmt: skip


def _read_side(source: Source, side: Selection) -> Side:
    filters = _limit(side)
    assert filters.start is not None
    assert filters.end is not None
    frame, _ = fill_days(data.read_index(source, filters), (filters.start, filters.end))
    offsets = [(stamp - pd.Timestamp(side.day)).days for stamp in frame.index]
    return Side(side.name, frame.assign(offset=offsets))


def _show_chart(source: Source, first: Selection, second: Selection, words: Words) -> None:
    figure = draw_comparison(_read_side(source, first), _read_side(source, second), words=words,
                             palette=find_palette(state.is_dark()))  # fmt: skip
    title = words("compare.title", first=first.name, second=second.name)
    about = f"{describe_filters(_limit(first), words)} / {describe_filters(_limit(second), words)}"
    text = PlotText(
        title=title, hint=words("compare.chart.hint"), summary=title,
        export=describe_export(source, about, words, title=title, file="escalade-compare"),
    )  # fmt: skip
    show_plot("compare", str(figure.to_json()), text, words=words, serial=about, brush=False,
              reports={}, help_text=words("index.help"))  # fmt: skip


def _show_differences(source: Source, first: Selection, second: Selection, words: Words) -> None:
    """Numbers of each side next to each other: events, then each type that occurs."""
    sides = [data.count_types(source, _limit(side)) for side in (first, second)]
    counts = [dict(zip(frame["event_type"], frame["num_events"], strict=True)) for frame in sides]
    totals = [data.count_events(source, _limit(side))["all"] for side in (first, second)]
    rows = [_make_row(words("figure.events"), totals[0], totals[1], words)]
    for name in sorted(set(counts[0]) | set(counts[1])):
        left, right = (int(side.get(name, 0)) for side in counts)
        rows.append(_make_row(words.event_type(name), left, right, words))
    show_sheet(
        "differences",
        [Column(words("filter.types"), width=34), Column(first.name, number=True),
         Column(second.name, number=True), Column(words("compare.difference"), number=True)],
        rows, title=words("compare.differences"),
    )  # fmt: skip


def _make_row(label: str, left: int, right: int, words: Words) -> Row:
    return Row((label, words.number(left), words.number(right),
                words.number(right - left, signed=True)))  # fmt: skip
