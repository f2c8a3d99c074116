"""People by name: known in the item, known by surname on the day, or new with their role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from pipeline.actors.find import Atom, name_text, surnames
from pipeline.actors.gazetteer import Role
from pipeline.actors.memory import Actor, Memory
from pipeline.actors.names import make_person, resolve_name
from pipeline.actors.people import read_people
from pipeline.actors.phrases import Phrase
from pipeline.actors.sectors import compose_sector


@dataclass(frozen=True, slots=True)
class Reading:
    """An actor with the rule that gave it, its score, and what it goes back to."""

    actor: Actor
    rule_id: str
    score: float
    antecedent: str | None = None


@cache
def read_surnames() -> dict[str, tuple[str, ...]]:
    """Folded last names of all known people to their ids."""
    found: dict[str, dict[str, None]] = {}
    for key, person in read_people().by_id.items():
        for spelling in person.spellings:
            for form in surnames(spelling, person.offices[-1].code):
                found.setdefault(form, {})[key] = None
    return {form: tuple(keys) for form, keys in found.items()}


def resolve_unknown(atom: Atom, memory: Memory) -> Actor | None:
    """A name no gazetteer has: a short form or acronym of someone named before, or None."""
    words = memory.words
    for first in range(atom.first, atom.last):
        known = memory.short_names.get(" ".join(words.norms[first : atom.last]))
        if known is not None:
            is_other = first > atom.first and known.kind == "person" and known.code is not None
            if not is_other or first - atom.first > 2 or len(words.norms[first - 1]) < 3:
                return known
    return memory.acronyms.get(words.texts[atom.first]) if atom.last == atom.first + 1 else None


def find_by_surname(
    atom: Atom, memory: Memory, *, code: str | None, office: str | None
) -> Actor | None:
    """A known person whose surname this is, in office on the day or not, when only one fits."""
    words = memory.words
    norm = " ".join(words.norms[atom.first : atom.last])
    in_office: list[Actor] = []
    others: list[Actor] = []
    for key in read_surnames().get(norm, ()):
        actor = make_person(key, memory.language, memory)
        held = read_people().find_office(key, memory.day)
        if held is None or memory.day is None:
            continue
        if (code is not None and actor.code != code) or (office and held.office != office):
            continue
        if code is None and actor.code not in memory.counts:
            continue
        (in_office if held.is_held_on(memory.day) else others).append(actor)
    if len(in_office) == 1:
        return in_office[0]
    return others[0] if len(others) == 1 and not in_office else None


def resolve_person(
    phrase: Phrase, role: Role, owner: Actor | None, memory: Memory, *, context: str | None
) -> Reading | None:
    """A role with the proper name that belongs to it; None where it has none.

    ``context`` is the country of a role without an owner.
    """
    if phrase.name is None:
        return None
    rule = f"role:{role.word}"
    if phrase.name.kind in {"person", "organisation"}:
        known = resolve_name(phrase.name, memory)
        return Reading(replace(known, role=role.word), rule + ":name", 0.9)
    short = resolve_unknown(phrase.name, memory)
    if short is not None and short.code is not None:
        return Reading(replace(short, role=role.word), rule + ":name", 0.85, short.name)
    code = owner.code if owner is not None else None
    held = find_by_surname(phrase.name, memory, code=code, office=role.office)
    if held is not None:
        return Reading(replace(held, role=role.word), rule + ":surname", 0.8, held.name)
    return _introduce(phrase, phrase.name, role, owner, memory, context=context)


def _introduce(
    phrase: Phrase,
    name: Atom,
    role: Role,
    owner: Actor | None,
    memory: Memory,
    *,
    context: str | None,
) -> Reading:
    """Someone new: the verbatim name with the country and sector of the role."""
    text = name_text(memory.words, name)
    actor = Actor(
        "person" if role.kind in {"person", "group"} else "organisation",
        text,
        owner.code if owner is not None else context,
        compose_sector(role, owner, phrase),
        None,
        role.office,
        role.word,
        is_person=role.kind in {"person", "group"},
    )
    whole = " ".join(memory.words.norms[name.first : name.last])
    memory.learn_name([whole, *surnames(text, None)], actor)
    return Reading(actor, f"role:{role.word}:new", 0.7 if owner is not None else 0.5)
