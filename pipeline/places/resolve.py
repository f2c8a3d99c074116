"""Choose which place each name means, with the whole item: parents, company, distance, size.

A name's readings each get points: their size, how the words around fit their kind, how many other
names of the item lie in the same region or country or near by. Names inform each other, so the
sum is taken in rounds. Same spelling, same place within an item, except «province d'Erbil».
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.places.entries import ALTERNATE
from pipeline.places.geometry import contains, is_near, measure_flat_km
from pipeline.places.index import Gazetteer, Place

ROUNDS = 3
STILL = 0.02
"""A round that moves no chance by more than this was the last."""
SURE = 0.7
MOST_ANCHORS = 60
MOST_CONTEXT = 14.0
"""More points than the company of other names can give: such a reading needs no look at it."""
NOTABLE_PEOPLE = 30_000
"""A small town that our tables name weighs as much as one of this many people."""
FALL_BACK = 0.3
_MOST_READINGS = 150
WORLD_FAME = 60


@dataclass(slots=True)
class Group:
    """All mentions of one spelling in an item, its readings and their chances."""

    places: list[Place]
    flags: list[int]
    kinds: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    parents: list[Group] = field(default_factory=list)
    count: int = 1
    is_locative: bool = True
    base: list[float] = field(default_factory=list)
    chance: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place and how sure it is (0 to 1); ``is_larger`` when it is only the area around it."""

    place: Place | None
    score: float
    is_larger: bool = False


def weigh_size(place: Place, flags: int) -> float:
    """Points of a reading by itself."""
    people = math.log10(max(place.people, NOTABLE_PEOPLE if place.is_notable else 100))
    if place.kind in ("country", "continent"):
        points = 8.9 + 0.1 * people
    elif place.kind in ("site", "sea", "area"):
        points = 8.8
    elif place.kind == "region":
        points = 3.4 + 0.55 * people
    elif place.kind == "county":
        points = 0.4 + 0.4 * people
    else:
        points = 0.9 * people + 1.8 * math.log10(1 + place.fame)
        points += 3.0 if place.is_capital else 0.0
    return points - (1.2 if flags & ALTERNATE else 0.0)


def resolve_groups(
    groups: Sequence[Group], gazetteer: Gazetteer, *, home: str | None = None
) -> list[Choice]:
    """One choice a group, in order. ``home`` is the alpha-3 country of the source, if known."""
    for group in groups:
        prepare_group(group)
    for turn in range(ROUNDS):
        company = count_company(groups)
        anchors = list_anchors(groups) if turn else []
        updated = [weigh_readings(g, company, anchors, gazetteer, home) for g in groups]
        moved = 0.0
        for group, points in zip(groups, updated, strict=True):
            chance = share_chance(points)
            moved = max(moved, *(abs(a - b) for a, b in zip(chance, group.chance, strict=True)))
            group.chance = chance
        if turn and moved < STILL:
            break
    return [choose(group, gazetteer) for group in groups]


def prepare_group(group: Group) -> None:
    """Points by size and kind, the hopeless readings dropped, first chances."""
    points = []
    for place, flags in zip(group.places, group.flags, strict=True):
        fit = 4.0 if place.kind in group.kinds else 0.0
        if place.kind in group.avoid:
            fit -= 3.0
        if place.kind in ("region", "county") and place.kind not in group.kinds:
            fit -= 1.5 if has_seat(place, group.places) else 0.0
        points.append(weigh_size(place, flags) + fit)
    least = max(points) - MOST_CONTEXT
    order = sorted((n for n in range(len(points)) if points[n] >= least), key=lambda n: -points[n])
    order = order[:_MOST_READINGS]
    group.places = [group.places[n] for n in order]
    group.flags = [group.flags[n] for n in order]
    group.base = [points[n] for n in order]
    group.chance = share_chance(group.base)


def has_seat(division: Place, others: Sequence[Place]) -> bool:
    """True if a town of the same name lies in a division: the plain name means the town."""
    return any(
        o.kind == "city"
        and o.people >= 15_000
        and o.country == division.country
        and (o.region == division.number or is_near(o, division, division.radius_km + 20))
        for o in others
    )


def share_chance(points: Sequence[float]) -> list[float]:
    """Chances that add up to one."""
    top = max(points)
    raised = [math.exp(1.3 * (p - top)) for p in points]
    total = sum(raised)
    return [r / total for r in raised]


Company = dict[str | int, float]
"""How much each country (alpha-3), region (number) and kind of region is in view."""


def weigh_presence(group: Group) -> Company:
    """How much a group puts each country (alpha-3) and region (number) in view."""
    present: Company = defaultdict(float)
    weight = min(2.0, 1.0 + 0.25 * (group.count - 1))
    for place, chance in zip(group.places, group.chance, strict=True):
        if chance < 0.1:
            continue
        if place.kind == "country" and not group.is_locative:
            chance *= 0.5
        if place.country is not None:
            present[place.country] += chance * weight
        region = place.number if place.kind == "region" else place.region
        if region is not None:
            present[region] += chance * weight
        if place.kind == "region":
            present[f"regions of {place.country}"] += chance * weight
    return present


def count_company(groups: Sequence[Group]) -> Company:
    """Presence of each country and region over all groups."""
    total: Company = defaultdict(float)
    for group in groups:
        for key, weight in weigh_presence(group).items():
            total[key] += weight
    return total


def list_anchors(groups: Sequence[Group]) -> list[tuple[Group, Place]]:
    """Towns and sites that are sure enough to draw others near them."""
    anchors = []
    for group in groups:
        best = max(range(len(group.chance)), key=group.chance.__getitem__)
        place = group.places[best]
        if group.chance[best] >= SURE and place.kind in ("city", "site", "county"):
            anchors.append((group, place))
    return sorted(anchors, key=lambda pair: -pair[0].count)[:MOST_ANCHORS]


def weigh_readings(
    group: Group,
    company: Company,
    anchors: Sequence[tuple[Group, Place]],
    gazetteer: Gazetteer,
    home: str | None,
) -> list[float]:
    """Points of each reading of a group in the company of the others."""
    if len(group.places) == 1 or group.base[0] - group.base[1] > MOST_CONTEXT:
        return group.base
    own = weigh_presence(group)
    others = {key: weight - own.get(key, 0.0) for key, weight in company.items()}
    countries = {k: w for k, w in others.items() if isinstance(k, str) and len(k) == 3 and w > 0.05}
    world = min(3.0, max(0.0, sum(min(1.0, w) for w in countries.values()) - 1.0))
    near = [place for anchor, place in anchors if anchor is not group]
    states = {p.country for p in group.places}
    in_view = {code: weigh_country(code, countries, gazetteer, home) for code in states}
    points = []
    for place, base in zip(group.places, group.base, strict=True):
        total = base + in_view[place.country]
        if is_worldly(place):
            total += world
        region = place.number if place.kind == "region" else place.region
        if region is not None and region in others:
            breadth = gazetteer.read_place(region).radius_km
            total += 1.5 * min(3.0, others.get(region, 0.0)) * min(1.0, 150.0 / breadth)
        if place.kind == "region":
            total += 2.0 * saturate(others.get(f"regions of {place.country}", 0.0))
        if place.kind in ("city", "site", "county") and near:
            total += 2.4 * min(1.6, count_neighbours(place, near))
        if group.parents:
            total += 8.0 * max(chance_inside(place, parent) for parent in group.parents)
        points.append(total)
    return points


def count_neighbours(place: Place, others: Sequence[Place]) -> float:
    """How many sure places lie around a reading: each counts less with distance, all by 100 km."""
    return sum(
        math.exp(-measure_flat_km(place, other) / 100.0)
        for other in others
        if other.number != place.number and abs(place.latitude - other.latitude) < 4
    )


def is_worldly(place: Place) -> bool:
    """True for what an item about several countries means: states, capitals, famous cities."""
    return place.kind == "country" or place.is_capital or place.fame >= WORLD_FAME


def saturate(weight: float) -> float:
    """0 for no presence, 0.63 for one name, towards 1."""
    return 1.0 - math.exp(-max(0.0, weight))


def weigh_country(
    code: str | None, countries: dict[str, float], gazetteer: Gazetteer, home: str | None
) -> float:
    """Points for a reading whose country (alpha-3), or a neighbour of it, is in view."""
    if code is None:
        return 0.0
    points = 2.2 * saturate(countries.get(code, 0.0))
    around = gazetteer.neighbours.get(code)
    if around:
        points += 1.2 * saturate(sum(countries.get(c, 0.0) for c in around))
    return points + (1.0 if code == home else 0.0)


def chance_inside(place: Place, parent: Group) -> float:
    """Chance that the parent's meaning contains the place."""
    return sum(
        chance
        for other, chance in zip(parent.places, parent.chance, strict=True)
        if contains(other, place)
    )


def choose(group: Group, gazetteer: Gazetteer) -> Choice:
    """The best reading, or the larger place all likely readings share, or none."""
    best = max(range(len(group.chance)), key=group.chance.__getitem__)
    chance = group.chance[best]
    if chance >= FALL_BACK:
        return Choice(group.places[best], round(chance, 3))
    likely = [(p, c) for p, c in zip(group.places, group.chance, strict=True) if c >= 0.05]
    shares: Company = defaultdict(float)
    for place, share in likely:
        region = place.number if place.kind == "region" else place.region
        if region is not None:
            shares[region] += share
    for number, share in shares.items():
        if share >= 0.6 and isinstance(number, int):
            return Choice(gazetteer.read_place(number), round(share, 3), is_larger=True)
    states: Company = defaultdict(float)
    for place, share in likely:
        if place.country is not None:
            states[place.country] += share
    for code, share in states.items():
        if share >= 0.6 and isinstance(code, str):
            return Choice(gazetteer.read_country(code), round(share, 3), is_larger=True)
    return Choice(None, round(chance, 3))
