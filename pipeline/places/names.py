"""Words of a text and the key a place name is looked up by.

A key is the name's words in lower case without accents, joined by one space; an apostrophe inside
a name joins without a space («N'Djamena» is ``ndjamena``), a hyphen counts as a space. «St» and
«Ste» are spelled out. The same function makes keys of gazetteer names and of text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

APOSTROPHES = "'’‘ʼʻ`´ʿʾ′"
_WORD = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])+\.?|[^\W_]+(?:(?<=\d)[.,]\d+)?")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d",
     "þ": "th", "ə": "e", "ħ": "h"}
)  # fmt: skip
_SPELLED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_JOINING = re.compile(
    rf"[ \u00a0\u202f]|[-‐‑]|[{APOSTROPHES}]|\. |[{APOSTROPHES}][-‐‑ ]|[-‐‑][{APOSTROPHES}]"
)
MAX_WORDS = 8


class Word(NamedTuple):
    """One word of a text: its span, its folded form, whether it begins with a capital.

    ``joins`` tells how the next word follows: "" (apostrophe), " " (space or hyphen), None (a
    place name cannot go on). A tuple, since a text has thousands.
    """

    start: int
    end: int
    text: str
    folded: str
    is_capital: bool
    joins: str | None


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents, dots or apostrophes."""
    low = text.lower()
    if not low.isascii():
        low = low.translate(_PLAIN)
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return "".join(c for c in low if c not in APOSTROPHES and c != "." and c != "-")


def split_words(text: str) -> list[Word]:
    """Words of a text in order, with how each joins the next."""
    found = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    words = []
    for number, (start, end, word) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else -1
        first = word[0]
        capital = first.isupper() or (first.isalpha() and first.lower() == first.upper())
        between = text[end:following] if following >= 0 else "\n"
        joins = " " if between == " " else tell_join(between, word)
        words.append(Word(start, end, word, fold(word), capital, joins))
    return words


def tell_join(between: str, word: str) -> str | None:
    """How the text between two words joins them within a name."""
    if not _JOINING.fullmatch(between) or (between == ". " and len(word) > 2):
        return None
    return "" if between[0] in APOSTROPHES or between[-1] in APOSTROPHES else " "


def join_key(words: Sequence[Word]) -> str:
    """The key of consecutive words."""
    parts = []
    for word in words[:-1]:
        parts.append(_SPELLED.get(word.folded, word.folded) if word.joins else word.folded)
        parts.append(word.joins or "")
    parts.append(words[-1].folded)
    return "".join(parts)


def make_key(name: str) -> str | None:
    """The key of a gazetteer name, or None when it is not one run of joined words."""
    if name.isalpha():
        return fold(name)
    words = split_words(name.replace(",", " ").replace("/", " ").replace("  ", " ").strip())
    if not words or len(words) > MAX_WORDS or any(w.joins is None for w in words[:-1]):
        return None
    return join_key(words)


def hash_key(key: str) -> int:
    """A 64-bit number for a key, the same in every process."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


PREFIX_BITS = 22
"""Size of the bitmap of two-word beginnings of longer names: 2 ** 22 bits, half a megabyte."""


def hash_prefix(prefix: str) -> int:
    """A bit number for the first two words of a name, joined as in its key."""
    return crc32(prefix.encode()) >> (32 - PREFIX_BITS)


def make_prefix(name: str) -> str | None:
    """The first two words of a name of three or more, joined; None for shorter names."""
    words = split_words(name)
    if len(words) < 3 or words[0].joins is None:
        return None
    return join_key(words[:2])
