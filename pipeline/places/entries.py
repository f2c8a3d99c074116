"""The gazetteer's places before they are packed into an index: read from packages and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# Flags of a name of a place.
PRIMARY = 0
ALTERNATE = 1
LOWER_OK = 2
UPPER_ONLY = 4
AFTER_COMMA = 8
SPELLED = UPPER_ONLY | AFTER_COMMA
FRENCH_ONLY = 16
ENGLISH_ONLY = 32
AFTER_ARTICLE = 64

# Marks of a key: an ordinary word of a language, a given or family name, listed in ordinary.tsv.
COMMON_FR = 1
COMMON_EN = 2
GIVEN = 4
FAMILY = 8
LISTED = 16
PRECISIONS = ("site", "city", "region", "country", "sea")
KINDS = ("country", "region", "county", "city", "site", "sea", "area", "continent")
"""What a place is. ``area`` is a named stretch of land that is no division (Sahel, Donbas)."""


@dataclass(slots=True)
class Entry:
    """One place and its names (name, flags); ``country`` is alpha-3 or None for seas.

    ``fame`` counts the spellings GeoNames has for it in all languages: Geneva in Switzerland has
    many, Geneva in New York few.
    """

    kind: str
    place_name: str
    country: str | None
    latitude: float
    longitude: float
    radius_km: float
    geonames_id: int | None = None
    admin_code: str | None = None
    population: int = 0
    precision: str = "city"
    detail: str = ""
    is_notable: bool = False
    fame: int = 0
    names: dict[str, int] = field(default_factory=dict)

    def add_names(self, names: Iterable[str], flags: int = PRIMARY) -> None:
        """Add spellings; a name seen twice keeps the flags of its better reading."""
        for name in names:
            clean = name.strip()
            if not clean:
                continue
            mark = flags
            if clean[0].islower():
                mark |= LOWER_OK
            if is_initialism(clean):
                mark |= UPPER_ONLY
            old = self.names.get(clean)
            self.names[clean] = mark if old is None else merge_flags(old, mark)


def merge_flags(first: int, second: int) -> int:
    """Flags of a name given twice: a limit holds if both have one, a permission if either has.

    AFTER_COMMA and UPPER_ONLY are two ways to be allowed: a name with both may be written in
    either.
    """
    ways = first | second if first & SPELLED and second & SPELLED else 0
    return (first & second & ~SPELLED) | ((first | second) & LOWER_OK) | (ways & SPELLED)


def is_initialism(name: str) -> bool:
    """True for names written in capitals only («RDC», "U.S."), which must be so in the text."""
    letters = [c for c in name if c.isalpha()]
    return 1 < len(letters) <= 5 and all(c.isupper() for c in letters)
