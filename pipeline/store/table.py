"""A store folder in, its Delta tables, its writer lock and its releases out.

A store is one folder with one Delta table a kind of row (TABLE_FOLDERS). Delta commits one table
at a time, so what readers see is decided by one more row in table `releases`: it names the version
of every table. What no release names does not exist: the next writer puts the table back first.

Writers hold the lock (`lock_store`), readers need none. The lock is the kernel's, on the file
`.lock`: it vanishes with the process that held it, however that process ends.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from pipeline.errors import StoreError
from pipeline.log import get_logger
from pipeline.schema.tables import find_schema, make_table
from pipeline.store.layout import DATA_TABLES, TABLE_FOLDERS, create_tables, find_table_dir
from pipeline.store.scan import scan_rows

RETRIES = 5
Result = TypeVar("Result")
logger = get_logger(__name__)
__all__ = [
    "DATA_TABLES",
    "TABLE_FOLDERS",
    "ReleaseRow",
    "add_release",
    "append_rows",
    "commit",
    "create_tables",
    "find_release",
    "find_table_dir",
    "has_releases",
    "latest_version",
    "list_releases",
    "lock_store",
    "open_table",
    "put_back",
    "read_rows",
]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One release: its number (from 1), its moment (UTC), and the version of every table."""

    version: int
    released_at: datetime
    kind: str
    is_demo: bool
    code_version: str
    tables: Mapping[str, int]
    num_items: int
    num_event_mentions: int
    num_events: int


@contextmanager
def lock_store(store_dir: Path, *, timeout_seconds: float = 120.0) -> Iterator[None]:
    """Hold the writer lock of a store, made if absent.

    Raises StoreError when another writer holds it longer than `timeout_seconds`, or when the
    folder cannot be written to.
    """
    try:
        store_dir.mkdir(parents=True, exist_ok=True)
        handle = (store_dir / ".lock").open("a+b")
    except OSError as error:
        raise StoreError(
            f"The store {store_dir} cannot be written to: {error.strerror}.",
            remedy="Give this user the right to write there, or choose another --store.",
        ) from error
    with handle:
        _wait_for_lock(store_dir, handle.fileno(), timeout_seconds)
        yield


def _wait_for_lock(store_dir: Path, number: int, timeout_seconds: float) -> None:
    give_up = time.monotonic() + timeout_seconds
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                raise StoreError(
                    f"Another process has been writing to {store_dir} for {timeout_seconds:.0f} s.",
                    remedy="Wait until it ends, or end it; then run the command again.",
                ) from None
            time.sleep(0.05)
        else:
            return


def open_table(store_dir: Path, table: str, *, version: int | None = None) -> DeltaTable:
    """One table at a version (the last when None). Raises StoreError when it cannot be read."""
    path = find_table_dir(store_dir, table)
    try:
        return DeltaTable(path, version=version)
    except (DeltaError, OSError) as error:
        raise StoreError(
            f"Table {path} cannot be read{'' if version is None else f' at version {version}'}: "
            f"{error}",
            remedy="Run `escalade store check` to see which files are missing or damaged.",
        ) from error


def read_rows(
    store_dir: Path,
    table: str,
    *,
    version: int | None = None,
    columns: Sequence[str] | None = None,
    where: tuple[str, Collection[Any]] | None = None,
) -> pa.Table:
    """Rows of one table at a version (the last when None), columns as in its schema.

    `where` is a column and the values it may have. Raises StoreError for a damaged file.
    """
    opened = open_table(store_dir, table, version=version)
    return scan_rows(opened.file_uris(), find_schema(table), columns=columns, where=where)


def has_releases(store_dir: Path) -> bool:
    """True when the folder is a store with at least one release."""
    return latest_version(store_dir) > 0


def latest_version(store_dir: Path) -> int:
    """Number of the last release, 0 when the folder holds none. Reads no rows."""
    path = find_table_dir(Path(store_dir), "release")
    if not DeltaTable.is_deltatable(str(path)):
        return 0
    actions = open_table(Path(store_dir), "release").get_add_actions(flatten=True)
    columns = pa.table(actions)
    if columns.num_rows == 0:
        return 0
    return int(max(columns.column("max.version").to_pylist()))


def find_release(store_dir: Path, *, version: int | None = None) -> ReleaseRow | None:
    """A release by number (the last when None); None when the store has no release at all.

    Raises StoreError when the number is not, or no longer, in the store.
    """
    wanted = latest_version(store_dir) if version is None else version
    if version is None and wanted == 0:
        return None
    for row in _read_rows(store_dir, version=wanted):
        return row
    raise StoreError(
        f"The store {store_dir} has no release {wanted}.",
        remedy="`escalade store history` lists the releases that can be read.",
    )


def list_releases(store_dir: Path) -> tuple[ReleaseRow, ...]:
    """Every release that can be read, oldest first; () when there is none."""
    if latest_version(store_dir) == 0:
        return ()
    return tuple(sorted(_read_rows(store_dir, version=None), key=lambda row: row.version))


def _read_rows(store_dir: Path, *, version: int | None) -> Iterator[ReleaseRow]:
    if latest_version(store_dir) == 0:
        return
    rows = read_rows(store_dir, "release")
    for row in rows.to_pylist():
        if version is not None and row["version"] != version:
            continue
        tables = json.loads(row.pop("tables_json"))
        yield ReleaseRow(tables=tables, **row)


def put_back(store_dir: Path, release: ReleaseRow | None) -> None:
    """Put every table back to what the last release names. The caller holds the lock.

    A writer that died between its commits leaves tables ahead of the last release; nobody has seen
    those rows, and their writer was never told that they were kept.
    """
    for table in DATA_TABLES:
        wanted = 0 if release is None else release.tables[table]
        head = open_table(store_dir, table)
        if head.version() == wanted or _holds_the_same(head, wanted):
            continue
        logger.warning("table %s of %s: unfinished writing undone", table, store_dir)
        commit(lambda head=head, wanted=wanted: head.restore(wanted), what=f"restore {table}")  # type: ignore[misc]


def _holds_the_same(head: DeltaTable, wanted: int) -> bool:
    """True when what came after the wanted version only deleted dead files or went back to it."""
    for done in head.history(head.version() - wanted):
        operation = str(done.get("operation", ""))
        if operation == "RESTORE":
            return str(done.get("operationParameters", {}).get("version")) == str(wanted)
        if not operation.startswith("VACUUM"):
            return False
    return True


def commit(action: Callable[[], Result], *, what: str) -> Result:
    """Run one Delta commit, again when another commit came between. Raises StoreError.

    Two writers cannot meet under the lock, but a folder shared over a network may not lock.
    """
    for attempt in range(RETRIES):
        try:
            return action()
        except CommitFailedError as error:
            if attempt == RETRIES - 1:
                raise _explain(error, what) from error
            time.sleep(0.05 * 2**attempt)
        except (DeltaError, OSError) as error:
            raise _explain(error, what) from error
    raise AssertionError("unreachable: the last attempt returns or raises")


def _explain(error: Exception, what: str) -> StoreError:
    return StoreError(
        f"The store could not {what}: {error}",
        remedy="What was there before is untouched. Check free disk space and rights, then repeat.",
    )


def append_rows(store_dir: Path, table: str, rows: pa.Table) -> None:
    """Append rows to one table in one commit; nothing happens for no rows."""
    if rows.num_rows:
        path = find_table_dir(store_dir, table)
        commit(lambda: write_deltalake(path, rows, mode="append"), what=f"append to {table}")


def add_release(
    store_dir: Path,
    *,
    previous: ReleaseRow | None,
    kind: str,
    is_demo: bool,
    code_version: str,
    now: datetime | None = None,
) -> ReleaseRow:
    """Make what the tables hold now the next release, and return it. The caller holds the lock.

    The moment is never before that of the release it follows, whatever the clock says.
    """
    moment = datetime.now(UTC) if now is None else now
    if previous is not None:
        moment = max(moment, previous.released_at)
    opened = {table: open_table(store_dir, table) for table in DATA_TABLES}
    row = ReleaseRow(
        version=1 if previous is None else previous.version + 1,
        released_at=moment,
        kind=kind,
        is_demo=is_demo,
        code_version=code_version,
        tables={table: delta.version() for table, delta in opened.items()},
        num_items=opened["item"].count(),
        num_event_mentions=opened["event_mention"].count(),
        num_events=opened["event"].count(),
    )
    append_rows(store_dir, "release", make_table("release", [_to_columns(row)]))
    return row


def _to_columns(row: ReleaseRow) -> dict[str, object]:
    columns: dict[str, object] = {
        name: getattr(row, name) for name in ReleaseRow.__slots__ if name != "tables"
    }
    columns["tables_json"] = json.dumps(dict(row.tables), sort_keys=True)
    return columns
