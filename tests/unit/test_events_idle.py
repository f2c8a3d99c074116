"""English triggers that tell of no act: conditions, topics, standing posts, onlookers' guesses."""

from __future__ import annotations

import pytest

from pipeline.run.steps import code_items
from pipeline.schema.records import Item

pytestmark = pytest.mark.model


def _types(text: str, published: str = "2025-09-16") -> list[str]:
    item = Item("item", text, published=published, language="en")
    return [row.event_type for row in next(iter(code_items([item]))).events]


def test_what_a_threat_is_tied_to_is_no_act() -> None:
    text = "Brussels threatened Belgrade with sanctions if it rejected the plan."
    assert _types(text) == ["THREATEN"]


def test_an_act_of_whoever_may_do_it_is_no_act() -> None:
    text = "Washington threatened sanctions against whoever breaks the accord with Congo."
    assert _types(text) == ["THREATEN"]


def test_a_war_that_is_talked_of_is_no_attack() -> None:
    text = "Macron and Putin met in Paris on Monday to weigh the war in Sudan."
    assert set(_types(text)) == {"CONSULT"}


def test_a_war_with_its_doer_is_an_attack() -> None:
    assert "ASSAULT" in _types("Russia's war against Ukraine entered its fourth year on Monday.")


def test_where_soldiers_stand_is_no_deployment() -> None:
    text = "Rockets hit an Iraqi base where French troops are stationed on Monday."
    assert _types(text) == ["ASSAULT"]


def test_a_guess_of_analysts_is_no_act() -> None:
    assert _types("Analysts say China could invade Taiwan by 2027.") == []


def test_a_visit_and_what_it_is_for_are_one_meeting() -> None:
    text = "Egypt's foreign minister flew to Ankara on Sunday for talks with Turkish officials."
    assert _types(text) == ["CONSULT"]


def test_a_gerund_that_is_refused_is_no_further_act() -> None:
    assert _types("Serbia ruled out recognising Kosovo.") == ["REJECT"]


def test_a_sentence_that_takes_up_an_attack_tells_of_it_once() -> None:
    text = (
        "Rockets fell on Camp Taji, an American base in Iraq, on Friday. "
        "That attack killed a U.S. contractor and wounded four British soldiers."
    )
    assert _types(text) == ["ASSAULT"]


def test_a_truce_that_is_negotiated_is_none_yet() -> None:
    text = "Russia and Ukraine opened negotiations on a ceasefire in Istanbul on Monday."
    assert "RETREAT" not in _types(text)


def test_who_never_will_negotiate_refuses() -> None:
    assert _types('"I will never negotiate with terrorists," Nayib Bukele said.') == ["REJECT"]


def test_killed_in_the_attack_is_the_attack() -> None:
    text = (
        "The Pentagon spoke on Friday of a drone strike that killed civilians in Yemen, "
        "saying that no fighters were killed in the attack."
    )
    assert _types(text).count("ASSAULT") == 1


def test_words_of_denial_before_their_speaker_are_a_refusal() -> None:
    assert _types('"That is untrue," said the Polish foreign minister on Monday.') == ["REJECT"]


def test_a_surname_alone_names_its_bearer_in_office() -> None:
    text = "Blinken spoke on Monday with his Saudi counterpart."
    assert _types(text, published="2023-04-24") == ["CONSULT"]
