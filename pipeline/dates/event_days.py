"""Find the day of an event that an expression counts from: «trois jours après l'assassinat»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.dates.columns import Column
from pipeline.dates.placed import Placed
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

_REACH = 110
_STEM = 6
_NEIGHBOURS = 40
_WORD = re.compile(r"[^\W\d_]{3,}")


@lru_cache(maxsize=8)
def load_event_words(language: str) -> dict[str, frozenset[str]]:
    """Word to all words that may name the same event, of dates_event_words.tsv, once a process."""
    path = find_data_dir() / "lexicons" / language / "dates_event_words.tsv"
    groups: dict[str, set[str]] = {}
    for row in read_table(path, columns=("word", "group", "example")):
        groups.setdefault(row["group"], set()).add(row["word"])
    return {word: frozenset(words) for words in groups.values() for word in words}


def find_event_day(
    text: str, placed: Sequence[Placed], columns: Sequence[Column], number: int,
    span: tuple[int, int], *, language: str,
) -> int | None:  # fmt: skip
    """The expression that dates the event named in `span`, elsewhere in the item; its index.

    The event's noun or a word of its group («assassinat», «tué») must stand before that date, in
    its sentence, not far away.
    """
    named = _named_words(text[span[0] : span[1]], language)
    if not named:
        return None
    best: tuple[int, int] | None = None
    for index in range(max(0, number - _NEIGHBOURS), min(len(placed), number + _NEIGHBOURS)):
        other = placed[index]
        if index == number or other.found.sense.base == "event" or not columns[index].any_told:
            continue
        begin = max(other.bounds[0], other.found.start_char - _REACH)
        distance = _distance(text, begin, other.found.start_char, named, span)
        if distance is None and other.is_modifier:
            distance = _distance_after(text, other, named, span)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, index)
    return best[1] if best else None


def _named_words(phrase: str, language: str) -> tuple[str, ...]:
    """Stems that name the event: its head noun and the words of its group."""
    known = load_event_words(language)
    words = [word.lower() for word in _WORD.findall(phrase)]
    for word in words:
        group = known.get(word) or known.get(word.rstrip("s"))
        if group is not None:
            return tuple(sorted(stem_of(one) for one in group))
    first = next((word for word in words if len(word) > 3), None)
    return (stem_of(first),) if first is not None and phrase[:1].islower() else ()


def stem_of(word: str) -> str:
    """The first letters of a word, enough to meet its plural and its verb."""
    return word[:_STEM]


def _distance_after(
    text: str, other: Placed, stems: Sequence[str], span: tuple[int, int]
) -> int | None:
    """Characters from a date to the noun that it modifies: "Friday's attack"."""
    start = other.found.end_char
    for found in _WORD.finditer(text, start, min(other.bounds[1], start + 2 * _STEM * _STEM)):
        if re.search(r"[;:.!?,]", text[start : found.start()]):
            return None
        is_named = found.group().lower().startswith(tuple(stems))
        if is_named and not span[0] <= found.start() < span[1]:
            return found.start() - start
    return None


def _distance(
    text: str, begin: int, end: int, stems: Sequence[str], span: tuple[int, int]
) -> int | None:
    """Characters from the nearest word with one of the stems to `end`, outside `span`."""
    for found in reversed(list(_WORD.finditer(text, begin, end))):
        if span[0] <= found.start() < span[1] or not found.group().lower().startswith(tuple(stems)):
            continue
        if re.search(r"[;:.!?]", text[found.end() : end]):
            return None
        return end - found.start()
    return None
