"""The gazetteer in memory: look keys up, read places. Arrays are memory-mapped, not copied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from babel import Locale

from pipeline.lexicon.tables import read_table
from pipeline.places.entries import KINDS, PRECISIONS
from pipeline.places.fingerprint import make_fingerprint
from pipeline.places.names import fold, hash_key, hash_prefix
from pipeline.settings import find_data_dir, find_var_dir


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. ``region`` is the number of its first-level division or None."""

    number: int
    name: str
    kind: str
    precision: str
    country: str | None
    region: int | None
    latitude: float
    longitude: float
    radius_km: float
    people: int
    geonames_id: int | None
    is_capital: bool
    is_notable: bool
    fame: int


class Gazetteer:
    """All places by key; numbers are positions in the arrays of one index folder."""

    def __init__(
        self,
        folder: Path,
        *,
        politicians: frozenset[str] = frozenset(),
        capitalised: frozenset[str] = frozenset(),
    ) -> None:
        self.politicians = politicians
        self.capitalised = capitalised
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.countries: list[str] = meta["countries"]
        self.neighbours: dict[str, frozenset[str]] = {
            code: frozenset(others) for code, others in meta["neighbours"].items()
        }
        self.domains: dict[str, str] = meta["domains"]
        self.lower_first = frozenset(meta["lower_first"])
        self.given = frozenset(meta["given"])
        self.family = frozenset(meta["family"])
        self._arrays: dict[str, np.ndarray[Any, Any]] = {
            path.stem: np.asarray(np.load(path, mmap_mode="r")) for path in folder.glob("*.npy")
        }
        self._prefixes = (folder / "prefixes.bin").read_bytes()
        self._places: dict[int, Place] = {}
        self._country_numbers: dict[str, int] | None = None

    def begins_name(self, prefix: str) -> bool:
        """False if no name of three words or more begins with these two words."""
        bit = hash_prefix(prefix)
        return bool(self._prefixes[bit >> 3] & (1 << (bit & 7)))

    def find_keys(self, hashes: Sequence[int]) -> list[int]:
        """For each hash the number of its key, or -1."""
        if not hashes:
            return []
        table = self._arrays["key_hash"]
        wanted = np.array(hashes, np.uint64)
        at = np.searchsorted(table, wanted)
        at[at == len(table)] = 0
        return [int(n) for n in np.where(table[at] == wanted, at, -1)]

    def find_sound(self, code: str, sound: str) -> list[Place]:
        """Places of a country (alpha-3) with a name of this sound (see sounds.py)."""
        hashes = self._arrays["sound_hash"]
        wanted = np.uint64(hash_key(f"{code} {sound}"))
        first, last = np.searchsorted(hashes, [wanted, wanted + np.uint64(1)])
        return [self.read_place(n) for n in self._arrays["sound_place"][first:last].tolist()]

    def read_key(self, key: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Marks of a key (ordinary word, given name...), its place numbers with their flags."""
        starts = self._arrays["key_start"]
        first, last = int(starts[key]), int(starts[key + 1])
        numbers = self._arrays["posting_place"][first:last].tolist()
        flags = self._arrays["posting_flag"][first:last].tolist()
        return int(self._arrays["key_mark"][key]), tuple(zip(numbers, flags, strict=True))

    def read_place(self, number: int) -> Place:
        """The place with this number."""
        known = self._places.get(number)
        if known is None:
            if len(self._places) > 50_000:
                self._places.clear()
            known = self._places[number] = self._make_place(number)
        return known

    def _make_place(self, number: int) -> Place:
        a = self._arrays
        first, last = int(a["name_start"][number]), int(a["name_start"][number + 1])
        country, region = int(a["place_country"][number]), int(a["place_region"][number])
        latitude, longitude = a["place_point"][number].tolist()
        return Place(
            number,
            a["name_bytes"][first:last].tobytes().decode(),
            KINDS[int(a["place_kind"][number])],
            PRECISIONS[int(a["place_precision"][number])],
            self.countries[country] if country >= 0 else None,
            region if region >= 0 else None,
            latitude,
            longitude,
            float(a["place_radius"][number]),
            int(a["place_people"][number]),
            int(a["place_id"][number]) or None,
            bool(a["place_capital"][number]),
            bool(a["place_notable"][number]),
            int(a["place_fame"][number]),
        )

    def read_country(self, code: str) -> Place | None:
        """The country with this alpha-3 code."""
        if self._country_numbers is None:
            kinds = self._arrays["place_kind"]
            self._country_numbers = {}
            for number in np.flatnonzero(kinds == KINDS.index("country")).tolist():
                place = self.read_place(number)
                if place.country is not None:
                    self._country_numbers[place.country] = number
        found = self._country_numbers.get(code)
        return None if found is None else self.read_place(found)

    def list_capitals(self) -> list[Place]:
        """All places that are capitals of a country."""
        numbers = np.flatnonzero(self._arrays["place_capital"]).tolist()
        return [self.read_place(number) for number in numbers]

    def list_towns(self, code: str) -> np.ndarray[Any, Any]:
        """Latitude and longitude of a country's towns, one row each."""
        a = self._arrays
        chosen = (a["place_country"] == self.countries.index(code)) & (
            a["place_kind"] == KINDS.index("city")
        )
        return np.asarray(a["place_point"][chosen])


DEMONYMS = ("demonym_fr_ms", "demonym_fr_fs", "demonym_fr_mp", "demonym_fr_fp", "adjectives_en",
            "nouns_en")  # fmt: skip


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the project's data folder; its index is built on first use (about 20 s)."""
    data = find_data_dir()
    target = find_var_dir() / "gazetteer" / make_fingerprint(data / "gazetteer")
    if not (target / "meta.json").exists():
        # The builder pulls in the language packages: only where there is something to build.
        from pipeline.places.build import build_index

        build_index(data, target)
    return Gazetteer(
        target,
        politicians=read_politicians(data / "actors" / "people.tsv"),
        capitalised=read_capitalised(data / "actors" / "states.tsv"),
    )


def read_capitalised(path: Path) -> frozenset[str]:
    """Folded words that have a capital and are no names: days and months, demonyms of states."""
    words = {w for tongue in ("fr", "en") for w in _list_calendar(Locale.parse(tongue))}
    for row in read_table(path, columns=DEMONYMS):
        names = [name for column in DEMONYMS for name in (row.get(column) or "").split("|")]
        words.update(name for name in names if " " not in name)
    return frozenset(fold(word) for word in words)


def _list_calendar(locale: Locale) -> list[str]:
    return [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]


def read_politicians(path: Path) -> frozenset[str]:
    """Folded family names of the people that the actor tables know: «Kerry» is no county first."""
    names = set()
    for row in read_table(path, columns=("name_fr", "name_en")):
        for name in (row.get("name_fr"), row.get("name_en")):
            if name and " " in name:
                names.add(fold(name.rsplit(" ", 1)[-1]))
    return frozenset(names)
