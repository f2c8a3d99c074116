"""The French noun phrase around a role noun: determiner, adjectives, complements, name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.actors.find import Atom
from pipeline.actors.phrases import NAME_KINDS, NUMERALS, PLACE_KINDS, Line, Phrase

_DETERMINERS = {
    "le": "definite",
    "la": "definite",
    "l": "definite",
    "les": "definite",
    "un": "indefinite",
    "une": "indefinite",
    "plusieurs": "indefinite",
    "quelques": "indefinite",
    "certains": "indefinite",
    "certaines": "indefinite",
    "aucun": "indefinite",
    "aucune": "indefinite",
    "chaque": "indefinite",
    "d'autres": "indefinite",
    "ce": "demonstrative",
    "cet": "demonstrative",
    "cette": "demonstrative",
    "ces": "demonstrative",
    "son": "possessive",
    "sa": "possessive",
    "ses": "possessive",
    "leur": "possessive",
    "leurs": "possessive",
    "notre": "indefinite",
    "nos": "indefinite",
}
_CONTRACTED = {"du": "definite", "au": "definite", "aux": "definite", "des": "indefinite"}
_BEFORE = frozenset(
    "ancien ancienne anciens anciennes ex nouveau nouvel nouvelle nouveaux nouvelles haut haute hauts"
    " hautes jeune jeunes futur future actuel actuelle principal principale principaux premiers"
    " grand grande grands petit petite petits deuxieme troisieme propre propres seul seule autres"
    " autre puissant puissante puissants simple simples vieux fameux nombreux nombreuses tout toute"
    " tous toutes quelque moins environ vice demi double meme memes".split()
)
_FORMER = frozenset({"ancien", "ancienne", "anciens", "anciennes", "ex"})
_ADJECTIVES = frozenset(
    "militaire militaires national nationale nationaux nationales nucleaire federal federale federaux"
    " federales central centrale regulier reguliere regulieres loyaliste loyalistes gouvernemental"
    " gouvernementale gouvernementales gouvernementaux arme armee armes armees adjoint adjointe"
    " sortant sortante demissionnaire supreme elu elue elus dechu dechue renverse local locale locaux"
    " locales international internationale terrestre terrestres naval navale navales aerien aerienne"
    " aeriens aeriennes politique politiques religieux religieuse general generale adjointe regional"
    " regionale provisoire transitoire interimaire special speciale speciaux speciales public publique"
    " officiel officielle officiels civil civile civils civiles rebelle rebelles islamiste islamistes"
    " jihadiste jihadistes separatiste separatistes terroriste terroristes paramilitaire"
    " paramilitaires autoproclame ultranationaliste conservateur reformateur chaviste prorusse"
    " prorusses proiranien proiranienne proiraniens proiraniennes etranger etrangere etrangers"
    " etrangeres blesse blesses tue tues ennemi ennemie ennemis deploye deployes deployees voisin"
    " voisins extremiste extremistes radical radicaux legislatif legislative".split()
)
_OF = frozenset({"de", "du", "des", "d"})
_ARTICLES = frozenset({"la", "le", "l", "les"})
_AT = frozenset({"en", "a", "au", "aux", "dans"})
_DOMAIN_ROLES = frozenset({"ministre", "ministère", "secrétaire", "vice-premier ministre"})
_DOMAIN_LINKS = frozenset({"et", "de", "la", "l", "des", "du", "les", "d", "a", "aux"})
_PREPOSITIONS = frozenset(
    "de du des d a au aux en dans par pour sur sous contre avec entre vers chez selon envers devant et"
    " ou ni que qu comme dont mais si car est sont ont parmi apres avant pendant depuis sans hors"
    " visant tuant".split()
)
_MODIFYING = frozenset(
    "rebelle islamiste jihadiste terroriste séparatiste paramilitaire militaire civil".split()
)


@dataclass(slots=True)
class _Right:
    """What was read to the right of a role noun."""

    last: int
    owners: list[Atom | Phrase] = field(default_factory=list)
    patrons: list[Atom] = field(default_factory=list)
    modifiers: list[Atom] = field(default_factory=list)
    place: Atom | None = None
    name: Atom | None = None
    is_closed: bool = False


def read_role(line: Line, atom: Atom) -> Phrase | None:
    """The phrase around a role noun, or None where the noun is an adjective of another noun."""
    if _is_adjective(line, atom):
        return None
    right = _read_right(line, atom)
    first, definite, is_former = _read_left(line, atom.first)
    name = right.name
    is_inside = name is not None
    if name is None:
        name = line.find_apposition(right.last) or line.find_subject_name(first)
    words = line.words
    return Phrase(
        first=first,
        last=right.last,
        head=atom.head,
        atom=atom,
        owners=tuple(right.owners),
        patrons=tuple(right.patrons),
        place=right.place,
        name=name,
        is_name_inside=is_inside,
        modifiers=tuple(right.modifiers),
        definite=definite,
        possessor=words.norms[first] if definite == "possessive" else None,
        is_plural=atom.entry.is_plural,
        is_former=is_former,
    )


def _is_adjective(line: Line, atom: Atom) -> bool:
    """Whether the word before is a noun that the role noun describes: «une milice rebelle»."""
    words, first = line.words, atom.first
    if atom.last - atom.first > 1 or not words.is_joined(first):
        return False
    if words.gaps[first] == "-" and words.norms[first - 1] not in {"ex", "vice", "non"}:
        return True
    before = words.norms[first - 1]
    if before in _DETERMINERS or before in _PREPOSITIONS or before in _CONTRACTED:
        return False
    if before in _BEFORE or before in NUMERALS or before.isdigit():
        return False
    pos = words.pos(first)
    if pos == "ADJ":
        return True
    previous = line.ends.get(first)
    if previous is not None and previous.kind == "role":
        return atom.entry.role is not None and atom.entry.role.word in _MODIFYING
    return pos is None and words.pos(first - 1) is None and before[-1:] in {"s", "e"}


def _read_left(line: Line, first: int) -> tuple[int, str, bool]:
    """Start of the phrase, its definiteness, and whether it speaks of a former holder."""
    words = line.words
    is_former = False
    while words.is_joined(first):
        before = words.norms[first - 1]
        if before not in _BEFORE and before not in NUMERALS and not before.isdigit():
            break
        is_former = is_former or before in _FORMER
        first -= 1
    if not words.is_joined(first):
        return first, "bare", is_former
    before = words.norms[first - 1]
    if before in _DETERMINERS and (before != "l" or words.gaps[first] in {"'", "’"}):
        return first - 1, _DETERMINERS[before], is_former
    return first, _CONTRACTED.get(before, "bare"), is_former


def _read_right(line: Line, atom: Atom) -> _Right:
    right = _Right(atom.last)
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
    if norm.startswith(("soutenu", "appuye", "finance", "arme", "allie", "equipe", "proche")):
        probe = index + 1
        if probe < len(words) and words.norms[probe] in {"par", "de", "a", "d", "des", "du"}:
            probe += 1
            if probe < len(words) and words.norms[probe] in _ARTICLES:
                probe += 1
            atom = line.begins.get(probe)
            if atom is not None and atom.kind in NAME_KINDS:
                right.patrons.append(atom)
                right.last = atom.last
                return True
    return False


def _read_demonym(line: Line, right: _Right) -> bool:
    words = line.words
    atom = line.begins.get(right.last)
    if atom is None or atom.kind != "demonym" or words.is_capital(atom.first):
        return False
    right.owners.append(atom)
    right.last = atom.last
    probe = right.last
    while probe + 1 < len(words) and (words.norms[probe] == "et" or words.gaps[probe] == ", "):
        step = probe + 1 if words.norms[probe] == "et" else probe
        other = line.begins.get(step)
        if other is None or other.kind != "demonym" or words.is_capital(step):
            break
        right.owners.append(other)
        right.last = probe = other.last
    return True


def _read_adjective(line: Line, right: _Right) -> bool:
    words, index = line.words, right.last
    atom = line.begins.get(index)
    if atom is not None and atom.kind == "role":
        role = atom.entry.role
        if role is None or role.word not in _MODIFYING or words.pos(index) == "VERB":
            return False
        right.modifiers.append(atom)
        right.last = atom.last
        return True
    if atom is not None or words.is_capital(index):
        return False
    if words.norms[index] in _ADJECTIVES or words.pos(index) == "ADJ":
        right.last = index + 1
        return True
    return False


def _read_complement(line: Line, atom: Atom, right: _Right) -> bool:
    """«de la Russie», «du Hezbollah», «de l'armée israélienne», «de la Défense»."""
    words, index = line.words, right.last
    if words.norms[index] not in _OF or index + 1 >= len(words):
        return False
    probe = index + 1
    if words.norms[probe] in _ARTICLES and probe + 1 < len(words):
        probe += 1
    if not words.is_joined(probe):
        return False
    other = line.begins.get(probe)
    if other is not None and other.kind in NAME_KINDS:
        right.owners.append(other)
        right.last = other.last
        _read_more_owners(line, right)
        return True
    role = atom.entry.role
    if role is not None and role.word in _DOMAIN_ROLES and _read_domain(line, right, probe):
        return True
    if other is not None and other.kind == "role":
        inner = read_role(line, other)
        if inner is None:
            return False
        right.owners.append(inner)
        right.last = inner.last
        return True
    if other is not None and other.kind == "name":
        right.owners.append(other)
        right.last = other.last
        return True
    if words.norms[probe] in {"son", "sa", "ses", "leur", "leurs"}:
        return _read_owned(line, right, probe)
    return False


def _read_owned(line: Line, right: _Right, probe: int) -> bool:
    other = line.role_after(probe + 1)
    inner = read_role(line, other) if other is not None else None
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
        if words.norms[probe] not in _OF:
            return
        probe += 1
        if probe < len(words) and words.norms[probe] in _ARTICLES:
            probe += 1
        other = line.begins.get(probe)
        if other is None or other.kind not in PLACE_KINDS:
            return
        right.owners.append(other)
        right.last = other.last


def _read_domain(line: Line, right: _Right, probe: int) -> bool:
    """The field of a ministry: capitalised words and the links between them."""
    words = line.words
    atom = line.begins.get(probe)
    if atom is not None and atom.kind in NAME_KINDS:
        return False
    last = probe
    while probe < len(words) and words.is_joined(probe) and probe - right.last < 9:
        inner = line.begins.get(probe)
        if inner is not None and inner.kind == "demonym":
            break
        if words.is_capital(probe):
            last = probe + 1
        elif words.norms[probe] not in _DOMAIN_LINKS:
            if last > right.last + 1 or words.pos(probe) not in {"NOUN", None}:
                break
            last = probe + 1
        probe += 1
    if last <= right.last + 1:
        return False
    right.last = last
    return True


def _read_name(line: Line, atom: Atom, right: _Right) -> bool:
    """A proper name right after its role: «le général Soleimani», «le mouvement Hamas»."""
    role = atom.entry.role
    other = line.begins.get(right.last)
    if other is None or role is None or not line.words.is_capital(other.first):
        return False
    if role.kind in {"asset", "site", "institution"}:
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
    if words.norms[index] not in _AT:
        return
    probe = index + 1
    if probe < len(words) and words.norms[probe] in _ARTICLES:
        probe += 1
    atom = line.begins.get(probe)
    if atom is not None and atom.kind in PLACE_KINDS:
        right.place = atom
