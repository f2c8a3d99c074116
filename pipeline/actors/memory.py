"""What an item has said so far: actors seen, the countries it is about, and short forms of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pipeline.actors.find import Atom
from pipeline.actors.words import Words

_DECAY = 0.75
_TITLE_WEIGHT = 1.5
_EVERYWHERE = 0.15
_WEIGHTS = {"state": 1.0, "capital": 0.8, "region": 0.8, "city": 0.8, "demonym": 0.8, "person": 0.5}
_LOCATIVE = 1.7


PLACES = frozenset({"state", "capital", "region", "city"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is meant: what an actor mention resolves to, before it has a place in the text."""

    kind: str
    name: str | None
    code: str | None
    sector: str | None
    actor_id: str | None
    office: str | None = None
    role: str | None = None
    gender: str = ""
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor at its place: sentence and first word, and whether it was a subject there."""

    actor: Actor
    sentence: int
    first: int
    is_subject: bool
    text: str


@dataclass(slots=True)
class Memory:
    """The state of one item while its mentions are resolved in order."""

    words: Words
    language: str
    day: date | None
    evidence: list[tuple[int, str, float]] = field(default_factory=list)
    title_codes: dict[str, float] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    short_names: dict[str, Actor] = field(default_factory=dict)
    acronyms: dict[str, Actor] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add_evidence(
        self, atoms: tuple[Atom, ...], words: Words, at: frozenset[str], *, is_title: bool
    ) -> None:
        """Count the countries that a text speaks of; places after "in" count more."""
        for atom in atoms:
            for entry in atom.entries[:1]:
                weight = _WEIGHTS.get(entry.kind)
                if weight is None or entry.code is None or ":" in entry.code:
                    continue
                if atom.first > 0 and words.norms[atom.first - 1] in at and entry.kind in PLACES:
                    weight *= _LOCATIVE
                self.counts[entry.code] += weight
                if is_title:
                    self.title_codes[entry.code] = (
                        self.title_codes.get(entry.code, 0.0) + weight * _TITLE_WEIGHT
                    )
                else:
                    self.evidence.append((words.sentences[atom.first], entry.code, weight))

    def find_country(self, sentence: int, *, without: frozenset[str] = frozenset()) -> str | None:
        """The country most spoken of around a sentence, looking back; None when none is named."""
        scores: dict[str, float] = defaultdict(float)
        for code, weight in self.title_codes.items():
            scores[code] += weight
        for place, code, weight in self.evidence:
            distance = sentence - place
            scores[code] += weight * (_DECAY**distance if distance >= 0 else 0.0)
            scores[code] += weight * _EVERYWHERE
        for code in without:
            scores.pop(code, None)
        return max(scores, key=lambda code: scores[code]) if scores else None

    def remember(self, actor: Actor, *, first: int, is_subject: bool, text: str) -> None:
        self.seen.append(Seen(actor, self.words.sentences[first], first, is_subject, text))

    def find_last(
        self, fits: Callable[[Actor], bool], *, sentence: int, within: int = 1_000
    ) -> Seen | None:
        """The actor seen last that fits, not more than ``within`` sentences back."""
        for seen in reversed(self.seen):
            if sentence - seen.sentence > within:
                return None
            if fits(seen.actor):
                return seen
        return None

    def find_salient(
        self, fits: Callable[[Actor], bool], *, sentence: int, first: int, within: int = 2
    ) -> Seen | None:
        """The fitting actor nearest to mind: subjects before others, nearer sentences before far."""
        best: Seen | None = None
        best_score = 0.0
        for seen in reversed(self.seen):
            distance = sentence - seen.sentence
            if distance > within:
                break
            if seen.first >= first or not fits(seen.actor):
                continue
            score = (2.0 if seen.is_subject else 1.0) * 0.6**distance
            if score > best_score:
                best, best_score = seen, score
        return best

    def learn_name(self, forms: list[str], actor: Actor) -> None:
        """Short forms of a full name stand for the same person from anywhere in the item."""
        for form in forms:
            known = self.short_names.get(form)
            if known is None or known.code is None:
                self.short_names[form] = actor
