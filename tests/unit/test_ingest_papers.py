"""Pages, PDF and DOCX files give their text; what has none is refused in words."""

import io
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.papers import extract_docx, extract_page, extract_pdf
from pipeline.ingest.read import read_items
from pipeline.ingest.source import RefusedSourceError
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS

PARAGRAPHS = (
    "Le ministre de la Défense a quitté la capitale lundi soir, selon ses services.",
    "Il doit rencontrer son homologue mardi pour parler du retrait des troupes étrangères.",
)


def make_page(head: str = "", body: str = "") -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le départ</title>'
        f"{head}</head><body><nav>Menu Sport</nav><article><h1>Le départ</h1>{text}</article>"
        f"{body}<script>alert('mot de script')</script></body></html>"
    ).encode()


def make_pdf(lines: list[str]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(72, 780 - 14 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_page_gives_article_without_menu_and_script() -> None:
    paper = extract_page(make_page())
    assert paper.title == "Le départ"
    assert paper.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2020-01-06T18:33:00+01:00">',
            "2020-01-06T18:33:00+01:00",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2020-01-06"}</script>',
            "2020-01-06",
        ),
        ('<meta name="date" content="2020-01">', "2020-01"),
        ('<meta name="date" content="bientôt">', None),
        ("", None),
    ],
)
def test_page_is_dated_only_by_what_it_declares(head: str, published: str | None) -> None:
    assert extract_page(make_page(head)).published == published


def test_address_that_is_no_web_address_is_dropped() -> None:
    paper = extract_page(make_page('<link rel="canonical" href="javascript:alert(1)">'))
    assert paper.url is None


def test_page_without_article_is_refused() -> None:
    with pytest.raises(RefusedSourceError, match="no article text"):
        extract_page(b"<html><body><script>1</script></body></html>")


def test_pdf_lines_become_a_paragraph_and_its_header_a_date() -> None:
    data = make_pdf(
        [
            "date 2020-01-06",
            "Le ministre a quitté la capi-",
            "tale lundi soir",
            "avec ses services.",
        ]
    )
    paper = extract_pdf(data, LIMITS)
    assert paper.published == "2020-01-06"
    assert paper.text == "Le ministre a quitté la capitale lundi soir avec ses services."


def test_scan_is_refused_with_the_way_out() -> None:
    with pytest.raises(RefusedSourceError, match="scan") as caught:
        extract_pdf(make_pdf([]), LIMITS)
    assert "ocrmypdf" in str(caught.value.remedy)


def test_docx_gives_its_paragraphs() -> None:
    buffer = io.BytesIO()
    document = docx.Document()
    for paragraph in ("date 2020-01", *PARAGRAPHS):
        document.add_paragraph(paragraph)
    document.save(buffer)
    paper = extract_docx(buffer.getvalue(), LIMITS)
    assert paper.published == "2020-01"
    assert paper.text == "\n".join(PARAGRAPHS)


def test_files_are_read_in_a_process_apart_and_a_broken_one_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(make_page())
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "c.docx").write_bytes(b"PK\x03\x04 broken")
    records = list(read_items([tmp_path]))
    assert [type(record) for record in records] == [Item, Issue, Issue]
    assert all(record.what for record in records if isinstance(record, Issue))
