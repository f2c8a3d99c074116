"""A loaded database in, the same with every correction applied to its tables out.

Also makes table `conflicts`: correction_id, is_applied, what, and the correction's item_id, field,
made_by, made_at and reason; and, for events and event_mentions, `corrected_*` (the ids that
corrections changed, made or took away) and `coded_*` (the rows of these as they were coded).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from pipeline.schema.tables import list_columns, make_table
from pipeline.store.prepare import find_published_month
from pipeline.store.replay import Replayed, Row, replay_corrections

SEARCH_TEXT = (
    "strip_accents(lower(concat_ws(' ', sentence_text, actor_name, actor_text, "
    "recipient_name, recipient_text, place_name, place_text, trigger_text)))"
)
KEYS = {"event_mention": "event_mention_id", "event": "event_id"}
CONFLICT = pa.schema(
    [
        pa.field("correction_id", pa.string()),
        pa.field("is_applied", pa.bool_()),
        pa.field("what", pa.string()),
    ]
)


Select: TypeAlias = Callable[[str, str, Collection[str | None]], list[dict[str, Any]]]
"""Table (`event_mention` or `item`), column and values in, the rows that have one of them out."""


def replay_over(corrections: Sequence[Row], select: Select) -> Replayed:
    """Corrections in the order they were made in, what they change of the rows that `select`
    reads, which are as they were coded, out."""
    if not corrections:
        return Replayed()
    mentions = _read_mentions(corrections, select)
    item_ids = {row["item_id"] for row in (*mentions, *corrections)}
    by_id = {row["item_id"]: row for row in select("item", "item_id", item_ids)}
    return replay_corrections(corrections, mentions=mentions, items=by_id)


def apply_corrections(database: duckdb.DuckDBPyConnection) -> None:
    """Replay table `corrections` over `event_mentions` and `events`, in place."""
    corrections = _query(database, "SELECT * FROM corrections ORDER BY made_at, correction_id")
    replayed = replay_over(corrections, partial(_select, database))
    _write_back(database, replayed)
    _make_conflicts(database, replayed)


def take_back_corrections(database: duckdb.DuckDBPyConnection) -> None:
    """Undo `apply_corrections`: events and mentions are again as they were coded."""
    for name, key in KEYS.items():
        database.execute(f"DELETE FROM {name}s WHERE {key} IN (SELECT id FROM corrected_{name}s)")
        database.execute(f"INSERT INTO {name}s SELECT * FROM coded_{name}s")
        database.execute(f"DROP TABLE corrected_{name}s")
        database.execute(f"DROP TABLE coded_{name}s")
    database.execute("DROP TABLE conflicts")


def _read_mentions(corrections: Sequence[Row], select: Select) -> list[dict[str, Any]]:
    """Mentions of the items that corrections name, and all mentions of the events these tell."""
    anchors = [*corrections, *_list_anchors(corrections)]
    item_ids = {row["item_id"] for row in anchors if row.get("item_id") is not None}
    event_ids = {row["event_id"] for row in anchors if row.get("event_id") is not None}
    near = select("event_mention", "item_id", item_ids)
    event_ids |= {row["event_id"] for row in near if row["event_id"] is not None}
    told = select("event_mention", "event_id", event_ids)
    found = {row["event_mention_id"]: row for row in (*near, *told)}
    return [found[key] for key in sorted(found)]


def _list_anchors(corrections: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for row in corrections:
        if row["kind"] == "merge":
            found.append(json.loads(row["new_value"]))
        elif row["kind"] == "split":
            found += json.loads(row["new_value"])
    return found


def _write_back(database: duckdb.DuckDBPyConnection, replayed: Replayed) -> None:
    """Put changed rows in the place of coded ones, which are kept beside them."""
    for name, rows, gone, extra in (
        ("event_mention", replayed.mentions, replayed.gone_mention_ids, ""),
        ("event", replayed.events, replayed.gone_event_ids, f", {SEARCH_TEXT}"),
    ):
        key = KEYS[name]
        ids = pa.array(sorted({*rows, *gone}), pa.string())
        database.register("dropped", pa.table({"id": ids}))
        database.execute(f"CREATE TABLE corrected_{name}s AS SELECT id FROM dropped")
        database.unregister("dropped")
        those = f"FROM {name}s WHERE {key} IN (SELECT id FROM corrected_{name}s)"
        database.execute(f"CREATE TABLE coded_{name}s AS SELECT * {those}")
        if not len(ids):
            continue
        database.execute(f"DELETE {those}")
        database.register("changed", make_rows(name, rows.values()))
        database.execute(f"INSERT INTO {name}s SELECT *{extra} FROM changed")
        database.unregister("changed")


def make_rows(table: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Rows of `Replayed` as rows of their table, the month of an event filled in."""
    filled = [
        row | {"published_month": find_published_month(row["first_reported"])}
        if table == "event"
        else row
        for row in rows
    ]
    return make_table(table, filled)


def _make_conflicts(database: duckdb.DuckDBPyConnection, replayed: Replayed) -> None:
    rows = [asdict(conflict) for conflict in replayed.conflicts]
    database.register("waiting", pa.Table.from_pylist(rows, schema=CONFLICT))
    database.execute(
        "CREATE TABLE conflicts AS SELECT waiting.*, item_id, field, made_by, made_at, reason "
        "FROM waiting JOIN corrections USING (correction_id) ORDER BY made_at, correction_id"
    )
    database.unregister("waiting")


def _select(
    database: duckdb.DuckDBPyConnection, table: str, name: str, values: Collection[str | None]
) -> list[dict[str, Any]]:
    wanted = sorted(value for value in values if value is not None)
    database.register("wanted", pa.table({"id": pa.array(wanted, pa.string())}))
    columns = ", ".join(list_replayed(table))
    query = f"SELECT {columns} FROM {table}s WHERE {name} IN (SELECT id FROM wanted)"
    rows = _query(database, query)
    database.unregister("wanted")
    return rows


def list_replayed(table: str) -> tuple[str, ...]:
    """Columns of `event_mention` or `item` that a replay reads."""
    if table == "item":
        return ("item_id", "published", "published_month", "source", "url", "same_text_id")
    return list_columns(table)


def _query(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = database.sql(query).to_arrow_table().to_pylist()
    return rows
