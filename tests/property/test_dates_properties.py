"""Properties of date reading: total, linear, bounded, and in step with the `edtf` package."""

import time
from datetime import date, timedelta

import pytest
from edtf import parse_edtf as parse_oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dates import read_dates
from pipeline.schema.edtf import EdtfDate, find_edtf, format_interval, format_set, parse_edtf
from pipeline.schema.records import Item

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))
LANGUAGES = st.sampled_from(["fr", "en"])
WORDS = st.sampled_from(
    """lundi vendredi Friday Monday janvier January Jan. le du de la à au nuit night soir matin
    dernier last next prochain il y a 3 31 2020 98 1er 3rd 22:30 18 h quelques few jours days
    après after avant before début early mi - mars March mai May été an ago lendemain veille
    entre between et and deux two cent hundred , . ( ) ’ ' 06/01/2020 2020-01-06 ans old""".split()
)
PUBLISHED = st.one_of(
    st.none(),
    DAYS.map(str),
    DAYS.map(lambda day: str(day)[:7]),
    st.just("2020-01-06T23:50:00+03:00"),
)


def read(text: str, language: str, published: str | None) -> list[tuple[str, EdtfDate | None]]:
    reading = read_dates(Item("x", text, published=published, language=language), ())
    return [(m.text, find_edtf(m.edtf)) for m in reading.mentions]


@settings(deadline=None)
@given(text=st.text(max_size=200), language=LANGUAGES, published=PUBLISHED)
def test_reading_is_total_on_any_text(text: str, language: str, published: str | None) -> None:
    read(text, language, published)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(WORDS, max_size=25), language=LANGUAGES, published=PUBLISHED)
def test_offsets_give_the_text_and_bounds_hold_every_day(
    words: list[str], language: str, published: str | None
) -> None:
    text = " ".join(words)
    reading = read_dates(Item("x", text, published=published, language=language), ())
    end = 0
    for mention in reading.mentions:
        assert text[mention.start_char : mention.end_char] == mention.text
        assert mention.start_char >= end
        end = mention.end_char
        assert (mention.date_start is None) == (mention.date_end is None)
        if mention.date_start is None or mention.date_end is None:
            assert not mention.can_date_event
            continue
        assert mention.date_start <= mention.date_end
        assert all(mention.date_start <= day <= mention.date_end for day in mention.days)
        assert mention.edtf is not None
        value = parse_edtf(mention.edtf)
        assert value.start == mention.date_start
        assert value.end == mention.date_end
    publication = reading.publication
    if publication.date_start and publication.date_end:
        assert all(publication.date_start <= d <= publication.date_end for d in publication.days)


@settings(deadline=None)
@given(first=DAYS, later=st.integers(0, 6), language=LANGUAGES)
def test_earlier_publication_never_gives_a_later_past_day(
    first: date, later: int, language: str
) -> None:
    texts = {"fr": "Le pont a été détruit vendredi.", "en": "The bridge was destroyed on Friday."}
    days = []
    for published in (first, first + timedelta(later)):
        item = Item("x", texts[language], published=str(published), language=language)
        days.append(read_dates(item, ()).mentions[0].date_start)
    assert days[0] is not None
    assert days[1] is not None
    assert days[0] <= days[1]
    assert days[0] <= first


@settings(deadline=None)
@given(first=DAYS, length=st.integers(0, 800))
def test_interval_round_trips_and_agrees_with_the_oracle(first: date, length: int) -> None:
    last = first + timedelta(length)
    text = format_interval(first, last)
    value = parse_edtf(text)
    assert (value.start, value.end, str(value)) == (first, last, text)
    oracle = parse_oracle(text)
    assert str(oracle) == text
    assert date(*oracle.lower_strict()[:3]) == first
    assert date(*oracle.upper_strict()[:3]) == last


@settings(deadline=None, max_examples=50)
@given(days=st.lists(DAYS, min_size=1, max_size=12))
def test_set_of_days_round_trips_and_agrees_with_the_oracle(days: list[date]) -> None:
    text = format_set(days)
    value = parse_edtf(text)
    listed = set(value.days) if value.days else {value.start}
    assert listed == set(days)
    oracle = parse_oracle(text)
    assert str(oracle).replace(" ", "") == text
    assert date(*oracle.lower_strict()[:3]) == min(days)
    assert date(*oracle.upper_strict()[:3]) == max(days)


@pytest.mark.parametrize(
    "text",
    ["2020", "2020-02", "2020-02-29", "199X", "19XX", "2020-01-XX", "2020-21", "2020-22", "2020-23",
     "2020-33", "2020-36", "2020-40", "2020-41", "2020?", "2020-01~", "2019/2020",
     "2020-01/2020-03", "2020-01-06T10:00:00Z", "2020-01-06T10:00:00+01:00",
     "{2020-01-03,2020-01-10}"],
)  # fmt: skip
def test_value_agrees_with_the_oracle(text: str) -> None:
    oracle, value = parse_oracle(text), parse_edtf(text)
    assert str(value) == text
    assert value.start == date(*oracle.lower_strict()[:3])
    assert value.end == date(*oracle.upper_strict()[:3])


@given(text=st.text(alphabet="0123456789-X/.[]{},?~%TZ:+", max_size=24))
def test_any_string_is_a_date_or_none(text: str) -> None:
    value = find_edtf(text)
    if value is not None and value.start is not None and value.end is not None:
        assert value.start <= value.end


LONG_LINES = {
    "digits": "1234567890" * 100_000,
    "months": "janvier février mars avril mai juin juillet août " * 20_000,
    "dates": "12 janvier 2020 3 mars lundi " * 34_500,
    "ranges": "du 3 au 5 janvier et entre lundi et mardi " * 24_000,
    "numbers": "1 234 567 890 " * 71_000,
    "hyphens": "lundi-" * 166_000,
    "words": "vingt-quatre cent mille " * 41_000,
    "afters": "trois jours après " * 55_000,
}


@pytest.mark.parametrize("name", sorted(LONG_LINES))
def test_one_megabyte_line_takes_time_in_its_length(name: str) -> None:
    line = LONG_LINES[name]
    seconds = []
    for share in (4, 1):
        item = Item("x", line[: len(line) // share], published="2020-01-06", language="fr")
        start = time.process_time()
        read_dates(item, ())
        seconds.append(time.process_time() - start)
    assert seconds[1] < max(8 * seconds[0], 2.0), seconds
