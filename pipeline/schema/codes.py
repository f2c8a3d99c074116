"""The closed lists: event types and modes, quad codes, sectors, CAMEO codes and their numbers.

Types, modes, quad codes and scores come from data/codebook/event_types.tsv (PLOVER 0.8), CAMEO
codes and Goldstein values from data/codebook/cameo.tsv. Everything is read once, on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.schema.codebook import read_codebook

EVENT_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The 16 PLOVER types, from cooperation to conflict."""

QUAD_CODES = (
    "verbal-cooperation",
    "material-cooperation",
    "verbal-conflict",
    "material-conflict",
)
FACTUALITIES = ("actual", "announced", "hypothetical", "denied")
DATE_BASES = ("text", "publication", "corpus", "none")
GEO_PRECISIONS = ("site", "city", "region", "country", "sea")
MENTION_KINDS = ("date", "actor", "action", "place")
SECTORS = (
    "GOV",
    "MIL",
    "LEG",
    "JUD",
    "PAR",
    "PAM",
    "SPY",
    "COP",
    "CVL",
    "IGO",
    "NGO",
    "BUS",
    "MED",
)
ORGANISATION_CODES = (
    "IGO:UN",
    "IGO:NATO",
    "IGO:EU",
    "IGO:ECOWAS",
    "IGO:AU",
    "IGO:LAS",
    "IGO:OIC",
    "IGO:G7",
    "IGO:OPCW",
)
"""Organisations whose code the codebook fixes; others follow the same form."""


@dataclass(frozen=True, slots=True)
class EventTypeRow:
    """One type, or one mode of a type (`event_mode` None is the type itself)."""

    event_type: str
    event_mode: str | None
    quad_code: str
    intensity: float
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str


@dataclass(frozen=True, slots=True)
class CameoRow:
    """One CAMEO code; `goldstein` and `event_type` are None where the map has none."""

    cameo_code: str
    label_en: str
    goldstein: float | None
    event_type: str | None
    event_mode: str | None


@cache
def read_event_types() -> dict[tuple[str, str | None], EventTypeRow]:
    """(type, mode or None) to its row of data/codebook/event_types.tsv."""
    columns = tuple(EventTypeRow.__slots__)
    rows = (
        EventTypeRow(
            event_type=row["event_type"],
            event_mode=row["event_mode"] or None,
            quad_code=row["quad_code"],
            intensity=float(row["intensity"]),
            label_fr=row["label_fr"],
            label_en=row["label_en"],
            definition_fr=row["definition_fr"],
            definition_en=row["definition_en"],
        )
        for row in read_codebook("event_types.tsv", columns=columns)
    )
    return {(row.event_type, row.event_mode): row for row in rows}


@cache
def read_cameo() -> dict[str, CameoRow]:
    """CAMEO code to its row of data/codebook/cameo.tsv."""
    columns = tuple(CameoRow.__slots__)
    return {
        row["cameo_code"]: CameoRow(
            cameo_code=row["cameo_code"],
            label_en=row["label_en"],
            goldstein=float(row["goldstein"]) if row["goldstein"] else None,
            event_type=row["event_type"] or None,
            event_mode=row["event_mode"] or None,
        )
        for row in read_codebook("cameo.tsv", columns=columns)
    }


@cache
def list_modes(event_type: str) -> tuple[str, ...]:
    """Modes of a type in alphabetical order; () for a type without modes. KeyError if unknown."""
    if (event_type, None) not in read_event_types():
        raise KeyError(event_type)
    return tuple(
        sorted(mode for kind, mode in read_event_types() if kind == event_type and mode is not None)
    )


def find_quad_code(event_type: str) -> str:
    """Quad code of a type. KeyError if the type is unknown."""
    return read_event_types()[event_type, None].quad_code


def find_intensity(event_type: str, event_mode: str | None = None) -> float:
    """PLOVER score of type and mode, from -10 (hostile) to 10 (cooperative).

    KeyError if the type is unknown or the mode is not one of that type.
    """
    return read_event_types()[event_type, event_mode].intensity


def find_goldstein(cameo_code: str | None) -> float | None:
    """Goldstein value of a CAMEO code; None for None.

    Where the map gives a code no value, its parent's stands (1952 takes that of 195). KeyError if
    the code is unknown.
    """
    if cameo_code is None:
        return None
    rows = read_cameo()
    code = cameo_code
    value = rows[code].goldstein
    while value is None and len(code) > 2:
        code = code[:-1]
        if code in rows:
            value = rows[code].goldstein
    return value
