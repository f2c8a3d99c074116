"""Text in, names, stems and numbers out that meet across French and English, and their overlap.

Names are kept by their consonants, so that «Kirkouk» and "Kirkuk" are one; words by their first
letters without accents, so that «résolution» and "resolution" are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events.traits import NONE, Flags, Floats, Ints

WORD = re.compile(
    r"[^\W\d_]+(?:-[^\W\d_]+)*"
    r"|\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)"
    r"|\d+(?:[.,]\d+)?"
)
END = "\0"
"""Parts one text from the next while many are read at once."""
WORD_OR_END = re.compile(f"{END}|{WORD.pattern}")
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
    parts = [_read_word(part) for part in WORD.findall(text)]
    names, stems, numbers = (
        frozenset(said for part in parts if (said := part[kind]) is not None) for kind in range(3)
    )
    return names, stems, numbers


@lru_cache(maxsize=500_000)
def _read_word(word: str) -> tuple[str | None, str | None, str | None]:
    """A word or number of a text in; its name, stem and number out, None what it is not."""
    if word[0].isdigit():
        return None, None, re.sub(r"\D", "", word)
    if word[0].isupper() and len(word) >= SHORT_NAME:
        return find_skeleton(word) or None, find_stem(word), None
    return None, find_stem(word) if len(word) >= STEM else None, None


@lru_cache(maxsize=200_000)
def find_stem(word: str) -> str:
    """First letters of a word, in lower case without accents."""
    return fold(word)[:STEM]


def fold(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.lower()
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


KINDS = ("names", "stems", "numbers", "trigger")
MOST_WORDS = 1 << 30
"""More words than any texts have."""
SIEVE = 1 << 22
"""Places of a table that tells at once of most words that a text lacks them."""
HASH = -7_046_029_254_386_353_131
"""2 to the 64th over the golden ratio, as a signed number: it spreads keys that lie near."""
RARE = 1_000.0
"""Texts imagined beside those at hand, so that few texts do not make their common words common."""


class Wordings:
    """What is compared of sentences: names, stems, numbers, and stems of the trigger.

    A word that few sentences have says more than one that many have: overlaps weigh each by the
    logarithm of its rarity among the sentences given.
    """

    def __init__(self, sentences: Sequence[str], triggers: Sequence[str]) -> None:
        self._keys: dict[str, Ints] = {}
        self._sieves: dict[str, Flags] = {}
        self._starts: dict[str, Ints] = {}
        self._weights: dict[str, Floats] = {}
        self._norms: dict[str, Floats] = {}
        rows, words, kinds = _number_words(sentences)
        for kind, known in zip(KINDS, kinds, strict=False):
            self._fill(kind, len(sentences), rows, known[words])
        rows, words, kinds = _number_words(triggers)
        self._fill("trigger", len(triggers), rows, kinds[KINDS.index("stems")][words])

    def _fill(self, kind: str, num_rows: int, rows: Ints, words: Ints) -> None:
        """Keep the words of a kind, given with the sentence that each is in; NONE is none."""
        kept = words != NONE
        keys = np.sort(rows[kept] * MOST_WORDS + words[kept])
        keys = keys[np.diff(keys, prepend=-1) != 0]
        rows, words = keys // MOST_WORDS, keys % MOST_WORDS
        self._keys[kind] = keys
        sieve = np.zeros(SIEVE, dtype=bool)
        sieve[_hash(keys)] = True
        self._sieves[kind] = sieve
        self._starts[kind] = np.searchsorted(rows, np.arange(num_rows + 1))
        weights: Floats = np.log((num_rows + RARE) / np.maximum(np.bincount(words), 1.0))
        self._weights[kind] = weights
        norms: Floats = np.bincount(rows, weights[words], minlength=num_rows).astype(np.float64)
        self._norms[kind] = norms

    def count(self, kind: str, one: Ints, other: Ints) -> Ints:
        """How many words of a kind the sentences of each pair share."""
        pair, _ = self._meet(kind, one, other)
        return np.bincount(pair, minlength=len(one))

    def compare(self, kind: str, one: Ints, other: Ints) -> Floats:
        """Cosine of the words of a kind of each pair, 0 to 1; 0 when a sentence has none."""
        pair, word = self._meet(kind, one, other)
        shared = np.bincount(pair, self._weights[kind][word], minlength=len(one))
        norms = np.sqrt(self._norms[kind][one] * self._norms[kind][other])
        return np.divide(shared, norms, out=np.zeros(len(one)), where=norms > 0)

    def _meet(self, kind: str, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        """Each word that the sentences of a pair share: the pair's place here, and the word."""
        keys, starts = self._keys[kind], self._starts[kind]
        counts = starts[one + 1] - starts[one]
        pair = np.repeat(np.arange(len(one)), counts)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
        words = keys[np.repeat(starts[one], counts) + within] % MOST_WORDS
        wanted = other[pair] * MOST_WORDS + words
        maybe = self._sieves[kind][_hash(wanted)]
        pair, words, wanted = pair[maybe], words[maybe], wanted[maybe]
        at = np.searchsorted(keys, wanted)
        found = at < len(keys)
        found[found] = keys[at[found]] == wanted[found]
        return pair[found], words[found]


def _hash(keys: Ints) -> Ints:
    """A place in a sieve for each key."""
    spread: Ints = ((keys * HASH) >> 20) & (SIEVE - 1)
    return spread


Kinds: TypeAlias = tuple[Ints, Ints, Ints]
"""By the number of a word the number of its name, its stem and the number it is, or NONE."""


def _number_words(texts: Sequence[str]) -> tuple[Ints, Ints, Kinds]:
    """Texts in; the text and the number of each of their words out, and the kinds of the words.

    Words end at spaces, so that each stretch between spaces is read once, however many texts have
    it. Only a number may hold spaces («12 000»): where one could, they are written as no-break
    ones, which numbers hold as well.
    """
    given = pa.array([_drop_halves(text) for text in texts], pa.string())
    is_open = pc.match_substring_regex(given, r"\p{Nd} \p{Nd}")
    kept = pc.replace_substring(given, " ", "\u00a0")
    cut = pc.split_pattern(pc.if_else(is_open, kept, given), " ")
    rows = np.asarray(pc.list_parent_indices(cut), dtype=np.int64)
    stretches = pc.list_flatten(cut).dictionary_encode()
    at, words, kinds = _number_stretches(stretches.dictionary.to_pylist())
    of = np.asarray(stretches.indices, dtype=np.int64)
    starts = np.searchsorted(at, np.arange(len(stretches.dictionary) + 1))
    counts = starts[of + 1] - starts[of]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(rows, counts), words[np.repeat(starts[of], counts) + within], kinds


def _drop_halves(text: str) -> str:
    """The text with halves of characters, which no word holds, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _number_stretches(texts: Sequence[str]) -> tuple[Ints, Ints, Kinds]:
    """As `_number_words`, every text read from end to end."""
    joined = END.join([*(text.replace(END, " ") for text in texts), ""])
    found = pa.array(WORD_OR_END.findall(joined), pa.string())
    is_end = np.asarray(pc.equal(found, END), dtype=bool)
    rows = (np.cumsum(is_end) - is_end)[~is_end]
    encoded = found.filter(pa.array(~is_end)).dictionary_encode()
    words = np.asarray(encoded.indices, dtype=np.int64)
    known: tuple[dict[str, int], ...] = ({}, {}, {})
    lists: tuple[list[int], ...] = ([], [], [])
    for word in encoded.dictionary.to_pylist():
        for parts, listed, seen in zip(_read_word(word), lists, known, strict=True):
            listed.append(NONE if parts is None else seen.setdefault(parts, len(seen)))
    names, stems, figures = (np.array(listed, dtype=np.int64) for listed in lists)
    return rows, words, (names, stems, figures)
