"""The day of publication, inferred from an item that gives only its month, or nothing."""

from datetime import date

import pytest

from pipeline.dates import read_dates
from pipeline.dates.known_events import load_known_events, read_words
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import DateReading, Item, Sentence
from pipeline.settings import find_data_dir


def read(
    *sentences: str, published: str | None, language: str = "fr", gap: str = " "
) -> DateReading:
    """Read sentences given one by one, joined by `gap`."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        start = len(text)
        text += sentence + gap
        spans.append(Sentence(number, start, start + len(sentence)))
    return read_dates(Item("x", text, published=published, language=language), tuple(spans))


@pytest.mark.parametrize(
    ("text", "published", "language", "day"),
    [
        ("BAGDAD, 30 janv. – Des tirs ont visé la base.", "2020-01", "fr", "2020-01-30"),
        (
            "Ottawa (Ontario), le 10 janvier 2020 – Le ministre réagit.",
            "2020-01",
            "fr",
            "2020-01-10",
        ),
        (
            "ALGER/TUNIS, 9 janv. (Agence) – Les ministres se parlent.",
            "2020-01",
            "fr",
            "2020-01-09",
        ),
        ("BAGHDAD, Jan. 30 (Wire) - Shots hit the base.", "2020-01", "en", "2020-01-30"),
        ("CAIRO, 30 January 2020 - Shots hit the base.", None, "en", "2020-01-30"),
        ("Le vote a eu lieu hier, dimanche 5 janvier.", "2020-01", "fr", "2020-01-06"),
        ("La chambre a voté ce mardi 14 janvier.", "2020-01", "fr", "2020-01-14"),
        ("Nous sommes le lundi 6 janvier.", "2020-01", "fr", "2020-01-06"),
        ("It is Friday, January 10, and this is the news.", "2020-01", "en", "2020-01-10"),
        ("The vote was yesterday, Sunday, Jan. 5.", "2020-01", "en", "2020-01-06"),
    ],
)
def test_text_that_dates_itself_gives_the_day(
    text: str, published: str | None, language: str, day: str
) -> None:
    publication = read(text, published=published, language=language).publication
    assert publication.edtf == day
    assert publication.rule_id in ("dateline", "dated_word")
    assert publication.reason


def test_dateline_outside_the_given_month_is_not_believed() -> None:
    publication = read("BAGDAD, 30 mars – La base est calme.", published="2020-01").publication
    assert publication.edtf == "2020-01"


def test_date_inside_a_sentence_is_no_dateline() -> None:
    publication = read("Le 3 janvier, le pont a sauté.", published="2020-01").publication
    assert publication.edtf != "2020-01-03"


def test_known_day_is_kept_as_it_is_given() -> None:
    publication = read("Vendredi.", published="2020-01-06T18:05:00+01:00").publication
    assert publication.edtf == "2020-01-06T18:05:00+01:00"
    assert publication.date_start == date(2020, 1, 6)


def test_bare_weekday_of_a_month_is_every_day_that_it_can_be() -> None:
    mention = read("Un convoi a été attaqué vendredi.", published="2020-01").mentions[0]
    assert mention.edtf == ("[2019-12-27,2020-01-03,2020-01-10,2020-01-17,2020-01-24,2020-01-31]")
    assert len(mention.days) == 6
    assert mention.anchor == "publication (open)"


def test_past_date_keeps_publication_after_it() -> None:
    publication = read("Le pont a sauté le 20 janvier.", published="2020-01").publication
    assert publication.date_start == date(2020, 1, 20)
    assert publication.rule_id == "order"


def test_dated_weekday_and_later_weekdays_give_the_week() -> None:
    reading = read(
        "Le général a été tué vendredi 3 janvier.",
        "Le parlement a voté dimanche.",
        published="2020-01",
    )
    assert reading.mentions[1].edtf == "2020-01-05"
    assert reading.publication.edtf == "[2020-01-05,2020-01-06]"
    assert reading.publication.rule_id == "freshest"


def test_weekdays_told_in_order_drop_the_days_that_would_break_it() -> None:
    reading = read(
        "La base a été attaquée vendredi.",
        "Samedi, la foule a défilé.",
        "Dimanche, le parlement a voté.",
        published="2020-01",
    )
    weekdays = {day.isoweekday() for day in reading.publication.days}
    assert weekdays == {1, 2, 3, 4, 7}


def test_weekday_of_today_must_be_publication_day() -> None:
    reading = read("La liste sera connue aujourd'hui vendredi.", published="2020-01")
    assert {day.isoweekday() for day in reading.publication.days} == {5}


def test_without_any_date_weekdays_stay_open() -> None:
    reading = read("Un convoi a été attaqué vendredi.", published=None)
    assert reading.mentions[0].edtf is None
    assert reading.mentions[0].timex_value == "XXXX-WXX-5"
    assert not reading.mentions[0].can_date_event
    assert reading.publication.edtf is None


def test_published_that_is_no_edtf_counts_as_unknown() -> None:
    assert read("Vendredi.", published="janvier 2020").publication.edtf is None


def test_known_event_tells_which_friday_is_meant() -> None:
    reading = read(
        "La résolution a été votée après l'assassinat du général Soleimani, vendredi à Bagdad.",
        "Dimanche, des roquettes sont tombées.",
        published="2020-01",
    )
    assert [mention.edtf for mention in reading.mentions] == ["2020-01-03", "2020-01-05"]
    assert reading.publication.edtf == "[2020-01-05,2020-01-06]"
    assert reading.publication.rule_id == "known_event"


def test_known_event_fixes_the_day_that_it_explains() -> None:
    reading = read(
        "L'Alliance a suspendu samedi sa mission, au lendemain de l'assassinat de Soleimani.",
        published="2020-01",
    )
    assert reading.mentions[0].edtf == "2020-01-04"


def test_known_event_dates_what_counts_from_it() -> None:
    reading = read(
        "Trois jours après l'assassinat de Soleimani, la foule défile.", published="2020-01-06"
    )
    assert reading.mentions[0].edtf == "2020-01-06"
    assert reading.mentions[0].anchor_event_date == date(2020, 1, 3)


def test_known_event_says_nothing_in_another_month() -> None:
    reading = read("Soleimani a été tué vendredi.", published="2021-06")
    assert len(reading.mentions[0].days) > 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_example_of_a_known_event_names_that_event_alone(language: str) -> None:
    path = find_data_dir() / "lexicons" / language / "dated_events.tsv"
    events = load_known_events(language)
    for row in read_table(path, columns=("day", "words", "example")):
        words = read_words(row["example"])
        named = {str(event.day) for event in events if event.is_named(words)}
        assert row["day"] in named, row.where
        assert len(named) == 1, (row.where, named)


def test_weekday_with_a_part_of_this_day_is_publication() -> None:
    found = read("Ce lundi matin, le chef de la police a juré de tout dire.", published="2020-01")
    assert found.publication.edtf == "[2020-01-06,2020-01-13,2020-01-20,2020-01-27]"


@pytest.mark.parametrize(
    ("published", "edtf"),
    [
        ("2020-01-03T22:30:00-05:00", "[2019-12-28,2020-01-04]"),
        ("2020-01-03T22:30:00Z", "[2019-12-28,2020-01-04]"),
        ("2020-01-03T09:30:00Z", "2019-12-28"),
        ("2020-01-03T22:30:00", "2019-12-28"),
        ("2020-01-03", "2019-12-28"),
    ],
)
def test_a_weekday_that_has_begun_farther_east_keeps_both_days(published: str, edtf: str) -> None:
    found = read("Des roquettes sont tombées samedi sur Bagdad.", published=published)
    assert found.mentions[0].edtf == edtf


def test_a_coming_weekday_is_one_day_in_every_zone() -> None:
    found = read("Le Conseil se réunira samedi.", published="2020-01-03T22:30:00Z")
    assert found.mentions[0].edtf == "2020-01-04"
