"""The index of a day, filters, and the resolving of an event from its mentions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.store.read import EventFilter, open_release, read_evidence, read_index
from pipeline.store.resolve import resolve_event
from tests.unit.store_rows import make_item, make_mention
from tests.unit.test_store_publish import put


def test_an_event_of_uncertain_day_is_shared_among_its_days(tmp_path: Path) -> None:
    mentions = [
        make_mention("sure", "i1", day="2031-05-05", intensity=-8.0, confidence=0.5),
        make_mention("vague", "i1", day="2031-05-05", last="2031-05-08", intensity=-8.0),
        make_mention("kind", "i1", event_type="AID", day="2031-05-06", intensity=4.0),
    ]
    put(tmp_path, [make_item("i1")], mentions)
    index = read_index(open_release(tmp_path).connection()).set_index("day")
    fifth = index.loc["2031-05-05"]
    assert fifth.hostile == pytest.approx(-8 - 2)
    assert fifth.hostile_most == pytest.approx(-16)
    assert fifth.hostile_least == pytest.approx(-4)
    assert (fifth.num_events, fifth.num_certain) == (2, 1)
    sixth = index.loc["2031-05-06"]
    assert (sixth.hostile, sixth.hostile_least) == (pytest.approx(-2), 0)
    assert sixth.cooperative == pytest.approx(4)
    assert len(index) == 4


def test_only_the_possible_days_of_a_set_count(tmp_path: Path) -> None:
    days = [date(2031, 5, 2), date(2031, 5, 9)]
    mention = make_mention("m1", "i1", day="2031-05-02", last="2031-05-09", event_days=days)
    put(tmp_path, [make_item("i1")], [mention])
    index = read_index(open_release(tmp_path).connection())
    assert [day.date() for day in index.day] == days
    assert list(index.hostile) == [pytest.approx(-4.5)] * 2


def test_the_sum_over_all_days_is_the_sum_of_intensities(tmp_path: Path) -> None:
    mentions = [
        make_mention("a", "i1", day="2031-01-01", last="2032-12-31"),
        make_mention("b", "i1", day="2031-05-05"),
        make_mention("c", "i1", day="2031-05-05", last="2031-05-11"),
    ]
    put(tmp_path, [make_item("i1")], mentions)
    assert read_index(open_release(tmp_path).connection()).hostile.sum() == pytest.approx(-27)


@pytest.mark.parametrize("factuality", ["announced", "hypothetical", "denied"])
def test_what_did_not_happen_never_counts(tmp_path: Path, factuality: str) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1", factuality=factuality)])
    assert read_index(open_release(tmp_path).connection()).empty


def test_undated_events_are_in_no_day(tmp_path: Path) -> None:
    put(tmp_path, [make_item("i1")], [make_mention("m1", "i1", day=None)])
    assert read_index(open_release(tmp_path).connection()).empty


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    put(
        tmp_path,
        [make_item("i1", source="Le Courrier")],
        [
            make_mention("a", "i1", place_country="BEL", latitude=10.0, longitude=20.0),
            make_mention("b", "i1", actor_code="BEL", recipient_code=None, day="2031-06-01"),
            make_mention("c", "i1", event_type="AID", sentence_text="Du blé à Élisabeth."),
            make_mention("d", "i1", day=None, confidence=0.2, factuality="denied"),
        ],
    )
    return tmp_path


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (EventFilter(), "abcd"),
        (EventFilter(actors=("BEL",)), "b"),
        (EventFilter(parties=("BEL",)), "abcd"),
        (EventFilter(recipients=("belmâr",)), "abcd"),
        (EventFilter(tone="cooperative"), "c"),
        (EventFilter(date_from=date(2031, 5, 6)), "b"),
        (EventFilter(date_to=date(2031, 5, 6)), "ac"),
        (EventFilter(text="ELISABETH"), "c"),
        (EventFilter(text="shelled 'the"), ""),
        (EventFilter(confidence=0.5, event_types=("ASSAULT",)), "ab"),
        (EventFilter(factualities=("denied",)), "d"),
        (EventFilter(countries=("BEL",)), "a"),
        (EventFilter(sources=("Le Courrier",)), "abcd"),
        (EventFilter(box=(5, 15, 15, 25)), "a"),
    ],
)
def test_filters_choose_events(mixed: Path, chosen: EventFilter, wanted: str) -> None:
    condition, values = chosen.to_sql()
    query = f"SELECT event_id FROM events WHERE {condition} ORDER BY 1"
    rows = open_release(mixed).connection().execute(query, values).fetchall()
    assert "".join(row[0].removeprefix("e-") for row in rows) == wanted


def test_a_filter_on_a_code_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="THREATN"):
        EventFilter(event_types=("THREATN",))
    with pytest.raises(UsageError, match="ends before"):
        EventFilter(date_from=date(2031, 2, 1), date_to=date(2031, 1, 1))


def test_evidence_is_every_mention_with_its_source(tmp_path: Path) -> None:
    items = [make_item("i1", published="2031-05-07"), make_item("i2", source="Le Courrier")]
    mentions = [make_mention("m1", "i1", event_id="e1"), make_mention("m2", "i2", event_id="e1")]
    put(tmp_path, items, mentions)
    rows = read_evidence(open_release(tmp_path).connection(), "e1")
    assert list(rows.event_mention_id) == ["m2", "m1"]
    assert rows.source[0] == "Le Courrier"


def test_the_value_of_most_sources_stands_and_the_other_is_kept() -> None:
    items = {f"i{n}": make_item(f"i{n}", published=f"2031-05-0{n}") for n in (6, 7, 8)}
    mentions = [
        make_mention("m6", "i6", fatalities=3, actor_code="XXX"),
        make_mention("m7", "i7", fatalities=5),
        make_mention("m8", "i8", fatalities=7),
    ]
    row = resolve_event("e1", mentions, items)
    assert (row["actor_code"], row["fatalities"], row["num_sources"]) == ("ARV", 7, 3)
    assert (row["first_reported"], row["last_reported"]) == ("2031-05-06", "2031-05-08")
    disputed = {(d["field"], d["value"]): d for d in row["disagreements"]}
    assert set(disputed) == {
        ("actor_code", "XXX"),
        ("actor_code", "ARV"),
        ("fatalities", "3"),
        ("fatalities", "5"),
        ("fatalities", "7"),
    }
    assert disputed["fatalities", "3"]["is_first"]
    assert disputed["fatalities", "7"]["is_latest"]
    assert disputed["actor_code", "ARV"]["item_ids"] == ["i7", "i8"]


def test_a_date_that_contains_another_does_not_dispute_it() -> None:
    items = {"i1": make_item("i1"), "i2": make_item("i2")}
    mentions = [
        make_mention("m1", "i1", day="2031-05-01", last="2031-05-31"),
        make_mention("m2", "i2", day="2031-05-05"),
    ]
    row = resolve_event("e1", mentions, items)
    assert row["event_date"] == "2031-05-05"
    assert row["disagreements"] == []


def test_days_that_exclude_each_other_are_a_disagreement() -> None:
    items = {"i1": make_item("i1"), "i2": make_item("i2")}
    mentions = [make_mention("m1", "i1"), make_mention("m2", "i2", day="2031-05-06")]
    values = {d["value"] for d in resolve_event("e1", mentions, items)["disagreements"]}
    assert values == {"2031-05-05", "2031-05-06"}


def test_copies_of_one_text_are_sources_but_add_no_confidence() -> None:
    items = {
        "i1": make_item("i1", source="Agence"),
        "i2": make_item("i2", source="Le Courrier", same_text_id="i1"),
        "i3": make_item("i3", url="https://news.example/a"),
    }
    copies = [make_mention("m1", "i1"), make_mention("m2", "i2")]
    row = resolve_event("e1", copies, items)
    assert (row["num_sources"], row["confidence"]) == (2, 0.8)
    more = resolve_event("e1", [*copies, make_mention("m3", "i3")], items)
    assert more["sources"] == ["Agence", "Le Courrier", "news.example"]
    assert more["confidence"] == pytest.approx(0.96)
