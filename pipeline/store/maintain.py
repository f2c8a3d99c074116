"""A store in, its history, its health, and a tidier store out: `escalade store ...`.

- `list_releases` (pipeline.store.table, also pipeline.store.read): `store history`
- `vacuum_store`: `store vacuum`
- `check_store`: `store check`
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from pipeline.errors import StoreError, UsageError
from pipeline.schema.tables import find_schema
from pipeline.store.prepared import drop_prepared
from pipeline.store.scan import write_source
from pipeline.store.table import (
    DATA_TABLES,
    TABLE_FOLDERS,
    ReleaseRow,
    add_release,
    commit,
    find_release,
    find_table_dir,
    list_releases,
    lock_store,
    open_table,
    put_back,
)
from pipeline.store.write import find_code_version

KEEP_RELEASES = 20


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """What a vacuum did: releases that can no longer be read, files and bytes gone."""

    dropped_versions: tuple[int, ...]
    num_files: int
    num_bytes: int
    version: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a store: where, what, and what to do. `is_fatal`: rows are lost."""

    path: str
    what: str
    remedy: str
    is_fatal: bool


def vacuum_store(
    store_dir: Path, *, keep_releases: int = KEEP_RELEASES, now: datetime | None = None
) -> Vacuumed:
    """Join small files, then delete the files that none of the last `keep_releases` releases names.

    Older releases go from the history. The rows of the releases that stay are untouched; a reader
    that is loading an older release right now gets an error and opens the newest. Raises
    UsageError when fewer than one release is to be kept, StoreError for an empty store.
    """
    if keep_releases < 1:
        raise UsageError("At least one release must be kept.", remedy="Use --keep 1 or more.")
    before = measure_bytes(store_dir)
    with lock_store(store_dir):
        previous = find_release(store_dir)
        if previous is None:
            raise StoreError(
                f"{store_dir} is not a store with releases.", remedy="Check the path of --store."
            )
        put_back(store_dir, previous)
        for table in DATA_TABLES:
            opened = open_table(store_dir, table)
            if len(opened.file_uris()) > 1:
                commit(opened.optimize.compact, what=f"join files of {table}")
        latest = _release_if_moved(store_dir, previous, now)
        kept = list_releases(store_dir)[-keep_releases:]
        dropped = _drop_older(store_dir, first=kept[0].version)
        num_files = sum(_vacuum_table(store_dir, table, kept) for table in TABLE_FOLDERS)
        drop_prepared(store_dir, kept=[row.version for row in kept])
    return Vacuumed(dropped, num_files, before - measure_bytes(store_dir), latest.version)


def _release_if_moved(store_dir: Path, previous: ReleaseRow, now: datetime | None) -> ReleaseRow:
    """A release that names the joined files, when there were any to join."""
    heads = {table: open_table(store_dir, table).version() for table in DATA_TABLES}
    if heads == dict(previous.tables):
        return previous
    return add_release(
        store_dir,
        previous=previous,
        kind="vacuum",
        is_demo=previous.is_demo,
        code_version=find_code_version(),
        now=now,
    )


def _drop_older(store_dir: Path, *, first: int) -> tuple[int, ...]:
    gone = tuple(row.version for row in list_releases(store_dir) if row.version < first)
    releases = open_table(store_dir, "release")
    if gone:
        commit(lambda: releases.delete(f"version < {first}"), what="drop old releases")
    releases = open_table(store_dir, "release")
    if len(releases.file_uris()) > 1:
        commit(releases.optimize.compact, what="join files of release")
    return gone


def _vacuum_table(store_dir: Path, table: str, kept: tuple[ReleaseRow, ...]) -> int:
    opened = open_table(store_dir, table)
    versions = {opened.version()}
    if table != "release":
        versions |= {row.tables[table] for row in kept}
    gone = commit(
        lambda: opened.vacuum(
            retention_hours=0,
            dry_run=False,
            enforce_retention_duration=False,
            full=True,
            keep_versions=sorted(versions),
        ),
        what=f"vacuum {table}",
    )
    return len(gone)


def measure_bytes(store_dir: Path) -> int:
    """Bytes of all files of a store, its transaction logs included."""
    return sum(path.stat().st_size for path in store_dir.rglob("*") if path.is_file())


def check_store(store_dir: Path) -> list[Finding]:
    """Everything wrong with the last release, worst first; [] for a sound store.

    Reads every file of every table whole: missing or damaged files, rows that point to nothing,
    rows that are there twice.
    """
    try:
        release = find_release(store_dir)
    except StoreError as error:
        return [_find_broken_log(store_dir, "release", error)]
    if release is None:
        return []
    findings: list[Finding] = []
    for table in DATA_TABLES:
        findings += _check_files(store_dir, table, release.tables[table])
    if not any(finding.is_fatal for finding in findings):
        findings += _check_rows(store_dir, release)
    return sorted(findings, key=lambda found: (not found.is_fatal, found.path, found.what))


def _find_broken_log(store_dir: Path, table: str, error: Exception) -> Finding:
    return Finding(
        path=str(find_table_dir(store_dir, table)),
        what=f"the transaction log cannot be read: {error}",
        remedy="Restore the folder from a backup, or ingest the items into a new store.",
        is_fatal=True,
    )


def _check_files(store_dir: Path, table: str, version: int) -> list[Finding]:
    try:
        opened = DeltaTable(find_table_dir(store_dir, table), version=version)
    except (DeltaError, OSError) as error:
        return [_find_broken_log(store_dir, table, error)]
    found = []
    for uri in opened.file_uris():
        path = Path(uri.removeprefix("file://"))
        try:
            pq.ParquetFile(path).read()
        except (OSError, ValueError) as error:
            found.append(
                Finding(
                    path=str(path),
                    what=f"the file cannot be read: {error}",
                    remedy="Restore it from a backup, or ingest its items again with --recode.",
                    is_fatal=True,
                )
            )
    return found


RULES = (
    ("event_mention", "every mention has its item", "item_id NOT IN (SELECT item_id FROM item)"),
    (
        "event_mention",
        "every mention has its event",
        "event_id IS NULL OR event_id NOT IN (SELECT event_id FROM event)",
    ),
    (
        "event",
        "every event has a mention",
        "event_id NOT IN (SELECT event_id FROM event_mention WHERE event_id IS NOT NULL)",
    ),
    ("mention", "every mention has its item", "item_id NOT IN (SELECT item_id FROM item)"),
)
KEYS = (
    ("item", "item_id"),
    ("event_mention", "event_mention_id"),
    ("event", "event_id"),
    ("correction", "correction_id"),
)


def _check_rows(store_dir: Path, release: ReleaseRow) -> list[Finding]:
    found = []
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        for table in ("item", "mention", "event_mention", "event", "correction"):
            opened = open_table(store_dir, table, version=release.tables[table])
            files = opened.file_uris()
            if files:
                source = write_source(files, find_schema(table))
                database.execute(f"CREATE VIEW {table} AS SELECT * FROM {source}")
            else:
                database.register(table, find_schema(table).empty_table())
        for table, rule, wrong in RULES:
            count = _count(database, f"SELECT count(*) FROM {table} WHERE {wrong}")
            if count:
                what = f"{count} rows break the rule: {rule}"
                found.append(_find_bad_rows(store_dir, table, what))
        for table, key in KEYS:
            count = _count(database, f"SELECT count(*) - count(DISTINCT {key}) FROM {table}")
            if count:
                what = f"{count} rows are there more than once (same {key})"
                found.append(_find_bad_rows(store_dir, table, what))
    return found


def _count(database: duckdb.DuckDBPyConnection, query: str) -> int:
    row = database.execute(query).fetchone()
    return 0 if row is None else int(row[0])


def _find_bad_rows(store_dir: Path, table: str, what: str) -> Finding:
    return Finding(
        path=str(find_table_dir(store_dir, table)),
        what=what,
        remedy="Ingest the items again with --recode, and report it: this should not happen.",
        is_fatal=False,
    )
