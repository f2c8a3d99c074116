"""A store folder in, one release of it in an in-process DuckDB out.

Tables of the connection, with the columns of data/codebook/fields.tsv (lists are DuckDB lists,
days are DATE, timestamps TIMESTAMPTZ):

- `events`, plus `search_text` (sentences, names and place, lower case, no accents)
- `event_mentions`, `items`, `corrections`, `issues`, `trail`
- `conflicts`: corrections that need a person (correction_id, is_applied, what, item_id, field,
  made_by, made_at, reason)
- `coded_events`, `coded_event_mentions`: rows that corrections stand in for, as they were coded;
  `corrected_events`, `corrected_event_mentions`: the ids that corrections changed, made or took

Mentions of dates, actors, actions and places are read an item at a time: `read_mentions`.

A release never changes. `latest_version` tells whether there is a newer one. Corrections up to the
release are already applied to `events` and `event_mentions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.schema.tables import find_schema
from pipeline.store.filters import EventFilter
from pipeline.store.overlay import (
    KEYS,
    SEARCH_TEXT,
    apply_corrections,
    take_back_corrections,
)
from pipeline.store.scan import explain_damage, write_source
from pipeline.store.table import (
    ReleaseRow,
    find_release,
    latest_version,
    list_releases,
    open_table,
    read_rows,
)

__all__ = [
    "EventFilter",
    "Release",
    "ReleaseRow",
    "latest_version",
    "list_releases",
    "open_release",
    "read_evidence",
    "read_index",
    "read_mentions",
]

LOADED = {
    "events": "event",
    "event_mentions": "event_mention",
    "items": "item",
    "corrections": "correction",
    "issues": "issue",
    "trail": "trail",
}
ALL_EVENTS = EventFilter()


@dataclass(frozen=True, slots=True)
class Release:
    """One release, pinned. `version` 0 is the empty store; `released_at` is then None."""

    store_dir: Path
    version: int
    released_at: datetime | None
    is_demo: bool
    code_version: str | None
    _database: duckdb.DuckDBPyConnection = field(repr=False, compare=False)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own over the release: take one a thread, close it or let it go."""
        return self._database.cursor()

    def close(self) -> None:
        """Free the memory of the release; its cursors are dead afterwards."""
        self._database.close()


def open_release(store_dir: Path | str, *, version: int | None = None) -> Release:
    """Load a release (the last when `version` is None) into memory.

    A folder that is no store, or an empty one, gives an empty release of version 0. Raises
    StoreError when the version is not in the store or a file of it cannot be read. Nothing
    outside the database can be reached from its SQL: no file, no network, no setting.
    """
    folder = Path(store_dir)
    row = find_release(folder, version=version)
    database = duckdb.connect(":memory:")
    fill_database(database, folder, row)
    return make_release(database, folder, row)


def fill_database(
    database: duckdb.DuckDBPyConnection, folder: Path, row: ReleaseRow | None
) -> None:
    """Load every table of a release, and apply its corrections."""
    database.execute("SET TimeZone = 'UTC'")
    for name in LOADED:
        _load(database, folder, name, row)
    apply_corrections(database)


def renew_corrections(database: duckdb.DuckDBPyConnection, folder: Path, row: ReleaseRow) -> None:
    """Give a database that was filled with a release the corrections of another with the same
    items, events and mentions; tables that others added to it are dropped."""
    database.execute("SET TimeZone = 'UTC'")
    kept = [*LOADED, *(f"{sort}_{name}s" for sort in ("corrected", "coded") for name in KEYS)]
    for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        if name not in (*kept, "conflicts"):
            database.execute(f'DROP TABLE "{name}"')
    database.execute("CHECKPOINT")  # what was dropped makes room for what comes
    take_back_corrections(database)
    database.execute("DROP TABLE corrections")
    _load(database, folder, "corrections", row)
    apply_corrections(database)


def make_release(
    database: duckdb.DuckDBPyConnection, folder: Path, row: ReleaseRow | None
) -> Release:
    """A filled database in, the release out; from here on its SQL reaches nothing outside."""
    locked = database.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked == (False,):  # a file that this process opened before is locked already
        database.execute("SET GLOBAL TimeZone = 'UTC'")
        database.execute("SET enable_external_access = false")
        database.execute("SET lock_configuration = true")
    return Release(
        store_dir=folder,
        version=0 if row is None else row.version,
        released_at=None if row is None else row.released_at,
        is_demo=row is not None and row.is_demo,
        code_version=None if row is None else row.code_version,
        _database=database,
    )


ORDERS = {
    "events": "event_date_start, event_id",
    "event_mentions": "event_id",
    "items": "item_id",
}
"""Rows that are looked up by a column lie together, so that a query skips the rest."""


def _load(
    database: duckdb.DuckDBPyConnection, folder: Path, name: str, row: ReleaseRow | None
) -> None:
    """Create one table of the connection from the files of its Delta table."""
    table = LOADED[name]
    schema = find_schema(table)
    version = None if row is None else row.tables[table]
    files = [] if row is None else open_table(folder, table, version=version).file_uris()
    extra = f", {SEARCH_TEXT} AS search_text" if table == "event" else ""
    order = f" ORDER BY {ORDERS[name]}" if name in ORDERS else ""
    if not files:
        database.register("loading", schema.empty_table())
    source = write_source(files, schema) if files else "loading"
    try:
        columns = ", ".join(schema.names)
        database.execute(f"CREATE TABLE {name} AS SELECT {columns}{extra} FROM {source}{order}")
    except duckdb.Error as error:
        raise explain_damage(error) from error
    if not files:
        database.unregister("loading")


def read_mentions(release: Release, item_id: str) -> pd.DataFrame:
    """Dates, actors, actions and places found in one item, in the order of its text.

    Columns of table `mention`. They are many, so they are not loaded but read from their files.
    """
    rows = find_schema("mention").empty_table()
    row = find_release(release.store_dir, version=release.version) if release.version else None
    if row is not None:
        version, where = row.tables["mention"], ("item_id", [item_id])
        rows = read_rows(release.store_dir, "mention", version=version, where=where)
    order = [(name, "ascending") for name in ("start_char", "end_char", "kind")]
    found: pd.DataFrame = rows.sort_by(order).to_pandas()
    return found


INDEX_SQL = """
WITH chosen AS (
    SELECT intensity, confidence, event_date_start AS first, event_date_end AS last, event_days
    FROM events
    WHERE factuality = 'actual' AND intensity IS NOT NULL AND event_date_start IS NOT NULL
        AND event_date_end IS NOT NULL AND {condition}
), spread AS (
    SELECT intensity, confidence,
        CASE WHEN event_days IS NOT NULL THEN event_days
             ELSE range(first, last + INTERVAL 1 DAY, INTERVAL 1 DAY)::DATE[] END AS days
    FROM chosen WHERE first <> last
), told AS (
    SELECT first AS day, sum(intensity) FILTER (intensity < 0) AS hostile,
        sum(intensity) FILTER (intensity < 0) AS hostile_most,
        sum(intensity * confidence) FILTER (intensity < 0) AS hostile_least,
        sum(intensity) FILTER (intensity > 0) AS cooperative,
        sum(intensity) FILTER (intensity > 0) AS cooperative_most,
        sum(intensity * confidence) FILTER (intensity > 0) AS cooperative_least,
        count(*) AS num_events, count(*) AS num_certain
    FROM chosen WHERE first = last GROUP BY day
    UNION ALL
    SELECT day, sum(intensity / num_days) FILTER (intensity < 0),
        sum(intensity) FILTER (intensity < 0), 0,
        sum(intensity / num_days) FILTER (intensity > 0),
        sum(intensity) FILTER (intensity > 0), 0, count(*), 0
    FROM (SELECT unnest(days) AS day, intensity, len(days) AS num_days FROM spread)
    GROUP BY day
)
SELECT day,
    coalesce(sum(hostile), 0) AS hostile,
    coalesce(sum(hostile_most), 0) AS hostile_most,
    coalesce(sum(hostile_least), 0) AS hostile_least,
    coalesce(sum(cooperative), 0) AS cooperative,
    coalesce(sum(cooperative_most), 0) AS cooperative_most,
    coalesce(sum(cooperative_least), 0) AS cooperative_least,
    sum(num_events)::BIGINT AS num_events,
    sum(num_certain)::BIGINT AS num_certain
FROM told {span} GROUP BY day ORDER BY day
"""


def read_index(
    connection: duckdb.DuckDBPyConnection,
    *,
    chosen: EventFilter = ALL_EVENTS,
    first: date | None = None,
    last: date | None = None,
) -> pd.DataFrame:
    """The index of each day: a row a day on which an `actual` event can have happened.

    Columns: day, hostile and cooperative (sum of intensity times the share of the event's possible
    days that this day is), hostile_most and cooperative_most (every event that may be of this day
    wholly in it), hostile_least and cooperative_least (only events of this very day, each times
    its confidence), num_events, num_certain. Hostile sums are 0 or below. `first` and `last` bound
    the days listed. Announced, hypothetical and denied events never count.
    """
    condition, values = chosen.to_sql()
    bounds = []
    if first is not None:
        bounds.append("day >= ?")
        values.append(first)
    if last is not None:
        bounds.append("day <= ?")
        values.append(last)
    span = f"WHERE {' AND '.join(bounds)}" if bounds else ""
    return connection.execute(INDEX_SQL.format(condition=condition, span=span), values).df()


def read_evidence(
    connection: duckdb.DuckDBPyConnection, event_id: str, *, columns: Sequence[str] = ()
) -> pd.DataFrame:
    """Every mention of one event with its item: columns of `event_mentions` (those named, else
    all), then title, published, language, source, url and same_text_id of the item; in order of
    publication."""
    chosen = ", ".join(f"m.{name}" for name in columns) or "m.*"
    return connection.execute(
        f"""SELECT {chosen}, i.title, i.published, i.language, i.source, i.url, i.same_text_id
        FROM (SELECT * FROM event_mentions WHERE event_id = ?) m JOIN items i USING (item_id)
        ORDER BY i.published NULLS LAST, m.event_mention_id""",
        [event_id],
    ).df()
