"""What an item has said so far: actors seen, countries spoken of, and short forms of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from pipeline.actors.evidence import TITLE, Evidence
from pipeline.actors.find import Atom
from pipeline.actors.words import Words, fold

_WEIGHTS = {"state": 1.0, "capital": 0.8, "region": 0.8, "city": 0.8, "demonym": 0.8, "person": 0.5}
_BOUND = frozenset({"GOV", "MIL", "LEG", "PAM", "SPY"})
_NAMED_CITY = 0.4
_LONGEST = 400
"""How many actors are looked back upon, whatever the length of their sentences."""
_SEATS = frozenset({"capitale", "capital", "territoire", "territory", "enclave"})
_LOCATIVE = 0.7
_BACKGROUND = 0.3


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
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor at its place: sentence and first word, and whether it was a subject there."""

    actor: Actor
    sentence: int
    first: int
    last: int
    is_subject: bool
    is_owner: bool
    text: str


def is_place_said(atom: Atom, words: Words, at: frozenset[str]) -> bool:
    """Whether a place name follows a preposition of place, or opens the text as a dateline."""
    before = atom.first - 1
    if before < 0:
        return atom.last < len(words) and words.gaps[atom.last].startswith((",", " (", " –", " -"))
    if words.norms[before] in at:
        return True
    return before > 0 and len(words.norms[before]) < 4 and words.norms[before - 1] in at


@dataclass(slots=True)
class Memory:
    """The state of one item while its mentions are resolved in order."""

    words: Words
    language: str
    day: date | None
    evidence: Evidence = field(default_factory=Evidence)
    places: Evidence = field(default_factory=Evidence)
    keys: set[str] = field(default_factory=set)
    governors: dict[int, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    short_names: dict[str, Actor] = field(default_factory=dict)
    acronyms: dict[str, Actor] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add_evidence(
        self, atoms: tuple[Atom, ...], words: Words, at: frozenset[str], *, is_title: bool
    ) -> None:
        """Count the countries that a text speaks of, and apart those it sets its story in."""
        for atom in atoms:
            for entry in atom.entries[:1]:
                if not entry.is_ambiguous and len(atom.entries) == 1:
                    self.keys.add(entry.key)
                weight = _WEIGHTS.get(entry.kind)
                if entry.kind == "organisation" and entry.sector in _BOUND:
                    weight = _WEIGHTS["person"]
                if weight is None or entry.code is None or ":" in entry.code:
                    continue
                sentence = TITLE if is_title else words.sentences[atom.first]
                self.counts[entry.code] += weight
                self.evidence.add(sentence, entry.code, weight)
                is_said = entry.kind in PLACES and is_place_said(atom, words, at)
                if entry.kind in {"city", "capital"} and not is_said and not is_title:
                    self.places.add(sentence, entry.code, weight * _NAMED_CITY)
                if is_said:
                    self.counts[entry.code] += weight
                    self.evidence.add(sentence, entry.code, weight * _LOCATIVE)
                    self.places.add(sentence, entry.code, weight)

    def note_place(self, actor: Actor, atom: Atom, at: frozenset[str]) -> None:
        """«dans la capitale arménienne» sets the scene as a name would."""
        if actor.role in _SEATS and actor.code is not None and is_place_said(atom, self.words, at):
            sentence = self.words.sentences[atom.first]
            self.places.add(sentence, actor.code, _WEIGHTS["state"])

    def find_country(
        self,
        sentence: int,
        *,
        without: frozenset[str] = frozenset(),
        only: frozenset[str] | None = None,
        is_local: bool = False,
    ) -> str | None:
        """The country most spoken of around a sentence, looking back; None when none is named.

        ``is_local`` asks for the country of the scene: where crowds, police and rebels are;
        ``only`` leaves no others to choose from.
        """
        scores: dict[str, float] = {}
        if is_local and self.places:
            self.places.add_up(scores, sentence, share=1.0)
            self.evidence.add_up(scores, sentence, share=_BACKGROUND)
        else:
            self.evidence.add_up(scores, sentence, share=1.0)
        for code in without:
            scores.pop(code, None)
        if only is not None:
            scores = {code: score for code, score in scores.items() if code in only}
        return max(scores, key=lambda code: scores[code]) if scores else None

    def remember(
        self,
        actor: Actor,
        *,
        first: int,
        last: int,
        text: str,
        is_subject: bool = False,
        is_owner: bool = False,
    ) -> None:
        """Keep an actor for what comes after; ``first`` -1 is the title, before all."""
        sentence = self.words.sentences[first] if first >= 0 else TITLE
        self.seen.append(Seen(actor, sentence, first, last, is_subject, is_owner, text))

    def find_last(
        self,
        fits: Callable[[Actor], bool],
        *,
        sentence: int,
        within: int = 40,
        is_owner: bool | None = None,
    ) -> Seen | None:
        """The actor seen last that fits, not more than ``within`` sentences back.

        ``is_owner`` False leaves out names that only own another actor.
        """
        for seen in islice(reversed(self.seen), _LONGEST):
            if sentence - seen.sentence > within:
                return None
            if is_owner is not None and seen.is_owner != is_owner:
                continue
            if fits(seen.actor):
                return seen
        return None

    def find_salient(
        self,
        fits: Callable[[Actor], bool],
        *,
        sentence: int,
        first: int,
        within: int = 2,
        without: Seen | None = None,
    ) -> Seen | None:
        """The fitting actor nearest to mind: subjects first, nearer sentences before far."""
        best: Seen | None = None
        best_score = 0.0
        for seen in islice(reversed(self.seen), _LONGEST):
            distance = sentence - seen.sentence
            if distance > within:
                break
            if seen.first >= first or seen is without or not fits(seen.actor):
                continue
            weight = 2.0 if seen.is_subject else 0.5 if seen.is_owner else 1.0
            score = weight * 0.6**distance
            if score > best_score:
                best, best_score = seen, score
        return best

    def iter_back(self, sentence: int, *, within: int) -> Iterator[Seen]:
        """What was seen up to ``within`` sentences before a sentence, last first."""
        for seen in islice(reversed(self.seen), _LONGEST):
            if sentence - seen.sentence > within:
                return
            yield seen

    def find_subject(self, sentence: int, *, before: int) -> Seen | None:
        """The last subject of a sentence before a word, or None."""
        for seen in islice(reversed(self.seen), _LONGEST):
            if seen.sentence < sentence:
                return None
            if seen.is_subject and seen.sentence == sentence and seen.first < before:
                return seen
        return None

    def governor_lemma(self, index: int) -> str | None:
        """Lemma of the word that governs a word in the parse, or None."""
        lemma = self.governors.get(self.words.starts[index])
        return None if lemma is None else fold(lemma)

    def learn_name(self, forms: Iterable[str], actor: Actor) -> None:
        """Short forms of a full name stand for the same person from anywhere in the item."""
        for form in forms:
            known = self.short_names.get(form)
            if known is None or known.code is None:
                self.short_names[form] = actor
