"""Meanings of an event's columns for the reader: English from the codebook, French from here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PATH = Path(__file__).parent / "fields_fr.tsv"


def tell_meaning(name: str, meaning: str, language: str) -> str:
    """A column and its English meaning in, its meaning for the reader out; English where untold."""
    return read_meanings().get(name, meaning) if language == "fr" else meaning


@cache
def read_meanings() -> dict[str, str]:
    """Column to its French meaning."""
    lines = _PATH.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {name: meaning for name, _, meaning in rows if name != "name"}
