"""Role phrases to actors: country from owner or context, sector from role, holder from the day."""

from __future__ import annotations

from dataclasses import replace

from pipeline.actors.context import find_context
from pipeline.actors.find import Atom
from pipeline.actors.gazetteer import Role
from pipeline.actors.memory import Actor, Memory, Seen
from pipeline.actors.names import make_holder, read_heads, read_leader_keys, resolve_name
from pipeline.actors.people import LEADING_OFFICES, read_people
from pipeline.actors.persons import Reading, resolve_person, resolve_unknown
from pipeline.actors.phrases import Phrase
from pipeline.actors.pronouns import find_possessor
from pipeline.actors.references import resolve_reference
from pipeline.actors.sectors import compose_sector
from pipeline.actors.words import fold

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
    {"dirigeant", "leader", "homme fort", "ruler", "chef", "strongman", "locataire", "maître"}
    | {"chief", "boss", "head", "patron"}
)
_BRANCHES = frozenset({"branche", "aile", "branch", "armed wing"})
_DEFINITE = frozenset({"definite", "demonstrative", "possessive"})
_COUNTERPARTS = frozenset({"homologue", "counterpart"})
_SCORES = {"context": 0.5, "free": 0.45, "owner": 0.3}


def resolve_role(phrase: Phrase, memory: Memory) -> Reading | None:
    """Who a role phrase means, or None where it names no actor."""
    role = phrase.atom.entry.role
    if role is None:
        return None
    owners = [owner for owner in (resolve_owner(o, memory) for o in phrase.owners) if owner]
    possessor = find_possessor(phrase, memory) if phrase.possessor is not None else None
    owners = _arrange_owners(phrase, role, owners, memory)
    if role.kind == "reference":
        return resolve_reference(phrase, role, owners, possessor, memory)
    if possessor is not None and role.word in _COUNTERPARTS and owners:
        return _resolve_counterpart(role, owners[0], possessor, memory)
    if possessor is not None:
        owners.append(replace(possessor.actor, name=None, actor_id=None))
    owner = owners[0] if owners else None
    context = None
    if owner is None and role.needs != "owner":
        context = find_context(phrase, memory)
    named = resolve_person(phrase, role, owner, memory, context=context)
    if named is not None:
        return named
    if owner is not None:
        return _resolve_owned(phrase, role, owner, memory)
    return _resolve_bare(phrase, role, memory)


def _arrange_owners(phrase: Phrase, role: Role, owners: list[Actor], memory: Memory) -> list[Actor]:
    """Owners with the one that decides first: a branch is its group's, wherever it fights.

    A people that lives in several states («rebelles touareg») is of the country told of.
    """
    if role.word in _BRANCHES:
        owners = sorted(owners, key=lambda owner: owner.kind != "organisation")
    if owners and owners[0].code is None and (owners[0].actor_id or "").startswith("R:"):
        owners = [replace(owners[0], code=find_context(phrase, memory)), *owners[1:]]
    return owners


def _resolve_counterpart(role: Role, owner: Actor, possessor: Seen, memory: Memory) -> Reading:
    """«son homologue turc»: who holds the same office there, else an official."""
    office = possessor.actor.office
    rule = f"role:{role.word}"
    if office in _UNIQUE_OFFICES and owner.code is not None:
        held = read_people().find_holder(office or "", owner.code, memory.day)
        if held is not None:
            holder = make_holder(held, memory.language, kind="role")
            return Reading(holder, rule + ":holder", 0.8, possessor.text)
    sector = possessor.actor.sector or owner.sector
    actor = Actor("role", None, owner.code, sector, None, office, role.word, is_person=True)
    return Reading(actor, rule, 0.8, possessor.text)


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


def _resolve_owned(phrase: Phrase, role: Role, owner: Actor, memory: Memory) -> Reading:
    """A role of a state, organisation or other actor; its holder where the office is one man's."""
    rule = f"role:{role.word}"
    if role.kind == "person" and not phrase.is_plural and not phrase.is_former:
        holder = _find_holder(phrase, role, owner, memory)
        if holder is not None:
            return Reading(holder, rule + ":holder", 0.85, holder.name)
    inherits = role.sector is None and owner.kind == "organisation"
    actor = Actor(
        kind="group" if role.kind in {"group", "asset"} else "role",
        name=owner.name if inherits else None,
        code=owner.code,
        sector=compose_sector(role, owner, phrase),
        actor_id=owner.actor_id if inherits else None,
        office=role.office,
        role=role.word,
        gender=phrase.atom.entry.gender,
        is_plural=phrase.is_plural,
        is_person=role.kind == "person",
    )
    return Reading(actor, rule, 0.85 if owner.code is not None else 0.5, owner.name)


def _find_holder(phrase: Phrase, role: Role, owner: Actor, memory: Memory) -> Actor | None:
    """The one person who holds the office on the item's day, or None where it is not one man's."""
    if phrase.definite in {"indefinite", "demonstrative"} or owner.code is None:
        return None
    is_leader = role.office == "leader" or role.word in _LEADER_WORDS
    if owner.kind == "organisation" and is_leader:
        return _find_head(role, owner, owner.code, memory)
    offices: tuple[str, ...] = ()
    if role.word in _LEADER_WORDS and owner.kind in {"state", "demonym"}:
        offices = LEADING_OFFICES
    elif role.office in _UNIQUE_OFFICES:
        offices = (role.office or "",)
    for name in offices:
        office = read_people().find_holder(name, owner.code, memory.day)
        if office is not None:
            return make_holder(office, memory.language, kind="role")
    return None


def _find_head(role: Role, owner: Actor, code: str, memory: Memory) -> Actor | None:
    """Who heads an organisation: «le chef du Pentagone», «le chef du Hezbollah»."""
    people = read_people()
    head = read_heads().get(fold(owner.name or ""))
    if head is not None:
        office = people.find_holder(head[0], code, memory.day)
        if office is not None:
            return make_holder(office, memory.language, kind="role")
        return Actor("role", None, code, head[1], None, head[0], role.word)
    leader = people.find_leader(read_leader_keys().get(owner.actor_id or "", ""), memory.day)
    return None if leader is None else make_holder(leader, memory.language, kind="role")


def _resolve_bare(phrase: Phrase, role: Role, memory: Memory) -> Reading | None:
    """A role with no owner: someone of that role named before, else by the item's country."""
    rule = f"role:{role.word}"
    if phrase.definite in _DEFINITE and phrase.place is None and not phrase.is_foreign:
        again = _find_again(phrase, role, memory)
        if again is not None:
            return again
    if role.needs == "owner" and not (_is_placed(phrase, role) or _is_described(phrase)):
        return None
    if role.kind in {"institution", "person"} and role.needs == "context" and phrase.is_loose:
        return None
    code = find_context(phrase, memory)
    if role.sector == "MED" and (phrase.is_foreign or phrase.definite == "bare"):
        code = None
    is_holder = role.kind == "person" and role.office in _UNIQUE_OFFICES
    if is_holder and phrase.definite == "definite" and not (phrase.is_plural or phrase.is_former):
        office = read_people().find_holder(role.office or "", code or "", memory.day)
        if office is not None:
            holder = make_holder(office, memory.language, kind="role")
            return Reading(holder, rule + ":context-holder", 0.55, holder.name)
    sector = compose_sector(role, None, phrase)
    is_group = role.kind in {"group", "asset"} or sector == "CVL" or role.needs == "free"
    actor = Actor(
        kind="group" if is_group else "role",
        name=None,
        code=code,
        sector=sector,
        actor_id=None,
        office=role.office,
        role=role.word,
        gender=phrase.atom.entry.gender,
        is_plural=phrase.is_plural,
        is_person=role.kind == "person",
    )
    why = None if code is None else f"country of the item: {code}"
    return Reading(actor, rule + ":context", _SCORES[role.needs], why)


def _is_described(phrase: Phrase) -> bool:
    """Whether an adjective says whose side a noun is on: «une base rebelle»."""
    roles = [modifier.entry.role for modifier in phrase.modifiers]
    return any(role is not None and role.sector == "PAM" for role in roles)


def _is_placed(phrase: Phrase, role: Role) -> bool:
    """Whether a base, an assembly or the like is told by where it stands."""
    return phrase.place is not None and role.kind in {"site", "institution", "person"}


def _find_again(phrase: Phrase, role: Role, memory: Memory) -> Reading | None:
    """The same role named before, or for armed men the armed group named before."""
    sentence = memory.words.sentences[phrase.first]
    rule = f"role:{role.word}"
    if phrase.is_former:
        ousted = memory.find_last(lambda actor: _has_left(actor, role), sentence=sentence)
        if ousted is not None:
            return Reading(replace(ousted.actor, kind="role"), rule + ":again", 0.7, ousted.text)
    seen = memory.find_last(lambda actor: _is_same_role(actor, phrase, role), sentence=sentence)
    if seen is not None and not _is_foreign_to_speaker(seen, role, sentence, memory):
        return Reading(replace(seen.actor, kind="role"), rule + ":again", 0.7, seen.text)
    if role.sector != "PAM" or role.kind not in {"person", "institution"}:
        return None
    group = memory.find_last(
        lambda actor: actor.kind == "organisation" and actor.sector == "PAM",
        sentence=sentence,
        within=6,
    )
    if group is None:
        return None
    actor = replace(group.actor, kind="group", is_plural=phrase.is_plural)
    return Reading(actor, rule + ":group", 0.65, group.text)


def _has_left(actor: Actor, role: Role) -> bool:
    """Whether someone once held the office but does not on the day: «le président déchu»."""
    offices = LEADING_OFFICES if role.word in _LEADER_WORDS else (role.office,)
    person = read_people().by_id.get(actor.actor_id or "")
    if person is None or actor.office in offices:
        return False
    return any(office.office in offices for office in person.offices)


def _is_foreign_to_speaker(seen: Seen, role: Role, sentence: int, memory: Memory) -> bool:
    """Whether a senator or general of another country speaks: "the president" is then his own."""
    if role.office not in LEADING_OFFICES or seen.sentence == sentence:
        return False
    speaker = memory.find_last(lambda actor: actor.code is not None, sentence=sentence, within=0)
    if speaker is None or not speaker.actor.is_person or not speaker.is_subject:
        return False
    is_other = speaker.actor.code != seen.actor.code
    return is_other and speaker.actor.office not in LEADING_OFFICES


def _is_same_role(actor: Actor, phrase: Phrase, role: Role) -> bool:
    """Whether someone seen before fits a bare role: same word, or same office, same number."""
    if actor.code is None or actor.is_plural != phrase.is_plural:
        return False
    if role.word in _LEADER_WORDS and actor.office in LEADING_OFFICES:
        return True
    if role.office is not None and actor.office is not None:
        is_minister = actor.office.endswith("minister") and actor.office != "prime minister"
        return actor.office == role.office or (role.office == "minister" and is_minister)
    return actor.role == role.word
