"""A loaded database in, the same with every correction applied to its tables out.

Also makes table `conflicts`: correction_id, is_applied, what, and the correction's item_id, field,
made_by, made_at and reason.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.schema.tables import find_schema, make_table
from pipeline.store.prepare import find_published_month
from pipeline.store.replay import Replayed, Row, replay_corrections

SEARCH_TEXT = (
    "strip_accents(lower(concat_ws(' ', sentence_text, actor_name, actor_text, "
    "recipient_name, recipient_text, place_name, place_text, trigger_text)))"
)
CONFLICT = pa.schema(
    [
        pa.field("correction_id", pa.string()),
        pa.field("is_applied", pa.bool_()),
        pa.field("what", pa.string()),
    ]
)


def apply_corrections(database: duckdb.DuckDBPyConnection) -> None:
    """Replay table `corrections` over `event_mentions` and `events`, in place."""
    corrections = _query(database, "SELECT * FROM corrections ORDER BY made_at, correction_id")
    replayed = Replayed()
    if corrections:
        mentions = _read_mentions(database, corrections)
        item_ids = {row["item_id"] for row in (*mentions, *corrections)}
        columns = "item_id, published, published_month, source, url, same_text_id"
        items = _select(database, f"SELECT {columns} FROM items", "item_id", item_ids)
        by_id = {row["item_id"]: row for row in items}
        replayed = replay_corrections(corrections, mentions=mentions, items=by_id)
        _write_back(database, replayed)
    _make_conflicts(database, replayed)


def _read_mentions(
    database: duckdb.DuckDBPyConnection, corrections: Sequence[Row]
) -> list[dict[str, Any]]:
    """Mentions of the items that corrections name, and all mentions of the events these tell."""
    anchors = [*corrections, *_list_anchors(corrections)]
    item_ids = {row["item_id"] for row in anchors if row.get("item_id") is not None}
    event_ids = {row["event_id"] for row in anchors if row.get("event_id") is not None}
    near = _select(database, "SELECT event_id FROM event_mentions", "item_id", item_ids)
    event_ids |= {row["event_id"] for row in near if row["event_id"] is not None}
    names = ", ".join(find_schema("event_mention").names)
    query = f"SELECT {names} FROM event_mentions"
    found = {
        row["event_mention_id"]: row
        for name, values in (("item_id", item_ids), ("event_id", event_ids))
        for row in _select(database, query, name, values)
    }
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
    for row in replayed.events.values():
        row["published_month"] = find_published_month(row["first_reported"])
    for name, key, rows, gone, extra in (
        (
            "event_mention",
            "event_mention_id",
            replayed.mentions,
            replayed.gone_mention_ids,
            "",
        ),
        ("event", "event_id", replayed.events, replayed.gone_event_ids, f", {SEARCH_TEXT}"),
    ):
        database.register("changed", make_table(name, rows.values()))
        ids = pa.array(sorted({*rows, *gone}), pa.string())
        database.register("dropped", pa.table({"id": ids}))
        database.execute(f"DELETE FROM {name}s WHERE {key} IN (SELECT id FROM dropped)")
        database.execute(f"INSERT INTO {name}s SELECT *{extra} FROM changed")
        database.unregister("changed")
        database.unregister("dropped")


def _make_conflicts(database: duckdb.DuckDBPyConnection, replayed: Replayed) -> None:
    rows = [asdict(conflict) for conflict in replayed.conflicts]
    database.register("waiting", pa.Table.from_pylist(rows, schema=CONFLICT))
    database.execute(
        "CREATE TABLE conflicts AS SELECT waiting.*, item_id, field, made_by, made_at, reason "
        "FROM waiting JOIN corrections USING (correction_id) ORDER BY made_at, correction_id"
    )
    database.unregister("waiting")


def _select(
    database: duckdb.DuckDBPyConnection, query: str, name: str, values: Collection[str | None]
) -> list[dict[str, Any]]:
    wanted = sorted(value for value in values if value is not None)
    database.register("wanted", pa.table({"id": pa.array(wanted, pa.string())}))
    rows = _query(database, f"{query} WHERE {name} IN (SELECT id FROM wanted)")
    database.unregister("wanted")
    return rows


def _query(database: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = database.sql(query).to_arrow_table().to_pylist()
    return rows
