"""Words to atoms: the longest known name, demonym or role noun at each place, and unknown names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.actors.gazetteer import Entry, Node, read_gazetteer
from pipeline.actors.lexicon import PhraseWords
from pipeline.actors.people import read_people
from pipeline.actors.words import Words, fold, split_words

_KIND_ORDER = {
    "person": 0,
    "organisation": 1,
    "state": 2,
    "capital": 3,
    "region": 4,
    "demonym": 5,
    "city": 6,
    "role": 7,
    "name": 8,
}


@dataclass(frozen=True, slots=True)
class Atom:
    """Words ``first`` to ``last`` (exclusive) that one or more entries spell.

    An atom without entries is an unknown proper name.
    """

    first: int
    last: int
    kind: str
    entries: tuple[Entry, ...] = ()
    head: int = 0

    @property
    def entry(self) -> Entry:
        return self.entries[0]


def _match_longest(root: Node, words: Words, first: int) -> tuple[int, list[Entry]]:
    """End and entries of the longest accepted spelling that begins at a word."""
    node = root.after.get(words.norms[first])
    best_end, best = first, []
    index = first
    while node is not None:
        index += 1
        if node.entries:
            accepted = [entry for entry in node.entries if entry.is_accepted(words, first)]
            if accepted:
                best_end, best = index, accepted
        if index >= len(words) or not node.after or not words.is_joined(index):
            break
        node = node.after.get(words.norms[index])
    return best_end, best


def _is_supported(
    entry: Entry, codes: frozenset[str], keys: frozenset[str], year: int | None
) -> bool:
    """Whether the item bears an entry out: a shared acronym needs its country or its full name."""
    if year is not None and entry.from_year is not None and year < entry.from_year:
        return False
    if not entry.is_ambiguous:
        return True
    return entry.key in keys or (entry.code is not None and entry.code in codes)


def _make_atom(
    words: Words, first: int, last: int, entries: list[Entry], *, is_described: bool
) -> Atom:
    """An atom of the strongest kind found: a capital speaks for the name, else for the role.

    ``is_described`` says that a demonym comes before: "the Malian Congress" is a role.
    """
    entries = sorted(entries, key=lambda entry: _KIND_ORDER[entry.kind])
    kind = entries[0].kind
    is_common = not words.is_capital(first) and entries[0].capitals[0]
    if entries[-1].kind == "role" and (is_described or is_common):
        kind = "role"
    chosen = tuple(entry for entry in entries if entry.kind == kind)
    if kind in {"organisation", "capital"} and len(chosen) < len(entries):
        # Brussels is a city of Belgium and the Union: both readings stay until the item decides.
        chosen = tuple(e for e in entries if e.kind in {"organisation", "capital", "state"})
    return Atom(first, last, kind, chosen, first + chosen[0].head)


def find_known(
    words: Words, language: str, *, codes: frozenset[str] = frozenset(), year: int | None = None
) -> list[Atom]:
    """Known names and role nouns, left to right, longest first, without overlap.

    ``codes`` are those of the title, ``year`` that of publication: both bear out ambiguous names.
    """
    root = read_gazetteer(language)
    after = root.after
    found = []
    index = 0
    for first, norm in enumerate(words.norms):
        if first < index or norm not in after:
            continue
        last, entries = _match_longest(root, words, first)
        if entries:
            found.append((first, last, entries))
            index = last
    sure = [
        e for _, _, entries in found for e in entries if not e.is_ambiguous and e.kind != "role"
    ]
    codes = codes | frozenset(entry.code for entry in sure if entry.code is not None)
    keys = frozenset(entry.key for entry in sure)
    atoms: list[Atom] = []
    for first, last, entries in found:
        kept = [entry for entry in entries if _is_supported(entry, codes, keys, year)]
        if kept:
            is_described = bool(atoms) and atoms[-1].kind == "demonym" and atoms[-1].last == first
            atoms.append(_make_atom(words, first, last, kept, is_described=is_described))
    return _drop_loose_halves(atoms)


def _drop_loose_halves(atoms: list[Atom]) -> list[Atom]:
    """Without «indo» of «indo-pacifique»: half a compound needs a state's adjective after it."""
    kept: list[Atom] = []
    after: Atom | None = None
    for atom in reversed(atoms):
        is_half = atom.entries[0].is_bound
        if not is_half or (after and after.kind == "demonym" and after.first == atom.last):
            kept.append(atom)
            after = atom
    return kept[::-1]


def _is_name_word(words: Words, index: int, lexicon: PhraseWords, family: frozenset[str]) -> bool:
    """Whether a word looks like part of an unknown proper name; ``family`` surely is."""
    text = words.texts[index]
    if not text[0].isupper() or words.norms[index] in lexicon["not_name"]:
        return False
    if (words.norms[index] in lexicon["title"] and len(text) > 1) or text == "M":
        return False
    pos = words.pos(index)
    if pos in {"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "NUM"}:
        return False
    if not words.is_first(index) or words.norms[index] in family:
        return True
    if pos not in {"VERB", "ADV", "ADJ", "NOUN"}:
        return True
    # A capital after the first word of a sentence tells a name from a mere beginning.
    after = index + 1
    return (
        words.is_joined(after)
        and words.is_capital(after)
        and words.norms[after] not in lexicon["not_name"]
    )


def _extend_name(
    words: Words, first: int, covered: bytearray, lexicon: PhraseWords, family: frozenset[str]
) -> int:
    """End of the run of capitalised words, with the small links between them, from a word."""
    last = first + 1
    probe = last
    while probe < len(words) and words.is_joined(probe) and not covered[probe]:
        if _is_name_word(words, probe, lexicon, family):
            last = probe + 1
        elif words.norms[probe] not in lexicon["link"] and words.norms[probe - 1] != "o":
            break
        probe += 1
    return last


def find_unknown(
    words: Words, atoms: list[Atom], lexicon: PhraseWords, family: frozenset[str]
) -> list[Atom]:
    """Runs of capitalised words that no atom covers, as atoms of kind ``name``.

    ``family`` holds the folded last names of people the item names in full.
    """
    covered = bytearray(len(words))
    for atom in atoms:
        covered[atom.first : atom.last] = b"\x01" * (atom.last - atom.first)
    found = []
    index = 0
    while index < len(words):
        if covered[index] or not _is_name_word(words, index, lexicon, family):
            index += 1
            continue
        last = _extend_name(words, index, covered, lexicon, family)
        found.append(Atom(index, last, "name", (), index))
        index = last
    return found


def drop_parts_of_names(words: Words, atoms: list[Atom], unknown: list[Atom]) -> list[Atom]:
    """Atoms without the short names that are only part of a longer unknown one («Aïn al-Assad»)."""
    ends = {atom.last for atom in unknown if words.is_capital(atom.last - 1)}
    begins = {atom.first for atom in unknown}
    kept = []
    for atom in atoms:
        is_short = atom.kind in {"person", "city"} and len(_content(words, atom)) == 1
        is_tail = atom.first in ends and words.is_joined(atom.first)
        if is_tail and words.is_first(atom.first - 1):
            is_tail = words.pos(atom.first - 1) == "PROPN"
        is_head = atom.last in begins and words.is_joined(atom.last)
        if not (is_short and (is_tail or (is_head and atom.kind == "city"))):
            kept.append(atom)
    return kept


def _content(words: Words, atom: Atom) -> list[str]:
    return [words.norms[i] for i in range(atom.first, atom.last) if len(words.norms[i]) > 2]


def list_family(atoms: Iterable[Atom]) -> frozenset[str]:
    """Folded last words of the personal names among atoms."""
    return frozenset(
        fold(entry.words[-1]) for atom in atoms if atom.kind == "person" for entry in atom.entries
    )


@cache
def given_names() -> frozenset[str]:
    """Folded first names that tell a person's name from a place's."""
    return read_people().given_names


def is_person_like(words: Words, atom: Atom) -> bool:
    """Whether an unknown name begins with a known first name, or an initial, and goes on."""
    norm = words.norms[atom.first]
    if atom.last - atom.first < 2:
        return False
    return norm in given_names() or len(norm) == 1


def name_text(words: Words, atom: Atom) -> str:
    """The verbatim text of an atom."""
    return words.text[words.starts[atom.first] : words.ends[atom.last - 1]]


@lru_cache(maxsize=10_000)
def surnames(spelling: str, code: str | None) -> tuple[str, ...]:
    """Folded short forms of a full name: its tail, and its head where the family name is first."""
    parts = split_words(spelling).norms
    forms = [" ".join(parts[n:]) for n in range(1, len(parts)) if len(parts[n]) > 2]
    if code in {"CHN", "KOR", "PRK", "TWN", "VNM"} and len(parts) > 1:
        forms.append(parts[0])
    return tuple(forms)
