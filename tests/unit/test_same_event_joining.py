"""Which mentions are one event, what it is called, and how days settle each other."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from pipeline.events.join import join_events, join_rows
from pipeline.events.same_event import join_mentions
from pipeline.events.wording import find_skeleton, split_words
from pipeline.schema.tables import make_frame, make_table
from tests.unit.store_rows import make_item, make_mention

FRENCH = "L'armée d'Arvonie a bombardé lundi le port de Belmar, tuant 14 marins, selon la garnison."
ENGLISH = "Arvonian artillery pounded Belmar's harbour on Monday and killed 14 sailors there."
OTHER = "Two drones were launched at the airfield of Kestrin before dawn, the ministry said."


def find_groups(*mentions: dict[str, Any], known: Any = ()) -> set[frozenset[str]]:
    """The sets of mention ids that got one event id."""
    names, _ = join_mentions(mentions, known=known)
    ids = {m["event_mention_id"]: m.get("event_id") for m in known} | names
    groups: dict[str | None, set[str]] = {}
    for name, event_id in ids.items():
        groups.setdefault(event_id, set()).add(name)
    return {frozenset(group) for group in groups.values()}


def test_one_strike_told_in_two_languages_is_one_event() -> None:
    french = make_mention("m1", "i1", sentence_text=FRENCH, fatalities=14)
    english = make_mention("m2", "i2", sentence_text=ENGLISH, fatalities=14)
    assert find_groups(french, english) == {frozenset({"m1", "m2"})}


def test_two_strikes_that_one_item_tells_stay_two() -> None:
    one = make_mention("m1", "i1", sentence_text=FRENCH)
    two = make_mention("m2", "i1", sentence_text=FRENCH)
    other = make_mention("m3", "i2", sentence_text=ENGLISH)
    groups = find_groups(one, two, other)
    assert len(groups) == 2
    assert frozenset({"m1", "m2"}) not in {group & {"m1", "m2"} for group in groups}


def test_acts_of_other_days_parties_or_kinds_stay_apart() -> None:
    base = make_mention("m1", "i1", sentence_text=FRENCH)
    for other in (
        make_mention("m2", "i2", sentence_text=OTHER, day="2031-05-12"),
        make_mention("m2", "i2", sentence_text=OTHER, actor_code="FRA", recipient_code="DEU"),
        make_mention("m2", "i2", sentence_text=FRENCH, event_type="AID"),
    ):
        assert len(find_groups(base, other)) == 2


def test_far_places_keep_strikes_of_one_day_apart() -> None:
    here = {"geo_precision": "city", "latitude": 10.0, "longitude": 20.0, "place_country": "BEL"}
    there = {**here, "latitude": 16.0}
    one = make_mention("m1", "i1", sentence_text=FRENCH, fatalities=14, **here)
    two = make_mention("m2", "i2", sentence_text=OTHER, fatalities=2, **there)
    assert len(find_groups(one, two)) == 2


def test_a_meeting_told_from_either_side_is_one_event() -> None:
    text = "The two foreign ministers of Arvonia and Belmar met at Kestrin for six hours."
    one = make_mention("m1", "i1", event_type="CONSULT", sentence_text=text)
    two = make_mention(
        "m2",
        "i2",
        event_type="CONSULT",
        sentence_text="Les ministres de Belmar et d'Arvonie se sont vus à Kestrin.",
        actor_code="BEL",
        recipient_code="ARV",
    )
    assert len(find_groups(one, two)) == 1


def tell_strike(number: int, rng: random.Random) -> str:
    """A sentence of its own names and words on one of many strikes, in no set order."""
    kinds = ("bridge", "depot", "school", "harbour", "airfield", "market", "barracks", "mill")
    own = random.Random(number)
    place, district = (
        "".join(own.choice("bdgklmnprstv") + own.choice("aeiou") for _ in range(4)).capitalize()
        for _ in range(2)
    )
    words = [
        *(place, district, kinds[number % len(kinds)], f"{20 + number} wounded"),
        *("Arvonian", "army", "struck", "overnight", "officials", "said"),
    ]
    rng.shuffle(words)
    return " ".join(words)


def test_many_strikes_of_one_day_between_two_parties_are_no_single_event() -> None:
    rng = random.Random(5)
    mentions = [
        make_mention(
            f"m{number}-{told}", f"i{number}-{told}", sentence_text=tell_strike(number, rng)
        )
        for number in range(20)
        for told in range(3)
    ]
    groups = find_groups(*mentions)
    assert groups == {frozenset(f"m{number}-{told}" for told in range(3)) for number in range(20)}


def test_one_strike_that_many_papers_tell_stays_one_event() -> None:
    rng = random.Random(5)
    mentions = [
        make_mention(f"m{told}", f"i{told}", sentence_text=tell_strike(7, rng))
        for told in range(40)
    ]
    assert len(find_groups(*mentions)) == 1


def test_the_order_of_mentions_makes_no_difference() -> None:
    mentions = [
        make_mention(f"m{n}", f"i{n}", sentence_text=FRENCH if n % 2 else ENGLISH, fatalities=14)
        for n in range(8)
    ] + [make_mention(f"o{n}", f"i{n}", sentence_text=OTHER, day="2031-05-06") for n in range(4)]
    wanted, _ = join_mentions(mentions)
    shuffled = mentions[:]
    random.Random(3).shuffle(shuffled)
    assert join_mentions(shuffled)[0] == wanted
    assert len(set(wanted.values())) == 2


def test_a_new_report_joins_the_known_event_and_the_id_stays() -> None:
    first = make_mention("m1", "i1", sentence_text=FRENCH, fatalities=14)
    name = join_mentions([first])[0]["m1"]
    known = [first | {"event_id": name}]
    fresh = make_mention("a0", "i2", sentence_text=ENGLISH, fatalities=14)
    assert join_mentions([fresh], known=known)[0] == {"a0": name}


def test_a_report_that_shows_two_events_to_be_one_leaves_a_trail() -> None:
    one = make_mention("m1", "i1", sentence_text=FRENCH, fatalities=14, event_id="e1")
    two = make_mention("m2", "i2", sentence_text=ENGLISH, fatalities=14, event_id="e2")
    names, merges = join_mentions(
        [make_mention("m3", "i3", sentence_text=f"{FRENCH} {ENGLISH}", fatalities=14)],
        known=[one, two],
    )
    assert [(merge.gone_id, merge.kept_id) for merge in merges] == [("e2", "e1")]
    assert names == {"m3": "e1", "m2": "e1"}


def test_names_meet_across_spellings() -> None:
    for french, english in (
        ("Kirkouk", "Kirkuk"),
        ("Téhéran", "Tehran"),
        ("Bagdad", "Baghdad"),
        ("Kharkiv", "Charkiv"),
        ("Djeddah", "Jeddah"),
    ):
        assert find_skeleton(french) == find_skeleton(english)
    assert find_skeleton("Paris") != find_skeleton("Berlin")


def test_words_are_split_into_names_stems_and_numbers() -> None:
    names, stems, numbers = split_words("Le 1er, 1 960 soldats d'Arvonie: la résolution de Kestrin")
    assert find_skeleton("Arvonie") in names
    assert "resol" in stems
    assert "1960" in numbers


def test_a_known_day_settles_an_open_one() -> None:
    days = [date(2031, 5, 5), date(2031, 5, 12)]
    told = make_mention("m1", "i1", sentence_text=ENGLISH, fatalities=14)
    vague = make_mention(
        "m2",
        "i2",
        sentence_text=FRENCH,
        fatalities=14,
        event_date="[2031-05-05,2031-05-12]",
        event_date_start=days[0],
        event_date_end=days[1],
        event_days=days,
    )
    items = {"i1": make_item("i1"), "i2": make_item("i2", published="2031-05")}
    joined = join_rows([told, vague], items)
    settled = {m["event_mention_id"]: m for m in joined.mentions}["m2"]
    assert (settled["event_date"], settled["date_basis"]) == ("2031-05-05", "corpus")
    assert (settled["date_item_id"], settled["coded_basis"]) == ("i1", "text")
    assert settled["coded_date"] == "[2031-05-05,2031-05-12]"
    assert joined.events[0]["event_date"] == "2031-05-05"


def test_the_settled_day_follows_its_witness_out() -> None:
    """Joined again without the item that settled it, the row has its own date back."""
    days = [date(2031, 5, 5), date(2031, 5, 12)]
    vague = make_mention(
        "m2",
        "i2",
        sentence_text=FRENCH,
        event_date="2031-05-05",
        date_basis="corpus",
        date_item_id="i1",
        coded_date="[2031-05-05,2031-05-12]",
        coded_basis="text",
        event_id="e1",
    )
    items = {"i2": make_item("i2", published="2031-05"), "i3": make_item("i3")}
    fresh = make_mention("m3", "i3", sentence_text=FRENCH, day="2031-05-01", last="2031-05-31")
    joined = join_rows([fresh], items, known=[vague])
    back = {m["event_mention_id"]: m for m in joined.mentions}["m2"]
    assert (back["event_days"], back["date_basis"]) == (days, "text")


def test_reports_that_contradict_each_other_settle_nothing() -> None:
    mentions = [
        make_mention("m1", "i1", sentence_text=ENGLISH, fatalities=14),
        make_mention("m2", "i2", sentence_text=ENGLISH, fatalities=14, day="2031-05-06"),
        make_mention(
            "m3",
            "i3",
            sentence_text=ENGLISH,
            fatalities=14,
            event_date="2031-05",
            event_date_start=date(2031, 5, 1),
            event_date_end=date(2031, 5, 31),
            event_days=None,
        ),
    ]
    items = {f"i{n}": make_item(f"i{n}") for n in (1, 2, 3)}
    joined = join_rows(mentions, items)
    assert {m["date_basis"] for m in joined.mentions} == {"text"}
    assert len(joined.events) == 1
    assert any(d["field"] == "event_date" for d in joined.events[0]["disagreements"])


def test_an_interval_is_a_duration_and_stays() -> None:
    mentions = [
        make_mention("m1", "i1", sentence_text=ENGLISH, fatalities=14),
        make_mention("m2", "i2", sentence_text=ENGLISH, fatalities=14, last="2031-05-09"),
    ]
    joined = join_rows(mentions, {"i1": make_item("i1"), "i2": make_item("i2")})
    assert {m["event_date"] for m in joined.mentions} == {"2031-05-05", "2031-05-05/2031-05-09"}


def test_frames_go_in_and_come_out_with_the_columns_of_the_tables() -> None:
    mentions = make_frame(make_table("event_mention", [make_mention("m1", "i1")]))
    items = make_frame(make_table("item", [make_item("i1")]))
    joined, events = join_events(mentions, items)
    assert list(joined.event_id) == list(events.event_id)
    assert events.num_mentions[0] == 1
    again, _ = join_events(mentions, items, known=joined)
    assert len(again) == 1


def test_bare_codes_join_less_where_many_share_them() -> None:
    """Forty reports of one type, pair and day are not one event when no word of theirs agrees."""
    letters = "abcdefghilmnoprstuv"
    words = ["".join(random.Random(n).sample(letters, 12)) for n in range(40)]
    mentions = [
        make_mention(f"m{n}", f"i{n}", sentence_text=words[n], trigger_text=words[n])
        for n in range(40)
    ]
    assert len(find_groups(*mentions)) > 20
