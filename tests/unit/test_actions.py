"""Triggers: constructions that fire, blocks that hold, and the screen before the parser."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.actions import find_actions, load_action_lexicon, may_hold_action
from pipeline.actions.check import check_examples
from pipeline.actions.lexicon import read_objects
from pipeline.errors import EscaladeError
from pipeline.language.parse import parse_sentences
from pipeline.schema.codes import EVENT_TYPES, find_goldstein, list_modes
from pipeline.schema.records import ActionMention, Sentence

LANGUAGES = ("fr", "en")


def _actions(language: str, text: str) -> tuple[ActionMention, ...]:
    tokens = next(iter(parse_sentences(language, [(text, 0)])))
    return find_actions(Sentence(0, 0, len(text), tokens), text, language)


def _types(language: str, text: str) -> list[str]:
    return [a.event_type for a in _actions(language, text) if a.covered_by is None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_name_known_types_modes_and_codes(language: str) -> None:
    for row in load_action_lexicon(language).rows:
        if row.is_block or row.is_echo:
            continue
        assert row.event_type in EVENT_TYPES, row.where
        assert row.event_mode is None or row.event_mode in list_modes(row.event_type), row.where
        assert row.cameo_code is None or find_goldstein(row.cameo_code) is not None, row.where
        assert 0.3 <= row.strength <= 0.95, row.where


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_verbs_and_nouns(language: str) -> None:
    found = {(row.event_type, row.pos) for row in load_action_lexicon(language).rows}
    assert {(t, "VERB") for t in EVENT_TYPES} <= found
    assert len({t for t, pos in found if pos == "NOUN" and t in EVENT_TYPES}) >= 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicon_is_broad(language: str) -> None:
    assert len(load_action_lexicon(language).rows) >= 900


@pytest.mark.model
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_fires_its_row(language: str) -> None:
    failures = list(check_examples(language))
    assert not failures, "\n".join(f"{f.where}: {f.rule_id} | {f.example}" for f in failures[:20])


@pytest.mark.model
def test_the_object_decides_the_type() -> None:
    assert _types("fr", "Washington a suspendu sa mission au Niger.") == ["REJECT"]
    assert _types("fr", "Washington a suspendu les sanctions contre Caracas.") == ["CONCEDE"]


@pytest.mark.model
def test_a_light_verb_and_its_noun_are_one_trigger() -> None:
    assert _types("fr", "L'aviation a mené une frappe contre les rebelles.") == ["ASSAULT"]
    assert _types("en", "The air force carried out a strike on the rebels.") == ["ASSAULT"]


@pytest.mark.model
def test_a_passive_and_a_relative_clause_keep_the_construction() -> None:
    assert "ASSAULT" in _types("fr", "Des roquettes ont été tirées sur la base de Deir.")
    assert "ASSAULT" in _types("en", "The rockets that were fired at the base missed it.")


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le joueur a frappé un penalty en fin de match."),
        ("en", "The minister struck a balance between the two views."),
        ("en", "The striker had a shot at goal."),
    ],
)
def test_other_senses_are_blocked(language: str, text: str) -> None:
    assert _types(language, text) == []


@pytest.mark.model
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_never_hides_a_sentence_that_fires(language: str) -> None:
    rows = [row for row in load_action_lexicon(language).rows if not row.is_block]
    failing = {f.rule_id for f in check_examples(language, rows)}
    for row in rows:
        if row.rule_id not in failing:
            assert may_hold_action(row.example, language), row.where


def test_an_unknown_object_class_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "objects.tsv").write_text("class\tlemma\n", encoding="utf-8")
    with pytest.raises(EscaladeError, match="no column example"):
        read_objects(tmp_path)


@pytest.mark.model
def test_a_proper_name_right_behind_its_verb_is_what_was_taken() -> None:
    assert _types("fr", "Les insurgés ont repris Nyala.") == ["COERCE"]
    assert _types("fr", "Le ministre a repris sa lecture à Nyala.") == []


@pytest.mark.model
def test_a_reflexive_finds_the_subject_that_the_parser_cut_off() -> None:
    assert _types("fr", "Plus de 300 soldats du régime se sont rendus.") == ["RETREAT"]


def test_each_alternative_of_a_reflexive_head_is_a_verb() -> None:
    heads = {head for head, _ in load_action_lexicon("fr").by_head}
    assert not [head for head in heads if head.startswith("se_")]


@pytest.mark.model
def test_a_word_of_another_time_is_not_what_the_verb_does() -> None:
    assert _types("fr", "L'usine a suspendu son activité après une attaque de drones.") != [
        "RETREAT",
        "ASSAULT",
    ]
    rows = [a.rule_id for a in _actions("fr", "L'usine a suspendu ses envois après une frappe.")]
    assert not any("suspendre+frappe" in rule for rule in rows)


@pytest.mark.model
def test_a_noun_has_its_proper_name_behind_de() -> None:
    assert _types("fr", "La chute de Goma a surpris la capitale.") == ["COERCE"]
