"""A release with further tables in, the same from a file that later openings share out.

A large release takes seconds to load and gigabytes to hold. It is loaded once into a DuckDB file
in folder `prepared` of its store; the database then holds in memory only what is asked for. Small
releases stay in memory. Where a release differs from one whose file is there in corrections alone,
that file is copied and only they are applied anew. The files hold texts of the store: vacuum drops
those of releases that go.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

import duckdb

from pipeline.errors import StoreError
from pipeline.store.read import (
    Release,
    fill_database,
    make_release,
    open_release,
    renew_corrections,
)
from pipeline.store.table import ReleaseRow, find_release, list_releases, open_table

FOLDER = "prepared"
LARGE_BYTES = 16_000_000
"""Releases whose events take more on disk are kept in a file."""
LOADING: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "1GB"}
READING: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "512MB"}
CHANGING = "correction"
"""The table that a correction changes, and nothing else."""
_DRAFT_SECONDS = 3600
_KEPT_FILES = 2

Prepare = Callable[[duckdb.DuckDBPyConnection], None]


def open_prepared(store_dir: Path, *, version: int | None, prepare: Prepare, mark: str) -> Release:
    """Open a release (the last when `version` is None) with the tables that `prepare` makes.

    `mark` tells one `prepare` from another: a file made by another is not used. Raises
    StoreError as `open_release` does, and when the file cannot be written.
    """
    row = find_release(store_dir, version=version)
    if row is None or _measure_events(store_dir, row) < LARGE_BYTES:
        release = open_release(store_dir, version=version)
        prepare(release.connection())
        return release
    path = store_dir / FOLDER / _name_file(row, mark)
    if not path.is_file():
        _write_file(path, store_dir, row, prepare, _find_base(store_dir, row, mark))
    return make_release(duckdb.connect(path, read_only=True, config=READING), store_dir, row)


def drop_prepared(store_dir: Path, *, kept: Collection[int]) -> None:
    """Delete the files of all but some releases; open readers keep what they have."""
    for path in (store_dir / FOLDER).glob("*.duckdb"):
        if _read_version(path) not in kept:
            path.unlink(missing_ok=True)


def _measure_events(store_dir: Path, row: ReleaseRow) -> int:
    files = open_table(store_dir, "event", version=row.tables["event"]).file_uris()
    return sum(Path(name.removeprefix("file://")).stat().st_size for name in files)


def _name_file(row: ReleaseRow, mark: str) -> str:
    """The name tells what a file was made from: the release, its reader and the further tables."""
    parts = [mark, duckdb.__version__, str(row.released_at), str(sorted(row.tables.items()))]
    parts += [path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{row.version}-{digest[:16]}.duckdb"


def _find_base(store_dir: Path, row: ReleaseRow, mark: str) -> Path | None:
    """The newest file of a release that differs from this one in corrections alone."""
    paths = {_read_version(path): path for path in (store_dir / FOLDER).glob("*.duckdb")}
    for old in sorted(list_releases(store_dir), key=lambda old: -old.version):
        path = paths.get(old.version)
        same = all(old.tables[name] == row.tables[name] for name in row.tables if name != CHANGING)
        if path is not None and same and path.name == _name_file(old, mark):
            return path
    return None


def _read_version(path: Path) -> int:
    return int(path.name.partition("-")[0])


def _write_file(
    path: Path, store_dir: Path, row: ReleaseRow, prepare: Prepare, base: Path | None
) -> None:
    """Load into a draft beside the file, then give it its name: no reader sees half of one."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="draft-") as folder:
            draft = Path(folder) / path.name
            if base is not None:
                shutil.copyfile(base, draft)
            _tidy(path.parent)
            database = duckdb.connect(draft, config=LOADING)
            try:
                if base is None:
                    fill_database(database, store_dir, row)
                else:
                    renew_corrections(database, store_dir, row)
                prepare(database)
            finally:
                database.close()
            draft.replace(path)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise StoreError(
            f"The opened release cannot be kept in {path.parent}: {error}",
            remedy="Make room on the disk, and let the user who runs the dashboard write there.",
        ) from error


def _tidy(folder: Path) -> None:
    """Leave the newest files; drop drafts that a process left behind when it was killed."""
    files = sorted(folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime)
    for path in files[: -_KEPT_FILES + 1]:
        path.unlink(missing_ok=True)
    for draft in folder.glob("draft-*"):
        if time.time() - draft.stat().st_mtime > _DRAFT_SECONDS:
            for path in draft.iterdir():
                path.unlink(missing_ok=True)
            draft.rmdir()
