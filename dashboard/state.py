"""The filters and other choices, in the session and in the URL. Nobody else touches either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard.filters import KNOWN, OTHERS, Filters, Problem, parse_query, write_query
from dashboard.i18n import DEFAULT_LANGUAGE, LANGUAGES


def read_filters() -> Filters:
    """The filters of this session: from the URL on the first run, or when the URL was changed."""
    query = {name: value for name, value in st.query_params.items() if name not in OTHERS}
    if "filters" not in st.session_state or query != st.session_state["written_query"]:
        filters, problems = parse_query(query)
        st.session_state["filters"] = filters
        st.session_state["problems"] = problems
        st.session_state["former_filters"] = ()
        st.session_state["written_query"] = query
        st.session_state["widgets_stale"] = True
    found: Filters = st.session_state["filters"]
    return found


def read_problems() -> tuple[Problem, ...]:
    """What the URL asked for and was not understood; empty after the first change of a filter."""
    found: tuple[Problem, ...] = st.session_state.get("problems", ())
    return found


def change_filters(filters: Filters, *, from_widget: bool = False) -> None:
    """Make these the filters of the session and of the URL; the former ones can be undone."""
    former: Filters = st.session_state.get("filters", Filters())
    if filters == former:
        return
    st.session_state["former_filters"] = (*st.session_state.get("former_filters", ()), former)[-20:]
    _install(filters, from_widget=from_widget)


def undo_filters() -> None:
    """Go back to the filters before the last change; nothing happens where there is none."""
    stack: tuple[Filters, ...] = st.session_state.get("former_filters", ())
    if stack:
        st.session_state["former_filters"] = stack[:-1]
        _install(stack[-1], from_widget=False)


def can_undo() -> bool:
    """Whether a former set of filters is kept."""
    return bool(st.session_state.get("former_filters"))


def _install(filters: Filters, *, from_widget: bool) -> None:
    st.session_state["filters"] = filters
    st.session_state["problems"] = ()
    query = write_query(filters)
    st.session_state["written_query"] = query
    if not from_widget:
        st.session_state["widgets_stale"] = True
    for name in KNOWN:
        if name in query:
            st.query_params[name] = query[name]
        elif name in st.query_params:
            del st.query_params[name]
    for name in set(st.query_params) - KNOWN - OTHERS:
        del st.query_params[name]


def seed_widgets(values: Mapping[str, Any]) -> None:
    """Give widgets their values when filters changed elsewhere, or on a page that is new."""
    stale = st.session_state.pop("widgets_stale", False)
    for key, value in values.items():
        if stale or key not in st.session_state:
            st.session_state[key] = value


def read_widget(key: str, default: Any = None) -> Any:
    """Value of a widget or component by its key."""
    return st.session_state.get(key, default)


def write_widget(key: str, value: Any) -> None:
    """Set the value that a widget will take when it is next drawn."""
    st.session_state[key] = value


def read_trigger(key: str, name: str) -> str | None:
    """What a chart, table or panel has just reported; None when it reported nothing."""
    reported = st.session_state.get(key)
    value = reported.get(name) if reported is not None else None
    return value if isinstance(value, str) else None


def read_report(key: str, name: str) -> Any:
    """Like `read_trigger`, for a report that is more than a text."""
    reported = st.session_state.get(key)
    return reported.get(name) if reported is not None else None


def read_choice(name: str, allowed: Iterable[str], default: str) -> str:
    """A choice that lives in the URL (language, store, lanes); the default when unknown."""
    value = st.query_params.get(name, default)
    return value if value in tuple(allowed) else default


def read_parameter(name: str) -> str | None:
    """A free value of the URL, as the selected event; None when it is absent."""
    return st.query_params.get(name) or None


def write_parameter(name: str, value: str | None) -> None:
    """Set or remove a value of the URL."""
    if value is None:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def read_language() -> str:
    """The reader's language: from the URL, else what the browser asks for, else French."""
    if chosen := st.query_params.get("lang"):
        st.session_state["language"] = chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE
    if "language" not in st.session_state:
        asked = (st.context.locale or DEFAULT_LANGUAGE)[:2].lower()
        st.session_state["language"] = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
    found: str = st.session_state["language"]
    return found


def change_language(language: str) -> None:
    """Take another language, in the session and in the URL."""
    st.session_state["language"] = language
    st.query_params["lang"] = language


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def is_first_view(store: str) -> bool:
    """Whether this session looks at a store for the first time; true once."""
    seen: frozenset[str] = st.session_state.get("seen_stores", frozenset())
    st.session_state["seen_stores"] = seen | {store}
    return store not in seen


def change_store(store: str) -> None:
    """Look at another store: its own filters and selection begin anew."""
    write_parameter("store", store)
    for name in ("event", "pick"):
        write_parameter(name, None)
    seen: frozenset[str] = st.session_state.get("seen_stores", frozenset())
    st.session_state["seen_stores"] = seen - {store}
    change_filters(Filters())


def pin_version(store: str, latest: int) -> int:
    """The version this session looks at: the newest when it came, until it asks for a newer one."""
    pins: dict[str, int] = st.session_state.setdefault("pins", {})
    if not pins.get(store):
        pins[store] = latest
    return pins[store]


def unpin_version(store: str) -> None:
    """Take the newest version at the next run."""
    st.session_state.get("pins", {}).pop(store, None)


def request_page(name: str) -> None:
    """Go to another page; filters and selection stay in the URL."""
    write_parameter("view", None if name == "overview" else name)


def add_to_basket(entry: str) -> None:
    """Put a chart (`timeline?QUERY`) or an event (`event:ID`) into the briefing, once."""
    basket: tuple[str, ...] = st.session_state.get("basket", ())
    if entry not in basket:
        st.session_state["basket"] = (*basket, entry)
    st.session_state["just_added"] = True


def read_basket() -> tuple[str, ...]:
    """What the briefing holds, in order."""
    found: tuple[str, ...] = st.session_state.get("basket", ())
    return found


def write_basket(entries: tuple[str, ...]) -> None:
    """Replace what the briefing holds."""
    st.session_state["basket"] = entries


def take_just_added() -> bool:
    """Whether something was put into the briefing in this run; true once."""
    return bool(st.session_state.pop("just_added", False))


def take_message(key: str) -> Any:
    """A message left for this run, once; None without one."""
    return st.session_state.pop(key, None)


def make_basket_entry(kind: str, options: Mapping[str, str] | None = None) -> str:
    """A chart or table of the filters in view, and its own options, as the basket keeps it."""
    given = {name: value for name, value in (options or {}).items() if value}
    return f"{kind}?{urlencode(write_query(read_filters()) | given)}"


def forget_widget(key: str) -> None:
    """Let a widget begin anew, as when what it had chosen is gone."""
    st.session_state.pop(key, None)
