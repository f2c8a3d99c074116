"""Tell whether words around an expression speak of the past or of the future."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

_WORD = re.compile(r"(?:qu|lorsqu)['’]|['’]ll\b|[^\W\d_]+|[,;:.!?()\n–—]")
_SIGNS = frozenset(",;:.!?()\n–—")
_REACH = 240
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


def find_tense(
    text: str, start: int, end: int, *, bounds: tuple[int, int], language: str
) -> str | None:
    """Tense (past, future or `None`) of the clause around `text[start:end]` in its sentence.

    The nearest verb before it in its own clause decides, then the nearest after it in that
    clause, then the rest of the sentence before it, then after it.
    """
    cues = load_cues(language)
    before = _WORD.findall(text, max(bounds[0], start - _REACH), start)
    after = _WORD.findall(text, end, min(bounds[1], end + _REACH))
    kinds_before = [cues.kind(word) for word in before]
    kinds_after = [cues.kind(word) for word in after]
    cut = len(kinds_before) - next(
        (n for n, kind in enumerate(reversed(kinds_before)) if kind == "boundary"),
        len(kinds_before),
    )
    stop = next((n for n, kind in enumerate(kinds_after) if kind == "boundary"), len(kinds_after))
    return (
        _last_tense(kinds_before[cut:])
        or _first_tense(kinds_after[:stop])
        or _last_tense(kinds_before[:cut])
        or _first_tense(kinds_after[stop:])
    )


def _tenses(kinds: list[str]) -> list[str]:
    """The tenses of a row of words in order; a participle near a future or infinitive is future."""
    found: list[str] = []
    future_at = infinitive_at = -99
    for place, kind in enumerate(kinds):
        if kind == "boundary":
            future_at = infinitive_at = -99
        elif kind == "future":
            future_at = place
            found.append("future")
        elif kind == "infinitive":
            infinitive_at = place
        elif kind == "past":
            found.append("past")
            future_at = -99
        elif kind == "participle" and place - max(future_at, infinitive_at) > _NEAR:
            found.append("past")
    return found


def _last_tense(kinds: list[str]) -> str | None:
    tenses = _tenses(kinds)
    return tenses[-1] if tenses else None


def _first_tense(kinds: list[str]) -> str | None:
    tenses = _tenses(kinds)
    return tenses[0] if tenses else None
