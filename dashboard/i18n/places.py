"""What French readers call towns, sites and regions that a gazetteer names in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.errors import EscaladeError

_PATH = Path(__file__).parent / "places_fr.tsv"
_HEAD = "place_country\tplace_name\tname"


def name_place(name: str, country: str | None, language: str) -> str:
    """A gazetteer's name and its country in, the reader's name out; unchanged where none is told.

    Only the pair is known, not the name: Tripoli in Libya and in Lebanon are two places.
    """
    if language != "fr":
        return name
    return read_place_names().get((country or "", name), name)


@cache
def read_place_names() -> dict[tuple[str, str], str]:
    """Country and gazetteer name to French name. EscaladeError on a line of another form."""
    found: dict[tuple[str, str], str] = {}
    for number, line in enumerate(_PATH.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or line == _HEAD:
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[1] or not cells[2] or (cells[0], cells[1]) in found:
            raise EscaladeError(
                f"{_PATH} line {number}: expected a country, a new place and its French name.",
                remedy="Write three cells separated by one tab, each place once.",
            )
        found[cells[0], cells[1]] = cells[2]
    return found
