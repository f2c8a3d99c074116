"""Group the names of an item: one spelling in one sense is one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from pipeline.places.index import Gazetteer
from pipeline.places.names import fold
from pipeline.places.resolve import Choice, Group, resolve_groups
from pipeline.places.study import Found
from pipeline.places.words import read_place_words

PARTNERS = frozenset("entre between avec with contre against par by selon envers chez".split())
"""Prepositions before a state that acts: «un accord avec Moscou», "talks between A and B"."""

GroupKey = tuple[str, str]
"""A folded spelling and a sense: place, division or actor."""


@cache
def list_kinds(use: str) -> frozenset[str]:
    """Generic nouns of a use (division, town) of both languages, in lower case."""
    return read_place_words("fr").lower(use) | read_place_words("en").lower(use)


def resolve_names(
    names: Sequence[Found],
    studied: Sequence[Found],
    gazetteer: Gazetteer,
    *,
    home: str | None = None,
) -> dict[GroupKey, Choice]:
    """What each group of the names means; ``studied`` is the list that parents point into.

    ``home`` is the alpha-3 country that the source writes from, where known.
    """
    members: dict[GroupKey, list[Found]] = defaultdict(list)
    for found in names:
        members[make_group_key(found, gazetteer)].append(found)
    groups = {key: make_group(same, gazetteer) for key, same in members.items()}
    known = {id(f) for f in studied}
    for key, same in members.items():
        for found in same:
            if found.parent is not None and id(found) in known:
                parent = groups.get(make_group_key(studied[found.parent], gazetteer))
                if parent is not None and parent is not groups[key]:
                    groups[key].parents.append(parent)
    choices = resolve_groups(list(groups.values()), gazetteer, home=home)
    return dict(zip(groups, choices, strict=True))


def make_group_key(found: Found, gazetteer: Gazetteer) -> GroupKey:
    """Names with one key mean one place."""
    around = found.around
    sense = "place"
    if asks_for_division(found):
        sense = "division"
    elif (around.acts or around.preposition in PARTNERS) and found.parent is None:
        places = (gazetteer.read_place(number) for number, _ in found.name.readings)
        sense = "actor" if any(p.is_capital for p in places) else "place"
    return fold(found.name.text), sense


def asks_for_division(found: Found) -> bool:
    """True for «la province d'Erbil» or "Niger State"."""
    return found.around.kind in list_kinds("division") or (
        found.around.has_kind_after and found.around.kind is None
    )


def make_group(same: Sequence[Found], gazetteer: Gazetteer) -> Group:
    """One group of names with their readings together."""
    readings = dict(pair for f in same for pair in f.name.readings)
    kinds, avoid = fit_kinds(same)
    return Group(
        [gazetteer.read_place(n) for n in readings],
        list(readings.values()),
        kinds,
        avoid,
        count=len(same),
        is_locative=any(f.around.is_locative for f in same),
    )


def fit_kinds(same: Sequence[Found]) -> tuple[frozenset[str], frozenset[str]]:
    """Kinds of place that the words around ask for, and kinds that they speak against."""
    if any(asks_for_division(f) for f in same):
        return frozenset({"region", "county"}), frozenset({"city"})
    if any(f.around.kind in list_kinds("town") for f in same):
        return frozenset({"city"}), frozenset({"region", "county"})
    if same[0].seen.language == "fr":
        prepositions = {f.around.preposition for f in same}
        if prepositions & {"en", "au"} and "à" not in prepositions:
            return frozenset({"country", "region", "area"}), frozenset({"city"})
        articles = sum(f.around.has_article for f in same)
        if articles * 2 > len(same):
            return frozenset({"country", "region", "area", "county", "sea"}), frozenset({"city"})
        if "à" in prepositions and not prepositions & {"en", "au"}:
            return frozenset({"city"}), frozenset({"region", "county"})
    return frozenset(), frozenset()
