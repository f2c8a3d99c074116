"""Whose a role is: groups as adjectives, leaders of coalitions, juntas, neighbours, peoples."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.actors.states import list_juntas, read_neighbours
from tests.unit.test_actors_read import find, read

CASES = [
    # sentence, text of the mention, code, sector
    ("La milice houthie a tiré deux missiles.", "milice", "YEM", "PAM"),
    ("Le régime taliban a fermé les lycées.", "régime", "AFG", None),
    ("Des combattantes talibanes ont défilé.", "combattantes", "AFG", "PAM"),
    ("La coalition menée par Riyad a repris ses raids.", "coalition", "SAU", "MIL"),
    ("La coalition sous commandement saoudien a repris ses raids.", "coalition", "SAU", "MIL"),
    ("La force placée sous la conduite de la France a tiré.", "France", "FRA", "GOV"),
    ("La branche yéménite d'Al-Qaïda a revendiqué le tir.", "branche", "NSA:AQ", None),
    ("Au Mali, les rebelles touareg ont pris un poste.", "rebelles", "MLI", "PAM"),
    ("Les chefs d'État des pays membres de la Cédéao ont voté.", "chefs", "IGO:ECOWAS", None),
    (
        "Le Conseil des ministres arabes de l'Intérieur a condamné le raid.",
        "Conseil",
        "IGO:LAS",
        "IGO",
    ),
]


@pytest.mark.parametrize(("sentence", "text", "code", "sector"), CASES)
def test_owner_of_a_role(sentence: str, text: str, code: str, sector: str | None) -> None:
    mention = find(read(sentence, published="2022-03-10"), text)
    assert mention.actor_code == code
    assert sector is None or mention.actor_sector == sector


def test_forces_of_a_place_are_those_of_whom_they_belong_to() -> None:
    mentions = read("La France a rappelé ses forces du Tchad.", published="2022-03-10")
    assert find(mentions, "ses forces").actor_code == "FRA"


def test_junta_is_of_a_country_where_soldiers_rule() -> None:
    text = "Le Burkina Faso a reçu la France. La France a protesté. La junte a répondu à la France."
    assert find(read(text, published="2023-02-10"), "junte").actor_code == "BFA"
    assert "BFA" in list_juntas(date(2023, 2, 10))
    assert "BFA" not in list_juntas(date(2021, 2, 10))


def test_neighbour_borders_on_its_own() -> None:
    text = "Le Pakistan accuse l'Afghanistan. Le Qatar invite. Islamabad a menacé son voisin."
    assert find(read(text, published="2024-10-10"), "son voisin").actor_code == "AFG"


def test_every_border_stands_on_both_sides() -> None:
    borders = read_neighbours()
    assert all(code in borders[other] for code, others in borders.items() for other in others)


def test_country_told_of_is_not_that_of_the_venue() -> None:
    text = "Le Niger a protesté. Réunis à Abuja, des chefs d'État ont sanctionné le pays."
    assert find(read(text, published="2023-08-10"), "le pays").actor_code == "NER"
