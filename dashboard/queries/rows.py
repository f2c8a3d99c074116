"""Rows of the table, one event with its mentions, groups of events, and files of rows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.queries.source import Source, connect, open_source, query
from dashboard.queries.where import write_where
from dashboard.state import Filters
from pipeline.export.formats import render_rows
from pipeline.export.stamp import make_stamp
from pipeline.schema.tables import make_frame
from pipeline.store.read import read_evidence

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
def read_rows(
    source: Source, filters: Filters, sort: str, descending: bool, limit: int
) -> pd.DataFrame:
    """The first rows of the table in the order asked for."""
    where, values = write_where(filters)
    order = SORTS[sort].format(d="DESC" if descending else "ASC")
    return query(
        source,
        f"SELECT * FROM facts WHERE {where} ORDER BY {order} LIMIT {int(limit)}",
        values,
    )


@st.cache_data(max_entries=500, show_spinner=False)
def read_event(source: Source, event_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One event of `facts` (no row if unknown), and its mentions with their items, oldest first."""
    fact = query(
        source,
        """SELECT facts.* EXCLUDE (sources), events.* EXCLUDE (event_id, event_type,
                  event_mode, factuality, intensity, confidence, event_date, date_basis,
                  planned_date,
                  place_name, place_country, latitude, longitude, geo_precision, radius_km,
                  fatalities, num_mentions, num_sources, trigger_text, search_text)
           FROM facts JOIN events USING (event_id) WHERE event_id = ?""",
        [event_id],
    )
    return fact, read_evidence(connect(source), event_id)


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
    found = connect(source).sql(
        f"""SELECT events.* EXCLUDE (search_text) FROM events
            JOIN (SELECT event_id AS id, rid FROM facts WHERE {where}) AS chosen ON id = event_id
            ORDER BY chosen.rid""",
        params=values,
    )
    return render_rows(
        make_frame(found.to_arrow_table()), form, stamp=make_stamp(release, chosen=about)
    )
