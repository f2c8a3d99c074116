"""Every file of a briefing is opened again by a reader of its own."""

from __future__ import annotations

import io
import itertools
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
from dashboard.filters import Filters
from dashboard.i18n import Words

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


PAIR_ENTRIES = (
    "ladder?start=2019-12-20&end=2020-01-20&left=IRN&right=USA&within=7",
    "matrix?start=2019-12-20&end=2020-01-20",
    "network?start=2019-12-20&end=2020-01-20",
    "compare?mode=periods&span=week&day=2019-12-30&day2=2020-01-06",
)


@pytest.fixture
def pairs_brief(source: Source) -> Brief:
    """A briefing of what the pages Dyads and Compare show."""
    entries = tuple(entry for text in PAIR_ENTRIES if (entry := read_entry(text)))
    return gather_brief(source, entries, title="Paires", words=Words("fr"))


def test_dyads_and_comparisons_stay_editable_on_slides(pairs_brief: Brief) -> None:
    deck = Presentation(io.BytesIO(write_pptx(pairs_brief)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    drawn = sum(len(list(series.values)) for series in charts[0].plots[0].series)
    assert drawn == len(pairs_brief.sections[0].moves) > 0
    assert len(list(charts[1].plots[0].series)) == 4
    cells = [cell.text for shape in shapes if shape.has_table for cell in shape.table.iter_cells()]
    assert {str(tie.num_events) for tie in pairs_brief.sections[1].ties} <= set(cells)
    assert "6–12 janv. 2020" in " ".join(cells)


def test_dyads_and_comparisons_have_pictures_on_paper(pairs_brief: Brief) -> None:
    pages = PdfReader(io.BytesIO(write_pdf(pairs_brief))).pages
    assert sum(len(page.images) for page in pages) == 0  # strokes, not pixels
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Coups et réponses : Iran ↔ États-Unis" in text.replace("■", "↔")
    assert pairs_brief.labels.days in text  # the axis of the comparison, drawn as text
    assert write_html(pairs_brief).count(b"data:image/png") == len(PAIR_ENTRIES)
    assert len(Document(io.BytesIO(write_docx(pairs_brief))).inline_shapes) == len(PAIR_ENTRIES)


def test_a_day_without_events_keeps_its_place(brief: Brief) -> None:
    bins = brief.sections[0].bins
    assert all((b.start - a.end).days == 1 for a, b in itertools.pairwise(bins))


def test_a_ladder_says_what_a_section_is_of(source: Source) -> None:
    entry = read_entry("ladder?left=IRN&right=Atlantis")
    assert entry is not None
    brief = gather_brief(source, (entry,), title="", words=Words("en"))
    assert brief.sections[0].title == "Moves and answers: Iran ↔ Atlantis"
    assert brief.sections[0].moves == ()
    for writer in (write_pptx, write_pdf, write_docx, write_html):
        assert len(writer(brief)) > 500
