"""Which option of a trigger is its place: chances from fitted weights, the likeliest taken or none.

The weights stand in data/codebook/places.tsv, one column for each class of act, fitted on the
development corpus by tests/eval/fit_places.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.events.chances import share_chances
from pipeline.events.factuality import Factuality
from pipeline.events.party import Parties
from pipeline.events.place_echo import read_clause
from pipeline.events.place_features import CLASS_NAMES, class_of, read_none, read_option
from pipeline.events.place_options import PlaceOption, PlaceStory, key_of, list_options
from pipeline.events.view import SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, PlaceMention
from pipeline.settings import find_data_dir

MIN_CHANCE = 0.4
"""A country with less than this chance is not given: see tests/eval/fit_places.py."""
AWAY_CHANCE = 0.5
"""The same for a place that the sentence does not name: a false pin costs more than a gap."""


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What was weighed for one trigger: options with features and chances, and none's."""

    options: tuple[PlaceOption, ...]
    features: tuple[dict[str, float], ...]
    none_features: dict[str, float]
    chances: tuple[float, ...]

    @property
    def none_chance(self) -> float:
        return 1.0 - sum(self.chances)


@cache
def load_place_weights() -> Mapping[str, Mapping[str, float]]:
    """Class of act to feature to weight, from data/codebook/places.tsv."""
    path = find_data_dir() / "codebook" / "places.tsv"
    rows = list(read_table(path, columns=("feature", *CLASS_NAMES, "meaning")))
    return {name: {row["feature"]: float(row[name]) for row in rows} for name in CLASS_NAMES}


def choose_place(
    view: SentenceView,
    action: ActionMention,
    parties: Parties,
    story: PlaceStory,
    *,
    factuality: Factuality,
    is_recalled: bool,
    ruled: PlaceMention | None,
    rule: str,
) -> tuple[PlaceMention | None, str, PlaceReading]:
    """The place of one trigger, the reason and what was weighed; None and "place.none" if unsaid.

    ``ruled`` and ``rule`` are what the rules of placing.py gave: one reason among the others.
    """
    options = list_options(view, action, parties, story.places)
    clause = read_clause(view, action)
    features = [
        read_option(
            view,
            action,
            parties,
            story,
            option,
            clause=clause,
            ruled=ruled,
            rule=rule,
            is_real=factuality.value == "actual",
        )
        for option in options
    ]
    nothing = read_none(
        view, action, parties, story, options,
        factuality=factuality.value, is_recalled=is_recalled, rule=rule,
    )  # fmt: skip
    chances = share_chances([*features, nothing], load_place_weights()[class_of(action.event_type)])
    reading = PlaceReading(tuple(options), tuple(features), nothing, tuple(chances[:-1]))
    best = pick_option(reading)
    if best is None:
        return None, "place.none", reading
    option = options[best]
    if ruled is not None and key_of(ruled) == option.key:
        return ruled, rule, reading
    return option.best, f"{_reason(option)}+{option.best.rule_id}", reading


def pick_option(reading: PlaceReading, *, least: float = MIN_CHANCE) -> int | None:
    """The likeliest place of the likeliest country, None where none is as likely as that country.

    Places of one country stand together against none: that it was there is surer than where.
    """
    countries: dict[str | None, float] = {}
    for option, chance in zip(reading.options, reading.chances, strict=True):
        countries[option.key[1]] = countries.get(option.key[1], 0.0) + chance
    if not countries:
        return None
    country = max(countries, key=lambda code: countries[code])
    if countries[country] < max(least, reading.none_chance):
        return None
    own = [n for n, option in enumerate(reading.options) if option.key[1] == country]
    best = max(own, key=lambda n: reading.chances[n])
    is_away = not any(reading.options[n].here for n in own)
    return None if is_away and countries[country] < AWAY_CHANCE else best


def _reason(option: PlaceOption) -> str:
    if option.here:
        return "place.sentence"
    if option.before:
        return "place.scene"
    return "place.later" if option.after else "place.party"
