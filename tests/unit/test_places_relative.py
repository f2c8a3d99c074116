"""Places near, between, off or some way from a named one."""

from __future__ import annotations

import pytest

from pipeline.places import read_places
from pipeline.schema.records import Item, RelativePlace


def find_relation(text: str, name: str, language: str) -> RelativePlace | None:
    mentions = read_places(Item("test", text, language=language), ())
    return next(m.relative for m in mentions if m.text == name)


RELATIONS = [
    ("fr", "Un pont a sauté près de Kirkouk.", "Kirkouk", "near", 35.47, 44.39),
    ("en", "A bridge was blown up outside Kirkuk.", "Kirkuk", "near", 35.47, 44.39),
    ("fr", "Un tir est parti à 40 km au nord de Bagdad.", "Bagdad", "distance", 33.70, 44.40),
    ("fr", "À une vingtaine de kilomètres de Mossoul, des mines ont explosé.", "Mossoul", "within",
     36.34, 43.12),
    ("en", "A mine went off 25 miles (40 km) south of Baghdad.", "Baghdad", "distance", 32.98,
     44.40),
    ("fr", "Un convoi a brûlé entre Bagdad et Ramadi.", "Ramadi", "between", 33.38, 43.85),
    ("en", "A boat sank off the coast of Tripoli, Libya.", "Tripoli", "off", 32.89, 13.19),
    ("fr", "Un cargo a été saisi au large d’Aden.", "Aden", "off", 12.78, 45.04),
    ("en", "Shelling went on in northern Iraq.", "Iraq", "part", 36.4, 43.6),
    ("fr", "Des frappes ont visé l’est de la Syrie.", "Syrie", "part", 35.5, 40.0),
    ("fr", "Un poste a été attaqué au nord de Ouagadougou.", "Ouagadougou", "side", 12.5, -1.53),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name", "kind", "latitude", "longitude"), RELATIONS)
def test_a_relation_gives_a_point_with_a_radius(
    language: str, text: str, name: str, kind: str, latitude: float, longitude: float
) -> None:
    relation = find_relation(text, name, language)
    assert relation is not None
    assert relation.kind == kind
    assert abs(relation.latitude - latitude) < 1.5
    assert abs(relation.longitude - longitude) < 1.5
    assert relation.radius_km >= 5


def test_forty_kilometres_north_is_exact_to_a_tenth_of_a_degree() -> None:
    relation = find_relation("Un tir est parti à 40 km au nord de Bagdad.", "Bagdad", "fr")
    assert relation is not None
    assert relation.latitude == pytest.approx(33.34 + 40 / 111.2, abs=0.02)
    assert relation.longitude == pytest.approx(44.40, abs=0.02)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Les tensions entre Washington et Téhéran montent.", "Washington"),
        ("en", "Talks between Kyiv and Moscow broke down.", "Kyiv"),
        ("fr", "Des heurts ont éclaté à Kirkouk.", "Kirkouk"),
    ],
)
def test_a_place_or_two_capitals_are_no_stretch(language: str, text: str, name: str) -> None:
    assert find_relation(text, name, language) is None


def test_parties_to_talks_are_metonyms() -> None:
    text = "Les tensions entre Washington et Téhéran montent."
    mentions = read_places(Item("test", text, language="fr"), ())
    assert [m.is_metonym_like for m in mentions] == [True, True]
