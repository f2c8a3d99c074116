"""Publication dates keep the precision they were given with."""

from datetime import UTC, date, datetime

import pytest

from pipeline.ingest.published import read_published, split_header


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        ("2020", "2020"),
        ("2020-01", "2020-01"),
        ("2020-01-06", "2020-01-06"),
        (" 2020-01-06 ", "2020-01-06"),
        ("2020-01-06T18:33:00+01:00", "2020-01-06T18:33:00+01:00"),
        ("2020-01-06 18:33:00", "2020-01-06T18:33:00"),
        ("2020-01-06T18:33Z", "2020-01-06T18:33Z"),
        ("2020-01-06T18:33:00.125Z", "2020-01-06T18:33:00Z"),
        ("2020-01-06T18:33:00+0100", "2020-01-06T18:33:00+01:00"),
        ("2020-01-06 18:33:00 UTC", "2020-01-06T18:33:00Z"),
        ("20200106", "2020-01-06"),
        ("20200106T183300Z", "2020-01-06T18:33:00Z"),
        (20200106, "2020-01-06"),
        (2020, "2020"),
        (date(2020, 1, 6), "2020-01-06"),
        (datetime(2020, 1, 6), "2020-01-06"),  # noqa: DTZ001 - a table's column without a zone
        (datetime(2020, 1, 6, 18, 33, tzinfo=UTC), "2020-01-06T18:33:00+00:00"),
        ("", None),
        (None, None),
    ],
)
def test_date_is_kept_as_precise_as_given(given: object, edtf: str | None) -> None:
    assert read_published(given) == edtf


@pytest.mark.parametrize(
    "given",
    [
        "06/01/2020",
        "2020-13",
        "2020-02-30",
        "0000-01-01",
        "9999-12-31",
        "2020-01-06T25:00:00",
        "hier",
        True,
        20.5,
        ["2020-01-06"],
        "2020-01-06T18:33:00+99:00",
        "٢٠٢٠-٠١",
    ],
)
def test_date_that_is_none_is_refused_in_words(given: object) -> None:
    with pytest.raises(ValueError, match=r"expected|exist|outside"):
        read_published(given)


@pytest.mark.parametrize(
    ("text", "written", "rest"),
    [
        ("date 2020-01\nLe texte.", "2020-01", "Le texte."),
        (" date 2020-01 M. Dupont parle.\n", "2020-01", "M. Dupont parle.\n"),
        ("\n\t date 2020-01-06\n\n  Le texte.", "2020-01-06", "Le texte."),
        ("Date: 2020-01-06\nLe texte.", "2020-01-06", "Le texte."),
        ("date 2020-01-06T10:00:00Z Le texte.", "2020-01-06T10:00:00Z", "Le texte."),
        ("date 2020-01", "2020-01", ""),
        ("date 2020-13 Le texte.", "2020-13", "Le texte."),
        ("La date 2020-01 compte.", None, "La date 2020-01 compte."),
        ("date 2020 fut une année", None, "date 2020 fut une année"),
        ("update 2020-01 text", None, "update 2020-01 text"),
        ("", None, ""),
    ],
)
def test_header_goes_and_nothing_else(text: str, written: str | None, rest: str) -> None:
    assert split_header(text) == (written, rest)


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        ("6 janvier 2020", "2020-01-06"),
        ("lundi 6 janvier 2020", "2020-01-06"),
        ("Jan. 6, 2020", "2020-01-06"),
        ("janvier 2020", "2020-01"),
    ],
)
def test_a_date_in_words_keeps_its_precision(given: str, edtf: str) -> None:
    assert read_published(given) == edtf


@pytest.mark.parametrize("given", ["06/01/2020", "2 chats 2020", "6 janvier"])
def test_a_date_that_would_have_to_be_guessed_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_published(given)
