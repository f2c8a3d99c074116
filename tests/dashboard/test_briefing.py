"""Every file of a briefing is opened again by a reader of its own."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from dashboard.briefing.gather import Entry, gather_brief, read_entry
from dashboard.briefing.model import Brief
from dashboard.briefing.paper import write_docx, write_pdf
from dashboard.briefing.slides import write_pptx
from dashboard.briefing.webpage import write_html
from dashboard.data import Source, find_source, write_rows
from dashboard.i18n import Words
from dashboard.state import Filters

WINDOW = Filters(start=date(2019, 12, 20), end=date(2020, 1, 20))


@pytest.fixture
def source(filled_var: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """The made-up demo store, open."""
    monkeypatch.setenv("ESCALADE_VAR", str(filled_var))
    return find_source("demo", None)


@pytest.fixture(params=["fr", "en"])
def brief(source: Source, request: pytest.FixtureRequest) -> Brief:
    """A briefing with one section of each kind, and a hostile title."""
    entries = (
        Entry("timeline", WINDOW, note="<script>alert(1)</script>"),
        Entry("map", WINDOW),
        Entry("table", WINDOW),
        Entry("event", Filters(), event_id="e3"),
    )
    return gather_brief(source, entries, title="<b>Point</b>", words=Words(request.param))


def test_slides_hold_native_charts_and_notes(brief: Brief) -> None:
    deck = Presentation(io.BytesIO(write_pptx(brief)))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    totals = sum(sum(values) for values in (series.values for series in charts[0].plots[0].series))
    expected = sum(one.hostile + one.neutral + one.cooperative + one.not_actual
                   for one in brief.sections[0].bins)  # fmt: skip
    assert totals == pytest.approx(expected, abs=0.5)
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[1:]]
    assert all(brief.version in text for text in notes)
    assert all("synthetic" in text for text in notes)
    assert any(brief.labels.boundaries in text for text in notes)


def test_the_page_is_alone_and_escapes(brief: Brief) -> None:
    page = write_html(brief).decode()
    assert "<script" not in page
    assert "&lt;b&gt;Point" in page
    assert "default-src 'none'" in page
    assert brief.labels.demo in page.replace("&#x27;", "'")


def test_paper_can_be_read_again(brief: Brief) -> None:
    words = " ".join(part.text for part in Document(io.BytesIO(write_docx(brief))).paragraphs)
    assert "<b>Point</b>" in words
    assert brief.version in words
    pages = PdfReader(io.BytesIO(write_pdf(brief))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "<b>Point</b>" in text
    assert "récit inventé" in text


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "kml"])
def test_rows_in_every_format(source: Source, form: str) -> None:
    content = write_rows(source, WINDOW, form, "made-up window")
    assert len(content) > 500
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert sum(sheet.max_row for sheet in book) > 20


def test_basket_texts_are_read_back() -> None:
    entry = read_entry("timeline?actors=IRN~USA&text=a%26b+c")
    assert entry is not None
    assert entry.filters == Filters(actors=("IRN", "USA"), text="a&b c")
    assert read_entry("event:e3") == Entry("event", Filters(), event_id="e3")
    assert read_entry("poster?x=1") is None
