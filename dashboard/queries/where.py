"""Filters as SQL: the condition on `lean` or `spread`, and its parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.facts import STANCES
from dashboard.filters import Filters
from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect
from pipeline.schema.codes import FACTUALITIES

_EPOCH = date(1970, 1, 1).toordinal()
_TOLD = "contains(search_text, strip_accents(lower(?)))"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition, its parameters, and the `rid` of the events whose words fit, if asked."""

    sql: str
    values: list[Any]
    told: pa.Table | None

    def run(
        self, source: Source, sql: str, more: Iterable[Any] = (), *, first: Iterable[Any] = ()
    ) -> duckdb.DuckDBPyConnection:
        """Execute SQL that holds the condition; `first`, `more`: parameters before, after."""
        cursor = connect(source)
        if self.told is not None:
            cursor.register("told", self.told)
        return cursor.execute(sql, [*first, *self.values, *more])


def choose_events(source: Source, filters: Filters, *, dates: bool = True) -> Where:
    """The events in view, as a condition on `lean`."""
    parts, values = _write_days(filters) if dates else ([], [])
    rest, told = _write_rest(source, filters)
    return Where(" AND ".join([*parts, *rest]) or "TRUE", values, told)


def choose_days(source: Source, filters: Filters, *, dates: bool = True) -> Where:
    """Their possible days in view, as a condition on `spread`.

    A day in the window says all that the date filter asks of an event.
    """
    parts = []
    if dates and filters.start:
        parts.append(f"day >= {number_day(filters.start)}")
    if dates and filters.end:
        parts.append(f"day <= {number_day(filters.end)}")
    rest, told = _write_rest(source, filters)
    return Where(" AND ".join([*parts, *rest]) or "TRUE", [], told)


def are_dates_alone(filters: Filters) -> bool:
    """Whether nothing but dates, stance and factuality is filtered: then sums by day suffice."""
    return Filters(start=filters.start, end=filters.end, stance=filters.stance, role=filters.role,
                   factualities=filters.factualities) == filters  # fmt: skip


def number_day(day: date) -> int:
    """Days since 1 January 1970."""
    return day.toordinal() - _EPOCH


def _write_days(filters: Filters) -> tuple[list[str], list[Any]]:
    parts, values = [], []
    if filters.start:
        parts.append(f"day1 >= {number_day(filters.start)}")
    if filters.end:
        parts.append(f"day0 <= {number_day(filters.end)}")
    if filters.start and filters.end:
        parts.append("(NOT has_gaps OR len(list_filter(days, lambda d: d BETWEEN ? AND ?)) > 0)")
        values += [filters.start, filters.end]
    return parts, values


def _write_rest(source: Source, filters: Filters) -> tuple[list[str], pa.Table | None]:
    """Conditions other than dates. Names became numbers, so nothing typed is in the SQL."""
    parts: list[str] = []
    if filters.actors:
        actor, recipient = (
            _write_in(side, find_ids(source, "party", filters.actors))
            for side in ("actor", "recipient")
        )
        sides = {"actor": actor, "recipient": recipient, "either": f"({actor} OR {recipient})",
                 "both": f"({actor} AND {recipient})"}  # fmt: skip
        parts.append(sides[filters.role])
    if filters.stance != "all":
        parts.append(f"stance = {STANCES.index(filters.stance)}")
    if filters.types:
        parts.append(_write_in("type", find_ids(source, "type", filters.types)))
    if filters.countries:
        parts.append(_write_in("country", find_ids(source, "country", filters.countries)))
    if filters.place:
        parts.append(_write_in("spot", find_ids(source, "spot", (filters.place,))))
    if filters.factualities:
        codes = tuple(FACTUALITIES.index(name) for name in filters.factualities)
        parts.append(_write_in("factuality", codes))
    if filters.min_confidence > 0:
        parts.append(f"confidence >= {float(filters.min_confidence)!r}")
    told = None
    if filters.source or filters.text.strip():
        told = find_told(source, filters.text.strip(), filters.source)
        parts.append("rid IN (SELECT rid FROM told)")
    return parts, told


def _write_in(column: str, ids: tuple[int, ...]) -> str:
    return f"{column} IN ({', '.join(str(int(one)) for one in ids)})" if ids else "FALSE"


@keep(200)
def find_ids(source: Source, kind: str, names: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of parties, types, countries or places; a name that is not there has none."""
    rows = connect(source).execute(
        "SELECT id FROM names WHERE kind = ? AND name IN (SELECT unnest(?)) ORDER BY id",
        [kind, list(names)],
    )
    return tuple(row[0] for row in rows.fetchall())


@keep(20)
def find_told(source: Source, text: str, publisher: str) -> pa.Table:
    """`rid` of the events whose sentence or names hold a text, told by a publisher, if any."""
    parts, values = [], []
    if text:
        parts.append(f"event_id IN (SELECT event_id FROM events WHERE {_TOLD})")
        values.append(text)
    if publisher:
        parts.append("list_contains(sources, ?)")
        values.append(publisher)
    sql = f"SELECT CAST(rid AS INTEGER) AS rid FROM facts WHERE {' AND '.join(parts)}"
    return connect(source).sql(sql, params=values).to_arrow_table()
