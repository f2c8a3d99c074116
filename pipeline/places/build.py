"""Pack the gazetteer into arrays that load by memory map: var/gazetteer/<fingerprint>/*.npy."""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.lexicon.tables import read_table
from pipeline.places.entries import (
    ALTERNATE,
    FAMILY,
    GIVEN,
    KINDS,
    LOWER_OK,
    PRECISIONS,
    Entry,
    merge_flags,
)
from pipeline.places.names import (
    PREFIX_BITS,
    fold,
    hash_key,
    hash_prefix,
    make_key,
    make_prefix,
)
from pipeline.places.ordinary import OrdinaryWords, read_ordinary, read_words
from pipeline.places.sound_table import pack_sounds
from pipeline.places.sources import (
    LARGE_TOWN,
    apply_abbreviations,
    apply_exonyms,
    iter_cities,
    iter_countries,
    iter_divisions,
    iter_sites,
    read_countries_package,
)

WELL_KNOWN = 200_000
"""From this many people on, a foreign name that is an ordinary word is kept («Cologne»)."""


def gather_entries(folder: Path) -> list[Entry]:
    """All places with their names, disputed areas and exonyms applied."""
    countries = list(iter_countries(folder))
    regions = list(iter_divisions(folder / "regions.tsv", "region"))
    counties = list(iter_divisions(folder / "counties.tsv", "county"))
    entries = [*countries, *regions, *counties, *iter_cities()]
    by_id = {e.geonames_id: e for e in reversed(entries) if e.geonames_id is not None}
    apply_exonyms(folder / "exonyms.tsv", by_id)
    apply_abbreviations(
        folder / "abbreviations.tsv", {e.admin_code: e for e in regions if e.admin_code}
    )
    entries.extend(merge_sites(list(iter_sites(folder / "sites.tsv")), entries))
    apply_disputed(folder / "disputed.tsv", entries)
    return entries


def merge_sites(sites: list[Entry], entries: list[Entry]) -> list[Entry]:
    """Sites that no package has; a town or region the package has takes our spellings instead."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            known[fold(name)].append(entry)
    kept = []
    for site in sites:
        twins = [
            e
            for name in site.names
            for e in known.get(fold(name), ())
            if e.country == site.country and is_same_place(site, e)
        ]
        if twins:
            twin = max(twins, key=lambda e: e.population)
            twin.add_names(site.names)
            twin.is_notable = True
            if site.detail == "region":
                twin.latitude, twin.longitude = site.latitude, site.longitude
                twin.radius_km = site.radius_km
        else:
            kept.append(site)
    return kept


def is_same_place(site: Entry, entry: Entry) -> bool:
    """True if a row of ours and a GeoNames place are one: like kind, within 15 km."""
    if site.detail == "town":
        near = abs(site.latitude - entry.latitude) + abs(site.longitude - entry.longitude) < 0.3
        return entry.kind == "city" and near
    return site.detail == "region" and entry.kind == "region"


def apply_disputed(path: Path, entries: list[Entry]) -> None:
    """Set the country of disputed areas as disputed.tsv says."""
    by_code: dict[str, str] = {}
    by_id: dict[int, str] = {}
    for row in read_table(path, columns=("area", "admin_codes", "geonames_ids", "country")):
        by_code.update((c, row["country"]) for c in row["admin_codes"].split("|") if c)
        by_id.update((int(i), row["country"]) for i in row["geonames_ids"].split("|") if i)
    for entry in entries:
        choice = by_id.get(entry.geonames_id or 0) or by_code.get(entry.admin_code or "")
        if choice is not None and entry.kind != "country":
            entry.country = choice


def collect_keys(
    entries: list[Entry], words: OrdinaryWords
) -> tuple[dict[str, dict[int, int]], dict[str, int]]:
    """Key -> place number -> flags, without misleading alternate names; marks of the keys."""
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    marks: dict[str, int] = {}
    countries = {make_key(n) for e in entries if e.kind == "country" for n in e.names}
    for number, entry in enumerate(entries):
        for name, flags in entry.names.items():
            key = make_key(name)
            if key is None or len(key) < 2:
                continue
            mark = words.mark(name) | words.mark(key) if name.isalpha() else 0
            if flags & ALTERNATE and (key in countries or (mark and entry.population < WELL_KNOWN)):
                continue
            if entry.population < LARGE_TOWN and entry.kind == "city" and len(key) < 3:
                continue
            marks[key] = marks.get(key, 0) | mark
            old = keys[key].get(number)
            keys[key][number] = flags if old is None else merge_flags(old, flags)
    return keys, marks


def pack(entries: list[Entry], folder: Path, target: Path) -> None:
    """Write the arrays and meta.json into the folder ``target``."""
    given, family = read_words(folder)
    uses = read_ordinary(folder / "ordinary.tsv")
    keys, ordinary = collect_keys(entries, OrdinaryWords(uses["doubt"]))
    for key in uses["never"]:
        keys.pop(key, None)
    hashed = sorted((hash_key(key), key) for key in keys)
    marks = np.zeros(len(hashed), np.uint8)
    starts = np.zeros(len(hashed) + 1, np.uint32)
    places: list[int] = []
    flags: list[int] = []
    for number, (_, key) in enumerate(hashed):
        for place, flag in keys[key].items():
            places.append(place)
            flags.append(flag)
        starts[number + 1] = len(places)
        marks[number] = (
            ordinary[key] | (GIVEN if key in given else 0) | (FAMILY if key in family else 0)
        )
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "key_hash": np.array([h for h, _ in hashed], np.uint64),
        "key_start": starts,
        "key_mark": marks,
        "posting_place": np.array(places, np.uint32),
        "posting_flag": np.array(flags, np.uint8),
        **pack_places(entries),
        **pack_sounds(entries),
    }
    for name, array in arrays.items():
        np.save(target / f"{name}.npy", array)
    (target / "prefixes.bin").write_bytes(pack_prefixes(entries))
    lower = {
        (make_key(n) or "").split(" ")[0]
        for e in entries
        for n, f in e.names.items()
        if f & LOWER_OK
    }
    meta = {"lower_first": sorted(lower - {""}), "given": sorted(given), "family": sorted(family),
            "countries": list_countries(entries), "neighbours": list_neighbours(),
            "domains": list_domains()}  # fmt: skip
    (target / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def pack_prefixes(entries: Iterable[Entry]) -> bytes:
    """A bitmap of the two-word beginnings of names of three words or more."""
    bits = bytearray(2 ** (PREFIX_BITS - 3))
    for entry in entries:
        for name in entry.names:
            prefix = make_prefix(name) if len(name) > 4 else None
            if prefix is not None:
                bit = hash_prefix(prefix)
                bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def list_countries(entries: Iterable[Entry]) -> list[str]:
    """Alpha-3 codes in the order that place_country numbers count."""
    return sorted({e.country for e in entries if e.country})


def list_neighbours() -> dict[str, list[str]]:
    """Alpha-3 codes of the countries that share a land border, by alpha-3."""
    package = read_countries_package()
    iso3 = {c["iso"]: code for code, c in package.items()}
    return {
        code: [iso3[n] for n in c["neighbours"].split(",") if n in iso3]
        for code, c in package.items()
    }


def find_capitals(entries: list[Entry]) -> set[int]:
    """Numbers of the entries that are seats of government by the package's countries."""
    package = read_countries_package()
    seats = {code: fold(facts["capital"]) for code, facts in package.items() if facts["capital"]}
    best: dict[str, tuple[bool, int, int]] = {}
    for number, entry in enumerate(entries):
        code = entry.country
        if entry.kind != "city" or code is None or code not in seats:
            continue
        if any(fold(name) == seats[code] for name in entry.names):
            rank = (fold(entry.place_name) == seats[code], entry.population)
            if code not in best or rank > best[code][:2]:
                best[code] = (*rank, number)
    return {number for _, _, number in best.values()}


def list_domains() -> dict[str, str]:
    """Alpha-3 codes by the two letters that a country's internet addresses end in."""
    package = read_countries_package()
    return {c["tld"].lstrip("."): code for code, c in package.items() if c["tld"]}


def pack_places(entries: list[Entry]) -> dict[str, np.ndarray[Any, Any]]:
    """One array a field of the places, in the order of ``entries``."""
    codes = {code: n for n, code in enumerate(list_countries(entries))}
    regions = {e.admin_code: n for n, e in enumerate(entries) if e.kind == "region"}
    capitals = find_capitals(entries)
    labels = [e.place_name.encode() for e in entries]
    offsets = np.zeros(len(entries) + 1, np.uint32)
    np.cumsum([len(label) for label in labels], out=offsets[1:])
    parents = [
        -1
        if e.kind == "region" or not e.admin_code
        else regions.get(".".join(e.admin_code.split(".")[:2]), -1)
        for e in entries
    ]
    return {
        "place_id": np.array([e.geonames_id or 0 for e in entries], np.uint32),
        "place_point": np.array([(e.latitude, e.longitude) for e in entries], np.float64),
        "place_radius": np.array([e.radius_km for e in entries], np.float32),
        "place_people": np.array([e.population for e in entries], np.uint32),
        "place_fame": np.array([e.fame for e in entries], np.uint8),
        "place_notable": np.array([e.is_notable for e in entries], np.bool_),
        "place_capital": np.array([n in capitals for n in range(len(entries))], np.bool_),
        "place_kind": np.array([KINDS.index(e.kind) for e in entries], np.uint8),
        "place_precision": np.array([PRECISIONS.index(e.precision) for e in entries], np.uint8),
        "place_country": np.array([codes.get(e.country or "", -1) for e in entries], np.int16),
        "place_region": np.array(parents, np.int32),
        "name_bytes": np.frombuffer(b"".join(labels), np.uint8),
        "name_start": offsets,
    }  # fmt: skip


def build_index(data: Path, target: Path) -> None:
    """Build the index of ``data`` into the folder ``target``, once, whoever else asks for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (target / "meta.json").exists():
            return
        made = Path(tempfile.mkdtemp(prefix="building-", dir=target.parent))
        try:
            made.chmod(0o755)
            folder = data / "gazetteer"
            pack(gather_entries(folder), folder, made)
            made.replace(target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        remove_old(target)


def remove_old(target: Path) -> None:
    """Remove the indexes of older tables beside ``target``, all but the latest."""
    others = [p for p in target.parent.iterdir() if p.is_dir() and p != target]
    for old in sorted(others, key=lambda p: p.stat().st_mtime)[:-1]:
        shutil.rmtree(old, ignore_errors=True)
