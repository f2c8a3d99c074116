"""What the page must say about the link it was opened with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from dashboard import state
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.widgets.filter_bar import Choices


def show_problems(words: Words) -> None:
    """Each part of the URL that was not understood, as text."""
    for problem in state.read_problems():
        _say(words("filter.problem", name=problem.name, value=problem.value))


def show_unknown_choices(choices: Mapping[str, Iterable[str]], words: Words) -> None:
    """Each choice of the URL (page, language, lanes) that is none of those there are."""
    for name, allowed in choices.items():
        value = state.read_parameter(name)
        if value is not None and value not in tuple(allowed):
            _say(words("filter.problem", name=name, value=value))


def show_absent(filters: Filters, choices: Choices, words: Words) -> None:
    """Each actor or country that is asked for and that the data does not hold."""
    absent = [name for name in filters.actors if name not in choices.parties]
    absent += [code for code in filters.countries if code not in choices.countries]
    for value in absent:
        _say(words("filter.absent", value=value))


def _say(text: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("!", color="orange")
        st.text(text)
