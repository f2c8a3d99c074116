"""Item text to words: plain parallel lists, since every word of every item passes here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.schema.records import Token

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)+|[^\W_]+")
_JOINS = frozenset({" ", "-", "'", "’", "\u00a0", "\u2011", "\n", "  "})
_ABBREVIATIONS = frozenset(
    "M MM Mme Mr Mrs Ms Dr Gen Brig Col Lt Adm Maj Capt Sgt Sen Rep Gov Cmdr Gal".split()
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, dots or ligatures: the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text. ``gaps[i]`` is what stands between word i - 1 and word i.

    ``sentences[i]`` is the index of the word's sentence; ``tokens`` maps a start offset to the
    parser's token there, where the sentence was parsed.
    """

    text: str
    texts: list[str]
    starts: list[int]
    ends: list[int]
    norms: list[str]
    gaps: list[str]
    sentences: list[int]
    tokens: Mapping[int, Token] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    def is_capital(self, index: int) -> bool:
        return self.texts[index][0].isupper()

    def is_joined(self, index: int) -> bool:
        """Whether only a space, hyphen or apostrophe stands before word ``index``."""
        return (
            0 < index < len(self.texts)
            and self.gaps[index] in _JOINS
            and self.sentences[index] == self.sentences[index - 1]
        )

    def is_first(self, index: int) -> bool:
        """Whether the word opens its sentence."""
        return index == 0 or self.sentences[index] != self.sentences[index - 1]

    def token(self, index: int) -> Token | None:
        return self.tokens.get(self.starts[index])

    def pos(self, index: int) -> str | None:
        token = self.tokens.get(self.starts[index])
        return None if token is None else token.pos


def _is_short(text: str) -> bool:
    """Whether a word before a full stop is an abbreviated title or an initial."""
    return text in _ABBREVIATIONS or (len(text) == 1 and text.isupper())


def split_words(
    text: str,
    *,
    sentence_starts: Sequence[int] = (0,),
    tokens: Mapping[int, Token] | None = None,
) -> Words:
    """Words of a text in order. Sentences are given by their first characters."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        texts.append(match[0])
        starts.append(start)
        ends.append(stop)
        gap = text[end:start]
        is_short = gap == ". " and len(texts) > 1 and _is_short(texts[-2])
        gaps.append(" " if is_short else gap)
        end = stop
    norms = [fold(word) for word in texts]
    sentences = _number_sentences(starts, sentence_starts)
    return Words(text, texts, starts, ends, norms, gaps, sentences, tokens or {})


def _number_sentences(starts: list[int], sentence_starts: Sequence[int]) -> list[int]:
    """For each word, in order, the index of the last sentence that begins at or before it."""
    numbers = []
    current, count = 0, len(sentence_starts)
    for start in starts:
        while current + 1 < count and sentence_starts[current + 1] <= start:
            current += 1
        numbers.append(current)
    return numbers
