"""Names, demonyms and role nouns of one language in one trie of folded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pipeline.actors.people import read_people
from pipeline.actors.words import Words, fold, split_words
from pipeline.lexicon.tables import Row, read_table
from pipeline.settings import find_data_dir

ROLE_KINDS = ("person", "institution", "group", "asset", "site", "reference")
BLOC = "B:"
"""What the key of a loose bloc begins with: its adjective gives no country of its own."""
_PARTICLES = frozenset(
    "al el ad as ben bin ibn de du des la le les of the and et der van von".split()
)
_HEAD_FIRST_EN = re.compile(r" (of|for|in) ")


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: what kind of actor, its sector (None: that of its owner), its office."""

    word: str
    kind: str
    sector: str | None
    office: str | None
    needs: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a name, demonym or role, with what it stands for.

    ``kind`` is state, capital, region, bloc, organisation, person, demonym or role. ``capitals``
    says which of its words begin with a capital. ``head`` is the offset of the head word.
    ``is_bound`` marks the first half of a compound («franco-»).
    """

    kind: str
    key: str
    name: str
    code: str | None
    sector: str | None
    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    is_acronym: bool = False
    is_ambiguous: bool = False
    is_plural: bool = False
    is_noun: bool = False
    gender: str = ""
    head: int = 0
    detail: str | None = None
    role: Role | None = None
    from_year: int | None = None
    is_bound: bool = False

    def is_accepted(self, words: Words, first: int) -> bool:
        """Whether the capitals in the text fit the name; the letters are known to fit."""
        if self.is_bound:
            return first + 1 < len(words) and words.gaps[first + 1] == "-"
        if self.is_acronym:
            return words.texts[first].isupper()
        if self.kind == "role" and not self._fits_accents(words.texts[first]):
            return False
        if self.kind == "role" or len(self.words) == 1:
            return not self.capitals[0] or words.is_capital(first)
        wanted = [first + n for n, is_capital in enumerate(self.capitals) if is_capital]
        if not wanted:
            return True
        found = sum(words.is_capital(index) for index in wanted)
        return found == len(wanted) if self.kind == "person" else found >= 1

    def _fits_accents(self, text: str) -> bool:
        """Accents may be left out, but one that the word lacks makes another word («jugé»)."""
        return text.isascii() or text.casefold() == self.words[0].casefold()


@dataclass(slots=True)
class Node:
    """A node of the trie: what follows a word, and what ends here."""

    after: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def make_entry(kind: str, spelling: str, **facts: object) -> Entry:
    """An Entry for a spelling; a leading ``?`` marks one that needs evidence in the item."""
    is_ambiguous = spelling.startswith("?")
    words = split_words(spelling.lstrip("?"))
    texts = tuple(words.texts)
    letters = texts[0].replace(".", "")
    is_acronym = len(texts) == 1 and letters.isupper() and len(letters) > 1
    capitals = tuple(
        (t[0].isupper() and fold(t) not in _PARTICLES) or (t[0].isupper() and len(texts) == 1)
        for t in texts
    )
    values: dict[str, object] = {"is_ambiguous": is_ambiguous, **facts}
    return Entry(kind=kind, words=texts, capitals=capitals, is_acronym=is_acronym, **values)  # type: ignore[arg-type]


def _split(cell: str) -> Iterator[str]:
    return (part for part in cell.split("|") if part)


def _read(name: str, *columns: str) -> tuple[Row, ...]:
    return read_table(find_data_dir() / "actors" / name, columns=columns)


def _iter_demonyms(
    row: Row, code: str | None, key: str, name: str, language: str
) -> Iterator[Entry]:
    """Demonyms of a state, region or bloc: French adjectives serve as nouns, English have both."""
    facts = {"key": key, "name": name, "code": code, "sector": "GOV"}
    if code is not None and code.startswith("IGO:"):
        facts["sector"] = "IGO"
    if language == "fr":
        for column, gender, is_plural in (
            ("demonym_fr_ms", "m", False),
            ("demonym_fr_fs", "f", False),
            ("demonym_fr_mp", "m", True),
            ("demonym_fr_fp", "f", True),
        ):
            for form in _split(row[column]):
                yield make_entry(
                    "demonym", form, gender=gender, is_plural=is_plural, detail=form, **facts
                )
        return
    nouns = set(_split(row["nouns_en"]))
    for form in dict.fromkeys([*_split(row["adjectives_en"]), *sorted(nouns)]):
        if form.replace(".", "").isupper():
            continue
        is_plural = form in nouns and form.endswith(("s", "men", "ese", "ish", "ch"))
        yield make_entry(
            "demonym", form, is_plural=is_plural, is_noun=form in nouns, detail=form, **facts
        )


def _iter_states(language: str) -> Iterator[Entry]:
    for row in _read("states.tsv", "state_code", f"name_{language}", f"capitals_{language}"):
        code, name = row["state_code"], row[f"name_{language}"]
        facts: dict[str, object] = {"key": code, "name": name, "code": code, "sector": "GOV"}
        for spelling in [name, *_split(row[f"aliases_{language}"])]:
            yield make_entry("state", spelling, **facts)
        for spelling in _split(row[f"capitals_{language}"]):
            yield make_entry("capital", spelling, **facts)
        yield from _iter_demonyms(row, code, code, name, language)


def _iter_combining(language: str) -> Iterator[Entry]:
    """First halves of French compounds: «franco-», «américano-»."""
    if language != "fr":
        return
    for row in _read("combining.tsv", "form", "state_code"):
        code = row["state_code"]
        facts: dict[str, object] = {"key": code, "name": code, "code": code, "sector": "GOV"}
        yield make_entry("demonym", row["form"], is_bound=True, detail=row["form"], **facts)


def _iter_regions(language: str) -> Iterator[Entry]:
    for row in _read("regions.tsv", "region_code", "kind", f"names_{language}"):
        code = row.get("region_code")
        names = list(_split(row[f"names_{language}"]))
        mark = BLOC if row["kind"] == "bloc" else "R:"
        key = mark + fold(row["names_en"].split("|")[0] or row["demonym_fr_ms"]).replace(" ", "-")
        name = names[0] if names else row["demonym_fr_ms"].split("|")[0]
        for spelling in names:
            sector = None if mark == BLOC else "CVL"
            yield make_entry("region", spelling, key=key, name=name, code=code, sector=sector)
        if row[{"fr": "demonym_fr_ms", "en": "adjectives_en"}[language]]:
            yield from _iter_demonyms(row, code, key, name, language)


def _iter_organisations(language: str) -> Iterator[Entry]:
    for row in _read("organisations.tsv", "code", "sector", "kind", f"aliases_{language}"):
        key = "O:" + fold(row["name_en"]).replace(" ", "-")
        for spelling in _split(row[f"aliases_{language}"]):
            yield make_entry(
                "organisation",
                spelling,
                key=key,
                name=row[f"name_{language}"],
                code=row.get("code"),
                sector=row["sector"],
                detail=row["kind"],
                from_year=int(row["from_year"]) if row.get("from_year") else None,
            )


def _iter_people(language: str) -> Iterator[Entry]:
    for person in read_people().by_id.values():
        office = person.offices[-1]
        for spelling in person.spellings:
            yield make_entry(
                "person",
                spelling,
                key=person.person_id,
                name=person.names[language],
                code=office.code,
                sector=office.sector,
            )


def _iter_cities(language: str) -> Iterator[Entry]:
    for row in _read("cities.tsv", "country_code", f"names_{language}"):
        code = row["country_code"]
        names = list(_split(row[f"names_{language}"]))
        for spelling in names:
            key = "C:" + fold(names[0]).replace(" ", "-")
            yield make_entry("city", spelling, key=key, name=names[0], code=code, sector="CVL")


def _role_head(form: str, language: str) -> int:
    """Offset of the head among the words of a role: first in French, last in English."""
    if language == "fr" or _HEAD_FIRST_EN.search(form):
        return 0
    return len(split_words(form)) - 1


def _is_plural(word: str, *, is_citation: bool, kind: str) -> bool:
    """Whether a form is plural: «pays» as the word itself is not, «troupes» is."""
    if is_citation and kind in {"reference", "person"}:
        return False
    return word.endswith(("s", "x", "men", "people", "police", "children"))


def _iter_roles(language: str) -> Iterator[Entry]:
    path = find_data_dir() / "lexicons" / language / "roles.tsv"
    for row in read_table(path, columns=("word", "forms", "kind", "sector", "office", "needs")):
        role = Role(row["word"], row["kind"], row.get("sector"), row.get("office"), row["needs"])
        forms = [row["word"], *_split(row["forms"])]
        for form in forms:
            head = _role_head(form, language)
            word = split_words(form).texts[head]
            yield make_entry(
                "role",
                form,
                key=row["word"],
                name=row["word"],
                code=None,
                sector=role.sector,
                gender=row["gender"],
                head=head,
                is_plural=_is_plural(word, is_citation=form == row["word"], kind=role.kind),
                role=role,
            )


def build_trie(entries: Iterable[Entry]) -> Node:
    """A trie of the folded words of all entries; the same spelling may end several."""
    root = Node()
    for entry in entries:
        node = root
        for word in entry.words:
            node = node.after.setdefault(fold(word), Node())
        same = (entry.kind, entry.key, entry.is_acronym, entry.capitals)
        if all((e.kind, e.key, e.is_acronym, e.capitals) != same for e in node.entries):
            node.entries.append(entry)
    return root


@cache
def read_gazetteer(language: str) -> Node:
    """The trie of one language (``fr`` or ``en``), read from data/ on first use."""
    return build_trie(
        [
            *_iter_states(language),
            *_iter_combining(language),
            *_iter_regions(language),
            *_iter_cities(language),
            *_iter_organisations(language),
            *_iter_people(language),
            *_iter_roles(language),
        ]
    )
