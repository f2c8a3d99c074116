"""Two periods, two pairs or two sources over each other, aligned on a day, differences listed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import data, state
from dashboard.charts.compare import draw_comparison
from dashboard.charts.palette import find_palette
from dashboard.comparison import (
    MODES,
    PARAMETERS,
    SPANS,
    Comparison,
    list_differences,
    name_option,
    read_side,
    resolve_comparison,
)
from dashboard.data import Source
from dashboard.describe import describe_filters
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.views.common import show_title
from dashboard.widgets.exports import describe_export
from dashboard.widgets.headings import show_quiet
from dashboard.widgets.plot import PlotText, show_plot
from dashboard.widgets.sheet import Column, Row, show_sheet


def show_compare(source: Source, words: Words) -> None:
    """Choose two sides, then see them over each other. All choices live in the URL."""
    show_title(words("page.compare"), words("compare.hint"), source, words)
    filters = replace(state.read_filters(), start=None, end=None)
    asked = {name: value for name in PARAMETERS if (value := state.read_parameter(name))}
    comparison = resolve_comparison(source, asked, filters, words)
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_bar"):
        mode = comparison.mode if comparison else asked.get("mode", MODES[0])
        _show_mode(mode, words)
        if comparison:
            _show_choices(comparison, words)
    if comparison is None:
        st.text(words("compare.none"))
        return
    if not filters.is_empty:
        _show_filters(filters, words)
    if not any(data.count_events(source, side.filters)["all"] for side in comparison.sides):
        st.text(words("compare.nothing"))
        return
    _show_chart(source, comparison, asked, words)
    _show_differences(source, comparison, words)


def _show_mode(mode: str, words: Words) -> None:
    state.write_widget("c_mode", mode if mode in MODES else MODES[0])
    st.segmented_control(
        words("compare.what"), MODES, key="c_mode", on_change=_take_mode,
        format_func=lambda name: words(f"compare.{name}"),
    )  # fmt: skip


def _take_mode() -> None:
    state.write_parameter("mode", state.read_widget("c_mode"))
    for name in ("first", "second", "day", "day2"):
        state.write_parameter(name, None)


def _show_choices(comparison: Comparison, words: Words) -> None:
    """Length, then for each side its pair or source and its day 0."""
    state.write_widget("c_span", comparison.span)
    st.selectbox(words("compare.span"), tuple(SPANS), key="c_span", width=152,
                 on_change=partial(_take, "c_span", "span"),
                 format_func=lambda name: words(f"compare.span.{name}"))  # fmt: skip
    names = (("first", "day"), ("second", "day2"))
    for side, (key_name, day_name) in zip(comparison.sides, names, strict=True):
        label = words(f"compare.{key_name}")
        if comparison.options:
            key = f"c_{comparison.mode}_{key_name}"
            state.write_widget(key, side.key)
            st.selectbox(
                label, comparison.options, key=key, width=204,
                on_change=partial(_take, key, key_name),
                format_func=lambda one: name_option(comparison.mode, one, words),
            )  # fmt: skip
        state.write_widget(f"c_{day_name}", side.day)
        st.date_input(words("compare.zero", side=label.lower()), key=f"c_{day_name}", width=152,
                      format="DD/MM/YYYY", min_value=None, max_value=None,
                      on_change=partial(_take, f"c_{day_name}", day_name))  # fmt: skip


def _take(key: str, name: str) -> None:
    value = state.read_widget(key)
    if value:
        state.write_parameter(name, str(value))


def _show_filters(filters: Filters, words: Words) -> None:
    """The filters of the other pages hold here, too: they are said, and can be lifted."""
    with st.container(horizontal=True, vertical_alignment="center"):
        show_quiet(
            words(
                "words.labelled",
                label=words("briefing.filters"),
                text=describe_filters(filters, words),
            )
        )
        st.button(words("filter.clear"), key="c_clear", type="tertiary",
                  on_click=state.change_filters, args=(Filters(),))  # fmt: skip


def _show_chart(
    source: Source, comparison: Comparison, asked: dict[str, str], words: Words
) -> None:
    first, second = comparison.sides
    figure = draw_comparison(read_side(source, first), read_side(source, second), words=words,
                             palette=find_palette(state.is_dark()))  # fmt: skip
    title = words("compare.title", first=first.name, second=second.name)
    about = " / ".join(describe_filters(side.filters, words) for side in comparison.sides)
    text = PlotText(
        title=title, hint=words("compare.chart.hint"), summary=title,
        export=describe_export(source, about, words, title=title, file="escalade-compare"),
    )  # fmt: skip
    fixed = {"mode": comparison.mode, "span": comparison.span, "day": str(first.day),
             "day2": str(second.day), "first": first.key, "second": second.key}  # fmt: skip
    show_plot("compare", str(figure.to_json()), text, words=words, brush=False, reports={},
              serial=f"{about}|{words.language}", help_text=words("index.help"),
              basket="compare", basket_options=asked | fixed)  # fmt: skip


def _show_differences(source: Source, comparison: Comparison, words: Words) -> None:
    """Numbers of each side next to each other: events, index, then each type that occurs."""
    first, second = comparison.sides
    show_sheet(
        "differences",
        [Column(words("compare.measure"), width=34), Column(first.name, number=True),
         Column(second.name, number=True), Column(words("compare.difference"), number=True,
                                                  width=16)],
        [Row(cells) for cells in list_differences(source, comparison, words)],
        title=words("compare.differences"), hint=words("compare.differences.hint"),
    )  # fmt: skip
