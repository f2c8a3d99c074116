"""One item on the table: its words, phrases and memory, ready to be read in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.actors import english, french
from pipeline.actors.find import Atom, list_family, name_text
from pipeline.actors.memory import Memory
from pipeline.actors.names import resolve_name
from pipeline.actors.phrases import NAME_KINDS, Line, Phrase, draw_line
from pipeline.actors.references import Collective, find_collectives
from pipeline.actors.words import split_words
from pipeline.language.clitics import CLITICS
from pipeline.schema.records import Document, Token

READERS = {"fr": french.read_role, "en": english.read_role}


@dataclass(frozen=True, slots=True)
class Scene:
    """An item's line and memory, its phrases by word, and the atoms that phrases have taken up.

    ``named`` maps the first word of a name to the role phrase it belongs to; ``governors`` the
    start of each parsed word to that of its governor; ``collectives`` holds «les deux camps» and
    the like, ``collected`` the words they take up.
    """

    line: Line
    memory: Memory
    phrases: dict[int, Phrase]
    named: dict[int, Phrase]
    inside: frozenset[int]
    owners: frozenset[int]
    governors: dict[int, int]
    collectives: dict[int, Collective]
    collected: frozenset[int]


def find_item_day(published: str | None) -> date | None:
    """The day for which offices are looked up: that of publication, mid-month for a bare month."""
    if not published:
        return None
    parts = published[:10].split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 7
        return date(year, month, int(parts[2]) if len(parts) > 2 else 15)
    except ValueError:
        return None


def set_scene(document: Document) -> Scene:
    item, language = document.item, document.language
    tokens: dict[int, Token] = {}
    governors: dict[int, int] = {}
    lemmas: dict[int, str] = {}
    for sentence in document.sentences:
        for token in sentence.tokens:
            start = token.start_char + (token.text in CLITICS)  # the words leave the hyphen out
            tokens[start] = token
            head = sentence.tokens[token.head]
            governors[start], lemmas[start] = head.start_char, head.lemma
    starts = [sentence.start_char for sentence in document.sentences] or [0]
    words = split_words(item.text, sentence_starts=starts, tokens=tokens)
    day = find_item_day(item.published)
    year = day.year if day is not None else None
    title = draw_line(split_words(item.title or ""), language, year=year)
    codes = frozenset(a.entry.code for a in title.atoms if a.entries and a.entry.code is not None)
    family = list_family(title.atoms)
    line = draw_line(words, language, codes=codes, year=year, family=family)
    memory = Memory(words, language, day)
    memory.governors.update(lemmas)
    at = line.lexicon["at"]
    memory.add_evidence(title.atoms, title.words, at, is_title=True)
    memory.add_evidence(line.atoms, words, at, is_title=False)
    for atom in (*title.atoms, *line.atoms):
        if atom.kind == "person":
            resolve_name(atom, memory)
    for atom in title.atoms:
        if atom.kind in NAME_KINDS:
            text = name_text(title.words, atom)
            memory.remember(resolve_name(atom, memory), first=-1, last=-1, text=text)
    return _gather(line, memory, governors)


def _settle_nested(phrases: dict[int, Phrase]) -> None:
    """Drop role nouns inside a longer title, and appositions that belong to the whole phrase.

    «la ministre turque des Affaires étrangères» is one actor; in «un porte-parole des insurgés,
    Omar Salem», the name is the spokesman's.
    """
    owned = {
        owner.atom.first
        for phrase in phrases.values()
        for owner in phrase.owners
        if isinstance(owner, Phrase)
    }
    outer: Phrase | None = None
    for first in sorted(phrases):
        phrase = phrases[first]
        if first in owned and phrase.name is not None and not phrase.is_name_inside:
            phrases[first] = replace(phrase, name=None)
        if outer is None or first >= outer.last:
            outer = phrase
        elif first not in owned and not outer.is_name_inside:
            del phrases[first]


def _gather(line: Line, memory: Memory, governors: dict[int, int]) -> Scene:
    """Read the phrase around each role noun and note which atoms they take up."""
    phrases: dict[int, Phrase] = {}
    named: dict[int, Phrase] = {}
    inside: set[int] = set()
    owners: set[int] = set()
    for atom in line.atoms:
        if atom.kind != "role":
            continue
        phrase = READERS[line.language](line, atom)
        if phrase is not None:
            phrases[atom.first] = phrase
    _settle_nested(phrases)
    for phrase in phrases.values():
        if phrase.name is not None:
            named.setdefault(phrase.name.first, phrase)
            if phrase.is_name_inside:
                inside.add(phrase.name.first)
        for owner in (*phrase.owners, *phrase.patrons, *phrase.joint):
            if isinstance(owner, Atom):
                owners.add(owner.first)
    collectives = find_collectives(line)
    collected = {index for one in collectives.values() for index in range(one.start, one.end)}
    return Scene(
        line=line,
        memory=memory,
        phrases=phrases,
        named=named,
        inside=frozenset(inside),
        owners=frozenset(owners),
        governors=governors,
        collectives=collectives,
        collected=frozenset(collected),
    )
