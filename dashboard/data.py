"""Cached queries on a pinned release: filters in, DataFrames out. The only place that queries.

A release is read once into tables that suit the page and is then shared by all sessions:
`facts` (a row an event) and `shares` (a row an event and possible day, with that day's share).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard.episodes import Episode, find_episodes
from dashboard.facts import build_facts
from dashboard.state import Filters
from pipeline.export.formats import render_rows
from pipeline.export.stamp import make_stamp
from pipeline.schema.tables import make_frame
from pipeline.settings import find_data_dir, find_demo_store, find_documents_store
from pipeline.store.read import latest_version, list_releases, open_release, read_evidence

STORES = ("demo", "documents")
MAX_MARKS = 10_000
"""Above so many events in the window, lanes show counts instead of marks."""
TABLE_ROWS = 100
SORTS = {
    "event_date_start": "day0 {d} NULLS LAST, rid",
    "actor": "actor_party {d} NULLS LAST, day0, rid",
    "event_type": "event_type {d}, event_mode {d} NULLS LAST, day0, rid",
    "recipient": "recipient_party {d} NULLS LAST, day0, rid",
    "place": "place_name {d} NULLS LAST, day0, rid",
    "intensity": "intensity {d} NULLS LAST, num_mentions DESC, confidence DESC, rid",
    "confidence": "confidence {d}, rid",
    "num_mentions": "num_mentions {d}, day0, rid",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A store at one version: what every query is made against. Hashable, so it keys caches."""

    store: str
    folder: str
    version: int | str
    is_demo: bool
    released_at: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What a release holds: numbers of events, of those dated, of items; first and last day."""

    num_events: int
    num_dated: int
    num_items: int
    first_day: date | None
    last_day: date | None


def find_folder(store: str) -> Path:
    """Folder of the demo store or of the user's own; KeyError for another name."""
    folders = {"demo": find_demo_store, "documents": find_documents_store}
    return folders[store]()


def find_first_store() -> str:
    """The store to open on: the user's own where it holds something, else the demo."""
    return "documents" if read_latest("documents") else "demo"


@st.cache_data(ttl=5, show_spinner=False)
def read_latest(store: str) -> Any:
    """Newest version of a store, None where nothing was published; asked at most every 5 s."""
    return latest_version(find_folder(store))


@st.cache_resource(show_spinner=False, max_entries=4)
def open_source(store: str, folder: str, version: Any) -> tuple[Source, Any]:
    """A source and its open release, read once and shared by every session."""
    release = open_release(Path(folder), version=version or None)
    build_facts(release.connection())
    source = Source(
        store=store,
        folder=folder,
        version=release.version,
        is_demo=bool(release.is_demo),
        released_at=str(release.released_at),
    )
    return source, release


def find_source(store: str, version: Any) -> Source:
    """The source of a store at a version that exists."""
    source, _ = open_source(store, str(find_folder(store)), version)
    return source


def connect(source: Source) -> duckdb.DuckDBPyConnection:
    """A cursor of this thread on the tables of a source."""
    _, release = open_source(source.store, source.folder, source.version)
    cursor: duckdb.DuckDBPyConnection = release.connection()
    return cursor


def write_where(filters: Filters, *, dates: bool = True) -> tuple[str, list[Any]]:
    """Filters in, an SQL condition on `facts` with its parameters out."""
    parts: list[str] = []
    values: list[Any] = []

    def add(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    if filters.actors:
        names = list(filters.actors)
        sides = {
            "actor": ("actor_party IN (SELECT unnest(?))", [names]),
            "recipient": ("recipient_party IN (SELECT unnest(?))", [names]),
            "either": (
                "(actor_party IN (SELECT unnest(?)) OR recipient_party IN (SELECT unnest(?)))",
                [names, names],
            ),
            "both": (
                "(actor_party IN (SELECT unnest(?)) AND recipient_party IN (SELECT unnest(?)))",
                [names, names],
            ),
        }
        condition, given = sides[filters.role]
        add(condition, *given)
    if dates and filters.start:
        add("day1 >= ?", filters.start)
    if dates and filters.end:
        add("day0 <= ?", filters.end)
    if dates and filters.start and filters.end:
        add(
            "(NOT has_gaps OR len(list_filter(days, lambda d: d BETWEEN ? AND ?)) > 0)",
            filters.start,
            filters.end,
        )
    if filters.stance != "all":
        add("stance = ?", filters.stance)
    for column, chosen in (
        ("event_type", filters.types),
        ("place_country", filters.countries),
        ("factuality", filters.factualities),
    ):
        if chosen:
            add(f"{column} IN (SELECT unnest(?))", list(chosen))
    if filters.min_confidence > 0:
        add("confidence >= ?", filters.min_confidence)
    if filters.source:
        add("list_contains(sources, ?)", filters.source)
    if filters.text.strip():
        add("contains(haystack, strip_accents(lower(?)))", filters.text.strip())
    return " AND ".join(parts) or "TRUE", values


def query(source: Source, sql: str, values: list[Any] | None = None) -> pd.DataFrame:
    """An SQL query and its parameters in, its rows out, on a cursor of this thread."""
    return connect(source).execute(sql, values or []).df()


@st.cache_data(max_entries=20, show_spinner=False)
def read_extent(source: Source) -> Extent:
    """How much the release holds and from when to when."""
    row = (
        connect(source)
        .execute(
            """SELECT count(*), count(day0), (SELECT count(*) FROM items), min(day0), max(day1)
           FROM facts"""
        )
        .fetchone()
    )
    return Extent(*row) if row else Extent(0, 0, 0, None, None)


@st.cache_data(max_entries=20, show_spinner=False)
def read_parties(source: Source) -> tuple[str, ...]:
    """Every actor and recipient, the most frequent first."""
    rows = (
        connect(source)
        .execute(
            """SELECT party FROM (SELECT actor_party AS party FROM facts UNION ALL
           SELECT recipient_party FROM facts) WHERE party IS NOT NULL
           GROUP BY party ORDER BY count(*) DESC, party LIMIT 2000"""
        )
        .fetchall()
    )
    return tuple(row[0] for row in rows)


@st.cache_data(max_entries=20, show_spinner=False)
def read_countries(source: Source) -> tuple[str, ...]:
    """Every country where something happened, the most frequent first."""
    rows = (
        connect(source)
        .execute(
            """SELECT place_country FROM facts WHERE place_country IS NOT NULL
           GROUP BY 1 ORDER BY count(*) DESC, 1"""
        )
        .fetchall()
    )
    return tuple(row[0] for row in rows)


@st.cache_data(max_entries=300, show_spinner=False)
def read_days(source: Source, filters: Filters, unit: str, dates: bool) -> pd.DataFrame:
    """Events for each bin of time (day, week or month), spread over their possible days.

    Columns: bin (first day), stance, is_actual, num_events (a sum of shares). With `dates` the
    date filter applies; without it the whole extent is counted.
    """
    where, values = write_where(filters, dates=dates)
    limits, given = _window("day", filters) if dates else ("TRUE", [])
    return query(
        source,
        f"""SELECT CAST(date_trunc('{_unit(unit)}', day) AS DATE) AS bin, stance,
                   factuality = 'actual' AS is_actual, sum(share) AS num_events
            FROM facts JOIN shares USING (rid) WHERE {where} AND {limits}
            GROUP BY ALL ORDER BY bin""",
        values + given,
    )


def _unit(unit: str) -> str:
    return {"day": "day", "week": "week", "month": "month"}[unit]


def _window(column: str, filters: Filters) -> tuple[str, list[Any]]:
    parts, values = [], []
    if filters.start:
        parts.append(f"{column} >= ?")
        values.append(filters.start)
    if filters.end:
        parts.append(f"{column} <= ?")
        values.append(filters.end)
    return " AND ".join(parts) or "TRUE", values


@st.cache_data(max_entries=20, show_spinner=False)
def read_episodes(source: Source) -> tuple[Episode, ...]:
    """The stretches of time where events crowd, the fullest first."""
    return find_episodes(read_days(source, Filters(), "day", False))


@st.cache_data(show_spinner=False)
def read_country_labels() -> pd.DataFrame:
    """Where each country's name is written: country_code, latitude, longitude, area."""
    path = find_data_dir() / "map" / "labels.tsv"
    frame = pd.read_csv(path, sep="\t", comment="#", keep_default_na=False)
    return frame[frame["latitude"] != ""].astype(
        {"latitude": float, "longitude": float, "area": float}
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_index(source: Source, filters: Filters) -> pd.DataFrame:
    """The index of each day of the window, as the design defines it.

    Columns: day; hostile and cooperative, the sums of intensity times share over actual events;
    and for each a band. The inner edge counts only events certain to be of that day, weighed by
    confidence; the outer edge counts every event that can be of that day in full.
    """
    where, values = write_where(filters)
    limits, given = _window("day", filters)
    sides = ", ".join(
        f"""sum(intensity * share) FILTER (intensity {sign} 0) AS {name},
            sum(intensity * confidence) FILTER (intensity {sign} 0 AND num_days = 1)
                AS {name}_inner,
            sum(intensity) FILTER (intensity {sign} 0) AS {name}_outer"""
        for name, sign in (("hostile", "<"), ("cooperative", ">"))
    )
    frame = query(
        source,
        f"""SELECT day, {sides} FROM facts JOIN shares USING (rid)
            WHERE factuality = 'actual' AND intensity IS NOT NULL AND {where} AND {limits}
            GROUP BY day ORDER BY day""",
        values + given,
    )
    return frame.fillna(0.0)


@st.cache_data(max_entries=300, show_spinner=False)
def count_events(source: Source, filters: Filters) -> dict[str, int]:
    """Numbers of events in view: all, dated, exact (to the day), actual, too_wide (no index)."""
    where, values = write_where(filters)
    row = (
        connect(source)
        .execute(
            f"""SELECT count(*), count(day0), count(*) FILTER (num_days = 1),
                   count(*) FILTER (factuality = 'actual'),
                   count(*) FILTER (day0 IS NOT NULL AND num_days > 366)
            FROM facts WHERE {where}""",
            values,
        )
        .fetchone()
    )
    assert row is not None
    return dict(zip(("all", "dated", "exact", "actual", "too_wide"), row, strict=True))


@st.cache_data(max_entries=300, show_spinner=False)
def read_marks(source: Source, filters: Filters, lane: str, limit: int) -> pd.DataFrame:
    """Dated events in view for drawing one by one, with `lane`, at most `limit`."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT event_id, {_lane(lane)} AS lane, event_type, event_mode, factuality, stance,
                   intensity, confidence, actor_party, recipient_party, place_name, event_date,
                   day0, day1, mid, num_days, has_gaps, days, num_mentions
            FROM facts WHERE day0 IS NOT NULL AND {where} ORDER BY rid LIMIT {int(limit)}""",
        values,
    )


def _lane(lane: str) -> str:
    return {
        "actor": "actor_party",
        "recipient": "recipient_party",
        "dyad": "actor_party || ' → ' || recipient_party",
        "type": "event_type",
        "place": "place_name",
    }[lane]


@st.cache_data(max_entries=300, show_spinner=False)
def read_lanes(source: Source, filters: Filters, lane: str, limit: int) -> pd.DataFrame:
    """The lanes with most dated events in view: lane, num_events; null is events that lack it."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT {_lane(lane)} AS lane, count(*) AS num_events FROM facts
            WHERE day0 IS NOT NULL AND {where} GROUP BY 1
            ORDER BY (lane IS NULL), num_events DESC, lane LIMIT {int(limit)}""",
        values,
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_lane_bins(
    source: Source, filters: Filters, lane: str, lanes: tuple[str, ...], unit: str
) -> pd.DataFrame:
    """Actual events of each lane and bin of time: lane, bin, stance, num_events, intensity."""
    where, values = write_where(filters)
    limits, given = _window("day", filters)
    return query(
        source,
        f"""SELECT {_lane(lane)} AS lane, CAST(date_trunc('{_unit(unit)}', day) AS DATE) AS bin,
                   stance, sum(share) AS num_events, avg(intensity) AS intensity
            FROM facts JOIN shares USING (rid)
            WHERE factuality = 'actual' AND {where} AND {limits}
              AND {_lane(lane)} IN (SELECT unnest(?))
            GROUP BY ALL ORDER BY bin""",
        [*values, *given, list(lanes)],
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_places(source: Source, filters: Filters, limit: int = 300) -> pd.DataFrame:
    """Places in view: key, name, position, precision, radius, numbers of events, mean intensity."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT place_key, any_value(place_name) AS place_name,
                   any_value(place_country) AS place_country, any_value(latitude) AS latitude,
                   any_value(longitude) AS longitude, any_value(geo_precision) AS geo_precision,
                   max(radius_km) AS radius_km, count(*) AS num_events,
                   count(*) FILTER (factuality = 'actual') AS num_actual,
                   avg(intensity) FILTER (factuality = 'actual') AS intensity
            FROM facts WHERE latitude IS NOT NULL AND {where}
            GROUP BY place_key ORDER BY num_events DESC, place_key LIMIT {int(limit)}""",
        values,
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_figures(source: Source, filters: Filters) -> dict[str, Any]:
    """What the five figures need beyond counts: peak week and most hostile pair in view."""
    where, values = write_where(filters)
    cursor = connect(source)
    limits, given = _window("day", filters)
    peak = cursor.execute(
        f"""SELECT CAST(date_trunc('week', day) AS DATE) AS week, sum(intensity * share) AS total
            FROM facts JOIN shares USING (rid)
            WHERE factuality = 'actual' AND intensity < 0 AND {where} AND {limits}
            GROUP BY 1 ORDER BY total, week LIMIT 1""",
        values + given,
    ).fetchone()
    pair = cursor.execute(
        f"""SELECT actor_party, recipient_party, count(*) AS n FROM facts
            WHERE factuality = 'actual' AND intensity < 0 AND actor_party IS NOT NULL
              AND recipient_party IS NOT NULL AND actor_party <> recipient_party AND {where}
            GROUP BY ALL ORDER BY sum(intensity), 1, 2 LIMIT 1""",
        values,
    ).fetchone()
    dead = cursor.execute(
        f"""SELECT sum(fatalities), count(fatalities) FROM facts
            WHERE factuality = 'actual' AND {where}""",
        values,
    ).fetchone()
    return {"peak": peak, "pair": pair, "dead": dead}


@st.cache_data(max_entries=300, show_spinner=False)
def read_rows(
    source: Source, filters: Filters, sort: str, descending: bool, limit: int
) -> pd.DataFrame:
    """The first rows of the table in the order asked for."""
    where, values = write_where(filters)
    order = SORTS[sort].format(d="DESC" if descending else "ASC")
    return query(
        source,
        f"SELECT * EXCLUDE (haystack) FROM facts WHERE {where} ORDER BY {order} LIMIT {int(limit)}",
        values,
    )


@st.cache_data(max_entries=500, show_spinner=False)
def read_event(source: Source, event_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One event of `facts` (no row if unknown), and its mentions with their items, oldest first."""
    fact = query(
        source,
        """SELECT facts.* EXCLUDE (haystack, sources), events.* EXCLUDE (event_id, event_type,
                  event_mode, factuality, intensity, confidence, event_date, date_basis,
                  planned_date,
                  place_name, place_country, latitude, longitude, geo_precision, radius_km,
                  fatalities, num_mentions, num_sources, trigger_text, search_text)
           FROM facts JOIN events USING (event_id) WHERE event_id = ?""",
        [event_id],
    )
    return fact, read_evidence(connect(source), event_id)


@st.cache_data(max_entries=200, show_spinner=False)
def read_items(source: Source, item_ids: tuple[str, ...]) -> pd.DataFrame:
    """Items by their ids, with their texts."""
    return query(source, "SELECT * FROM items WHERE item_id IN (SELECT unnest(?))",
                 [list(item_ids)])  # fmt: skip


@st.cache_data(max_entries=20, show_spinner=False)
def read_item_list(source: Source, limit: int) -> pd.DataFrame:
    """Items, the newest first: item_id, published, title, beginning, source, language, events."""
    return query(
        source,
        f"""SELECT item_id, published, title, left(text, 90) AS beginning, source, language,
                   (SELECT count(DISTINCT event_id) FROM event_mentions m
                    WHERE m.item_id = items.item_id) AS num_events
            FROM items ORDER BY published DESC NULLS LAST, item_id LIMIT {int(limit)}""",
    )


@st.cache_data(max_entries=200, show_spinner=False)
def read_item_mentions(source: Source, item_id: str) -> pd.DataFrame:
    """Event mentions of one item in the order of its text."""
    return query(
        source, "SELECT * FROM event_mentions WHERE item_id = ? ORDER BY trigger_start", [item_id]
    )


@st.cache_data(max_entries=20, show_spinner=False)
def read_issues(source: Source, limit: int) -> pd.DataFrame:
    """What was not understood, the newest first."""
    return query(
        source,
        f"SELECT * FROM issues ORDER BY found_at DESC NULLS LAST, item_id LIMIT {int(limit)}",
    )


@st.cache_data(max_entries=100, show_spinner=False)
def count_types(source: Source, filters: Filters | None = None) -> pd.DataFrame:
    """Number of events of each type in view: event_type, num_events."""
    where, values = write_where(filters or Filters())
    return query(
        source,
        f"""SELECT event_type, count(*) AS num_events FROM facts WHERE {where}
            GROUP BY event_type ORDER BY event_type""",
        values,
    )


@st.cache_data(max_entries=20, show_spinner=False)
def list_sources(source: Source) -> list[str]:
    """Publishers in the release, the fullest first."""
    rows = (
        connect(source)
        .execute(
            """SELECT source FROM items WHERE source IS NOT NULL
           GROUP BY source ORDER BY count(*) DESC, source LIMIT 500"""
        )
        .fetchall()
    )
    return [row[0] for row in rows]


@st.cache_data(max_entries=20, show_spinner=False)
def list_pairs(source: Source) -> list[tuple[str, str]]:
    """Pairs of parties, both ways together, those with most events first."""
    rows = (
        connect(source)
        .execute(
            """SELECT least(actor_party, recipient_party), greatest(actor_party, recipient_party)
           FROM facts WHERE actor_party <> recipient_party
           GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 300"""
        )
        .fetchall()
    )
    return [(row[0], row[1]) for row in rows]


def list_versions(source: Source) -> list[Any]:
    """Every release of the store, oldest first."""
    return list(list_releases(Path(source.folder)))


@st.cache_data(max_entries=100, show_spinner=False)
def read_sources(source: Source, filters: Filters, limit: int) -> pd.DataFrame:
    """A mention of each item behind the events in view, with the item; most told items first."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT m.*, i.title, i.published, i.source, i.url FROM (
                SELECT item_id, min(event_mention_id) AS chosen, count(*) AS told
                FROM event_mentions JOIN (SELECT event_id AS id FROM facts WHERE {where})
                ON id = event_id GROUP BY item_id ORDER BY told DESC, item_id LIMIT {int(limit)})
            AS c JOIN event_mentions m ON m.event_mention_id = c.chosen
            JOIN items i ON i.item_id = m.item_id ORDER BY i.published NULLS LAST, i.item_id""",
        values,
    )


@st.cache_data(max_entries=100, show_spinner=False)
def read_pairs(source: Source, filters: Filters, limit: int) -> pd.DataFrame:
    """Pairs of events in view: actor_party, recipient_party, num_events, mean intensity."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT actor_party, recipient_party, count(*) AS num_events,
                   avg(intensity) FILTER (factuality = 'actual') AS intensity
            FROM facts WHERE actor_party IS NOT NULL AND recipient_party IS NOT NULL AND {where}
            GROUP BY ALL ORDER BY num_events DESC, 1, 2 LIMIT {int(limit)}""",
        values,
    )


@st.cache_data(max_entries=100, show_spinner=False)
def read_fullest_pair(source: Source, filters: Filters) -> tuple[str, str] | None:
    """The two parties with most acts between them, both ways; None without any."""
    where, values = write_where(filters)
    row = (
        connect(source)
        .execute(
            f"""SELECT least(actor_party, recipient_party), greatest(actor_party, recipient_party)
            FROM facts WHERE actor_party <> recipient_party AND {where}
            GROUP BY ALL ORDER BY count(DISTINCT actor_party) DESC, count(*) DESC, 1, 2 LIMIT 1""",
            values,
        )
        .fetchone()
    )
    return None if row is None else (row[0], row[1])


@st.cache_data(max_entries=100, show_spinner=False)
def read_moves(source: Source, filters: Filters, left: str, right: str, limit: int) -> pd.DataFrame:
    """Dated acts between two parties, by time; `side` is `left` or `right`, whose act it is."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT * EXCLUDE (haystack), CASE WHEN actor_party = ? THEN 'left' ELSE 'right' END
                   AS side
            FROM facts WHERE day0 IS NOT NULL AND ((actor_party = ? AND recipient_party = ?)
                OR (actor_party = ? AND recipient_party = ?)) AND {where}
            ORDER BY mid, rid LIMIT {int(limit)}""",
        [left, left, right, right, left, *values],
    )


QUEUE_REASONS = ("doubt", "conflict", "date", "name")
_QUEUE = """
    SELECT facts.* EXCLUDE (haystack), list_filter([
        CASE WHEN facts.confidence < 0.5 THEN 'doubt' END,
        CASE WHEN len(events.disagreements) > 0 THEN 'conflict' END,
        CASE WHEN facts.day0 IS NULL OR facts.num_days > 7 THEN 'date' END,
        CASE WHEN (events.actor_text IS NOT NULL AND events.actor_code IS NULL)
               OR (events.recipient_text IS NOT NULL AND events.recipient_code IS NULL)
             THEN 'name' END], lambda reason: reason IS NOT NULL) AS reasons
    FROM facts JOIN events ON facts.event_id = events.event_id
    WHERE coalesce(len(events.corrected_fields), 0) = 0"""


@st.cache_data(max_entries=50, show_spinner=False)
def read_queue(source: Source, reason: str, limit: int) -> pd.DataFrame:
    """Uncorrected events to look at for a reason (or `all`), those with most reasons first."""
    condition = "len(reasons) > 0" if reason == "all" else "list_contains(reasons, ?)"
    return query(
        source,
        f"""SELECT * FROM ({_QUEUE}) WHERE {condition}
            ORDER BY len(reasons) DESC, abs(intensity) DESC NULLS LAST, confidence, rid
            LIMIT {int(limit)}""",
        [] if reason == "all" else [reason],
    )


@st.cache_data(max_entries=20, show_spinner=False)
def count_queue(source: Source) -> dict[str, int]:
    """How many events wait for each reason, and `all`."""
    parts = ", ".join(
        f"count(*) FILTER (list_contains(reasons, '{name}'))" for name in QUEUE_REASONS
    )
    row = (
        connect(source)
        .execute(f"SELECT count(*) FILTER (len(reasons) > 0), {parts} FROM ({_QUEUE})")
        .fetchone()
    )
    return dict(zip(("all", *QUEUE_REASONS), row or [0] * 5, strict=True))


@st.cache_data(max_entries=100, show_spinner=False)
def read_alike(source: Source, event_id: str) -> pd.DataFrame:
    """Events that may be the same as one: type or parties in common, within a week; best first."""
    return query(
        source,
        """SELECT other.* EXCLUDE (haystack) FROM facts one, facts other
           WHERE one.event_id = ? AND other.event_id <> one.event_id
             AND abs(date_diff('day', one.mid, other.mid)) <= 7
             AND (one.event_type = other.event_type) IS TRUE
           ORDER BY (one.actor_party IS NOT DISTINCT FROM other.actor_party) DESC,
                    (one.recipient_party IS NOT DISTINCT FROM other.recipient_party) DESC,
                    (one.place_key IS NOT DISTINCT FROM other.place_key) DESC,
                    abs(date_diff('day', one.mid, other.mid)), other.rid LIMIT 30""",
        [event_id],
    )


def find_release(source: Source) -> Any:
    """The open release of a source: what a correction is made against."""
    _, release = open_source(source.store, source.folder, source.version)
    return release


@st.cache_data(max_entries=200, show_spinner=False)
def read_history(source: Source, event_id: str) -> pd.DataFrame:
    """Corrections of an event or of its mentions, oldest first."""
    return query(
        source,
        """SELECT * FROM corrections WHERE event_id = ? OR event_mention_id IN
           (SELECT event_mention_id FROM event_mentions WHERE event_id = ?) ORDER BY made_at""",
        [event_id, event_id],
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_group(
    source: Source, filters: Filters, kind: str, key: str, limit: int
) -> tuple[str, ...]:
    """Ids of the events in view behind a bar (`days`, FIRST/LAST) or a circle (`place`, its key).

    The gravest first; KeyError for another kind.
    """
    where, values = write_where(filters)
    conditions = {
        "days": "rid IN (SELECT rid FROM shares WHERE day BETWEEN ? AND ?)",
        "place": "place_key = ?",
    }
    given = list(key.split("/")[:2]) if kind == "days" else [key]
    frame = query(
        source,
        f"""SELECT event_id FROM facts WHERE {conditions[kind]} AND {where}
            ORDER BY factuality <> 'actual', abs(intensity) DESC NULLS LAST, confidence DESC, rid
            LIMIT {int(limit)}""",
        given + values,
    )
    return tuple(frame["event_id"])


def write_rows(source: Source, filters: Filters, form: str, about: str) -> bytes:
    """Every column of every event in view, in order of time, as a file of that format.

    `about` is the filters in words; the file says them where its format has room.
    """
    where, values = write_where(filters)
    _, release = open_source(source.store, source.folder, source.version)
    found = connect(source).execute(
        f"""SELECT events.* EXCLUDE (search_text) FROM events
            JOIN (SELECT event_id AS id, rid FROM facts WHERE {where}) AS chosen ON id = event_id
            ORDER BY chosen.rid""",
        values,
    )
    return render_rows(
        make_frame(found.to_arrow_table()), form, stamp=make_stamp(release, chosen=about)
    )
