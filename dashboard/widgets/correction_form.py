"""Forms of the review: set a field, join two events, part one. Each records through a callback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.describe import describe_event_title
from dashboard.i18n import Words
from dashboard.rows import list_rows
from pipeline.schema.codes import (
    EVENT_TYPES,
    FACTUALITIES,
    GEO_PRECISIONS,
    SECTORS,
    list_modes,
)
from pipeline.store.corrections import change_event, merge_events, split_event

Record = Callable[..., None]
Sign = Callable[[], dict[str, str]]
FIELDS = (
    *("event_type", "event_mode", "factuality", "event_date", "planned_date"),
    *("actor_name", "actor_code", "actor_sector"),
    *("recipient_name", "recipient_code", "recipient_sector"),
    *("place_name", "place_country", "geo_precision", "latitude", "longitude", "fatalities"),
)
_LISTS: dict[str, tuple[str, ...]] = {
    "event_type": EVENT_TYPES,
    "factuality": FACTUALITIES,
    "actor_sector": SECTORS,
    "recipient_sector": SECTORS,
    "geo_precision": GEO_PRECISIONS,
}


def show_fix(
    folder: Path, release: Any, event: Any, sign: Sign, record: Record, words: Words,
    *, ready: bool,
) -> None:  # fmt: skip
    """Choose a field and give its value; empty clears it."""
    left, middle, right = st.columns([0.36, 0.42, 0.22], vertical_alignment="bottom")
    with left:
        field = st.selectbox(words("review.field"), FIELDS, key="r_field", format_func=words.field)
    with middle:
        key = _ask_value(field, event, words)
    with right:
        st.button(words("review.save"), key="r_save", disabled=not ready, on_click=record,
                  args=(lambda: change_event(folder, event.event_id, field=field,
                                             value=state.read_widget(key),
                                             release=release, **sign()),),
                  kwargs={"stay": True})  # fmt: skip


def _ask_value(field: str, event: Any, words: Words) -> str:
    """A list for closed fields, a line of text for the others, with what stands now; its key out.

    The value is read when the button is pressed: what is drawn then may be a keystroke old.
    """
    current = getattr(event, field)
    now = None if pd.isna(current) else str(current)
    key = f"r_value_{field}_{event.event_id}"
    options = list_modes(event.event_type) if field == "event_mode" else _LISTS.get(field)
    if options is None:
        st.text_input(words("review.value"), now or "", key=key)
        return key
    at = options.index(now) if now in options else None
    st.selectbox(
        words("review.value"), options, index=at, key=key, placeholder=words("value.none"),
        format_func=lambda code: _label(field, code, event, words),
    )  # fmt: skip
    return key


def _label(field: str, code: str, event: Any, words: Words) -> str:
    if field == "event_type":
        return words.event_type(code)
    if field == "event_mode":
        return words.event_type(event.event_type, code)
    prefix = {"factuality": "factuality", "geo_precision": "precision"}.get(field, "sector")
    return words(f"{prefix}.{code}")


def show_merge(
    source: Source, folder: Path, release: Any, event: Any, sign: Sign,
    record: Record, words: Words, *, ready: bool,
) -> None:  # fmt: skip
    """Join another event to this one; the likeliest are offered first."""
    near = data.read_alike(source, event.event_id)
    titles = {row.event_id: describe_event_title(row, words) for row in list_rows(near)}
    if not titles:
        st.text(words("review.merge.none"))
        return
    key = f"r_merge_{event.event_id}"
    st.selectbox(words("review.merge.with"), list(titles), key=key,
                 format_func=lambda name: f"{titles[name]} ({name})")  # fmt: skip
    st.button(words("review.merge"), key="r_merge", disabled=not ready, on_click=record, args=(
        lambda: merge_events(folder, event.event_id, state.read_widget(key),
                             release=release, **sign()),),
        kwargs={"stay": True})  # fmt: skip


def show_split(
    folder: Path, release: Any, event: Any, mentions: pd.DataFrame, sign: Sign,
    record: Record, words: Words, *, ready: bool,
) -> None:  # fmt: skip
    """Part some reports of this event into one of their own."""
    if len(mentions) < 2:
        st.text(words("review.split.none"))
        return
    texts = dict(zip(mentions["event_mention_id"], mentions["sentence_text"], strict=True))
    key = f"r_split_{event.event_id}"
    parted = st.multiselect(
        words("review.split.which"), list(texts), key=key,
        format_func=lambda name: str(texts[name])[:110],
    )  # fmt: skip
    st.button(words("review.split"), key="r_split", on_click=record,
              disabled=not ready or not parted or len(parted) == len(texts), args=(
                  lambda: split_event(folder, event.event_id, state.read_widget(key),
                                       release=release, **sign()),),
              kwargs={"stay": True})  # fmt: skip
