"""Date patterns: their notation, their expansion, and an automaton that matches all at once.

Notation of a pattern (words separated by spaces):
    le, d', -        a literal token        WEEKDAY, NUM    a class of token
    x?               optional               (a b|c)         alternatives, also optional: (a|b)?
    n=NUM            a capture              < ... >         the part that is reported as a mention
    ~                any one token but unknown words and what is counted («2000 personnes»)

The automaton is built lazily: a state is a set of places in patterns, so that matching costs one
dictionary look-up a token, and time is linear in the text for any input.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.dates.vocabulary import CAPITALISED, UNKNOWN, Vocabulary
from pipeline.errors import EscaladeError

_PIECE = re.compile(r"\(|\)\??|\||<|>|[^\s()|<>]+")
_MAX_EXPANSIONS = 4000
LONGEST_MATCH = 24
_COUNTED = frozenset({"HUMAN", "UNIT"})


@dataclass(frozen=True, slots=True)
class Element:
    """One token of an expanded pattern: the class it needs and the name it is captured under."""

    word_class: str
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule: its id, its notation, how its captures are read."""

    rule_id: str
    notation: str
    reading: str
    level: int
    score: float = 0.9


@dataclass(frozen=True, slots=True)
class Expansion:
    """One expansion of a rule: a fixed row of elements and the spans that it reports."""

    pattern: Pattern
    order: int
    elements: tuple[Element, ...]
    spans: tuple[tuple[int, int], ...]
    rank: tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A sequence that matched at token `start`."""

    start: int
    sequence: Expansion

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Reported spans as half-open token indices."""
        return [(self.start + a, self.start + b) for a, b in self.sequence.spans]

    @property
    def captures(self) -> list[tuple[str, str, int]]:
        """(name, class, token index) of every capture."""
        return [
            (element.capture, element.word_class, self.start + place)
            for place, element in enumerate(self.sequence.elements)
            if element.capture is not None
        ]


@dataclass(slots=True)
class _State:
    """Places (sequence, next element) reached so far, and the best sequence that ends here."""

    places: tuple[tuple[int, int], ...]
    ends: Expansion | None
    edges: dict[str, _State | None] = field(default_factory=dict)
    waiting: dict[str, list[tuple[int, int]]] | None = None


class Automaton:
    """All sequences of one level of one language, matched together."""

    def __init__(self, patterns: Sequence[Pattern], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._sequences = [
            Expansion(pattern, order, elements, spans, _rank(elements, spans, order))
            for order, pattern in enumerate(patterns)
            for elements, spans in expand_pattern(pattern)
        ]
        self._states: dict[tuple[tuple[int, int], ...], _State] = {}
        self._pairs = _Pairs(self)
        self._start = self._state(tuple((n, 0) for n in range(len(self._sequences))))

    def iter_matches(self, signs: str) -> Iterator[Match]:
        """Longest matches from left to right; spans never overlap."""
        pairs = map(str.__add__, signs, itertools.chain(signs[1:], ("",)))
        begins = [n for n, can_begin in enumerate(map(self._pairs.__getitem__, pairs)) if can_begin]
        position = 0
        for begin in begins:
            if begin < position:
                continue
            best = self._longest(signs, begin)
            if best is None:
                continue
            begin, best = self._reach_further(signs, begin, best)
            yield Match(begin, best)
            position = begin + best.spans[-1][1]

    def can_begin(self, pair: str) -> bool:
        """True when a rule can begin with these two signs, or be the first of them alone."""
        edges = self._start.edges
        if pair[0] not in edges:
            edges[pair[0]] = self._step(self._start, pair[0])
        first = edges[pair[0]]
        if first is None or first.ends is not None:
            return first is not None
        return len(pair) > 1 and self._step(first, pair[1]) is not None

    def _reach_further(self, signs: str, position: int, best: Expansion) -> tuple[int, Expansion]:
        """Let a match that starts inside this one win if it ends further on.

        One that starts in the leading context always does; one that starts in the reported part
        must report at least as many tokens («in the past» gives way to "the past week").
        """
        start, end = position + best.spans[0][0], position + best.spans[-1][1]
        for later in range(position + 1, end):
            other = self._longest(signs, later)
            if other is None or later + other.spans[-1][1] <= end:
                continue
            if later <= start or other.spans[-1][1] - other.spans[0][0] >= end - start:
                return later, other
        return position, best

    def _longest(self, signs: str, position: int) -> Expansion | None:
        """The expansion that ranks first of all that match from a place."""
        state: _State | None = self._start
        best: Expansion | None = None
        for sign in signs[position : position + LONGEST_MATCH]:
            assert state is not None
            edges = state.edges
            if sign not in edges:
                edges[sign] = self._step(state, sign)
            state = edges[sign]
            if state is None:
                break
            ends = state.ends
            if ends is not None and (best is None or ends.rank >= best.rank):
                best = ends
        return best

    def _state(self, places: tuple[tuple[int, int], ...]) -> _State:
        known = self._states.get(places)
        if known is None:
            done = [
                self._sequences[n] for n, at in places if at == len(self._sequences[n].elements)
            ]
            ends = max(done, key=lambda expansion: expansion.rank, default=None)
            known = self._states[places] = _State(places, ends)
        return known

    def _step(self, state: _State, sign: str) -> _State | None:
        """The state after one more token: only places that wait for one of its classes go on."""
        if state.waiting is None:
            state.waiting = {}
            for number, at in state.places:
                elements = self._sequences[number].elements
                if at < len(elements):
                    state.waiting.setdefault(elements[at].word_class, []).append((number, at + 1))
        classes = self._vocabulary.classes.get(sign, frozenset())
        is_plain = sign in (UNKNOWN, CAPITALISED)
        negative: tuple[str, ...] = ("~",) if not classes & _COUNTED else ()
        if is_plain:
            negative = ("OTHER", "CAP") if sign == CAPITALISED else ("OTHER",)
        reached: list[tuple[int, int]] = []
        for word_class in (*classes, *negative):
            reached += state.waiting.get(word_class, ())
        return self._state(tuple(sorted(reached))) if reached else None


class _Pairs(dict[str, bool]):
    """Two signs in a row to whether a rule can begin there, worked out once."""

    def __init__(self, automaton: Automaton) -> None:
        super().__init__()
        self._automaton = automaton

    def __missing__(self, pair: str) -> bool:
        can_begin = self[pair] = self._automaton.can_begin(pair)
        return can_begin


def _rank(
    elements: tuple[Element, ...], spans: tuple[tuple[int, int], ...], order: int
) -> tuple[int, int, int, int, int]:
    """What wins among matches from one place: end, length, literal words, reported part, order."""
    literals = sum(not is_class_name(element.word_class) for element in elements)
    return spans[-1][1], len(elements), literals, spans[-1][1] - spans[0][0], -order


def expand_pattern(
    pattern: Pattern,
) -> list[tuple[tuple[Element, ...], tuple[tuple[int, int], ...]]]:
    """Every fixed row of elements that a pattern stands for, with its reported spans."""
    pieces = _PIECE.findall(pattern.notation)
    rows, rest = _parse_alternatives(pieces, 0, pattern)
    if rest != len(pieces):
        raise EscaladeError(f"{pattern.rule_id}: unbalanced ')' in '{pattern.notation}'")
    if len(rows) > _MAX_EXPANSIONS:
        raise EscaladeError(
            f"{pattern.rule_id}: {len(rows)} expansions", remedy="Split it into several patterns."
        )
    return [_finish(row, pattern) for row in dict.fromkeys(rows) if row]


def _parse_alternatives(
    pieces: list[str], at: int, pattern: Pattern
) -> tuple[list[tuple[str, ...]], int]:
    rows: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(pieces) and not pieces[at].startswith(")"):
        piece = pieces[at]
        at += 1
        if piece == "|":
            rows, current = rows + current, [()]
            continue
        if piece == "(":
            options, at = _parse_alternatives(pieces, at, pattern)
            if at >= len(pieces):
                raise EscaladeError(f"{pattern.rule_id}: '(' is never closed")
            if pieces[at] == ")?":
                options = [*options, ()]
            at += 1
        elif piece.endswith("?") and len(piece) > 1:
            options = [(piece[:-1],), ()]
        else:
            options = [(piece,)]
        current = [a + b for a, b in itertools.product(current, options)]
    return rows + current, at


def _finish(
    row: tuple[str, ...], pattern: Pattern
) -> tuple[tuple[Element, ...], tuple[tuple[int, int], ...]]:
    elements: list[Element] = []
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for piece in row:
        if piece == "<":
            opened = len(elements)
        elif piece == ">":
            if opened is None or opened == len(elements):
                raise EscaladeError(f"{pattern.rule_id}: '>' without a part before it")
            spans.append((opened, len(elements)))
            opened = None
        else:
            name, equals, word_class = piece.partition("=")
            if equals and name:
                elements.append(Element(word_class, name))
            else:
                elements.append(Element(piece))
    if opened is not None:
        raise EscaladeError(f"{pattern.rule_id}: '<' is never closed in '{pattern.notation}'")
    return tuple(elements), tuple(spans) or ((0, len(elements)),)


def literals_of(pattern: Pattern) -> set[str]:
    """The literal tokens that a pattern names: all but classes, marks and the any-token."""
    found = set()
    for elements, _ in expand_pattern(pattern):
        found |= {e.word_class for e in elements if not is_class_name(e.word_class)}
    return found


def is_class_name(name: str) -> bool:
    """Classes are upper-case ASCII (with digits) or begin with `$`; `~` is any known token."""
    return name == "~" or name.startswith("$") or bool(re.fullmatch(r"[A-Z][A-Z0-9_]*", name))
