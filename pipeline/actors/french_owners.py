"""To whom a French role noun belongs: adjectives, backers, leaders, member states."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.actors.find import Atom
from pipeline.actors.gazetteer import Entry
from pipeline.actors.phrases import NAME_KINDS, Line, Phrase

_COMMANDS = frozenset({"commandement", "conduite", "direction", "leadership"})
_STATES = frozenset({"pays", "etat", "etats"})


@dataclass(slots=True)
class Right:
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
    is_own: bool = False
    role: Entry | None = None


def read_patron(line: Line, right: Right) -> bool:
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
    if norm == "sous":
        return _read_command(line, right)
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


def _read_command(line: Line, right: Right) -> bool:
    """«sous commandement saoudien», «sous la conduite de Riyad»: who leads a force owns it."""
    words = line.words
    at = skip_article(line, right.last + 1)
    if at + 1 >= len(words) or words.norms[at] not in _COMMANDS:
        return False
    probe = at + 1
    if words.norms[probe] in line.lexicon["of"]:
        probe = skip_article(line, probe + 1)
    atom = line.begins.get(probe)
    if atom is None or atom.kind not in {"demonym", *NAME_KINDS} or not words.is_joined(probe):
        return False
    right.owners.insert(0, atom)
    right.last = atom.last
    return True


def skip_article(line: Line, index: int) -> int:
    """The word after a definite article, unless a name begins with the article: «la Douma»."""
    words = line.words
    if index + 1 >= len(words) or index in line.begins:
        return index
    return index + 1 if line.lexicon.determiners.get(words.norms[index]) == "definite" else index


def read_demonym(line: Line, right: Right) -> bool:
    words = line.words
    atom = line.begins.get(right.last)
    if atom is None or words.is_capital(atom.first):
        return False
    if atom.kind == "organisation":
        # The name of a group as an adjective: «la milice houthie», «le régime taliban».
        right.owners.append(atom)
        right.last = atom.last
        return True
    if atom.kind != "demonym":
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


def skip_members(line: Line, probe: int) -> Atom | None:
    """The body in «des pays membres de la Cédéao», whose member states speak as one."""
    words = line.words
    if words.norms[probe] not in _STATES or words.norms[probe + 1 : probe + 2] != ["membres"]:
        return None
    if words.norms[probe + 2 : probe + 3] == [] or words.norms[probe + 2] not in line.lexicon["of"]:
        return None
    atom = line.begins.get(skip_article(line, probe + 3))
    return atom if atom is not None and atom.kind == "organisation" else None
