"""What the timeline, the index and the figures are drawn from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.episodes import Episode, find_episodes
from dashboard.queries.source import Extent, Source, connect, query
from dashboard.queries.where import write_unit, write_where, write_window
from dashboard.state import Filters

MAX_MARKS = 10_000
"""Above so many events in the window, lanes show counts instead of marks."""


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


@st.cache_data(max_entries=300, show_spinner=False)
def read_days(source: Source, filters: Filters, unit: str, dates: bool) -> pd.DataFrame:
    """Events for each bin of time (day, week or month), spread over their possible days.

    Columns: bin (first day), stance, is_actual, num_events (a sum of shares). With `dates` the
    date filter applies; without it the whole extent is counted.
    """
    where, values = write_where(filters, dates=dates)
    limits, given = write_window("day", filters) if dates else ("TRUE", [])
    if where == limits == "TRUE":
        return query(
            source,
            f"""SELECT CAST(date_trunc('{write_unit(unit)}', day) AS DATE) AS bin, stance,
                       is_actual,
                       sum(num_events) AS num_events FROM totals GROUP BY ALL ORDER BY bin""",
        )
    return query(
        source,
        f"""SELECT CAST(date_trunc('{write_unit(unit)}', day) AS DATE) AS bin, stance,
                   factuality = 'actual' AS is_actual, sum(share) AS num_events
            FROM facts JOIN shares USING (rid) WHERE {where} AND {limits}
            GROUP BY ALL ORDER BY bin""",
        values + given,
    )


@st.cache_data(max_entries=20, show_spinner=False)
def read_episodes(source: Source) -> tuple[Episode, ...]:
    """The stretches of time where events crowd, the fullest first."""
    return find_episodes(read_days(source, Filters(), "day", False))


@st.cache_data(max_entries=300, show_spinner=False)
def read_index(source: Source, filters: Filters) -> pd.DataFrame:
    """The index of each day of the window, as the design defines it.

    Columns: day; hostile and cooperative, the sums of intensity times share over actual events;
    and for each a band. The inner edge counts only events certain to be of that day, weighed by
    confidence; the outer edge counts every event that can be of that day in full.
    """
    where, values = write_where(filters)
    limits, given = write_window("day", filters)
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
                   intensity, confidence, actor_party, recipient_party, place_key, place_name,
                   geo_precision, place_country,
                   event_date, day0, day1, mid, num_days, has_gaps, days, num_mentions
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
    limits, given = write_window("day", filters)
    return query(
        source,
        f"""SELECT {_lane(lane)} AS lane,
                   CAST(date_trunc('{write_unit(unit)}', day) AS DATE) AS bin,
                   stance, sum(share) AS num_events, avg(intensity) AS intensity
            FROM facts JOIN shares USING (rid)
            WHERE factuality = 'actual' AND {where} AND {limits}
              AND {_lane(lane)} IN (SELECT unnest(?))
            GROUP BY ALL ORDER BY bin""",
        [*values, *given, list(lanes)],
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_figures(source: Source, filters: Filters) -> dict[str, Any]:
    """What the five figures need beyond counts: peak week and most hostile pair in view."""
    where, values = write_where(filters)
    cursor = connect(source)
    limits, given = write_window("day", filters)
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
