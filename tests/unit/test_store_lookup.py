"""A row looked up in the files of a store is the one that the opened release shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.store.corrections import (
    add_event,
    change_event,
    change_mention,
    merge_events,
    reject_event,
    reject_mention,
    split_event,
    undo_correction,
)
from pipeline.store.lookup import find_coded_mentions, find_conflicts, find_event, find_text
from pipeline.store.read import open_release
from tests.unit.store_rows import make_item, make_mention
from tests.unit.test_store_publish import put

BY = {"made_by": "Ada", "reason": "read again"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four items of two months and six mentions, corrected in every way there is."""
    items = [
        make_item(f"i{n}", published=f"2031-0{5 + n % 2}-06", source=f"paper {n}") for n in range(4)
    ]
    mentions = [
        make_mention(f"m{n}", f"i{n % 4}", event_id=f"e{n}", day=f"2031-05-{10 + n}")
        for n in range(6)
    ]
    put(tmp_path, items, mentions)
    change_event(tmp_path, "e0", field="actor_code", value="FRA", **BY)
    change_mention(tmp_path, "m1", field="event_date", value="2031-05", **BY)
    merge_events(tmp_path, "e2", "e3", **BY)
    split_event(tmp_path, "e2", ["m3"], **BY)
    undone = reject_event(tmp_path, "e4", **BY)
    reject_mention(tmp_path, "m5", **BY)
    fields = {"event_type": "AID", "factuality": "actual"}
    add_event(tmp_path, item_id="i1", trigger_start=0, trigger_end=4, fields=fields, **BY)
    undo_correction(tmp_path, undone, **BY)
    put(tmp_path, [items[0]], [mentions[4] | {"actor_code": "NER"}])
    return tmp_path


def test_every_row_is_the_same_in_the_files_and_in_the_open_release(store: Path) -> None:
    release = open_release(store)
    connection = release.connection()
    events = [name for (name,) in connection.execute("SELECT event_id FROM events").fetchall()]
    mentions = [
        name
        for (name,) in connection.execute("SELECT event_mention_id FROM event_mentions").fetchall()
    ]
    assert len(events) >= 5
    for name in events:
        opened = dict(find_event(store, name, release))
        del opened["search_text"]
        assert find_event(store, name, None) == opened
    assert find_coded_mentions(store, mentions, None) == find_coded_mentions(
        store, mentions, release
    )
    assert find_text(store, "i2", None) == find_text(store, "i2", release)
    columns = [name for (name, *_) in connection.execute("DESCRIBE conflicts").fetchall()]
    waiting = [
        dict(zip(columns, row, strict=True))
        for row in connection.execute("SELECT * FROM conflicts").fetchall()
    ]
    assert len(waiting) >= 1
    assert find_conflicts(store) == waiting


@pytest.mark.parametrize("name", ["e5", "e3", "none"])
def test_what_corrections_took_away_is_not_found(store: Path, name: str) -> None:
    release = open_release(store)
    for opened in (None, release):
        with pytest.raises(UsageError, match="There is no event_id"):
            find_event(store, name, opened)
