"""What a romanised name sounds like: one key for «Soulaimaniyé», "Sulaymaniyah", "Slemani".

Names from Arabic, Persian, Urdu, Cyrillic or Burmese script reach the press in many spellings, of
which a gazetteer has a few. The key drops what romanisations do not agree on: articles, doubled
letters, long and short vowels, "h" beside a consonant, "c", "k" and "q".
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline.places.names import fold

_ARTICLE = re.compile(
    r"^(?:al|el|ul|an|en|as|es|ash|esh|ach|ech|at|et|ad|ed|ar|er|az|ez) (?=\w{3})"
)
_SAME = (
    ("tch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dj", "j"), ("dh", "d"),
    ("th", "t"), ("zh", "j"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "u"),
    ("y", "i"), ("q", "k"), ("c", "k"), ("v", "u"),
)  # fmt: skip
_MUTE = re.compile(r"(?<![aeiou])h|h(?![aeiou])")
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLE = re.compile(r"(.)\1+")
_SHORTEST = 4
"""Letters of a sound that too many names share."""
ALIKE = 0.66
"""How much of two spellings of one name must be the same letters, as difflib counts."""


def make_sound(name: str) -> str | None:
    """The key of a name; None where too little is left to tell it from others.

    A short name keeps its vowels.
    """
    plain = _plain(name)
    sound = _VOWELS.sub("a", _DOUBLE.sub(r"\1", plain))
    if len(sound) > _SHORTEST:
        return sound
    return plain if len(plain) >= _SHORTEST else None


def measure_likeness(name: str, other: str) -> float:
    """The share of letters that two spellings with one sound have in common, 0 to 1.

    A longer name counts by its beginning too: «Musa Khel» for "Musa Khel Bazar".
    """
    first, second = _plain(name), _plain(other)
    parts = {second, second[: len(first) + 1]}
    return max(SequenceMatcher(None, first, part, autojunk=False).ratio() for part in parts)


def _plain(name: str) -> str:
    words = _ARTICLE.sub("", fold(name.replace("-", " ")))
    for written, kept in _SAME:
        words = words.replace(written, kept)
    return _MUTE.sub("", words.replace(" ", ""))
