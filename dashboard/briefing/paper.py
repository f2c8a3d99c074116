"""A briefing on paper: DOCX and PDF, with pictures drawn here and the words of every format."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from docx import Document
from docx.shared import Cm, Pt, RGBColor
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from dashboard.briefing.fonts import find_font_file
from dashboard.briefing.model import Brief, Section
from dashboard.briefing.pictures import draw_on_paper, draw_section
from dashboard.charts.palette import LIGHT

PAPER_WIDTH = 17 * cm
MOST_PAIRS = 15
"""Rows under a matrix or network, whose picture says the rest."""


def write_docx(brief: Brief) -> bytes:
    """A briefing in, the bytes of a Word document out."""
    paper = Document()
    paper.styles["Normal"].font.size = Pt(10.5)
    paper.add_heading(_clean(brief.title), 0)
    _add_quiet(paper, brief.foot)
    for section in brief.sections:
        paper.add_heading(_clean(section.title), 1)
        if section.note:
            paper.add_paragraph(_clean(section.note))
        _add_quiet(paper, brief.labels.filters.format(text=section.filters))
        if picture := draw_section(section, brief):
            paper.add_picture(io.BytesIO(picture), width=Cm(16))
        if section.card:
            paper.add_paragraph(_clean(section.card.sentence), style="Intense Quote")
            _add_quiet(paper, section.card.source)
        headings, rows = _find_table(section, brief)
        _add_table(paper, headings, rows)
    if sources := brief.list_sources():
        paper.add_heading(brief.labels.sources, 1)
        for line in sources:
            paper.add_paragraph(_clean(line), style="List Number").paragraph_format.space_after = 0
    output = io.BytesIO()
    paper.save(output)
    return output.getvalue()


def _add_quiet(paper: Any, text: str) -> None:
    run = paper.add_paragraph().add_run(_clean(text))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x5A, 0x63, 0x70)


def _add_table(paper: Any, headings: tuple[str, ...], rows: Any) -> None:
    if not rows:
        return
    table = paper.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for line in ([headings] if headings else []) + list(rows):
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = _clean(text)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
                    run.font.bold = line is headings


def write_pdf(brief: Brief) -> bytes:
    """A briefing in, the bytes of an A4 PDF out: charts are strokes, text can be searched."""
    font = _register_font()
    text = ParagraphStyle("text", fontName=font, fontSize=10, leading=14)
    quiet = ParagraphStyle("quiet", parent=text, fontSize=8.5, leading=12,
                           textColor=HexColor("#5A6370"))  # fmt: skip
    large = ParagraphStyle("large", parent=text, fontSize=20, leading=25, spaceAfter=6)
    middle = ParagraphStyle(
        "middle", parent=text, fontSize=14, leading=19, spaceBefore=16, keepWithNext=1
    )
    styles = {"text": text, "quiet": quiet, "middle": middle, "font": font}
    flow: list[Any] = [Paragraph(_safe(brief.title), large), Paragraph(_safe(brief.foot), quiet)]
    for section in brief.sections:
        flow += _lay_section(section, brief, styles)
    if sources := brief.list_sources():
        flow.append(Paragraph(_safe(brief.labels.sources), middle))
        flow += [Paragraph(_safe(f"{n}. {line}"), quiet) for n, line in enumerate(sources, start=1)]
    output = io.BytesIO()
    SimpleDocTemplate(output, pagesize=A4, title=brief.title, leftMargin=2 * cm,
                      rightMargin=2 * cm).build(flow)  # fmt: skip
    return output.getvalue()


def _lay_section(section: Section, brief: Brief, styles: dict[str, Any]) -> list[Any]:
    """Title, remark, filters and picture of a section, kept on one page, then its table."""
    quiet = styles["quiet"]
    head: list[Any] = [Paragraph(_safe(section.title), styles["middle"])]
    if section.note:
        head.append(Paragraph(_safe(section.note), styles["text"]))
    head.append(Paragraph(_safe(brief.labels.filters.format(text=section.filters)), quiet))
    if drawing := draw_on_paper(section, brief, width=PAPER_WIDTH, font=styles["font"]):
        head += [Spacer(1, 6), drawing]
    if section.card:
        head.append(Paragraph(_safe(section.card.sentence), styles["text"]))
        head.append(Paragraph(_safe(section.card.source), quiet))
    headings, rows = _find_table(section, brief)
    lines = ([headings] if headings else []) + list(rows)
    cells = [[Paragraph(_safe(part), quiet) for part in row] for row in lines]
    if not cells:
        return [KeepTogether(head)]
    table = Table(cells, hAlign="LEFT", repeatRows=1 if headings else 0,
                  colWidths=[PAPER_WIDTH / len(cells[0])] * len(cells[0]))  # fmt: skip
    rules = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
             ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(LIGHT.line))]  # fmt: skip
    if headings:
        rules.append(("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(LIGHT.muted)))
    table.setStyle(rules)
    return [KeepTogether(head), Spacer(1, 6), table]


def _register_font() -> str:
    """Name of the font of the text, known to the PDF library after this."""
    pdfmetrics.registerFont(TTFont("Brief", str(find_font_file())))
    return "Brief"


def _find_table(
    section: Section, brief: Brief
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    labels = brief.labels
    if section.kind == "map":
        return (labels.place, labels.events, labels.intensity), brief.list_places(section, 20)
    if section.card:
        return (), section.card.facts
    return section.headings, section.rows[: MOST_PAIRS if section.ties else 40]


def _clean(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


def _safe(text: str) -> str:
    return escape(_clean(text), quote=False)
