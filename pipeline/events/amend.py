"""Parties that cannot be: victims read as doers, reporters of a blast, an actor against itself."""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.party import Parties, Party, is_political, mention_at, place_party
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_SAID = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
_HARM = frozenset({"ASSAULT", "COERCE"})


def amend_parties(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """The parties of a trigger without those that its own wording rules out.

    A noun of the construction itself («kill people») does not act, it suffers; who reports a blast
    did not set it off; a statement against one's own side belongs to who stands above it in the
    sentence; an organisation does not act on itself.
    """
    if parties.actor is not None and _cannot_act(view, action, parties.actor):
        struck = parties.actor if parties.actor.slot == "comp" else None
        parties = replace(
            parties, actor=None, joint_actors=(), recipient=parties.recipient or struck
        )
    if _is_weapon(parties):
        parties = replace(parties, recipient=_struck_above(view, action, parties))
    if _is_selfish(parties):
        parties = _part(view, action, parties)
    if parties.actor is None and action.event_type in _SAID and action.pos == "VERB":
        parties = replace(parties, actor=_earlier_subject(view, action, parties))
    if parties.recipient is None and action.pos == "ADJ":
        parties = replace(parties, recipient=_blamed(view, action, parties))
    return parties


def _earlier_subject(view: SentenceView, action: ActionMention, parties: Parties) -> Party | None:
    """The last subject before a participle that is hung too high ("…, accusing Chad of …")."""
    token = view.tokens[action.head]
    if token.role != "advcl" or token.case is not None or not token.text.endswith("ing"):
        return None
    code = parties.recipient_code
    for at in range(action.head - 1, -1, -1):
        mention = view.actor_at.get(at) if view.tokens[at].role == "subj" else None
        if mention is not None and mention.actor_code not in {None, code}:
            return Party(mention, at, "earlier", 0.6)
    return None


def _is_weapon(parties: Parties) -> bool:
    """Whether the recipient is only what the actor fires («des drones lancés par les rebelles»)."""
    if parties.actor is None or parties.recipient is None:
        return False
    actor, recipient = parties.actor.mention, parties.recipient.mention
    within = recipient.start_char <= actor.start_char and actor.end_char <= recipient.end_char
    return within and actor.actor_code == recipient.actor_code


def _struck_above(view: SentenceView, action: ActionMention, parties: Parties) -> Party | None:
    """Who undergoes the passive verb above («Abou Dhabi a été frappé par des drones lancés …»)."""
    for ancestor, _ in view.ancestors(action.head):
        if view.tokens[ancestor].pos not in VERBAL or not syntax.is_passive(view, ancestor):
            continue
        struck = syntax.passive_subject(view, ancestor)
        if struck is None:
            return None
        party = mention_at(view, struck, trust=0.7, slot="obj")
        party = party or place_party(view, struck, "obj", 0.7)
        own = parties.actor.mention if parties.actor else None
        return None if party is not None and party.mention == own else party
    return None


def _blamed(view: SentenceView, action: ActionMention, parties: Parties) -> Party | None:
    """Of whom an adjective is said: the subject of its verb, quotation marks or not."""
    subject = syntax.subject_of(view, action.head)
    if subject is None or (parties.actor is not None and subject == parties.actor.token):
        return None
    return mention_at(view, subject, trust=0.8, slot="subj")


def _cannot_act(view: SentenceView, action: ActionMention, actor: Party) -> bool:
    if actor.slot == "comp" and action.pos == "VERB" and actor.token in action.words:
        return view.tokens[actor.token].role in {"obj", "subj_pass", "conj", "obl", "other"}
    case = view.tokens[actor.token].case
    if actor.slot in {"comp", "adj"} and case in {"with", "using"}:
        return True
    if actor.slot == case == "in" and actor.mention.is_place_like:
        return True
    if action.pos == "NOUN" and _owns_victim(view, action, actor):
        return True
    bare = not action.actor_slots and action.pos == "NOUN"
    return actor.slot == "speaker" and bare and action.event_type in _HARM


def _owns_victim(view: SentenceView, action: ActionMention, actor: Party) -> bool:
    """Whether an actor only owns whom the act hits ("the expulsion of Chad's ambassador")."""
    token = view.tokens[actor.token]
    host = view.tokens[token.head]
    if actor.slot in {"comp", "adj", "poss"} and token.index in action.words and token.case == "of":
        return True
    return token.role in {"poss", "amod"} and host.index in action.words and host.case == "of"


def _is_selfish(parties: Parties) -> bool:
    """Whether both sides have one code and nothing tells them apart (a party, a rebel, an arm)."""
    if parties.actor is None or parties.recipient is None:
        return False
    actor, recipient = parties.actor.mention, parties.recipient.mention
    if actor.actor_code is None or actor.actor_code != recipient.actor_code:
        return False
    own = {actor.actor_sector, recipient.actor_sector}
    return actor.actor_code.startswith("IGO:") or len(own) == 1 or None in own


def _part(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """The statement given to the one above it, or the organisation's other recipient."""
    if parties.actor is None or parties.recipient is None:
        return parties
    code = parties.actor.mention.actor_code
    if action.event_type in _SAID and action.pos == "VERB":
        speaker = _speaker_above(view, action, code)
        if speaker is not None:
            return replace(parties, actor=speaker, joint_actors=())
    if action.event_type == "SANCTION":
        return replace(parties, recipient=None)
    if code is not None and code.startswith("IGO:"):
        others = [p for p in parties.joint_recipients if p.mention.actor_code != code]
        return replace(
            parties, recipient=others[0] if others else None, joint_recipients=tuple(others[1:])
        )
    return parties


def _speaker_above(view: SentenceView, action: ActionMention, code: str | None) -> Party | None:
    """The subject of a verb above, of another side, for a verb that has no subject of its own."""
    if any(view.tokens[c].role in syntax.SUBJECTS for c in view.children[action.head]):
        return None
    for ancestor, _ in view.ancestors(action.head):
        if view.tokens[ancestor].pos not in VERBAL:
            continue
        subject = syntax.subject_of(view, ancestor)
        mention = view.actor_at.get(subject) if subject is not None else None
        if subject is None or mention is None or mention.actor_code in {None, code}:
            continue
        if is_political(mention):
            return Party(mention, subject, "above", 0.6)
    return None
