"""Pairs of event mentions in, how much each looks like one real-world event out.

Codes, days and places are compared first (`compare_codes`), the sentences only where that leaves a
doubt (`compare_words`): what a reader compares when two papers tell what may be one event. Both
return a sum of weights for each pair: the logarithm of the odds that the two are one event. The
weights are those of a logistic regression on the pairs of the development corpus, as it was coded
by hand and by this program, rounded; pairs of other days, taken as of one day, stood for the
unrelated acts of a busy one.
"""

from __future__ import annotations

import numpy as np

from pipeline.events.traits import NONE, Flags, Floats, Ints, Traits
from pipeline.events.wording import Wordings
from pipeline.schema.codes import EVENT_TYPES

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
MOST_OF_GROUNDS = NEAR_PLACE + SAME_DEATHS + 0.01
"""What places and deaths can add at most, with room for rounding."""
SHARED_NUMBER = 2.2
MOST_NUMBERS = 2
SHARED_NAMES = 1.5
SHARED_WORDS = 2.65
SHARED_TRIGGER = 0.7
NOTHING_SHARED = -1.1
LITTLE = 0.15
"""Names and words that overlap less than this speak against one event, not for it."""
SAME_TEXT = 1.5

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
COMPARABLE = np.eye(len(EVENT_TYPES), dtype=bool)
"""By type and type: whether both may name one act."""
for _one, _other in RELATED_TYPES:
    _places = EVENT_TYPES.index(_one), EVENT_TYPES.index(_other)
    COMPARABLE[_places] = COMPARABLE[_places[::-1]] = True
MUTUAL = np.isin(EVENT_TYPES, MUTUAL_TYPES)


def compare_codes(traits: Traits, one: Ints, other: Ints) -> Floats:
    """Log odds, from codes, days and places alone, that the mentions of each pair are one event.

    `one` and `other` are positions in `traits`. -inf where the types can never mean one act, or
    the days are too far apart.
    """
    return _compare_acts(traits, one, other) + _compare_grounds(traits, one, other)


def choose_alike(
    traits: Traits, one: Ints, other: Ints, *, least: float
) -> tuple[Ints, Ints, Floats]:
    """The pairs whose `compare_codes` is `least` or more, and what it is.

    Places and deaths, the costly part, are compared only where they could bring a pair so far.
    """
    total = _compare_acts(traits, one, other)
    kept = total >= least - MOST_OF_GROUNDS
    one, other, total = one[kept], other[kept], total[kept]
    total += _compare_grounds(traits, one, other)
    kept = total >= least
    return one[kept], other[kept], total[kept]


def _compare_acts(traits: Traits, one: Ints, other: Ints) -> Floats:
    """What types, days and parties say."""
    types, others = traits.event_type[one], traits.event_type[other]
    is_type = types == others
    mode = traits.event_mode[one]
    is_mode = is_type & (mode != NONE) & (mode == traits.event_mode[other])
    total: Floats = BASE + SAME_TYPE * is_type + SAME_MODE * is_mode
    total += SAME_FACTUALITY * (traits.factuality[one] == traits.factuality[other])
    total[~COMPARABLE[types, others]] = -np.inf
    total += _compare_days(traits, one, other)
    total += _compare_parties(traits, one, other)
    return total


def _compare_grounds(traits: Traits, one: Ints, other: Ints) -> Floats:
    """What places and deaths say, MOST_OF_GROUNDS at most."""
    return _compare_places(traits, one, other) + _compare_deaths(traits, one, other)


def _compare_days(traits: Traits, one: Ints, other: Ints) -> Floats:
    first, last = traits.first[one], traits.last[one]
    since, until = traits.first[other], traits.last[other]
    dated, told = traits.is_dated[one], traits.is_dated[other]
    gap = np.maximum(first - until, since - last)
    is_late = first > since
    is_report = np.where(is_late, told & ~dated, dated & ~told) & (gap <= REPORT_DAYS)
    far = np.where(is_report, REPORTED_LATER, -np.inf)
    longest = np.maximum(last - first, until - since) + 1
    shared = 1 - gap
    for row in _find_gaps(traits, one, other):
        mine, theirs = (_list_days(traits, int(side[row])) for side in (one, other))
        shared[row] = len(mine & theirs)
        longest[row] = max(len(mine), len(theirs))
    apart = np.where(dated & told, DAYS_APART, REPORTED_LATER)
    said = np.full(len(one), SAME_DAY)
    wide = np.flatnonzero(longest > 1)
    said[wide] = DAYS_MEET + PER_TENFOLD_DAYS * np.log10(longest[wide])
    total = np.where(shared <= 0, apart, said)
    total = np.where(gap > DAY_SLACK, far, total)
    return np.where(traits.has_days[one] & traits.has_days[other], total, 0.0)


def _find_gaps(traits: Traits, one: Ints, other: Ints) -> list[int]:
    """Pairs in which the possible days of a mention have gaps between them."""
    if not traits.days:
        return []
    rows = np.fromiter(traits.days, np.int64)
    both = traits.has_days[one] & traits.has_days[other]
    found: list[int] = np.flatnonzero((np.isin(one, rows) | np.isin(other, rows)) & both).tolist()
    return found


def _list_days(traits: Traits, row: int) -> frozenset[int]:
    listed = traits.days.get(row)
    if listed is not None:
        return listed
    return frozenset(range(int(traits.first[row]), int(traits.last[row]) + 1))


def _compare_parties(traits: Traits, one: Ints, other: Ints) -> Floats:
    total = np.zeros(len(one))
    for column, same, differ in (
        (traits.actor, SAME_ACTOR, OTHER_ACTOR),
        (traits.recipient, SAME_RECIPIENT, OTHER_RECIPIENT),
    ):
        mine, theirs = column[one], column[other]
        weight = np.where(mine == theirs, same, differ)
        total += np.where((mine == NONE) | (theirs == NONE), 0.0, weight)
    mutual = MUTUAL[traits.event_type[one]]
    rows = np.flatnonzero(mutual & MUTUAL[traits.event_type[other]])
    total[rows[_are_swapped(traits, one[rows], other[rows])]] = SWAPPED
    return total


def _are_swapped(traits: Traits, one: Ints, other: Ints) -> Flags:
    """True where two sides of one act are told, each with the other as recipient."""
    actor, recipient = traits.actor[one], traits.recipient[one]
    found: Flags = (
        (actor != NONE)
        & (recipient != NONE)
        & (actor != recipient)
        & (actor == traits.recipient[other])
        & (recipient == traits.actor[other])
    )
    return found


def _compare_places(traits: Traits, one: Ints, other: Ints) -> Floats:
    mine, theirs = traits.country[one], traits.country[other]
    differ = (mine != NONE) & (theirs != NONE) & (mine != theirs)
    distance = find_distance_km(
        traits.latitude[one], traits.longitude[one], traits.latitude[other], traits.longitude[other]
    )
    total: Floats = OTHER_COUNTRY * differ + np.where(distance > FAR_KM, FAR_PLACE, 0.0)
    return total + np.where(distance < NEAR_KM, NEAR_PLACE, 0.0)


def _compare_deaths(traits: Traits, one: Ints, other: Ints) -> Floats:
    mine, theirs = traits.deaths[one], traits.deaths[other]
    most = np.maximum(mine, theirs)
    same = (mine == theirs) & (mine > 0)
    differ = np.abs(mine - theirs) > np.maximum(2, most / 2)
    total: Floats = SAME_DEATHS * same + OTHER_DEATHS * differ
    return total


def compare_words(words: Wordings, one: Ints, other: Ints) -> Floats:
    """What the sentences of each pair add to the log odds: names, words, numbers and trigger."""
    names = words.compare("names", one, other)
    stems = words.compare("stems", one, other)
    numbers = words.count("numbers", one, other)
    total = SHARED_NAMES * names + SHARED_WORDS * stems
    little = np.maximum(0.0, 1 - (names + stems) / LITTLE)
    total += np.where(
        numbers > 0, SHARED_NUMBER * np.minimum(MOST_NUMBERS, numbers), NOTHING_SHARED * little
    )
    return total + SHARED_TRIGGER * (words.count("trigger", one, other) > 0)


def find_distance_km(
    latitude: Floats, longitude: Floats, other_latitude: Floats, other_longitude: Floats
) -> Floats:
    """Great-circle distance of points (degrees); NaN where one is unknown."""
    a, b, c, d = (
        np.radians(part) for part in (latitude, longitude, other_latitude, other_longitude)
    )
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    distance: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return distance
