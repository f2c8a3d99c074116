"""Subjects that an insertion parts from their verb: «Kinshasa, qui accuse Kigali, a décidé …».

The parser often hangs such a verb on the inserted clause and loses its subject; commas show it.
"""

from __future__ import annotations

from pipeline.events.quotes import quote_of
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActorMention

_CLITICS = frozenset({"se", "s'", "ne", "n'", "y", "en", "l'", "le", "la", "les", "lui", "leur"})
_OPENS = frozenset({",", ";", ":", "»", "”", "–", "—", "-", "•", ")"})
_LINKS = frozenset({"CCONJ", "SCONJ", "ADV"})
_SUBJECTS = frozenset({"subj", "subj_pass"})


def parted_subject(view: SentenceView, index: int) -> int | None:
    """Token of the name before an insertion that ends just before a finite verb, or None.

    None as well where the parser gives the verb a subject of its own outside the insertion.
    """
    closing = _before_verb(view, index)
    if closing is None:
        return None
    for mention in reversed(view.actors):
        head = _clause_opener(view, mention, closing)
        if head is None:
            continue
        own = [c for c in view.children[index] if view.tokens[c].role in _SUBJECTS]
        own = [c for c in own if not _is_adjunct(view, c)]
        inside = [c for c in own if view.tokens[c].start_char > mention.end_char and c < closing]
        return head if len(inside) == len(own) else None
    return None


def is_governed(view: SentenceView, mention: ActorMention) -> bool:
    """Whether a preposition stands before a name; «A Sanaa, …» lacks its accent."""
    first = view.token_at(mention.start_char)
    if not first:
        return False
    return view.tokens[first - 1].pos == "ADP" or (first == 1 and view.tokens[0].text == "A")


def _is_adjunct(view: SentenceView, index: int) -> bool:
    """Whether a name read as a subject stands after a preposition («Reçu à Addis-Abeba, …»)."""
    char = view.tokens[index].start_char
    return any(m.start_char <= char < m.end_char and is_governed(view, m) for m in view.actors)


def _before_verb(view: SentenceView, index: int) -> int | None:
    """Token of the comma that stands before a finite verb and its auxiliaries."""
    tokens = view.tokens
    at = index - 1
    while at >= 0 and (tokens[at].pos in {"AUX", "ADV"} or tokens[at].text.lower() in _CLITICS):
        at -= 1
    group = tokens[at + 1 : index + 1]
    if at < 2 or tokens[at].text != "," or not any("VerbForm=Fin" in t.morph for t in group):
        return None
    return at


def _clause_opener(view: SentenceView, mention: ActorMention, closing: int) -> int | None:
    """Head of a name that begins a clause and is set off by a comma before the closing one."""
    tokens = view.tokens
    head, first = view.token_at(mention.head_start), view.token_at(mention.start_char)
    last = view.token_at(mention.end_char - 1)
    if head is None or first is None or last is None or mention.kind in {"demonym", "pronoun"}:
        return None
    if last + 1 >= closing or tokens[last + 1].text != "," or tokens[head].case is not None:
        return None
    if quote_of(view.quotes, head) != quote_of(view.quotes, closing):
        return None
    before = first - 1
    if before >= 0 and tokens[before].pos == "DET":
        before -= 1
    opens = before < 0 or tokens[before].text in _OPENS or tokens[before].pos in _LINKS
    return head if opens else None
