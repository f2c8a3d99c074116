"""Factuality cues of a language: words that announce, suppose or deny what they govern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

FACTUALITIES = ("actual", "announced", "hypothetical", "denied")
SCOPES = ("complement", "clause", "purpose")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its first lemma's class, the words that must follow, and what it does to its scope."""

    rule_id: str
    words: tuple[str, ...]
    pos: str
    factuality: str
    scope: str
    also_event: str | None


@cache
def load_cues(language: str) -> Mapping[str, tuple[Cue, ...]]:
    """Cues by first lemma, those with more words first. EscaladeError names a wrong line."""
    path = find_data_dir() / "lexicons" / language / "cues.tsv"
    found: dict[str, list[Cue]] = defaultdict(list)
    columns = ("cue", "pos", "factuality", "scope", "also_event", "example")
    for row in read_table(path, columns=columns):
        if row["factuality"] not in FACTUALITIES or row["scope"] not in SCOPES:
            raise EscaladeError(
                f"{path} line {row.line}: factuality {row['factuality']!r} with scope "
                f"{row['scope']!r} is unknown.",
                remedy=f"Use one of {', '.join(FACTUALITIES)} and of {', '.join(SCOPES)}.",
            )
        first, *rest = row["cue"].split()
        for lemma in first.split("|"):
            found[lemma.lower().removeprefix("se_")].append(
                Cue(
                    rule_id=f"{language}.cue:{row['cue'].replace(' ', '+')}",
                    words=tuple(word.lower() for word in rest),
                    pos=row["pos"],
                    factuality=row["factuality"],
                    scope=row["scope"],
                    also_event=row.get("also_event"),
                )
            )
    return {
        lemma: tuple(sorted(cues, key=lambda c: -len(c.words))) for lemma, cues in found.items()
    }
