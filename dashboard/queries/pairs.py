"""Who acts on whom, and how many events of each type."""

from __future__ import annotations

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect
from dashboard.queries.where import choose_events, find_ids

_NAMES = """JOIN names a ON a.kind = 'party' AND a.id = one
            JOIN names b ON b.kind = 'party' AND b.id = other"""


@keep(100)
def count_types(source: Source, filters: Filters | None = None) -> pd.DataFrame:
    """Number of events of each type in view: event_type, num_events."""
    chosen = choose_events(source, filters or Filters())
    return chosen.run(
        source,
        f"""SELECT name AS event_type, num_events FROM (
                SELECT type, count(*) AS num_events FROM lean WHERE {chosen.sql} GROUP BY type)
            JOIN names ON kind = 'type' AND id = type ORDER BY event_type""",
    ).df()


@keep(20)
def list_pairs(source: Source) -> list[tuple[str, str]]:
    """Pairs of parties, both ways together, those with most events first."""
    rows = connect(source).execute(
        f"""SELECT a.name, b.name FROM (
                SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS other,
                       count(*) AS n
                FROM lean WHERE actor <> recipient GROUP BY ALL
                ORDER BY n DESC, one, other LIMIT 300) {_NAMES} ORDER BY n DESC, one, other"""
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


@keep(100)
def read_pairs(source: Source, filters: Filters, limit: int) -> pd.DataFrame:
    """Pairs of events in view: actor_party, recipient_party, num_events, mean intensity."""
    chosen = choose_events(source, filters)
    return chosen.run(
        source,
        f"""SELECT a.name AS actor_party, b.name AS recipient_party, num_events, intensity FROM (
                SELECT actor AS one, recipient AS other, count(*) AS num_events,
                       avg(intensity) FILTER (factuality = 0) AS intensity
                FROM lean WHERE actor IS NOT NULL AND recipient IS NOT NULL AND {chosen.sql}
                GROUP BY ALL ORDER BY num_events DESC, 1, 2 LIMIT {int(limit)}) {_NAMES}
            ORDER BY num_events DESC, one, other""",
    ).df()


@keep(100)
def read_fullest_pair(source: Source, filters: Filters) -> tuple[str, str] | None:
    """The two parties with most acts between them, both ways; None without any."""
    chosen = choose_events(source, filters)
    row = chosen.run(
        source,
        f"""SELECT a.name, b.name FROM (
                SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS other
                FROM lean WHERE actor <> recipient AND {chosen.sql} GROUP BY ALL
                ORDER BY count(DISTINCT actor) DESC, count(*) DESC, 1, 2 LIMIT 1) {_NAMES}""",
    ).fetchone()
    return None if row is None else (row[0], row[1])


@keep(100)
def read_moves(source: Source, filters: Filters, left: str, right: str, limit: int) -> pd.DataFrame:
    """Dated acts between two parties, by time; `side` is `left` or `right`, whose act it is."""
    chosen = choose_events(source, filters)
    one, other = (_write_number(find_ids(source, "party", (name,))) for name in (left, right))
    return chosen.run(
        source,
        f"""SELECT *, CASE WHEN actor_party = ? THEN 'left' ELSE 'right' END AS side
            FROM facts WHERE rid IN (
                SELECT rid FROM lean WHERE day0 IS NOT NULL AND {chosen.sql}
                AND ((actor = {one} AND recipient = {other})
                     OR (actor = {other} AND recipient = {one})))
            ORDER BY mid, rid LIMIT {int(limit)}""",
        first=[left],
    ).df()


def _write_number(ids: tuple[int, ...]) -> str:
    return str(ids[0]) if ids else "NULL"
