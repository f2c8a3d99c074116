"""What holds for any rows: round trip, repetition, order, replay."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.events.join import join_rows
from pipeline.events.same_text import SameTextIndex
from pipeline.export.cells import FORMULA_STARTS, disarm_text
from pipeline.schema.codes import EVENT_TYPES, FACTUALITIES
from pipeline.schema.records import Item
from pipeline.schema.tables import make_table
from pipeline.store.corrections import change_event, change_mention
from pipeline.store.disagree import do_dates_meet
from pipeline.store.maintain import check_store
from pipeline.store.read import open_release
from pipeline.store.replay import replay_corrections
from pipeline.store.write import publish
from tests.unit.store_rows import make_item, make_mention
from tests.unit.test_store_publish import put

SLOW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CODES = st.sampled_from(["ARV", "BEL", "KES", None])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
DAYS = st.dates(date(2031, 5, 1), date(2031, 5, 20))


@st.composite
def items_and_mentions(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Up to five items with any text, and up to eight mentions in them."""
    items = [
        make_item(
            f"i{n}",
            text=draw(TEXTS),
            title=draw(st.none() | TEXTS.filter(bool)),
            published=draw(st.sampled_from([None, "2031", "2031-05", "2031-05-06"])),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    mentions = []
    for n in range(draw(st.integers(0, 8))):
        days = sorted([draw(DAYS), draw(DAYS)])
        mentions.append(
            make_mention(
                f"m{n}",
                draw(st.sampled_from(items))["item_id"],
                event_type=draw(st.sampled_from(EVENT_TYPES)),
                day=days[0].isoformat(),
                last=days[draw(st.integers(0, 1))].isoformat(),
                factuality=draw(st.sampled_from(FACTUALITIES)),
                actor_code=draw(CODES),
                recipient_code=draw(CODES),
                sentence_text=draw(TEXTS.filter(bool)),
            )
        )
    return items, mentions


def read_all(store: Path, *, version: int | None = None) -> dict[str, list[tuple[Any, ...]]]:
    connection = open_release(store, version=version).connection()
    return {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
        for table in ("items", "event_mentions", "events")
    }


@SLOW
@given(items_and_mentions())
def test_rows_come_back_as_they_went_in(
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    items, mentions = rows
    with tempfile.TemporaryDirectory() as folder:
        put(Path(folder), items, mentions)
        connection = open_release(folder).connection()
        texts = connection.execute("SELECT item_id, text, title FROM items ORDER BY 1").fetchall()
        assert texts == [(item["item_id"], item["text"], item["title"]) for item in items]
        query = "SELECT event_mention_id, sentence_text, event_days FROM event_mentions ORDER BY 1"
        wanted = [(m["event_mention_id"], m["sentence_text"], m["event_days"]) for m in mentions]
        assert connection.execute(query).fetchall() == wanted
        assert check_store(Path(folder)) == []


@SLOW
@given(items_and_mentions(), st.randoms(use_true_random=False))
def test_publishing_in_any_order_and_again_gives_the_same_store(
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]], random: Any
) -> None:
    items, mentions = rows
    shuffled = items[:]
    random.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        put(Path(one), items, mentions)
        for item in (*shuffled, *items):
            told = [m for m in mentions if m["item_id"] == item["item_id"]]
            put(Path(other), [item], told)
        assert read_all(Path(one)) == read_all(Path(other))


@SLOW
@given(items_and_mentions())
def test_joining_is_the_same_in_any_order_and_keeps_every_mention(
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    items, mentions = rows
    by_id = {item["item_id"]: item for item in items}
    joined = join_rows(mentions, by_id)
    backwards = join_rows(mentions[::-1], by_id)
    ids = {m["event_mention_id"]: m["event_id"] for m in joined.mentions}
    assert ids == {m["event_mention_id"]: m["event_id"] for m in backwards.mentions}
    assert set(ids) == {m["event_mention_id"] for m in mentions}
    told = [(m["event_id"], m["item_id"]) for m in joined.mentions]
    assert len(told) == len(set(told))
    assert sum(event["num_mentions"] for event in joined.events) == len(mentions)


@SLOW
@given(items_and_mentions())
def test_joining_what_is_joined_changes_nothing(
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    items, mentions = rows
    by_id = {item["item_id"]: item for item in items}
    joined = join_rows(mentions, by_id)
    again = join_rows([], by_id, known=joined.mentions)
    assert (again.mentions, again.events, again.merges) == ([], [], [])


@SLOW
@given(items_and_mentions(), st.sampled_from(["actor_code", "event_type", "event_date"]))
def test_replaying_corrections_twice_equals_once(
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]], field: str
) -> None:
    items, mentions = rows
    if not mentions:
        return
    value = {"actor_code": "KES", "event_type": "AID", "event_date": "2031-05-03"}[field]
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        put(store, items, mentions)
        signed = {"made_by": "Ana", "reason": "test"}
        change_event(
            store, f"e-{mentions[0]['event_mention_id']}", field=field, value=value, **signed
        )
        change_mention(store, mentions[-1]["event_mention_id"], field=field, value=value, **signed)
        once = read_all(store)
        put(store, items, mentions)
        assert read_all(store) == once
        rows_now = open_release(store).connection().sql("SELECT * FROM corrections")
        corrections = rows_now.to_arrow_table().to_pylist()
        held = make_table(
            "event_mention", [{"event_id": f"e-{m['event_mention_id']}", **m} for m in mentions]
        ).to_pylist()
        by_id = {item["item_id"]: item for item in items}
        first = replay_corrections(corrections, mentions=held, items=by_id)
        second = replay_corrections(corrections, mentions=held, items=by_id)
        assert first == second


@given(DAYS, DAYS, DAYS, DAYS)
def test_dates_meet_in_both_directions(a: date, b: date, c: date, d: date) -> None:
    one = {"event_date_start": min(a, b), "event_date_end": max(a, b)}
    other = {"event_date_start": min(c, d), "event_date_end": max(c, d)}
    assert do_dates_meet(one, other) == do_dates_meet(other, one)
    assert do_dates_meet(one, one)


@given(TEXTS)
def test_no_cell_can_begin_a_formula(text: str) -> None:
    disarmed = disarm_text(text)
    assert not disarmed.startswith(FORMULA_STARTS)
    assert disarmed.removeprefix("'") == text or disarmed == text


@given(st.lists(TEXTS, max_size=8))
def test_finding_copies_twice_equals_once(texts: list[str]) -> None:
    items = [Item(f"i{n}", text) for n, text in enumerate(texts)]
    index = SameTextIndex()
    first = {item.item_id: index.add(item) for item in items}
    originals = [item for item in items if first[item.item_id] is None]
    again = SameTextIndex()
    assert [again.add(item) for item in originals] == [None] * len(originals)


def test_an_empty_publish_is_a_release(tmp_path: Path) -> None:
    row = publish(
        tmp_path,
        items=make_table("item", []),
        event_mentions=make_table("event_mention", []),
        events=make_table("event", []),
    )
    assert row.version == 1
    assert read_all(tmp_path) == {"items": [], "event_mentions": [], "events": []}
