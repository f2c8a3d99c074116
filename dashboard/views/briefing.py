"""The briefing: what was put into the basket, in order, with titles and notes, in many formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import data, state
from dashboard.briefing.gather import Entry, gather_brief, name_entry, read_entry
from dashboard.briefing.model import Brief
from dashboard.briefing.paper import write_docx, write_pdf
from dashboard.briefing.slides import write_pptx
from dashboard.briefing.webpage import write_html
from dashboard.data import Source
from dashboard.describe import describe_filters
from dashboard.i18n import Words
from dashboard.views.common import show_title
from dashboard.widgets.headings import show_quiet, show_section

Writer = Callable[[Brief], bytes]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS: dict[str, tuple[Writer, str]] = {
    "pptx": (write_pptx, _SLIDES),
    "docx": (write_docx, _WORD),
    "pdf": (write_pdf, "application/pdf"),
    "html": (write_html, "text/html"),
}
TABLES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
}


def show_briefing(source: Source, words: Words) -> None:
    """The basket at the left, the files at the right."""
    show_title(words("page.briefing"), words("briefing.hint"), source, words)
    left, right = st.columns([0.62, 0.38], gap="medium")
    with left:
        title = st.text_input(words("briefing.title"), key="b_title", max_chars=160,
                              placeholder=words("briefing.untitled"))  # fmt: skip
        entries = _show_entries(source, words)
    with right:
        _show_files(source, entries, title, words)


def _show_entries(source: Source, words: Words) -> tuple[Entry, ...]:
    basket = state.read_basket()
    if not basket:
        st.text(words("briefing.empty"))
        st.button(words("briefing.fill"), key="b_fill", on_click=_fill, type="primary")
        return ()
    entries = []
    for place, text in enumerate(basket):
        entry = read_entry(text)
        if entry is None:
            continue
        with st.container(border=True, key=f"b_card_{place}"):
            entries.append(_show_entry(source, entry, place, text, len(basket), words))
    return tuple(entries)


def _show_entry(
    source: Source, entry: Entry, place: int, text: str, total: int, words: Words
) -> Entry:
    """One card: what it is, its title and note, and buttons to move or remove it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{place + 1}.** {words('briefing.' + entry.kind)}", width="stretch")
        for sign, step, label in (("↑", -1, "up"), ("↓", 1, "down")):
            st.button(sign, key=f"b_{label}_{place}", help=words(f"briefing.{label}"),
                      disabled=not 0 <= place + step < total, on_click=_move,
                      args=(place, step))  # fmt: skip
        st.button("×", key=f"b_remove_{place}", help=words("briefing.remove"), on_click=_remove,
                  args=(place,))  # fmt: skip
    about = describe_filters(entry.filters, words)
    show_quiet(name_entry(source, entry, words) if entry.kind == "event" else about)
    with st.container(horizontal=True):
        title = st.text_input(words("briefing.section_title"), key=f"b_title_{text}",
                              placeholder=words(f"briefing.{entry.kind}"))  # fmt: skip
        note = st.text_input(words("briefing.note"), key=f"b_note_{text}")
    return replace(entry, title=title or "", note=note or "")


def _fill() -> None:
    """Start with what an analyst shows most: the timeline, the map and the table in view."""
    state.write_basket(
        tuple(state.make_basket_entry(kind) for kind in ("timeline", "map", "table"))
    )


def _move(place: int, step: int) -> None:
    basket = list(state.read_basket())
    basket[place], basket[place + step] = basket[place + step], basket[place]
    state.write_basket(tuple(basket))


def _remove(place: int) -> None:
    basket = list(state.read_basket())
    del basket[place]
    state.write_basket(tuple(basket))


def _show_files(source: Source, entries: tuple[Entry, ...], title: str, words: Words) -> None:
    show_section(words("briefing.files"))
    st.caption(words("briefing.files.hint"))
    for name, (writer, mime) in FORMATS.items():
        st.download_button(
            words(f"briefing.as.{name}"), key=f"b_file_{name}", mime=mime, on_click="ignore",
            file_name=f"escalade-briefing.{name}", disabled=not entries, width="stretch",
            data=partial(_write_file, writer, source, entries, title, words),
        )  # fmt: skip
    show_section(words("briefing.tables"))
    filters = state.read_filters()
    show_quiet(describe_filters(filters, words))
    for name, mime in TABLES.items():
        st.download_button(
            name.upper(), key=f"b_table_{name}", mime=mime, on_click="ignore", width="stretch",
            file_name=f"escalade-events.{name}",
            data=partial(data.write_rows, source, filters, name,
                         describe_filters(filters, words)),
        )  # fmt: skip


def _write_file(
    writer: Writer, source: Source, entries: tuple[Entry, ...], title: str, words: Words
) -> bytes:
    """The bytes of one file, made when its button is pressed."""
    return writer(gather_brief(source, entries, title=title, words=words))
