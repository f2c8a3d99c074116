"""Filters travel through the URL and back; what is not understood is kept to be said."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import ROLES, SEPARATOR, STANCES, Filters, parse_query, write_query
from pipeline.schema.codes import EVENT_TYPES, FACTUALITIES

NAMES = st.text(
    st.characters(blacklist_characters=SEPARATOR, blacklist_categories=("Cs",)), min_size=1
)
FILTERS = st.builds(
    Filters,
    actors=st.lists(NAMES, max_size=3).map(tuple),
    role=st.sampled_from(ROLES),
    start=st.none() | st.dates(max_value=date(2020, 1, 1)),
    end=st.none() | st.dates(min_value=date(2020, 1, 1)),
    stance=st.sampled_from(STANCES),
    types=st.lists(st.sampled_from(EVENT_TYPES), unique=True, max_size=3).map(tuple),
    countries=st.lists(NAMES, max_size=2).map(tuple),
    factualities=st.lists(st.sampled_from(FACTUALITIES), unique=True).map(tuple),
    min_confidence=st.integers(0, 20).map(lambda n: n / 20),
    text=st.text(max_size=20),
)


@given(FILTERS)
def test_filters_come_back_from_the_url(filters: Filters) -> None:
    assert parse_query(write_query(filters)) == (filters, ())


def test_no_filter_writes_no_query() -> None:
    assert write_query(Filters()) == {}


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=20), max_size=5))
def test_any_query_gives_filters(query: dict[str, str]) -> None:
    filters, _ = parse_query(query)
    assert isinstance(filters, Filters)


def test_unknown_names_and_values_are_kept_as_problems() -> None:
    filters, problems = parse_query(
        {"colour": "red", "start": "soon", "types": "AID~NOPE", "min_confidence": "7", "lang": "fr"}
    )
    assert filters == Filters(types=("AID",))
    assert {(problem.name, problem.value) for problem in problems} == {
        ("colour", "red"), ("start", "soon"), ("types", "NOPE"), ("min_confidence", "7"),
    }  # fmt: skip
