"""Traits of mentions in, the pairs that are worth comparing out.

A pair is worth comparing when type, days and a party or country meet: everything else is never one
event, and comparing all with all would take the square of their number. Mentions of one type share
a slot (actor, recipient, country), related types two slots and a day, or they name nobody in
common, contradict each other in nothing and begin on one day. Looking up is by sorted keys, so its
cost is that of the new mentions and of what they find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pipeline.events.likeness import DAY_SLACK, MUTUAL_TYPES, RELATED_TYPES, REPORT_DAYS
from pipeline.events.traits import NONE, Flags, Ints, Traits
from pipeline.schema.codes import EVENT_TYPES

WIDE_DAYS = 45
"""A date wider than this is compared without its days."""
LENGTHS = (0, 7, WIDE_DAYS)
"""Dates are looked up by their first day, among those of about one length."""
CHUNK = 1_000
"""New mentions that are looked up at a time: it bounds the memory that this takes."""
SLOTS = ("actor", "recipient", "country")
PATTERNS = tuple(frozenset(names) for size in range(4) for names in combinations(range(3), size))
RELATED = {
    EVENT_TYPES.index(kind): tuple(
        sorted(
            EVENT_TYPES.index(b)
            for pair in RELATED_TYPES
            for a, b in (pair, pair[::-1])
            if a == kind
        )
    )
    for kind in EVENT_TYPES
}
MUTUAL = np.isin(EVENT_TYPES, MUTUAL_TYPES)


@dataclass(frozen=True, slots=True)
class _Index:
    """Rows by key, and within a key by day."""

    rows: Ints
    keys: Ints

    def count(self, keys: Ints, low: Ints, high: Ints) -> Ints:
        """For each key and span of days, how many rows fit."""
        begin = np.searchsorted(self.keys, _place(keys, low), side="left")
        end = np.searchsorted(self.keys, _place(keys, high), side="right")
        return np.where(keys == NONE, 0, end - begin)

    def find(self, keys: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """The position in `keys` and the row, for each row that fits a key and its span of days."""
        begin = np.searchsorted(self.keys, _place(keys, low), side="left")
        counts = self.count(keys, low, high)
        asked = np.repeat(np.arange(len(keys)), counts)
        within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
        return asked, self.rows[np.repeat(begin, counts) + within]


MOST_DAYS = 1 << 23
"""More days than lie between the years 0 and 9999, on either side of 1970."""


def _place(keys: Ints, days: Ints) -> Ints:
    return keys * MOST_DAYS + days + MOST_DAYS // 2


def _make_index(keys: Ints, days: Ints, rows: Ints) -> _Index:
    kept = keys != NONE
    placed = _place(keys[kept], days[kept])
    order = np.argsort(placed, kind="stable")
    return _Index(rows=rows[kept][order], keys=placed[order])


def find_pairs(
    traits: Traits, *, num_new: int, is_stored: bool = False
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs, at least one of them new (the first `num_new`), that could be one event, in pieces.

    With `is_stored` the others are a whole store: a date without days is then looked up among the
    like alone. Pairs are (new, other), each once or more.
    """
    lookup = _Lookup(traits, num_new=num_new, is_stored=is_stored)
    for begin in range(0, num_new, CHUNK):
        new = np.arange(begin, min(begin + CHUNK, num_new))
        for one, other in lookup.find(new):
            kept = (other > one) & (traits.item[one] != traits.item[other])
            yield one[kept], other[kept]


class _Lookup:
    """Indexes of mentions by type, slot and days."""

    def __init__(self, traits: Traits, *, num_new: int, is_stored: bool) -> None:
        self.traits = traits
        self.num_new = num_new
        self.is_stored = is_stored
        length = traits.last - traits.first
        self.is_wide = ~traits.has_days | (length > WIDE_DAYS)
        self.length_class = np.where(self.is_wide, len(LENGTHS), np.searchsorted(LENGTHS, length))
        most = 2 + max(int(getattr(traits, slot).max(initial=0)) for slot in SLOTS)
        self.num_codes = most
        self.indexes: dict[tuple[str, str, int], _Index] = {}

    def find(self, new: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of these new mentions and others."""
        kinds = self.traits.event_type[new]
        for number, slot in enumerate(SLOTS):
            for one, other in self._match(new, kinds, (slot,), (slot,)):
                kept = ~self._is_found(one, other, SLOTS[:number])
                yield one[kept], other[kept]
        yield from self._match_swapped(new, kinds)
        yield from self._match_nameless(new)
        one, related = self._list_related(new)
        for pair in combinations(SLOTS, 2):
            yield from self._match(one, related, pair, pair, is_related=True)
        yield from self._match_swapped(one, related, is_related=True)

    def _is_found(self, one: Ints, other: Ints, slots: tuple[str, ...]) -> Flags:
        """True for the pairs of one type that were found by one of these slots."""
        found = np.zeros(len(one), dtype=bool)
        for slot in slots:
            codes: Ints = getattr(self.traits, slot)
            mine = codes[one]
            found |= (mine != NONE) & (mine == codes[other])
        return found

    def _list_related(self, new: Ints) -> tuple[Ints, Ints]:
        """Each mention with each type, other than its own, that could name its act."""
        lists = [RELATED[kind] for kind in self.traits.event_type[new].tolist()]
        counts = np.array([len(some) for some in lists], dtype=np.int64)
        return np.repeat(new, counts), np.array([k for some in lists for k in some], dtype=np.int64)

    def _match_swapped(
        self, one: Ints, kinds: Ints, *, is_related: bool = False
    ) -> Iterator[tuple[Ints, Ints]]:
        kept = MUTUAL[kinds] & MUTUAL[self.traits.event_type[one]]
        sides = ("actor", "recipient")
        return self._match(one[kept], kinds[kept], sides, sides[::-1], is_related=is_related)

    def make_keys(self, rows: Ints, kinds: Ints, slots: tuple[str, ...]) -> Ints:
        """A number for type and codes; NONE where a code is null."""
        key = kinds
        is_named = np.ones(len(rows), dtype=bool)
        for slot in slots:
            code = getattr(self.traits, slot)[rows]
            key = key * self.num_codes + code
            is_named &= code != NONE
        return np.where(is_named, key, NONE)

    def _index(self, slots: tuple[str, ...], length: int) -> _Index:
        """Mentions by type and slots: those of a length class, or (-1) all, days unread."""
        name = ("".join(slots), "key", length)
        if name not in self.indexes:
            chosen = self.length_class == length if length >= 0 else np.ones(len(self.traits), bool)
            rows = np.flatnonzero(chosen)
            days = np.zeros(len(rows), np.int64)
            if 0 <= length < len(LENGTHS):
                days = self.traits.first[rows]
            key = self.make_keys(rows, self.traits.event_type[rows], slots)
            self.indexes[name] = _make_index(key, days, rows)
        return self.indexes[name]

    def _match(
        self,
        one: Ints,
        kinds: Ints,
        asked: tuple[str, ...],
        held: tuple[str, ...],
        *,
        is_related: bool = False,
    ) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of a mention and those of a type whose slots `held` have its codes of `asked`."""
        keys = self.make_keys(one, kinds, asked)
        wide = self.is_wide[one]
        for length, longest in enumerate(LENGTHS):
            index = self._index(held, length)
            at, other = self._find_near(index, one[~wide], keys[~wide], longest, is_related)
            yield one[~wide][at], other
        none = np.zeros(len(one), np.int64)
        index = self._index(held, len(LENGTHS))
        at, other = index.find(keys, none, none)
        kept = wide[at] | (other < self.num_new) | (not self.is_stored)
        yield one[at][kept], other[kept]
        if not wide.any():
            return
        index = self._index(held, -1)
        at, other = index.find(keys[wide], none[wide], none[wide])
        kept = (other < self.num_new) | (not self.is_stored)
        yield one[wide][at][kept], other[kept]

    def _find_near(
        self, index: _Index, one: Ints, keys: Ints, longest: int, is_related: bool
    ) -> tuple[Ints, Ints]:
        """Those whose days are near enough to be the same, a late report's among them.

        Of related types the days have to meet: what codes say is never made good otherwise.
        """
        traits = self.traits
        if is_related:
            at, other = index.find(keys, traits.first[one] - longest, traits.last[one])
            kept = traits.last[other] >= traits.first[one[at]]
            return at[kept], other[kept]
        dated = traits.is_dated[one]
        before = np.where(dated, DAY_SLACK, REPORT_DAYS)
        after = np.where(dated, REPORT_DAYS, DAY_SLACK)
        low, high = traits.first[one] - before, traits.last[one] + after
        at, other = index.find(keys, low - longest, high)
        asker = one[at]
        gap_before = traits.first[asker] - traits.last[other]
        gap_after = traits.first[other] - traits.last[asker]
        is_report = traits.is_dated[asker] != traits.is_dated[other]
        slack = np.where(is_report, REPORT_DAYS, DAY_SLACK)
        kept = (gap_before <= slack) & (gap_after <= slack)
        return at[kept], other[kept]

    def _match_nameless(self, new: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Mentions of one type that begin on one day and name nothing that the other names."""
        new = new[self.traits.has_days[new]]
        named = self._list_named(new)
        for pattern in PATTERNS:
            mask = sum(1 << slot for slot in pattern)
            fits = (named & ~mask) == 0
            asks = new[fits]
            index = self._index_open(mask)
            days = self.traits.first[asks]
            at, other = index.find(self.traits.event_type[asks], days, days)
            yield asks[at], other

    def _list_named(self, rows: Ints) -> Ints:
        named = np.zeros(len(rows), np.int64)
        for bit, slot in enumerate(SLOTS):
            named |= (getattr(self.traits, slot)[rows] != NONE).astype(np.int64) << bit
        return named

    def _index_open(self, mask: int) -> _Index:
        """Dated mentions that leave open just the slots of the mask, by type and first day."""
        name = ("", "open", mask)
        if name not in self.indexes:
            rows = np.flatnonzero(self.traits.has_days)
            rows = rows[self._list_named(rows) == 7 - mask]
            key = self.traits.event_type[rows]
            self.indexes[name] = _make_index(key, self.traits.first[rows], rows)
        return self.indexes[name]


def count_near_events(traits: Traits, events: Ints, *, num_new: int, days: int) -> Ints:
    """For each new mention, how many known events of its type and parties begin within `days`.

    `events` numbers the event of each known mention. 0 where a party or the day is unknown.
    """
    lookup = _Lookup(traits, num_new=num_new, is_stored=True)
    parties = ("actor", "recipient")
    known = np.arange(num_new, len(traits))
    known = known[~lookup.is_wide[num_new:]]
    _, first = np.unique(events[known], return_index=True)
    rows = known[first]
    keys = lookup.make_keys(rows, traits.event_type[rows], parties)
    index = _make_index(keys, traits.first[rows], rows)
    new = np.arange(num_new)
    keys = lookup.make_keys(new, traits.event_type[new], parties)
    keys = np.where(lookup.is_wide[new], NONE, keys)
    return index.count(keys, traits.first[new] - days, traits.first[new] + days)


def is_distinct(one: Ints, other: Ints) -> Flags:
    """True for the first of each pair that is given more than once."""
    _, first = np.unique(one * (1 << 32) + other, return_index=True)
    found = np.zeros(len(one), dtype=bool)
    found[first] = True
    return found
