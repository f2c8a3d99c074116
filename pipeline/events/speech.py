"""Who says so: the speaker of a quotation or report around a trigger."""

from __future__ import annotations

from pipeline.events import syntax
from pipeline.events.speech_verbs import load_speech_verbs
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_SOURCE_CASES = frozenset({"selon", "d'après", "according to"})


def find_speaker(view: SentenceView, action: ActionMention) -> str | None:
    """Text of the actor who states the act, when it is not the trigger's own subject; else None."""
    verbs = load_speech_verbs(view.language)
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[ancestor]
        if token.pos in VERBAL and token.lemma in verbs:
            if view.tokens[child].role in {"ccomp", "obj", "xcomp", "parataxis"}:
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
