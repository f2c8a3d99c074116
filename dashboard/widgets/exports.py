"""What an export says about itself, and the button that downloads the rows."""

from __future__ import annotations

import streamlit as st

from dashboard import data
from dashboard.data import Source
from dashboard.evidence import name_source
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.widgets.plot import ExportText

MOST_SOURCES = 6


def describe_export(
    source: Source, filters_text: str, words: Words, *, title: str, file: str,
    boundaries: bool = False,
) -> ExportText:  # fmt: skip
    """Title, filters in words, and at the foot the data's version, kind and boundary note."""
    foot = [
        words(
            "export.version",
            store=words(f"store.{source.store}"),
            version=source.version,
            released=words.moment(source.released_at),
        )
    ]
    publishers = data.list_sources(source)
    if publishers:
        named = ", ".join(name_source(name, words) for name in publishers[:MOST_SOURCES])
        more = ", …" if len(publishers) > MOST_SOURCES else ""
        foot.append(words("export.sources", names=named + more))
    if source.is_demo:
        foot.append(words("demo.note"))
    if boundaries:
        foot.append(words("boundaries.note"))
    full = f"{words('app.title')} · {title}"
    return ExportText(title=full, filters=filters_text, foot=" ".join(foot), file=file)


def show_csv_button(source: Source, filters: Filters, about: str, words: Words) -> None:
    """A button that writes the rows of the selection when it is pressed."""
    st.download_button(
        words("table.csv"), key="csv", file_name="escalade-events.csv", mime="text/csv",
        help=words("table.csv.help"), on_click="ignore", type="tertiary",
        data=lambda: data.write_rows(source, filters, "csv", about),
    )  # fmt: skip
