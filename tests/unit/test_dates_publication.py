"""The day of publication, inferred from an item that gives only its month, or nothing."""

from datetime import date

import pytest

from pipeline.dates import read_dates
from pipeline.schema.records import DateReading, Item, Sentence


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
