"""Mentions of one document to its triggers, each with the parties, date, place and numbers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.amend import amend_parties
from pipeline.events.capitals import find_capitals
from pipeline.events.confidence import read_features, score_being, score_event
from pipeline.events.date_choice import find_event_date
from pipeline.events.dating import EventDate, StoryDates, is_recalled, story_date
from pipeline.events.doers import fill_actor
from pipeline.events.factuality import Factuality, read_factuality
from pipeline.events.homes import settle_crowds, settle_target
from pipeline.events.numbers import Count, count_for, find_counts
from pipeline.events.party import Parties
from pipeline.events.place_choice import PlaceReading, choose_place
from pipeline.events.place_options import PlacedAct, PlaceStory, find_scene, key_of
from pipeline.events.placing import find_event_place, find_only_scene
from pipeline.events.screen import holder_of, reason_to_drop, takes_over
from pipeline.events.speech import hear_refusal, hear_threat
from pipeline.events.undergone import find_sides
from pipeline.events.utterances import hear_utterance
from pipeline.events.view import SentenceView, view_sentence
from pipeline.schema.records import (
    ActionMention,
    ActorMention,
    DateReading,
    Document,
    PlaceMention,
    PublicationDay,
)

POLITICAL_CODES = 2
"""Countries and organisations that an item names before it counts as political."""
_COUNTS_FOR = {
    "ASSAULT": ("killed", "injured"),
    "COERCE": ("detained", "killed", "injured"),
    "MOBILIZE": ("troops",),
    "RETREAT": ("troops",),
    "PROTEST": ("killed", "injured", "detained"),
    "CONCEDE": ("detained",),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One trigger as it was read: what `explain` shows, kept or dropped with the reason."""

    view: SentenceView
    action: ActionMention
    parties: Parties
    factuality: Factuality
    when: EventDate
    where: PlaceMention | None
    place_rule: str
    place_reading: PlaceReading
    counts: dict[str, Count]
    is_recalled: bool
    dropped: str | None

    def list_features(self) -> dict[str, float]:
        """What the confidence of a row from this trigger is counted from."""
        return read_features(
            self.action,
            self.parties,
            self.when,
            self.where,
            self.factuality,
            place_rule=self.place_rule,
            is_recalled=self.is_recalled,
        )

    def score(self) -> float:
        """Confidence of a row from this trigger, 0 to 1."""
        return score_event(self.list_features())

    def score_being(self) -> float:
        """Chance that the trigger tells an event of its type, 0 to 1."""
        return score_being(self.list_features())


@dataclass(frozen=True, slots=True)
class _Told:
    """What the item told before a sentence; ``places`` takes each act that is placed."""

    publication: PublicationDay
    dates: StoryDates
    places: PlaceStory
    is_political: bool


def read_candidates(
    document: Document,
    dates: DateReading,
    actors: Sequence[ActorMention],
    actions: Sequence[ActionMention],
    places: Sequence[PlaceMention],
) -> tuple[Candidate, ...]:
    """Every trigger of a document with all that was read around it, dropped ones included."""
    text = document.item.text
    places = sorted((*places, *find_capitals(text, actors)), key=lambda p: p.start_char)
    told = _Told(
        publication=dates.publication,
        dates=StoryDates(),
        places=PlaceStory(places, find_only_scene(places)),
        is_political=len({a.actor_code for a in actors if a.actor_code}) >= POLITICAL_CODES,
    )
    candidates: list[Candidate] = []
    story_end = 0
    for sentence in document.sentences:
        if "\n" in text[story_end : sentence.start_char]:
            told = replace(told, dates=told.dates.next_paragraph())
        story_end = sentence.end_char
        if not sentence.tokens:
            continue
        view = view_sentence(
            sentence,
            text,
            document.language,
            actors=actors,
            dates=dates.mentions,
            places=places,
            actions=[a for a in actions if a.covered_by is None],
        )
        covered = [
            a for a in actions if a.sentence_index == sentence.index and a.covered_by is not None
        ]
        candidates += _read_sentence(view, covered, told)
        told = replace(told, dates=told.dates.tell(story_date(view, told.publication)))
    return tuple(candidates)


def _read_sentence(
    view: SentenceView, covered: Sequence[ActionMention], told: _Told
) -> list[Candidate]:
    """Triggers of one sentence, then the words of constructions that turned out to be no event."""
    counts = find_counts(view) if view.actions else ()
    read = [_read_candidate(view, action, counts, told) for action in view.actions]
    gone = {c.action.head for c in read if c.dropped is not None}
    freed = [a for a in covered if a.covered_by in gone]
    if freed:
        view = replace(view, actions=(*view.actions, *freed))
        read += [_read_candidate(view, action, counts, told) for action in freed]
    return _give_way(read)


def _give_way(candidates: list[Candidate]) -> list[Candidate]:
    """Orders and promises leave the row to the act that they order or promise."""
    taken = set()
    for candidate in candidates:
        if candidate.dropped is None:
            holder = holder_of(candidate.view, candidate.action)
            if holder is not None and takes_over(candidate.view, candidate.action, holder):
                taken.add(holder.head)
    return [
        replace(c, dropped="told by its content") if c.action.head in taken else c
        for c in candidates
    ]


def _read_candidate(
    view: SentenceView, action: ActionMention, counts: tuple[Count, ...], told: _Told
) -> Candidate:
    action, parties, factuality = _read_act(view, action)
    recalled = is_recalled(view, action)
    when = find_event_date(
        view,
        action,
        told.publication,
        factuality=factuality.value,
        story=told.dates,
        is_background=recalled,
    )
    scene = find_scene(view, told.places.places) or told.places.only_scene
    ruled, rule = find_event_place(view, action, parties, scene=scene)
    where, place_rule, place_reading = choose_place(
        view,
        action,
        parties,
        told.places,
        factuality=factuality,
        is_recalled=recalled,
        ruled=ruled,
        rule=rule,
    )
    candidate = Candidate(
        view=view,
        action=action,
        parties=settle_target(settle_crowds(parties, where), where, action, action.head),
        factuality=factuality,
        when=when,
        where=where,
        place_rule=place_rule,
        place_reading=place_reading,
        counts=_count_people(view, action, counts),
        is_recalled=recalled,
        dropped=None,
    )
    return _screen(candidate, ruled, told)


def _read_act(
    view: SentenceView, action: ActionMention
) -> tuple[ActionMention, Parties, Factuality]:
    """What is done, by and to whom, and whether it happened; threats and refusals change both."""
    factuality = read_factuality(view, action)
    parties = amend_parties(view, action, find_sides(view, action))
    action, factuality = hear_threat(view, action, parties, factuality)
    action, factuality = hear_refusal(view, action, parties, factuality)
    return hear_utterance(view, action, parties, factuality)


def _count_people(
    view: SentenceView, action: ActionMention, found: tuple[Count, ...]
) -> dict[str, Count]:
    """Numbers of people that an act of its type can have, by kind; a kind without one is absent."""
    kinds = _COUNTS_FOR.get(action.event_type, ())
    pairs = ((kind, count_for(view, action, found, kind)) for kind in kinds)
    return {kind: count for kind, count in pairs if count is not None}


def _screen(candidate: Candidate, ruled: PlaceMention | None, told: _Told) -> Candidate:
    """The candidate with the reason to drop it, if any; a kept one joins the acts told so far.

    ``ruled`` is where the rules alone put it: what later acts may be near to.
    """
    has_date = candidate.when.rule_id.startswith("date.sentence")
    dropped = reason_to_drop(
        candidate.view,
        candidate.action,
        candidate.parties,
        candidate.factuality,
        has_anchor=bool(candidate.counts) or ruled is not None or has_date,
        is_political_item=told.is_political,
    )
    if dropped is not None:
        return replace(candidate, dropped=dropped)
    # Only a kept act is given an actor: whether it counts is told by what its frame found.
    filled = fill_actor(candidate.view, candidate.action, candidate.parties)
    candidate = replace(candidate, parties=filled)
    told.places.acts.append(_place_act(candidate, ruled))
    return candidate


def _place_act(candidate: Candidate, ruled: PlaceMention | None) -> PlacedAct:
    return PlacedAct(
        event_type=candidate.action.event_type,
        actor_code=candidate.parties.actor_code,
        recipient_code=candidate.parties.recipient_code,
        sentence_index=candidate.view.sentence.index,
        key=None if ruled is None else key_of(ruled),
    )
