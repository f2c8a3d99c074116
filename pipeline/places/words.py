"""Words that stand beside place names, from data/lexicons/{fr,en}/place_words.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.places.names import fold
from pipeline.settings import find_data_dir

USES = ("division", "in_name_after", "in_name_before", "kind", "kind_after", "organisation",
        "resident", "title", "town")  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of one language by use, as written in the table."""

    by_use: dict[str, tuple[str, ...]]

    def join(self, *uses: str) -> str:
        """A pattern that matches any word of these uses, longest first; never matches if none."""
        words = sorted({w for use in uses for w in self.by_use[use]}, key=len, reverse=True)
        return "|".join(map(re.escape, words)) or r"(?!)"

    def fold(self, use: str) -> frozenset[str]:
        """The words of a use in folded form."""
        return frozenset(fold(word) for word in self.by_use[use])

    def lower(self, use: str) -> frozenset[str]:
        """The words of a use in lower case."""
        return frozenset(word.lower() for word in self.by_use[use])


@cache
def read_place_words(language: str) -> PlaceWords:
    """The words of "fr" or "en"; EscaladeError on an unknown use."""
    words: dict[str, list[str]] = {use: [] for use in USES}
    path = find_data_dir() / "lexicons" / language / "place_words.tsv"
    for row in read_table(path, columns=("word", "use", "example")):
        if row["use"] not in words:
            raise EscaladeError(
                f"{row.where}: use {row['use']!r}.", remedy=f"Use one of: {', '.join(USES)}."
            )
        words[row["use"]].append(row["word"])
    return PlaceWords({use: tuple(listed) for use, listed in words.items()})
