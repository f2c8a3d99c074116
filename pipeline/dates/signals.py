"""Words right before a date: since, until, by, or the `of` that ties it to a noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dates.find import Found
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

_REACH = 24
_WORDS = re.compile(r"(?:[ldj]|qu|jusqu)['’]|[^\W\d_]+|[^\w\s]")
_ATTRIBUTE = re.compile(r"(?i)(?:^|\W)(?:the|an?|his|her|its|their|this|that|our|’s|'s)\s*$")
_NOUN_AFTER = re.compile(
    r"[\s-]+(?!(?:and|or|to|in|at|on|for|by|when|that|was|were|is|had|as|with|after|before|but)\b)"
    r"[a-z]"
)
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Signal:
    """The part that a date plays: `name` is since, until, before, after, by, from, about or of."""

    name: str
    tense: str | None


@lru_cache(maxsize=8)
def load_signals(language: str) -> dict[tuple[str, ...], Signal]:
    """Read dates_signals.tsv of a language, once a process."""
    path = find_data_dir() / "lexicons" / language / "dates_signals.tsv"
    rows = read_table(path, columns=("words", "signal", "tense", "example"))
    return {
        tuple(_WORDS.findall(row["words"])): Signal(row["signal"], row.get("tense")) for row in rows
    }


def find_signal(text: str, found: Found, *, language: str) -> Signal | None:
    """The signal in front of an expression (also its own first words), or `None`."""
    signals = load_signals(language)
    inside = text[found.start_char : found.start_char + _REACH].lower().replace("’", "'")
    own = tuple(_WORDS.findall(inside)[:_LONGEST])
    before = text[max(0, found.start_char - _REACH) : found.start_char].lower().replace("’", "'")
    outer = tuple(_WORDS.findall(before)[-_LONGEST:])
    for length in range(_LONGEST, 0, -1):
        if (signal := signals.get(own[:length])) is not None:
            return signal
        if (signal := signals.get(outer[-length:])) is not None:
            return signal
    return None


def is_modifier(text: str, found: Found, signal: Signal | None, *, language: str) -> bool:
    """True when a date belongs to a noun: «l'accord de 2015», "Friday's attack"."""
    if signal is not None and signal.name == "of":
        return True
    if language != "en":
        return False
    after = text[found.end_char : found.end_char + 24]
    if after[:2] in ("'s", "’s") or text[found.end_char - 2 : found.end_char] in ("'s", "’s"):
        return True
    if found.sense.kind not in ("day", "month", "year", "weekday", "decade", "clock"):
        return False
    before = text[max(0, found.start_char - 8) : found.start_char]
    return bool(_ATTRIBUTE.search(before) and _NOUN_AFTER.match(after))
