"""Fronted phrases of French («Depuis l'attaque, Téhéran et Bagdad sont…») cut off at their comma.

The parser may take the noun of the phrase for the subject of the verb, and hang the subject on it.
A noun behind a preposition is no subject; the bare noun after the comma is.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.records import Token

_SUBJECTS = frozenset({"subj", "subj_pass"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_HUNG = frozenset({"nmod", "conj", "appos", "flat", "other"})


def _subject_after(tokens: tuple[Token, ...], fronted: Token) -> Token | None:
    """The bare noun after the comma that hangs on a fronted noun, before the verb; or None."""
    commas = [t.index for t in tokens[fronted.index : fronted.head] if t.text == ","]
    if not commas:
        return None
    for token in tokens[commas[0] + 1 : fronted.head]:
        if token.pos in _NOMINAL and token.head == fronted.index:
            return token if token.case is None and token.role in _HUNG else None
    return None


def mend_fronted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one French sentence, the noun after a fronted phrase the subject of its verb."""
    mended = list(tokens)
    for fronted in tokens:
        if fronted.role not in _SUBJECTS or fronted.case is None or fronted.head <= fronted.index:
            continue
        subject = _subject_after(tokens, fronted)
        if subject is None:
            continue
        mended[fronted.index] = replace(fronted, role="obl")
        mended[subject.index] = replace(subject, role=fronted.role, head=fronted.head)
        for other in tokens[subject.index + 1 : fronted.head]:
            if other.head == fronted.index:
                mended[other.index] = replace(other, head=subject.index)
    return tuple(mended)


__all__ = ["mend_fronted"]
