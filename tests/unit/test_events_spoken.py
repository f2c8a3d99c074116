"""Statements that no verb of saying names: purposes, quotations, clauses after a semicolon."""

from __future__ import annotations

import pytest

from pipeline.language.parse import parse_sentences
from pipeline.run.steps import code_items
from pipeline.schema.records import EventMention, Item

pytestmark = pytest.mark.model


def _rows(text: str, published: str = "2025-09-16") -> list[EventMention]:
    item = Item("item", text, published=published, language="en")
    return list(next(iter(code_items([item]))).events)


def _types(text: str) -> list[str]:
    return [row.event_type for row in _rows(text)]


def test_what_people_gather_to_demand_is_demanded() -> None:
    text = (
        "Thousands gathered in Tirana on Monday to demand the resignation of the Albanian premier."
    )
    assert "REQUEST" in _types(text)


def test_what_a_minister_goes_on_to_denounce_is_denounced() -> None:
    assert "ACCUSE" in _types("The Iraqi minister went on to denounce the Turkish raid on Erbil.")


def test_what_soldiers_flew_in_to_do_is_not_done() -> None:
    assert "ASSAULT" not in _types(
        "Ethiopian soldiers flew to the border on Monday to attack Eritrea."
    )


def test_a_decision_to_leave_is_announced() -> None:
    rows = _rows("The decision of Mali to withdraw from the bloc angered Nigeria on Monday.")
    assert any(r.event_type == "REJECT" and r.factuality == "announced" for r in rows)


def test_what_should_be_done_is_a_demand_of_who_says_so() -> None:
    rows = _rows("Amnesty International said the Egyptian activists should be freed by Cairo.")
    assert [(r.event_type, r.factuality) for r in rows] == [("REQUEST", "actual")]
    assert rows[0].actor_text == "Amnesty International"


def test_no_truce_in_a_quotation_is_a_refusal_of_the_speaker() -> None:
    text = '"There will be no truce with Ethiopia," the Eritrean president told officers on Friday.'
    rows = [r for r in _rows(text) if r.event_type == "REJECT"]
    assert [r.actor_code for r in rows] == ["ERI"]


def test_clauses_around_a_semicolon_are_not_each_others_content() -> None:
    text = "Japan asked the Security Council to meet; Russia vetoed the resolution on North Korea."
    assert _types(text) == ["REQUEST", "REJECT"]


def test_a_semicolon_inside_a_quotation_cuts_nothing() -> None:
    text = 'The envoy said: "We asked for talks; they refused", and left.'
    tokens = next(iter(parse_sentences("en", [(text, 0)])))
    assert sum(t.role == "root" for t in tokens) == 1


def test_a_past_verb_is_joined_to_the_main_verb_not_to_an_infinitive() -> None:
    text = "Nigeria urged the junta in Niger to reconsider and demanded the release of Bazoum."
    rows = _rows(text)
    assert [r.event_type for r in rows] == ["REQUEST", "REQUEST"]
    assert {r.actor_code for r in rows} == {"NGA"}


def test_the_title_of_an_envoy_is_no_meeting() -> None:
    text = "The European envoy for the dialogue between Kosovo and Serbia spoke of a risk."
    assert "CONSULT" not in _types(text)


def test_a_place_of_a_noun_is_no_particle_of_a_verb() -> None:
    text = "West African leaders gave the junta in Niger one week to cede power."
    assert "CONCEDE" not in _types(text)


def test_a_preposition_of_what_is_quoted_completes_no_verb_of_saying() -> None:
    assert _types('"Look to the palace," the Guatemalan minister wrote on the network.') == []


def test_what_a_president_says_he_will_not_sign_is_refused() -> None:
    rows = _rows("The Kenyan president said he would not sign the finance bill.")
    assert [(r.event_type, r.factuality) for r in rows] == [("REJECT", "actual")]


def test_the_noun_of_a_side_clause_completes_no_construction() -> None:
    text = "Congo withdrew its diplomats from Kigali as the rebels advanced on the city of Goma."
    assert [r.event_type for r in _rows(text) if r.actor_code == "COD"][:1] == ["SANCTION"]


def test_a_preposition_before_the_verb_opens_a_phrase_of_its_own() -> None:
    rows = _rows("On the same day the French president called the Congolese president.")
    assert "REQUEST" not in [r.event_type for r in rows]
