"""Traits and sentences of mentions in, the pairs that are likely one event with their odds out.

The guard against a crowd: codes that fit many different stories cannot tell which of them a report
is about. Each mention's rivals are counted, the known events and new mentions with codes near its
own, and so are the known events of its type and parties about its days: in a war two strikes of one
day are seldom one. The odds fall with both; only words bring them back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.events.blocks import count_near_events, find_pairs, is_distinct
from pipeline.events.likeness import SAME_TEXT, choose_alike, compare_codes, compare_words
from pipeline.events.traits import NONE, Flags, Floats, Ints, Traits
from pipeline.events.wording import Wordings

CODES_LEAST = -1.5
"""Codes below these log odds are not made good by any wording but a copied one."""
MOST_COMPARED = 400
"""Other mentions whose words are compared with those of one new mention, best codes first."""
NEAR_CODES = 1.0
"""From here on the codes of two mentions could be those of one event."""
MOST_BRIDGED = 8
"""Known mentions through which one new mention can show that their events are one."""
THRESHOLD = 0.0
"""Log odds from which two groups are one event: even chances."""
FEW_RIVALS = 4
PER_RIVALS = 2.0
"""Odds fall by this power of the number of rivals over FEW_RIVALS."""
NEAR_DAYS = 7
FEW_NEAR = 3
PER_NEAR = 1.5
"""Odds fall by this power of the number of known events of the same type and parties within
NEAR_DAYS, over FEW_NEAR."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of positions, `one` the smaller, and the log odds of each."""

    one: Ints
    other: Ints
    score: Floats

    def choose(self, kept: Flags) -> Scored:
        """The pairs for which `kept` holds."""
        return Scored(self.one[kept], self.other[kept], self.score[kept])


def score_pairs(
    traits: Traits,
    *,
    num_new: int,
    read_words: Callable[[Ints], Wordings],
    events: Ints,
    is_stored: bool = False,
) -> Scored:
    """Traits, the new mentions first, in; every pair with a new mention that codes allow out, and
    every pair of known mentions that a new one may show to tell one event.

    `read_words` gives the wordings of the mentions at some positions; `events` numbers the event
    that each known mention tells, NONE for new ones; `is_stored`: see `find_pairs`.
    """
    found = _find_likely(traits, num_new=num_new, is_stored=is_stored)
    one, other, codes = found.one, found.other, found.score
    rows = np.unique(np.concatenate([one, other]))
    words = read_words(rows)
    told = compare_words(words, np.searchsorted(rows, one), np.searchsorted(rows, other))
    is_rival = codes >= NEAR_CODES
    rivals = _count_rivals(one[is_rival], other[is_rival], events, num_new=num_new)
    guard = PER_RIVALS * np.log(np.maximum(1.0, rivals / FEW_RIVALS))
    near = count_near_events(traits, events, num_new=num_new, days=NEAR_DAYS)
    guard += PER_NEAR * np.log(np.maximum(1.0, near / FEW_NEAR))
    is_new = other < num_new
    least = np.where(is_new, np.minimum(guard[one], guard[np.where(is_new, other, 0)]), guard[one])
    copied = SAME_TEXT * (traits.text[one] == traits.text[other])
    scored = Scored(one, other, codes + told + copied - least)
    one, other, through = _list_bridged(scored, events, num_new=num_new)
    bridged = compare_codes(traits, one, other) - guard[through]
    bridged += compare_words(words, np.searchsorted(rows, one), np.searchsorted(rows, other))
    return Scored(
        np.concatenate([scored.one, one]),
        np.concatenate([scored.other, other]),
        np.concatenate([scored.score, bridged]),
    )


def _list_bridged(scored: Scored, events: Ints, *, num_new: int) -> tuple[Ints, Ints, Ints]:
    """Pairs of known mentions of two events that are both likely that of one new one, and it."""
    best = choose_best(scored, num_new=num_new, most=MOST_BRIDGED)
    order = np.lexsort((best.other, best.one))
    ones, others = best.one[order], best.other[order]
    pairs = [
        (ones[:-step], others[:-step], others[step:])
        for step in range(1, MOST_BRIDGED)
        if len(ones) > step
    ]
    same = [ones[:-step] == ones[step:] for step in range(1, len(pairs) + 1)]
    none = np.zeros(0, np.int64)
    through, one, other = (
        np.concatenate([none, *(pair[part][kept] for pair, kept in zip(pairs, same, strict=True))])
        for part in range(3)
    )
    kept = (events[one] != events[other]) & is_distinct(one, other)
    return one[kept], other[kept], through[kept]


def choose_best(scored: Scored, *, num_new: int, most: int) -> Scored:
    """Of each new mention the best pairs with known mentions that are likely one event."""
    likely = scored.choose(
        (scored.score >= THRESHOLD) & (scored.one < num_new) & (scored.other >= num_new)
    )
    return likely.choose(_is_among_best(likely, most))


def _find_likely(traits: Traits, *, num_new: int, is_stored: bool) -> Scored:
    """Pairs whose codes leave a chance, with what the codes say."""
    ones, others, scores = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    for one, other in find_pairs(traits, num_new=num_new, is_stored=is_stored):
        one, other, codes = choose_alike(traits, one, other, least=CODES_LEAST)
        ones.append(one)
        others.append(other)
        scores.append(codes)
    found = Scored(np.concatenate(ones), np.concatenate(others), np.concatenate(scores))
    found = found.choose(is_distinct(found.one, found.other))
    return found.choose(_is_among_best(found, MOST_COMPARED))


def _is_among_best(found: Scored, most: int) -> Flags:
    """True for the `most` pairs with the best scores of each new mention."""
    order = np.lexsort((found.other, -found.score, found.one))
    ones = found.one[order]
    rank = np.arange(len(ones)) - np.searchsorted(ones, ones, side="left")
    kept = np.zeros(len(ones), dtype=bool)
    kept[order] = rank < most
    return kept


def _count_rivals(one: Ints, other: Ints, events: Ints, *, num_new: int) -> Ints:
    """For each new mention, how many events the mentions that it is paired with tell."""
    is_new = other < num_new
    who = np.concatenate([one, other[is_new]])
    whose = np.concatenate([other, one[is_new]])
    told = np.where(events[whose] == NONE, whose, events[whose] + len(events))
    kept = is_distinct(who, told)
    return np.bincount(who[kept], minlength=num_new)
