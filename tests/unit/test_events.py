"""Rows: who did what to whom, whether it happened, when, where, how many, and once each."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.events.confidence import FEATURES, load_weights
from pipeline.run.steps import CodedItem, code_items
from pipeline.schema.records import EventMention, Item

pytestmark = pytest.mark.model


def _code(text: str, language: str = "fr", published: str | None = "2021-06-10") -> CodedItem:
    item = Item("item", text, published=published, language=language)
    return next(iter(code_items([item])))


def _rows(text: str, language: str = "fr", **given: str) -> tuple[EventMention, ...]:
    return _code(text, language, **given).events


def _row(text: str, event_type: str, language: str = "fr") -> EventMention:
    found = [r for r in _rows(text, language) if r.event_type == event_type]
    assert len(found) == 1, [(r.event_type, r.trigger_text) for r in _rows(text, language)]
    return found[0]


def test_a_passive_gives_the_agent_as_actor() -> None:
    row = _row("Le convoi ukrainien a été attaqué lundi par l'armée russe.", "ASSAULT")
    assert (row.actor_code, row.recipient_code) == ("RUS", "UKR")


def test_an_inverted_speaker_is_the_actor() -> None:
    row = _row(
        "« Nous répondrons à toute agression », a averti mardi le ministre iranien de la Défense.",
        "THREATEN",
    )
    assert row.actor_code == "IRN"


def test_the_subject_of_a_light_verb_does_what_its_object_names() -> None:
    row = _row("The Israeli army launched an attack on Syria on Monday.", "ASSAULT", "en")
    assert (row.actor_code, row.recipient_code) == ("ISR", "SYR")


def test_two_who_meet_are_actor_and_recipient() -> None:
    row = _row("Emmanuel Macron et Vladimir Poutine se sont rencontrés lundi.", "CONSULT")
    assert {row.actor_code, row.recipient_code} == {"FRA", "RUS"}


def test_joint_actors_have_a_row_each() -> None:
    rows = _rows("Paris, Berlin et Londres ont condamné lundi le coup d'État au Mali.")
    assert {r.actor_code for r in rows if r.event_type == "ACCUSE"} == {"FRA", "DEU", "GBR"}


def test_nobody_is_invented() -> None:
    row = _row("Des roquettes se sont abattues lundi sur Bagdad.", "ASSAULT")
    assert row.actor_code is None
    assert row.actor_text is None


def test_an_announced_act_keeps_its_type_and_its_planned_day() -> None:
    text = (
        "Washington a annoncé mercredi le retrait de ses troupes de Somalie d'ici au 1er juillet."
    )
    row = _row(text, "RETREAT")
    assert row.factuality == "announced"
    assert row.event_date == "2021-06-09"


def test_a_negated_act_is_no_row() -> None:
    assert not _rows("L'armée russe n'a pas attaqué la ville.")


def test_a_question_is_no_row() -> None:
    assert not _rows("L'Iran attaquera-t-il Israël ?")


def test_a_denial_is_a_rejection_by_who_denies() -> None:
    row = _row("Téhéran a démenti jeudi toute implication dans l'attaque.", "REJECT")
    assert (row.actor_code, row.factuality) == ("IRN", "actual")


def test_what_is_demanded_is_no_second_event() -> None:
    rows = _rows("Berlin a exigé mardi que la Russie libère les opposants.")
    assert [r.event_type for r in rows] == ["REQUEST"]


def test_an_order_gives_way_to_the_act_ordered() -> None:
    rows = _rows("Le président ukrainien a ordonné mardi la mobilisation générale.")
    assert [r.event_type for r in rows] == ["MOBILIZE"]


def test_a_date_in_a_relative_clause_stays_there() -> None:
    text = "La France, qui avait rappelé son ambassadeur en mai, a signé mardi un accord avec Rome."
    row = _row(text, "AGREE")
    assert row.event_date_start == date(2021, 6, 8)


def test_an_undated_fresh_act_is_dated_to_publication() -> None:
    row = _row("La Chine a condamné les sanctions américaines.", "ACCUSE")
    assert (row.event_date, row.date_basis) == ("2021-06-10", "publication")


def test_without_publication_nothing_is_dated() -> None:
    coded = _code("La Chine a condamné les sanctions américaines.", published=None)
    assert {r.date_basis for r in coded.events} == {"none"}
    assert any(issue.stage == "dates" for issue in coded.issues)


def test_a_party_is_not_a_place() -> None:
    row = _row("Le Maroc a rompu mardi ses relations avec l'Iran.", "SANCTION")
    assert row.place_country is None
    assert row.recipient_code == "IRN"


def test_a_place_that_opens_the_sentence_holds_for_it() -> None:
    row = _row("À Beyrouth, la police a arrêté lundi douze manifestants.", "COERCE")
    assert row.place_name in {"Beyrouth", "Beirut"}
    assert row.place_country == "LBN"


def test_a_capital_named_by_its_country_is_mapped() -> None:
    row = _row("In the Ukrainian capital, police arrested 40 demonstrators.", "COERCE", "en")
    assert row.place_country == "UKR"
    assert row.geo_precision == "city"


def test_numbers_have_bounds() -> None:
    row = _row("Une frappe russe a tué lundi au moins 20 civils ukrainiens à Kharkiv.", "ASSAULT")
    assert (row.fatalities_low, row.fatalities_high) == (20, None)


def test_a_strike_and_its_victims_are_one_row() -> None:
    text = "American warplanes struck a base in Syria on Monday, killing 25 fighters."
    assert [r.event_type for r in _rows(text, "en")].count("ASSAULT") == 1


def test_a_storm_is_no_assault() -> None:
    assert not _rows("Le cyclone a tué trente soldats malgaches lundi.")


def test_offsets_give_back_the_text() -> None:
    text = "Washington a expulsé lundi dix diplomates russes. Moscou a promis de riposter."
    for row in _rows(text):
        assert text[row.trigger_start : row.trigger_end] == row.trigger_text
        assert text[row.sentence_start : row.sentence_end] == row.sentence_text
        if row.actor_text is not None:
            assert text[row.actor_start : row.actor_end] == row.actor_text


def test_every_row_says_why() -> None:
    for row in _rows("Washington a expulsé lundi dix diplomates russes."):
        assert any(".action:" in rule for rule in row.rule_ids)
        assert any(rule.startswith("date.") for rule in row.rule_ids)


def test_every_feature_has_a_weight() -> None:
    assert set(load_weights()) == set(FEATURES)


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("At least 26 Malian soldiers were killed on Friday.", "ASSAULT", None, "MLI"),
        ('Chad "strongly condemns" the raid by Sudan.', "ACCUSE", "TCD", "SDN"),
        ("Iran said the American sanctions are illegal.", "ACCUSE", "IRN", "USA"),
        ("Chad launched a large-scale military offensive against Libya.", "ASSAULT", "TCD", "LBY"),
        ("Bamako told the French ambassador to leave on Monday.", "SANCTION", "MLI", "FRA"),
    ],
)
def test_who_acts_on_whom_in_english(
    text: str, event_type: str, actor: str | None, recipient: str
) -> None:
    row = _row(text, event_type, "en")
    assert (row.actor_code, row.recipient_code) == (actor, recipient)


@pytest.mark.parametrize(
    "text",
    [
        "France accused Rwanda of arming the rebels.",
        "Washington is holding talks with Moscow on ending the war.",
        "Kenya is asking whether Somalia violated the accord.",
        "The French army is helping fighters backed by Chad.",
    ],
)
def test_what_a_word_is_only_about_is_no_second_row(text: str) -> None:
    types = {r.event_type for r in _rows(text, "en")}
    assert types <= {"ACCUSE", "CONSULT", "COOPERATE", "AID", "REQUEST"}, types


def test_who_reports_a_blast_did_not_set_it_off() -> None:
    rows = _rows("Explosions rang out in Goma on Sunday, the Congolese police said.", "en")
    assert all(r.actor_code is None for r in rows if r.event_type == "ASSAULT")


def test_the_verb_that_carries_an_attack_says_whether_it_happened() -> None:
    row = _row("Sudan's rebels would keep fighting the army, their leader said.", "ASSAULT", "en")
    assert row.factuality == "announced"


def test_the_sides_are_those_of_the_sentence_before() -> None:
    rows = _rows("Chad and Sudan met on Sunday. The sides agreed to a truce.", "en")
    agreed = next(r for r in rows if r.event_type == "AGREE")
    assert {agreed.actor_code, agreed.recipient_code} == {"TCD", "SDN"}


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        (
            "Clashes began after Chad recalled its envoy, accusing Sudan of arming rebels.",
            "ACCUSE",
            "TCD",
        ),
        ("The Israeli law has drawn condemnation from Jordan.", "ACCUSE", "JOR"),
        ("Somalia sent the Ethiopian ambassador back home.", "SANCTION", "SOM"),
        ("Clashes erupted after Chad gave its backing to the accord.", "SUPPORT", "TCD"),
    ],
)
def test_who_speaks_or_punishes_in_english(text: str, event_type: str, actor: str) -> None:
    assert _row(text, event_type, "en").actor_code == actor


def test_an_expelled_ambassador_s_country_did_not_expel_him() -> None:
    row = _row("The expulsion of Chad's ambassador on Friday angered Paris.", "SANCTION", "en")
    assert row.actor_code != "TCD"
