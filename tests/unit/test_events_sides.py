"""Sides, mood and one act in one row, where French grammar disproves the first reading."""

from __future__ import annotations

import pytest

from pipeline.run.steps import code_items
from pipeline.schema.records import EventMention, Item

pytestmark = pytest.mark.model


def code(text: str) -> tuple[EventMention, ...]:
    item = Item(item_id="one", text=text, published="2024-03-12", language="fr")
    return next(iter(code_items([item]))).events


def test_who_is_killed_is_not_who_kills() -> None:
    (event,) = code("Un soldat israélien a été tué vendredi.")
    assert event.actor_code is None
    assert event.recipient_code == "ISR"


def test_the_strike_names_who_killed() -> None:
    events = code("Deux otages tchadiens ont été tués dans des frappes soudanaises.")
    assert [(e.actor_code, e.recipient_code) for e in events] == [("SDN", "TCD")]


def test_a_subject_before_the_verb_is_the_host() -> None:
    text = "Le président turc, qui avait « refusé tout contact », a reçu l'ambassadeur de Grèce."
    event = next(e for e in code(text) if e.event_type == "CONSULT")
    assert (event.actor_code, event.recipient_code) == ("TUR", "GRC")


def test_both_speakers_keep_their_verb_when_the_parser_loses_the_auxiliary() -> None:
    text = "La Turquie et la Grèce ont toutes deux condamné l'attaque du Soudan contre le Tchad."
    assert {e.actor_code for e in code(text) if e.event_type == "ACCUSE"} == {"TUR", "GRC"}


def test_a_counted_subject_of_a_passive_keeps_the_construction() -> None:
    events = code("Plus de cent drones et missiles ont été lancés par la Turquie contre la Grèce.")
    assert [(e.event_type, e.actor_code) for e in events] == [("ASSAULT", "TUR")]


def test_an_act_before_which_another_is_told_is_an_act() -> None:
    text = "Ankara a dénoncé une ingérence, avant de rappeler son ambassadeur en Grèce."
    assert [e.event_type for e in code(text)] == ["ACCUSE", "SANCTION"]


def test_neither_nor_negates() -> None:
    text = "La junte malienne n'a ni libéré le président malien, ni rencontré l'ONU."
    assert not [e for e in code(text) if e.event_type == "CONCEDE"]


def test_violence_that_its_doer_says_will_come_is_a_threat() -> None:
    (event,) = code("La Turquie ripostera, a averti le président turc.")
    assert (event.event_type, event.factuality) == ("THREATEN", "actual")


def test_a_warning_and_its_words_are_one_threat() -> None:
    (event,) = code("« Nous frapperons partout où il le faudra », a prévenu le général turc.")
    assert (event.event_type, event.actor_code) == ("THREATEN", "TUR")


def test_a_visitor_is_the_subject_of_the_clause() -> None:
    text = "En visite jeudi en Grèce, le président turc a promis une aide à la Grèce."
    event = next(e for e in code(text) if e.event_type == "CONSULT")
    assert event.actor_code == "TUR"


def test_ones_own_attacks_are_ones_own() -> None:
    text = "La Turquie a annoncé mardi la poursuite de ses attaques contre des navires grecs."
    event = next(e for e in code(text) if e.event_type == "ASSAULT")
    assert (event.actor_code, event.recipient_code) == ("TUR", "GRC")


def test_a_strike_laid_to_somebody_is_theirs() -> None:
    event = code("Un général turc a été tué jeudi dans une frappe imputée à la Grèce.")[0]
    assert (event.actor_code, event.recipient_code) == ("GRC", "TUR")


def test_a_name_before_the_verb_is_its_subject() -> None:
    text = (
        "Cette décision intervient deux ans après que Kinshasa ait expulsé l'ambassadeur rwandais."
    )
    event = next(e for e in code(text) if e.event_type == "SANCTION")
    assert event.actor_code == "COD"


def test_those_killed_by_an_act_already_told_are_no_second_row() -> None:
    text = "Bakou avait abattu un hélicoptère russe au-dessus de l'Arménie, tuant deux militaires."
    assert len([e for e in code(text) if e.event_type == "ASSAULT"]) == 1


def test_the_preposition_entre_enters_nothing() -> None:
    text = "Les échanges entre l'armée et les habitants du territoire congolais sont cordiaux."
    assert not code(text)


def test_what_one_says_one_will_not_do_is_refused() -> None:
    text = "La Turquie a fait savoir qu'elle ne retirerait pas ses soldats de Chypre."
    assert [(e.event_type, e.factuality) for e in code(text)] == [("REJECT", "actual")]


def test_what_a_denied_report_tells_did_not_happen() -> None:
    text = (
        "Ankara a démenti l'information rapportée par la radio et faisant état "
        "d'un retrait des soldats turcs."
    )
    assert [e.event_type for e in code(text)] == ["REJECT"]
