"""The part of the gazetteer's index that answers by sound (see sounds.py)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.places.entries import Entry
from pipeline.places.names import hash_key
from pipeline.places.sounds import make_sound
from pipeline.places.sources import read_countries_package

SOUNDED = frozenset({"city", "region", "county", "site"})
ROMANISED = frozenset(
    """am ar be bg bn dv dz fa he hi hy ka kk km ks ky lo mk mn my ne pa ps ru sd si so sr ta tg th
    ti uk ur uz""".split()
)
"""Languages whose names reach the press in more than one Latin spelling."""


def pack_sounds(entries: Sequence[Entry]) -> dict[str, np.ndarray[Any, Any]]:
    """Places of countries with another script by country and sound, in the order of the hashes."""
    spoken = {
        code: {tongue.split("-")[0] for tongue in facts["languages"].split(",")}
        for code, facts in read_countries_package().items()
    }
    found: set[tuple[int, int]] = set()
    for number, entry in enumerate(entries):
        if entry.kind in SOUNDED and spoken.get(entry.country or "", set()) & ROMANISED:
            sounds = {make_sound(name) for name in entry.names} - {None}
            found.update((hash_key(f"{entry.country} {sound}"), number) for sound in sounds)
    listed = sorted(found)
    return {
        "sound_hash": np.array([h for h, _ in listed], np.uint64),
        "sound_place": np.array([n for _, n in listed], np.uint32),
    }
