"""Sentences, roles and lemmas: what every later stage stands on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.identify import identify_language
from pipeline.language.lemmas import candidate_lemmas
from pipeline.language.parse import parse_sentences
from pipeline.language.split import MAX_SENTENCE, split_sentences
from pipeline.schema.records import Item, Token


def _texts(text: str) -> list[str]:
    return [text[s.start_char : s.end_char] for s in split_sentences(text)]


def _parse(language: str, text: str, offset: int = 0) -> tuple[Token, ...]:
    return next(iter(parse_sentences(language, [(text, offset)])))


def _token(tokens: tuple[Token, ...], text: str) -> Token:
    return next(t for t in tokens if t.text == text)


def test_a_title_before_a_name_does_not_end_a_sentence() -> None:
    assert _texts("M. Martin a parlé. Mme Diallo a répondu.") == [
        "M. Martin a parlé.",
        "Mme Diallo a répondu.",
    ]


def test_an_acronym_with_stops_ends_a_sentence_only_before_a_new_one() -> None:
    assert _texts("The U.S. Navy left. It left the U.S. The fleet is home.") == [
        "The U.S. Navy left.",
        "It left the U.S.",
        "The fleet is home.",
    ]


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert _texts("« Nous partons. » Il a quitté la salle.") == [
        "« Nous partons. »",
        "Il a quitté la salle.",
    ]


def test_a_line_break_ends_a_sentence_without_a_stop() -> None:
    assert _texts("Tensions croissantes\n\nLe ministre parle.") == [
        "Tensions croissantes",
        "Le ministre parle.",
    ]


@given(st.text(max_size=400))
def test_sentences_are_ordered_bounded_and_lose_no_visible_character(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for span in spans:
        assert at <= span.start_char < span.end_char <= len(text)
        assert text[at : span.start_char].strip() == ""
        assert span.end_char - span.start_char <= MAX_SENTENCE
        at = span.end_char
    assert text[at:].strip() == ""


def test_the_language_an_item_states_is_believed() -> None:
    assert identify_language(Item("a", "The army left the town.", language="fr-FR")) == "fr"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le gouvernement a rappelé son ambassadeur à Ankara.", "fr"),
        ("The government has recalled its ambassador to Ankara.", "en"),
        ("Die Regierung hat ihren Botschafter aus Ankara zurückgerufen.", "de"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert identify_language(Item("a", text)) == language


@pytest.mark.model
def test_english_prepositions_are_folded_onto_their_nouns() -> None:
    tokens = _parse("en", "Rebels launched an attack on the base.")
    base = _token(tokens, "base")
    assert (base.role, base.case) in {("nmod", "on"), ("obl", "on")}
    assert tokens[base.head].text in {"attack", "launched"}


@pytest.mark.model
def test_the_agent_of_a_passive_has_one_role_in_both_languages() -> None:
    french = _token(_parse("fr", "Le convoi a été attaqué par des rebelles."), "rebelles")
    english = _token(_parse("en", "The convoy was attacked by rebels."), "rebels")
    assert french.role == english.role == "agent"


@pytest.mark.model
def test_token_offsets_count_in_the_item() -> None:
    text = "L’armée a quitté la ville."
    tokens = _parse("fr", text, offset=100)
    for token in tokens:
        found = text[token.start_char - 100 : token.end_char - 100]
        assert found.replace("’", "'") == token.text


@pytest.mark.model
@pytest.mark.parametrize(
    ("form", "lemma"),
    [("menaçant", "menacer"), ("abattues", "abattre"), ("frappe", "frapper"), ("tirs", "tir")],
)
def test_a_form_offers_the_lemma_that_the_tagger_may_miss(form: str, lemma: str) -> None:
    assert lemma in {found for found, _ in candidate_lemmas(form, "fr")}
