"""How likely a found name is a place at all: its own weight against what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.places.context import ORIGIN, TOWARDS, Surroundings
from pipeline.places.entries import (
    AFTER_COMMA,
    ALTERNATE,
    COMMON_EN,
    COMMON_FR,
    FAMILY,
    GIVEN,
    LISTED,
)
from pipeline.places.find import Name
from pipeline.places.index import Gazetteer, Place
from pipeline.places.names import fold

ACCEPT = 1.5
"""A name with less evidence than this is no place."""


LARGE = 100_000
FAMOUS = 1_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """Facts of the text about one name that its surroundings do not tell."""

    is_initial: bool
    in_capitals: bool
    has_parent: bool
    is_dateline: bool
    in_longer_name: bool
    is_family_name: bool
    language: str


def weigh_place(place: Place) -> float:
    """How often such a place is meant when its name is written: about 0.6 to 3."""
    if place.kind in ("country", "continent"):
        return 3.0
    if place.kind in ("site", "sea", "area"):
        return 2.5
    if place.kind == "region":
        return 2.2
    if place.kind == "county":
        return 0.8
    if place.is_capital or place.people >= 1_000_000:
        return 2.5
    if place.people >= 100_000 or place.is_notable:
        return 2.0
    return 1.3 if place.people >= 15_000 else 0.7


@dataclass(frozen=True, slots=True)
class Standing:
    """How well known the readings of a name are, taken together."""

    is_state: bool
    is_large: bool
    is_famous: bool
    is_town: bool
    is_politician: bool


def weigh_name(name: Name, seen: Seen, around: Surroundings, gazetteer: Gazetteer) -> float:
    """Evidence that a name is a place; compare with ACCEPT."""
    places = [(gazetteer.read_place(number), flags) for number, flags in name.readings]
    weight = max(weigh_place(p) - (0.6 if f & ALTERNATE else 0.0) for p, f in places)
    is_short = any(f & AFTER_COMMA for _, f in places)
    if seen.has_parent or seen.is_dateline or is_short:
        weight += 2.0
    if around.kind or around.has_kind_after or around.compass:
        weight += 1.3
    if is_there(around):
        weight += 1.2
    elif around.preposition in TOWARDS:
        weight += 0.6
    elif around.preposition in ORIGIN:
        weight += 0.4
    if not name.is_single:
        return weight + 0.8
    if is_short:
        return weight
    known = fold(name.text) in gazetteer.politicians
    return weight - weigh_doubt(name, seen, around, tell_standing(places, known))


def is_there(around: Surroundings) -> bool:
    """True if the words around say that something is at the place: "in X", "an X man"."""
    return around.is_local or (around.is_locative and around.preposition not in TOWARDS)


def tell_standing(places: Sequence[tuple[Place, int]], is_politician: bool) -> Standing:
    """How well known the readings are; foreign spellings do not make a name famous."""
    own = [p for p, flags in places if not flags & ALTERNATE]
    return Standing(
        is_state=any(p.kind == "country" for p, _ in places),
        is_large=any(p.people >= LARGE for p in own),
        is_famous=any(p.kind == "city" and (p.is_capital or p.people >= FAMOUS) for p in own),
        is_town=all(p.kind == "city" for p, _ in places),
        is_politician=is_politician,
    )


def weigh_doubt(name: Name, seen: Seen, around: Surroundings, standing: Standing) -> float:
    """What speaks against a name of one word: an ordinary word, a person's name, a longer name."""
    famous = standing.is_famous and not seen.is_family_name
    if famous and not seen.in_capitals and not seen.is_initial:
        return 0.4 if seen.in_longer_name else 0.0
    doubt = 0.0
    common = name.marks & (COMMON_FR if seen.language == "fr" else COMMON_EN)
    local = is_there(around)
    if standing.is_politician and not standing.is_state and not seen.has_parent:
        doubt += 1.0 if local else 2.0
    if name.marks & LISTED:
        doubt += 1.3 if around.is_locative else 2.5
    if common and not (standing.is_state and seen.language == "en"):
        unsure = 1.6 if standing.is_large else 3.0
        plain = 0.4 if local else 0.9
        doubt += unsure if seen.is_initial else 1.6 if seen.in_capitals else plain
    if seen.language == "fr" and around.has_article and standing.is_town:
        doubt += 1.5 if common else 0.7
    if seen.in_longer_name and not standing.is_state:
        doubt += 1.3
    if seen.is_family_name and not seen.has_parent:
        doubt += 1.0 if around.is_locative else 3.0
    if not standing.is_state and not local and not famous:
        doubt += 0.5 if name.marks & FAMILY else 0.0
        doubt += 0.6 if name.marks & GIVEN else 0.0
    return doubt
