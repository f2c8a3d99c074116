"""Who says so: the speaker of a quotation or report around a trigger."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.factuality import Factuality
from pipeline.events.moods import is_to_come
from pipeline.events.party import Parties
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.speech_verbs import load_speech_verbs
from pipeline.schema.records import ActionMention

_SOURCE_CASES = frozenset({"selon", "d'après", "according to"})


# What one vows to do to another, and the threat that it is: mode and CAMEO code.
_THREATS = {
    "ASSAULT": ("violence", "138"),
    "COERCE": ("restrict", "130"),
    "SANCTION": ("restrict", "131"),
    "MOBILIZE": ("violence", "138"),
}


_VOWS = re.compile(r":(?:promettre|jurer|prêt|déterminé|résolu|entendre|avoir\+intention)\b")


def hear_threat(
    view: SentenceView, action: ActionMention, parties: Parties, factuality: Factuality
) -> tuple[ActionMention, Factuality]:
    """A hostile act that its own doer vows in the first person is a threat, uttered so actual."""
    if action.event_type not in _THREATS or factuality.value == "denied":
        return action, factuality
    vowed = "factuality.future" in factuality.rule_ids or any(
        rule.endswith((":will", ":would", ":aller")) for rule in factuality.rule_ids
    )
    by_speaker = parties.actor is not None and parties.actor.slot == "speaker"
    if not (vowed and by_speaker) and not _is_vow(action, parties, factuality):
        return action, factuality
    mode, cameo = _THREATS[action.event_type]
    threat = replace(action, event_type="THREATEN", event_mode=mode, cameo_code=cameo)
    return threat, replace(factuality, value="actual", rule_ids=("factuality.vowed",))


# What one says one will not do, and so refuses.
_REFUSED = frozenset({"RETREAT", "CONCEDE", "CONSULT", "AGREE", "COOPERATE", "AID", "SUPPORT"})


def hear_refusal(
    view: SentenceView, action: ActionMention, parties: Parties, factuality: Factuality
) -> tuple[ActionMention, Factuality]:
    """A peaceful act that its own doer says will not be («ne retirera pas») is a refusal."""
    if action.event_type not in _REFUSED or not factuality.is_negated or action.pos != "VERB":
        return action, factuality
    if parties.actor is None or parties.actor.mention.actor_code is None:
        return action, factuality
    parts = (action.head, *view.children[action.head])
    if not any(is_to_come(view.tokens[i]) for i in parts if view.tokens[i].pos in VERBAL):
        return action, factuality
    refusal = replace(action, event_type="REJECT", event_mode=None, cameo_code="120")
    plain = replace(factuality, value="actual", is_negated=False, content_of=None)
    return refusal, replace(plain, rule_ids=("factuality.refused",))


def _is_vow(action: ActionMention, parties: Parties, factuality: Factuality) -> bool:
    """Whether violence is what its own doer says it will do («l'Iran ripostera»)."""
    if action.event_type != "ASSAULT" or factuality.value != "announced":
        return False
    if action.pos != "VERB" or parties.actor is None or parties.actor.mention.actor_code is None:
        return False
    return any(rule == "factuality.future" or _VOWS.search(rule) for rule in factuality.rule_ids)


def find_speaker(view: SentenceView, action: ActionMention) -> str | None:
    """Text of the actor who states the act, when it is not the trigger's own subject; else None."""
    verbs = load_speech_verbs(view.language)
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[ancestor]
        says = token.pos in VERBAL and token.lemma in verbs
        if says and view.tokens[child].role in {"ccomp", "obj", "xcomp", "parataxis"}:
            subject = syntax.subject_of(view, ancestor)
            mention = view.actor_at.get(subject) if subject is not None else None
            if mention is not None:
                return mention.actor_name or mention.text
    for token in view.tokens:
        if token.case in _SOURCE_CASES or (token.case or "").startswith("selon"):
            mention = view.actor_at.get(token.index)
            return mention.text if mention is not None else token.text
    for child in view.children[action.head]:
        token = view.tokens[child]
        if token.role == "parataxis" and token.lemma in verbs:
            subject = syntax.subject_of(view, child)
            mention = view.actor_at.get(subject) if subject is not None else None
            if mention is not None:
                return mention.actor_name or mention.text
    return None
