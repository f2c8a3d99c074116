"""Parties of a trigger in, the same with those set right that grammar shows on the wrong side.

Readings that the sentence itself disproves: the soldier who «a été tué» read as the one who killed,
the ambassador whom a president «qui …, a reçu» read as the host because a quotation closes just
before the verb, and the visitor lost who is «en visite à Téhéran».
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.joint import coordinated
from pipeline.events.parties import find_parties
from pipeline.events.party import Parties, Party, mention_at, place_party
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_LOOSE_SLOTS = frozenset({"adj", "comp", "de"})
_GOES = frozenset({"se", "aller"})
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs", "its", "their", "his", "her"})
_NAMED = frozenset({"state", "organisation", "person"})
_MARKS = frozenset({"cible", "victime", "objet", "théâtre", "target", "victim"})
_IN_CASES = frozenset({"dans", "lors de", "par", "in", "during"})
# Participles that name who is held to have done an act, and the prepositions before the name.
_LAID_TO = {
    "imputer": frozenset({"à"}),
    "attribuer": frozenset({"à"}),
    "revendiquer": frozenset({"par"}),
}
_ON_THE_WAY = frozenset({"en", "on", "lors de", "during"})
_CAUSE_SLOTS = ("par", "by", "adj", "poss", "de", "of")


def find_sides(view: SentenceView, action: ActionMention) -> Parties:
    """Actor and recipient of a trigger, no victim as actor and no guest as host."""
    parties = find_parties(view, action)
    if parties.actor is None and action.pos == "NOUN" and action.event_type == "CONSULT":
        return replace(parties, actor=_traveller(view, action, parties))
    if action.pos == "NOUN" and view.tokens[action.head].lemma.lower() in _MARKS:
        return _seat_mark(view, action, parties)
    if action.pos == "NOUN":
        return _blame(view, action, _give_owner(view, action, parties))
    if action.pos == "VERB" and action.actor_slots[:1] == ("subj",):
        parties = _seat_neighbour(view, action, parties)
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
    if actor is None or actor.slot not in _LOOSE_SLOTS:
        return parties
    victim = _undergoer(view, action)
    if victim is None or actor.token not in view.subtree(victim):
        return parties
    recipient = parties.recipient
    if recipient is None or recipient.slot == "place":
        recipient = mention_at(view, victim, trust=0.9, slot="obj")
    doer = _doer_of_cause(view, action, victim)
    if doer is not None and recipient is not None and doer.token == recipient.token:
        doer = None
    return replace(parties, actor=doer, recipient=recipient, joint_actors=())


def _undergoer(view: SentenceView, action: ActionMention) -> int | None:
    """Token of whom an act befalls: a passive's subject, an active's object, who «a péri»."""
    if syntax.is_passive(view, action.head):
        return syntax.passive_subject(view, action.head)
    if action.recipient_slots[:1] == ("subj",):
        return syntax.subject_of(view, action.head)
    return syntax.object_of(view, action.head)


def _doer_of_cause(view: SentenceView, action: ActionMention, victim: int) -> Party | None:
    """Whose strike it was: «tués dans des frappes israéliennes»."""
    under = set(view.subtree(victim))
    for word in (*action.words, *_causes(view, action)):
        if word in under or view.tokens[word].pos not in {"NOUN", "PROPN"}:
            continue
        blamed = _blamed(view, word)
        if blamed is not None:
            return blamed
        cause = replace(action, pos="NOUN", head=word, words=(), actor_slots=_CAUSE_SLOTS)
        found = find_parties(view, replace(cause, recipient_slots=())).actor
        if found is not None and found.token not in under:
            return found
    return None


def _causes(view: SentenceView, action: ActionMention) -> list[int]:
    """Acts named as what killed: «tué dans une frappe», with no word of its own in the row."""
    return [
        c
        for c in view.children[action.head]
        if view.tokens[c].case in _IN_CASES
        and any(a.head == c and a.event_type == action.event_type for a in view.actions)
    ]


def _blamed(view: SentenceView, index: int) -> Party | None:
    """Whom an act is laid to: «une frappe imputée à Israël», «revendiqué par le groupe»."""
    for child in view.children[index]:
        marks = _LAID_TO.get(view.tokens[child].lemma.lower())
        if marks is None or view.tokens[child].role not in {"acl", "amod"}:
            continue
        for at in view.children[child]:
            if view.tokens[at].case in marks:
                return mention_at(view, at, trust=0.8, slot="par")
    return None


def _seat_mark(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """Who «a été la cible d'une attaque»: the subject, or the name that it is said beside."""
    head = view.tokens[action.head]
    subjects = [c for c in view.children[action.head] if view.tokens[c].role in syntax.SUBJECTS]
    if not subjects and head.role in {"appos", "acl", "amod", "conj"}:
        subjects = [head.head]
    for at in subjects:
        party = mention_at(view, at, trust=0.8, slot="obj") or place_party(view, at, "obj", 0.8)
        if party is not None:
            return replace(parties, recipient=party, joint_recipients=coordinated(view, party))
    return parties


def _give_owner(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """«ses attaques», «le retrait de ses soldats», «est en alerte»: the subject's own act."""
    hosts = (action.head, *action.words)
    own = [c for h in hosts for c in view.children[h] if view.tokens[c].text.lower() in _OWN]
    is_of_head = any(view.tokens[c].head == action.head for c in own)
    if parties.actor is not None and not (is_of_head and parties.actor.slot in _LOOSE_SLOTS):
        return parties
    subjects = [c for c in view.children[action.head] if view.tokens[c].role in syntax.SUBJECTS]
    if not subjects and own:
        found = (
            syntax.subject_of(view, up)
            for up, _ in view.ancestors(action.head)
            if view.tokens[up].pos in VERBAL and not syntax.is_passive(view, up)
        )
        subjects = [s for s in found if s is not None][:1]
    party = mention_at(view, subjects[0], trust=0.7, slot="subj") if subjects else None
    if party is None or (parties.recipient and parties.recipient.mention == party.mention):
        return parties
    return replace(parties, actor=party, joint_actors=coordinated(view, party))


def _blame(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    blamed = _blamed(view, action.head) if action.event_type == "ASSAULT" else None
    if blamed is None or (parties.recipient and parties.recipient.token == blamed.token):
        return parties
    return replace(parties, actor=blamed, joint_actors=())


def _seat_neighbour(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """A name just before a finite verb is its subject, whatever the parser hung it on."""
    head = action.head
    if any(view.tokens[c].role in syntax.SUBJECTS for c in view.children[head]):
        return parties
    at = head - 1
    while at >= 0 and (view.tokens[at].pos in {"AUX", "ADV"} or view.tokens[at].lemma in _GOES):
        at -= 1
    if at < 0 or not _is_finite(view, head, at) or not view.same_voice(at, head):
        return parties
    neighbour = _name_ending_at(view, at)
    actor, taken = parties.actor, parties.recipient
    if neighbour is None or syntax.is_passive(view, head):
        return parties
    if actor is not None:
        joint = coordinated(view, actor)
        if actor.mention == neighbour.mention or any(p.token == neighbour.token for p in joint):
            return parties
    if taken is not None and taken.mention == neighbour.mention:
        parties = replace(parties, recipient=None)
    return replace(parties, actor=neighbour, joint_actors=coordinated(view, neighbour))


def _name_ending_at(view: SentenceView, at: int) -> Party | None:
    """The state, organisation or person whose name ends at a token and that nothing governs."""
    end = view.tokens[at].end_char
    named = [m for m in view.actors if m.end_char == end and m.kind in _NAMED]
    for mention in sorted(named, key=lambda m: m.start_char):
        head = view.token_at(mention.head_start)
        if head is not None and view.tokens[head].case is None:
            return Party(mention, head, "subj", 0.8)
    return None


def _is_finite(view: SentenceView, head: int, before: int) -> bool:
    """Whether a verb, or the auxiliary between it and the name before it, is conjugated."""
    parts = view.tokens[before + 1 : head + 1]
    return any("VerbForm=Fin" in t.morph for t in parts)


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
