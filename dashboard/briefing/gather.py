"""Basket entries in, a `Brief` out: queries the release and puts everything into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote_plus

import pandas as pd

from dashboard import data
from dashboard.briefing.gather_pairs import (
    OPTIONS,
    PAIR_KINDS,
    gather_pair_section,
    name_pair_section,
)
from dashboard.briefing.model import Bin, Brief, EventCard, Labels, Place, Section
from dashboard.charts.index import fill_days
from dashboard.charts.lanes import describe_date
from dashboard.charts.map import EXACT
from dashboard.charts.timeline import find_bin_end, find_unit
from dashboard.data import Source
from dashboard.describe import describe_event_title, describe_filters
from dashboard.evidence import list_facts, list_reports
from dashboard.filters import Filters, parse_query
from dashboard.i18n import Words
from dashboard.rows import list_rows

MOST_BINS = 60
MOST_ROWS = 40
MOST_SOURCES = 25
KINDS = ("timeline", "map", "table", "event", *PAIR_KINDS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the basket: what it is, its filters or its event, and the reader's words.

    `options` are what the page of the chart adds to the filters: a pair, a mode, days.
    """

    kind: str
    filters: Filters
    event_id: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    title: str = ""
    note: str = ""


def gather_brief(source: Source, entries: tuple[Entry, ...], *, title: str, words: Words) -> Brief:
    """Entries in their order in, the whole briefing out."""
    return Brief(
        title=title.strip() or words("briefing.untitled"),
        language=words.language,
        version=words("export.version", store=words(f"store.{source.store}"),
                      version=source.version,
                      released=words.moment(source.released_at)),
        is_demo=source.is_demo,
        labels=_make_labels(words),
        sections=tuple(_gather(source, entry, words) for entry in entries),
    )  # fmt: skip


def name_entry(source: Source, entry: Entry, words: Words) -> str:
    """The title of an entry: the reader's own, else what it is."""
    if entry.title.strip():
        return entry.title.strip()
    if entry.kind in PAIR_KINDS:
        return name_pair_section(source, entry.kind, entry.filters, dict(entry.options), words)
    if entry.kind != "event":
        return words(f"briefing.{entry.kind}")
    found, _ = data.read_event(source, entry.event_id or "")
    if found.empty:
        return words("evidence.unknown", id=entry.event_id or "")
    return describe_event_title(list_rows(found)[0], words)


def read_entry(text: str) -> Entry | None:
    """A basket text (`event:ID`, or a kind, `?` and a query) in, the entry out; None if neither."""
    kind, _, rest = text.partition(":" if text.startswith("event:") else "?")
    if kind == "event":
        return Entry(kind="event", filters=Filters(), event_id=rest)
    if kind not in KINDS:
        return None
    pairs = [part.partition("=") for part in rest.split("&") if part]
    query = {name: unquote_plus(value) for name, _, value in pairs}
    filters, _ = parse_query(query)
    options = tuple((name, value) for name, value in query.items() if name in OPTIONS)
    return Entry(kind=kind, filters=filters, options=options)


def _gather(source: Source, entry: Entry, words: Words) -> Section:
    makers = {"timeline": _gather_timeline, "map": _gather_map, "table": _gather_table,
              "event": _gather_event}  # fmt: skip
    if entry.kind in PAIR_KINDS:
        parts = gather_pair_section(source, entry.kind, entry.filters, dict(entry.options), words)
    else:
        parts = makers[entry.kind](source, entry, words)
    common: dict[str, Any] = {
        "kind": entry.kind,
        "title": name_entry(source, entry, words),
        "note": entry.note.strip(),
        "filters": describe_filters(entry.filters, words),
        "sources": _list_sources(source, entry, parts.pop("among", (entry.filters,)), words),
    }
    return Section(**(common | parts))


def _gather_timeline(source: Source, entry: Entry, words: Words) -> dict[str, Any]:
    extent, filters = data.read_extent(source), entry.filters
    start, end = filters.start or extent.first_day, filters.end or extent.last_day
    if start is None or end is None:
        return {}
    unit = find_unit(start, end, most=MOST_BINS)
    frame = data.read_days(source, filters, unit, True)
    told = {pd.Timestamp(str(stamp)).date(): part for stamp, part in frame.groupby("bin")}
    bins = []
    for day in _list_bins(min([start, *told]), end, unit):
        part = told.get(day, frame.iloc[:0])
        last = find_bin_end(day, unit)
        happened = part[part["is_actual"]].groupby("stance")["num_events"].sum()
        bins.append(Bin(
            start=day, end=last, label=words.day(day, year=unit == "month"),
            not_actual=float(part.loc[~part["is_actual"], "num_events"].sum()),
            **{name: float(happened.get(name, 0.0))
               for name in ("hostile", "neutral", "cooperative")},
        ))  # fmt: skip
    index, _ = fill_days(data.read_index(source, filters), (start, end))
    lines = zip(index.index, index["hostile"], index["cooperative"], strict=True)
    return {
        "bins": tuple(bins),
        "index": tuple((stamp.date(), float(low), float(high)) for stamp, low, high in lines),
    }


def _list_bins(first: date, last: date, unit: str) -> list[date]:
    """First days of every bin from one day to another: those without events, too."""
    day = first
    if unit == "week":
        day -= timedelta(days=first.weekday())
    elif unit == "month":
        day = first.replace(day=1)
    found = []
    while day <= last:
        found.append(day)
        day = find_bin_end(day, unit) + timedelta(days=1)
    return found


def _gather_map(source: Source, entry: Entry, words: Words) -> dict[str, Any]:
    return {
        "places": tuple(
            Place(
                name=words("value.no_place") if pd.isna(row.place_name) else str(row.place_name),
                latitude=float(row.latitude), longitude=float(row.longitude),
                num_events=int(row.num_events), is_exact=row.geo_precision in EXACT,
                intensity=None if pd.isna(row.intensity) else float(row.intensity),
            )
            for row in list_rows(data.name_places(
                source, data.read_places(source, entry.filters), words.language))
        )
    }  # fmt: skip


def _gather_table(source: Source, entry: Entry, words: Words) -> dict[str, Any]:
    rows = data.name_places(
        source, data.read_rows(source, entry.filters, "event_date_start", False, MOST_ROWS),
        words.language)  # fmt: skip
    names = ("date", "actor", "action", "recipient", "place", "confidence")
    none = words("value.none")

    def party(value: Any) -> str:
        return none if pd.isna(value) else words.party(str(value))

    total = data.count_events(source, entry.filters)["all"]
    about = describe_filters(entry.filters, words)
    if total > len(rows):
        about += " · " + words("briefing.first_rows", n=words.number(len(rows)),
                               total=words.number(total))  # fmt: skip
    return {
        "filters": about,
        "headings": tuple(words(f"table.{name}") for name in names),
        "rows": tuple(
            (describe_date(row, words), party(row.actor_party), _name_act(row, words),
             party(row.recipient_party), none if pd.isna(row.place_name) else str(row.place_name),
             words.percent(float(row.confidence)))
            for row in list_rows(rows)
        ),
    }  # fmt: skip


def _name_act(row: Any, words: Words) -> str:
    label = words.event_type(row.event_type, None if pd.isna(row.event_mode) else row.event_mode)
    if row.factuality == "actual":
        return label
    return f"{label} ({words('factuality.' + row.factuality).lower()})"


def _gather_event(source: Source, entry: Entry, words: Words) -> dict[str, Any]:
    found, mentions = data.read_event(source, entry.event_id or "")
    if found.empty:
        return {"filters": entry.event_id or ""}
    event = list_rows(data.name_places(source, found, words.language))[0]
    reports = list_reports(mentions, words)
    first = reports[0] if reports else None
    card = EventCard(
        title=describe_event_title(event, words),
        sentence=str(event.sentence_text),
        source=first.source if first else "",
        link=first.link if first else None,
        facts=tuple((fact.label, f"{fact.value} ({fact.note})" if fact.note else fact.value)
                    for fact in list_facts(event, words) if not fact.fold),
    )  # fmt: skip
    return {"card": card, "filters": card.title}


def _list_sources(
    source: Source, entry: Entry, among: tuple[Filters, ...], words: Words
) -> tuple[str, ...]:
    """Items behind a section, one a line: source, title, date, address."""
    if entry.kind == "event":
        found = [data.read_event(source, entry.event_id or "")[1]]
    else:
        found = [data.read_sources(source, filters, MOST_SOURCES) for filters in among]
    lines = [
        f"{report.source}{f' · {report.link}' if report.link else ''}"
        for mentions in found
        for report in list_reports(mentions, words)
    ]
    return tuple(dict.fromkeys(lines))


def _make_labels(words: Words) -> Labels:
    return Labels(
        hostile=words("stance.hostile"),
        neutral=words("stance.neutral"),
        cooperative=words("stance.cooperative"),
        not_actual=words("factuality.not_actual"),
        index=words("timeline.index"),
        days=words("compare.axis"),
        hostile_index=words("index.hostile"),
        cooperative_index=words("index.cooperative"),
        place=words("table.place"),
        events=words("figure.events"),
        intensity=words("table.intensity"),
        sources=words("briefing.sources"),
        filters=words("words.labelled", label=words("briefing.filters"), text="{text}"),
        open_source=words("evidence.open"),
        boundaries=words("boundaries.note"),
        demo=words("demo.note"),
    )
