"""Subjects that the parser loses: inverted pronouns, nouns after a fronted phrase."""

import pytest

from pipeline.language.parse import parse_sentences
from pipeline.run.steps import code_items
from pipeline.schema.records import EventMention, Item


@pytest.mark.parametrize(
    ("sentence", "clitic", "verb"),
    [
        ("« C'est une provocation », a-t-il dénoncé.", "-il", "dénoncé"),
        ("« La riposte viendra », a-t-elle averti mardi.", "-elle", "averti"),
        ("« Ils paieront », menace-t-il.", "-il", "menace"),
        ("« Rien n'est exclu », ont-ils ensuite menacé.", "-ils", "menacé"),
    ],
)
def test_the_pronoun_is_the_subject_of_its_verb(sentence: str, clitic: str, verb: str) -> None:
    (tokens,) = parse_sentences("fr", [(sentence, 0)])
    pronoun = next(t for t in tokens if t.text == clitic)
    assert pronoun.role == "subj"
    assert tokens[pronoun.head].text == verb
    assert tokens[pronoun.head].pos == "VERB"


def test_a_noun_subject_stays_the_subject() -> None:
    (tokens,) = parse_sentences("fr", [("Le Tchad fermera-t-il sa frontière ?", 0)])
    pronoun = next(t for t in tokens if t.text == "-il")
    assert pronoun.role == "expl"


def _code(text: str) -> tuple[EventMention, ...]:
    return next(iter(code_items([Item(item_id="a", text=text, published="2024-03-06")]))).events


def test_who_spoke_before_the_quotation_is_the_actor() -> None:
    rows = _code(
        "Le président tchadien a pris la parole lundi. "
        "« C'est une provocation », a-t-il dénoncé à propos du Soudan."
    )
    assert [(r.event_type, r.actor_code) for r in rows] == [("ACCUSE", "TCD")]


def test_a_place_before_the_comma_is_not_joined_to_the_subject() -> None:
    rows = _code("À Genève, l'Organisation des Nations unies a condamné le coup d'État.")
    assert [(r.event_type, r.actor_code) for r in rows] == [("ACCUSE", "IGO:UN")]


def test_the_noun_after_a_fronted_phrase_is_the_subject() -> None:
    rows = _code(
        "Depuis l'assassinat du général tchadien, Khartoum et N'Djamena sont sur le pied de guerre."
    )
    moved = {r.actor_code for r in rows if r.event_type == "MOBILIZE"}
    assert moved == {"SDN", "TCD"}
    struck = {r.recipient_code for r in rows if r.event_type == "ASSAULT"}
    assert "SDN" not in struck
