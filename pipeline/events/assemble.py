"""Mentions of one document to its event mentions: the join of dates, actors, actions and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.amend import amend_parties
from pipeline.events.capitals import find_capitals
from pipeline.events.confidence import read_features, score_event
from pipeline.events.counterparts import fill_counterparts
from pipeline.events.date_choice import find_event_date
from pipeline.events.dating import EventDate, StoryDates, is_recalled, story_date
from pipeline.events.factuality import Factuality, read_factuality
from pipeline.events.homes import settle_crowds, settle_target
from pipeline.events.merge import Draft, merge_acts
from pipeline.events.numbers import Count, count_for, find_counts
from pipeline.events.party import Parties, Party
from pipeline.events.place_choice import PlaceReading, choose_place
from pipeline.events.place_options import PlacedAct, PlaceStory, find_scene, key_of
from pipeline.events.placing import find_event_place, find_only_scene, joint_places
from pipeline.events.rows import build_row
from pipeline.events.screen import holder_of, reason_to_drop, takes_over
from pipeline.events.speech import find_speaker, hear_refusal, hear_threat
from pipeline.events.undergone import find_sides
from pipeline.events.view import SentenceView, view_sentence
from pipeline.schema.records import (
    ActionMention,
    ActorMention,
    DateReading,
    Document,
    EventMention,
    PlaceMention,
)

_COUNTS_FOR = {
    "ASSAULT": ("killed", "injured"),
    "COERCE": ("detained", "killed", "injured"),
    "MOBILIZE": ("troops",),
    "RETREAT": ("troops",),
    "PROTEST": ("killed", "injured", "detained"),
    "CONCEDE": ("detained",),
    "SANCTION": (),
}
POLITICAL_CODES = 2
MIN_CONFIDENCE = 0.25
"""Rows below it were right less than one time in four: see tests/eval/fit_confidence.py."""
_DEFINITE = frozenset(
    ["le", "la", "les", "l'", "ce", "cet", "cette", "ces", "the", "this", "that", "these", "those"]
)


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


def _is_definite(view: SentenceView, action: ActionMention) -> bool:
    return any(
        view.tokens[c].role == "det" and view.tokens[c].text.lower() in _DEFINITE
        for c in view.children[action.head]
    )


def _counts(
    view: SentenceView, action: ActionMention, found: tuple[Count, ...]
) -> dict[str, Count]:
    kinds = _COUNTS_FOR.get(action.event_type, ())
    pairs = ((kind, count_for(view, action, found, kind)) for kind in kinds)
    return {kind: count for kind, count in pairs if count is not None}


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
    told = PlaceStory(places, find_only_scene(places))
    candidates: list[Candidate] = []
    story = StoryDates()
    story_end = 0
    is_political_item = len({a.actor_code for a in actors if a.actor_code}) >= POLITICAL_CODES
    for sentence in document.sentences:
        if "\n" in text[story_end : sentence.start_char]:
            story = story.next_paragraph()
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
        counts = find_counts(view) if view.actions else ()
        read = [
            _read_candidate(view, action, dates, counts, story, told, is_political_item)
            for action in view.actions
        ]
        gone = {c.action.head for c in read if c.dropped is not None}
        freed = [
            a
            for a in actions
            if a.sentence_index == sentence.index
            and a.covered_by is not None
            and a.covered_by in gone
        ]
        if freed:
            view = replace(view, actions=(*view.actions, *freed))
            read += [
                _read_candidate(view, action, dates, counts, story, told, is_political_item)
                for action in freed
            ]
        candidates += _give_way(read)
        story = story.tell(story_date(view, dates.publication))
    return tuple(candidates)


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
    view: SentenceView,
    action: ActionMention,
    dates: DateReading,
    counts: tuple[Count, ...],
    story: StoryDates,
    told: PlaceStory,
    is_political_item: bool,
) -> Candidate:
    factuality = read_factuality(view, action)
    parties = amend_parties(view, action, find_sides(view, action))
    action, factuality = hear_threat(view, action, parties, factuality)
    action, factuality = hear_refusal(view, action, parties, factuality)
    recalled = is_recalled(view, action)
    when = find_event_date(
        view,
        action,
        dates.publication,
        factuality=factuality.value,
        story=story,
        is_background=recalled,
    )
    scene = find_scene(view, told.places) or told.only_scene
    ruled, rule = find_event_place(view, action, parties, scene=scene)
    where, place_rule, place_reading = choose_place(
        view,
        action,
        parties,
        told,
        factuality=factuality,
        is_recalled=recalled,
        ruled=ruled,
        rule=rule,
    )
    own = _counts(view, action, counts)
    anchored = bool(own) or ruled is not None or when.rule_id.startswith("date.sentence")
    parties = settle_target(settle_crowds(parties, where), where, action, action.head)
    dropped = reason_to_drop(
        view,
        action,
        parties,
        factuality,
        has_anchor=anchored,
        is_political_item=is_political_item,
    )
    if dropped is None:
        told.acts.append(_place_act(view, action, parties, ruled))
    return Candidate(
        view,
        action,
        parties,
        factuality,
        when,
        where,
        place_rule,
        place_reading,
        own,
        recalled,
        dropped,
    )


def _place_act(
    view: SentenceView, action: ActionMention, parties: Parties, ruled: PlaceMention | None
) -> PlacedAct:
    actor, recipient = (
        None if party is None else party.mention.actor_code
        for party in (parties.actor, parties.recipient)
    )
    key = None if ruled is None else key_of(ruled)
    return PlacedAct(action.event_type, actor, recipient, view.sentence.index, key)


def _pairs(parties: Parties) -> list[tuple[Party | None, Party | None]]:
    """Each joint actor gets its row, and each joint recipient with the first actor."""
    pairs = [(parties.actor, parties.recipient)]
    seen = {parties.actor.mention.actor_code if parties.actor else None}
    for joint in parties.joint_actors:
        if joint.mention.actor_code not in seen:
            seen.add(joint.mention.actor_code)
            pairs.append((joint, parties.recipient))
    seen = {parties.recipient.mention.actor_code if parties.recipient else None}
    for joint in parties.joint_recipients:
        if joint.mention.actor_code not in seen:
            seen.add(joint.mention.actor_code)
            pairs.append((parties.actor, joint))
    return pairs


def _sides(
    candidate: Candidate,
) -> list[tuple[Party | None, Party | None, PlaceMention | None]]:
    """Each pair of parties with the place; further places of the act with the first pair."""
    pairs = _pairs(candidate.parties)
    sides = [(actor, recipient, candidate.where) for actor, recipient in pairs]
    if candidate.place_rule.startswith("place.sentence"):
        others = joint_places(candidate.view, candidate.action, candidate.where)
        sides += [(*pairs[0], place) for place in others]
    return sides


def _object_types(view: SentenceView, action: ActionMention) -> frozenset[str]:
    """Event types of the nouns that a statement is about, as far as they are triggers too."""
    return frozenset(
        other.event_type
        for other in view.actions
        if other.pos == "NOUN" and any(up == action.head for up, _ in view.ancestors(other.head))
    )


def candidate_features(candidate: Candidate) -> dict[str, float]:
    """The features that a candidate's confidence is counted from."""
    return read_features(
        candidate.action,
        candidate.parties,
        candidate.when,
        candidate.where,
        candidate.factuality,
        place_rule=candidate.place_rule,
        is_recalled=candidate.is_recalled,
    )


def _drafts(candidate: Candidate, item_id: str) -> list[Draft]:
    view, action = candidate.view, candidate.action
    confidence = score_event(candidate_features(candidate))
    rules = (action.rule_id, candidate.when.rule_id, *candidate.factuality.rule_ids)
    if candidate.where is not None:
        rules = (*rules, candidate.place_rule)
    speaker = find_speaker(view, action)
    drafts = []
    for n, (actor, recipient, where) in enumerate(_sides(candidate)):
        parties = tuple(f"{p.mention.rule_id}@{p.slot}" for p in (actor, recipient) if p)
        row = build_row(
            view,
            action,
            item_id=item_id,
            event_type=action.event_type,
            n=n,
            actor=actor,
            recipient=recipient,
            when=candidate.when,
            where=where,
            factuality=candidate.factuality,
            counts=candidate.counts,
            attributed_to=speaker,
            confidence=confidence,
            rule_ids=(*rules, *parties),
        )
        head = view.tokens[action.head]
        words = frozenset(
            t.lemma.lower() for t in view.tokens if t.pos in {"NOUN", "PROPN", "VERB", "NUM"}
        )
        drafts.append(
            Draft(
                mention=row,
                lemma=head.lemma.lower(),
                pos=action.pos,
                is_definite=_is_definite(view, action),
                is_recalled=candidate.is_recalled,
                words=words,
                sentence_index=view.sentence.index,
                head=action.head,
                ancestors=frozenset(up for up, _ in view.ancestors(action.head)),
                object_types=_object_types(view, action),
            )
        )
    return drafts


def assemble_events(
    document: Document,
    dates: DateReading,
    actors: Sequence[ActorMention],
    actions: Sequence[ActionMention],
    places: Sequence[PlaceMention],
) -> tuple[EventMention, ...]:
    """Event mentions of a document, one for each act told in it, in text order.

    A document without parsed sentences gives none. Nothing is guessed: an actor, date or place that
    the text does not give stays None.
    """
    candidates = read_candidates(document, dates, actors, actions, places)
    return assemble_candidates(candidates, document, actors, places)


def draft_candidates(candidates: Sequence[Candidate], item_id: str) -> list[Draft]:
    """Drafts of the candidates that were not dropped, in text order, each act as often as told."""
    return [d for c in candidates if c.dropped is None for d in _drafts(c, item_id)]


def assemble_candidates(
    candidates: Sequence[Candidate],
    document: Document,
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
) -> tuple[EventMention, ...]:
    """Event mentions of the candidates that were not dropped and not too weak to stand alone."""
    drafts = draft_candidates(candidates, document.item.item_id)
    starts = [sentence.start_char for sentence in document.sentences]
    merged = merge_acts(fill_counterparts(drafts, actors, places, starts))
    return tuple(m for m in merged if m.confidence >= MIN_CONFIDENCE)


__all__ = [
    "Candidate",
    "assemble_candidates",
    "assemble_events",
    "draft_candidates",
    "read_candidates",
]
