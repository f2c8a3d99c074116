"""What stands before an English role noun: determiner, adjectives, owners, patrons."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.actors.find import Atom
from pipeline.actors.phrases import NAME_KINDS, Line, Phrase


@dataclass(slots=True)
class Left:
    """What was read to the left of a role noun."""

    first: int
    is_person: bool = False
    owners: list[Atom | Phrase] = field(default_factory=list)
    patrons: list[Atom] = field(default_factory=list)
    modifiers: list[Atom] = field(default_factory=list)
    definite: str = "bare"
    possessor: str | None = None
    is_former: bool = False
    is_foreign: bool = False
    joint: list[Atom] = field(default_factory=list)


def read_patron(line: Line, left: Left) -> bool:
    """«Iran-backed», «U.N.-recognised», «pro-Russian»; "US-led" is led, so owned."""
    words, before = line.words, left.first - 1
    norm = words.norms[before]
    is_led = norm in line.lexicon["led"]
    if norm in line.lexicon["backed"] or is_led:
        if not words.is_joined(before) or "-" not in words.gaps[before]:
            return False
        atom = line.ends.get(before)
        if atom is None or atom.kind == "role":
            left.first = before if atom is None else atom.first
            return True
        (left.owners if is_led else left.patrons).append(atom)
        left.first = atom.first
        return True
    atom = line.ends.get(left.first)
    if atom is None or not words.is_joined(atom.first):
        return False
    if words.norms[atom.first - 1] not in {"pro", "anti"}:
        return False
    left.patrons.append(atom)
    left.first = atom.first - 1
    return True


def read_owner(line: Line, left: Left) -> bool:
    words = line.words
    atom = line.ends.get(left.first)
    if atom is None or words.gaps[left.first] != " ":
        return False
    is_person_owned = atom.kind == "person" and not left.is_person
    if atom.kind in {"demonym", *NAME_KINDS} - {"person"} or is_person_owned:
        left.owners.insert(0, atom)
        left.first = atom.first
        _read_more_demonyms(line, left)
        return True
    if atom.kind == "role":
        left.modifiers.append(atom)
        left.first = atom.first
        return True
    return False


def _read_more_demonyms(line: Line, left: Left) -> None:
    """«Turkish and Greek officers», "French, British and German diplomats"."""
    words = line.words
    while left.first >= 2:
        probe = left.first
        if words.norms[probe - 1] == "and":
            probe -= 1
        elif words.gaps[probe] != ", ":
            return
        other = line.ends.get(probe)
        if (
            other is None
            or other.kind != "demonym"
            or (other.entry.is_noun and other.entry.is_plural)
        ):
            return
        nearer = left.owners[0]
        if isinstance(nearer, Atom):
            left.joint.insert(0, nearer)
        left.owners[0] = other
        left.first = other.first


def read_word(line: Line, left: Left) -> bool:
    words, lexicon = line.words, line.lexicon
    before = left.first - 1
    norm = words.norms[before]
    is_conjunction = norm in lexicon["demonstrative"] and words.pos(before) in {"SCONJ", "PRON"}
    if norm in lexicon.determiners and not is_conjunction:
        left.definite = lexicon.determiners[norm]
        left.possessor = norm if left.definite == "possessive" else None
        left.first = before
        return True
    is_number = words.gaps[before] != "-" and (norm in lexicon["numeral"] or norm.isdigit())
    token = words.token(before)
    is_adjective = token is not None and (token.pos in {"ADJ", "NUM"} or token.role == "compound")
    if norm in lexicon["adjective"] or is_number or (is_adjective and not words.is_capital(before)):
        left.is_former = left.is_former or norm in lexicon["former"]
        left.is_foreign = left.is_foreign or norm in lexicon["foreign"]
        left.first = before
        return True
    return False
