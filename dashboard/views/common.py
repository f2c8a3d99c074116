"""What several pages share: the filtered head, and choosing what the evidence panel shows."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from dashboard import data
from dashboard.data import Source
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.rows import list_rows
from dashboard.views.overview_rows import fill_panel
from dashboard.widgets.components import show_component
from dashboard.widgets.filter_bar import Choices, show_filter_bar
from dashboard.widgets.notices import show_absent, show_problems


def show_head(source: Source, filters: Filters, title: str, hint: str, words: Words) -> None:
    """Title, one line of what the page is for, and the filters."""
    choices = Choices(parties=data.read_parties(source), countries=data.read_countries(source),
                      extent=data.read_extent(source))  # fmt: skip
    left, bar = st.columns([0.265, 0.735], vertical_alignment="bottom")
    with left:
        show_title(title, hint, source, words)
    with bar:
        show_filter_bar(filters, choices, words)
    show_problems(words)
    show_absent(filters, choices, words)


def show_title(title: str, hint: str, source: Source, words: Words) -> None:
    """A page's title and a line under it; demo data say so."""
    line = escape(hint)
    if source.is_demo:
        badge, note = escape(words("demo.badge")), escape(words("demo.note"), quote=True)
        line = f'<span class="esc-badge" title="{note}">{badge}</span> {line}'
    st.html(f'<h1 class="esc-h1">{escape(title)}</h1><p class="esc-sub">{line}</p>')


def show_one_event(key: str, source: Source, event_id: str | None, words: Words) -> None:
    """The evidence of one event, or a line that says how to choose one."""
    panel: dict[str, Any] = {"title": words("evidence.title"), "class_name": "esc-flow",
                             "words": {"open": words("evidence.open")}}  # fmt: skip
    found, mentions = data.read_event(source, event_id or "")
    if found.empty:
        panel["empty"] = words("evidence.empty")
    else:
        named = data.name_places(source, found, words.language)
        panel |= fill_panel(list_rows(named)[0], mentions, words)
    show_component("evidence", key=key, reports={}, data=panel)
