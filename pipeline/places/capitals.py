"""«La capitale ukrainienne», "the Libyan capital": a country's seat as a place, by its code."""

from __future__ import annotations

from functools import cache

from pipeline.places.index import Place, load_gazetteer
from pipeline.schema.records import PlaceMention


@cache
def _seats() -> dict[str, Place]:
    """Country code to its largest capital in the gazetteer."""
    gazetteer = load_gazetteer()
    found: dict[str, Place] = {}
    for place in gazetteer.list_capitals():
        if place.country is None:
            continue
        rival = found.get(place.country)
        if rival is None or place.people > rival.people:
            found[place.country] = place
    return found


def name_capital(
    country: str, *, start_char: int, end_char: int, text: str, preposition: str | None
) -> PlaceMention | None:
    """The mention of a country's capital at a span of the text; None for a country without one."""
    place = _seats().get(country)
    if place is None:
        return None
    return PlaceMention(
        start_char=start_char,
        end_char=end_char,
        text=text,
        place_name=place.name,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
        place_country=place.country,
        geo_precision=place.precision,
        radius_km=place.radius_km,
        rule_id="place:capital:city",
        score=0.8,
        preposition=preposition,
        kind=place.kind,
    )
