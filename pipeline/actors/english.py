"""The English noun phrase around a role noun: possessor, modifiers, complements, name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.actors.english_left import Left, read_owner, read_patron, read_word
from pipeline.actors.find import Atom
from pipeline.actors.phrases import DEEPEST, NAME_KINDS, PLACE_KINDS, Line, Phrase


@dataclass(slots=True)
class _Right:
    """What was read to the right of a role noun."""

    last: int
    owners: list[Atom | Phrase] = field(default_factory=list)
    joint: list[Atom] = field(default_factory=list)
    place: Atom | None = None
    possessor: str | None = None


def read_role(line: Line, atom: Atom, *, depth: int = 0) -> Phrase | None:
    """The phrase around a role noun, or None where it only modifies the noun that follows."""
    if _is_modifier(line, atom) or _is_adjective(line, atom) or depth >= DEEPEST:
        return None
    left = _read_left(line, atom, depth=depth + 1)
    right = _read_right(line, atom, depth=depth + 1)
    last = right.last
    name = None if last > atom.last else _read_name(line, atom)
    is_inside = name is not None
    if name is not None:
        last = name.last
    else:
        name = line.find_apposition(last) or line.find_subject_name(left.first)
    return Phrase(
        first=line.take_quantity(left.first),
        last=last,
        head=name.last - 1 if is_inside and name is not None else atom.head,
        atom=atom,
        owners=(*left.owners, *right.owners),
        patrons=tuple(left.patrons),
        place=right.place,
        name=name,
        is_name_inside=is_inside,
        modifiers=tuple(left.modifiers),
        definite=left.definite,
        possessor=left.possessor or right.possessor,
        is_plural=atom.entry.is_plural,
        is_former=left.is_former,
        is_foreign=left.is_foreign,
        joint=(*left.joint, *right.joint),
    )


def _is_modifier(line: Line, atom: Atom) -> bool:
    """Whether the noun it describes follows: «army» in "army spokesman"."""
    words = line.words
    if not words.is_joined(atom.last) or words.gaps[atom.last] != " " or atom.entry.is_plural:
        return False
    follower = line.begins.get(atom.last)
    if follower is None:
        return False
    role = atom.entry.role
    describes = role is not None and role.sector == "PAM" and role.kind == "person"
    return follower.kind == "role" or (
        describes and follower.kind in {"organisation", *PLACE_KINDS}
    )


def _is_adjective(line: Line, atom: Atom) -> bool:
    """Whether the parser reads it as an adjective of a further noun ("a military offensive")."""
    token = line.words.token(atom.head)
    return token is not None and token.pos == "ADJ" and token.role == "amod"


def _read_left(line: Line, atom: Atom, *, depth: int) -> Left:
    role = atom.entry.role
    left = Left(atom.first, is_person=role is not None and role.kind == "person")
    words = line.words
    for _ in range(8):
        if not words.is_joined(left.first):
            break
        before = left.first - 1
        if words.norms[before] == "s" and words.gaps[before] in {"'", "’"}:
            _read_possessor(line, left, before, depth=depth)
            break
        if not (read_patron(line, left) or read_owner(line, left) or read_word(line, left)):
            break
        if left.definite != "bare":
            break
    return left


def _read_possessor(line: Line, left: Left, before: int, *, depth: int) -> None:
    """«Iran's», «the prime minister's», «Haftar's»."""
    owner = line.ends.get(before)
    if owner is None:
        left.first = before + 1
        return
    left.definite = "definite"
    if owner.kind == "role":
        inner = read_role(line, owner, depth=depth)
        if inner is not None:
            left.owners.append(inner)
            left.first = inner.first
        return
    left.owners.append(owner)
    left.first = owner.first
    if line.words.is_joined(left.first) and line.words.norms[left.first - 1] == "the":
        left.first -= 1


def _read_right(line: Line, atom: Atom, *, depth: int) -> _Right:
    """Owners and place read after the role: "of Iran", "for the army", "in Baghdad"."""
    words, index = line.words, atom.last
    right = _Right(index)
    if not words.is_joined(index) or index + 1 >= len(words):
        return right
    norm = words.norms[index]
    role = atom.entry.role
    if norm == "for" and (role is None or role.office != "spokesperson"):
        return right
    is_force = role is not None and (role.kind == "group" or role.sector == "PAM")
    if norm in line.lexicon["of"] or (norm == "from" and is_force):
        _read_of(line, right, depth=depth)
    elif norm in line.lexicon["fired"] and words.norms[index + 1] in {"by", "from"}:
        other = line.begins.get(_skip_article(line, index + 2))
        if other is not None and other.kind in NAME_KINDS:
            right.owners.append(other)
            right.last = other.last
    elif norm in line.lexicon["at"]:
        other = line.begins.get(_skip_article(line, index + 1))
        if other is not None and other.kind in PLACE_KINDS:
            right.place = other
    return right


def _skip_article(line: Line, index: int) -> int:
    """The word after an article, unless a name begins with the article."""
    words = line.words
    if index + 1 >= len(words) or index in line.begins:
        return index
    return index + 1 if words.norms[index] in line.lexicon.determiners else index


def _read_of(line: Line, right: _Right, *, depth: int) -> None:
    """What follows "of": names, one of each rank with its own actor, or another role phrase."""
    words = line.words
    start = right.last + 1
    if words.norms[start] in line.lexicon["possessive"]:
        right.possessor = words.norms[start]
    other = line.begins.get(_skip_article(line, start))
    if other is None:
        return
    following = line.begins.get(other.last)
    if other.kind == "role" and following is not None and _is_modifier(line, other):
        other = following if following.kind == "organisation" else other
    if other.kind == "city":
        right.place = other
        right.last = other.last
    elif other.kind in {"role", "demonym"}:
        named = line.begins.get(other.last)
        if other.kind == "role" and named is not None and named.kind in PLACE_KINDS:
            # "the leaders of rebel Tigray": the role noun only describes the place.
            right.owners.append(named)
            right.last = named.last
            return
        inner = _read_inner(line, other, depth=depth)
        if inner is not None:
            right.owners.append(inner)
            right.last = inner.last
    else:
        right.owners.append(other)
        right.last = other.last
        _read_more_names(line, right)


def _read_more_names(line: Line, right: _Right) -> None:
    """«of France, Germany and Britain»."""
    words = line.words
    while right.last + 1 < len(words):
        probe = right.last
        if words.norms[probe] == "and" and words.is_joined(probe):
            probe += 1
        elif words.gaps[probe] != ", ":
            return
        if words.norms[probe] == "and":
            probe += 1
        other = line.begins.get(probe)
        if other is None or other.kind not in PLACE_KINDS:
            return
        right.joint.append(other)
        right.last = other.last


def _read_inner(line: Line, other: Atom, *, depth: int) -> Phrase | None:
    """The phrase whose modifiers begin at an atom: "of the Iraqi army"."""
    probe = other
    for _ in range(4):
        if probe.kind == "role":
            inner = read_role(line, probe, depth=depth)
            if inner is not None:
                return inner
        following = line.begins.get(probe.last)
        if following is None or not line.words.is_joined(probe.last):
            return None
        probe = following
    return None


def _read_name(line: Line, atom: Atom) -> Atom | None:
    """A proper name right after its role: "General Qassem Soleimani", "the militia Kataib …"."""
    role = atom.entry.role
    other = line.begins.get(atom.last)
    if other is None or role is None or not line.words.is_joined(atom.last):
        return None
    if role.kind == "person" and other.kind in {"person", "name"}:
        return other
    is_armed = role.kind == "institution" and role.sector == "PAM"
    if (role.kind == "reference" or is_armed) and other.kind == "organisation":
        return other
    return None
