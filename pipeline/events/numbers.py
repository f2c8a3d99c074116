"""How many were killed, hurt, held or sent: numbers of a sentence with their bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.events.view import SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention
from pipeline.settings import find_data_dir

_REACH = 6
_DIGITS = re.compile(r"^\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+$|^\d+$")
_QUALIFIERS = frozenset({"at_least", "more_than", "at_most", "less_than", "about_word"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people with its bounds (either may be open) and the token it stands at."""

    kind: str
    low: int | None
    high: int | None
    token: int


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number lexicon of a language: values by word, and the kind of each other word."""

    values: Mapping[str, int]
    about: Mapping[str, int]
    kinds: Mapping[str, str]
    qualifiers: Mapping[tuple[str, ...], str]


@cache
def load_number_words(language: str) -> NumberWords:
    """The lexicon numbers.tsv of a language."""
    path = find_data_dir() / "lexicons" / language / "numbers.tsv"
    values: dict[str, int] = {}
    about: dict[str, int] = {}
    kinds: dict[str, str] = {}
    qualifiers: dict[tuple[str, ...], str] = {}
    for row in read_table(path, columns=("kind", "word", "value", "example")):
        if row["kind"] == "number":
            values[row["word"]] = int(row["value"])
        elif row["kind"] == "about":
            about[row["word"]] = int(row["value"])
        elif row["kind"] in _QUALIFIERS:
            qualifiers[tuple(row["word"].split())] = row["kind"]
        else:
            kinds[row["word"]] = row["kind"]
    return NumberWords(values, about, kinds, qualifiers)


def _value_at(view: SentenceView, index: int, words: NumberWords) -> tuple[int, bool] | None:
    """(value, is approximate) of a number token, following multipliers included."""
    token = view.tokens[index]
    text = token.text.lower()
    if _DIGITS.match(text):
        value = int(re.sub(r"\D", "", text))
        year = token.pos != "NUM" or (1900 <= value <= 2100 and token.role in {"obl", "nmod"})
        return None if year else (value, False)
    if text in words.about or token.lemma.lower() in words.about:
        value = words.about.get(text, words.about.get(token.lemma.lower(), 0))
        return value, True
    if text in words.values and (token.pos == "NUM" or words.values[text] > 1):
        value = words.values[text]
        after = view.tokens[index + 1].text.lower() if index + 1 < len(view.tokens) else ""
        return (value * words.values[after] if after in {"cent", "mille"} else value), False
    return None


def _qualifier(view: SentenceView, index: int, words: NumberWords) -> str | None:
    before = tuple(t.text.lower() for t in view.tokens[max(0, index - 3) : index])
    for phrase, kind in words.qualifiers.items():
        if before[-len(phrase) :] == phrase or before[-len(phrase) - 1 : -1] == phrase:
            return kind
    return None


def _bounds(value: int, qualifier: str | None, *, is_about: bool) -> tuple[int | None, int | None]:
    if qualifier == "at_least":
        return value, None
    if qualifier == "more_than":
        return value + 1, None
    if qualifier == "at_most":
        return None, value
    if qualifier == "less_than":
        return None, value - 1
    if is_about or qualifier == "about_word":
        return int(value * 0.8), int(value * 1.2)
    return value, value


def _kind_near(view: SentenceView, index: int, words: NumberWords) -> str | None:
    """What a number counts: the nearest counted word, after it first, not across a full clause."""
    for step in range(1, _REACH + 1):
        for at in (index + step, index - step):
            if 0 <= at < len(view.tokens) and not (at < index and step > 5):
                token = view.tokens[at]
                kind = words.kinds.get(token.lemma.lower()) or words.kinds.get(token.text.lower())
                if kind in {"killed", "injured", "detained"}:
                    return kind
    for at in range(index + 1, min(len(view.tokens), index + 4)):
        kind = words.kinds.get(view.tokens[at].lemma.lower())
        if kind == "troops":
            return kind
    return None


def find_counts(view: SentenceView) -> tuple[Count, ...]:
    """Numbers of people in a sentence, in order. «aucun mort» counts zero."""
    words = load_number_words(view.language)
    counts = []
    for token in view.tokens:
        if words.kinds.get(token.text.lower()) == "none":
            kind = _kind_near(view, token.index, words)
            if kind in {"killed", "injured"}:
                counts.append(Count(kind, 0, 0, token.index))
            continue
        found = _value_at(view, token.index, words)
        if found is None:
            continue
        kind = _kind_near(view, token.index, words)
        if kind is None:
            continue
        low, high = _bounds(found[0], _qualifier(view, token.index, words), is_about=found[1])
        counts.append(Count(kind, low, high, token.index))
    return tuple(counts)


def count_for(
    view: SentenceView, action: ActionMention, counts: tuple[Count, ...], kind: str
) -> Count | None:
    """The count of a kind that belongs to a trigger: the nearest one not nearer to another."""
    own = [c for c in counts if c.kind == kind]
    if not own:
        return None
    best = min(own, key=lambda c: abs(c.token - action.head))
    rivals = [a for a in view.actions if a.event_type == action.event_type]
    nearest = min(rivals, key=lambda a: abs(a.head - best.token))
    return best if nearest.head == action.head else None
