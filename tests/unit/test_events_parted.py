"""Sides of acts that commas, places and weapons hide: who acts far from the verb, who is struck."""

from __future__ import annotations

import pytest

from pipeline.run.steps import code_items
from pipeline.schema.records import EventMention, Item

pytestmark = pytest.mark.model


def code(text: str, kind: str) -> EventMention:
    item = Item(item_id="one", text=text, published="2024-03-12", language="fr")
    events = next(iter(code_items([item]))).events
    found = [event for event in events if event.event_type == kind]
    assert found, [event.event_type for event in events]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        (
            "Kinshasa, qui accuse Kigali, a décidé d'expulser l'ambassadeur du Rwanda.",
            "SANCTION",
            "COD",
        ),
        (
            "Le M23, que l'ONU dit soutenu par Kigali, affirme avoir capturé trois Burundais.",
            "COERCE",
            "COD",
        ),
        (
            "La France, arrivée en 2014 contre des jihadistes, a retiré ses forces du Mali.",
            "RETREAT",
            "FRA",
        ),
    ],
)
def test_an_insertion_does_not_part_a_verb_from_its_subject(
    text: str, kind: str, actor: str
) -> None:
    assert code(text, kind).actor_code == actor


def test_where_a_bomb_goes_off_is_not_who_set_it() -> None:
    event = code("L'attentat de lundi à l'aéroport de Kaboul a fait dix morts.", "ASSAULT")
    assert event.actor_code is None


def test_who_was_received_in_a_town_speaks_not_the_town() -> None:
    text = "Reçu à Addis-Abeba, le président kényan, William Ruto, a condamné le Soudan."
    assert code(text, "ACCUSE").actor_code == "KEN"


def test_borders_with_a_country_are_closed_to_it() -> None:
    text = "La Cédéao a décidé la fermeture de toutes les frontières avec le Niger."
    event = code(text, "COERCE")
    assert (event.actor_code, event.recipient_code) == ("IGO:ECOWAS", "NER")


def test_drones_strike_whom_the_passive_names() -> None:
    text = "Abou Dhabi a été frappée par des drones lancés par les rebelles houthis."
    event = code(text, "ASSAULT")
    assert (event.actor_code, event.recipient_code) == ("YEM", "ARE")


def test_the_target_of_an_attack_does_not_attack() -> None:
    text = "Les Émirats arabes unis ont été la cible d'une attaque menée par les rebelles houthis."
    event = code(text, "ASSAULT")
    assert (event.actor_code, event.recipient_code) == ("YEM", "ARE")
