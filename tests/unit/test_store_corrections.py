"""Corrections: recorded, applied, replayed over new coding, undone, never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.schema.tables import list_columns
from pipeline.store.change import CORRECTABLE
from pipeline.store.corrections import (
    add_event,
    change_event,
    change_mention,
    list_corrections,
    merge_events,
    reject_event,
    reject_mention,
    split_event,
    undo_correction,
)
from pipeline.store.forget import forget_item
from pipeline.store.maintain import check_store, measure_bytes
from pipeline.store.read import latest_version, list_releases
from tests.unit.store_rows import make_item, make_mention
from tests.unit.test_store_publish import ask, put

SIGNED = {"made_by": "Ana", "reason": "the source says so"}
ITEMS = [make_item("i1"), make_item("i2")]
MENTIONS = [
    make_mention("m1", "i1", event_id="e1"),
    make_mention("m2", "i2", event_id="e1"),
    make_mention("m3", "i1", event_id="e3", trigger_start=40, trigger_end=46),
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    put(tmp_path, ITEMS, MENTIONS)
    return tmp_path


def read_events(store: Path, columns: str = "event_id, num_mentions") -> list[Any]:
    return ask(store, f"SELECT {columns} FROM events ORDER BY event_id")


def test_a_changed_field_is_seen_at_once_and_marked(store: Path) -> None:
    change_event(store, "e1", field="event_type", value="COERCE", **SIGNED)
    columns = "event_type, quad_code, intensity, corrected_fields"
    assert read_events(store, columns)[0] == (
        "COERCE",
        "material-conflict",
        -7.0,
        ["event_type"],
    )
    assert latest_version(store) == 2
    assert [release.kind for release in list_releases(store)] == ["publish", "correction"]


def test_the_coded_table_is_still_there_in_the_release_before(store: Path) -> None:
    change_event(store, "e1", field="actor_code", value="USA", **SIGNED)
    query = "SELECT actor_code FROM events WHERE event_id = 'e1'"
    assert ask(store, query, version=1) == [("ARV",)]
    assert ask(store, query) == [("USA",)]


def test_a_changed_date_brings_its_bounds(store: Path) -> None:
    change_mention(store, "m3", field="event_date", value="2031-04", **SIGNED)
    row = ask(
        store,
        "SELECT event_date_start::VARCHAR, event_date_end::VARCHAR FROM events "
        "WHERE event_id = 'e3'",
    )
    assert row == [("2031-04-01", "2031-04-30")]


def test_a_corrected_mention_outweighs_the_other_reports(store: Path) -> None:
    change_mention(store, "m1", field="recipient_code", value="CCC", **SIGNED)
    assert read_events(store, "recipient_code")[0] == ("CCC",)


def test_corrections_survive_a_recoding(store: Path) -> None:
    change_event(store, "e1", field="actor_code", value="USA", **SIGNED)
    reject_mention(store, "m3", **SIGNED)
    recoded = [
        make_mention("n1", "i1", event_id="e1", trigger_start=18, trigger_end=30),
        make_mention("n3", "i1", event_id="e9", trigger_start=41, trigger_end=45),
    ]
    put(store, [make_item("i1", language="fr")], recoded)
    assert read_events(store, "event_id, actor_code") == [("e1", "USA")]
    assert ask(store, "SELECT count(*) FROM conflicts") == [(0,)]


def test_a_correction_whose_row_is_gone_waits_in_the_conflict_list(store: Path) -> None:
    change_mention(store, "m3", field="actor_code", value="USA", **SIGNED)
    put(store, [make_item("i1", language="fr")], [MENTIONS[0]])
    conflicts = ask(store, "SELECT is_applied, item_id, field, made_by FROM conflicts")
    assert conflicts == [(False, "i1", "actor_code", "Ana")]
    put(store, [make_item("i1")], [MENTIONS[0], MENTIONS[2]])
    assert ask(store, "SELECT count(*) FROM conflicts") == [(0,)]
    assert read_events(store, "event_id, actor_code")[1] == ("e3", "USA")


def test_new_coding_under_a_correction_is_listed_but_does_not_win(store: Path) -> None:
    change_event(store, "e3", field="actor_code", value="USA", **SIGNED)
    put(store, [make_item("i1", language="fr")], [{**MENTIONS[2], "actor_code": "FRA"}])
    assert read_events(store, "event_id, actor_code")[1] == ("e3", "USA")
    conflicts = ask(store, "SELECT is_applied, what FROM conflicts")
    assert conflicts[0][0]
    assert "FRA" in conflicts[0][1]


def test_rejecting_an_event_takes_its_mentions_too(store: Path) -> None:
    reject_event(store, "e1", **SIGNED)
    assert read_events(store) == [("e3", 1)]
    assert ask(store, "SELECT event_mention_id FROM event_mentions") == [("m3",)]


def test_merging_and_splitting_move_mentions(store: Path) -> None:
    merge_events(store, "e1", "e3", **SIGNED)
    assert read_events(store) == [("e1", 3)]
    split = split_event(store, "e1", ["m2"], **SIGNED)
    assert read_events(store) == [(f"c{split}", 1), ("e1", 2)]


def test_an_event_added_by_hand_has_its_sentence(store: Path) -> None:
    text = ITEMS[0]["text"]
    start = text.index("shelled")
    added = add_event(
        store,
        item_id="i1",
        trigger_start=start,
        trigger_end=start + 7,
        fields={"event_type": "ASSAULT", "factuality": "actual", "event_date": "2031-05-05"},
        **SIGNED,
    )
    columns = "trigger_text, sentence_text, event_date, confidence"
    row = ask(store, f"SELECT {columns} FROM events WHERE event_id = 'c{added}'")
    sentence = "The army of Arvonia shelled the port of Belmar on Monday."
    assert row == [("shelled", sentence, "2031-05-05", 1.0)]


def test_undoing_is_another_record_and_can_be_undone(store: Path) -> None:
    before = read_events(store, "*")
    changed = change_event(store, "e1", field="actor_code", value="USA", **SIGNED)
    undone = undo_correction(store, changed, **SIGNED)
    assert read_events(store, "*") == before
    undo_correction(store, undone, **SIGNED)
    assert read_events(store, "actor_code")[0] == ("USA",)
    assert [row["kind"] for row in list_corrections(store)] == ["change", "undo", "undo"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_type", "THREATN"),
        ("event_type", None),
        ("event_date", "next week"),
        ("latitude", 91),
        ("fatalities", -1),
        ("fatalities", "some"),
        ("geo_precision", "house"),
        ("cameo_code", "999"),
        ("sentence_text", "other words"),
    ],
)
def test_a_value_that_a_column_cannot_have_is_refused(
    store: Path, field: str, value: object
) -> None:
    with pytest.raises(UsageError):
        change_event(store, "e1", field=field, value=value, **SIGNED)
    assert latest_version(store) == 1


def test_a_correction_needs_a_name_a_reason_and_a_row(store: Path) -> None:
    with pytest.raises(UsageError, match="name and a reason"):
        reject_event(store, "e1", made_by=" ", reason="")
    with pytest.raises(UsageError, match="no event_id"):
        reject_event(store, "e-unknown", **SIGNED)
    with pytest.raises(UsageError, match="some, not all"):
        split_event(store, "e1", ["m1", "m2"], **SIGNED)
    with pytest.raises(UsageError, match="does not exist"):
        undo_correction(store, "000009x", **SIGNED)


def test_every_correctable_field_is_a_column() -> None:
    assert set(CORRECTABLE) <= set(list_columns("event"))
    assert set(CORRECTABLE) <= set(list_columns("event_mention"))


def test_forgetting_an_item_says_what_went_and_what_stayed(store: Path) -> None:
    change_mention(store, "m3", field="actor_code", value="USA", **SIGNED)
    gone = forget_item(store, "i1")
    assert (gone.num_event_mentions, gone.num_corrections) == (2, 1)
    assert (gone.removed_event_ids, gone.kept_event_ids) == (("e3",), ("e1",))
    assert read_events(store) == [("e1", 1)]
    assert ask(store, "SELECT item_id FROM items") == [("i2",)]
    assert check_store(store) == []
    with pytest.raises(UsageError, match="no item"):
        forget_item(store, "i1")


def test_an_erased_item_is_in_no_file(store: Path) -> None:
    secret = "Hapaxia"
    put(store, [make_item("i9", text=f"{secret} " * 50)], [])
    before = measure_bytes(store)
    forget_item(store, "i9", erase=True)
    assert before > 0
    held = [path for path in store.rglob("*") if path.is_file() and _holds(path, secret)]
    assert held == []


def _holds(path: Path, word: str) -> bool:
    return word.encode() in path.read_bytes()
