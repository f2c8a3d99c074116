"""A head to the places in its sentence where the later words of its construction may stand."""

from __future__ import annotations

from pipeline.actions.words import WordTable
from pipeline.schema.records import Token

PREPOSITION_WINDOW = 3
_PASSIVE_REACH = 7
_LOSERS = frozenset({"été", "se", "s'"})
_SMALL = frozenset({"DET", "ADP", "CCONJ", "PUNCT"})
_STOPS = frozenset({";", ":", ".", "\n"})
# What follows tells of another act, not of this one's object («une riposte après l'attaque»).
ANOTHER_TIME = frozenset({"après", "depuis", "avant", "malgré"})


def list_near(head: Token, words: WordTable, *, reach: int) -> list[int]:
    """Indices where a later word of a pattern may stand: ``reach`` words after, then dependents.

    Articles, prepositions and commas do not count as words.
    """
    children = words.children
    near = _list_following(head, words, reach=reach)
    for child in children[head.index]:
        if child not in near:
            near.append(child)
        if words.tokens[child].role != "conj":
            near += [at for at in children[child] if at not in near]
    if head.role in {"acl", "relcl"} and head.head not in near:
        near.append(head.head)
    near += [at for at in _list_lost_subject(head, words) if at not in near]
    if (head.pos == "NOUN" or head.role in {"aux", "cop"}) and head.head != head.index:
        near.append(head.head)
    return near


def _list_following(head: Token, words: WordTable, *, reach: int) -> list[int]:
    """Tokens after the head up to the next verb (included), stop or ``reach`` words."""
    found: list[int] = []
    seen = 0
    for token in words.tokens[head.index + 1 :]:
        if token.text in _STOPS or token.text.lower() in ANOTHER_TIME:
            break
        seen += token.pos not in _SMALL
        if seen > reach:
            break
        found.append(token.index)
        if token.pos == "VERB":
            break
    return found


def _list_lost_subject(head: Token, words: WordTable) -> list[int]:
    """Words before a passive or reflexive whose subject the parser lost.

    «200 drones ont été lancés», «plus de 400 soldats se sont rendus».
    """
    tokens = words.tokens
    own = [tokens[c] for c in words.children[head.index]]
    if head.pos != "VERB" or not any(t.text.lower() in _LOSERS for t in own):
        return []
    if any(t.role in {"subj", "subj_pass"} for t in own):
        return []
    found = []
    for at in range(head.index - 1, max(-1, head.index - 1 - _PASSIVE_REACH), -1):
        if tokens[at].pos in {"VERB", "PUNCT"}:
            break
        found.append(at)
    return found


def list_after(index: int, words: WordTable) -> list[int]:
    """The few tokens after one, up to the next verb or relative pronoun."""
    found = []
    for token in words.tokens[index + 1 : index + 1 + PREPOSITION_WINDOW]:
        if token.pos in {"VERB", "AUX", "PUNCT"} or "PronType=Rel" in token.morph:
            break
        found.append(token.index)
    return found
