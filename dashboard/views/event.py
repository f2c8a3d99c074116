"""The page of one event: every sentence in context, what was settled and why, what differs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.charts.lanes import describe_date
from dashboard.charts.map import draw_map
from dashboard.charts.palette import find_palette, mix_colour
from dashboard.data import Source
from dashboard.describe import describe_deed, describe_event_title, describe_value
from dashboard.evidence import DEMO_SOURCE, list_facts, list_reports, name_source
from dashboard.i18n import Words
from dashboard.rows import list_rows
from dashboard.views.common import show_head
from dashboard.widgets.components import show_component
from dashboard.widgets.exports import describe_export
from dashboard.widgets.headings import show_failure, show_heading
from dashboard.widgets.plot import PlotText, show_plot
from dashboard.widgets.sheet import Column, Row, show_sheet

LISTED = 60
CONTEXT = 240
"""Characters of the item shown before and after the sentence."""


def show_event(source: Source, words: Words) -> None:
    """Draw the page of the event that the URL names, or say how to choose one."""
    event_id = state.read_parameter("event")
    if event_id is None:
        _show_choice(source, words)
        return
    found, mentions = data.read_event(source, event_id)
    if found.empty:
        show_failure(words("evidence.unknown", id=event_id))
        _show_choice(source, words)
        return
    event = list_rows(data.name_places(source, found, words.language))[0]
    _show_head(event, source, words)
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        _show_values(mentions, words)
        _show_disagreements(event, words)
        _show_reports(source, mentions, words)
    with right:
        _show_facts(event, words)
        _show_inset(event, source, words)
        _show_history(source, event_id, words)


def _show_choice(source: Source, words: Words) -> None:
    """No event yet: the most reported ones of the selection, to choose from."""
    filters = state.read_filters()
    show_head(source, filters, words("page.event"), words("event.choose.hint"), words)
    rows = data.name_places(source, data.read_rows(source, filters, "num_mentions", True, LISTED),
                            words.language)  # fmt: skip
    listed = [
        Row((describe_date(row, words), describe_deed(row, words),
             words("value.none") if pd.isna(row.place_name) else str(row.place_name),
             words(f"factuality.{row.factuality}"), words.number(int(row.num_mentions))),
            id=row.event_id)
        for row in list_rows(rows)
    ]  # fmt: skip
    show_sheet(
        "event_choice",
        [Column(words("table.date"), width=20), Column(words("table.action"), wrap=True),
         Column(words("table.place"), width=22), Column(words("field.factuality"), width=14),
         Column(words("table.reports"), number=True, width=9)],
        listed, title=words("event.choose"), hint=words.count("count.events", len(listed)),
        empty=words("table.empty"), class_name="esc-tall", on_pick=_take_choice,
    )  # fmt: skip


def _take_choice() -> None:
    chosen = state.read_trigger("event_choice", "pick")
    if chosen:
        state.write_parameter("event", chosen)


def _show_head(event: Any, source: Source, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="event_head"):
        show_heading(describe_event_title(event, words))
        if event.factuality != "actual":
            st.badge(words(f"factuality.{event.factuality}"), color="gray")
        if source.is_demo:
            st.badge(words("demo.badge"), color="orange", help=words("demo.note"))
        st.button(words("event.back"), key="event_back", on_click=state.request_page,
                  args=("overview",), type="tertiary")  # fmt: skip
        st.button(words("event.correct"), key="event_correct", on_click=state.request_page,
                  args=("review",))  # fmt: skip
        st.button(words("basket.add"), key="event_basket", on_click=state.add_to_basket,
                  args=(f"event:{event.event_id}",))  # fmt: skip


def _show_reports(source: Source, mentions: pd.DataFrame, words: Words) -> None:
    items = data.read_items(source, tuple(mentions["item_id"].unique()))
    text_of = dict(zip(items["item_id"], items["text"], strict=True))
    reports = list_reports(mentions, words)
    shown = []
    for row, report in zip(list_rows(mentions), reports, strict=True):
        before, after = _find_context(str(text_of.get(row.item_id, "")), row)
        shown.append({"segments": [list(piece) for piece in report.segments], "before": before,
                      "after": after, "source": report.source, "link": report.link})  # fmt: skip
    show_component("evidence", key="event_reports", reports={}, data={
        "title": words("event.reports"), "group": words.count("count.reports", len(shown)),
        "class_name": "esc-flow", "reports": shown, "facts": [], "tags": [],
        "words": {"open": words("evidence.open")},
    })  # fmt: skip


def _show_values(mentions: pd.DataFrame, words: Words) -> None:
    """What each report says of day, place and victims, side by side, the oldest first."""
    if len(mentions) < 2:
        return
    rows = [
        Row((words.moment(str(row.published)) if isinstance(row.published, str)
             else words("evidence.unpublished"),
             _name_report(row, words), *_list_values(row, words)))
        for row in list_rows(mentions)
    ]  # fmt: skip
    show_sheet(
        "event_values",
        [Column(words("documents.published.short"), width=13),
         Column(words("event.report"), wrap=True), Column(words("table.date"), width=14),
         Column(words("table.place"), wrap=True, width=16),
         Column(words("fact.fatalities"), number=True, width=13),
         Column(words("event.injured"), number=True, width=13)],
        rows, title=words("event.values"), hint=words("event.values.hint"),
    )  # fmt: skip


def _name_report(row: Any, words: Words) -> str:
    """Who published a report, and under which title; a demonstration has no publishers."""
    title = str(row.item_id) if pd.isna(row.title) else str(row.title)
    if pd.isna(row.source) or row.source == DEMO_SOURCE:
        return title
    return f"{row.source} · {title}"


def _list_values(row: Any, words: Words) -> tuple[str, str, str, str]:
    none = words("value.none")
    start, end = row.event_date_start, row.event_date_end
    if pd.isna(start) or pd.isna(end):
        day = words("value.no_date")
    else:
        day = words.span(pd.Timestamp(start).date(), pd.Timestamp(end).date())
    place = none if pd.isna(row.place_text) else str(row.place_text)
    return day, place, _write_bounds(row, "fatalities", words), _write_bounds(row, "injured", words)


def _write_bounds(row: Any, name: str, words: Words) -> str:
    """A number of people as the report gives it: one number, a range, a bound, or not stated."""
    low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
    if pd.isna(low) and pd.isna(high):
        return words("value.none")
    if pd.isna(high):
        return words("event.at_least", n=words.number(int(low)))
    if pd.isna(low):
        return words("event.at_most", n=words.number(int(high)))
    if low == high:
        return words.number(int(low))
    return f"{words.number(int(low))}–{words.number(int(high))}"


def _find_context(text: str, row: Any) -> tuple[str, str]:
    """What the item says before and after the sentence, cut at words."""
    start, end = int(row.sentence_start), int(row.sentence_end)
    if not text or text[start:end] != row.sentence_text:
        return "", ""
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    if start > CONTEXT:
        before = "… " + before.partition(" ")[2]
    if end + CONTEXT < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _show_facts(event: Any, words: Words) -> None:
    intensity = None if pd.isna(event.intensity) else float(event.intensity)
    show_component("evidence", key="event_facts", reports={}, data={
        "title": words("event.settled"), "class_name": "esc-flow", "reports": [], "tags": [],
        "colour": mix_colour(find_palette(state.is_dark()), intensity),
        "factuality_code": event.factuality, "words": {"open": ""},
        "facts": [asdict(fact) for fact in list_facts(event, words)],
    })  # fmt: skip


def _show_inset(event: Any, source: Source, words: Words) -> None:
    if pd.isna(event.latitude) or pd.isna(event.longitude):
        return
    place = pd.DataFrame([{
        "place_key": event.place_key, "place_name": event.place_name,
        "place_country": event.place_country, "latitude": event.latitude,
        "longitude": event.longitude, "geo_precision": event.geo_precision,
        "radius_km": event.radius_km, "num_events": 1,
        "num_actual": int(event.factuality == "actual"), "intensity": event.intensity,
    }])  # fmt: skip
    figure = draw_map(place, data.read_country_labels(), words=words,
                      palette=find_palette(state.is_dark()))  # fmt: skip
    title = describe_event_title(event, words)
    text = PlotText(
        title=words("map.title"), hint=str(event.place_name or ""), summary=title,
        note=words("boundaries.note"),
        export=describe_export(source, title, words, title=words("map.title"),
                               file="escalade-event-map", boundaries=True),
    )  # fmt: skip
    show_plot("event_map", str(figure.to_json()), text, words=words, serial=str(event.event_id),
              brush=False, reports={}, geojson="countries.json",
              class_name="esc-inset")  # fmt: skip


def _show_disagreements(event: Any, words: Words) -> None:
    listed = event.disagreements
    rows = [
        Row((words.field(str(part["field"])),
             describe_value(str(part["field"]), part["value"], words),
             ", ".join(name_source(str(name), words) for name in part["sources"])
             or words("value.none"), words.number(int(part["num_sources"])),
             *(words.moment(str(part[name])) if part[name] else ""
               for name in ("first_published", "last_published"))))
        for part in (listed if isinstance(listed, list) or hasattr(listed, "__iter__") else [])
    ]  # fmt: skip
    if not rows:
        return
    show_sheet(
        "event_disagreements",
        [Column(words("disagree.field"), width=18), Column(words("disagree.value"), wrap=True),
         Column(words("disagree.sources"), wrap=True, width=24),
         Column(words("disagree.num"), number=True, width=10),
         Column(words("disagree.first"), width=14), Column(words("disagree.last"), width=14)],
        rows, title=words("event.disagreements"), hint=words("event.disagreements.hint"),
    )  # fmt: skip


def _show_history(source: Source, event_id: str, words: Words) -> None:
    history = data.read_history(source, event_id)
    rows = [
        Row((words.minute(str(row.made_at)), str(row.made_by), _describe_change(row, words),
             str(row.reason)))
        for row in list_rows(history)
    ]  # fmt: skip
    show_sheet(
        "event_history",
        [Column(words("history.when"), width=22), Column(words("history.who"), width=18),
         Column(words("history.what"), wrap=True), Column(words("history.why"), wrap=True)],
        rows, title=words("event.history"), empty=words("event.history.none"),
    )  # fmt: skip


def _describe_change(row: Any, words: Words) -> str:
    """A correction in words: the field, what it was, what it is now."""
    kind = words(f"correction.{row.kind}")
    if row.kind != "change" or pd.isna(row.field):
        return kind
    field = str(row.field)
    old, new = (_read_value(field, value, words) for value in (row.old_value, row.new_value))
    return words("words.labelled", label=words.field(field), text=f"{old} → {new}")


def _read_value(field: str, value: Any, words: Words) -> str:
    return describe_value(field, None if pd.isna(value) else json.loads(value), words)
