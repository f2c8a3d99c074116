"""What is coded, how, how well: index, types with their definitions, fields, limits, changes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import data
from dashboard.data import Source
from dashboard.i18n import Words
from dashboard.i18n.fields import tell_meaning
from dashboard.quality import BY_TYPE, OVERALL, read_quality
from dashboard.rows import list_rows
from dashboard.views.common import show_title
from dashboard.widgets.components import show_component
from dashboard.widgets.headings import show_section
from dashboard.widgets.sheet import Column, Row, show_sheet
from pipeline.schema.codes import EVENT_TYPES, read_event_types
from pipeline.schema.tables import read_fields

LISTED = 200
TEXTS = ("reads", "dates", "facts", "confidence", "limits")


def show_method(source: Source, words: Words) -> None:
    """Words at the left, tables at the right."""
    show_title(words("page.method"), words("method.hint"), source, words)
    left, right = st.columns([0.4, 0.6], gap="medium")
    with left:
        show_section(words("method.index"))
        st.text(words("index.help"))
        for name in TEXTS:
            show_section(words(f"method.{name}"))
            st.text(words(f"method.{name}.text"))
        show_section(words("method.boundaries"))
        st.text(words("boundaries.note"))
    with right:
        _show_changes(source, words)
        _show_scores(words)
        _show_types(source, words)
        _show_fields(words)


def _show_changes(source: Source, words: Words) -> None:
    """Releases of this store, the newest first, and what came since the last visit."""
    show_section(words("method.changes"))
    releases = data.list_versions(source)
    show_component("visit", key="visit", reports={}, data=_describe_visit(source, releases, words))
    rows = [
        Row((words.number(row.version), words.minute(str(row.released_at)),
             words(f"release.{row.kind}"), words.number(row.num_items),
             words.number(row.num_events)))
        for row in reversed(releases)
    ]  # fmt: skip
    names = ("version", "moment", "kind", "items", "events")
    numbers = ("version", "items", "events")
    widths = {"version": 12, "moment": 30, "items": 17, "events": 17}
    show_sheet(
        "releases", [Column(words(f"method.{name}"), number=name in numbers,
                            width=widths.get(name)) for name in names],
        rows[:40], label=words("method.changes"), empty=words("value.none"),
    )  # fmt: skip


def _describe_visit(source: Source, releases: list[Any], words: Words) -> dict[str, Any]:
    """For each version that a reader may have seen last: what came since, in words."""
    texts = {name: words(f"method.visit.{name}") for name in ("first", "same", "unknown")}
    if not releases:
        return {"store": source.store, "version": "", "since": {}, **texts}
    latest = next((row for row in releases if row.version == source.version), releases[-1])
    since = {}
    for row in releases[-LISTED:]:
        corrections = sum(1 for one in releases
                          if one.kind == "correction" and row.version < one.version)  # fmt: skip
        since[str(row.version)] = words(
            "method.since", version=words.number(row.version),
            moment=words.moment(str(row.released_at)),
            items=words.number(latest.num_items - row.num_items, signed=True),
            events=words.number(latest.num_events - row.num_events, signed=True),
            corrections=words.number(corrections),
        )  # fmt: skip
    return {"store": source.store, "version": str(source.version), "since": since, **texts}


def _show_scores(words: Words) -> None:
    """The figures of the project's own evaluation: in all, then by type of event."""
    overall, by_type = read_quality(OVERALL), read_quality(BY_TYPE)
    if overall is None or by_type is None:
        show_section(words("method.scores"))
        st.text(words("method.scores.none"))
        return
    show_sheet(
        "scores",
        [Column(words("method.measure"), width=40),
         *(Column(_name(f"quality.{name}", name, words), number=True)
           for name in overall.headings[1:])],
        [Row((_name(f"quality.{row[0]}", row[0], words), *(_write_share(one, words)
              for one in row[1:]))) for row in overall.rows],
        title=words("method.scores"), hint=words("method.scores.hint"),
    )  # fmt: skip
    show_sheet(
        "scores_types",
        [Column(words("filter.types"), width=22),
         *(Column(_name(f"quality.{name}", name, words), number=True)
           for name in by_type.headings[1:])],
        [Row((words.event_type(row[0]), *row[1:])) for row in by_type.rows],
        title=words("method.scores.types"), hint=words("method.scores.types.hint"),
    )  # fmt: skip


def _name(key: str, name: str, words: Words) -> str:
    """A heading of the document in the reader's language; as it stands where none is told."""
    return words(key) if words.has(key) else name


def _write_share(text: str, words: Words) -> str:
    try:
        return words.percent(float(text))
    except ValueError:
        return text


def _show_types(source: Source, words: Words) -> None:
    counts = {row.event_type: int(row.num_events) for row in list_rows(data.count_types(source))}
    rows = []
    for name in EVENT_TYPES:
        entry = read_event_types()[name, None]
        definition = entry.definition_fr if words.language == "fr" else entry.definition_en
        rows.append(Row((words.event_type(name), definition,
                         words.number(entry.intensity, digits=1, signed=True),
                         words.number(counts.get(name, 0)))))  # fmt: skip
    show_section(words("method.types"))
    show_sheet(
        "types",
        [Column(words("filter.types"), width=18), Column(words("method.definition"), wrap=True),
         Column(words("table.intensity"), number=True, width=13),
         Column(words("figure.events"), number=True, width=13)],
        rows, label=words("method.types"),
    )  # fmt: skip


def _show_fields(words: Words) -> None:
    rows = [
        Row(
            (
                field.name,
                label if (label := words.field(field.name)) != field.name else "",
                field.type,
                tell_meaning(field.name, field.meaning, words.language),
            )
        )
        for field in read_fields()
        if "event" in field.tables
    ]
    show_section(words("method.fields"))
    show_sheet(
        "fields",
        [Column(words("method.column"), width=24), Column(words("method.label"), width=20),
         Column(words("method.type"), width=14), Column(words("method.meaning"), wrap=True)],
        rows, label=words("method.fields"),
    )  # fmt: skip
