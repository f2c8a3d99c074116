"""The table and the evidence panel of the Overview."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.charts.lanes import describe_date
from dashboard.charts.palette import find_palette, mix_colour
from dashboard.evidence import list_facts, list_reports
from dashboard.i18n import Words
from dashboard.rows import list_rows
from dashboard.views.overview_page import Page, Reports
from dashboard.widgets.components import show_component
from dashboard.widgets.exports import show_csv_button


def show_table(page: Page, rows: pd.DataFrame, sort: tuple[str, bool], *, reports: Reports) -> None:
    """The selection as rows, and its download."""
    words = page.words
    with st.container(key="table_head", horizontal=True, vertical_alignment="center", gap="small"):
        title, hint = escape(words("table.title")), escape(words("table.hint"))
        st.html(f'<h2 class="esc-h2">{title}</h2><span class="esc-hint">{hint}</span>')
        show_csv_button(page.source, page.filters, page.about, words)
    total = data.count_events(page.source, page.filters)["all"]
    left = min(data.TABLE_ROWS, total - len(rows))
    names = ("event_date_start", "actor", "event_type", "recipient", "place", "intensity",
             "confidence", "num_mentions")  # fmt: skip
    labels = ("date", "actor", "action", "recipient", "place", "intensity", "confidence", "reports")
    widths = (19, 13, 19, 13, 11, 9.5, 9, 6.5)
    columns = [
        {"name": name, "label": words(f"table.{label}"),
         "number": name in ("intensity", "confidence", "num_mentions"),
         "descends": name in ("confidence", "num_mentions"), "width": width}
        for name, label, width in zip(names, labels, widths, strict=True)
    ]  # fmt: skip
    palette = find_palette(state.is_dark())
    named = data.name_places(page.source, rows, words.language)
    show_component("table", key="table", reports=reports, data={
        "columns": columns,
        "rows": [_list_cells(row, words, palette) for row in list_rows(named)],
        "sort": {"column": sort[0], "descending": sort[1]},
        "selected": page.picked.event_id,
        "serial": f"{page.filters}|{sort}",
        "words": {"empty": words("table.empty"), "label": words("table.label"),
                  "more": words("table.more", n=words.number(left)) if left > 0 else None},
    })  # fmt: skip


def _list_cells(row: Any, words: Words, palette: Any) -> dict[str, Any]:
    intensity = None if pd.isna(row.intensity) else float(row.intensity)
    mode = None if pd.isna(row.event_mode) else row.event_mode
    none = words("value.none")
    place = none if pd.isna(row.place_name) else row.place_name
    exact = not pd.isna(row.num_days) and row.num_days == 1
    return {
        "id": row.event_id,
        "date": describe_date(row, words),
        "date_note": None if exact else words(f"basis.{row.date_basis}"),
        "actor": none if pd.isna(row.actor_party) else words.party(row.actor_party),
        "recipient": none if pd.isna(row.recipient_party) else words.party(row.recipient_party),
        "action": words.event_type(row.event_type, mode),
        "factuality": words(f"factuality.{row.factuality}"),
        "factuality_code": row.factuality,
        "place": place,
        "intensity": intensity,
        "intensity_text": "–" if intensity is None else words.number(intensity, digits=1),
        "colour": mix_colour(palette, intensity),
        "confidence": round(float(row.confidence) * 100),
        "confidence_text": words.percent(float(row.confidence)),
        "reports": words.number(int(row.num_mentions)),
    }


def show_evidence(page: Page, *, reports: Reports) -> None:
    """The sentence behind the chosen event, marked, with its source and how it was read."""
    words, picked = page.words, page.picked
    panel: dict[str, Any] = {"title": words("evidence.title"), "words": {
        "open": words("evidence.open")}}  # fmt: skip
    if picked.event_id is None:
        panel["empty"] = words("evidence.empty" if picked.ids else "evidence.nothing")
    else:
        facts, mentions = data.read_event(page.source, picked.event_id)
        facts = data.name_places(page.source, facts, words.language)
        if facts.empty:
            panel["empty"] = words("evidence.unknown", id=picked.event_id)
        else:
            panel |= fill_panel(list_rows(facts)[0], mentions, words)
            panel |= _fill_steps(page)
            panel["actions"] = [{"label": words("event.open"), "value": "event"},
                                {"label": words("basket.add"), "value": "basket"}]  # fmt: skip
    show_component("evidence", key="evidence", data=panel, reports=reports)


def fill_panel(event: Any, mentions: pd.DataFrame, words: Words) -> dict[str, Any]:
    """What the evidence component shows of one event and its mentions."""
    mode = None if pd.isna(event.event_mode) else event.event_mode
    parties = [
        words("value.none") if pd.isna(side) else words.party(side)
        for side in (event.actor_party, event.recipient_party)
    ]
    tags = [] if event.factuality == "actual" else [words(f"factuality.{event.factuality}")]
    found = list_reports(mentions, words)
    if len(found) > 1:
        tags.append(words.count("count.reports", len(found)))
    intensity = None if pd.isna(event.intensity) else float(event.intensity)
    return {
        "headline": f"{words.event_type(event.event_type, mode)} · {parties[0]} → {parties[1]}",
        "colour": mix_colour(find_palette(state.is_dark()), intensity),
        "factuality_code": event.factuality,
        "tags": tags,
        "reports": [
            {"segments": [list(piece) for piece in one.segments], "source": one.source,
             "link": one.link}
            for one in found
        ],
        "facts": [
            asdict(fact) for fact in list_facts(event, words)
        ],
    }  # fmt: skip


def _fill_steps(page: Page) -> dict[str, Any]:
    words, picked = page.words, page.picked
    found: dict[str, Any] = {}
    kind, _, key = (picked.group or "").partition(":")
    if kind == "days":
        first, last = (date.fromisoformat(part) for part in key.split("/"))
        found["group"] = words.span(first, last)
        found["narrow"] = {"label": words("evidence.narrow"), "value": key}
    elif kind == "place":
        facts, _ = data.read_event(page.source, str(picked.event_id))
        found["narrow"] = {"label": words("evidence.narrow.place"),
                           "value": f"place:{facts['place_name'].iloc[0]}"}  # fmt: skip
        facts = data.name_places(page.source, facts, words.language)
        found["group"] = words("evidence.group.place", name=str(facts["place_name"].iloc[0]))
    if picked.event_id not in picked.ids or len(picked.ids) < 2:
        return found
    at, last_at = picked.ids.index(str(picked.event_id)), len(picked.ids) - 1
    found["step"] = {
        "text": words("evidence.step", n=words.number(at + 1), total=words.number(last_at + 1)),
        "previous": picked.ids[at - 1] if at > 0 else None,
        "next": picked.ids[at + 1] if at < last_at else None,
        "previous_label": words("evidence.previous"),
        "next_label": words("evidence.next"),
    }
    return found
