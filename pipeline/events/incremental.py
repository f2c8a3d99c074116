"""A batch of coded items and a store in, what to publish out: joined with what the store holds.

Only what can be the same event is read from the store: mentions whose type, days, and a party or
country meet those of the batch, then the whole of their events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.events.join import Joined, join_rows
from pipeline.events.likeness import DAY_SLACK
from pipeline.events.same_event import RELATED, WIDE_DAYS
from pipeline.schema.tables import find_schema, make_table
from pipeline.store.scan import write_source
from pipeline.store.table import ReleaseRow, find_release, open_table, read_rows

Row = Mapping[str, Any]
ITEM_COLUMNS = ("item_id", "published", "source", "url", "same_text_id")
CANDIDATES = """
WITH old AS (
    SELECT event_id, item_id, event_type, actor_code, recipient_code, place_country,
        event_date_start AS first, event_date_end AS last FROM {source}
    WHERE event_id IS NOT NULL AND item_id NOT IN (SELECT item_id FROM replaced)
        AND (event_date_start IS NULL OR event_date_start <= getvariable('last')
            AND event_date_end >= getvariable('first'))
)
SELECT DISTINCT old.event_id FROM old JOIN fresh
    ON old.event_type = fresh.related_type AND {party}
WHERE (old.first IS NULL OR fresh.first IS NULL OR {wide}
    OR old.first <= fresh.last + {slack} AND old.last >= fresh.first - {slack})
    AND (old.event_type = fresh.event_type
        OR (old.actor_code IS NOT DISTINCT FROM fresh.actor)::INT
        + (old.recipient_code IS NOT DISTINCT FROM fresh.recipient)::INT
        + (old.place_country IS NOT DISTINCT FROM fresh.country)::INT >= 2
        OR old.actor_code = fresh.recipient AND old.recipient_code = fresh.actor)
"""
PARTIES = (
    "old.actor_code = fresh.actor",
    "old.recipient_code = fresh.recipient",
    "old.place_country = fresh.country",
    "old.actor_code = fresh.recipient AND old.recipient_code = fresh.actor",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What `pipeline.store.write.publish` takes of a joined batch."""

    event_mentions: pa.Table
    events: pa.Table
    trail: pa.Table
    removed_event_ids: tuple[str, ...]


def join_batch(
    store_dir: Path,
    *,
    items: Sequence[Row],
    event_mentions: Sequence[Row],
    now: datetime | None = None,
) -> Batch:
    """Coded items (rows of table `item`) and their mentions in, a batch to publish out.

    Earlier mentions of the same items count as gone. An event that loses all of them to a recoding
    keeps its id when a new mention of the same words takes their place. `now` (UTC) dates the
    trail. Raises StoreError when the store cannot be read.
    """
    release = find_release(store_dir)
    by_id = {item["item_id"]: item for item in items}
    if release is None:
        return _make_batch(join_rows(event_mentions, by_id), {}, now)
    former = _read(store_dir, release, "event_mention", "item_id", by_id)
    known = _read_known(store_dir, release, event_mentions, set(by_id))
    others = {row["item_id"] for row in known} - set(by_id)
    stored = _read(store_dir, release, "item", "item_id", others, columns=ITEM_COLUMNS)
    by_id |= {row["item_id"]: row for row in stored}
    joined = join_rows(event_mentions, by_id, known=known)
    alive = _find_alive(store_dir, release, former, set(by_id) - others)
    renamed = _keep_ids(joined, former, alive)
    return _make_batch(joined, renamed, now)


def _read(
    store_dir: Path,
    release: ReleaseRow,
    table: str,
    name: str,
    values: Iterable[str],
    *,
    columns: Sequence[str] | None = None,
) -> list[dict[str, Any]]:
    version = release.tables[table]
    where = (name, sorted(values))
    rows = read_rows(store_dir, table, version=version, columns=columns, where=where)
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _read_known(
    store_dir: Path, release: ReleaseRow, fresh: Sequence[Row], replaced: set[str]
) -> list[dict[str, Any]]:
    """Stored mentions, outside the replaced items, of every event that the fresh ones may tell."""
    version = release.tables["event_mention"]
    files = open_table(store_dir, "event_mention", version=version).file_uris()
    if not files or not fresh:
        return []
    source = write_source(files, find_schema("event_mention"))
    days = [row[name] for row in fresh for name in DATES if row.get(name) is not None]
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        database.register("fresh", _tabulate(fresh))
        database.register("replaced", pa.table({"item_id": pa.array(sorted(replaced))}))
        slack = timedelta(days=DAY_SLACK)
        bounds = (min(days) - slack, max(days) + slack) if days else (None, None)
        database.execute("SET VARIABLE first = ?::DATE", [bounds[0]])
        database.execute("SET VARIABLE last = ?::DATE", [bounds[1]])
        queries = (
            CANDIDATES.format(source=source, party=party, slack=DAY_SLACK, wide=_WIDE)
            for party in PARTIES
        )
        found = database.execute(" UNION ".join(f"({query})" for query in queries)).fetchall()
    rows = _read(store_dir, release, "event_mention", "event_id", [row[0] for row in found])
    return [row for row in rows if row["item_id"] not in replaced]


DATES = ("event_date_start", "event_date_end")
_WIDE = f"old.last - old.first > {WIDE_DAYS} AND fresh.last - fresh.first > {WIDE_DAYS}"


def _tabulate(fresh: Sequence[Row]) -> pa.Table:
    """A row for each mention and each type that could name its act."""
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            *("event_type", "related_type", "actor", "recipient", "country", "first", "last"),
        )
    }
    for row in fresh:
        for related in RELATED[row["event_type"]]:
            columns["event_type"].append(row["event_type"])
            columns["related_type"].append(related)
            columns["actor"].append(row.get("actor_code"))
            columns["recipient"].append(row.get("recipient_code"))
            columns["country"].append(row.get("place_country"))
            columns["first"].append(row.get("event_date_start"))
            columns["last"].append(row.get("event_date_end"))
    types = {"first": pa.date32(), "last": pa.date32()}
    return pa.table(
        {name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()}
    )


def _find_alive(
    store_dir: Path, release: ReleaseRow, former: Sequence[Row], replaced: set[str]
) -> set[str]:
    """Events of replaced mentions that other items still tell."""
    ids = {row["event_id"] for row in former if row["event_id"] is not None}
    columns = ("event_id", "item_id")
    left = _read(store_dir, release, "event_mention", "event_id", ids, columns=columns)
    return {row["event_id"] for row in left if row["item_id"] not in replaced}


def _keep_ids(joined: Joined, former: Sequence[Row], alive: set[str]) -> dict[str, str]:
    """New event id to the id it had before the recoding; the rows are renamed in place.

    A mention whose words lie over a former one, in an event opened just now, takes the former
    event's id, unless other items still tell that event: then it has parted from it.
    """
    by_item: dict[str, list[Row]] = {}
    for row in former:
        by_item.setdefault(row["item_id"], []).append(row)
    known = {row["event_id"] for row in former} | alive
    old_ids: dict[str, str] = {}
    parted: dict[str, str] = {}
    for row in joined.mentions:
        if row["event_id"] in known or row["event_id"] in old_ids:
            continue
        for old in by_item.get(row["item_id"], ()):
            meets = (
                old["trigger_start"] < row["trigger_end"]
                and row["trigger_start"] < old["trigger_end"]
            )
            if meets and old["event_id"] is not None and old["event_type"] == row["event_type"]:
                if old["event_id"] in alive:
                    parted[row["event_id"]] = old["event_id"]
                elif old["event_id"] not in old_ids.values():
                    old_ids[row["event_id"]] = old["event_id"]
                break
    for row in (*joined.mentions, *joined.events):
        row["event_id"] = old_ids.get(row["event_id"], row["event_id"])
    return {new: old for new, old in parted.items() if new not in old_ids}


def _make_batch(joined: Joined, parted: Mapping[str, str], now: datetime | None) -> Batch:
    moment = datetime.now(UTC) if now is None else now
    trail = [
        {
            "event_id": merge.gone_id,
            "change": "merged",
            "other_event_id": merge.kept_id,
            "changed_at": moment,
            "why": "new reports show that both are one event",
        }
        for merge in joined.merges
    ]
    trail += [
        {
            "event_id": old,
            "change": "split",
            "other_event_id": new,
            "changed_at": moment,
            "why": "a new coding of one item no longer matches the other reports",
        }
        for new, old in sorted(parted.items())
    ]
    return Batch(
        event_mentions=make_table("event_mention", joined.mentions),
        events=make_table("event", joined.events),
        trail=make_table("trail", trail),
        removed_event_ids=tuple(merge.gone_id for merge in joined.merges),
    )
