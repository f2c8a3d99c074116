"""Quotations that do something: the act is that of their words, the doer is who says them."""

from __future__ import annotations

import pytest

from pipeline.actions import find_actions, may_hold_action
from pipeline.actions.quoted import load_quoted
from pipeline.language.parse import parse_sentences
from pipeline.run.steps import code_items
from pipeline.schema.codes import EVENT_TYPES, find_goldstein
from pipeline.schema.records import Item, Sentence


def test_rows_name_known_types_and_codes() -> None:
    for row in load_quoted("fr"):
        assert row.event_type in EVENT_TYPES, row.where
        assert find_goldstein(row.cameo_code) is not None, row.where
        assert 0.3 <= row.strength <= 0.95, row.where


@pytest.mark.model
def test_every_example_does_the_act_of_its_row() -> None:
    rows = load_quoted("fr")
    parsed = parse_sentences("fr", ((row.example, 0) for row in rows))
    for row, tokens in zip(rows, parsed, strict=True):
        sentence = Sentence(0, 0, len(row.example), tokens)
        types = [a.event_type for a in find_actions(sentence, row.example, "fr")]
        assert row.event_type in types, f"{row.where}: {types}"
        assert may_hold_action(row.example, "fr"), row.where


def _rows(text: str) -> list[tuple[str, str | None]]:
    item = Item("item", text, published="2024-03-14", language="fr")
    return [(r.event_type, r.actor_code) for r in next(iter(code_items([item]))).events]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Pas question », a tranché le gouvernement japonais.", ("REJECT", "JPN")),
        ("« Qu'ils essaient », a lancé le ministre grec de la défense.", ("THREATEN", "GRC")),
        ("« Une agression gratuite », a réagi le président ukrainien.", ("ACCUSE", "UKR")),
        ("« Libérez les otages », a lancé le président égyptien.", ("REQUEST", "EGY")),
    ],
)
def test_a_speaker_does_what_the_words_do(text: str, expected: tuple[str, str]) -> None:
    assert expected in _rows(text)


@pytest.mark.model
def test_speech_without_marks_is_told_by_its_order() -> None:
    assert ("REJECT", "VEN") in _rows("Faux, répond le ministre vénézuélien de la défense.")


@pytest.mark.model
def test_idle_words_do_nothing() -> None:
    assert _rows("« La séance a été longue », a noté le ministre grec de la défense.") == []
