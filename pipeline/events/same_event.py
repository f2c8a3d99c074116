"""Event mentions in, those of one real-world event joined, across items, days and languages.

Mentions are joined best pair first. Two mentions of one item never are: an item tells an act once,
so two strikes in one city on one day stay two when the text says so. A group takes another in when
its members look alike on average. Groups that were joined before keep together and keep their id:
a new mention joins one of them, opens another, or shows that two of them are one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.events.scoring import THRESHOLD, Scored, score_pairs
from pipeline.events.traits import NONE, Ints, read_traits, tabulate_traits
from pipeline.events.wording import Wordings

Row = Mapping[str, Any]
FLOOR = -4.0
"""No pair counts for less than this in the average of two groups; what was not compared, for it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two events that new evidence showed to be one: `gone_id` went into `kept_id`."""

    gone_id: str
    kept_id: str


def make_event_id(mention_id: str) -> str:
    """Id of the event that this mention was the first to report."""
    return "e" + hashlib.sha256(mention_id.encode("utf-8")).hexdigest()[:15]


def join_mentions(
    mentions: Sequence[Row],
    *,
    known: Sequence[Row] = (),
    text_ids: Mapping[str, str] | None = None,
) -> tuple[dict[str, str], list[Merge]]:
    """New mentions in; event_mention_id to event_id out, and the known events that became one.

    `known` are mentions joined before (their `event_id` is kept); `text_ids` maps an item to the
    item whose text it nearly repeats. The map holds every new mention, and every known mention
    whose event went into another. The order of mentions makes no difference.
    """
    everything = [*sorted(mentions, key=_find_key), *sorted(known, key=_find_key)]
    scored = score_pairs(
        read_traits(tabulate_traits(everything), text_ids=text_ids or {}),
        num_new=len(mentions),
        read_words=lambda rows: read_wordings([everything[row] for row in rows.tolist()]),
        events=number_events([m.get("event_id") for m in everything], num_new=len(mentions)),
    )
    return group_mentions(everything, scored, num_new=len(mentions))


def read_wordings(mentions: Sequence[Row]) -> Wordings:
    """What is compared of the sentences of mentions."""
    return Wordings(
        [mention.get("sentence_text") or "" for mention in mentions],
        [mention.get("trigger_text") or "" for mention in mentions],
    )


def number_events(event_ids: Sequence[str | None], *, num_new: int) -> Ints:
    """The event_id of each mention in, a number for each out; NONE for the new ones."""
    numbers: dict[str | None, int] = {}
    known = [numbers.setdefault(name, len(numbers)) for name in event_ids[num_new:]]
    return np.array([NONE] * num_new + known, dtype=np.int64)


def group_mentions(
    mentions: Sequence[Row], scored: Scored, *, num_new: int
) -> tuple[dict[str, str], list[Merge]]:
    """Mentions, the new ones first, and the odds of their pairs in; as `join_mentions` out."""
    scores = dict(
        zip(
            zip(scored.one.tolist(), scored.other.tolist(), strict=True),
            scored.score.tolist(),
            strict=True,
        )
    )
    groups = _Groups(mentions, scores, num_new=num_new)
    likely = scored.choose(scored.score >= THRESHOLD)
    order = np.lexsort((likely.other, likely.one, -likely.score))
    for one, other in zip(likely.one[order].tolist(), likely.other[order].tolist(), strict=True):
        groups.try_join(one, other)
    return groups.name_events()


def _find_key(mention: Row) -> str:
    return str(mention["event_mention_id"])


class _Groups:
    """Mentions grouped into events while they are being joined."""

    def __init__(
        self, mentions: Sequence[Row], scores: dict[tuple[int, int], float], *, num_new: int
    ) -> None:
        self.mentions = mentions
        self.scores = scores
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

    def try_join(self, one: int, other: int) -> None:
        """Join the groups of two mentions if no item would tell it twice and they are alike."""
        kept, gone = self.group_of[one], self.group_of[other]
        if kept == gone or not self.items[kept].isdisjoint(self.items[gone]):
            return
        if self._average(self.members[kept], self.members[gone]) < THRESHOLD:
            return
        for n in self.members[gone]:
            self.group_of[n] = kept
        self.members[kept] += self.members.pop(gone)
        self.known_ids[kept] += self.known_ids.pop(gone)
        self.items[kept] |= self.items.pop(gone)

    def _average(self, some: Sequence[int], others: Sequence[int]) -> float:
        """Mean log odds of the pairs of two groups, none counted below FLOOR."""
        total = 0.0
        for a in some:
            for b in others:
                score = self.scores.get((a, b) if a < b else (b, a), FLOOR)
                total += score if score > FLOOR else FLOOR
        return total / (len(some) * len(others))

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
