"""Words of the reader's language: places, dates of publication."""

from __future__ import annotations

import pytest

from dashboard.describe import describe_value
from dashboard.i18n import Words
from dashboard.i18n.fields import read_meanings, tell_meaning
from dashboard.i18n.places import read_place_names
from dashboard.quality import BY_TYPE, OVERALL, find_table, read_quality
from pipeline.schema.tables import read_fields


@pytest.mark.parametrize(
    ("given", "french"),
    [("2020-01", "janvier 2020"), ("2020-01-06", "6 janv. 2020"),
     ("2020-01-01T18:05:00+01:00", "1er janv. 2020"), ("2020", "2020"), ("2020-13", "2020-13")],
)  # fmt: skip
def test_a_publication_date_is_written_no_finer_than_it_is(given: str, french: str) -> None:
    assert Words("fr").moment(given) == french


def test_a_place_is_called_as_french_readers_call_it() -> None:
    assert Words("fr").place("Tehran", "IRN") == "Téhéran"
    assert Words("en").place("Tehran", "IRN") == "Tehran"
    assert Words("fr").place(None, None) is None


def test_a_name_alone_does_not_tell_the_place() -> None:
    assert Words("fr").place("Alexandria", "USA") == "Alexandria"
    assert Words("fr").place("Alexandria", "EGY") == "Alexandrie"


def test_no_listed_name_stays_the_same() -> None:
    assert not [key for key, name in read_place_names().items() if key[1] == name]


def test_figures_are_read_from_the_document() -> None:
    overall, by_type = read_quality(OVERALL), read_quality(BY_TYPE)
    assert overall is not None
    assert by_type is not None
    assert {row[0] for row in by_type.rows} >= {"ASSAULT", "THREATEN"}
    assert all(len(row) == len(by_type.headings) for row in by_type.rows)
    unnamed = [name for name in (*overall.headings[1:], *by_type.headings[1:])
               if not Words("fr").has(f"quality.{name}")]  # fmt: skip
    assert unnamed == []


def test_a_document_without_the_table_has_none() -> None:
    assert find_table("# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "event type") is None


def test_every_column_of_an_event_has_a_french_meaning() -> None:
    columns = {field.name: field.meaning for field in read_fields() if "event" in field.tables}
    assert set(read_meanings()) == set(columns)
    assert tell_meaning("latitude", columns["latitude"], "fr") == "latitude du lieu"
    assert tell_meaning("latitude", columns["latitude"], "en") == columns["latitude"]


def test_values_of_a_disagreement_are_told_in_words() -> None:
    words = Words("fr")
    assert describe_value("recipient_code", "IRQ", words) == "Irak"
    assert describe_value("event_date", "2020-01-03", words) == "3 janv. 2020"
    assert describe_value("event_date", "2020-01-03/2020-01-05", words) == "2020-01-03/2020-01-05"
    assert describe_value("factuality", "denied", words) == "Démenti"
    assert describe_value("geo_precision", "sea", words) == "mer ou détroit"
    assert describe_value("fatalities", None, words) == "non précisé"


def test_a_moment_is_told_to_the_minute() -> None:
    assert Words("fr").minute("2020-01-03 14:05:59+00:00") == "3 janv. 2020, 14:05"
