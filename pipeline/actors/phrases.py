"""What both grammars share: a text with its atoms, and the noun phrase read around one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.actors.find import (
    Atom,
    drop_parts_of_names,
    find_known,
    find_unknown,
    is_person_like,
    list_family,
)
from pipeline.actors.lexicon import PhraseWords, read_phrase_words
from pipeline.actors.words import Words

DEEPEST = 4
"""How many phrases may stand inside one another: «le chef de la garde du ministre de …»."""
NAME_KINDS = frozenset({"state", "capital", "region", "organisation", "person"})
PLACE_KINDS = frozenset({"state", "capital", "region", "city"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase around an atom. Indexes count words; ``last`` is exclusive.

    ``owners`` are names or phrases it belongs to; ``patrons`` back it without owning it; ``place``
    is where it is said to be; ``name`` is the proper name that belongs to the role, inside the
    phrase or beside it; ``joint`` are further owners of the same rank, each with an actor of its
    own («les ministres russe et turc»). ``is_loose`` nouns have no determiner where one is due
    («un poste de police»). ``definite`` is definite, indefinite, demonstrative, possessive or bare.
    """

    first: int
    last: int
    head: int
    atom: Atom
    owners: tuple[Atom | Phrase, ...] = ()
    patrons: tuple[Atom, ...] = ()
    place: Atom | None = None
    name: Atom | None = None
    is_name_inside: bool = False
    modifiers: tuple[Atom, ...] = ()
    definite: str = "bare"
    possessor: str | None = None
    is_plural: bool = False
    is_former: bool = False
    is_foreign: bool = False
    is_loose: bool = False
    joint: tuple[Atom, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a text and its atoms by the word they begin and end at."""

    words: Words
    language: str
    lexicon: PhraseWords
    atoms: tuple[Atom, ...]
    begins: Mapping[int, Atom] = field(default_factory=dict)
    ends: Mapping[int, Atom] = field(default_factory=dict)

    def take_quantity(self, first: int) -> int:
        """Start of «des milliers de», "hundreds of" before a phrase, else its own start."""
        words, lexicon = self.words, self.lexicon
        if first < 2 or not words.is_joined(first) or words.norms[first - 1] not in lexicon["of"]:
            return first
        if words.norms[first - 2] not in lexicon["quantity"] or not words.is_joined(first - 1):
            return first
        start = first - 2
        while start > 0 and words.is_joined(start):
            before = words.norms[start - 1]
            is_number = before in lexicon["numeral"] or before.isdigit()
            if not (is_number or before in lexicon.determiners or before in lexicon.contracted):
                break
            start -= 1
        return start

    def role_after(self, index: int) -> Atom | None:
        atom = self.begins.get(index)
        return atom if atom is not None and atom.kind == "role" else None

    def is_person(self, atom: Atom) -> bool:
        """Whether an atom beside a role may name its holder: a known person, or a long name."""
        if atom.kind == "person":
            return True
        words = self.words
        is_titled = words.is_joined(atom.first) and (
            words.norms[atom.first - 1] in self.lexicon["title"]
        )
        is_long = atom.last - atom.first >= 2 or is_titled or is_person_like(words, atom)
        return atom.kind == "name" and is_long

    def find_apposition(self, index: int) -> Atom | None:
        """A personal name set off by commas or brackets at a word: «…, Mark Esper, …»."""
        words = self.words
        if index >= len(words) or not words.gaps[index].strip(" \n'’").startswith((",", "(")):
            return None
        atom = self.begins.get(index)
        if atom is not None and atom.kind == "role" and words.is_joined(atom.last):
            atom = self.begins.get(atom.last)
        if atom is None or not self.is_person(atom):
            return None
        if atom.last >= len(words) or words.is_first(atom.last):
            return atom
        closes = words.gaps[atom.last].lstrip().startswith((",", ")", "–", "—", "-", ":", ";"))
        return atom if closes else None

    def find_subject_name(self, first: int) -> Atom | None:
        """A personal name before a role in apposition: «Mark Esper, le chef du Pentagone»."""
        words = self.words
        if first <= 0 or not words.gaps[first].startswith(","):
            return None
        atom = self.ends.get(first)
        return atom if atom is not None and self.is_person(atom) else None


def draw_line(
    words: Words,
    language: str,
    *,
    codes: frozenset[str] = frozenset(),
    year: int | None = None,
    family: frozenset[str] = frozenset(),
) -> Line:
    """Words with every known atom and every unknown proper name in them.

    ``codes`` and ``family`` are the countries and last names of the title.
    """
    lexicon = read_phrase_words(language)
    known = find_known(words, language, codes=codes, year=year)
    family = family | list_family(known)
    unknown = find_unknown(words, known, lexicon, family)
    kept = drop_parts_of_names(words, known, unknown)
    if len(kept) < len(known):
        known, unknown = kept, find_unknown(words, kept, lexicon, family)
    atoms = tuple(sorted([*known, *unknown], key=lambda atom: atom.first))
    return Line(
        words,
        language,
        lexicon,
        atoms,
        {atom.first: atom for atom in atoms},
        {atom.last: atom for atom in atoms},
    )
