"""Role phrases to actors: country from owner or context, sector from role, holder from the day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.actors.find import Atom, name_text, surnames
from pipeline.actors.gazetteer import Role
from pipeline.actors.memory import Actor, Memory
from pipeline.actors.names import (
    make_holder,
    make_person,
    read_heads,
    read_leader_keys,
    resolve_name,
)
from pipeline.actors.people import LEADING_OFFICES, read_people
from pipeline.actors.phrases import Phrase
from pipeline.actors.pronouns import find_possessor
from pipeline.actors.words import fold

_FORCES = frozenset({"group", "institution", "asset", "site"})
_TAKES_OVER = frozenset({"PAM", "MIL", "COP", "LEG", "PAR", "SPY", "JUD"})
_UNIQUE_OFFICES = frozenset(
    {
        "president",
        "prime minister",
        "chancellor",
        "supreme leader",
        "king",
        "emir",
        "sultan",
        "crown prince",
        "pope",
        "foreign minister",
        "defence minister",
        "interior minister",
        "finance minister",
        "secretary-general",
        "director-general",
        "eu foreign policy chief",
        "national security adviser",
        "vice-president",
        "speaker",
    }
)
_LEADER_WORDS = frozenset(
    {
        "dirigeant",
        "dirigeante",
        "leader",
        "homme fort",
        "ruler",
        "chef",
        "strongman",
        "locataire",
        "maître",
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An actor with the rule that gave it, its score, and what it goes back to."""

    actor: Actor
    rule_id: str
    score: float
    antecedent: str | None = None


def resolve_role(phrase: Phrase, memory: Memory) -> Reading | None:
    """Who a role phrase means, or None where it names no actor."""
    role = phrase.atom.entry.role
    if role is None:
        return None
    if role.kind == "reference":
        return resolve_reference(phrase, role, memory)
    owners = [owner for owner in (resolve_owner(o, memory) for o in phrase.owners) if owner]
    if phrase.possessor is not None:
        found = find_possessor(phrase, memory)
        if found is not None:
            owners.append(replace(found.actor, name=None))
    named = _resolve_person(phrase, role, owners, memory)
    if named is not None:
        return named
    if owners:
        return _resolve_owned(phrase, role, owners, memory)
    return _resolve_bare(phrase, role, memory)


def resolve_owner(owner: Atom | Phrase, memory: Memory) -> Actor | None:
    """The actor an owner stands for: a name, a demonym, or another role phrase."""
    if isinstance(owner, Phrase):
        reading = resolve_role(owner, memory)
        return None if reading is None else reading.actor
    if owner.kind == "name":
        return resolve_unknown(owner, memory)
    if owner.kind == "role":
        return None
    return resolve_name(owner, memory)


def resolve_unknown(atom: Atom, memory: Memory) -> Actor | None:
    """A name no gazetteer has: a short form of someone named before, or None."""
    words = memory.words
    for first in range(atom.first, atom.last):
        known = memory.short_names.get(" ".join(words.norms[first : atom.last]))
        if known is not None:
            return known
    return memory.acronyms.get(words.texts[atom.first]) if atom.last == atom.first + 1 else None


def compose_sector(role: Role, owner: Actor | None, phrase: Phrase) -> str | None:
    """Sector of a role under its owner: armed groups and IGOs pass theirs on, others keep it."""
    sector = role.sector
    for modifier in phrase.modifiers:
        inner = modifier.entry.role
        if (
            inner is not None
            and inner.sector in _TAKES_OVER
            and sector in {None, "GOV", "MIL", "CVL"}
        ):
            if not (sector == "CVL" and inner.sector != "PAM"):
                sector = inner.sector
    if owner is None or owner.sector is None:
        return sector
    if sector is None:
        return owner.sector
    if owner.sector == "PAM" and (
        sector in {"MIL", "GOV"} or role.kind in _FORCES and sector != "CVL"
    ):
        return "PAM"
    if owner.sector == "IGO" and sector == "GOV" and role.office not in LEADING_OFFICES:
        return "IGO"
    return sector


def _resolve_person(
    phrase: Phrase, role: Role, owners: list[Actor], memory: Memory
) -> Reading | None:
    """A role with the proper name that belongs to it: the person, known or not."""
    if phrase.name is None:
        return None
    owner = owners[0] if owners else None
    code = owner.code if owner is not None else None
    if phrase.name.kind in {"person", "organisation"}:
        known = resolve_name(phrase.name, memory)
        return Reading(replace(known, role=role.word), f"role:{role.word}:name", 0.9)
    text = name_text(memory.words, phrase.name)
    known_short = resolve_unknown(phrase.name, memory)
    if known_short is not None and known_short.code is not None:
        return Reading(
            replace(known_short, role=role.word), f"role:{role.word}:name", 0.85, known_short.name
        )
    by_surname = find_by_surname(phrase.name, memory, code=code, office=role.office)
    if by_surname is not None:
        return Reading(
            replace(by_surname, role=role.word), f"role:{role.word}:surname", 0.8, by_surname.name
        )
    if code is None and role.needs != "owner":
        code = _context_code(phrase, memory)
    actor = Actor(
        "person" if role.kind in {"person", "group"} else "organisation",
        text,
        code,
        compose_sector(role, owner, phrase),
        None,
        role.office,
        role.word,
    )
    memory.learn_name(
        [" ".join(memory.words.norms[phrase.name.first : phrase.name.last]), *surnames(text, None)],
        actor,
    )
    return Reading(actor, f"role:{role.word}:new", 0.7 if owner is not None else 0.5)


def find_by_surname(
    atom: Atom, memory: Memory, *, code: str | None, office: str | None
) -> Actor | None:
    """A known person in office on the day whose surname this is, when only one fits."""
    words = memory.words
    norm = " ".join(words.norms[atom.first : atom.last])
    fitting = []
    for key in read_surnames().get(norm, ()):
        actor = make_person(key, memory.language, memory)
        held = read_people().find_office(key, memory.day)
        if held is None or memory.day is None or not held.is_held_on(memory.day):
            continue
        if code is not None and actor.code != code or office and held.office != office:
            continue
        if code is None and actor.code not in memory.counts:
            continue
        fitting.append(actor)
    return fitting[0] if len(fitting) == 1 else None


_SURNAMES: dict[str, list[str]] = {}


def read_surnames() -> dict[str, list[str]]:
    """Folded last names of all known people to their ids."""
    if not _SURNAMES:
        for key, person in read_people().by_id.items():
            code = person.offices[-1].code
            for spelling in person.spellings:
                for form in surnames(spelling, code):
                    keys = _SURNAMES.setdefault(form, [])
                    if key not in keys:
                        keys.append(key)
    return _SURNAMES


def _resolve_owned(phrase: Phrase, role: Role, owners: list[Actor], memory: Memory) -> Reading:
    """A role of a state, organisation or other actor; its holder where the office is one man's."""
    owner = owners[0]
    sector = compose_sector(role, owner, phrase)
    rule = f"role:{role.word}"
    if role.kind == "person" and not phrase.is_plural and not phrase.is_former:
        holder = _find_holder(phrase, role, owner, memory)
        if holder is not None:
            return Reading(holder, rule + ":holder", 0.85, holder.name)
    name = owner.name if role.sector is None and owner.kind == "organisation" else None
    kind = "group" if role.kind in {"group", "asset"} else "role"
    actor_id = owner.actor_id if name is not None else None
    actor = Actor(
        kind, name, owner.code, sector, actor_id, role.office, role.word, phrase.atom.entry.gender,
        phrase.is_plural,
    )  # fmt: skip
    return Reading(actor, rule, 0.85 if owner.code is not None else 0.5, owner.name)


def _find_holder(phrase: Phrase, role: Role, owner: Actor, memory: Memory) -> Actor | None:
    if phrase.definite in {"indefinite", "demonstrative"} or owner.code is None:
        return None
    people = read_people()
    key = fold(owner.name or "")
    if owner.kind == "organisation" and role.office in {None, "leader", "president"}:
        head = read_heads().get(key)
        if head is not None and (role.office == "leader" or role.word in _LEADER_WORDS):
            office = people.find_holder(head[0], owner.code, memory.day)
            if office is not None:
                return make_holder(office, memory.language, kind="role")
            return Actor("role", None, owner.code, head[1], None, head[0], role.word)
        leader = people.find_leader(read_leader_keys().get(owner.actor_id or "", ""), memory.day)
        if leader is not None and role.office == "leader":
            return make_holder(leader, memory.language, kind="role")
        return None
    offices = (role.office,) if role.office in _UNIQUE_OFFICES else ()
    if role.word in _LEADER_WORDS and owner.kind in {"state", "demonym"}:
        offices = LEADING_OFFICES
    for name in offices:
        office = people.find_holder(name or "", owner.code, memory.day)
        if office is not None:
            return make_holder(office, memory.language, kind="role")
    return None


def _context_code(phrase: Phrase, memory: Memory) -> str | None:
    """The country a role without owner belongs to: where it is said to be, else the item's own."""
    if phrase.place is not None:
        return resolve_name(phrase.place, memory).code
    patrons = {resolve_name(p, memory).code or "" for p in phrase.patrons if p.entries}
    sentence = memory.words.sentences[phrase.first]
    return memory.find_country(sentence, without=frozenset(patrons))


def _resolve_bare(phrase: Phrase, role: Role, memory: Memory) -> Reading | None:
    """A role with no owner: someone of that role named before, else by the item's country."""
    sentence = memory.words.sentences[phrase.first]
    rule = f"role:{role.word}"
    if phrase.definite in {"definite", "demonstrative", "possessive"} and phrase.place is None:
        seen = memory.find_last(lambda actor: _is_same_role(actor, phrase, role), sentence=sentence)
        if seen is not None:
            actor = replace(seen.actor, kind="role", sector=seen.actor.sector)
            return Reading(actor, rule + ":again", 0.7, seen.text)
        if role.sector == "PAM" and role.kind in {"person", "institution"}:
            group = memory.find_last(
                lambda a: a.kind == "organisation" and a.sector == "PAM",
                sentence=sentence,
                within=6,
            )
            if group is not None:
                return Reading(
                    replace(group.actor, kind="group", is_plural=phrase.is_plural),
                    rule + ":group",
                    0.65,
                    group.text,
                )
    if role.needs == "owner" and phrase.place is None and not phrase.modifiers:
        return None
    code = _context_code(phrase, memory)
    sector = compose_sector(role, None, phrase)
    if (
        role.kind == "person"
        and role.needs == "context"
        and not phrase.is_plural
        and code is not None
        and phrase.definite == "definite"
        and role.office in _UNIQUE_OFFICES
        and not phrase.is_former
    ):
        office = read_people().find_holder(role.office or "", code, memory.day)
        if office is not None:
            holder = make_holder(office, memory.language, kind="role")
            return Reading(holder, rule + ":context-holder", 0.55, holder.name)
    kind = (
        "group"
        if role.kind in {"group", "asset"} or sector == "CVL" or role.needs == "free"
        else "role"
    )
    actor = Actor(
        kind,
        None,
        code,
        sector,
        None,
        role.office,
        role.word,
        phrase.atom.entry.gender,
        phrase.is_plural,
    )
    score = {"context": 0.5, "free": 0.45, "owner": 0.3}[role.needs]
    return Reading(
        actor, rule + ":context", score, None if code is None else f"country of the item: {code}"
    )


def _is_same_role(actor: Actor, phrase: Phrase, role: Role) -> bool:
    """Whether someone seen before fits a bare role: same word, or same office, same number."""
    if actor.code is None or actor.is_plural != phrase.is_plural:
        return False
    if role.office is not None and actor.office is not None:
        if actor.office == role.office:
            return True
        return (
            role.office == "minister"
            and actor.office.endswith("minister")
            and actor.office != "prime minister"
        )
    return actor.role == role.word


_GROUPS = frozenset(
    "groupe mouvement organisation formation faction réseau group movement network".split()
)
_COUNTRIES = frozenset(
    "pays royaume République sultanat puissance country kingdom republic sultanate power".split()
)


def resolve_reference(phrase: Phrase, role: Role, memory: Memory) -> Reading | None:
    """«le groupe», «ce mouvement», «le pays», "the bloc": the actor they take up, or None."""
    if phrase.name is not None and phrase.name.kind == "organisation":
        return Reading(resolve_name(phrase.name, memory), f"reference:{role.word}:name", 0.9)
    if phrase.definite in {"indefinite", "bare"} or phrase.is_plural:
        return None
    owners = [owner for owner in (resolve_owner(o, memory) for o in phrase.owners) if owner]
    codes = {owner.code for owner in owners}

    def fits(actor: Actor) -> bool:
        if codes and actor.code not in codes:
            return False
        if role.word in _COUNTRIES:
            return actor.kind == "state" and actor.sector == "GOV"
        if role.word in {"enclave", "territoire", "territory"}:
            return actor.kind == "state" and actor.sector == "CVL"
        if role.sector == "IGO":
            return actor.kind == "organisation" and actor.sector == "IGO"
        if role.word in {"groupe", "formation", "faction", "réseau", "group", "network"}:
            return actor.kind == "organisation" and actor.sector == "PAM"
        return role.word in _GROUPS and actor.kind == "organisation"

    sentence = memory.words.sentences[phrase.first]
    seen = memory.find_last(fits, sentence=sentence, within=8)
    if seen is not None:
        return Reading(seen.actor, f"reference:{role.word}", 0.65, seen.text)
    if role.word == "capitale" or role.word == "capital":
        code = owners[0].code if owners else memory.find_country(sentence)
        actor = Actor("role", None, code, "GOV", None, role=role.word)
        return Reading(actor, f"reference:{role.word}", 0.4)
    return None
