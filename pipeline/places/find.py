"""Find place names in a text: longest run of words that the gazetteer knows, before any choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.places.entries import (
    AFTER_ARTICLE,
    AFTER_COMMA,
    ENGLISH_ONLY,
    FRENCH_ONLY,
    LOWER_OK,
    SPELLED,
    UPPER_ONLY,
)
from pipeline.places.index import Gazetteer, Place
from pipeline.places.names import MAX_WORDS, Word, hash_key, join_key

_CONNECTORS = frozenset(
    """de du des la le les d l al el ul ad an ar as ash at az of the and et sur sous en lès aux da
    do dos das del di della van von der den am im bei na nad e y i pe upon on in""".split()
)
_GOES_ON = re.compile(
    r"[-‐‑](?:aux?|sous|sur|les?|la|en|de|du|des|lès|d['’]|l['’]|et|devant|près)\b[-‐‑'’]"
)
"""A hyphenated name longer than what the gazetteer has: «Valleroy-aux-Saules» is no Valleroy."""
_ELIDED = frozenset("l d qu j n s m t c".split())
"""Words before an apostrophe: «l'Irak» is no «Lirak», but «N'Djamena» is a name."""
_ARTICLES = frozenset("al el ad an ar as ash at az".split())
"""Arabic articles, which the press writes small: "al-Qaim"."""
FAMOUS = 50_000
_TOWNS = ("city", "county")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that may be a place: first and last word numbers, its readings.

    ``readings`` pairs place numbers with the flags of the spelling; ``marks`` tells whether the
    name is an ordinary word or a person's name (see entries.py).
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    marks: int
    readings: tuple[tuple[int, int], ...]

    @property
    def is_single(self) -> bool:
        return self.first == self.last


def find_names(
    text: str,
    words: Sequence[Word],
    gazetteer: Gazetteer,
    *,
    blocked: frozenset[int],
    language: str,
) -> list[Name]:
    """Names in text order, longest first at each place, none overlapping; ``blocked`` are words
    (numbers) that belong to a person or an organisation and start no name."""
    runs = list(iter_runs(words, gazetteer, blocked))
    keys = gazetteer.find_keys([hash_key(key) for _, _, key in runs])
    best: dict[int, list[tuple[int, int]]] = {}
    for (first, last, _), key in zip(runs, keys, strict=True):
        if key >= 0:
            best.setdefault(first, []).append((last, key))
    names: list[Name] = []
    foreign = ENGLISH_ONLY if language == "fr" else FRENCH_ONLY
    free = 0
    for first in sorted(best):
        if first < free:
            continue
        for last, key in sorted(best[first], reverse=True):
            marks, readings = gazetteer.read_key(key)
            readings = tuple(r for r in readings if not r[1] & foreign)
            if words[first].joins == "" and words[first].folded in _ELIDED and last > first:
                readings = tuple(r for r in readings if is_famous(gazetteer.read_place(r[0])))
            if last > first and all(n in blocked for n in range(first, last + 1)):
                readings = tuple(r for r in readings if is_famous(gazetteer.read_place(r[0])))
            if last > first and not (words[last].is_capital or words[last].folded.isdigit()):
                readings = tuple(
                    r for r in readings if gazetteer.read_place(r[0]).kind not in _TOWNS
                )
            name = make_name(text, words, first, last, (marks, readings), names)
            if name is not None:
                names.append(name)
                free = last + 1
                break
    return names


def iter_runs(
    words: Sequence[Word], gazetteer: Gazetteer, blocked: frozenset[int]
) -> Iterator[tuple[int, int, str]]:
    """First word, last word and key of each run that could be a name."""
    for first, word in enumerate(words):
        if not can_begin(words, first, gazetteer):
            continue
        if first not in blocked:
            yield first, first, word.folded
        for last in range(first + 1, min(first + MAX_WORDS, len(words))):
            if words[last - 1].joins is None:
                break
            key = join_key(words[first : last + 1])
            if words[last].is_capital or words[last].folded not in _CONNECTORS:
                yield first, last, key
            joined = words[last].joins == "" or words[last - 1].joins == ""
            if last == first + 1 and not joined and not gazetteer.begins_name(key):
                break


def can_begin(words: Sequence[Word], first: int, gazetteer: Gazetteer) -> bool:
    """True if a name may begin with this word: a capital, «mer Rouge», "al-Qaim", "38th"."""
    word = words[first]
    if word.is_capital or word.folded in gazetteer.lower_first or word.folded[:1].isdigit():
        return True
    return word.text in _ARTICLES and first + 1 < len(words) and words[first + 1].is_capital


def is_famous(place: Place) -> bool:
    """True if a name that could be a person's is better known as this place («San José»)."""
    return (
        place.people >= FAMOUS
        or place.kind in ("country", "region")
        or place.is_notable
        or place.kind in ("site", "sea", "area")
    )


def make_name(
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    known: tuple[int, tuple[tuple[int, int], ...]],
    before: Sequence[Name],
) -> Name | None:
    """The name for a run, with the readings its spelling allows; None if there are none."""
    start, end = words[first].start, words[last].end
    surface = text[start:end]
    marks, readings = known
    allowed = tuple(
        (place, flags)
        for place, flags in readings
        if is_allowed(surface, flags, follows_comma(text, start, before))
        and (not flags & AFTER_ARTICLE or text.endswith(("the ", "The "), 0, start))
    )
    if not allowed or (first == last and surface.isdigit()):
        return None
    if _GOES_ON.match(text, end):
        return None
    if surface.endswith(".") and text[end : end + 1] not in ("", " ", "\n", ",", ")", "'", "’"):
        return None
    if text.startswith(".", end) and any(f & AFTER_COMMA for _, f in allowed):
        end += not surface.isupper()
    return Name(first, last, start, end, text[start:end], marks, allowed)


def follows_comma(text: str, start: int, before: Sequence[Name]) -> bool:
    """True if a name stands right before ``start``, with a comma or a bracket between."""
    if not before:
        return False
    between = text[before[-1].end : start]
    return between in (", ", " (", ",")


def is_allowed(surface: str, flags: int, after_comma: bool) -> bool:
    """True if a spelling with these flags may be written so in the text."""
    letters = [c for c in surface if c.isalpha()]
    if not letters:
        return False
    capitals = all(c.isupper() for c in letters)
    if flags & SPELLED:
        short = bool(flags & AFTER_COMMA) and after_comma and surface[0].isupper()
        return short or (bool(flags & UPPER_ONLY) and capitals)
    if surface[0].islower() and re.split("[-\u2010\u2011 ]", surface)[0] not in _ARTICLES:
        return bool(flags & LOWER_OK)
    return not (capitals and len(letters) <= 3)
