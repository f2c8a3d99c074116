"""One trigger as it was read to its drafts: a row for each pair of parties and further place."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.events.merge import Draft
from pipeline.events.party import Party
from pipeline.events.placing import joint_places
from pipeline.events.rows import build_row
from pipeline.events.speech import find_speaker
from pipeline.events.triggers import Candidate
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, EventMention, PlaceMention

_DEFINITE = frozenset(
    ["le", "la", "les", "l'", "ce", "cet", "cette", "ces", "the", "this", "that", "these", "those"]
)
_DEMONSTRATIVE = frozenset({"ce", "cet", "cette", "ces", "this", "that", "these", "those"})
_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "NUM"})


def draft_candidates(candidates: Sequence[Candidate], item_id: str) -> list[Draft]:
    """Drafts of the candidates that were not dropped, in text order, each act as often as told."""
    return [d for c in candidates if c.dropped is None for d in _draft_candidate(c, item_id)]


def _draft_candidate(candidate: Candidate, item_id: str) -> list[Draft]:
    view, action = candidate.view, candidate.action
    return [
        Draft(
            mention=row,
            lemma=view.tokens[action.head].lemma.lower(),
            pos=action.pos,
            is_definite=_is_definite(view, action),
            is_recalled=candidate.is_recalled,
            words=frozenset(t.lemma.lower() for t in view.tokens if t.pos in _CONTENT_WORDS),
            sentence_index=view.sentence.index,
            head=action.head,
            ancestors=frozenset(up for up, _ in view.ancestors(action.head)),
            object_types=_list_object_types(view, action),
            points_back=_points_back(view, action),
        )
        for row in _build_rows(candidate, item_id)
    ]


def _build_rows(candidate: Candidate, item_id: str) -> list[EventMention]:
    view, action = candidate.view, candidate.action
    confidence = candidate.score()
    rules = (action.rule_id, candidate.when.rule_id, *candidate.factuality.rule_ids)
    if candidate.where is not None:
        rules = (*rules, candidate.place_rule)
    speaker = find_speaker(view, action)
    return [
        build_row(
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
            rule_ids=(*rules, *_list_party_rules(actor, recipient)),
        )
        for n, (actor, recipient, where) in enumerate(_list_sides(candidate))
    ]


def _list_party_rules(*parties: Party | None) -> list[str]:
    return [f"{p.mention.rule_id}@{p.slot}" for p in parties if p]


def _list_sides(
    candidate: Candidate,
) -> list[tuple[Party | None, Party | None, PlaceMention | None]]:
    """Each pair of parties with the place; further places of the act with the first pair."""
    pairs = _pair_parties(candidate)
    sides = [(actor, recipient, candidate.where) for actor, recipient in pairs]
    if candidate.place_rule.startswith("place.sentence"):
        others = joint_places(candidate.view, candidate.action, candidate.where)
        sides += [(*pairs[0], place) for place in others]
    return sides


def _pair_parties(candidate: Candidate) -> list[tuple[Party | None, Party | None]]:
    """Each joint actor gets its row, and each joint recipient with the first actor."""
    parties = candidate.parties
    actors = _list_distinct(parties.actor, parties.joint_actors)
    recipients = _list_distinct(parties.recipient, parties.joint_recipients)
    pairs = [(parties.actor, parties.recipient)]
    pairs += [(joint, parties.recipient) for joint in actors]
    pairs += [(parties.actor, joint) for joint in recipients]
    return pairs


def _list_distinct(first: Party | None, joint: Sequence[Party]) -> list[Party]:
    """The joint parties whose code neither the first party nor one before them has."""
    seen = {first.mention.actor_code if first else None}
    found = []
    for party in joint:
        if party.mention.actor_code not in seen:
            seen.add(party.mention.actor_code)
            found.append(party)
    return found


def _is_definite(view: SentenceView, action: ActionMention) -> bool:
    return any(
        view.tokens[c].role == "det" and view.tokens[c].text.lower() in _DEFINITE
        for c in view.children[action.head]
    )


def _points_back(view: SentenceView, action: ActionMention) -> bool:
    """Whether the trigger is a noun under a demonstrative («cette attaque», "these strikes")."""
    return action.pos == "NOUN" and any(
        view.tokens[c].role == "det" and view.tokens[c].text.lower() in _DEMONSTRATIVE
        for c in view.children[action.head]
    )


def _list_object_types(view: SentenceView, action: ActionMention) -> frozenset[str]:
    """Event types of the nouns that a statement is about, as far as they are triggers too."""
    return frozenset(
        other.event_type
        for other in view.actions
        if other.pos == "NOUN" and any(up == action.head for up, _ in view.ancestors(other.head))
    )
