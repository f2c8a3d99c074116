"""What the timeline, the index and the figures are drawn from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dashboard.episodes import Episode, find_episodes
from dashboard.facts import EPOCH, STANCES
from dashboard.filters import Filters
from dashboard.queries.cache import keep
from dashboard.queries.source import Extent, Source, connect
from dashboard.queries.where import are_dates_alone, choose_days, choose_events, find_ids

MAX_MARKS = 2_500
"""Above so many events in the window, lanes show counts instead of marks: more can neither be told
apart in nine lanes nor drawn by a browser within half a second."""
_UNITS = ("day", "week", "month")
_STANCE = f"{list(STANCES)}[stance + 1]"
_DAY = f"{EPOCH} + day"
_DAILY = """sum(share) AS num_events, sum(intensity * share) AS pull,
            sum(intensity * confidence) FILTER (num_days = 1) AS inner_pull,
            sum(intensity) AS outer_pull, count(intensity) AS told"""


@keep(20)
def read_extent(source: Source) -> Extent:
    """How much the release holds and from when to when."""
    row = (
        connect(source)
        .execute(
            f"""SELECT count(*), count(day0), (SELECT count(*) FROM items), {EPOCH} + min(day0),
                       {EPOCH} + max(day1) FROM lean"""
        )
        .fetchone()
    )
    return Extent(*row) if row else Extent(0, 0, 0, None, None)


@keep(50)
def sum_days(source: Source, filters: Filters, dates: bool) -> pd.DataFrame:
    """Sums for each day, stance and factuality in view.

    Columns: day, stance, is_actual; num_events, a sum of shares; pull, the sum of intensity times
    share; inner_pull, of intensity times confidence of events certain to be of that day;
    outer_pull, of the intensity of all that can be of it.
    """
    chosen = choose_days(source, filters, dates=dates)
    table = "per_day" if are_dates_alone(filters) else (
        f"""(SELECT day, stance, factuality, {_DAILY} FROM spread WHERE {chosen.sql}
             GROUP BY day, stance, factuality)"""
    )  # fmt: skip
    condition = chosen.sql if are_dates_alone(filters) else "TRUE"
    return chosen.run(
        source,
        f"""SELECT CAST({_DAY} AS DATE) AS day, {_STANCE} AS stance, factuality = 0 AS is_actual,
                   sum(num_events) AS num_events, sum(pull) AS pull,
                   sum(inner_pull) AS inner_pull, sum(outer_pull) AS outer_pull
            FROM {table} WHERE {condition} GROUP BY ALL ORDER BY ALL""",
    ).df()


@keep(100)
def read_days(source: Source, filters: Filters, unit: str, dates: bool) -> pd.DataFrame:
    """Events for each bin of time (day, week or month), spread over their possible days.

    Columns: bin (first day), stance, is_actual, num_events (a sum of shares). With `dates` the
    date filter applies; without it the whole extent is counted.
    """
    asked = filters if dates else _drop_dates(filters)
    days = sum_days(source, asked, dates)
    frame = days.assign(bin=_find_bins(days["day"], unit))
    sums = frame.groupby(["bin", "stance", "is_actual"])["num_events"].sum()
    return sums.reset_index()


def _drop_dates(filters: Filters) -> Filters:
    return Filters(**{name: getattr(filters, name) for name in Filters.__slots__
                      if name not in ("start", "end")})  # fmt: skip


def _find_bins(days: pd.Series, unit: str) -> pd.Series:
    """First day of the bin of each day: as numbers, since pandas' own steps take a page's time."""
    numbers = days.to_numpy("datetime64[D]")
    if unit == "week":  # day 0, 1 January 1970, was a Thursday
        numbers = numbers - (numbers.astype(np.int64) + 3) % 7
    elif unit == "month":
        numbers = numbers.astype("datetime64[M]").astype("datetime64[D]")
    return pd.Series(numbers.astype("datetime64[us]"), index=days.index, name="bin")


@keep(20)
def read_episodes(source: Source) -> tuple[Episode, ...]:
    """The stretches of time where events crowd, the fullest first."""
    return find_episodes(read_days(source, Filters(), "day", False))


@keep(100)
def read_index(source: Source, filters: Filters) -> pd.DataFrame:
    """The index of each day of the window, as the design defines it.

    Columns: day; hostile and cooperative, the sums of intensity times share over actual events;
    and for each a band. The inner edge counts only events certain to be of that day, weighed by
    confidence; the outer edge counts every event that can be of that day in full.
    """
    days = sum_days(source, filters, True)
    days = days[days["is_actual"] & days["outer_pull"].notna()]
    found = pd.DataFrame({"day": days["day"].drop_duplicates()}).set_index("day")
    for side in ("hostile", "cooperative"):
        part = days[days["stance"] == side].set_index("day")
        found[side] = part["pull"]
        found[f"{side}_inner"] = part["inner_pull"]
        found[f"{side}_outer"] = part["outer_pull"]
    return found.fillna(0.0).reset_index()


@keep(300)
def count_events(source: Source, filters: Filters) -> dict[str, int]:
    """Numbers of events in view: all, dated, exact (to the day), actual, too_wide (no index)."""
    chosen = choose_events(source, filters)
    row = chosen.run(
        source,
        f"""SELECT count(*), count(day0), count(*) FILTER (num_days = 1),
                   count(*) FILTER (factuality = 0),
                   count(*) FILTER (day0 IS NOT NULL AND num_days > 366)
            FROM lean WHERE {chosen.sql}""",
    ).fetchone()
    assert row is not None
    return dict(zip(("all", "dated", "exact", "actual", "too_wide"), row, strict=True))


@keep(50)
def read_marks(source: Source, filters: Filters, lane: str, limit: int) -> pd.DataFrame:
    """Dated events in view for drawing one by one, with `lane`, at most `limit`."""
    chosen = choose_events(source, filters)
    return chosen.run(
        source,
        f"""SELECT event_id, {_NAMED[lane]} AS lane, event_type, event_mode, factuality, stance,
                   intensity, confidence, actor_party, recipient_party, place_key, place_name,
                   geo_precision, place_country,
                   event_date, day0, day1, mid, num_days, has_gaps, days, num_mentions
            FROM facts WHERE rid IN (SELECT rid FROM lean WHERE day0 IS NOT NULL AND {chosen.sql}
                                     ORDER BY rid LIMIT {int(limit)}) ORDER BY rid""",
    ).df()


_ARROW = " → "
_SHIFT = 2**32  # two numbers of parties as one
_NAMED = {
    "actor": "actor_party",
    "recipient": "recipient_party",
    "dyad": f"actor_party || '{_ARROW}' || recipient_party",
    "type": "event_type",
    "place": "place_name",
}
_LANES = {
    "actor": ("actor", "party"),
    "recipient": ("recipient", "party"),
    "type": ("type", "type"),
    "place": ("spot", "spot"),
}


def _lane(lane: str) -> tuple[str, str]:
    """Columns of `lean` that number a lane, comma-separated, and SQL of its name."""
    if lane == "dyad":
        return (
            "actor, recipient",
            f"{_write_name('actor')} || '{_ARROW}' || {_write_name('recipient')}",
        )
    column, kind = _LANES[lane]
    return column, _write_name(column, kind)


def _write_name(column: str, kind: str = "party") -> str:
    return f"(SELECT name FROM names WHERE kind = '{kind}' AND id = {column})"


@keep(100)
def read_lanes(source: Source, filters: Filters, lane: str, limit: int) -> pd.DataFrame:
    """The lanes with most dated events in view: lane, num_events; null is events that lack it."""
    chosen = choose_events(source, filters)
    columns, name = _lane(lane)
    return chosen.run(
        source,
        f"""SELECT {name} AS lane, sum(n)::BIGINT AS num_events FROM (
                SELECT {columns}, count(*) AS n FROM lean
                WHERE day0 IS NOT NULL AND {chosen.sql} GROUP BY {columns})
            GROUP BY 1 ORDER BY (lane IS NULL), num_events DESC, lane LIMIT {int(limit)}""",
    ).df()


@keep(50)
def read_lane_bins(
    source: Source, filters: Filters, lane: str, lanes: tuple[str, ...], unit: str
) -> pd.DataFrame:
    """Actual events of each lane and bin of time: lane, bin, stance, num_events, intensity."""
    assert unit in _UNITS
    chosen = choose_days(source, filters)
    columns, name = _lane(lane)
    if lane == "dyad":
        among = _write_pairs(source, lanes)
    else:
        ids = find_ids(source, _LANES[lane][1], lanes)
        among = f"id IN ({', '.join(map(str, ids)) or 'NULL'})"
    if are_dates_alone(filters) and lane in ("actor", "recipient", "type"):
        daily = f"""SELECT id AS {columns}, day, stance, num_events, outer_pull, told
                    FROM per_lane WHERE kind = '{lane}' AND factuality = 0
                    AND {chosen.sql} AND {among}"""
    else:
        among = among if lane == "dyad" else among.replace("id", columns)
        daily = f"""SELECT {columns}, day, stance, sum(share) AS num_events,
                           sum(intensity) AS outer_pull, count(intensity) AS told FROM spread
                    WHERE factuality = 0 AND {chosen.sql} AND {among}
                    GROUP BY {columns}, day, stance"""
    frame = chosen.run(
        source,
        f"""SELECT * FROM (
                SELECT {name} AS lane, bin, {_STANCE} AS stance, num_events, intensity FROM (
                    SELECT {columns}, stance, sum(num_events) AS num_events,
                           CAST(date_trunc('{unit}', {_DAY}) AS DATE) AS bin,
                           sum(outer_pull) / nullif(sum(told), 0) AS intensity
                    FROM ({daily}) GROUP BY {columns}, stance, bin))
            WHERE lane IN (SELECT unnest(?)) ORDER BY ALL""",
        [list(lanes)],
    )
    return frame.df()


def _write_pairs(source: Source, lanes: tuple[str, ...]) -> str:
    """SQL of the pairs of parties that lanes name; of each way to part a name that holds the sign
    between two, so that none of theirs is left out."""
    sides = [(lane[:at], lane[at + len(_ARROW) :]) for lane in lanes
             for at in range(len(lane)) if lane.startswith(_ARROW, at)]  # fmt: skip
    pairs = [(find_ids(source, "party", (actor,)), find_ids(source, "party", (recipient,)))
             for actor, recipient in sides]  # fmt: skip
    listed = ", ".join(str(a * _SHIFT + r) for left, right in pairs for a in left for r in right)
    return f"actor * {_SHIFT} + recipient IN ({listed or 'NULL'})"


@keep(100)
def read_figures(source: Source, filters: Filters) -> dict[str, Any]:
    """What the five figures need beyond counts: peak week and most hostile pair in view."""
    days = sum_days(source, filters, True)
    days = days[days["is_actual"] & (days["stance"] == "hostile")]
    weeks = days.groupby(_find_bins(days["day"], "week"))["pull"].sum()
    peak = None if weeks.empty else (pd.Timestamp(str(weeks.idxmin())).date(), float(weeks.min()))
    chosen = choose_events(source, filters)
    pair = chosen.run(
        source,
        f"""SELECT {_write_name("actor")} AS a, {_write_name("recipient")} AS r, n FROM (
                SELECT actor, recipient, count(*) AS n, sum(intensity) AS total FROM lean
                WHERE factuality = 0 AND intensity < 0 AND actor <> recipient AND {chosen.sql}
                GROUP BY ALL ORDER BY total, actor, recipient LIMIT 1)""",
    ).fetchone()
    return {"peak": peak, "pair": pair}
