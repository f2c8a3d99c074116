"""The Overview: filters, five figures, timeline, map, table, evidence, all linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.describe import describe_filters
from dashboard.filters import SEPARATOR
from dashboard.i18n import Words
from dashboard.views.first_view import open_filters
from dashboard.views.overview_charts import show_map, show_timeline
from dashboard.views.overview_figures import show_figures
from dashboard.views.overview_page import Page, Picked, find_picked, show_title
from dashboard.views.overview_rows import show_evidence, show_table
from dashboard.widgets.filter_bar import Choices, show_filter_bar
from dashboard.widgets.notices import show_absent, show_problems

FIRST_SORT = ("intensity", False)


def show_overview(source: Source, words: Words) -> None:
    """Draw the whole page for a source that holds events."""
    filters = open_filters(source)
    extent = data.read_extent(source)
    choices = Choices(
        parties=data.read_parties(source), countries=data.read_countries(source), extent=extent
    )
    title, bar = st.columns([0.265, 0.735], vertical_alignment="bottom")
    with title:
        show_title(source, words)
    with bar:
        show_filter_bar(filters, choices, words)
    show_problems(words)
    show_absent(filters, choices, words)
    show_figures(source, filters, words, on_pick=_take_figure)
    sort, descending = _read_sort()
    limit = state.read_widget("table_limit", data.TABLE_ROWS)
    rows = data.read_rows(source, filters, sort, descending, limit)
    picked = find_picked(source, filters, rows)
    page = Page(source=source, filters=filters, words=words, picked=picked,
                      about=describe_filters(filters, words))  # fmt: skip
    left, right = st.columns([0.655, 0.345], gap="small")
    with left:
        show_timeline(page, reports={"pick": _take_timeline, "brush": _take_brush,
                                           "choose": _take_choice})  # fmt: skip
        show_table(page, rows, (sort, descending), reports={
            "pick": _take_row, "sort": _take_sort, "more": _take_more})  # fmt: skip
    with right:
        show_map(page, reports={"pick": _take_map})
        take_action = partial(_take_action, picked)
        show_evidence(page, reports={"pick": _take_step, "narrow": _take_narrow,
                                           "action": take_action})  # fmt: skip


def _read_sort() -> tuple[str, bool]:
    found: tuple[str, bool] = state.read_widget("table_sort", FIRST_SORT)
    return found


def _take_timeline() -> None:
    _take_pick(state.read_trigger("timeline", "pick"))


def _take_map() -> None:
    _take_pick(state.read_trigger("map", "pick"))


def _take_row() -> None:
    _take_pick(state.read_trigger("table", "pick"))


def _take_pick(value: str | None) -> None:
    """A mark, bar, circle or row was chosen: it, and what it stands for, go to the URL."""
    kind, _, key = (value or "").partition(":")
    if kind == "event":
        state.write_parameter("event", key)
        state.write_parameter("pick", None)
    elif kind in ("days", "place"):
        state.write_parameter("pick", value)
        state.write_parameter("event", None)


def _take_step() -> None:
    value = state.read_trigger("evidence", "pick")
    if value:
        state.write_parameter("event", value)


def _take_action(picked: Picked) -> None:
    """Open the event's own page, or put it into the briefing."""
    action = state.read_trigger("evidence", "action")
    if action is None or picked.event_id is None:
        return
    state.write_parameter("event", picked.event_id)
    if action == "event":
        state.request_page("event")
    elif action == "basket":
        state.add_to_basket(f"event:{picked.event_id}")


def _take_narrow() -> None:
    """Keep only the days of a bar, or the place of a circle."""
    value = state.read_trigger("evidence", "narrow")
    if value and value.startswith("place:"):
        state.write_parameter("pick", None)
        state.change_filters(replace(state.read_filters(), place=value.removeprefix("place:")))
    elif value:
        _focus(value)


def _take_brush() -> None:
    _focus(state.read_trigger("timeline", "brush"))


def _focus(value: str | None) -> None:
    """Days FIRST/LAST become the date filter; empty text clears it."""
    if value is None:
        return
    filters = state.read_filters()
    if not value:
        state.change_filters(replace(filters, start=None, end=None))
        return
    first, last = sorted(date.fromisoformat(part) for part in value.split("/"))
    state.change_filters(replace(filters, start=first, end=last))


def _take_choice() -> None:
    choice = state.read_report("timeline", "choose")
    if not choice:
        return
    if choice["name"] == "lanes":
        state.write_parameter("lanes", choice["value"])
    elif choice["name"] == "episode":
        _focus(choice["value"])


def _take_sort() -> None:
    sort = state.read_report("table", "sort")
    if sort and sort["column"] in data.SORTS:
        state.write_widget("table_sort", (sort["column"], bool(sort["descending"])))


def _take_more() -> None:
    if state.read_trigger("table", "more"):
        limit = state.read_widget("table_limit", data.TABLE_ROWS)
        state.write_widget("table_limit", limit + data.TABLE_ROWS)


def _take_figure() -> None:
    """The week or the pair behind a figure becomes a filter."""
    kind, _, key = (state.read_trigger("figures", "pick") or "").partition(":")
    filters = state.read_filters()
    if kind == "week":
        start = date.fromisoformat(key)
        state.change_filters(replace(filters, start=start, end=start + timedelta(days=6)))
    elif kind == "pair":
        actor, recipient = key.split(SEPARATOR)
        state.change_filters(replace(filters, actors=(actor, recipient), role="both"))
