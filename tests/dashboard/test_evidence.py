"""Sentences are cut into pieces that join to the sentence; links are checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import check_link, cut_text

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from("ab")))


@given(st.text(min_size=1, max_size=50), SPANS)
def test_pieces_join_to_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    assert "".join(piece for piece, _ in cut_text(text, spans)) == text


def test_a_word_inside_a_longer_span_keeps_its_own_colour() -> None:
    pieces = cut_text("frappe sur Bagdad mardi", [(0, 17, "action"), (11, 17, "place")])
    assert pieces == (("frappe sur ", "action"), ("Bagdad", "place"), (" mardi", None))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", None, "http:"],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert check_link(url) is None


def test_a_web_address_stays() -> None:
    assert check_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
