"""Two event mentions in, how much they look like one real-world event out.

A mention is first boiled down to its traits: what a reader compares when two papers tell what may
be one event. Codes, days and places are compared first (`compare_codes`), the sentences only where
that leaves a doubt (`compare_words`). Both return a sum of weights: the logarithm of the odds that
the two are one event. The weights are those of a logistic regression on the pairs of the
development corpus, as it was coded by hand and by this program, rounded; pairs of other days,
taken as of one day, stood for the unrelated acts of a busy one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.events.wording import split_words

EARTH_KM = 6371.0
NEAR_KM = 30.0
FAR_KM = 120.0
DAY_SLACK = 2
"""Sources that put one event this many days apart may still mean the same."""
REPORT_DAYS = 7
"""A report that gives no date may come this many days after what it tells."""
BASE = -5.7
SAME_TYPE = 4.1
SAME_MODE = 0.4
SAME_FACTUALITY = 1.4
SAME_ACTOR = 1.1
OTHER_ACTOR = -2.3
SAME_RECIPIENT = 0.6
OTHER_RECIPIENT = -1.1
SWAPPED = 1.7
SAME_DAY = 1.1
DAYS_MEET = 0.8
DAYS_APART = -2.5
REPORTED_LATER = -1.0
PER_TENFOLD_DAYS = -1.2
OTHER_COUNTRY = -1.1
NEAR_PLACE = 0.9
FAR_PLACE = -1.6
SAME_DEATHS = 1.1
OTHER_DEATHS = -1.7
SHARED_NUMBER = 2.2
MOST_NUMBERS = 2
SHARED_NAMES = 1.3
SHARED_WORDS = 2.3
SHARED_TRIGGER = 0.7
NOTHING_SHARED = -1.1
LITTLE = 0.25
"""Names and words that overlap less than this speak against one event, not for it."""
SAME_TEXT = 1.5
WORDS_CAN_ADD = 9.0
"""No two sentences can add more than this."""

RELATED_TYPES = (
    ("ASSAULT", "COERCE"),
    ("ASSAULT", "MOBILIZE"),
    ("ASSAULT", "PROTEST"),
    ("COERCE", "PROTEST"),
    ("COERCE", "SANCTION"),
    ("COERCE", "MOBILIZE"),
    ("COERCE", "THREATEN"),
    ("COERCE", "REJECT"),
    ("ACCUSE", "REJECT"),
    ("ACCUSE", "THREATEN"),
    ("ACCUSE", "REQUEST"),
    ("REQUEST", "THREATEN"),
    ("REQUEST", "REJECT"),
    ("REJECT", "SANCTION"),
    ("REJECT", "THREATEN"),
    ("MOBILIZE", "THREATEN"),
    ("MOBILIZE", "COOPERATE"),
    ("MOBILIZE", "RETREAT"),
    ("AGREE", "CONCEDE"),
    ("AGREE", "RETREAT"),
    ("AGREE", "CONSULT"),
    ("AGREE", "COOPERATE"),
    ("AGREE", "SUPPORT"),
    ("CONCEDE", "RETREAT"),
    ("CONCEDE", "COOPERATE"),
    ("CONCEDE", "SUPPORT"),
    ("CONSULT", "SUPPORT"),
    ("CONSULT", "COOPERATE"),
    ("AID", "COOPERATE"),
    ("AID", "RETREAT"),
)
"""Types that careful coders give to one and the same act."""
MUTUAL_TYPES = ("AGREE", "CONSULT", "COOPERATE")
"""Types whose actor and recipient are told either way round."""
COMPARABLE = frozenset((a, b) for pair in RELATED_TYPES for a, b in (pair, pair[::-1]))
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of a sentence: names, stems, numbers, and stems of the trigger."""

    names: frozenset[str]
    stems: frozenset[str]
    numbers: frozenset[str]
    trigger: frozenset[str]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a mention's codes. Days are ordinals, None where unknown."""

    mention_id: str
    item_id: str
    text_id: str
    event_type: str
    event_mode: str | None
    factuality: str
    actor: str | None
    recipient: str | None
    first_day: int | None
    last_day: int | None
    days: frozenset[int] | None
    is_dated: bool
    country: str | None
    spot: Point | None
    deaths: int | None


def read_traits(mention: Mapping[str, Any], *, text_id: str | None = None) -> Traits:
    """A row of table `event_mention` in, its traits out.

    `text_id` is the item whose text the mention's item nearly repeats, if any.
    """
    first, last = mention.get("event_date_start"), mention.get("event_date_end")
    days = mention.get("event_days")
    deaths = mention.get("fatalities")
    return Traits(
        mention_id=mention["event_mention_id"],
        item_id=mention["item_id"],
        text_id=text_id or mention["item_id"],
        event_type=mention["event_type"],
        event_mode=mention.get("event_mode"),
        factuality=mention["factuality"],
        actor=mention.get("actor_code"),
        recipient=mention.get("recipient_code"),
        first_day=None if first is None else first.toordinal(),
        last_day=None if last is None else last.toordinal(),
        days=frozenset(day.toordinal() for day in days) if days is not None and len(days) else None,
        is_dated=mention.get("date_basis") in ("text", "corpus"),
        country=mention.get("place_country"),
        spot=_read_point(mention),
        deaths=mention.get("fatalities_low") if deaths is None else deaths,
    )


def _read_point(mention: Mapping[str, Any]) -> Point | None:
    """Coordinates of a place that is a spot, not an area."""
    latitude, longitude = mention.get("latitude"), mention.get("longitude")
    if latitude is None or longitude is None:
        return None
    return (latitude, longitude) if mention.get("geo_precision") in ("site", "city") else None


def read_words(mention: Mapping[str, Any]) -> Words:
    """A row of table `event_mention` in, what is compared of its sentence out."""
    names, stems, numbers = split_words(mention.get("sentence_text") or "")
    trigger = split_words(mention.get("trigger_text") or "")[1]
    return Words(names=names, stems=stems, numbers=numbers, trigger=trigger)


def compare_codes(one: Traits, other: Traits) -> float:
    """Log odds, from codes, days and places alone, that two mentions tell one event.

    -inf when their types can never mean one act, or their days are too far apart.
    """
    total = BASE
    if one.event_type == other.event_type:
        total += SAME_TYPE
        if one.event_mode is not None and one.event_mode == other.event_mode:
            total += SAME_MODE
    elif (one.event_type, other.event_type) not in COMPARABLE:
        return -math.inf
    if one.factuality == other.factuality:
        total += SAME_FACTUALITY
    total += _compare_days(one, other)
    total += _compare_parties(one, other)
    return total + _compare_places(one, other) + _compare_deaths(one, other)


def _compare_days(one: Traits, other: Traits) -> float:
    if (
        one.first_day is None
        or one.last_day is None
        or other.first_day is None
        or other.last_day is None
    ):
        return 0.0
    gap = max(one.first_day - other.last_day, other.first_day - one.last_day)
    if gap > DAY_SLACK:
        late, early = (one, other) if one.first_day > other.first_day else (other, one)
        is_report = early.is_dated and not late.is_dated and gap <= REPORT_DAYS
        return REPORTED_LATER if is_report else -math.inf
    if one.days is not None and other.days is not None:
        shared = len(one.days & other.days)
        longest = max(len(one.days), len(other.days))
    else:
        shared = 1 - gap
        longest = max(one.last_day - one.first_day, other.last_day - other.first_day) + 1
    if shared <= 0:
        return DAYS_APART if one.is_dated and other.is_dated else REPORTED_LATER
    if longest == 1:
        return SAME_DAY
    return DAYS_MEET + PER_TENFOLD_DAYS * math.log10(longest)


def _compare_parties(one: Traits, other: Traits) -> float:
    if are_swapped(one, other):
        return SWAPPED
    total = 0.0
    if one.actor is not None and other.actor is not None:
        total += SAME_ACTOR if one.actor == other.actor else OTHER_ACTOR
    if one.recipient is not None and other.recipient is not None:
        total += SAME_RECIPIENT if one.recipient == other.recipient else OTHER_RECIPIENT
    return total


def are_swapped(one: Traits, other: Traits) -> bool:
    """True when two sides of one mutual act are told, each with the other as recipient."""
    return (
        one.actor is not None
        and one.recipient is not None
        and one.actor != one.recipient
        and one.event_type in MUTUAL_TYPES
        and other.event_type in MUTUAL_TYPES
        and (one.actor, one.recipient) == (other.recipient, other.actor)
    )


def _compare_places(one: Traits, other: Traits) -> float:
    total = 0.0
    if one.country is not None and other.country is not None and one.country != other.country:
        total += OTHER_COUNTRY
    if one.spot is not None and other.spot is not None:
        distance = find_distance_km(one.spot, other.spot)
        if distance < NEAR_KM:
            total += NEAR_PLACE
        elif distance > FAR_KM:
            total += FAR_PLACE
    return total


def _compare_deaths(one: Traits, other: Traits) -> float:
    if one.deaths is None or other.deaths is None:
        return 0.0
    if one.deaths == other.deaths:
        return SAME_DEATHS if one.deaths else 0.0
    differ = abs(one.deaths - other.deaths) > max(2, max(one.deaths, other.deaths) / 2)
    return OTHER_DEATHS if differ else 0.0


def compare_words(one: Words, other: Words) -> float:
    """What the sentences add to the log odds: shared names, words, numbers and trigger."""
    names = find_overlap(one.names, other.names)
    stems = find_overlap(one.stems, other.stems)
    numbers = len(one.numbers & other.numbers)
    total = SHARED_NAMES * names + SHARED_WORDS * stems
    if numbers:
        total += SHARED_NUMBER * min(MOST_NUMBERS, numbers)
    elif names + stems < LITTLE:
        total += NOTHING_SHARED * (1 - (names + stems) / LITTLE)
    return total + (SHARED_TRIGGER if one.trigger & other.trigger else 0.0)


def find_overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets, 0 to 1; 0 when one is empty."""
    if not one or not other:
        return 0.0
    return len(one & other) / math.sqrt(len(one) * len(other))


def find_distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees)."""
    a, b, c, d = map(math.radians, (*one, *other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
