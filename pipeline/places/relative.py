"""Places given by their relation to a named one: near, 40 km north of, between, off the coast of.

Gives a point and a radius; the name itself keeps its own point. Distances without a number are
the editor's: «près de» within 15 km, a direction without distance 15 km that way, a compass part
of a country the mean of its towns on that side.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from pipeline.places.geometry import measure_km
from pipeline.places.index import Gazetteer, Place
from pipeline.schema.records import RelativePlace

NEAR_KM = 15.0
OFF_COAST_KM = 40.0
_UNITS = {"km": 1.0, "kilomètre": 1.0, "kilometre": 1.0, "kilometer": 1.0, "mile": 1.609,
          "mille": 1.852, "mi": 1.609}  # fmt: skip
_WORDS = {
    "quelques": 10, "plusieurs": 10, "dizaine": 10, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "few": 5, "several": 10, "dozen": 12, "dozens of": 30,
}  # fmt: skip
_BEARINGS = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
_LETTERS = {"north": "n", "nord": "n", "south": "s", "sud": "s", "east": "e", "est": "e",
            "west": "w", "ouest": "w"}  # fmt: skip
_SPACE = r"[\s\u00a0\u202f]"
_AMOUNT = rf"(?P<amount>\d(?:\d|{_SPACE}(?=\d))*(?:[.,]\d+)?|" + "|".join(_WORDS) + r")"
_SIDE = r"(?P<side>(?:nord|sud|est|ouest)(?:[- ](?:est|ouest))?)"
_SIDE_ENGLISH = r"(?P<side>(?:north|south)-?(?:east|west)|north|south|east|west)"
_TO_FR = r"(?:de|du|des|d)\s?['’]?\s?(?:la |l['’]|le |les )?(?:ville d['’e] ?|capitale,? )?"
_DISTANCE_FR = re.compile(
    rf"{_AMOUNT}(?: de)?{_SPACE}*(?P<unit>km|kilomètre|mille)s?(?: (?:marins|nautiques))?"
    rf"(?: (?:à vol d['’]oiseau|environ))?,?(?: (?:plus )?(?:au|à l['’])\s?{_SIDE})?\s{_TO_FR}$",
    re.IGNORECASE,
)
_DISTANCE_EN = re.compile(
    rf"{_AMOUNT}[\s-]*(?P<unit>km|kilometer|kilometre|mile|mi)s?(?: \([^)]{{3,20}}\))?,?"
    rf"(?: (?:to the )?{_SIDE_ENGLISH}(?:ern)?)? (?:of|from|outside)(?: the)?"
    r"(?: (?:city|town|capital|village) of)?(?: the capital,?)? $",
    re.IGNORECASE,
)
_HAS_UNIT = re.compile(r"\d(?:.{0,3}| de )(?:km|kilom|mi)|kilom|mille|mile", re.IGNORECASE)
_SIDE_FR = re.compile(
    rf"(?:au|à l['’])\s?{_SIDE} (?:de|d['’]|du)\s?(?:la |l['’]|le )?$", re.IGNORECASE
)
_SIDE_EN = re.compile(rf"(?:just |to the )?{_SIDE_ENGLISH} of (?:the )?$", re.IGNORECASE)
_NEAR = frozenset(
    """près de|non loin de|à proximité de|à proximité immédiate de|tout près de|aux abords de|
    aux environs de|aux portes de|aux alentours de|autour de|near|close to|next to|outside|nearby|
    just outside|around|in and around|outside of|à l'extérieur de""".replace("\n    ", "").split(
        "|"
    )
)
_OFF = frozenset({"au large de", "off the coast of", "off"})
_COMPASS = re.compile(r"(north|south|east|west|nord|sud|est|ouest)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The text around one name that a relation is read from."""

    text: str
    start: int
    wide_start: int
    preposition: str | None
    compass: str | None
    language: str


def find_relation(setting: Setting, place: Place, gazetteer: Gazetteer) -> RelativePlace | None:
    """The relation the text states to ``place``, or None when it names the place itself."""
    floor = max(0, setting.start - 90)
    left = setting.text[floor : setting.start]
    french = setting.language == "fr"
    found = None
    if _HAS_UNIT.search(left):
        found = (_DISTANCE_FR if french else _DISTANCE_EN).search(left)
    if found and place.kind in ("city", "site", "county", "area"):
        return move_away(place, found, floor)
    if setting.compass and place.kind in ("country", "region", "area"):
        return take_side(setting, place, gazetteer)
    side = (_SIDE_FR if french else _SIDE_EN).search(left, max(0, len(left) - 28))
    if side:
        if place.kind in ("city", "site"):
            point = shift(place, tell_bearing(side["side"]), NEAR_KM)
            return RelativePlace("side", *point, NEAR_KM + 5, "city", floor + side.start())
        return take_side(setting, place, gazetteer, side["side"], floor + side.start())
    if setting.preposition in _NEAR and place.kind in ("city", "site", "county"):
        radius = max(NEAR_KM, place.radius_km)
        return RelativePlace("near", place.latitude, place.longitude, radius, "city", setting.start)
    if setting.preposition in _OFF:
        radius = max(OFF_COAST_KM, place.radius_km)
        return RelativePlace(
            "off", place.latitude, place.longitude, radius, place.precision, setting.start
        )
    return None


def move_away(place: Place, found: re.Match[str], floor: int) -> RelativePlace | None:
    """A point at the stated distance; without a direction, the place with that radius."""
    amount = found["amount"].lower()
    digits = re.sub(r"[\s\u00a0\u202f]", "", amount).replace(",", ".")
    number = float(_WORDS[amount]) if amount in _WORDS else float(digits)
    distance = number * _UNITS[found["unit"].lower()]
    if not 0 < distance < 1500:
        return None
    begin = floor + found.start()
    if found["side"] is None:
        return RelativePlace(
            "within", place.latitude, place.longitude, round(distance, 1), "city", begin
        )
    point = shift(place, tell_bearing(found["side"]), distance)
    return RelativePlace("distance", *point, max(5.0, round(0.25 * distance, 1)), "city", begin)


def tell_bearing(side: str) -> float:
    """Degrees from north of a direction word in either language."""
    letters = sorted((_LETTERS[word.lower()] for word in _COMPASS.findall(side)), key="nsew".index)
    return float(_BEARINGS["".join(letters)])


def shift(place: Place, bearing: float, distance_km: float) -> tuple[float, float]:
    """The point ``distance_km`` from a place in a direction."""
    north = distance_km * math.cos(math.radians(bearing)) / 111.2
    east = distance_km * math.sin(math.radians(bearing)) / 111.2
    latitude = max(-89.9, min(89.9, place.latitude + north))
    longitude = place.longitude + east / max(0.05, math.cos(math.radians(place.latitude)))
    return round(latitude, 2), round((longitude + 180) % 360 - 180, 2)


def take_side(
    setting: Setting,
    place: Place,
    gazetteer: Gazetteer,
    side: str | None = None,
    start: int | None = None,
) -> RelativePlace | None:
    """The compass part of a country or region: the mean of its towns on that side, as a region."""
    words = _COMPASS.findall(side or setting.compass or "")
    if not words or place.country is None:
        return None
    towns = gazetteer.list_towns(place.country)
    if place.kind != "country":
        around = np.abs(towns - (place.latitude, place.longitude)).max(axis=1)
        towns = towns[around < place.radius_km / 90]
    if len(towns) < 5:
        return None
    score = np.zeros(len(towns))
    for word in words:
        letter = _LETTERS[word.lower()]
        axis = 0 if letter in "ns" else 1
        score += towns[:, axis] * (1 if letter in "ne" else -1)
    chosen = towns[score >= np.quantile(score, 0.7)]
    middle = chosen.mean(axis=0)
    point = (round(float(middle[0]), 2), round(float(middle[1]), 2))
    east = (chosen[:, 1] - middle[1]) * math.cos(math.radians(point[0]))
    radius = 111.2 * float(np.quantile(np.hypot(chosen[:, 0] - middle[0], east), 0.8))
    begin = setting.wide_start if start is None else start
    return RelativePlace("part", *point, max(20.0, round(radius)), "region", begin)


def lie_between(first: Place, second: Place, start: int) -> RelativePlace | None:
    """The stretch between two places that are no farther apart than 400 km; ``start`` as given."""
    distance = measure_km((first.latitude, first.longitude), (second.latitude, second.longitude))
    if not 2 < distance < 400 or (first.is_capital and second.is_capital):
        return None
    return RelativePlace(
        "between",
        round((first.latitude + second.latitude) / 2, 2),
        round((first.longitude + second.longitude) / 2, 2),
        max(5.0, round(distance / 2)),
        "region",
        start,
    )
