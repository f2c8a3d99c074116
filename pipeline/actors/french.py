"""The French noun phrase around a role noun: determiner, adjectives, complements, name."""

from __future__ import annotations

from dataclasses import replace

from pipeline.actors.find import Atom
from pipeline.actors.french_left import MODIFYING, is_adjective, read_left
from pipeline.actors.french_owners import (
    Right,
    read_demonym,
    read_patron,
    skip_article,
    skip_members,
)
from pipeline.actors.gazetteer import Entry, read_gazetteer
from pipeline.actors.phrases import DEEPEST, NAME_KINDS, PLACE_KINDS, Line, Phrase

_DOMAIN_ROLES = frozenset({"ministre", "ministère", "secrétaire", "vice-premier ministre"})
_ACTING_TERMS = frozenset(
    {("par", "interim"), ("en", "exercice"), ("en", "titre"), ("de", "facto")}
)
_LONGEST_DOMAIN = 9


def read_role(line: Line, atom: Atom, *, depth: int = 0) -> Phrase | None:
    """The phrase around a role noun, or None where the noun is an adjective of another noun."""
    if is_adjective(line, atom):
        return None
    first, definite, is_former = read_left(line, atom.first)
    right = _read_right(line, atom, depth=depth, is_own=definite == "possessive")
    is_loose = definite == "bare" and not atom.entry.is_plural and not line.words.is_first(first)
    name = right.name
    is_inside = name is not None
    if name is None:
        name = line.find_apposition(right.last) or line.find_subject_name(first)
    return Phrase(
        first=line.take_quantity(first),
        last=right.last,
        head=atom.head,
        atom=atom if right.role is None else replace(atom, entries=(right.role,)),
        owners=tuple(right.owners),
        patrons=tuple(right.patrons),
        place=right.place,
        name=name,
        is_name_inside=is_inside,
        modifiers=tuple(right.modifiers),
        definite=definite,
        possessor=line.words.norms[first] if definite == "possessive" else None,
        is_plural=atom.entry.is_plural,
        is_former=is_former or right.is_former,
        is_foreign=right.is_foreign,
        is_loose=is_loose,
        joint=tuple(right.joint),
    )


def _read_right(line: Line, atom: Atom, *, depth: int, is_own: bool) -> Right:
    right = Right(atom.last, depth=depth + 1, is_own=is_own)
    while not right.is_closed and line.words.is_joined(right.last):
        start = right.last
        if not (
            read_patron(line, right)
            or read_demonym(line, right)
            or _read_adjective(line, right)
            or _read_complement(line, atom, right)
            or _read_name(line, atom, right)
        ):
            _read_place(line, right)
            break
        if right.last == start:
            break
    return right


def _read_adjective(line: Line, right: Right) -> bool:
    words, index = line.words, right.last
    atom = line.begins.get(index)
    if atom is not None and atom.kind == "role":
        role = atom.entry.role
        if role is None or role.word not in MODIFYING or words.pos(index) == "VERB":
            return False
        right.modifiers.append(atom)
        right.last = atom.last
        return True
    if tuple(words.norms[index : index + 2]) in _ACTING_TERMS:
        right.last = index + 2
        return True
    if atom is not None or words.is_capital(index):
        return False
    if words.norms[index] in line.lexicon["adjective"] or words.pos(index) == "ADJ":
        right.is_foreign = right.is_foreign or words.norms[index] in line.lexicon["foreign"]
        right.is_former = right.is_former or words.norms[index] in line.lexicon["former"]
        right.last = index + 1
        return True
    return False


def _read_complement(line: Line, atom: Atom, right: Right) -> bool:
    """«de la Russie», «du Hezbollah», «de l'armée israélienne», «de la Défense»."""
    words, index = line.words, right.last
    if words.norms[index] not in line.lexicon["of"] or index + 1 >= len(words):
        return False
    if any(isinstance(owner, Phrase) for owner in right.owners):
        return False
    probe = skip_article(line, index + 1)
    if not words.is_joined(probe):
        return False
    other = line.begins.get(probe)
    if other is not None and other.kind == "city":
        right.place = other
        right.last = other.last
        return True
    if other is not None and other.kind in PLACE_KINDS and right.is_own:
        # «ses forces du Mali» stand there: they are the possessor's.
        right.place = other
        right.last = other.last
        return True
    if other is None or other.kind == "role":
        other = skip_members(line, probe) or other
    if other is not None and other.kind in NAME_KINDS:
        right.owners.append(other)
        right.last = other.last
        _read_more_owners(line, right)
        return True
    role = atom.entry.role
    if (
        role is not None
        and role.word in _DOMAIN_ROLES
        and _read_domain(line, right, probe, start=atom.first)
    ):
        return True
    if other is not None and other.kind == "role":
        inner = _read_inner(line, other, right)
        if inner is None:
            return False
        right.owners.append(inner)
        right.last = inner.last
        return True
    if other is not None and other.kind == "name":
        right.owners.append(other)
        right.last = other.last
        return True
    if words.norms[probe] in line.lexicon["possessive"]:
        return _read_owned(line, right, probe)
    return False


def _read_inner(line: Line, atom: Atom, right: Right) -> Phrase | None:
    return read_role(line, atom, depth=right.depth) if right.depth < DEEPEST else None


def _read_owned(line: Line, right: Right, probe: int) -> bool:
    other = line.role_after(probe + 1)
    inner = None if other is None else _read_inner(line, other, right)
    if inner is None:
        return False
    right.owners.append(inner)
    right.last = inner.last
    return True


def _read_more_owners(line: Line, right: Right) -> None:
    """«de la France, de l'Allemagne et du Royaume-Uni»."""
    words = line.words
    while right.last + 1 < len(words):
        probe = right.last
        if words.norms[probe] in {"et", "ou"} and words.is_joined(probe):
            probe += 1
        elif words.gaps[probe] != ", ":
            return
        if words.norms[probe] not in line.lexicon["of"]:
            return
        other = line.begins.get(skip_article(line, probe + 1))
        if other is None or other.kind not in PLACE_KINDS:
            return
        right.joint.append(other)
        right.last = other.last


def _read_domain(line: Line, right: Right, probe: int, *, start: int) -> bool:
    """The field of a ministry: capitalised words and the links between them."""
    words = line.words
    atom = line.begins.get(probe)
    if atom is not None and atom.kind in NAME_KINDS:
        return False
    last = probe
    while probe < len(words) and words.is_joined(probe) and probe - right.last < _LONGEST_DOMAIN:
        inner = line.begins.get(probe)
        if inner is not None and inner.kind in {"demonym", *NAME_KINDS}:
            break
        if words.is_capital(probe):
            last = probe + 1
        elif words.norms[probe] not in line.lexicon["domain_link"]:
            if last > right.last + 1 or words.pos(probe) not in {"NOUN", None}:
                break
            last = probe + 1
        probe += 1
    if last <= right.last + 1:
        return False
    right.role = _find_whole_role(line, line.begins[start], right.last, last)
    right.last = last
    return True


def _find_whole_role(line: Line, atom: Atom, first: int, last: int) -> Entry | None:
    """The role of which a demonym split the words: «ministre *russe* de la Défense»."""
    node = read_gazetteer("fr")
    norms = line.words.norms
    for norm in (*norms[atom.first : atom.last], *norms[first:last]):
        if norm not in node.after:
            return None
        node = node.after[norm]
    return next((entry for entry in node.entries if entry.kind == "role"), None)


def _read_name(line: Line, atom: Atom, right: Right) -> bool:
    """A proper name right after its role: «le général Soleimani», «le mouvement Hamas»."""
    role = atom.entry.role
    other = line.begins.get(right.last)
    if other is None or role is None or not line.words.is_capital(other.first):
        return False
    if role.kind == "institution" and other.kind == "person":
        right.owners.append(other)
        right.last = other.last
        return True
    is_armed = role.kind == "institution" and role.sector == "PAM"
    if role.kind in {"asset", "site", "institution"} and not is_armed:
        return False
    kinds = {"person", "name"} if role.kind in {"person", "group"} else {"organisation", "name"}
    if other.kind not in kinds:
        return False
    right.name = other
    right.last = other.last
    right.is_closed = True
    return True


def _read_place(line: Line, right: Right) -> None:
    words, index = line.words, right.last
    if words.norms[index] not in line.lexicon["at"]:
        return
    atom = line.begins.get(skip_article(line, index + 1))
    if atom is not None and atom.kind in PLACE_KINDS:
        right.place = atom
