"""Whom an open act is towards: the sides of the story, ranked."""

import pytest

from pipeline.events.counterparts import RULE, list_choices, load_weights, rank_sides, read_story
from pipeline.events.drafts import draft_candidates
from pipeline.events.story_sides import Story
from pipeline.lexicon.tables import read_table
from pipeline.run.steps import CodedItem, code_items
from pipeline.schema.records import Item
from pipeline.settings import find_data_dir
from tests.eval.fit_counterparts import say_feature

TEXT = (
    "Le 4 mai 2023, l'armée soudanaise a bombardé un dépôt de munitions au Tchad. "
    "Le lendemain, N'Djamena a dénoncé une agression. "
    "L'Égypte a proposé sa médiation."
)


@pytest.fixture(scope="module")
def coded() -> CodedItem:
    return next(iter(code_items([Item(item_id="a", text=TEXT, published="2023-05-06")])))


def _story(coded: CodedItem) -> Story:
    drafts = draft_candidates(coded.candidates, "a")
    starts = [s.start_char for s in coded.document.sentences]
    return read_story(drafts, coded.actors, coded.places, starts)


def _at(story: Story, event_type: str) -> int:
    return next(n for n, row in enumerate(story.rows) if row.event_type == event_type)


def test_every_side_of_the_item_is_a_choice_and_nobody_is_one(coded: CodedItem) -> None:
    story = _story(coded)
    choices = list_choices(story, _at(story, "ACCUSE"))
    assert {None, "SDN", "EGY"} == set(choices), "Chad, which was attacked, is not charged"


def test_who_acted_against_the_accuser_is_seen_to_have_done_so(coded: CodedItem) -> None:
    story = _story(coded)
    choices = list_choices(story, _at(story, "ACCUSE"))
    assert choices["SDN"]["acted_on_actor"] > choices["EGY"]["acted_on_actor"] == 0


def test_likelihoods_sum_to_one_and_the_likeliest_comes_first() -> None:
    ranked = rank_sides({None: {"none": 1.0}, "SDN": {"named": 1.0}, "EGY": {}}, {"named": 2.0})
    assert next(iter(ranked)) == "SDN"
    assert sum(ranked.values()) == pytest.approx(1.0)


def test_ties_are_broken_the_same_way_each_time() -> None:
    assert list(rank_sides({"B": {}, "A": {}, None: {}}, {})) == [None, "A", "B"]


def test_an_unanswered_charge_is_laid_at_the_aggressors_door(coded: CodedItem) -> None:
    row = next(e for e in coded.events if e.event_type == "ACCUSE")
    assert (row.actor_code, row.recipient_code) == ("TCD", "SDN")
    assert RULE in row.rule_ids
    assert row.recipient_text is not None
    assert TEXT[row.recipient_start : row.recipient_end] == row.recipient_text


def test_every_weight_says_what_it_weighs() -> None:
    path = find_data_dir() / "codebook" / "counterparts.tsv"
    rows = read_table(path, columns=("feature", "weight", "meaning"))
    assert {row["feature"]: row["meaning"] for row in rows} == {
        name: say_feature(name) for name in load_weights()
    }


def test_a_charge_is_not_laid_on_who_was_attacked() -> None:
    text = (
        "Un drone tchadien a tué jeudi un général soudanais à Khartoum. "
        "L'Éthiopie a dénoncé l'assassinat du général soudanais."
    )
    (coded,) = code_items([Item(item_id="b", text=text, published="2024-03-09")])
    row = next(e for e in coded.events if e.event_type == "ACCUSE")
    assert (row.actor_code, row.recipient_code) == ("ETH", "TCD")
