"""The row of filters: widgets in, a `Filters` value out. Codes drive it, labels are only shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import state
from dashboard.data import Extent
from dashboard.filters import ROLES, STANCES, Filters
from dashboard.i18n import Words
from dashboard.widgets.views_menu import show_views_menu
from pipeline.schema.codes import EVENT_TYPES, FACTUALITIES

# Typing finds what contains the letters; Enter takes the first of them, never all.
_FIND: dict[str, Any] = {"filter_mode": "contains", "select_all": False}

FACTS_ONLY = ("actual",)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a store offers to filter by."""

    parties: tuple[str, ...]
    countries: tuple[str, ...]
    extent: Extent


def show_filter_bar(filters: Filters, choices: Choices, words: Words) -> None:
    """Draw the filters as they are; a change calls back before the next run."""
    _seed(filters, choices)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter_bar", gap="small"):
        options = _with_chosen(choices.parties, filters.actors)
        st.multiselect(
            words("filter.actors"), options, key="f_actors", format_func=words.party,
            placeholder=words("filter.actors.placeholder"), **_FIND, on_change=_take, width=160,
        )  # fmt: skip
        st.selectbox(
            words("filter.role"), ROLES, key="f_role", on_change=_take, width=128,
            format_func=lambda name: words(f"filter.role.{name}"),
        )  # fmt: skip
        if choices.extent.first_day and choices.extent.last_day:
            _show_dates(choices.extent.first_day, choices.extent.last_day, filters, words)
        st.segmented_control(
            words("filter.stance"), STANCES, key="f_stance", on_change=_take,
            format_func=lambda name: words(f"filter.stance.{name}"),
        )  # fmt: skip
        state.write_widget("f_facts", filters.factualities == FACTS_ONLY)
        st.toggle(words("filter.facts"), key="f_facts", on_change=_take_facts)
        _show_more(filters, choices, words)
        if state.can_undo():
            st.button(":material/undo:", key="undo", help=words("filter.undo"),
                      on_click=state.undo_filters)  # fmt: skip
        if not filters.is_empty:
            st.button(":material/filter_alt_off:", key="clear", help=words("filter.clear"),
                      on_click=state.change_filters, args=(Filters(),))  # fmt: skip


def _show_dates(first: date, last: date, filters: Filters, words: Words) -> None:
    low, high = min(first, filters.start or first), max(last, filters.end or last)
    st.date_input(
        words("filter.dates"), key="f_dates", min_value=low, max_value=high,
        format="DD/MM/YYYY", on_change=_take, width=238,
    )  # fmt: skip


def _show_more(filters: Filters, choices: Choices, words: Words) -> None:
    hidden = (filters.types, filters.countries, filters.factualities, filters.min_confidence,
              filters.text, filters.place)  # fmt: skip
    number = sum(1 for value in hidden if value)
    label = words("filter.more.count", n=number) if number else words("filter.more")
    with st.popover(label, icon=":material/tune:"):
        st.multiselect(
            words("filter.types"), EVENT_TYPES, key="f_types", on_change=_take,
            format_func=words.event_type, placeholder=words("filter.types.placeholder"), **_FIND,
        )  # fmt: skip
        st.multiselect(
            words("filter.countries"), _with_chosen(choices.countries, filters.countries),
            key="f_countries", on_change=_take, format_func=words.country,
            placeholder=words("filter.countries.placeholder"), **_FIND,
        )  # fmt: skip
        st.pills(
            words("filter.factualities"), FACTUALITIES, key="f_factualities", on_change=_take,
            selection_mode="multi", format_func=lambda name: words(f"factuality.{name}"),
        )  # fmt: skip
        st.slider(
            words("filter.confidence"), 0, 100, key="f_confidence", step=5, format="%d %%",
            on_change=_take,
        )  # fmt: skip
        st.text_input(
            words("filter.place"), key="f_place", on_change=_take, max_chars=200,
            placeholder=words("filter.place.placeholder"),
        )  # fmt: skip
        st.text_input(
            words("filter.text"), key="f_text", on_change=_take, max_chars=200,
            placeholder=words("filter.text.placeholder"),
        )  # fmt: skip
        show_views_menu(words)


def _seed(filters: Filters, choices: Choices) -> None:
    first, last = choices.extent.first_day, choices.extent.last_day
    values: dict[str, Any] = {
        "f_actors": list(filters.actors),
        "f_role": filters.role,
        "f_stance": filters.stance,
        "f_types": list(filters.types),
        "f_countries": list(filters.countries),
        "f_factualities": list(filters.factualities),
        "f_confidence": round(filters.min_confidence * 100),
        "f_text": filters.text,
        "f_place": filters.place,
    }
    if first and last:
        values["f_dates"] = (filters.start or first, filters.end or last)
        state.write_widget("f_extent", (first, last))
    state.seed_widgets(values)


def _take() -> None:
    """Read every widget into the filters. A range with one end yet is not taken."""
    former = state.read_filters()
    start, end = former.start, former.end
    dates = state.read_widget("f_dates")
    if isinstance(dates, tuple) and len(dates) == 2:
        first, last = state.read_widget("f_extent")
        start = dates[0] if dates[0] > first or former.start == dates[0] else None
        end = dates[1] if dates[1] < last or former.end == dates[1] else None
    state.change_filters(
        replace(
            former,
            actors=tuple(state.read_widget("f_actors", ())),
            role=state.read_widget("f_role", "either"),
            start=start,
            end=end,
            stance=state.read_widget("f_stance") or "all",
            types=tuple(state.read_widget("f_types", ())),
            countries=tuple(state.read_widget("f_countries", ())),
            factualities=tuple(state.read_widget("f_factualities") or ()),
            min_confidence=state.read_widget("f_confidence", 0) / 100,
            text=state.read_widget("f_text", ""),
            place=str(state.read_widget("f_place", "")).strip(),
        ),
        from_widget=True,
    )


def _take_facts() -> None:
    """The switch is a short way to one of the factualities; off asks for all of them."""
    wanted = FACTS_ONLY if state.read_widget("f_facts") else ()
    state.change_filters(replace(state.read_filters(), factualities=wanted))


def _with_chosen(options: tuple[str, ...], chosen: tuple[str, ...]) -> list[str]:
    return [*options, *(value for value in chosen if value not in options)]
