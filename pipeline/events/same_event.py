"""Event mentions in, those of one real-world event joined, across items, days and languages.

Mentions are joined best pair first. Two mentions of one item never are: an item tells an act once,
so two strikes in one city on one day stay two when the text says so. A group takes another in when
its members look alike on average. Groups that were joined before keep together and keep their id:
a new mention joins one of them, opens another, or shows that two of them are one.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.events.blocks import find_pairs
from pipeline.events.likeness import (
    SAME_TEXT,
    WORDS_CAN_ADD,
    Traits,
    Words,
    compare_codes,
    compare_words,
    read_traits,
    read_words,
)

Row = Mapping[str, Any]
THRESHOLD = 0.0
"""Log odds from which two groups are one event: even chances."""
FLOOR = -4.0
"""No pair counts for less than this in the average of two groups."""
CROWD = 8
"""From this many mentions with the same codes on, codes alone say less."""
CROWD_WEIGHT = 1.0
FEW_RIVALS = 3
"""Where more known events than this have the codes of a mention, each is that much less likely."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two events that new evidence showed to be one: `gone_id` went into `kept_id`."""

    gone_id: str
    kept_id: str


def make_event_id(mention_id: str) -> str:
    """Id of the event that this mention was the first to report."""
    return "e" + hashlib.sha256(mention_id.encode("utf-8")).hexdigest()[:15]


class _Pairs:
    """Likeness of pairs of mentions, each worked out once."""

    def __init__(
        self, mentions: Sequence[Row], text_ids: Mapping[str, str], rivals: Mapping[str, int]
    ) -> None:
        self.mentions = mentions
        self.rivals = [rivals.get(m["event_mention_id"], 0) for m in mentions]
        self.traits = [read_traits(m, text_id=text_ids.get(m["item_id"])) for m in mentions]
        self._words: dict[int, Words] = {}
        self._known: dict[tuple[int, int], float] = {}
        self._crowds = Counter(_list_codes(t) for t in self.traits)

    def compare(self, one: int, other: int) -> float:
        """Log odds that two mentions tell one event."""
        key = (one, other) if one < other else (other, one)
        if key not in self._known:
            self._known[key] = self._compare(*key)
        return self._known[key]

    def _compare(self, one: int, other: int) -> float:
        mine, theirs = self.traits[one], self.traits[other]
        codes = compare_codes(mine, theirs)
        crowd = min(self._crowds[_list_codes(mine)], self._crowds[_list_codes(theirs)])
        if crowd > CROWD:
            codes -= CROWD_WEIGHT * math.log(crowd / CROWD)
        rivals = max(self.rivals[one], self.rivals[other])
        if rivals > FEW_RIVALS:
            codes -= math.log(rivals / FEW_RIVALS)
        if codes < THRESHOLD - WORDS_CAN_ADD:
            return codes
        total = codes + compare_words(self._read_words(one), self._read_words(other))
        return total + (SAME_TEXT if mine.text_id == theirs.text_id else 0.0)

    def _read_words(self, number: int) -> Words:
        if number not in self._words:
            self._words[number] = read_words(self.mentions[number])
        return self._words[number]


def _list_codes(traits: Traits) -> tuple[str | int | None, ...]:
    return (traits.event_type, traits.actor, traits.recipient, traits.first_day)


def join_mentions(
    mentions: Sequence[Row],
    *,
    known: Sequence[Row] = (),
    text_ids: Mapping[str, str] | None = None,
    pairs: Collection[tuple[str, str]] | None = None,
    rivals: Mapping[str, int] | None = None,
) -> tuple[dict[str, str], list[Merge]]:
    """New mentions in; event_mention_id to event_id out, and the known events that became one.

    `known` are mentions joined before (their `event_id` is kept); `text_ids` maps an item to the
    item whose text it nearly repeats; `pairs` (new, known mention id), when given, are the only
    pairs of a new and a known mention to begin from; `rivals` counts, for a new mention, the known
    events that have its codes. The map holds every new mention, and every
    known mention whose event went into another. The order of mentions makes no difference.
    """
    everything = [*sorted(mentions, key=_find_key), *sorted(known, key=_find_key)]
    likeness = _Pairs(everything, text_ids or {}, rivals or {})
    groups = _Groups(everything, num_new=len(mentions))
    if pairs is None:
        begun = find_pairs(likeness.traits, num_new=len(mentions))
    else:
        fresh = find_pairs(likeness.traits[: len(mentions)], num_new=len(mentions))
        begun = chain(fresh, _number_pairs(everything, pairs))
    scored = []
    for one, other in begun:
        score = likeness.compare(one, other)
        if score >= THRESHOLD:
            scored.append((-score, one, other))
    for _, one, other in sorted(scored):
        groups.try_join(one, other, likeness)
    return groups.name_events()


def _number_pairs(
    mentions: Sequence[Row], pairs: Collection[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    numbers = {mention["event_mention_id"]: n for n, mention in enumerate(mentions)}
    for new, old in pairs:
        if new in numbers and old in numbers:
            yield numbers[new], numbers[old]


def _find_key(mention: Row) -> str:
    return str(mention["event_mention_id"])


class _Groups:
    """Mentions grouped into events while they are being joined."""

    def __init__(self, mentions: Sequence[Row], *, num_new: int) -> None:
        self.mentions = mentions
        self.num_new = num_new
        self.group_of = list(range(len(mentions)))
        self.members: dict[int, list[int]] = {n: [n] for n in range(num_new)}
        self.known_ids: dict[int, list[str]] = {n: [] for n in range(num_new)}
        first: dict[str, int] = {}
        for n in range(num_new, len(mentions)):
            group = first.setdefault(mentions[n]["event_id"], n)
            self.group_of[n] = group
            self.members.setdefault(group, []).append(n)
            self.known_ids[group] = [mentions[n]["event_id"]]
        self.items = {g: {mentions[n]["item_id"] for n in m} for g, m in self.members.items()}

    def try_join(self, one: int, other: int, pairs: _Pairs) -> None:
        """Join the groups of two mentions if no item would tell it twice and they are alike."""
        kept, gone = self.group_of[one], self.group_of[other]
        if kept == gone or not self.items[kept].isdisjoint(self.items[gone]):
            return
        scores = [
            max(FLOOR, pairs.compare(a, b)) for a in self.members[kept] for b in self.members[gone]
        ]
        if sum(scores) / len(scores) < THRESHOLD:
            return
        for n in self.members[gone]:
            self.group_of[n] = kept
        self.members[kept] += self.members.pop(gone)
        self.known_ids[kept] += self.known_ids.pop(gone)
        self.items[kept] |= self.items.pop(gone)

    def name_events(self) -> tuple[dict[str, str], list[Merge]]:
        """Ids of the events of new and of renamed mentions, and the merges of known events."""
        names: dict[str, str] = {}
        merges: list[Merge] = []
        for group, members in self.members.items():
            old = self.known_ids[group]
            if old:
                sizes = Counter(self.mentions[n]["event_id"] for n in members if n >= self.num_new)
                kept = min(old, key=lambda name: (-sizes[name], name))
                merges += [Merge(gone, kept) for gone in sorted(old) if gone != kept]
            else:
                kept = make_event_id(min(self.mentions[n]["event_mention_id"] for n in members))
            for n in members:
                mention = self.mentions[n]
                if n < self.num_new or mention["event_id"] != kept:
                    names[mention["event_mention_id"]] = kept
        return names, sorted(merges, key=lambda merge: (merge.gone_id, merge.kept_id))
