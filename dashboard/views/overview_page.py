"""What every part of the Overview is drawn from, its title, and what the URL selects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.filters import Filters
from dashboard.i18n import Words

GROUP_SIZE = 200


Reports = dict[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Picked:
    """What the evidence panel is about: an event, and the group of a bar or circle it is in."""

    event_id: str | None
    group: str | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of the page is drawn from."""

    source: Source
    filters: Filters
    words: Words
    picked: Picked
    about: str


def show_title(source: Source, words: Words) -> None:
    """Title, how much there is, and what kind of data it is. Words and numbers only, escaped."""
    extent = data.read_extent(source)
    events = words.count("count.events", extent.num_events)
    line = escape(words("overview.subtitle", events=events,
                        items=words.count("count.items", extent.num_items)))  # fmt: skip
    if source.is_demo:
        badge, note = escape(words("demo.badge")), escape(words("demo.note"), quote=True)
        line = f'<span class="esc-badge" title="{note}">{badge}</span> {line}'
    title = escape(words("overview.title"))
    st.html(f'<h1 class="esc-h1">{title}</h1><p class="esc-sub">{line}</p>')


def find_picked(source: Source, filters: Filters, rows: pd.DataFrame) -> Picked:
    """What the URL selects; without a selection, the first row of the table."""
    event_id, group = state.read_parameter("event"), state.read_parameter("pick")
    listed = tuple(rows["event_id"])
    kind, _, key = (group or "").partition(":")
    if kind in ("days", "place") and key and _is_group(kind, key):
        ids = data.read_group(source, filters, kind, key, GROUP_SIZE)
        if ids:
            return Picked(event_id if event_id in ids else ids[0], group, ids)
    if event_id:
        return Picked(event_id, None, listed)
    return Picked(listed[0] if listed else None, None, listed)


def _is_group(kind: str, key: str) -> bool:
    if kind != "days":
        return True
    try:
        return len([date.fromisoformat(part) for part in key.split("/")]) == 2
    except ValueError:
        return False
