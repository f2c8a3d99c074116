"""Quotations of a sentence: which words are somebody's own, and who says them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.schema.records import Token

_OPEN = {"«": "»", "“": "”"}
_PLAIN = '"'
_FUTURE = frozenset({"will", "shall", "must"})
_SUBJECTS = frozenset({"subj", "subj_pass"})
LENT_WORDS = 7
FIRST_PERSON = frozenset("je j' nous me nos notre mes i we us our my me".split())


def find_quotes(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Token ranges (half-open, marks included) of the quotations in a sentence.

    A mark without its pair opens to the end of the sentence, or closes from its beginning.
    """
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for token in tokens:
        mark = token.text
        if mark in _OPEN or (mark == _PLAIN and start is None):
            start = token.index
        elif mark in {*_OPEN.values(), _PLAIN}:
            spans.append((0 if start is None else start, token.index + 1))
            start = None
    if start is not None:
        spans.append((start, len(tokens)))
    return tuple(span for span in spans if _has_voice(tokens, span))


def _has_voice(tokens: Sequence[Token], span: tuple[int, int]) -> bool:
    """Whether a quotation is a speech of its own, not a verb lent to the reporter's sentence.

    'Paris "strongly condemns" the raid': the subject of the quoted verb stands outside. What
    somebody will do is said of him by another ('The rebels "will pay", he said').
    """
    first, end = span
    inside = tokens[first:end]
    is_future = any("Tense=Fut" in t.morph or t.lemma.lower() in _FUTURE for t in inside)
    if len(inside) > LENT_WORDS or is_future:
        return True
    return not any(
        t.role in _SUBJECTS
        and not first <= t.index < end
        and first <= t.head < end
        and "VerbForm=Fin" in tokens[t.head].morph
        for t in tokens
    )


def quote_of(spans: Sequence[tuple[int, int]], index: int) -> tuple[int, int] | None:
    """The quotation that holds a token, or None."""
    return next(((a, b) for a, b in spans if a <= index < b), None)
