"""What is coded, how, how well: index, types with their definitions, fields, limits, changes."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboard import data, state
from dashboard.data import Source
from dashboard.i18n import Words
from dashboard.rows import list_rows
from dashboard.views.common import show_title
from dashboard.widgets.headings import show_quiet, show_section
from dashboard.widgets.sheet import Column, Row, show_sheet
from pipeline.schema.codes import EVENT_TYPES, read_event_types
from pipeline.schema.tables import read_fields
from pipeline.settings import find_data_dir, find_var_dir

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
    seen = state.read_seen_version(source.store, source.version)
    if seen is not None and seen != source.version:
        show_quiet(words("method.since", version=seen))
    rows = [
        Row((words.number(row.version), str(row.released_at)[:16], words(f"release.{row.kind}"),
             words.number(row.num_items), words.number(row.num_events)))
        for row in reversed(data.list_versions(source))
    ]  # fmt: skip
    names = ("version", "moment", "kind", "items", "events")
    numbers = ("version", "items", "events")
    show_sheet(
        "releases", [Column(words(f"method.{name}"), number=name in numbers) for name in names],
        rows[:40], label=words("method.changes"), empty=words("value.none"),
    )  # fmt: skip


def _show_scores(words: Words) -> None:
    """The figures of the last evaluation, where one was run on this machine."""
    show_section(words("method.scores"))
    scores = _read_scores()
    if not scores:
        st.text(words("method.scores.none"))
        return
    show_sheet(
        "scores",
        [Column(words("method.measure"), wrap=True), Column(words("method.value"), number=True)],
        [Row((name, f"{value:.3f}")) for name, value in scores],
        label=words("method.scores"),
    )  # fmt: skip


def _read_scores() -> list[tuple[str, float]]:
    """Names and values of `scores.json`, from var/eval or data/eval; empty where there is none."""
    for folder in (find_var_dir() / "eval", find_data_dir() / "eval"):
        path = folder / "scores.json"
        if path.is_file():
            return list(_flatten("", json.loads(path.read_text(encoding="utf-8"))))
    return []


def _flatten(prefix: str, part: Any) -> list[tuple[str, float]]:
    if isinstance(part, dict):
        return [pair for name, value in part.items()
                for pair in _flatten(f"{prefix} {name}".strip(), value)]  # fmt: skip
    return [(prefix, float(part))] if isinstance(part, int | float) else []


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
        Row((field.name, words.field(field.name), field.type, field.meaning))
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
