"""The parts of the Overview: each takes the page's values and draws one panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.charts.lanes import describe_date
from dashboard.charts.map import draw_map
from dashboard.charts.palette import find_palette, mix_colour
from dashboard.charts.timeline import Timeline, draw_timeline, find_unit
from dashboard.data import Source
from dashboard.evidence import list_facts, list_reports
from dashboard.i18n import Words
from dashboard.state import Filters
from dashboard.widgets.components import show_component
from dashboard.widgets.exports import describe_export, show_csv_button
from dashboard.widgets.plot import PlotText, show_plot

MAX_LANES = 9
GROUP_SIZE = 200
Reports = dict[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Picked:
    """What the evidence panel is about: an event, and the group of a bar or circle it is in."""

    event_id: str | None
    group: str | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What every part of the page is drawn from."""

    source: Source
    filters: Filters
    words: Words
    picked: Picked
    about: str


def show_title(source: Source, words: Words) -> None:
    """Title, how much there is, and what kind of data it is. Words and numbers only, escaped."""
    extent = data.read_extent(source)
    events = words.count("count.events", extent.num_events)
    line = escape(words("overview.subtitle", events=events,
                        items=words.count("count.items", extent.num_items)))  # fmt: skip
    if source.is_demo:
        badge, note = escape(words("demo.badge")), escape(words("demo.note"), quote=True)
        line = f'<span class="esc-badge" title="{note}">{badge}</span> {line}'
    title = escape(words("overview.title"))
    st.html(f'<h1 class="esc-h1">{title}</h1><p class="esc-sub">{line}</p>')


def show_figures(
    source: Source, filters: Filters, words: Words, *, on_pick: Callable[[], None]
) -> None:
    """Five figures of the selection; week and pair are buttons that become filters."""
    counts, all_events = data.count_events(source, filters), data.read_extent(source).num_events
    more = data.read_figures(source, filters)
    undated = counts["all"] - counts["dated"]
    figures = [
        {"label": words("figure.events"), "value": words.number(counts["all"]), "tone": "quiet",
         "note": words("figure.events.note", n=words.number(all_events))},
        _hostility(source, filters, words),
        _peak(more["peak"], words),
        _pair(more["pair"], words),
        {"label": words("figure.exact"), "tone": "quiet",
         "value": words.percent(counts["exact"] / counts["all"]) if counts["all"] else "–",
         "note": words("figure.exact.note", n=words.number(undated)) if undated
         else words("figure.exact.all")},
    ]  # fmt: skip
    show_component("figures", key="figures", reports={"pick": on_pick},
                   data={"label": words("figures.label"), "figures": figures})  # fmt: skip


def _hostility(source: Source, filters: Filters, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.hostility"), "tone": "quiet", "value": "–",
              "note": words("figure.hostility.none")}  # fmt: skip
    index = data.read_index(source, filters)
    if index.empty:
        return figure
    end = filters.end or index["day"].max().date()
    sums = []
    for back in (0, 7):
        last = pd.Timestamp(end - timedelta(days=back))
        inside = index["day"].between(last - pd.Timedelta(days=6), last)
        sums.append(float(index.loc[inside, "hostile"].sum()))
    change = sums[0] - sums[1]
    tone = "worse" if change < -0.5 else "better" if change > 0.5 else "quiet"
    sign = {"worse": "▼ ", "better": "▲ ", "quiet": ""}[tone]
    note = words("figure.hostility.note", change=sign + words.number(change, signed=True))
    return figure | {"value": words.number(sums[0]), "note": note, "tone": tone}


def _peak(peak: tuple[date, float] | None, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.peak"), "value": "–", "note": "", "tone": "quiet"}
    if peak is None:
        return figure
    start, end = peak[0], peak[0] + timedelta(days=6)
    return figure | {
        "value": f"{words.day(start, year=False)} – {words.day(end, year=False)}",
        "note": words("figure.peak.note", year=end.year, value=words.number(peak[1])),
        "pick": f"week:{start}",
        "hint": words("figure.peak.hint"),
    }


def _pair(pair: tuple[str, str, int] | None, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.pair"), "value": "–", "note": "", "tone": "quiet"}
    if pair is None:
        return figure
    return figure | {
        "value": f"{words.party(pair[0])} → {words.party(pair[1])}",
        "note": words.count("count.events", pair[2]),
        "pick": f"pair:{pair[0]}{state.SEPARATOR}{pair[1]}",
        "hint": words("figure.pair.hint"),
    }


def find_picked(source: Source, filters: Filters, rows: pd.DataFrame) -> Picked:
    """What the URL selects; without a selection, the first row of the table."""
    event_id, group = state.read_parameter("event"), state.read_parameter("pick")
    listed = tuple(rows["event_id"])
    kind, _, key = (group or "").partition(":")
    if kind in ("days", "place") and key and _is_group(kind, key):
        ids = data.read_group(source, filters, kind, key, GROUP_SIZE)
        if ids:
            return Picked(event_id if event_id in ids else ids[0], group, ids)
    if event_id:
        return Picked(event_id, None, listed)
    return Picked(listed[0] if listed else None, None, listed)


def _is_group(kind: str, key: str) -> bool:
    if kind != "days":
        return True
    try:
        return len([date.fromisoformat(part) for part in key.split("/")]) == 2
    except ValueError:
        return False


def show_timeline(page: Page, *, reports: Reports) -> None:
    """Overview band, lanes and index over one time."""
    words, counts = page.words, data.count_events(page.source, page.filters)
    lane = state.read_choice("lanes", state.LANES, "actor")
    figure, serial = _draw_timeline(page.source, page.filters, lane, words.language,
                                    state.is_dark(), page.picked.event_id)  # fmt: skip
    start, end = _find_window(page.source, page.filters)
    summary = words("timeline.summary", start=words.day(start), end=words.day(end),
                    exact=words.number(counts["exact"]),
                    events=words.count("count.events", counts["dated"]))  # fmt: skip
    many = counts["dated"] > data.MAX_MARKS
    text = PlotText(
        title=words("timeline.title"),
        hint=words("timeline.hint.many" if many else "timeline.hint"),
        summary=summary,
        export=describe_export(page.source, page.about, words, title=words("timeline.title"),
                               file="escalade-timeline"),
    )  # fmt: skip
    lanes = {"name": "lanes", "label": words("lanes.label"), "value": lane,
             "options": [[name, words(f"lanes.{name}")] for name in state.LANES]}  # fmt: skip
    show_plot(
        "timeline", figure, text, words=words, serial=serial, brush=True, reports=reports,
        selects=[_list_episodes(page), lanes], help_text=_explain_index(page, counts),
        basket="timeline",
    )  # fmt: skip


def _explain_index(page: Page, counts: Mapping[str, int]) -> str:
    text = page.words("index.help")
    if counts["too_wide"]:
        text += " " + page.words("index.too_wide", n=page.words.number(counts["too_wide"]))
    return text


def _list_episodes(page: Page) -> dict[str, Any]:
    words, filters = page.words, page.filters
    current = f"{filters.start}/{filters.end}" if filters.start and filters.end else ""
    episodes = sorted(data.read_episodes(page.source), key=lambda episode: episode.start)
    options = [["", words("episode.all")]]
    options += [
        [f"{one.start}/{one.end}", words("episode.entry", span=words.span(one.start, one.end),
                                         events=words.count("count.events", one.num_events))]
        for one in episodes
    ]  # fmt: skip
    if current not in {value for value, _ in options} or (not current and not _is_open(filters)):
        options.append([current or "other", words("episode.current")])
        current = current or "other"
    return {"name": "episode", "label": words("episode.label"), "value": current,
            "options": options}  # fmt: skip


def _is_open(filters: Filters) -> bool:
    return filters.start is None and filters.end is None


def _find_window(source: Source, filters: Filters) -> tuple[date, date]:
    extent = data.read_extent(source)
    today = date(2000, 1, 1)
    first, last = extent.first_day or today, extent.last_day or today
    start, end = filters.start or first, filters.end or last
    return (start, end) if start <= end else (end, start)


@st.cache_data(max_entries=200, show_spinner=False)
def _draw_timeline(
    source: Source, filters: Filters, lane: str, language: str, dark: bool, selected: str | None
) -> tuple[str, str]:
    words = Words(language)
    extent, window = data.read_extent(source), _find_window(source, filters)
    whole = (extent.first_day or window[0], extent.last_day or window[1])
    unit = find_unit(*whole, most=330)
    found = data.read_lanes(source, filters, lane, MAX_LANES + 1)
    keys = [str(key) for key in found["lane"].dropna()][:MAX_LANES]
    lanes = tuple((key, _name_lane(key, lane, words)) for key in keys)
    many = data.count_events(source, filters)["dated"] > data.MAX_MARKS
    bins_unit = find_unit(*window, most=120)
    timeline = Timeline(
        overview=data.read_days(source, filters, unit, False),
        unit=unit,
        lanes=lanes,
        marks=None if many else data.read_marks(source, filters, lane, data.MAX_MARKS),
        bins=data.read_lane_bins(source, filters, lane, tuple(keys), bins_unit) if many else None,
        bins_unit=bins_unit,
        index=data.read_index(source, filters),
        extent=(min(whole[0], window[0]), max(whole[1], window[1])),
        window=window,
        selected_id=selected,
    )
    figure = draw_timeline(timeline, words=words, palette=find_palette(dark))
    serial = f"{source.version}|{filters}|{lane}|{language}|{dark}"
    return str(figure.to_json()), serial


def _name_lane(key: str, lane: str, words: Words) -> str:
    if lane == "type":
        return words.event_type(key)
    if lane == "dyad":
        return " → ".join(words.party(side) for side in key.split(" → "))
    return key if lane == "place" else words.party(key)


def show_map(page: Page, *, reports: Reports) -> None:
    """Places of the selection on our own boundaries."""
    words = page.words
    places = data.read_places(page.source, page.filters)
    kind, _, key = (page.picked.group or "").partition(":")
    figure, serial = _draw_map(page.source, page.filters, words.language, state.is_dark(),
                               key if kind == "place" else None)  # fmt: skip
    summary = words("map.summary.none") if places.empty else words(
        "map.summary", places=words.number(len(places)), name=str(places["place_name"].iloc[0])
    )  # fmt: skip
    text = PlotText(
        title=words("map.title"),
        hint=words("map.hint"),
        summary=summary,
        note=words("boundaries.note"),
        export=describe_export(page.source, page.about, words, title=words("map.title"),
                               file="escalade-map", boundaries=True),
    )  # fmt: skip
    show_plot("map", figure, text, words=words, serial=serial, brush=False, reports=reports,
              geojson="countries.json", basket="map")  # fmt: skip


@st.cache_data(max_entries=200, show_spinner=False)
def _draw_map(
    source: Source, filters: Filters, language: str, dark: bool, selected: str | None
) -> tuple[str, str]:
    figure = draw_map(data.read_places(source, filters), data.read_country_labels(),
                      words=Words(language), palette=find_palette(dark),
                      selected_key=selected)  # fmt: skip
    return str(figure.to_json()), f"{source.version}|{filters}|{language}|{dark}"


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
    widths = (19.5, 13, 19, 13, 11.5, 9.5, 9.5, 5)
    columns = [
        {"name": name, "label": words(f"table.{label}"),
         "number": name in ("intensity", "confidence", "num_mentions"),
         "descends": name in ("confidence", "num_mentions"), "width": width}
        for name, label, width in zip(names, labels, widths, strict=True)
    ]  # fmt: skip
    palette = find_palette(state.is_dark())
    show_component("table", key="table", reports=reports, data={
        "columns": columns,
        "rows": [_list_cells(row, words, palette) for row in rows.itertuples(index=False)],
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
        panel["empty"] = words("evidence.empty")
    else:
        facts, mentions = data.read_event(page.source, picked.event_id)
        if facts.empty:
            panel["empty"] = words("evidence.unknown", id=picked.event_id)
        else:
            panel |= fill_panel(next(facts.itertuples(index=False)), mentions, words)
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
            {"label": fact.label, "value": fact.value, "note": fact.note, "kind": fact.kind}
            for fact in list_facts(event, words)
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
