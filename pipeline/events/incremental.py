"""A batch of coded items and a store in, what to publish out: joined with what the store holds.

Only what can be the same event is read from the store (`pipeline.events.candidates`), and only the
events that a new mention joins are read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.events.candidates import find_candidates
from pipeline.events.join import Joined, join_rows, list_text_ids, resolve_joined
from pipeline.events.same_event import Merge, group_mentions
from pipeline.schema.tables import make_table
from pipeline.store.table import ReleaseRow, find_release, open_table, read_rows

Row = Mapping[str, Any]
ITEM_COLUMNS = ("item_id", "published", "source", "url", "same_text_id")


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
    names, merges, known = _join(store_dir, release, event_mentions, by_id)
    others = {row["item_id"] for row in known}
    stored = _read(store_dir, release, "item", "item_id", others, columns=ITEM_COLUMNS)
    items_of = by_id | {row["item_id"]: row for row in stored}
    joined = resolve_joined(event_mentions, names, merges, items_of, known=known)
    alive = _find_alive(store_dir, release, former, set(by_id))
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


def _join(
    store_dir: Path, release: ReleaseRow, fresh: Sequence[Row], items: Mapping[str, Row]
) -> tuple[dict[str, str], list[Merge], list[dict[str, Any]]]:
    """As `join_mentions`, and every stored mention of the events that may be told again."""
    if not fresh:
        return {}, [], []
    fresh = sorted(fresh, key=lambda row: str(row["event_mention_id"]))
    version = release.tables["event_mention"]
    files = open_table(store_dir, "event_mention", version=version).file_uris()
    found = find_candidates(fresh, files, replaced=sorted(items), text_ids=list_text_ids(items))
    known = _read(store_dir, release, "event_mention", "event_id", found.event_ids)
    known = sorted(
        (row for row in known if row["item_id"] not in items),
        key=lambda row: str(row["event_mention_id"]),
    )
    everything = [*fresh, *known]
    scored = found.place([row["event_mention_id"] for row in everything])
    names, merges = group_mentions(everything, scored, num_new=len(fresh))
    return names, merges, known


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
