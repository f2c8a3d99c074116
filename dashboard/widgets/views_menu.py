"""Keep the filters in view under a name, take kept ones again, forget them."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.i18n import Words
from dashboard.saved_views import list_views, remove_view, save_view
from dashboard.widgets.headings import show_failure
from pipeline.errors import EscaladeError


def show_views_menu(words: Words) -> None:
    """A name and a button to keep; a list and buttons to take or forget."""
    try:
        names = list(list_views())
    except EscaladeError as error:
        show_failure(str(error))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(words("views.name"), key="v_name", max_chars=60)
        st.button(words("views.save"), key="v_save", on_click=_save)
    if problem := state.take_message("v_problem"):
        show_failure(problem)
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(words("views.kept"), names, key="v_chosen")
        st.button(words("views.take"), key="v_take", on_click=_take)
        st.button(words("views.remove"), key="v_remove", on_click=_remove)


def _save() -> None:
    name = str(state.read_widget("v_name") or "").strip()
    if not name:
        return
    try:
        save_view(name, state.read_filters())
    except EscaladeError as error:
        state.write_widget("v_problem", str(error))


def _take() -> None:
    views = list_views()
    chosen = state.read_widget("v_chosen")
    if chosen in views:
        state.change_filters(views[chosen])


def _remove() -> None:
    remove_view(str(state.read_widget("v_chosen")))
    state.forget_widget("v_chosen")
