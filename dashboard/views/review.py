"""The queue an analyst works through: accept, fix, reject, merge, split, undo; who and why kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.describe import describe_event_title
from dashboard.i18n import Words
from dashboard.rows import list_rows
from dashboard.views.common import show_title
from dashboard.views.overview_rows import fill_panel
from dashboard.widgets.components import show_component
from dashboard.widgets.correction_form import show_fix, show_merge, show_split
from dashboard.widgets.headings import show_failure
from dashboard.widgets.sheet import Column, Row, show_sheet
from pipeline.errors import EscaladeError
from pipeline.store.corrections import (
    change_event,
    list_corrections,
    reject_event,
    undo_correction,
)

LISTED = 200


def show_review(source: Source, words: Words) -> None:
    """The queue at the left, the chosen event with its actions at the right."""
    show_title(words("page.review"), words("review.about"), source, words)
    reason = _show_reasons(source, words)
    queue = data.read_queue(source, reason, LISTED)
    ids = list(queue["event_id"])
    asked = state.read_parameter("event")
    chosen = asked or (ids[0] if ids else None)
    left, right = st.columns([0.46, 0.54], gap="medium")
    with left:
        _show_queue(queue, chosen, words)
        _show_made(source, words)
    with right:
        if chosen is None:
            st.text(words("review.empty"))
            return
        found, mentions = data.read_event(source, chosen)
        if found.empty:
            st.text(words("evidence.unknown", id=chosen))
            return
        event = list_rows(found)[0]
        _show_event(event, mentions, words)
        _show_actions(source, event, mentions, ids, words)


def _show_reasons(source: Source, words: Words) -> str:
    counts = data.count_queue(source)
    names = ("all", *data.QUEUE_REASONS)
    chosen = st.segmented_control(
        words("review.title"), names, key="review_reason", default="all",
        label_visibility="collapsed",
        format_func=lambda name: f"{words('review.' + name)} · {words.number(counts[name])}",
    )  # fmt: skip
    return chosen or "all"


def _show_queue(queue: pd.DataFrame, chosen: str | None, words: Words) -> None:
    rows = [
        Row((describe_event_title(row, words),
             ", ".join(words(f"review.{name}") for name in row.reasons),
             words.percent(float(row.confidence))), id=row.event_id)
        for row in list_rows(queue)
    ]  # fmt: skip
    show_sheet(
        "queue",
        [Column(words("review.event"), wrap=True), Column(words("review.why"), wrap=True, width=30),
         Column(words("table.confidence"), number=True, width=15)],
        rows, title=words("review.queue"), hint=words("review.hint"), selected=chosen,
        empty=words("review.empty"), on_pick=_take_queue,
    )  # fmt: skip


def _take_queue() -> None:
    chosen = state.read_trigger("queue", "pick")
    if chosen:
        state.write_parameter("event", chosen)


def _show_event(event: Any, mentions: pd.DataFrame, words: Words) -> None:
    show_component("evidence", key="review_evidence", reports={}, data={
        "title": words("evidence.title"), "group": str(event.event_id), "class_name": "esc-flow",
        "words": {"open": words("evidence.open")}, **fill_panel(event, mentions, words),
    })  # fmt: skip


def _show_actions(
    source: Source, event: Any, mentions: pd.DataFrame, ids: list[str], words: Words
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(words("review.who"), key="review_name", width=190)
        st.text_input(words("review.reason"), key="review_text", width="stretch")
    ready = bool(name.strip())
    if not ready:
        st.caption(words("review.need_name"))
    sign = partial(_sign, words)
    folder, release = data.find_folder(source.store), data.find_release(source)
    record = Recorder(source, event.event_id, ids)
    with st.container(horizontal=True):
        st.button(words("review.accept"), key="r_accept", type="primary", shortcut="Alt+A",
                  disabled=not ready, on_click=record, args=(lambda: change_event(
                      folder, event.event_id, field="event_type", value=event.event_type,
                      release=release, **sign()),))  # fmt: skip
        st.button(words("review.reject"), key="r_reject", shortcut="Alt+X", disabled=not ready,
                  on_click=record, args=(lambda: reject_event(
                      folder, event.event_id, release=release, **sign()),))  # fmt: skip
        st.button(words("review.skip"), key="r_skip", shortcut="Alt+N", on_click=record.go_on)
    if problem := state.take_message("review_problem"):
        show_failure(problem)
    tabs = st.tabs([words("review.fix"), words("review.merge"), words("review.split")])
    with tabs[0]:
        show_fix(folder, release, event, sign, record, words, ready=ready)
    with tabs[1]:
        show_merge(source, folder, release, event, sign, record, words, ready=ready)
    with tabs[2]:
        show_split(folder, release, event, mentions, sign, record, words, ready=ready)


def _sign(words: Words) -> dict[str, str]:
    """Who and why, as they stand when a button is pressed, not when it was drawn."""
    reason = str(state.read_widget("review_text") or "").strip()
    name = str(state.read_widget("review_name") or "")
    return {"made_by": name, "reason": reason or words("review.no_reason")}


class Recorder:
    """Runs a correction, tells what went wrong in words, then goes on to the next of the queue."""

    def __init__(self, source: Source, event_id: str, ids: list[str]) -> None:
        self._source = source
        self._event_id = event_id
        self._ids = ids

    def __call__(self, correct: Callable[[], str], *, stay: bool = False) -> None:
        """Record one correction; the page then shows the release that holds it."""
        try:
            correct()
        except EscaladeError as error:
            state.write_widget("review_problem", str(error))
            return
        data.read_latest.clear()
        state.unpin_version(self._source.store)
        if not stay:
            self.go_on()

    def go_on(self) -> None:
        """Choose the next event of the queue, or none after the last."""
        at = self._ids.index(self._event_id) if self._event_id in self._ids else -1
        following = self._ids[at + 1] if at + 1 < len(self._ids) else None
        state.write_parameter("event", following)


def _show_made(source: Source, words: Words) -> None:
    """The last corrections, the newest first, and a way to take the last back."""
    made = list_corrections(data.find_folder(source.store))
    undone = {row["undoes_id"] for row in made}
    rows = [
        Row((words.minute(str(row["made_at"])), row["made_by"], words(f"correction.{row['kind']}"),
             row["reason"]))
        for row in reversed(made[-30:])
    ]  # fmt: skip
    show_sheet(
        "made",
        [Column(words("history.when"), width=22), Column(words("history.who"), width=18),
         Column(words("history.what"), width=24), Column(words("history.why"), wrap=True)],
        rows, title=words("event.history"), empty=words("event.history.none"),
    )  # fmt: skip
    open_ones = [
        row for row in made if row["kind"] != "undo" and row["correction_id"] not in undone
    ]
    if not open_ones:
        return
    last = open_ones[-1]
    name = state.read_widget("review_name") or last["made_by"]
    record = Recorder(source, "", [])
    st.button(words("review.undo"), key="r_undo", shortcut="Alt+U", on_click=record, args=(
        lambda: undo_correction(data.find_folder(source.store), last["correction_id"],
                                made_by=name, reason=words("review.undo")),),
        kwargs={"stay": True})  # fmt: skip
