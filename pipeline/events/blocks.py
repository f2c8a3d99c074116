"""Traits of mentions in, the pairs that are worth comparing out.

A pair is worth comparing when type, days and a party or country meet: everything else is never one
event, and comparing all with all would take the square of their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pipeline.events.likeness import (
    COMPARABLE,
    DAY_SLACK,
    MUTUAL_TYPES,
    REPORT_DAYS,
    Traits,
    are_swapped,
)

WIDE_DAYS = 45
"""A date wider than this is compared without its days."""
RELATED = {
    kind: tuple(sorted({kind} | {b for a, b in COMPARABLE if a == kind}))
    for kind in sorted({a for a, _ in COMPARABLE})
}


def find_pairs(traits: Sequence[Traits], *, num_new: int) -> Iterator[tuple[int, int]]:
    """Pairs, at least one of them new, that could be one event: type, days and a party or place.

    Mentions are looked up by type, day and party; those with a wide or no date by type and party;
    those that name nobody in common by type, day and what they leave open.
    """
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, mine in enumerate(traits):
        for key in _list_keys(mine):
            blocks[key].append(n)
    for n in range(num_new):
        found: set[int] = set()
        for key in _list_lookups(traits[n]):
            found.update(blocks.get(key, ()))
        for m in found:
            if (m > n or m >= num_new) and _may_be_one(traits[n], traits[m]):
                yield n, m


def _list_slots(traits: Traits) -> list[tuple[str, str]]:
    """What a mention names, by slot; the sides of a mutual act count in both slots."""
    slots = [("actor", traits.actor), ("recipient", traits.recipient), ("country", traits.country)]
    if traits.event_type in MUTUAL_TYPES:
        slots += [("actor", traits.recipient), ("recipient", traits.actor)]
    return [(slot, code) for slot, code in slots if code is not None]


def _list_open(traits: Traits) -> frozenset[str]:
    """Slots that a mention leaves open."""
    named = {slot for slot, _ in _list_slots(traits)}
    return frozenset(SLOTS - named)


def _list_keys(traits: Traits) -> Iterator[tuple[object, ...]]:
    """Blocks that a mention stands in."""
    days = _list_block_days(traits)
    for slot in _list_slots(traits):
        yield (traits.event_type, None, slot)
        if days is None:
            yield (traits.event_type, "wide", slot)
        for day in days or ():
            yield (traits.event_type, day, slot)
    if traits.first_day is not None:
        yield (traits.event_type, traits.first_day, _list_open(traits))


def _list_lookups(traits: Traits) -> Iterator[tuple[object, ...]]:
    """Blocks in which to look for other reports of a mention's event."""
    days = _list_block_days(traits)
    for kind in RELATED[traits.event_type]:
        for slot in _list_slots(traits):
            yield (kind, None if days is None else "wide", slot)
            for day in _list_near_days(traits):
                yield (kind, day, slot)
    if traits.first_day is not None:
        named = SLOTS - _list_open(traits)
        for pattern in PATTERNS:
            if named <= pattern:
                yield (traits.event_type, traits.first_day, pattern)


SLOTS = frozenset({"actor", "recipient", "country"})
PATTERNS = tuple(
    frozenset(names) for size in range(4) for names in combinations(sorted(SLOTS), size)
)


def _list_block_days(traits: Traits) -> range | None:
    if traits.first_day is None or traits.last_day is None:
        return None
    if traits.last_day - traits.first_day > WIDE_DAYS:
        return None
    return range(traits.first_day, traits.last_day + 1)


def _list_near_days(traits: Traits) -> Iterable[int]:
    """Days on which another report of the same event may put it; () when the date is wide."""
    days = _list_block_days(traits)
    if days is None:
        return ()
    before = DAY_SLACK if traits.is_dated else REPORT_DAYS
    after = REPORT_DAYS if traits.is_dated else DAY_SLACK
    return range(days[0] - before, days[-1] + after + 1)


def _may_be_one(one: Traits, other: Traits) -> bool:
    """False for pairs of one item, and for those that share too little to be compared.

    Mentions of one type share actor, recipient or country, or contradict each other in none of
    them on one day. Related but different types must share two.
    """
    if one.item_id == other.item_id:
        return False
    shared = differ = 0
    for mine, theirs in (
        (one.actor, other.actor),
        (one.recipient, other.recipient),
        (one.country, other.country),
    ):
        if mine is not None and theirs is not None:
            shared += mine == theirs
            differ += mine != theirs
    if one.event_type != other.event_type:
        return shared >= 2 or are_swapped(one, other)
    if shared or are_swapped(one, other):
        return True
    return not differ and one.first_day is not None and one.first_day == other.first_day
