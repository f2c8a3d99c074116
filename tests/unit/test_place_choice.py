"""The choice among places: chances, the bar for a scene, and none."""

import pytest

from pipeline.events.chances import share_chances
from pipeline.events.place_choice import (
    AWAY_CHANCE,
    PlaceReading,
    load_place_weights,
    pick_option,
)
from pipeline.events.place_features import CLASS_NAMES
from pipeline.events.place_options import PlaceOption
from pipeline.schema.records import PlaceMention


def _place(name: str, country: str) -> PlaceMention:
    return PlaceMention(0, 4, name, name, None, 1.0, 2.0, country, "city", 5.0, "place:test", 1.0)


def _option(name: str, country: str, *, is_here: bool) -> PlaceOption:
    place = _place(name, country)
    here, before = ([place], []) if is_here else ([], [place])
    return PlaceOption((name, country), place, here, before, [], {"text"})


def _reading(options: list[PlaceOption], chances: list[float]) -> PlaceReading:
    return PlaceReading(tuple(options), tuple({} for _ in options), {}, tuple(chances))


def test_places_of_one_country_stand_together_against_none() -> None:
    options = [_option("A", "IRQ", is_here=True), _option("B", "IRQ", is_here=True)]
    assert pick_option(_reading(options, [0.3, 0.25])) == 0


def test_none_wins_over_a_less_likely_country() -> None:
    assert pick_option(_reading([_option("A", "IRQ", is_here=True)], [0.45])) is None


def test_a_scene_needs_more_than_a_place_of_the_sentence() -> None:
    chances = [AWAY_CHANCE - 0.01, 0.3]
    away, here = (
        [_option("A", "IRQ", is_here=said), _option("B", "SYR", is_here=False)]
        for said in (False, True)
    )
    assert pick_option(_reading(away, chances)) is None
    assert pick_option(_reading(here, chances)) == 0


def test_chances_sum_to_one() -> None:
    weights = load_place_weights()["deed"]
    assert sum(share_chances([{"here": 1.0}, {"none": 1.0}], weights)) == pytest.approx(1.0)


def test_every_class_of_act_has_weights_and_a_metonym_counts_less() -> None:
    weights = load_place_weights()
    assert set(weights) == set(CLASS_NAMES)
    assert all(weights[name]["here_party"] < 0 < weights[name]["here_locative"] for name in weights)
