"""The small words around a noun that names an actor, by what they do in its phrase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.actors.words import split_words
from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

CLASSES = frozenset(
    {
        "definite",
        "indefinite",
        "demonstrative",
        "possessive",
        "contracted_definite",
        "contracted_indefinite",
        "before",
        "former",
        "adjective",
        "foreign",
        "of",
        "at",
        "domain_link",
        "stop",
        "backed",
        "agent",
        "led",
        "moving",
        "fired",
        "title",
        "link",
        "not_name",
        "numeral",
        "quantity",
        "both",
    }
)
_DETERMINERS = ("definite", "indefinite", "demonstrative", "possessive")


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Folded words of data/lexicons/{language}/phrase_words.tsv by class."""

    determiners: dict[str, str]
    contracted: dict[str, str]
    classes: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.classes[name]


@cache
def read_phrase_words(language: str) -> PhraseWords:
    """The words of one language. Raises EscaladeError on a class that is not known."""
    path = find_data_dir() / "lexicons" / language / "phrase_words.tsv"
    classes: dict[str, set[str]] = {name: set() for name in CLASSES}
    for row in read_table(path, columns=("word", "class", "example")):
        if row["class"] not in classes:
            raise EscaladeError(
                f"{row.where}: class {row['class']!r} is not known.",
                remedy=f"Expected one of {', '.join(sorted(CLASSES))}.",
            )
        classes[row["class"]].add(split_words(row["word"]).norms[0])
    return PhraseWords(
        determiners={word: name for name in _DETERMINERS for word in classes[name]},
        contracted={
            word: name.removeprefix("contracted_")
            for name in ("contracted_definite", "contracted_indefinite")
            for word in classes[name]
        },
        classes={name: frozenset(words) for name, words in classes.items()},
    )
