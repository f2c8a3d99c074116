"""The English noun phrase around a role noun: possessor, modifiers, complements, name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.actors.find import Atom
from pipeline.actors.phrases import NAME_KINDS, NUMERALS, PLACE_KINDS, Line, Phrase

_DETERMINERS = {
    "the": "definite",
    "a": "indefinite",
    "an": "indefinite",
    "some": "indefinite",
    "several": "indefinite",
    "many": "indefinite",
    "few": "indefinite",
    "any": "indefinite",
    "no": "indefinite",
    "every": "indefinite",
    "another": "indefinite",
    "this": "demonstrative",
    "that": "demonstrative",
    "these": "demonstrative",
    "those": "demonstrative",
    "his": "possessive",
    "her": "possessive",
    "its": "possessive",
    "their": "possessive",
}
_ADJECTIVES = frozenset(
    "senior top new former military security armed masked riot naval foreign ruling acting then chief"
    " high ranking deputy national federal central interim transitional retired ousted deposed elected"
    " outgoing incoming elite regular paramilitary civilian government state official local regional"
    " international joint special long time longtime lower upper lone main powerful young old rebel"
    " opposition exiled jailed unarmed wounded separatist islamist jihadist hardline far right left"
    " wing ground air sea land border sunni shiite kurdish breakaway self proclaimed unidentified"
    " independent hostile enemy allied democratic newly appointed influential key fellow visiting"
    " nuclear public private defected loyal loyalist".split()
)
_FORMER = frozenset({"former", "ousted", "deposed", "ex"})
_LINKED = frozenset(
    "backed aligned linked funded supported recognised recognized allied trained sponsored armed"
    " affiliated friendly inspired".split()
)
_LED = frozenset(
    {"led", "controlled", "run", "held", "based", "owned", "flagged", "occupied", "born"}
)
_OF = frozenset({"of", "for"})
_IN = frozenset({"in", "at"})


@dataclass(slots=True)
class _Left:
    """What was read to the left of a role noun."""

    first: int
    owners: list[Atom | Phrase] = field(default_factory=list)
    patrons: list[Atom] = field(default_factory=list)
    modifiers: list[Atom] = field(default_factory=list)
    definite: str = "bare"
    possessor: str | None = None
    is_former: bool = False


def read_role(line: Line, atom: Atom) -> Phrase | None:
    """The phrase around a role noun, or None where it only modifies the noun that follows."""
    if _is_modifier(line, atom):
        return None
    left = _read_left(line, atom)
    last, owners, place = _read_right(line, atom)
    name = None if last > atom.last else _read_name(line, atom)
    is_inside = name is not None
    if name is not None:
        last = name.last
    else:
        name = line.find_apposition(last) or line.find_subject_name(left.first)
    return Phrase(
        first=left.first,
        last=last,
        head=name.last - 1 if is_inside and name is not None else atom.head,
        atom=atom,
        owners=tuple([*left.owners, *owners]),
        patrons=tuple(left.patrons),
        place=place,
        name=name,
        is_name_inside=is_inside,
        modifiers=tuple(left.modifiers),
        definite=left.definite,
        possessor=left.possessor,
        is_plural=atom.entry.is_plural,
        is_former=left.is_former,
    )


def _is_modifier(line: Line, atom: Atom) -> bool:
    """Whether another role noun follows directly: «army» in "army spokesman"."""
    words = line.words
    if not words.is_joined(atom.last) or words.gaps[atom.last] != " ":
        return False
    follower = line.role_after(atom.last)
    if follower is None or atom.entry.is_plural:
        return False
    role = follower.entry.role
    return role is not None and role.kind != "reference"


def _read_left(line: Line, atom: Atom) -> _Left:
    left = _Left(atom.first)
    words = line.words
    for _ in range(8):
        if not words.is_joined(left.first):
            break
        before = left.first - 1
        if words.norms[before] == "s" and words.gaps[before] in {"'", "’"}:
            _read_possessor(line, left, before)
            break
        if not (_read_patron(line, left) or _read_owner(line, left) or _read_word(line, left)):
            break
        if left.definite != "bare":
            break
    return left


def _read_possessor(line: Line, left: _Left, before: int) -> None:
    """«Iran's», «the prime minister's», «Haftar's»."""
    owner = line.ends.get(before)
    if owner is None:
        left.first = before + 1
        return
    left.definite = "definite"
    if owner.kind == "role":
        inner = read_role(line, owner)
        if inner is not None:
            left.owners.append(inner)
            left.first = inner.first
        return
    left.owners.append(owner)
    left.first = owner.first
    if words_before_article(line, left.first):
        left.first -= 1


def words_before_article(line: Line, first: int) -> bool:
    """Whether "the" stands right before a word."""
    return line.words.is_joined(first) and line.words.norms[first - 1] == "the"


def _read_patron(line: Line, left: _Left) -> bool:
    """«Iran-backed», «U.N.-recognised», «pro-Russian»; "US-led" is led, so owned."""
    words, before = line.words, left.first - 1
    norm = words.norms[before]
    is_led = norm in _LED
    if norm in _LINKED or is_led:
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
    if atom is not None and atom.first > 0 and words.norms[atom.first - 1] in {"pro", "anti"}:
        if words.is_joined(atom.first):
            left.patrons.append(atom)
            left.first = atom.first - 1
            return True
    return False


def _read_owner(line: Line, left: _Left) -> bool:
    words = line.words
    atom = line.ends.get(left.first)
    if atom is None or words.gaps[left.first] != " ":
        return False
    if atom.kind == "demonym" or atom.kind in NAME_KINDS - {"person"}:
        left.owners.insert(0, atom)
        left.first = atom.first
        _read_more_demonyms(line, left)
        return True
    if atom.kind == "role":
        left.modifiers.append(atom)
        left.first = atom.first
        return True
    return False


def _read_more_demonyms(line: Line, left: _Left) -> None:
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
            or other.entry.is_noun
            and other.entry.is_plural
        ):
            return
        left.owners.insert(0, other)
        left.first = other.first


def _read_word(line: Line, left: _Left) -> bool:
    words, before = line.words, left.first - 1
    norm = words.norms[before]
    if norm in _DETERMINERS:
        left.definite = _DETERMINERS[norm]
        left.possessor = norm if left.definite == "possessive" else None
        left.first = before
        return True
    if (
        norm in _ADJECTIVES
        or norm in NUMERALS
        or norm.isdigit()
        or words.pos(before) in {"ADJ", "NUM"}
    ):
        left.is_former = left.is_former or norm in _FORMER
        left.first = before
        return True
    return False


def _read_right(line: Line, atom: Atom) -> tuple[int, list[Atom | Phrase], Atom | None]:
    """End, owners and place read after the role: "of Iran", "for the army", "in Baghdad"."""
    words, index = line.words, atom.last
    if not words.is_joined(index) or index + 1 >= len(words):
        return index, [], None
    norm = words.norms[index]
    role = atom.entry.role
    if norm == "for" and (role is None or role.office != "spokesperson"):
        return index, [], None
    if norm in _OF:
        return _read_of(line, index)
    if norm in _IN:
        probe = index + 1
        if words.norms[probe] == "the":
            probe += 1
        other = line.begins.get(probe)
        if other is not None and other.kind in PLACE_KINDS:
            return index, [], other
    return index, [], None


def _read_of(line: Line, index: int) -> tuple[int, list[Atom | Phrase], Atom | None]:
    words = line.words
    probe = index + 1
    while probe < len(words) and words.norms[probe] in {"the", "a", "its", "his", "their"}:
        probe += 1
    owners: list[Atom | Phrase] = []
    last = index
    while probe < len(words):
        other = line.begins.get(probe)
        if other is None:
            break
        if other.kind == "role" or other.kind == "demonym":
            inner = _read_inner(line, other)
            if inner is not None:
                owners.append(inner)
                last = max(last, inner.last)
            break
        owners.append(other)
        last = probe = other.last
        if probe + 1 < len(words) and words.norms[probe] == "and":
            probe += 1
        elif probe >= len(words) or words.gaps[probe] != ", ":
            break
        following = line.begins.get(probe)
        if following is None or following.kind not in PLACE_KINDS:
            break
    return last, owners, None


def _read_inner(line: Line, other: Atom) -> Phrase | None:
    """The phrase whose modifiers begin at an atom: "of the Iraqi army"."""
    probe = other
    for _ in range(4):
        if probe.kind == "role":
            inner = read_role(line, probe)
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
    if role.kind == "reference" and other.kind == "organisation":
        return other
    return None
