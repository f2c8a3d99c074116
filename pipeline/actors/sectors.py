"""Sector of a role under its owner and modifiers."""

from __future__ import annotations

from pipeline.actors.gazetteer import Role
from pipeline.actors.memory import Actor
from pipeline.actors.people import LEADING_OFFICES
from pipeline.actors.phrases import Phrase

_FORCES = frozenset({"group", "institution", "asset", "site"})
_TAKES_OVER = frozenset({"PAM", "MIL", "COP", "LEG", "PAR", "SPY", "JUD"})
_YIELDS = frozenset({None, "GOV", "MIL"})
_MEN = frozenset({"homme", "garde", "unité", "man", "guard", "unit", "brigade", "convoi", "convoy"})


def compose_sector(role: Role, owner: Actor | None, phrase: Phrase) -> str | None:
    """Sector of a role: its own, that of a modifier («responsable militaire»), or its owner's.

    Armed groups pass theirs on to forces and officials, intergovernmental bodies to officials; a
    role without a sector of its own («porte-parole») takes its owner's.
    """
    sector = _modified_sector(role, phrase)
    if owner is None or owner.sector is None:
        return sector
    if sector is None:
        return owner.sector
    is_force = role.kind in _FORCES and sector not in {"CVL", "MED", "BUS", "NGO"}
    if owner.sector == "PAM" and (sector in {"MIL", "GOV"} or is_force):
        return "PAM"
    if owner.sector == "COP" and role.word in _MEN:
        return "COP"
    if owner.sector == "IGO" and sector == "GOV" and role.office not in LEADING_OFFICES:
        return "IGO"
    return sector


def _modified_sector(role: Role, phrase: Phrase) -> str | None:
    sector = role.sector
    for modifier in phrase.modifiers:
        inner = modifier.entry.role
        if inner is None or inner.sector not in _TAKES_OVER:
            continue
        if sector in _YIELDS or (sector == "CVL" and inner.sector == "PAM"):
            sector = inner.sector
    return sector
