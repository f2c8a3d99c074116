"""A large release is opened from a file of its store, which goes when the release goes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.errors import StoreError
from pipeline.store import prepared
from pipeline.store.corrections import (
    change_event,
    merge_events,
    reject_event,
    split_event,
    undo_correction,
)
from pipeline.store.forget import forget_item
from pipeline.store.prepared import open_prepared
from pipeline.store.read import Release, open_release
from pipeline.store.write import publish
from tests.eval.synthetic_store import make_store_rows

PREPARED = "CREATE TABLE counted AS SELECT count(*) AS n FROM events"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of 40 events in 10 items that counts as large."""
    monkeypatch.setattr(prepared, "LARGE_BYTES", 0)
    rows = make_store_rows(40)
    publish(tmp_path, items=rows["item"], event_mentions=rows["event_mention"],
            events=rows["event"])  # fmt: skip
    return tmp_path


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(PREPARED)


def refuse(connection: duckdb.DuckDBPyConnection) -> None:
    raise AssertionError("loaded again")


def list_files(store: Path) -> list[Path]:
    return sorted((store / prepared.FOLDER).iterdir())


def test_it_is_loaded_once(store: Path) -> None:
    first = open_prepared(store, version=None, prepare=prepare, mark="a")
    again = open_prepared(store, version=1, prepare=refuse, mark="a")
    for release in (first, again):
        assert release.connection().execute("SELECT n FROM counted").fetchall() == [(40,)]
    first.close()
    assert again.connection().execute("SELECT n FROM counted").fetchall() == [(40,)]
    assert len(list_files(store)) == 1


def test_its_queries_reach_and_change_nothing_outside(store: Path) -> None:
    connection = open_prepared(store, version=None, prepare=prepare, mark="a").connection()
    with pytest.raises(duckdb.PermissionException):
        connection.execute("SELECT * FROM read_csv('/etc/hosts')")
    with pytest.raises(duckdb.InvalidInputException):
        connection.execute("SET enable_external_access = true")
    with pytest.raises(duckdb.InvalidInputException):
        connection.execute("DELETE FROM events")


def test_days_are_told_in_utc_wherever_the_server_is(store: Path) -> None:
    connection = open_prepared(store, version=None, prepare=prepare, mark="a").connection()
    assert connection.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]


def test_other_tables_make_another_file(store: Path) -> None:
    open_prepared(store, version=None, prepare=prepare, mark="a").close()
    with pytest.raises(AssertionError, match="loaded again"):
        open_prepared(store, version=None, prepare=refuse, mark="b")
    assert len(list_files(store)) == 1


def test_a_small_release_makes_no_file(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "LARGE_BYTES", 10_000_000)
    release = open_prepared(store, version=None, prepare=prepare, mark="a")
    assert release.connection().execute("SELECT n FROM counted").fetchall() == [(40,)]
    assert not (store / prepared.FOLDER).exists()


TABLES = ("events", "event_mentions", "items", "corrections", "conflicts", "counted")


def read_tables(release: Release) -> dict[str, list[str]]:
    """Rows of each table in no order."""
    connection = release.connection()
    return {
        name: sorted(map(str, connection.execute(f"SELECT * FROM {name}").fetchall()))
        for name in TABLES
    }


def test_after_corrections_the_file_is_that_of_a_whole_loading(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = {"made_by": "Ada", "reason": "read again"}
    events = [f"e{number:015x}" for number in range(6)]
    first = change_event(store, events[0], field="actor_code", value="MLI", **by)
    reject_event(store, events[1], **by)
    open_prepared(store, version=None, prepare=prepare, mark="a").close()
    coded = read_tables(open_prepared(store, version=1, prepare=prepare, mark="a"))
    undo_correction(store, first, **by)
    merge_events(store, events[2], events[3], **by)
    change_event(store, events[4], field="event_date", value="2021-02", **by)
    split_event(store, events[2], [f"m{3:015x}"], **by)
    monkeypatch.setattr(prepared, "fill_database", refuse)
    copied = open_prepared(store, version=None, prepare=prepare, mark="a")
    assert read_tables(open_prepared(store, version=1, prepare=prepare, mark="a")) == coded
    whole = open_release(store)
    prepare(whole._database)
    assert read_tables(copied) == read_tables(whole)
    assert coded["events"] != read_tables(copied)["events"]


def test_a_new_item_is_never_read_from_an_older_file(store: Path) -> None:
    open_prepared(store, version=None, prepare=prepare, mark="a").close()
    rows = make_store_rows(4, seed=9, first=40)
    publish(store, items=rows["item"], event_mentions=rows["event_mention"],
            events=rows["event"])  # fmt: skip
    release = open_prepared(store, version=None, prepare=prepare, mark="a")
    assert release.connection().execute("SELECT n FROM counted").fetchall() == [(44,)]


def test_an_erased_item_is_in_no_file(store: Path) -> None:
    open_prepared(store, version=None, prepare=prepare, mark="a").close()
    forget_item(store, "i00000000", erase=True)
    assert list_files(store) == []
    open_prepared(store, version=None, prepare=prepare, mark="a").close()
    assert [path.name.partition("-")[0] for path in list_files(store)] == ["2"]


def test_a_folder_that_cannot_be_written_is_said(store: Path) -> None:
    (store / prepared.FOLDER).write_text("not a folder")
    with pytest.raises(StoreError, match="cannot be kept"):
        open_prepared(store, version=None, prepare=prepare, mark="a")
