"""Verbs that report speech, from the lexicons."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir


@cache
def load_speech_verbs(language: str) -> frozenset[str]:
    """Lemmas of verbs that report speech, from speech.tsv."""
    path = find_data_dir() / "lexicons" / language / "speech.tsv"
    return frozenset(row["lemma"] for row in read_table(path, columns=("lemma", "example")))
