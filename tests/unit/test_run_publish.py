"""Ingesting: what is new is coded once, what is known passed over, what fails written down."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.run.copies import code_stream
from pipeline.run.join import list_event_rows
from pipeline.run.publish import IngestReport, publish_items
from pipeline.run.shard import TOO_LONG, Outcome, set_aside
from pipeline.run.steps import code_items
from pipeline.schema.records import Issue, Item
from pipeline.store.maintain import check_store
from pipeline.store.read import open_release, read_mentions
from pipeline.store.table import list_releases
from tests.unit.coders import code_with_event

TEXT = (
    "The army of Arvonia shelled the port of Belmar on Monday, officials of the harbour said. "
    "No ship was hit, and the ferries left on time in the evening, they added."
)
MOMENT = datetime(2031, 5, 7, 12, tzinfo=UTC)


class Engine:
    """Codes with one event an item, sets aside what says `fail`, and counts what it was given."""

    def __init__(self, *, stops_after: int | None = None) -> None:
        self.given: list[str] = []
        self._left = stops_after

    def __call__(self, items: Iterable[Item]) -> Iterator[Outcome]:
        for item in items:
            if self._left is not None:
                if self._left == 0:
                    raise KeyboardInterrupt
                self._left -= 1
            self.given.append(item.item_id)
            if item.text == "fail":
                yield set_aside(item, "coding it failed: no such word")
            else:
                yield from code_with_event([item])


def make_items(*names: str) -> list[Item]:
    return [
        Item(item_id=name, text=invent_text(name), published="2031-05-06", source=name)
        for name in names
    ]


def invent_text(name: str) -> str:
    """A text of its own for each name, no copy of another."""
    chance = random.Random(name)
    words = ["".join(chance.choices("aeioulmnrst", k=6)) for _ in range(30)]
    return f"The army of {words[0]} shelled {words[1]}. {' '.join(words[2:])}."


def ingest(
    store: Path, records: Iterable[Item | Issue], engine: Engine, **options: object
) -> IngestReport:
    return publish_items(
        records,
        store_dir=store,
        engine=engine,
        now=lambda: MOMENT,
        **options,  # type: ignore[arg-type]
    )


def count(store: Path, table: str) -> int:
    release = open_release(store)
    row = release.connection().execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def test_second_run_codes_nothing_and_adds_nothing(tmp_path: Path) -> None:
    items = make_items("a", "b", "c")
    first = ingest(tmp_path, items, Engine())
    assert (first.num_read, first.num_coded, first.num_known) == (3, 3, 0)
    engine = Engine()
    second = ingest(tmp_path, items, engine)
    assert engine.given == []
    assert (second.num_coded, second.num_known) == (0, 3)
    assert count(tmp_path, "items") == 3
    assert count(tmp_path, "event_mentions") == 3
    assert len(list_releases(tmp_path)) == 1


def test_recoding_replaces_rows_and_doubles_none(tmp_path: Path) -> None:
    items = make_items("a", "b")
    ingest(tmp_path, items, Engine())
    engine = Engine()
    ingest(tmp_path, items, engine, recode=True)
    assert sorted(engine.given) == ["a", "b"]
    assert count(tmp_path, "event_mentions") == 2
    assert check_store(tmp_path) == []


def test_changed_text_is_a_new_version_of_its_item(tmp_path: Path) -> None:
    (item,) = make_items("a")
    ingest(tmp_path, [item], Engine())
    changed = Item(item_id="a", text="Something else happened.", published="2031-05-06")
    ingest(tmp_path, [changed], Engine())
    release = open_release(tmp_path)
    texts = release.connection().execute("SELECT text FROM items").fetchall()
    assert texts == [("Something else happened.",)]
    assert count(tmp_path, "event_mentions") == 1


def test_run_that_was_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    items = make_items(*"abcdefg")
    with pytest.raises(KeyboardInterrupt):
        ingest(tmp_path, items, Engine(stops_after=5), batch_items=2)
    assert count(tmp_path, "items") == 4
    engine = Engine()
    report = ingest(tmp_path, items, engine, batch_items=2)
    assert engine.given == ["e", "f", "g"]
    assert report.num_known == 4
    assert count(tmp_path, "items") == 7


def test_what_ran_out_of_time_is_tried_once_more_and_a_bad_document_is_not(tmp_path: Path) -> None:
    items = make_items("late", "bad", "good")
    reasons = {"late": TOO_LONG, "bad": "coding it failed: ValueError: no"}

    def engine(given: Iterable[Item]) -> Iterator[Outcome]:
        for item in given:
            asked.append(item.item_id)
            if item.item_id in reasons:
                yield set_aside(item, reasons[item.item_id])
            else:
                yield from Engine()([item])

    asked: list[str] = []
    ingest(tmp_path, items, engine)
    asked.clear()
    second = ingest(tmp_path, items, engine)
    assert (asked, second.num_retried) == (["late"], 1)
    asked.clear()
    third = ingest(tmp_path, items, engine)
    assert (asked, third.num_retried) == ([], 0)
    query = "SELECT item_id, what FROM issues ORDER BY item_id"
    assert open_release(tmp_path).connection().execute(query).fetchall() == [
        ("bad", reasons["bad"]),
        ("late", f"{TOO_LONG}, again"),
    ]


def test_what_is_tried_again_and_succeeds_is_no_issue_any_more(tmp_path: Path) -> None:
    items = make_items("late")
    ingest(tmp_path, items, lambda given: (set_aside(item, TOO_LONG) for item in given))
    report = ingest(tmp_path, items, Engine())
    assert report.num_retried == 1
    assert (count(tmp_path, "issues"), count(tmp_path, "event_mentions")) == (0, 1)


def test_what_failed_is_kept_with_its_reason(tmp_path: Path) -> None:
    failed = Item(item_id="x", text="fail", published="2031-05-06")
    unread = Issue(stage="ingest", what="is not JSON", path="a.jsonl", line=7)
    report = ingest(tmp_path, [*make_items("a"), unread, failed], Engine())
    assert report.num_issues == 2
    assert count(tmp_path, "items") == 2
    query = "SELECT stage, item_id, path, line FROM issues"
    told = set(open_release(tmp_path).connection().execute(query).fetchall())
    assert told == {("ingest", None, "a.jsonl", 7), ("run", "x", None, None)}


def test_same_item_twice_in_one_run_counts_once(tmp_path: Path) -> None:
    items = make_items("a")
    ingest(tmp_path, [*items, *items], Engine())
    assert count(tmp_path, "items") == 1


def test_wire_copy_is_not_coded_again_and_counts_as_a_source(tmp_path: Path) -> None:
    first = Item(item_id="a", text=TEXT, published="2031-05-06", source="One")
    copy = Item(item_id="b", text=f"(Agency) {TEXT}", published="2031-05-06", source="Two")
    engine = Engine()
    ingest(tmp_path, [first, copy], engine)
    assert engine.given == ["a"]
    assert count(tmp_path, "event_mentions") == 2
    release = open_release(tmp_path)
    events = release.connection().execute("SELECT num_mentions, num_sources FROM events").fetchall()
    assert events == [(2, 2)]
    rows = release.connection().execute(
        "SELECT m.trigger_text, i.text[m.trigger_start + 1:m.trigger_end] "
        "FROM event_mentions m JOIN items i USING (item_id)"
    )
    assert all(said == found for said, found in rows.fetchall())


def test_demo_is_labelled(tmp_path: Path) -> None:
    ingest(tmp_path, make_items("a"), Engine(), is_demo=True)
    assert open_release(tmp_path).is_demo


def test_rows_without_a_store_share_the_id_of_their_event() -> None:
    first = Item(item_id="a", text=TEXT, published="2031-05-06", source="One")
    copy = Item(item_id="b", text=f"(Agency) {TEXT}", published="2031-05-06", source="Two")
    links: dict[str, str] = {}
    outcomes = list(code_stream([first, copy], Engine(), links=links))
    coded = [outcome for outcome in outcomes if not isinstance(outcome, Issue)]
    rows = list(list_event_rows(coded, links=links))
    assert links == {"b": "a"}
    assert {row["item_id"] for row in rows} == {"a", "b"}
    assert len({row["event_id"] for row in rows}) == 1
    assert {row["event_date_start"] for row in rows} == {"2031-05-05"}
    assert all(row["actor_id"] is None and row["contexts"] == [] for row in rows)


def test_mentions_of_an_item_are_read_from_its_release(tmp_path: Path) -> None:
    item = Item(item_id="a", text=TEXT, published="2031-05-06", language="en")
    ingest(tmp_path, [item, *make_items("b")], code_items)
    found = read_mentions(open_release(tmp_path), "a")
    assert set(found.item_id) == {"a"}
    assert list(found.start_char) == sorted(found.start_char)
    assert read_mentions(open_release(tmp_path), "c").empty
