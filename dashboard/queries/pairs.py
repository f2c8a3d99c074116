"""Who acts on whom, and how many events of each type."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.queries.source import Source, connect, query
from dashboard.queries.where import write_where
from dashboard.state import Filters


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
        f"""SELECT *, CASE WHEN actor_party = ? THEN 'left' ELSE 'right' END
                   AS side
            FROM facts WHERE day0 IS NOT NULL AND ((actor_party = ? AND recipient_party = ?)
                OR (actor_party = ? AND recipient_party = ?)) AND {where}
            ORDER BY mid, rid LIMIT {int(limit)}""",
        [left, left, right, right, left, *values],
    )
