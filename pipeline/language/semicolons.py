"""English clauses joined by a semicolon, which the parser hangs on each other, cut apart.

"Tokyo asked the council to meet; Moscow refused": the parser may take the first clause for what the
second says. A clause with a subject of its own depends on nothing across the semicolon.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.records import Token

_SUBJECTS = frozenset({"subj", "subj_pass"})
_VERBAL = frozenset({"VERB", "AUX"})
_QUOTES = frozenset({'"', "“", "”"})


def cut_semicolons(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one English sentence, each clause around a semicolon a tree of its own."""
    sides = _number_sides(tokens)
    if sides[-1:] in ([], [0]):
        return tokens
    has_subject = {
        t.head for t in tokens if t.role in _SUBJECTS and sides[t.index] == sides[t.head]
    }
    return tuple(
        replace(t, head=t.index, role="root")
        if t.pos in _VERBAL and t.index in has_subject and sides[t.index] != sides[t.head]
        else t
        for t in tokens
    )


def _number_sides(tokens: tuple[Token, ...]) -> list[int]:
    """Of each token, how many semicolons stand before it, those inside quotations not counted."""
    sides: list[int] = []
    side, is_quoted = 0, False
    for token in tokens:
        if token.text in _QUOTES:
            is_quoted = not is_quoted
        side += token.text == ";" and not is_quoted
        sides.append(side)
    return sides


__all__ = ["cut_semicolons"]
