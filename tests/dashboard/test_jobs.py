"""Documents given in the page: scans are refused at once, reports are in the reader's language."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from dashboard import jobs
from dashboard.i18n.reports import read_patterns, translate_report


def make_pdf(text: str | None) -> bytes:
    """A page with a text, or with a picture alone."""
    output = io.BytesIO()
    page = canvas.Canvas(output, pagesize=A4)
    if text is None:
        page.drawImage(ImageReader(Image.new("RGB", (200, 300), "white")), 50, 50)
    else:
        page.drawString(50, 700, text)
    page.showPage()
    page.save()
    return output.getvalue()


def test_a_scan_is_refused_and_the_rest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCALADE_VAR", str(tmp_path))
    text = make_pdf("La garde a repris le pont lundi, selon le ministère.")
    folder = jobs.save_files([("scan.pdf", make_pdf(None)), ("a.pdf", text), ("b.pdf", b"%PDF-")])
    assert jobs.drop_scans(folder) == ("scan.pdf",)
    assert sorted(path.name for path in folder.glob("files/*/*")) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("given", "french"),
    [
        ("1 items read, 1 coded, 0 known already; 2 event mentions",
         "Documents lus : 1 ; codés : 1 ; déjà connus : 0. Mentions d’événements : 2."),
        ("1 times, dates: no day of publication: relative dates stay open",
         "1 fois, dates : aucun jour de publication : les dates relatives restent ouvertes"),
        ("Some new line: with {braces}", "Some new line: with {braces}"),
    ],
)  # fmt: skip
def test_reports_are_told_in_french(given: str, french: str) -> None:
    assert translate_report(given, "fr") == french
    assert translate_report(given, "en") == given


def test_every_pattern_can_be_filled() -> None:
    assert len(read_patterns()) > 20
