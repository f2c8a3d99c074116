"""The French noun phrase around a role noun: determiner, adjectives, complements, name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.actors.find import Atom
from pipeline.actors.french_left import MODIFYING, is_adjective, read_left
from pipeline.actors.gazetteer import Entry, read_gazetteer
from pipeline.actors.phrases import DEEPEST, NAME_KINDS, PLACE_KINDS, Line, Phrase

_DOMAIN_ROLES = frozenset({"ministre", "ministère", "secrétaire", "vice-premier ministre"})
_ACTING_TERMS = frozenset(
    {("par", "interim"), ("en", "exercice"), ("en", "titre"), ("de", "facto")}
)
_LONGEST_DOMAIN = 9


@dataclass(slots=True)
class _Right:
    """What was read to the right of a role noun; ``depth`` counts the phrases around it."""

    last: int
    depth: int
    owners: list[Atom | Phrase] = field(default_factory=list)
    patrons: list[Atom] = field(default_factory=list)
    modifiers: list[Atom] = field(default_factory=list)
    place: Atom | None = None
    name: Atom | None = None
    joint: list[Atom] = field(default_factory=list)
    is_foreign: bool = False
    is_former: bool = False
    is_closed: bool = False
    role: Entry | None = None


def read_role(line: Line, atom: Atom, *, depth: int = 0) -> Phrase | None:
    """The phrase around a role noun, or None where the noun is an adjective of another noun."""
    if is_adjective(line, atom):
        return None
    right = _read_right(line, atom, depth=depth)
    first, definite, is_former = read_left(line, atom.first)
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


def _read_right(line: Line, atom: Atom, *, depth: int) -> _Right:
    right = _Right(atom.last, depth=depth + 1)
    while not right.is_closed and line.words.is_joined(right.last):
        start = right.last
        if not (
            _read_patron(line, right)
            or _read_demonym(line, right)
            or _read_adjective(line, right)
            or _read_complement(line, atom, right)
            or _read_name(line, atom, right)
        ):
            _read_place(line, right)
            break
        if right.last == start:
            break
    return right


def _read_patron(line: Line, right: _Right) -> bool:
    """«pro-iraniennes», «soutenus par l'Iran», «alliés de Téhéran»: backing is not belonging."""
    words, index = line.words, right.last
    norm = words.norms[index]
    if norm in {"pro", "anti"}:
        atom = line.begins.get(index + 1)
        if atom is None or not words.is_joined(index + 1):
            return False
        right.patrons.append(atom)
        right.last = atom.last
        return True
    is_fired = norm in line.lexicon["fired"]
    if not (is_fired or norm in line.lexicon["backed"]) or index + 1 >= len(words):
        return False
    if words.norms[index + 1] not in line.lexicon["agent"]:
        return False
    atom = line.begins.get(skip_article(line, index + 2))
    if atom is None or atom.kind not in NAME_KINDS:
        return False
    (right.owners if is_fired else right.patrons).append(atom)
    right.last = atom.last
    return True


def skip_article(line: Line, index: int) -> int:
    """The word after a definite article, unless a name begins with the article: «la Douma»."""
    words = line.words
    if index + 1 >= len(words) or index in line.begins:
        return index
    return index + 1 if line.lexicon.determiners.get(words.norms[index]) == "definite" else index


def _read_demonym(line: Line, right: _Right) -> bool:
    words = line.words
    atom = line.begins.get(right.last)
    if atom is None or atom.kind != "demonym" or words.is_capital(atom.first):
        return False
    right.owners.append(atom)
    right.last = atom.last
    while atom.entry.is_bound and right.last in line.begins:
        atom = line.begins[right.last]
        right.joint.append(atom)
        right.last = atom.last
    probe = right.last
    while probe + 1 < len(words) and (words.norms[probe] == "et" or words.gaps[probe] == ", "):
        step = probe + 1 if words.norms[probe] == "et" else probe
        other = line.begins.get(step)
        if other is None or other.kind != "demonym" or words.is_capital(step):
            break
        right.joint.append(other)
        right.last = probe = other.last
    return True


def _read_adjective(line: Line, right: _Right) -> bool:
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


def _read_complement(line: Line, atom: Atom, right: _Right) -> bool:
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


def _read_inner(line: Line, atom: Atom, right: _Right) -> Phrase | None:
    return read_role(line, atom, depth=right.depth) if right.depth < DEEPEST else None


def _read_owned(line: Line, right: _Right, probe: int) -> bool:
    other = line.role_after(probe + 1)
    inner = None if other is None else _read_inner(line, other, right)
    if inner is None:
        return False
    right.owners.append(inner)
    right.last = inner.last
    return True


def _read_more_owners(line: Line, right: _Right) -> None:
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


def _read_domain(line: Line, right: _Right, probe: int, *, start: int) -> bool:
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


def _read_name(line: Line, atom: Atom, right: _Right) -> bool:
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


def _read_place(line: Line, right: _Right) -> None:
    words, index = line.words, right.last
    if words.norms[index] not in line.lexicon["at"]:
        return
    atom = line.begins.get(skip_article(line, index + 1))
    if atom is not None and atom.kind in PLACE_KINDS:
        right.place = atom
