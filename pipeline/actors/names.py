"""Names to actors: which entry a spelling means in this item, and what a person was on the day."""

from __future__ import annotations

from functools import cache

from pipeline.actors.find import Atom, surnames
from pipeline.actors.gazetteer import Entry
from pipeline.actors.memory import Actor, Memory
from pipeline.actors.people import Office, read_people
from pipeline.actors.words import fold
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

PLACE_KINDS = frozenset({"state", "capital", "region", "city"})


def choose_entry(atom: Atom, memory: Memory) -> Entry:
    """The entry an atom means: people by the day, others by the countries the item speaks of."""
    entries = atom.entries
    if len(entries) == 1:
        return entries[0]
    if entries[0].kind == "person":
        return max(entries, key=lambda entry: _timeliness(entry, memory))
    return max(entries, key=lambda entry: _support(entry, memory))


def _timeliness(entry: Entry, memory: Memory) -> tuple[float, float]:
    """How well a person fits the day: in office, else left or entered it least long ago."""
    office = read_people().find_office(entry.key, memory.day)
    if office is None or memory.day is None:
        return 0.0, memory.counts.get(entry.code or "", 0.0)
    if office.is_held_on(memory.day):
        return 2.0, memory.counts.get(entry.code or "", 0.0)
    if memory.day > office.last_day:
        away = (memory.day - office.last_day).days
    else:
        away = (office.first_day - memory.day).days + 3650
    return 1.0 / (1.0 + away / 365.0), 0.0


def _support(entry: Entry, memory: Memory) -> float:
    """Evidence for one of several readings: the full name, the country, and what is usual.

    The city of Brussels is mostly the Union, unless the item speaks of Belgium.
    """
    own = memory.counts.get(entry.code or "", 0.0)
    if entry.kind == "organisation":
        is_body = entry.code is not None and entry.code.startswith("IGO:")
        own += (5.0 if entry.key in memory.keys else 0.0) + (1.5 if is_body else 0.0)
        return own + (0.0 if entry.is_ambiguous else 0.2)
    return own - (0.9 if entry.kind == "capital" else 0.0)


def make_person(key: str, language: str, memory: Memory, *, kind: str = "person") -> Actor:
    """The person as of the item's day: country and sector of the office, its title if sure."""
    person = read_people().by_id[key]
    office = read_people().find_office(key, memory.day)
    if office is None:
        return Actor(kind, person.names[language], None, None, key, is_person=True)
    is_held = memory.day is not None and office.is_held_on(memory.day)
    title = office.office if office.is_sure and is_held else None
    name = person.names[language]
    return Actor(kind, name, office.code, office.sector, key, title, title, is_person=True)


def make_holder(office: Office, language: str, *, kind: str) -> Actor:
    """The holder of an office as an actor named by the office."""
    person = read_people().by_id[office.person_id]
    return Actor(
        kind,
        person.names[language],
        office.code,
        office.sector,
        office.person_id,
        office.office,
        office.office,
        is_person=True,
    )


def resolve_name(atom: Atom, memory: Memory) -> Actor:
    """The actor a known name stands for. People are learned with their short forms."""
    entry = choose_entry(atom, memory)
    if entry.kind == "person":
        actor = make_person(entry.key, memory.language, memory)
        for spelling in read_people().by_id[entry.key].spellings:
            memory.learn_name(surnames(spelling, entry.code), actor)
        return actor
    kind = "state" if entry.kind in PLACE_KINDS else entry.kind
    is_plural = entry.words[-1].endswith("s") and entry.kind == "organisation"
    return Actor(
        kind,
        entry.name,
        entry.code,
        entry.sector,
        entry.key,
        is_plural=is_plural,
        gender=_gender(entry, memory.language),
    )


_MASCULINE_E = frozenset({"MEX", "MOZ", "ZWE", "KHM", "BLZ", "SUR"})


def _gender(entry: Entry, language: str) -> str:
    """Grammatical gender of a French state name: those in -e are feminine, but for a few."""
    if language != "fr" or entry.kind != "state":
        return ""
    if entry.code in _MASCULINE_E:
        return "m"
    return "f" if entry.words[0].endswith("e") or entry.code in {"PSE"} else "m"


@cache
def read_heads() -> dict[str, tuple[str, str]]:
    """Folded organisation names to the office and sector of who heads them."""
    rows = read_table(
        find_data_dir() / "actors" / "heads.tsv", columns=("organisation", "office", "sector")
    )
    by_name = {fold(row["organisation"]): (row["office"], row["sector"]) for row in rows}
    names = read_table(
        find_data_dir() / "actors" / "organisations.tsv", columns=("name_fr", "name_en")
    )
    for row in names:
        head = by_name.get(fold(row["name_fr"]))
        if head is not None:
            by_name[fold(row["name_en"])] = head
    return by_name


@cache
def read_leader_keys() -> dict[str, str]:
    """Organisation keys to the folded spelling under which people.tsv names their leaders."""
    rows = read_table(
        find_data_dir() / "actors" / "organisations.tsv", columns=("name_en", "aliases_fr")
    )
    leaders = read_people().leaders
    keys = {}
    for row in rows:
        for spelling in row["aliases_fr"].split("|"):
            folded = fold(spelling.lstrip("?"))
            if folded in leaders:
                keys["O:" + fold(row["name_en"]).replace(" ", "-")] = folded
                break
    return keys
