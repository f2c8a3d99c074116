"""Contexts of an act: PLOVER's topics, told by the words of its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from pipeline.events.view import SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir


@cache
def load_contexts(language: str) -> Mapping[str, frozenset[str]]:
    """Lemma to the contexts it tells, from contexts.tsv."""
    path = find_data_dir() / "lexicons" / language / "contexts.tsv"
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table(path, columns=("context", "lemma", "example")):
        found[row["lemma"]].add(row["context"])
    return {lemma: frozenset(contexts) for lemma, contexts in found.items()}


def find_contexts(view: SentenceView) -> tuple[str, ...]:
    """Contexts of a sentence in alphabetical order; () when no word tells one."""
    words = load_contexts(view.language)
    found: set[str] = set()
    for token in view.tokens:
        found |= words.get(token.lemma.lower(), frozenset())
    return tuple(sorted(found))
