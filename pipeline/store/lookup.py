"""An id in, the row that a person sees under it out, corrections applied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.store.read import Release, open_release

Row = Mapping[str, Any]


def find_event(store_dir: Path, event_id: str, release: Release | None) -> Row:
    return _find_one(store_dir, release, "events", "event_id", event_id)


def find_coded_mention(store_dir: Path, event_mention_id: str, release: Release | None) -> Row:
    return _find_one(store_dir, release, "event_mentions", "event_mention_id", event_mention_id)


def find_text(store_dir: Path, item_id: str, release: Release | None) -> str:
    return str(_find_one(store_dir, release, "items", "item_id", item_id)["text"])


def _find_one(store_dir: Path, release: Release | None, table: str, name: str, value: str) -> Row:
    opened = open_release(store_dir) if release is None else release
    query = f"SELECT * FROM {table} WHERE {name} = ?"
    rows = opened.connection().sql(query, params=[value]).to_arrow_table().to_pylist()
    if release is None:
        opened.close()
    if not rows:
        raise UsageError(
            f"There is no {name} {value!r} in {store_dir}.",
            remedy="It may have been rejected or joined to another; look it up again.",
        )
    row: Row = rows[0]
    return row


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
