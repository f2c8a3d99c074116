"""An item in, a store without it out, and without all that rests on it alone.

The item goes from the next release; the files of earlier releases still hold it until
`pipeline.store.maintain.vacuum_store` drops those releases, which `forget_item` does on request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.store.maintain import vacuum_store
from pipeline.store.table import add_release, find_release, lock_store, put_back, read_rows
from pipeline.store.write import delete_where, find_code_version, write_events


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with an item: rows by table, events that lost their only report, and those that
    stay with other reports. `version` is the release without the item."""

    item_id: str
    num_mentions: int
    num_event_mentions: int
    num_corrections: int
    num_issues: int
    removed_event_ids: tuple[str, ...]
    kept_event_ids: tuple[str, ...]
    version: int
    is_erased: bool


def forget_item(
    store_dir: Path, item_id: str, *, erase: bool = False, now: datetime | None = None
) -> Forgotten:
    """Remove an item, its mentions, its corrections and issues; resolve its events anew.

    With `erase`, earlier releases and their files go too, so that no copy of the text is left; open
    readers keep what they loaded. Copies of its text by other sources stay: they are items too.
    Raises UsageError when the store has no such item, StoreError when it cannot be written.
    """
    with lock_store(store_dir):
        previous = find_release(store_dir)
        where = ("item_id", [item_id])
        held = previous and read_rows(
            store_dir, "item", version=previous.tables["item"], columns=["item_id"], where=where
        )
        if previous is None or not held or held.num_rows == 0:
            raise UsageError(
                f"The store {store_dir} has no item {item_id!r}.",
                remedy="Item ids stand in the evidence panel and in every export.",
            )
        put_back(store_dir, previous)
        counts = {
            table: read_rows(store_dir, table, columns=["item_id"], where=where).num_rows
            for table in ("mention", "event_mention", "correction", "issue")
        }
        told = read_rows(store_dir, "event_mention", columns=["event_id"], where=where)
        touched = {name for name in told.column("event_id").to_pylist() if name is not None}
        for table in ("item", "mention", "event_mention", "correction", "issue"):
            delete_where(store_dir, table, "item_id", [item_id])
        empty = read_rows(store_dir, "event", where=("event_id", []))
        removed = write_events(store_dir, empty, touched=touched)
        release = add_release(
            store_dir,
            previous=previous,
            kind="forget",
            is_demo=previous.is_demo,
            code_version=find_code_version(),
            now=now,
        )
    if erase:
        vacuum_store(store_dir, keep_releases=1, now=now)
    return Forgotten(
        item_id=item_id,
        num_mentions=counts["mention"],
        num_event_mentions=counts["event_mention"],
        num_corrections=counts["correction"],
        num_issues=counts["issue"],
        removed_event_ids=tuple(removed),
        kept_event_ids=tuple(sorted(touched - set(removed))),
        version=release.version,
        is_erased=erase,
    )
