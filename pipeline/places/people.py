"""Tell people and organisations from places: «Mark Washington», "Washington Post"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.places.index import Gazetteer
from pipeline.places.names import Word, split_words
from pipeline.places.words import read_place_words

_BEFORE_ORGANISATION = frozenset({"real", "fc", "ac", "as", "inter", "hotel", "paribas", "bnp"})
_PARTICLES = frozenset(
    """al el ben bin ibn abu abou von van de della di da dos le la del mc mac st saint sainte ould
    ag ter""".split()
)
_GENERIC_NEXT = frozenset(
    """county city town village river lake mountain mountains valley island islands airport police
    university college school hospital street avenue road park bridge beach bay port state province
    district region national international central north south east west northern southern eastern
    western time street high heights hills springs falls creek township parish borough""".split()
)


class TextWords(NamedTuple):
    """The words of a text, the numbers of those in people's names, and the family names seen."""

    words: list[Word]
    people: frozenset[int]
    families: frozenset[str]


def read_words(text: str, gazetteer: Gazetteer) -> TextWords:
    """The words of a text with who they name, read once for all that is looked for in it."""
    words = split_words(text)
    return TextWords(words, *find_people(words, gazetteer))


@cache
def list_words(use: str) -> frozenset[str]:
    """Folded words of a use in both languages: names and titles cross them."""
    return read_place_words("fr").fold(use) | read_place_words("en").fold(use)


def find_people(
    words: Sequence[Word], gazetteer: Gazetteer
) -> tuple[frozenset[int], frozenset[str]]:
    """Numbers of the words inside people's names, and the folded family names seen in them."""
    inside: set[int] = set()
    families: set[str] = set()
    for number, word in enumerate(words[:-1]):
        following = words[number + 1]
        if not word.is_capital or not following.is_capital or word.joins != " ":
            continue
        if word.folded in gazetteer.given and is_family_name(word, following, gazetteer):
            last = extend_name(words, number + 1)
            inside.update(range(number, last + 1))
            families.add(words[last].folded)
        elif word.folded in list_words("title") and following.folded not in _GENERIC_NEXT:
            last = extend_name(words, number + 1)
            if following.folded in gazetteer.family or following.folded in gazetteer.given:
                inside.update(range(number + 1, last + 1))
                families.add(words[last].folded)
    return frozenset(inside), frozenset(families)


def is_family_name(given: Word, following: Word, gazetteer: Gazetteer) -> bool:
    """True if the capitalised word after a given name looks like the rest of a person's name."""
    if following.folded in _GENERIC_NEXT or following.folded in list_words("organisation"):
        return False
    if len(following.text) > 3 and following.text.isupper() != given.text.isupper():
        return False
    return len(given.folded) > 2 or given.text.endswith(".")


def extend_name(words: Sequence[Word], last: int) -> int:
    """The last word of a name that goes on with further family names or an initial in between."""
    while (
        last + 1 < len(words)
        and words[last].joins == " "
        and words[last + 1].is_capital
        and (len(words[last].folded) == 1 or words[last].folded in _PARTICLES)
    ):
        last += 1
    return last


def is_organisation(words: Sequence[Word], first: int, last: int) -> bool:
    """True if the words first..last are the head of a newspaper's or a team's name."""
    following = words[last + 1] if last + 1 < len(words) and words[last].joins == " " else None
    previous = words[first - 1] if first and words[first - 1].joins == " " else None
    return (
        following is not None
        and following.is_capital
        and following.folded in list_words("organisation")
    ) or (previous is not None and previous.is_capital and previous.folded in _BEFORE_ORGANISATION)
