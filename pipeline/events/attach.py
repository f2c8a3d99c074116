"""How far a date or place stands from a trigger: steps in the tree, words, clauses and rivals."""

from __future__ import annotations

from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention

_ISLANDS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "appos"})
_BREAKS = frozenset({";", ":"})
_FAR = 8
_GENITIVE = frozenset({"de", "of"})
RELATIVE = 9.0
ISLAND = 5.0
NOMINAL = 5.0


def clause_of(view: SentenceView, index: int) -> int:
    """The verb that heads the clause of a token, or the last token on the way up without one."""
    at = index
    if view.tokens[at].pos == "VERB":
        return at
    for ancestor, _ in view.ancestors(index):
        at = ancestor
        if view.tokens[at].pos == "VERB":
            return at
    return at


def _holds(view: SentenceView, clause: int, index: int) -> bool:
    return clause == index or any(ancestor == clause for ancestor, _ in view.ancestors(index))


def _host_noun(view: SentenceView, index: int) -> int | None:
    """The noun that a word inside a noun phrase modifies («l'attaque de vendredi»), or None."""
    token = view.tokens[index]
    governor = view.tokens[token.head]
    if governor.index == index or governor.pos not in {"NOUN", "PROPN"}:
        return None
    return governor.index if token.role in {"nmod", "poss", "compound", "amod", "appos"} else None


def _island_cost(view: SentenceView, action: ActionMention, clause: int) -> float:
    """What it costs to take a date or place out of the clause it stands in."""
    role = view.tokens[clause].role
    if role not in _ISLANDS or _holds(view, clause, action.head):
        return 0.0
    if action.pos == "NOUN" and _holds(view, action.head, clause):
        return 0.0
    if role == "relcl":
        return RELATIVE
    is_rival = any(clause == a.head for a in view.actions)
    return ISLAND if is_rival or role not in {"acl", "advcl"} else 1.0


def find_cost(view: SentenceView, action: ActionMention, start_char: int) -> float:
    """Cost of hanging the mention at a character on a trigger; 99 when it is not in the sentence.

    A mention inside a relative or subordinate clause that does not hold the trigger, or inside the
    phrase of another event noun, costs extra: it dates or places that other thing.
    """
    at = view.token_at(start_char)
    if at is None:
        return 99.0
    index = action.head
    own = {index, *action.words}
    low, high = min(at, index), max(at, index)
    between = view.tokens[low + 1 : high]
    verbs = sum(1 for t in between if t.pos == "VERB" and t.index not in own)
    breaks = sum(1 for t in between if t.text in _BREAKS)
    rivals = sum(1 for a in view.actions if a.head != index and low < a.head < high)
    cost = min(view.distance(index, at), _FAR) + 0.12 * len(between)
    cost += 1.2 * verbs + 3.0 * breaks + 1.2 * rivals
    cost += _island_cost(view, action, clause_of(view, at))
    host = _host_noun(view, at)
    if host is not None and host not in own:
        heads = {a.head for a in view.actions}
        if host in heads and not _holds(view, index, host):
            cost += NOMINAL
        elif host in heads:
            cost += NOMINAL / 2
        elif view.tokens[at].role == "poss" or view.tokens[at].case in _GENITIVE:
            cost += NOMINAL
    if view.tokens[at].head in own:
        cost -= 1.0
    return cost
