"""Infinitives of purpose: a mere aim ("flew in to seize the town"), or said by the act itself.

Who gathers, writes or takes the floor "to demand", "to denounce" or "to thank" does so by that very
act. The verbs that work so are the cues of scope ``purpose`` in cues.tsv.
"""

from __future__ import annotations

from pipeline.events.cues import load_cues
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_PURPOSE = frozenset({"pour", "afin", "afin de", "to", "in order"})
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "PROTEST", "CONCEDE"})
_MEANT = frozenset({"announced", "actual"})
_REACH = 4


def is_purpose(view: SentenceView, index: int) -> bool:
    """A bare purpose infinitive («pour détruire», "to destroy") that nobody says was done."""
    token = view.tokens[index]
    if token.role not in {"advcl", "acl"} or token.pos not in VERBAL:
        return False
    marks = {
        view.tokens[c].lemma.lower()
        for c in view.children[index]
        if view.tokens[c].role in {"mark", "aux"}
        or (view.language == "fr" and view.tokens[c].role == "case")
    }
    if token.case:
        marks.add(token.case)
    has_perfect = any(view.tokens[c].lemma in {"avoir", "have"} for c in view.children[index])
    return bool(marks & _PURPOSE) and not has_perfect


def is_served(view: SentenceView, action: ActionMention) -> bool:
    """Whether an infinitive is said by what it hangs on: a statement, or what a decision announces.

    "Gathered to demand" is a demand; "the decision to suspend talks" suspends them.
    """
    if _is_announced(view, action.head):
        return True
    if action.event_type not in _SAID or action.pos != "VERB":
        return False
    occasion = view.tokens[action.head].head
    while view.tokens[occasion].role == "conj" and _is_infinitive(view, occasion):
        occasion = view.tokens[occasion].head
    if any(view.tokens[c].role == "neg" for c in view.children[occasion]):
        return False
    return _is_occasion(view, occasion)


def _is_announced(view: SentenceView, index: int) -> bool:
    """Whether an English infinitive hangs on a noun that announces it ("the decision to leave")."""
    token = view.tokens[index]
    if view.language != "en" or token.role != "acl" or view.tokens[token.head].pos != "NOUN":
        return False
    cues = load_cues(view.language).get(view.tokens[token.head].lemma.lower(), ())
    return any(c.pos == "NOUN" and c.scope == "complement" and c.factuality in _MEANT for c in cues)


def _is_infinitive(view: SentenceView, index: int) -> bool:
    return "VerbForm=Inf" in view.tokens[index].morph


def _is_occasion(view: SentenceView, index: int) -> bool:
    """Whether a cue of scope ``purpose`` stands at a token, its further words just after it."""
    token = view.tokens[index]
    near = view.tokens[index + 1 : index + 1 + _REACH]
    ahead = {word for t in near for word in (t.lemma.lower(), t.text.lower())}
    cues = load_cues(view.language).get(token.lemma.lower(), ())
    return any(
        cue.scope == "purpose" and (cue.pos == "VERB") == (token.pos in VERBAL)
        for cue in cues
        if ahead.issuperset(cue.words)
    )


__all__ = ["is_purpose", "is_served"]
