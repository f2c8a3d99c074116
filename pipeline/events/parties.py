"""Who acts and who is acted on: the slots of a trigger's frame filled with actor mentions."""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.joint import coordinated
from pipeline.events.party import Parties, Party, is_political, mention_at, place_party
from pipeline.events.quotes import FIRST_PERSON, quote_of
from pipeline.events.slots import inverted_subject, slot_tokens
from pipeline.events.venues import is_venue
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.speech_verbs import load_speech_verbs
from pipeline.schema.records import ActionMention, ActorMention

_BETWEEN = frozenset({"between", "entre"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT", "CONCEDE"})
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_ACTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"})
_TARGET_SLOTS = frozenset({"obj", "sur", "contre", "on", "at", "against", "à", "into", "of", "de"})
_TAKES_PLACES = frozenset({"ASSAULT"})
_ADVERSARY = frozenset({"contre", "against", "obj", "face", "toward", "towards"})
_COMMON_SLOTS = {
    "CONSULT": ("obj", "with", "avec"),
    "ASSAULT": ("obj", "on", "sur", "contre", "against", "at"),
    "SANCTION": ("contre", "against", "on", "obj"),
    "THREATEN": ("obj", "contre", "against", "clause"),
    "ACCUSE": ("obj", "contre", "against"),
    "REQUEST": ("obj", "iobj", "à", "on", "clause"),
}


def _is_act(view: SentenceView, index: int) -> bool:
    return any(a.head == index and a.pos == "NOUN" and a.event_type in _ACTS for a in view.actions)


def _is_neuter(mention: ActorMention, action: ActionMention, slot: str) -> bool:
    """Whether a pronoun in an object slot stands for a thing ("welcomed it as a milestone")."""
    return (
        mention.kind == "pronoun"
        and slot == "obj"
        and action.event_type in {"SUPPORT", "ACCUSE", "REJECT", "CONCEDE", "AGREE"}
    )


def _fill(
    view: SentenceView,
    action: ActionMention,
    slots: tuple[str, ...],
    *,
    taken: Party | None,
    is_target: bool = False,
) -> Party | None:
    """The best party for a side: the first slot that holds a political one, else any mention."""
    fallback: Party | None = None
    for slot in slots:
        for index, trust in slot_tokens(view, action, slot):
            if slot == "obj" and action.event_type in _ABOUT_ACTS and _is_act(view, index):
                party = _author_of(view, action, index, slot)
            else:
                party = mention_at(view, index, trust=trust, slot=slot)
            takes_place = is_target and action.event_type in _TAKES_PLACES
            if party is None and takes_place and slot in _TARGET_SLOTS:
                party = place_party(view, index, slot, trust)
            if party is None or _is_neuter(party.mention, action, slot):
                continue
            if is_venue(view, party, is_target=is_target, takes_place=takes_place):
                continue
            if taken is not None and _is_taken(party, taken):
                others = coordinated(view, party) if slot in _BETWEEN else ()
                party = others[0] if others else None
            if party is None:
                continue
            if is_political(party.mention):
                return party
            fallback = fallback or party
    return fallback


def _author_of(view: SentenceView, action: ActionMention, index: int, slot: str) -> Party | None:
    """Who did what a statement is about: «dénoncer l'attaque de X» is said of X, not its victim."""
    other = next((a for a in view.actions if a.head == index and a.pos == "NOUN"), None)
    if other is None:
        return None
    author = _fill(view, other, other.actor_slots, taken=None)
    return replace(author, slot=slot) if author is not None else None


def find_sayer(view: SentenceView, action: ActionMention) -> Party | None:
    """Who utters a threat or promise in reported or quoted speech: the subject of saying."""
    verbs = load_speech_verbs(view.language)
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[ancestor]
        if token.pos in VERBAL and token.lemma in verbs and view.tokens[child].role != "conj":
            subject = inverted_subject(view, ancestor) or syntax.subject_of(view, ancestor)
            if subject is None:
                return None
            return mention_at(view, subject, trust=0.8, slot="speaker")
    if quote_of(view.quotes, action.head) is None:
        return None
    for token in view.tokens:
        if token.pos in VERBAL and quote_of(view.quotes, token.index) is None:
            subject = inverted_subject(view, token.index)
            if subject is not None:
                return mention_at(view, subject, trust=0.8, slot="speaker")
    return None


def _is_first_person(view: SentenceView, action: ActionMention) -> bool:
    subject = syntax.subject_of(view, action.head) if action.pos == "VERB" else None
    return subject is not None and view.tokens[subject].text.lower() in FIRST_PERSON


def _is_taken(party: Party, taken: Party) -> bool:
    if party.mention == taken.mention or party.token == taken.token:
        return True
    same = party.mention.actor_code == taken.mention.actor_code
    return party.mention.kind == "pronoun" and same


def _complete(view: SentenceView, action: ActionMention, actor: Party | None) -> Party | None:
    """The recipient by its frame, else by what acts of the type commonly take."""
    recipient = _fill(view, action, action.recipient_slots, taken=actor, is_target=True)
    if recipient is None:
        slots = _COMMON_SLOTS.get(action.event_type, ())
        recipient = _fill(view, action, slots, taken=actor, is_target=True)
    if recipient is None or action.event_type != "MOBILIZE":
        return recipient
    return recipient if recipient.slot in _ADVERSARY else None


def _actor(view: SentenceView, action: ActionMention) -> Party | None:
    if not action.actor_slots or _is_first_person(view, action):
        speaker = find_sayer(view, action)
        if speaker is not None:
            return speaker
    actor = _fill(view, action, action.actor_slots, taken=None)
    if actor is None and action.pos == "NOUN" and action.actor_slots:
        actor = _fill(view, action, ("subj",), taken=None)
    if actor is None and action.event_type in {"ASSAULT", "SANCTION"} and action.words:
        actor = _fill(view, replace(action, pos="NOUN"), ("comp",), taken=None)
    if actor is None and action.event_type in {"MOBILIZE", "RETREAT"}:
        moved = _fill(view, action, ("obj",), taken=None)
        actor = moved if moved and moved.mention.actor_sector in {"MIL", "PAM"} else None
    return actor


def find_parties(view: SentenceView, action: ActionMention) -> Parties:
    """Actor and recipient of a trigger by its frame: parse first, then clause order.

    A side that nobody fills stays None. The same mention never fills both sides. Of two who meet,
    talk or sign, the first is the actor and the second the recipient.
    """
    actor = _actor(view, action)
    recipient = _complete(view, action, actor)
    if recipient is not None and actor is not None and recipient.token == actor.token:
        recipient = None
    joint = coordinated(view, actor) if actor else ()
    if recipient is not None and any(p.token == recipient.token for p in joint):
        recipient = None
    if joint and recipient is None and _is_mutual(action):
        recipient = joint[0]
    joint = tuple(p for p in joint if recipient is None or p.mention != recipient.mention)
    others = coordinated(view, recipient) if recipient else ()
    taken = {p.mention for p in (*joint, *((actor,) if actor else ()))}
    return Parties(actor, recipient, joint, tuple(p for p in others if p.mention not in taken))


def _is_mutual(action: ActionMention) -> bool:
    """Whether joint actors act on each other: who meet, sign, cease fire or swap prisoners."""
    return action.event_type in _MUTUAL
