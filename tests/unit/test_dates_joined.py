"""Dates written as one word, which dateparser reads where no pattern does."""

import pytest

from pipeline.dates import read_dates
from pipeline.dates.joined import find_joined
from pipeline.schema.records import Item, Sentence


def _read(text: str, language: str) -> list[tuple[str, str | None, str]]:
    item = Item("x", text, published="2020-03-10", language=language)
    found = read_dates(item, (Sentence(0, 0, len(text)),)).mentions
    return [(mention.text, mention.edtf, mention.rule_id) for mention in found]


@pytest.mark.parametrize(
    ("language", "written", "edtf"),
    [
        ("fr", "06-janv-2020", "2020-01-06"),
        ("fr", "6/févr./2020", "2020-02-06"),
        ("fr", "2020.01.06", "2020-01-06"),
        ("fr", "2020/1/6", "2020-01-06"),
        ("fr", "2020-01", "2020-01"),
        ("en", "6-Jan-20", "2020-01-06"),
        ("en", "Jan-06-2020", "2020-01-06"),
        ("en", "2020-Jan-06", "2020-01-06"),
        ("en", "2020/01/06", "2020-01-06"),
        ("en", "2020-02", "2020-02"),
    ],
)
def test_a_date_in_one_word_is_read_as_precisely_as_written(
    language: str, written: str, edtf: str
) -> None:
    sentence = {"fr": f"L'ordre du {written} est annulé.", "en": f"The order of {written} is void."}
    assert _read(sentence[language], language) == [(written, edtf, f"{language}.dateparser.joined")]


@pytest.mark.parametrize(
    "text", ["La saison 2011-12 est finie.", "Le vol AB-12-2020-X.", "Version 2020.1.6.3", "1/2/3"]
)
def test_what_only_looks_like_a_date_is_left(text: str) -> None:
    assert list(find_joined(text, language="fr")) == []
