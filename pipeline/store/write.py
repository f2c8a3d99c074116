"""Coded rows in, one release of the store out: all of it or nothing.

`publish` replaces every row of the items it is given (so a better coder leaves nothing stale
behind), upserts their events, and ends with the release row that makes it visible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as find_installed_version
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.tables import make_table
from pipeline.store.prepare import (
    Batch,
    Rows,
    check_batch,
    fill_months,
    find_published_month,
    list_other_items,
)
from pipeline.store.resolve import resolve_events
from pipeline.store.table import (
    ReleaseRow,
    add_release,
    append_rows,
    commit,
    create_tables,
    find_release,
    lock_store,
    open_table,
    put_back,
    read_rows,
)

IN_LIST = 200
"""Up to this many keys a deletion names them; beyond, it merges with a table of them."""
ITEM_COLUMNS = ["item_id", "published", "published_month", "source", "url", "same_text_id"]


def publish(
    store_dir: Path,
    *,
    items: Rows,
    event_mentions: Rows,
    events: Rows,
    issues: Rows | None = None,
    mentions: Rows | None = None,
    trail: Rows | None = None,
    removed_event_ids: Sequence[str] = (),
    is_demo: bool = False,
    kind: str = "publish",
    now: datetime | None = None,
) -> ReleaseRow:
    """Coded rows in, the release that holds them out; the last release when nothing changed.

    `items` are the items coded: all their earlier rows (items, mentions, event mentions, issues)
    are replaced, in whatever month they were. `event_mentions` may hold rows of other items that
    the joining changed (`event_id`, a settled date): they replace the row of that
    event_mention_id. `events` replace the rows of those event_ids; an event whose last mention
    went is removed, and one that only lost some is resolved anew. `published_month`,
    `content_hash` and `event_days` are filled in here when absent. Columns otherwise as in
    data/codebook/fields.tsv. Publishing the same rows again adds nothing.

    Raises EscaladeError for rows that do not fit the schema, StoreError when the store cannot be
    written; in both cases readers still see the last release.
    """
    store_dir = Path(store_dir)
    given = check_batch(items, mentions, event_mentions, events, issues, trail)
    with lock_store(store_dir):
        previous = find_release(store_dir)
        create_tables(store_dir)
        put_back(store_dir, previous)
        batch = _fill_months(store_dir, given)
        if previous is not None and _is_known(store_dir, batch, removed_event_ids):
            return previous
        _write_batch(store_dir, batch, removed_event_ids)
        return add_release(
            store_dir,
            previous=previous,
            kind=kind,
            is_demo=is_demo,
            code_version=find_code_version(),
            now=now,
        )


def find_code_version() -> str:
    """Version of Escalade that runs."""
    try:
        return find_installed_version("escalade")
    except PackageNotFoundError:
        return "unknown"


def _fill_months(store_dir: Path, batch: Batch) -> Batch:
    others = list_other_items(batch)
    columns = ["item_id", "published_month"]
    stored = read_rows(store_dir, "item", where=("item_id", others), columns=columns)
    return fill_months(
        batch, {row["item_id"]: row["published_month"] for row in stored.to_pylist()}
    )


def delete_where(store_dir: Path, table: str, name: str, values: Collection[str]) -> None:
    """Delete the rows whose column `name` has one of `values`, in one commit; none, no commit."""
    found = read_rows(store_dir, table, where=(name, values), columns=[name])
    present = sorted(set(found.column(name).to_pylist()))
    if not present:
        return
    delta = open_table(store_dir, table)
    if len(present) <= IN_LIST:
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in present)
        commit(lambda: delta.delete(f"{name} IN ({quoted})"), what=f"delete from {table}")
        return
    keys = pa.table({name: pa.array(present, type=pa.string())})
    merge = delta.merge(keys, f"target.{name} = source.{name}", "source", "target")
    commit(lambda: merge.when_matched_delete().execute(), what=f"delete from {table}")


def _is_known(store_dir: Path, batch: Batch, removed_event_ids: Sequence[str]) -> bool:
    """True when the store already holds exactly these rows, so that there is nothing to publish."""
    if batch.trail.num_rows or removed_event_ids:
        return False
    ids = batch.items.column("item_id").to_pylist()
    hashes = read_rows(
        store_dir, "item", where=("item_id", ids), columns=["item_id", "content_hash"]
    )
    if hashes.num_rows != len(ids):
        return False
    keys = batch.event_mentions.column("event_mention_id").to_pylist()
    events = batch.events.column("event_id").to_pylist()
    checks = (
        ("item", "item_id", ids, "item_id", batch.items),
        ("mention", "item_id", ids, "start_char", batch.mentions),
        ("event_mention", "event_mention_id", keys, "event_mention_id", batch.event_mentions),
        ("event", "event_id", events, "event_id", batch.events),
    )
    for table, name, values, order, rows in checks:
        stored = read_rows(store_dir, table, where=(name, values))
        if not _are_same(stored, rows, order):
            return False
    column = "event_mention_id"
    held = read_rows(store_dir, "event_mention", where=("item_id", ids), columns=[column])
    if set(held.column(column).to_pylist()) - set(keys):
        return False
    return bool(_drop_known_issues(store_dir, batch).num_rows == 0)


def _are_same(one: pa.Table, other: pa.Table, order: str) -> bool:
    if one.num_rows != other.num_rows:
        return False

    def list_rows(rows: pa.Table) -> list[str]:
        return sorted(repr(list(row.values())) for row in rows.sort_by(order).to_pylist())

    return bool(list_rows(one) == list_rows(other))


def _drop_known_issues(store_dir: Path, batch: Batch) -> pa.Table:
    """Issues of the batch that the store does not hold yet, whenever they were found."""
    if batch.issues.num_rows == 0:
        return batch.issues
    names = [name for name in batch.issues.column_names if name != "found_at"]
    stored = read_rows(store_dir, "issue", columns=names)
    known = {tuple(row[name] for name in names) for row in stored.to_pylist()}
    fresh = [tuple(row[name] for name in names) not in known for row in batch.issues.to_pylist()]
    return batch.issues.filter(pa.array(fresh, type=pa.bool_()))


def _write_batch(store_dir: Path, batch: Batch, removed_event_ids: Sequence[str]) -> None:
    ids = batch.items.column("item_id").to_pylist()
    keys = batch.event_mentions.column("event_mention_id").to_pylist()
    columns = ["event_mention_id", "item_id", "event_id"]
    by_item, by_key = ("item_id", ids), ("event_mention_id", keys)
    old = pa.concat_tables(
        read_rows(store_dir, "event_mention", where=where, columns=columns)
        for where in (by_item, by_key)
    )
    touched = set(pc.unique(old.column("event_id").drop_null()).to_pylist())
    for table in ("item", "mention", "event_mention"):
        delete_where(store_dir, table, "item_id", ids)
    replace_issues(store_dir, batch, ids)
    delete_where(store_dir, "event_mention", "event_mention_id", keys)
    append_rows(store_dir, "item", batch.items)
    append_rows(store_dir, "mention", batch.mentions)
    append_rows(store_dir, "event_mention", batch.event_mentions)
    append_rows(store_dir, "trail", batch.trail)
    write_events(store_dir, batch.events, touched=touched, removed=removed_event_ids)


def replace_issues(store_dir: Path, batch: Batch, item_ids: Sequence[str]) -> None:
    """Replace the issues of these items; issues without an item are added once."""
    delete_where(store_dir, "issue", "item_id", item_ids)
    append_rows(store_dir, "issue", _drop_known_issues(store_dir, batch))


def write_events(
    store_dir: Path, events: pa.Table, *, touched: Collection[str], removed: Iterable[str] = ()
) -> list[str]:
    """Upsert events; of the `touched` that are not given, resolve anew what still has mentions.

    Returns the event_ids that are gone: those of `removed`, and those without a mention left.
    """
    given = set(events.column("event_id").to_pylist())
    rest = set(touched) - given
    left = read_rows(store_dir, "event_mention", where=("event_id", rest)).to_pylist()
    item_ids = {row["item_id"] for row in left}
    items = read_rows(
        store_dir, "item", where=("item_id", item_ids), columns=ITEM_COLUMNS
    ).to_pylist()
    by_id = {row["item_id"]: row for row in items}
    resolved = resolve_events(left, by_id)
    for row in resolved:
        row["published_month"] = find_published_month(row["first_reported"])
    kept = {row["event_id"] for row in resolved}
    delete_where(store_dir, "event", "event_id", given | rest | set(removed))
    append_rows(store_dir, "event", events)
    append_rows(store_dir, "event", make_table("event", resolved))
    return sorted((rest - kept) | (set(removed) - given))
