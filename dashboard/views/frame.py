"""What surrounds every page: style, language and store switches, empty and failed states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.i18n import LANGUAGES, Words
from dashboard.static_files import install_static
from dashboard.widgets.components import show_component
from dashboard.widgets.headings import show_failure
from pipeline.errors import EscaladeError

_STYLE = Path(__file__).resolve().parent.parent / "style.css"
View = Callable[[Source, Words], None]


def show_frame(page: str, pages: tuple[str, ...], words: Words) -> None:
    """Style of the page; at its top the pages, and at the right the language and the store."""
    _install_once()
    st.html(_STYLE)
    if state.take_just_added():
        st.toast(words("basket.added"), icon=":material/check:")
    store = state.read_choice("store", data.STORES, data.find_first_store())
    with st.container(key="nav"):
        show_component("nav", key="go", reports={"go": _take_page}, data={
            "label": words("nav.label"), "brand": words("app.title"), "current": page,
            "language": words.language,
            "store": store, "version": str(_find_latest(store) or ""),
            "share": {name: words(f"share.{name}") for name in ("copy", "done", "help")},
            "pages": [{"name": name, "label": words(f"page.{name}")} for name in pages],
        })  # fmt: skip
    with st.container(key="prefs", horizontal=True, gap="small", vertical_alignment="center"):
        state.write_widget("store", store)
        st.segmented_control(
            words("store.label"), data.STORES, key="store", label_visibility="collapsed",
            format_func=lambda name: words(f"store.{name}"), on_change=_take_store,
        )  # fmt: skip
        state.write_widget("language_choice", words.language)
        st.segmented_control(
            words("language.label"), LANGUAGES, key="language_choice",
            label_visibility="collapsed", format_func=str.upper, on_change=_take_language,
        )  # fmt: skip


def _find_latest(store: str) -> Any:
    """Version of a store; None where it has none or cannot be read, which the page then says."""
    try:
        return data.read_latest(store)
    except (EscaladeError, OSError):
        return None


@st.cache_resource(show_spinner=False)
def _install_once() -> None:
    install_static()


def _take_page() -> None:
    wanted = state.read_trigger("go", "go")
    if wanted:
        state.request_page(wanted)


def _take_language() -> None:
    chosen = state.read_widget("language_choice")
    if chosen:
        state.change_language(chosen)


def _take_store() -> None:
    chosen = state.read_widget("store")
    if chosen:
        state.change_store(chosen)


def show_page(view: View, words: Words, *, needs_events: bool) -> None:
    """Open the store, then draw the page; an empty or unreadable store is said in words."""
    store = state.read_choice("store", data.STORES, data.find_first_store())
    try:
        latest = data.read_latest(store)
        source = data.find_source(store, state.pin_version(store, latest))
    except (EscaladeError, OSError) as error:
        _show_failed(error, words)
        return
    if needs_events and not data.read_extent(source).num_events:
        _show_empty(store, words)
        return
    if latest != source.version:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(words("release.newer"))
            st.button(words("release.take"), key="newer", on_click=state.unpin_version,
                      args=(store,))  # fmt: skip
    try:
        view(source, words)
    except (EscaladeError, OSError) as error:
        _show_failed(error, words)


def _show_failed(error: Exception, words: Words) -> None:
    """That the store cannot be read, what to do, and the first line of the reason."""
    with st.container(key="failed"):
        st.subheader(words("store.failed"), anchor=False)
        st.text(words("store.failed.text"))
        reason = error.message if isinstance(error, EscaladeError) else str(error)
        show_failure(reason.partition("\n")[0])


def _show_empty(store: str, words: Words) -> None:
    with st.container(key="empty"):
        st.subheader(words("store.empty.title"), anchor=False)
        st.text(words("store.empty.demo_text" if store == "demo" else "store.empty.text"))
        st.button(words("page.documents"), key="to_documents", on_click=state.request_page,
                  args=("documents",))  # fmt: skip
        if store != "demo":
            st.button(words("store.empty.demo"), key="to_demo", type="primary",
                      on_click=state.change_store, args=("demo",))  # fmt: skip
