"""Publishing and reading a store: releases, replacement, crashes, locks."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from deltalake import write_deltalake

from pipeline.errors import EscaladeError, StoreError
from pipeline.schema.tables import make_table
from pipeline.store.maintain import check_store, vacuum_store
from pipeline.store.read import latest_version, list_releases, open_release
from pipeline.store.resolve import resolve_events
from pipeline.store.table import ReleaseRow, find_table_dir, lock_store, open_table, read_rows
from pipeline.store.write import publish
from tests.unit.store_rows import make_item, make_mention

Rows = Sequence[dict[str, Any]]


def put(store: Path, items: Rows, mentions: Rows, **options: Any) -> ReleaseRow:
    """Publish items and mentions with the events that their `event_id` makes."""
    by_id = {item["item_id"]: item for item in items}
    rows = [{"event_id": f"e-{m['event_mention_id']}", **m} for m in mentions]
    return publish(
        store,
        items=make_table("item", items),
        event_mentions=make_table("event_mention", rows),
        events=make_table("event", resolve_events(rows, by_id)),
        **options,
    )


def ask(store: Path, query: str, *, version: int | None = None) -> list[Any]:
    release = open_release(store, version=version)
    return release.connection().execute(query).fetchall()


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1", event_id="e1")])
    rows = ask(tmp_path, "SELECT event_id, actor_code, num_mentions, event_days FROM events")
    assert rows == [("e1", "ARV", 1, [datetime(2031, 5, 5).date()])]  # noqa: DTZ001
    item = ask(tmp_path, "SELECT text, published_month, length(content_hash) FROM items")[0]
    assert item == (make_item("i1")["text"], "2031-05", 64)


def test_text_comes_back_character_for_character(tmp_path: Path) -> None:
    text = "  «É» \u202e rtl \u0000 nul\r\n\ttab 🜂 "
    put(tmp_path, [make_item("i1", text=text)], [])
    assert ask(tmp_path, "SELECT text FROM items") == [(text,)]


def test_publishing_twice_adds_nothing(tmp_path: Path) -> None:
    items, mentions = [make_item("i1"), make_item("i2")], [make_mention("m1", "i1")]
    first = put(tmp_path, items, mentions)
    again = put(tmp_path, list(reversed(items)), mentions)
    assert (first.version, again.version) == (1, 1)
    assert ask(tmp_path, "SELECT count(*) FROM event_mentions") == [(1,)]


def test_recoding_an_item_leaves_nothing_stale(tmp_path: Path) -> None:
    items = [make_item("i1"), make_item("i2")]
    both = [make_mention("m1", "i1", event_id="e1"), make_mention("m2", "i2", event_id="e1")]
    put(tmp_path, items, [*both, make_mention("m3", "i1", event_id="e3")])
    put(tmp_path, [make_item("i1")], [make_mention("m4", "i1", event_id="e4")])
    assert ask(tmp_path, "SELECT event_id, num_mentions FROM events ORDER BY 1") == [
        ("e1", 1),
        ("e4", 1),
    ]
    assert check_store(tmp_path) == []


def test_an_item_that_moves_to_another_month_is_there_once(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1")])
    put(tmp_path, [make_item("i1", published="2031-07")], [make_mention("m1", "i1")])
    assert ask(tmp_path, "SELECT item_id, published_month FROM items") == [("i1", "2031-07")]
    assert ask(tmp_path, "SELECT published_month FROM event_mentions") == [("2031-07",)]


def test_undated_items_have_a_place_too(tmp_path: Path) -> None:
    items = [make_item("i1", published=None), make_item("i2", published="2031")]
    put(tmp_path, items, [make_mention("m1", "i1", day=None)])
    assert ask(tmp_path, "SELECT published_month FROM items ORDER BY item_id") == [
        ("unknown",),
        ("2031",),
    ]


def test_a_past_release_gives_the_past_table(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1", actor_code="AAA")])
    before = ask(tmp_path, "SELECT * FROM events ORDER BY ALL")
    put(tmp_path, [make_item("i1", text="Else.")], [make_mention("m1", "i1", actor_code="BBB")])
    assert ask(tmp_path, "SELECT * FROM events ORDER BY ALL", version=1) == before
    assert ask(tmp_path, "SELECT actor_code FROM events") == [("BBB",)]
    with pytest.raises(StoreError, match="no release 9"):
        open_release(tmp_path, version=9)


def test_an_open_release_stays_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1")])
    release = open_release(tmp_path)
    put(tmp_path, [make_item("i2")], [make_mention("m2", "i2")])
    assert release.connection().execute("SELECT count(*) FROM items").fetchall() == [(1,)]
    assert (release.version, latest_version(tmp_path)) == (1, 2)


def test_an_empty_folder_is_an_empty_release(tmp_path: Path) -> None:
    release = open_release(tmp_path / "nothing")
    assert (release.version, release.released_at, release.is_demo) == (0, None, False)
    assert release.connection().execute("SELECT count(*) FROM events").fetchall() == [(0,)]
    assert list_releases(tmp_path / "nothing") == ()


def test_the_demo_says_so(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [], is_demo=True)
    assert open_release(tmp_path).is_demo


def test_nothing_outside_can_be_reached_from_a_release(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [])
    connection = open_release(tmp_path).connection()
    for query in (
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY events TO '/tmp/stolen.csv'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(query)


def test_writing_without_a_release_is_undone_by_the_next_writer(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1")])
    stray = make_table("item", [make_item("lost") | {"published_month": "2031-05"}])
    write_deltalake(find_table_dir(tmp_path, "item"), stray, mode="append")
    assert ask(tmp_path, "SELECT item_id FROM items") == [("i1",)]
    put(tmp_path, [make_item("i2")], [])
    assert ask(tmp_path, "SELECT item_id FROM items ORDER BY 1") == [("i1",), ("i2",)]


def test_a_clock_that_jumps_back_keeps_releases_in_order(tmp_path: Path) -> None:
    noon = datetime(2031, 5, 6, 12, tzinfo=UTC)
    put(tmp_path, [make_item("i1")], [], now=noon)
    put(tmp_path, [make_item("i2")], [], now=noon - timedelta(days=900))
    moments = [release.released_at for release in list_releases(tmp_path)]
    assert moments == sorted(moments)
    assert [release.version for release in list_releases(tmp_path)] == [1, 2]


def test_rows_that_do_not_fit_change_nothing(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [])
    with pytest.raises(EscaladeError, match="neither given nor in the store"):
        put(tmp_path, [make_item("i2")], [make_mention("m9", "stranger")])
    with pytest.raises(EscaladeError, match="more than once"):
        put(tmp_path, [make_item("i2"), make_item("i2")], [])
    assert latest_version(tmp_path) == 1


def test_a_changed_mention_of_another_item_replaces_its_row(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1", event_id="e1")])
    moved = make_mention("m1", "i1", event_id="e2")
    fresh = make_mention("m2", "i2", event_id="e2")
    rows = [moved, fresh]
    by_id = {"i1": make_item("i1"), "i2": make_item("i2")}
    publish(
        tmp_path,
        items=make_table("item", [make_item("i2")]),
        event_mentions=make_table("event_mention", rows),
        events=make_table("event", resolve_events(rows, by_id)),
        removed_event_ids=["e1"],
    )
    assert ask(tmp_path, "SELECT event_id, num_mentions FROM events") == [("e2", 2)]
    assert ask(tmp_path, "SELECT count(*) FROM event_mentions") == [(2,)]


def test_a_second_writer_waits_and_then_says_why(tmp_path: Path) -> None:
    with lock_store(tmp_path), pytest.raises(StoreError, match="Another process"):
        _lock_elsewhere(tmp_path)


def _lock_elsewhere(store: Path) -> None:
    with lock_store(store, timeout_seconds=0.2):
        raise AssertionError("the lock was taken twice")


def _put_many(store: Path, name: str) -> None:
    for number in range(4):
        item_id = f"{name}{number}"
        put(store, [make_item(item_id)], [make_mention(f"m-{item_id}", item_id)])


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_many, args=(tmp_path, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    assert ask(tmp_path, "SELECT count(*), count(DISTINCT item_id) FROM items") == [(8, 8)]
    assert latest_version(tmp_path) == 8


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_store_can_be_read_and_says_that_it_cannot_be_written(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [])
    folders = [tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert ask(tmp_path, "SELECT count(*) FROM items") == [(1,)]
        with pytest.raises(StoreError, match=r"cannot be written|could not"):
            put(tmp_path, [make_item("i2")], [])
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_damaged_file_is_named_by_check(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1")])
    damaged = Path(open_table(tmp_path, "event").file_uris()[0].removeprefix("file://"))
    damaged.write_bytes(damaged.read_bytes()[:200])
    with pytest.raises(StoreError, match="store check"):
        open_release(tmp_path)
    findings = check_store(tmp_path)
    assert [Path(finding.path).name for finding in findings] == [damaged.name]
    assert findings[0].is_fatal


def test_a_missing_file_is_named_by_check(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1")])
    gone = Path(open_table(tmp_path, "item").file_uris()[0].removeprefix("file://"))
    gone.unlink()
    assert any(gone.name in finding.path for finding in check_store(tmp_path))


def test_vacuum_keeps_what_live_releases_name(tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path, [make_item(f"i{number}")], [make_mention(f"m{number}", f"i{number}")])
    before = ask(tmp_path, "SELECT * FROM items ORDER BY ALL", version=5)
    done = vacuum_store(tmp_path, keep_releases=2)
    assert done.dropped_versions == (1, 2, 3, 4)
    assert done.num_files > 0
    assert ask(tmp_path, "SELECT * FROM items ORDER BY ALL") == before
    assert ask(tmp_path, "SELECT * FROM items ORDER BY ALL", version=5) == before
    with pytest.raises(StoreError):
        open_release(tmp_path, version=2)
    put(tmp_path, [make_item("more")], [])
    assert check_store(tmp_path) == []


def test_many_keys_are_deleted_by_merging(tmp_path: Path) -> None:
    items = [make_item(f"i{number:04d}") for number in range(300)]
    put(tmp_path, items, [])
    changed = [item | {"text": "New."} for item in items[:250]]
    put(tmp_path, changed, [])
    rows = read_rows(tmp_path, "item", columns=["text"]).column("text").to_pylist()
    assert (len(rows), rows.count("New.")) == (300, 250)
