"""Tell whether words around an expression speak of the past or of the future."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

_WORD = re.compile(r"(?:qu|lorsqu)['’]|['’]ll\b|[^\W\d_]+|[,;:.!?()\n–—]")
_SIGNS = frozenset(",;:.!?()\n–—")
_KINDS = frozenset({"past", "future", "participle", "infinitive", "boundary", "none"})
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Cues:
    """Words and suffixes with the tense that they tell."""

    words: dict[str, str]
    suffixes: tuple[tuple[str, str], ...]
    remembered: dict[str, str]

    def kind(self, word: str) -> str:
        """past, future, participle, infinitive, boundary or none."""
        known = self.remembered.get(word)
        if known is None:
            known = self._find(word)
            if len(self.remembered) < 50_000:
                self.remembered[word] = known
        return known

    def _find(self, word: str) -> str:
        if word in _SIGNS:
            return "boundary"
        listed = self.words.get(word.lower().replace("’", "'"))
        if listed is not None:
            return listed
        if not word.islower():
            return "none"
        for suffix, kind in self.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                return kind
        return "none"


@lru_cache(maxsize=8)
def load_cues(language: str) -> Cues:
    """Read dates_cues.tsv of a language, once a process."""
    path = find_data_dir() / "lexicons" / language / "dates_cues.tsv"
    words: dict[str, str] = {}
    suffixes: list[tuple[str, str]] = []
    for row in read_table(path, columns=("cue", "kind", "example")):
        if row["kind"] not in _KINDS:
            raise EscaladeError(
                f"{row.where}: kind '{row['kind']}' is unknown",
                remedy=f"Write one of {', '.join(sorted(_KINDS))}.",
            )
        if row["cue"].startswith("-"):
            suffixes.append((row["cue"][1:], row["kind"]))
        else:
            words[row["cue"]] = row["kind"]
    suffixes.sort(key=lambda pair: -len(pair[0]))
    return Cues(words, tuple(suffixes), {})


@dataclass(frozen=True, slots=True)
class SentenceTenses:
    """The tenses of a sentence: where each verb that tells one stands, and where clauses begin."""

    starts: tuple[int, ...]
    tenses: tuple[str, ...]
    boundaries: tuple[int, ...]

    def around(self, start: int, end: int) -> str | None:
        """Tense (past, future or `None`) of the clause around the characters `start` to `end`.

        The nearest verb before in the same clause decides, then the nearest after in that clause,
        then the rest of the sentence before, then after.
        """
        starts, boundaries = self.starts, self.boundaries
        before = bisect_left(starts, start) - 1
        after = bisect_left(starts, end)
        place = bisect_left(boundaries, start)
        clause = boundaries[place - 1] if place else -1
        if before >= 0 and starts[before] > clause:
            return self.tenses[before]
        place = bisect_left(boundaries, end)
        stop = boundaries[place] if place < len(boundaries) else None
        if after < len(starts) and (stop is None or starts[after] < stop):
            return self.tenses[after]
        if before >= 0:
            return self.tenses[before]
        return self.tenses[after] if after < len(starts) else None


def read_tenses(text: str, start: int, end: int, *, language: str) -> SentenceTenses:
    """Read a sentence once: a participle near a future verb or an infinitive is no past."""
    cues = load_cues(language)
    remembered = cues.remembered
    starts: list[int] = []
    tenses: list[str] = []
    boundaries: list[int] = []
    future_at = infinitive_at = -99
    for place, found in enumerate(_WORD.finditer(text, start, end)):
        word = found.group()
        kind = remembered.get(word) or cues.kind(word)
        if kind == "none":
            continue
        if kind == "boundary":
            boundaries.append(found.start())
            future_at = infinitive_at = -99
            continue
        if kind == "infinitive":
            infinitive_at = place
            continue
        if kind == "participle" and place - max(future_at, infinitive_at) <= _NEAR:
            continue
        future_at = place if kind == "future" else -99 if kind == "past" else future_at
        starts.append(found.start())
        tenses.append("future" if kind == "future" else "past")
    return SentenceTenses(tuple(starts), tuple(tenses), tuple(boundaries))
