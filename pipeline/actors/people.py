"""People and their offices: who held what on a day, and what a person held on a day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.actors.words import fold
from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import Row, read_table
from pipeline.settings import find_data_dir

COLUMNS = (
    "person_id",
    "name_fr",
    "aliases_fr",
    "name_en",
    "aliases_en",
    "office",
    "organisation",
    "country_code",
    "sector",
    "from_date",
    "to_date",
    "is_sure",
)
_FIRST = date(1900, 1, 1)
_LAST = date(2100, 1, 1)
LEADING_OFFICES = ("supreme leader", "president", "chancellor", "prime minister", "leader", "king")


@dataclass(frozen=True, slots=True)
class Office:
    """One office of one person, with the days that the file says; ``is_sure`` rows name holders."""

    person_id: str
    office: str | None
    organisation: str | None
    code: str
    sector: str
    first_day: date
    last_day: date
    is_sure: bool

    def is_held_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Person:
    """A person with every spelling of the name and every office held."""

    person_id: str
    names: dict[str, str]
    spellings: tuple[str, ...]
    offices: tuple[Office, ...]


def bound_day(text: str | None, *, is_end: bool, row: Row) -> date:
    """First or last day that a year, month or day can mean; the ends of time for an empty cell."""
    if not text:
        return _LAST if is_end else _FIRST
    try:
        parts = [int(part) for part in text.split("-")]
        year, month, day = [*parts, 0, 0][:3]
        if not is_end:
            return date(year, month or 1, day or 1)
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError as error:
        raise EscaladeError(
            f"{row.where}: date {text!r} is not a year, month or day.",
            remedy="Write 2019, 2019-07 or 2019-07-23.",
        ) from error


@dataclass(frozen=True, slots=True)
class People:
    """All people, by id; holders by (office, code); leaders by organisation."""

    by_id: dict[str, Person]
    holders: dict[tuple[str, str], tuple[Office, ...]]
    leaders: dict[str, tuple[Office, ...]]
    given_names: frozenset[str]

    def find_holder(self, office: str, code: str, day: date | None) -> Office | None:
        """The one sure holder of an office of a state or organisation on a day, or None."""
        return _pick_holder(self.holders.get((office, code), ()), day)

    def find_leader(self, organisation: str, day: date | None) -> Office | None:
        """The one sure leader of an organisation, by its folded name, on a day, or None."""
        return _pick_holder(self.leaders.get(organisation, ()), day)

    def find_office(self, person_id: str, day: date | None) -> Office | None:
        """The office held on a day, else the last before it, else the first; None if none."""
        offices = self.by_id[person_id].offices
        if not offices:
            return None
        if day is None:
            return offices[-1]
        held = [office for office in offices if office.is_held_on(day)]
        if held:
            return max(held, key=lambda office: (office.office is not None, office.first_day))
        past = [office for office in offices if office.last_day < day]
        return max(past, key=lambda office: office.last_day) if past else offices[0]


def _pick_holder(offices: tuple[Office, ...], day: date | None) -> Office | None:
    """The holder whose term began last, when handovers known by month only overlap."""
    if day is None:
        return None
    held = [office for office in offices if office.is_sure and office.is_held_on(day)]
    return max(held, key=lambda office: office.first_day) if held else None


def _read_office(row: Row) -> Office:
    return Office(
        person_id=row["person_id"],
        office=row.get("office"),
        organisation=row.get("organisation"),
        code=row["country_code"],
        sector=row["sector"],
        first_day=bound_day(row.get("from_date"), is_end=False, row=row),
        last_day=bound_day(row.get("to_date"), is_end=True, row=row),
        is_sure=row["is_sure"] == "yes",
    )


def _spellings(row: Row) -> list[str]:
    cells = (row["name_fr"], row["aliases_fr"], row["name_en"], row["aliases_en"])
    return [name for cell in cells for name in cell.split("|") if name]


@cache
def read_people() -> People:
    """data/actors/people.tsv as a register. Raises EscaladeError on a wrong row."""
    grouped: dict[str, tuple[dict[str, str], list[str], list[Office]]] = {}
    holders: dict[tuple[str, str], list[Office]] = {}
    leaders: dict[str, list[Office]] = {}
    for row in read_table(find_data_dir() / "actors" / "people.tsv", columns=COLUMNS):
        _, spellings, offices = grouped.setdefault(
            row["person_id"], ({"fr": row["name_fr"], "en": row["name_en"]}, [], [])
        )
        spellings.extend(name for name in _spellings(row) if name not in spellings)
        office = _read_office(row)
        offices.append(office)
        if office.office:
            holders.setdefault((office.office, office.code), []).append(office)
        if office.organisation and office.office != "spokesperson":
            leaders.setdefault(fold(office.organisation), []).append(office)
    by_id = {
        key: Person(key, names, tuple(spellings), tuple(sorted(offices, key=lambda o: o.first_day)))
        for key, (names, spellings, offices) in grouped.items()
    }
    given = {fold(s.split()[0]) for p in by_id.values() for s in p.spellings if " " in s}
    return People(
        by_id,
        {key: tuple(value) for key, value in holders.items()},
        {key: tuple(value) for key, value in leaders.items()},
        frozenset(name for name in given if len(name) > 2),
    )
