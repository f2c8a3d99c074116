"""What an item tells of each side it names, counted for one act whose recipient is open.

A side is a code (a country, an organisation) with every place in the text that gives it. The
features say how near the side stands to the act, what it did before and after, and to whom; they
name no word, country or person, so that they hold on any crisis.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.schema.records import ActorMention, EventMention, PlaceMention

_CLASSES = {
    "force": ("ASSAULT", "COERCE"),
    "words": ("ACCUSE", "THREATEN", "REJECT", "REQUEST", "SANCTION"),
    "help": ("SUPPORT", "AGREE", "CONSULT", "AID", "CONCEDE", "COOPERATE"),
    "move": ("MOBILIZE", "RETREAT"),
    "crowd": ("PROTEST",),
}
_CLASS_OF = {event_type: name for name, types in _CLASSES.items() for event_type in types}
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "MOBILIZE"})
_AGAINST = _HOSTILE | {"REJECT", "REQUEST"}
_HELP = frozenset(_CLASSES["help"])
_NEAR = 40.0
_SENTENCES = 2.0
_MANY = 3


@dataclass(frozen=True, slots=True)
class Trace:
    """One place in the text that gives a side: an actor mention, a demonym or a place name."""

    start: int
    end: int
    kind: str
    mention: ActorMention | PlaceMention


class Story:
    """The sides of one item and the acts between them, counted once for all its rows."""

    def __init__(
        self,
        rows: Sequence[EventMention],
        actors: Sequence[ActorMention],
        places: Sequence[PlaceMention],
        sentence_starts: Sequence[int],
        about: Sequence[frozenset[str]] = (),
        is_framed: Sequence[bool] = (),
    ) -> None:
        """``about``: types of the acts a row speaks about; ``is_framed``: a slot for a target."""
        self.rows = rows
        self._about = about
        self._is_framed = is_framed
        self._authors = {(r.actor_code, r.event_type) for r in rows if r.actor_code}
        self._starts = sentence_starts
        self.traces: dict[str, list[Trace]] = defaultdict(list)
        for actor in actors:
            if actor.actor_code:
                trace = Trace(actor.start_char, actor.end_char, actor.kind, actor)
                self.traces[actor.actor_code].append(trace)
        for place in places:
            if place.place_country and not place.is_in_name:
                trace = Trace(place.start_char, place.end_char, "place", place)
                self.traces[place.place_country].append(trace)
        self.total = max(1, sum(len(found) for found in self.traces.values()))
        self._against = self._count(_AGAINST)
        self._help = self._count(_HELP)
        self._dyads = self._count(None)
        self._acts = Counter(r.actor_code for r in rows if r.actor_code)
        self._victims = Counter((r.recipient_code, r.event_type) for r in rows if r.recipient_code)
        self._first_hostile: dict[str, int] = {}
        for at, row in enumerate(rows):
            if row.actor_code and row.event_type in _HOSTILE:
                self._first_hostile.setdefault(row.actor_code, at)
        self._inward = sum(r.actor_code == r.recipient_code is not None for r in rows)

    def _count(self, types: frozenset[str] | None) -> Counter[tuple[str | None, str | None]]:
        return Counter(
            (r.actor_code, r.recipient_code)
            for r in self.rows
            if r.actor_code and r.recipient_code and (types is None or r.event_type in types)
        )

    def _sentence_of(self, char: int) -> int:
        return bisect_right(self._starts, char) - 1

    def inside(self, at: int, code: str) -> list[Trace]:
        """Traces of a side in the sentence of a row, the row's own actor left out."""
        row = self.rows[at]
        own = (row.actor_start, row.actor_end)
        return [
            t
            for t in self.traces[code]
            if row.sentence_start <= t.start < row.sentence_end
            and not (own[0] is not None and own[1] and t.start < own[1] and t.end > own[0])
        ]

    def none_features(self, at: int) -> dict[str, float]:
        """Features of the choice that a row has no recipient."""
        row = self.rows[at]
        features = {"none": 1.0, f"none_{row.event_type}": 1.0, f"none_{row.factuality}": 1.0}
        if row.event_mode is not None:
            features[f"none_{row.event_type}_{row.event_mode}"] = 1.0
        if self._is_framed and not self._is_framed[at]:
            features["none_unframed"] = 1.0
        if row.recipient_text:
            features["none_named"] = 1.0
        if row.actor_code is None:
            features["none_no_actor"] = 1.0
        if not self.traces.keys() - {row.actor_code}:
            features["none_no_other"] = 1.0
        return features

    def side_features(self, at: int) -> dict[str, dict[str, float]]:
        """Code to its features, for every side that the item names."""
        row = self.rows[at]
        others = {code: found for code, found in self.traces.items() if code != row.actor_code}
        top = max(others, key=lambda code: len(others[code])) if others else None
        first = min(others, key=lambda code: others[code][0].start) if others else None
        inside = {code: self.inside(at, code) for code in self.traces}
        named = [code for code in others if inside[code]]
        found = {}
        for code in self.traces:
            features = {"side": 1.0, "share": 2 * len(self.traces[code]) / self.total}
            features |= self._nearness(row, self.traces[code], inside[code])
            features |= self._deeds(at, code)
            features["only_named"] = float(named == [code])
            features["most_told"] = float(code == top)
            features["most_told_elsewhere"] = float(code == top and not inside[code])
            features["first_told"] = float(code == first)
            features |= _standing(code, _CLASS_OF[row.event_type])
            found[code] = features
        return found

    def _nearness(
        self, row: EventMention, traces: Sequence[Trace], inside: Sequence[Trace]
    ) -> dict[str, float]:
        """Where a side stands in the row's sentence, and how far back it was named."""
        features: dict[str, float] = {}
        if inside:
            kinds = {t.kind for t in inside}
            features["named"] = 1.0
            features["named_actor"] = float(bool(kinds - {"place", "demonym"}))
            features["named_demonym"] = float("demonym" in kinds)
            features["named_place"] = float("place" in kinds)
            after = [t.start for t in inside if t.start >= row.trigger_start]
            if after:
                gap = min(after) - row.trigger_end
                features["after"] = 1.0
                features["after_near"] = math.exp(-max(0, gap) / _NEAR)
            else:
                gap = row.trigger_start - max(t.end for t in inside)
                features["before"] = 1.0
                features["before_near"] = math.exp(-max(0, gap) / _NEAR)
        earlier = [t.start for t in traces if t.start < row.sentence_start]
        if earlier:
            apart = self._sentence_of(row.sentence_start) - self._sentence_of(max(earlier))
            features["named_earlier"] = math.exp(-apart / _SENTENCES)
        return features

    def _deeds(self, at: int, code: str) -> dict[str, float]:
        """What a side did to the row's actor and had from it, in the item."""
        row = self.rows[at]
        kind, actor = _CLASS_OF[row.event_type], row.actor_code
        features = {"no_actor": float(actor is None)}
        here = float(row.place_country == code)
        features["where"], features[f"where_{kind}"] = here, here
        if code == actor:
            return features | self._self_deeds(row, code, kind)
        features |= self._part_in_topic(at, code)
        features["where_force_abroad"] = here * (kind == "force")
        deeds = {
            "acted_on_actor": min(_MANY, self._against[code, actor]) / _MANY,
            "had_from_actor": min(_MANY, self._dyads[actor, code]) / _MANY,
            "acts": self._acts[code] / max(1, len(self.rows)),
            "hostile_before": float(self._first_hostile.get(code, at) < at),
        }
        features |= deeds | {f"{name}_{kind}": value for name, value in deeds.items()}
        features["helped_actor"] = min(_MANY, self._help[code, actor]) / _MANY
        same = self._victims[code, row.event_type] / max(1, len(self.rows))
        features["had_same"] = min(1.0, 4 * same)
        return features | self._neighbours(at, code) | self._last_dealings(at, code)

    def _last_dealings(self, at: int, code: str) -> dict[str, float]:
        """Whether the actor's last act was towards a side, and whose the last act on the actor."""
        row, kind = self.rows[at], _CLASS_OF[self.rows[at].event_type]
        if row.actor_code is None:
            return {}
        before = [r for r in reversed(self.rows[:at]) if r.trigger_start != row.trigger_start]
        own = next((r for r in before if r.actor_code == row.actor_code and r.recipient_code), None)
        met = next((r for r in before if r.recipient_code == row.actor_code and r.actor_code), None)
        features: dict[str, float] = {}
        if own is not None and own.recipient_code == code:
            features = {"last_target": 1.0, f"last_target_{kind}": 1.0}
        if met is not None and met.actor_code == code:
            features |= {"last_attacker": 1.0, f"last_attacker_{kind}": 1.0}
        return features

    def _part_in_topic(self, at: int, code: str) -> dict[str, float]:
        """Whether a side did, or suffered, an act of the kind that the row speaks about."""
        topics = self._about[at] if self._about else frozenset()
        return {
            "did_topic": float(any((code, topic) in self._authors for topic in topics)),
            "suffered_topic": float(any(self._victims[code, topic] for topic in topics)),
        }

    def is_victim_only(self, at: int, code: str) -> bool:
        """Whether a side suffered the hostile act that a charge is about, and did none such."""
        topics = self._about[at] & _HOSTILE if self._about else frozenset()
        if self.rows[at].event_type != "ACCUSE" or not topics:
            return False
        part = self._part_in_topic(at, code)
        return bool(part["suffered_topic"]) and not part["did_topic"]

    def _self_deeds(self, row: EventMention, code: str, kind: str) -> dict[str, float]:
        """How far a side acts on itself in this item: two parties of one country."""
        names = {
            t.mention.actor_name
            for t in self.traces[code]
            if isinstance(t.mention, ActorMention) and t.mention.actor_name
        } - {row.actor_name}
        return {
            "self": 1.0,
            f"self_{kind}": 1.0,
            "self_names": min(_MANY, len(names)) / _MANY if row.actor_name else 0.0,
            "self_dyads": self._inward / max(1, len(self.rows)),
            "self_alone": float(len(self.traces) == 1),
        }

    def _neighbours(self, at: int, code: str) -> dict[str, float]:
        """The part that a side has in the acts told just before and just after."""
        row = self.rows[at]
        trigger = row.trigger_start
        before = next((r for r in reversed(self.rows[:at]) if r.trigger_start != trigger), None)
        after = next((r for r in self.rows[at + 1 :] if r.trigger_start != trigger), None)
        features: dict[str, float] = {}
        if before is not None:
            features["acts_before"] = float(before.actor_code == code)
            features["had_before"] = float(before.recipient_code == code)
            both = before.recipient_code == code and before.actor_code == row.actor_code
            features["same_pair_before"] = float(both and row.actor_code is not None)
        if after is not None:
            features["acts_after"] = float(after.actor_code == code)
            features["had_after"] = float(after.recipient_code == code)
        return features


def _standing(code: str, kind: str) -> dict[str, float]:
    """What sort of side it is: a body of states or an armed group without a state."""
    sort = {"IGO": "body", "NSA": "band"}.get(code[:3])
    return {} if sort is None else {sort: 1.0, f"{sort}_{kind}": 1.0}


__all__ = ["Story", "Trace"]
