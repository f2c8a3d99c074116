"""Parties of a trigger in, the same with those set right that grammar shows on the wrong side.

Readings that the sentence itself disproves: the soldier who «a été tué» read as the one who killed,
the ambassador whom a president «qui …, a reçu» read as the host because a quotation closes just
before the verb, and the visitor lost who is «en visite à Téhéran».
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.parties import find_parties
from pipeline.events.party import Parties, Party, mention_at
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_LOOSE_SLOTS = frozenset({"adj", "comp", "de"})
_ON_THE_WAY = frozenset({"en", "on", "lors de", "during"})
_CAUSE_SLOTS = ("par", "by", "adj", "poss", "de", "of")


def find_sides(view: SentenceView, action: ActionMention) -> Parties:
    """Actor and recipient of a trigger, no victim as actor and no guest as host."""
    parties = find_parties(view, action)
    if parties.actor is None and action.pos == "NOUN" and action.event_type == "CONSULT":
        return replace(parties, actor=_traveller(view, action, parties))
    if action.pos != "VERB" or parties.actor is None:
        return parties
    return _free_victim(view, action, _seat_host(view, action, parties))


def _traveller(view: SentenceView, action: ActionMention, parties: Parties) -> Party | None:
    """Who is «en visite à Téhéran»: the subject of the clause that the phrase hangs on."""
    if view.tokens[action.head].case not in _ON_THE_WAY:
        return None
    for ancestor, _ in view.ancestors(action.head):
        subject = syntax.subject_of(view, ancestor) if view.tokens[ancestor].pos in VERBAL else None
        if subject is None:
            continue
        party = mention_at(view, subject, trust=0.7, slot="subj")
        taken = parties.recipient
        return None if party and taken and party.mention == taken.mention else party
    return None


def _free_victim(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """Who undergoes a passive act is its recipient; the act's own noun may name who did it."""
    actor = parties.actor
    if actor is None or actor.slot not in _LOOSE_SLOTS or not syntax.is_passive(view, action.head):
        return parties
    victim = syntax.passive_subject(view, action.head)
    if victim is None or actor.token not in view.subtree(victim):
        return parties
    recipient = parties.recipient
    if recipient is None or recipient.slot == "place":
        recipient = mention_at(view, victim, trust=0.9, slot="obj")
    doer = _doer_of_cause(view, action, victim)
    if doer is not None and recipient is not None and doer.token == recipient.token:
        doer = None
    return replace(parties, actor=doer, recipient=recipient, joint_actors=())


def _doer_of_cause(view: SentenceView, action: ActionMention, victim: int) -> Party | None:
    """Whose strike it was: «tués dans des frappes israéliennes»."""
    under = set(view.subtree(victim))
    for word in action.words:
        if word in under or view.tokens[word].pos not in {"NOUN", "PROPN"}:
            continue
        cause = replace(action, pos="NOUN", head=word, words=(), actor_slots=_CAUSE_SLOTS)
        found = find_parties(view, replace(cause, recipient_slots=())).actor
        if found is not None and found.token not in under:
            return found
    return None


def _seat_host(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """A subject that the parser found before the verb outweighs a noun after it."""
    actor = parties.actor
    if actor is None or actor.slot != "subj" or actor.token < action.head:
        return parties
    own = [
        c
        for c in view.children[action.head]
        if view.tokens[c].role == "subj" and c < action.head and view.tokens[c].pos != "PRON"
    ]
    subject = mention_at(view, own[0], trust=0.9, slot="subj") if own else None
    if subject is None or subject.token == actor.token:
        return parties
    is_object = view.tokens[actor.token].role == "obj"
    guest = replace(actor, slot="obj") if is_object and parties.recipient is None else None
    return replace(parties, actor=subject, recipient=parties.recipient or guest, joint_actors=())
