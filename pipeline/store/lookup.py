"""Ids in, the rows that a person sees under them out, corrections applied."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.store.overlay import list_replayed, make_rows, replay_over
from pipeline.store.read import Release
from pipeline.store.table import ReleaseRow, find_release, read_rows

Row = Mapping[str, Any]


def find_event(store_dir: Path, event_id: str, release: Release | None) -> Row:
    return _find_rows(store_dir, release, "event", [event_id])[0]


def find_coded_mentions(
    store_dir: Path, event_mention_ids: Sequence[str], release: Release | None
) -> list[Row]:
    return _find_rows(store_dir, release, "event_mention", event_mention_ids)


def find_text(store_dir: Path, item_id: str, release: Release | None) -> str:
    return str(_find_rows(store_dir, release, "item", [item_id])[0]["text"])


def find_conflicts(store_dir: Path) -> list[dict[str, Any]]:
    """Corrections of the last release that need a person: rows of table `conflicts`."""
    row = find_release(store_dir)
    if row is None:
        return []
    corrections = _read_corrections(store_dir, row)
    by_id = {correction["correction_id"]: correction for correction in corrections}
    names = ("item_id", "field", "made_by", "made_at", "reason")
    found = [
        asdict(conflict) | {name: by_id[conflict.correction_id][name] for name in names}
        for conflict in replay_over(corrections, partial(_select, store_dir, row)).conflicts
    ]
    return sorted(found, key=lambda one: (one["made_at"], one["correction_id"]))


def _find_rows(
    store_dir: Path, release: Release | None, table: str, ids: Sequence[str]
) -> list[Row]:
    """The rows of these ids as they are seen, in the order of the ids. UsageError without one."""
    read = _read_stored if release is None else partial(_read_opened, release)
    key = f"{table}_id"
    found = {row[key]: row for row in read(store_dir, table, key, ids)}
    for name in ids:
        if name not in found:
            raise UsageError(
                f"There is no {key} {name!r} in {store_dir}.",
                remedy="It may have been rejected or joined to another; look it up again.",
            )
    return [found[name] for name in ids]


def _read_opened(
    release: Release, store_dir: Path, table: str, key: str, ids: Sequence[str]
) -> list[dict[str, Any]]:
    query = f"SELECT * FROM {table}s WHERE {key} IN (SELECT unnest(?))"
    rows = release.connection().sql(query, params=[list(ids)]).to_arrow_table()
    return list(rows.to_pylist())


def _read_stored(store_dir: Path, table: str, key: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of the last release, read from the files that hold them and those that corrections
    name: a store of millions is not opened for one of them."""
    row = find_release(store_dir)
    if row is None:
        return []
    version = row.tables[table]
    rows = read_rows(store_dir, table, version=version, where=(key, ids)).to_pylist()
    corrections = [] if table == "item" else _read_corrections(store_dir, row)
    replayed = replay_over(corrections, partial(_select, store_dir, row))
    changed = replayed.events if table == "event" else replayed.mentions
    gone = replayed.gone_event_ids if table == "event" else replayed.gone_mention_ids
    seen = [one for one in rows if one[key] not in changed and one[key] not in gone]
    seen += make_rows(table, [changed[name] for name in ids if name in changed]).to_pylist()
    return seen


def _read_corrections(store_dir: Path, row: ReleaseRow) -> list[dict[str, Any]]:
    rows = read_rows(store_dir, "correction", version=row.tables["correction"])
    order = [("made_at", "ascending"), ("correction_id", "ascending")]
    return list(rows.sort_by(order).to_pylist())


def _select(
    store_dir: Path, release: ReleaseRow, table: str, name: str, values: Collection[str | None]
) -> list[dict[str, Any]]:
    where = (name, sorted(value for value in values if value is not None))
    version, columns = release.tables[table], list_replayed(table)
    rows = read_rows(store_dir, table, version=version, columns=columns, where=where)
    return list(rows.to_pylist())


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between full stops or line ends around some characters."""
    stops = [n + 1 for n, sign in enumerate(text) if sign in ".!?\n"]
    first = max([stop for stop in stops if stop <= start], default=0)
    last = min([stop for stop in stops if stop >= end], default=len(text))
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
