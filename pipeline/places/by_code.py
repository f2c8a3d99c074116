"""Countries and their capitals as places, by code: "the Libyan capital", an act done at home."""

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
    return _mention(
        _seats().get(country),
        "place:capital:city",
        start_char=start_char,
        end_char=end_char,
        text=text,
        preposition=preposition,
    )


def name_country(country: str, *, start_char: int, end_char: int, text: str) -> PlaceMention | None:
    """The mention of a country at the span of words that name who rules it; None if unknown."""
    return _mention(
        load_gazetteer().read_country(country),
        "place:home:country",
        start_char=start_char,
        end_char=end_char,
        text=text,
        preposition=None,
    )


def _mention(
    place: Place | None,
    rule_id: str,
    *,
    start_char: int,
    end_char: int,
    text: str,
    preposition: str | None,
) -> PlaceMention | None:
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
        rule_id=rule_id,
        score=0.8,
        preposition=preposition,
        kind=place.kind,
    )
