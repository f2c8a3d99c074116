"""Items in, those that carry nearly the same text linked: wire copies, edits, truncations.

A copy that adds nothing (`is_copy`) is not coded again: `copy_mentions` gives it the mentions of
the text it copies, at its own offsets, so that it counts as a source. Texts are compared within a
sliding window of days of publication, in whatever order they come; the index holds a bounded
number of them.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rensa import RMinHash, RMinHashLSH

from pipeline.schema.edtf import find_edtf
from pipeline.schema.records import EventMention, Item, TextSpan

WINDOW_DAYS = 7
SHINGLE_WORDS = 3
MIN_WORDS = 12
"""Below this many words only an identical text is a copy."""
MAX_TEXTS = 200_000
"""The index forgets the texts it met first beyond this many: about 1 GB."""
MIN_SHARE = 0.8
"""Share of the shorter text's word sequences that the longer must hold."""
MIN_LENGTH_RATIO = 0.3
"""A text shorter than this part of the other is a quotation, not a copy."""
PERMUTATIONS = 128
BANDS = 32
SEED = 20200106
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Known:
    item_id: str
    day: int | None
    digest: str
    shingles: frozenset[int]


class SameTextIndex:
    """Texts met so far, by their word sequences; copies are looked for within some days."""

    def __init__(self, *, window_days: int = WINDOW_DAYS, max_texts: int = MAX_TEXTS) -> None:
        self.window_days = window_days
        self.max_texts = max_texts
        self._known: dict[int, _Known] = {}
        self._number = 0
        self._by_digest: dict[str, int] = {}
        self._lsh = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._hashes: dict[int, RMinHash] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, item: Item) -> str | None:
        """The item_id of the item whose text this one copies; None when it is the first.

        Only first texts stay in the index, so every copy points to a first text, never to another
        copy. An item without a date is compared with the whole window.
        """
        day = find_day(item.published)
        words = [word.lower() for word in WORD.findall(item.text)]
        if not words:
            return None
        entry = _Known(item.item_id, day, _digest(words), _list_shingles(words))
        original = self._find(entry, words)
        if original is None:
            self._keep(entry, len(words))
            self._forget()
        return original

    def _find(self, entry: _Known, words: Sequence[str]) -> str | None:
        number = self._by_digest.get(entry.digest)
        if number is not None and self._is_near(entry, self._known[number]):
            return self._known[number].item_id
        if len(words) < MIN_WORDS:
            return None
        best: tuple[float, str] | None = None
        for found in self._lsh.query(_hash(entry.shingles)):
            known = self._known[found]
            if known.item_id == entry.item_id or not self._is_near(entry, known):
                continue
            share = _find_share(entry.shingles, known.shingles)
            if share >= MIN_SHARE and (best is None or (share, known.item_id) > best):
                best = (share, known.item_id)
        return None if best is None else best[1]

    def _is_near(self, one: _Known, other: _Known) -> bool:
        if one.item_id == other.item_id:
            return False
        if one.day is None or other.day is None:
            return True
        return abs(one.day - other.day) <= self.window_days

    def _keep(self, entry: _Known, num_words: int) -> None:
        number = self._number
        self._number += 1
        self._known[number] = entry
        self._by_digest.setdefault(entry.digest, number)
        if num_words >= MIN_WORDS:
            self._hashes[number] = _hash(entry.shingles)
            self._lsh.insert(number, self._hashes[number])

    def _forget(self) -> None:
        """Drop the texts met first while there are more than the index may hold."""
        while len(self._known) > self.max_texts:
            number = next(iter(self._known))
            known = self._known.pop(number)
            if self._by_digest.get(known.digest) == number:
                del self._by_digest[known.digest]
            if number in self._hashes:
                self._lsh.remove(number)
                del self._hashes[number]


def find_day(published: str | None) -> int | None:
    """First day an item can have been published on, as an ordinal; None when unknown."""
    value = find_edtf(published)
    return None if value is None or value.start is None else value.start.toordinal()


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256("\x00".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def _list_shingles(words: Sequence[str]) -> frozenset[int]:
    return frozenset(_hash_shingles(words))


def _hash_shingles(words: Sequence[str]) -> list[int]:
    """Hash of each sequence of words, the same in every process."""
    return [
        zlib.crc32("\x00".join(words[n : n + SHINGLE_WORDS]).encode("utf-8", "surrogatepass"))
        for n in range(max(1, len(words) - SHINGLE_WORDS + 1))
    ]


def _hash(shingles: frozenset[int]) -> RMinHash:
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([shingle.to_bytes(4, "big") for shingle in shingles])
    return sketch


def _find_share(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set that the larger holds; 0 when their sizes differ too much."""
    small, large = sorted((len(one), len(other)))
    if not small or small / large < MIN_LENGTH_RATIO:
        return 0.0
    return len(one & other) / small


def is_copy(original: Item, copy: Item) -> bool:
    """True when the copy says nothing of its own, so that the original's coding holds for it.

    Both must be of one day, or the same words may mean other days; beyond a line of agency or
    correction, a copy that adds sentences must be coded like any item.
    """
    if find_day(original.published) != find_day(copy.published):
        return False
    known = _list_shingles([word.lower() for word in WORD.findall(original.text)])
    words = [word.lower() for word in WORD.findall(copy.text)]
    return sum(shingle not in known for shingle in _hash_shingles(words)) <= MIN_WORDS


def copy_mentions(
    mentions: Sequence[EventMention], *, original: Item, copy: Item
) -> tuple[EventMention, ...] | None:
    """Event mentions of a text in, those of its copy out, at the copy's own offsets.

    A mention whose sentence was edited away is left out. Each names the original in `rule_ids`.
    None when the copy says something of its own (see `is_copy`): it must be coded.
    """
    if not is_copy(original, copy):
        return None
    moved = (_move(mention, original, copy) for mention in mentions)
    return tuple(mention for mention in moved if mention is not None)


def _move(mention: EventMention, original: Item, copy: Item) -> EventMention | None:
    first, last = mention.sentence_start, mention.sentence_end
    shift = _find_shift(first, last, original, copy)
    if shift is None:
        return None
    spans: dict[str, int] = {}
    for name in SPANS:
        value = getattr(mention, name)
        if value is None:
            continue
        inside = first <= value <= last
        moved = value + shift if inside else _move_offset(value, original.text, copy.text)
        if moved is None:
            return None
        spans[name] = moved
    identity = f"{copy.item_id}\x00{mention.event_mention_id}".encode("utf-8", "surrogatepass")
    changes: dict[str, Any] = {
        **spans,
        "event_mention_id": hashlib.sha256(identity).hexdigest()[:16],
        "item_id": copy.item_id,
        "other_sentences": tuple(_move_others(mention.other_sentences, original, copy)),
        "rule_ids": (*mention.rule_ids, f"same_text:{original.item_id}"),
        "event_id": None,
    }
    return replace(mention, **changes)


SPANS = (
    *("sentence_start", "sentence_end", "trigger_start", "trigger_end"),
    *("actor_start", "actor_end", "recipient_start", "recipient_end", "place_start", "place_end"),
)
CONTEXT = 20


def _find_shift(start: int, end: int, original: Item, copy: Item) -> int | None:
    """How far a sentence of the original stands from where the copy has it; None if it has not."""
    found = copy.text.find(original.text[start:end])
    return None if found < 0 else found - start


def _move_offset(offset: int, original: str, copy: str) -> int | None:
    """The same place in the copy, found by the characters around it; None when it is not there."""
    before = original[max(0, offset - CONTEXT) : offset]
    after = original[offset : offset + CONTEXT]
    found = copy.find(before + after)
    return None if found < 0 else found + len(before)


def _move_others(spans: Sequence[TextSpan], original: Item, copy: Item) -> Iterator[TextSpan]:
    for span in spans:
        shift = _find_shift(span.sentence_start, span.sentence_end, original, copy)
        if shift is not None:
            yield TextSpan(
                span.sentence_start + shift,
                span.sentence_end + shift,
                span.trigger_start + shift,
                span.trigger_end + shift,
            )
