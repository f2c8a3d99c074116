"""The words of a language that date patterns know, and the class sign of every token.

A token may belong to several classes («mars» is a month and a planet). Each distinct set of
classes gets one sign, a private-use character, so that a text becomes a string of signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.dates.tokens import classify_number, number_of
from pipeline.errors import EscaladeError

_ORDINAL = re.compile(r"(\d+)[^\W\d_]+")
UNKNOWN = " "
CAPITALISED = "^"
_FIRST_SIGN = 0xE000
_MAX_REMEMBERED = 50_000
_LARGEST_CLASS_WORD = 40


@dataclass(frozen=True, slots=True)
class Word:
    """One row of a words file: `form` is any, capital (must begin with one) or lower."""

    word: str
    word_class: str
    value: str
    form: str = "any"


@dataclass(slots=True)
class Vocabulary:
    """Words and phrases by class; `sign` maps a token's text to its class sign."""

    signs: dict[frozenset[str], str] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = field(default_factory=dict)
    _words: dict[str, list[Word]] = field(default_factory=dict)
    _literals: set[str] = field(default_factory=set)
    _remembered: _Signs | None = None

    def add_words(self, words: Iterable[Word]) -> None:
        """Add rows; a word with spaces or signs inside becomes a phrase of several tokens."""
        for word in words:
            parts = tuple(word.word.split(" "))
            if len(parts) == 1:
                self._words.setdefault(word.word.lower(), []).append(word)
            else:
                lowered = tuple(part.lower() for part in parts)
                self.phrases.setdefault(lowered[0], []).append((lowered, word))
                self._words.setdefault(word.word.lower(), []).append(word)
        for listed in self.phrases.values():
            listed.sort(key=lambda phrase: -len(phrase[0]))

    def add_literals(self, literals: Iterable[str]) -> None:
        """Make each literal word of the patterns a class of its own, written as itself."""
        self._literals.update(literals)

    def sign_of(self, classes: frozenset[str]) -> str:
        """The sign of a set of classes; the empty set is the unknown word."""
        if not classes:
            return UNKNOWN
        sign = self.signs.get(classes)
        if sign is None:
            sign = chr(_FIRST_SIGN + len(self.signs))
            self.signs[classes] = sign
            self.classes[sign] = classes
        return sign

    def sign(self, text: str) -> str:
        """The class sign of one token's text."""
        return self.sign_all([text])

    def sign_all(self, texts: Iterable[str]) -> str:
        """The class signs of tokens in a row, one character each."""
        if self._remembered is None:
            self._remembered = _Signs(self)
        return "".join(map(self._remembered.__getitem__, texts))

    def signs_with(self, word_class: str) -> str:
        """All signs whose sets of classes hold this class."""
        return "".join(sign for sign, classes in self.classes.items() if word_class in classes)

    def knows(self, text: str) -> bool:
        """True when the token has a class of its own (not only number, sign or capital)."""
        lowered = text.lower().replace("’", "'")
        return lowered in self._words or lowered in self._literals or lowered in self.phrases

    def value(self, text: str, word_class: str) -> str:
        """The value that a words row gives this token in this class."""
        for word in self._words.get(text.lower().replace("’", "'"), ()):
            if word.word_class == word_class:
                return word.value
        raise EscaladeError(
            f"'{text}' has no value in class {word_class}",
            remedy="Add the word to the dates_words.tsv of its language.",
        )

    def find_sign(self, text: str) -> str:
        """Work out the sign of a token that was not met before."""
        first = text[0]
        if first == "\n":
            return self.sign_of(frozenset({"BREAK"}))
        lowered = text.lower().replace("’", "'")
        found: set[str] = set()
        if first.isdigit() or (first in "'’" and text[-1] in "sS" and len(text) > 2):
            found |= classify_number(text)
        elif not first.isalpha():
            found.add("PUNCT")
        for word in self._words.get(lowered, ()):
            if _has_form(text, word.form):
                found.add(word.word_class)
                if word.word_class == "NUMW":
                    found |= classify_number(word.value)
        joined = lowered.replace(" ", "")
        if joined in self._literals:
            found.add(joined)
        if lowered in self.phrases:
            found.add("PHRASE")
        if not found and first.isupper():
            return CAPITALISED
        return self.sign_of(frozenset(found))


class _Signs(dict[str, str]):
    """Token text to sign, worked out once; only so many and only short ones are kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, text: str) -> str:
        sign = self._vocabulary.find_sign(text)
        if len(self) < _MAX_REMEMBERED and len(text) <= _LARGEST_CLASS_WORD:
            self[text] = sign
        return sign


def _has_form(text: str, form: str) -> bool:
    if form == "any":
        return True
    if form == "capital":
        return text[0].isupper()
    if form == "lower":
        return text.islower()
    raise EscaladeError(
        f"dates_words.tsv: form '{form}' is unknown", remedy="Write any, capital or lower."
    )


def number_value(text: str) -> int | float | None:
    """The number in a NUM or ORD token: its digits, without an ordinal's ending."""
    ordinal = _ORDINAL.fullmatch(text)
    return number_of(ordinal[1] if ordinal else text)
