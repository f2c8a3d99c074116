"""Text in, sets of names, stems and numbers out that meet across French and English.

Names are kept by their consonants, so that «Kirkouk» and "Kirkuk" are one; words by their first
letters without accents, so that «résolution» and "resolution" are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*"
    r"|\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)"
    r"|\d+(?:[.,]\d+)?"
)
STEM = 5
SHORT_NAME = 3
SPELLINGS = (
    ("ph", "f"),
    ("sch", "x"),
    ("ch", "x"),
    ("sh", "x"),
    ("kh", "x"),
    ("dj", "j"),
    ("tch", "x"),
)
SAME_SOUND = str.maketrans({"c": "k", "q": "k", "z": "s", "w": "v", "g": "j"})


def split_words(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """A sentence in; names (as consonants), stems of longer words, and numbers out."""
    names: set[str] = set()
    stems: set[str] = set()
    numbers: set[str] = set()
    for part in WORD.findall(text):
        if part[0].isdigit():
            numbers.add(re.sub(r"\D", "", part))
        elif part[0].isupper() and len(part) >= SHORT_NAME:
            if bones := find_skeleton(part):
                names.add(bones)
            stems.add(find_stem(part))
        elif len(part) >= STEM:
            stems.add(find_stem(part))
    return frozenset(names), frozenset(stems), frozenset(numbers)


@lru_cache(maxsize=200_000)
def find_stem(word: str) -> str:
    """First letters of a word, in lower case without accents."""
    return fold(word)[:STEM]


def fold(word: str) -> str:
    """A word in lower case without accents."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=200_000)
def find_skeleton(word: str) -> str:
    """Consonants of a name, spelled one way for both languages; "" when too little is left."""
    plain = fold(word)
    for old, new in SPELLINGS:
        plain = plain.replace(old, new)
    plain = plain.translate(SAME_SOUND)
    bones = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh\-]", "", plain))
    if len(bones) >= 2:
        return bones
    return plain if len(plain) >= SHORT_NAME else ""
