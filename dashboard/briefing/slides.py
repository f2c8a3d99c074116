"""A briefing as PPTX: native charts that stay editable, speaker notes with sources."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Inches, Pt

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.pictures import draw_section
from dashboard.briefing.slides_pairs import add_comparison, add_ladder, add_matrix, add_network
from dashboard.charts.palette import LIGHT

# python-pptx has no types.
_ChartData: Any = CategoryChartData
_Colour: Any = RGBColor
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
MOST_ROWS = 11


def write_pptx(brief: Brief) -> bytes:
    """A briefing in, the bytes of a 16:9 presentation out: a title, then its sections."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _add_cover(deck, brief)
    for section in brief.sections:
        writers = {
            "timeline": (_add_counts, _add_index),
            "map": (_add_map,),
            "table": (_add_table,),
            "event": (_add_card,),
            "ladder": (add_ladder, _add_table),
            "matrix": (add_matrix,),
            "network": (add_network,),
            "compare": (add_comparison, _add_table),
        }[section.kind]
        for writer in writers:
            for part in _split_rows(section) if writer is _add_table else (section,):
                writer(_add_slide(deck, part, brief), part, brief)
    output = io.BytesIO()
    deck.save(output)
    return output.getvalue()


def _split_rows(section: Section) -> list[Section]:
    """A section whose table is longer than a slide in, one section a slide out."""
    starts = range(0, max(len(section.rows), 1), MOST_ROWS)
    return [replace(section, rows=section.rows[at : at + MOST_ROWS]) for at in starts]


def _add_cover(deck: Any, brief: Brief) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _write(slide, brief.title, MARGIN, 2.6, WIDTH - 2 * MARGIN, 1.2, size=40, bold=True)
    _write(slide, brief.foot, MARGIN, 3.9, WIDTH - 2 * MARGIN, 1.2, size=16, muted=True)


def _add_slide(deck: Any, section: Section, brief: Brief) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _write(slide, section.title, MARGIN, 0.35, WIDTH - 2 * MARGIN, 0.6, size=26, bold=True)
    under = section.filters if not section.note else f"{section.note}\n{section.filters}"
    _write(slide, under, MARGIN, 0.95, WIDTH - 2 * MARGIN, 0.7, size=13, muted=True)
    _write(slide, brief.foot, MARGIN, HEIGHT - 0.5, WIDTH - 2 * MARGIN, 0.35, size=9, muted=True)
    labels = brief.labels
    notes = [section.note, labels.filters.format(text=section.filters), brief.foot]
    if section.kind == "map":
        notes.append(labels.boundaries)
    notes += [f"{labels.sources}:", *section.sources]
    slide.notes_slide.notes_text_frame.text = "\n".join(_clean(line) for line in notes if line)
    return slide


def _add_counts(slide: Any, section: Section, brief: Brief) -> None:
    labels = brief.labels
    chart_data = _ChartData()
    chart_data.categories = [one.label for one in section.bins]
    series = (
        (labels.hostile, [one.hostile for one in section.bins], LIGHT.hostile),
        (labels.neutral, [one.neutral for one in section.bins], LIGHT.neutral),
        (labels.cooperative, [one.cooperative for one in section.bins], LIGHT.cooperative),
        (labels.not_actual, [one.not_actual for one in section.bins], None),
    )
    for name, values, _ in series:
        chart_data.add_series(name, [round(value, 2) for value in values])
    chart = _place_chart(slide, XL_CHART_TYPE.COLUMN_STACKED, chart_data)
    chart.plots[0].gap_width = 30
    for drawn, (_, _, colour) in zip(chart.plots[0].series, series, strict=True):
        if colour is None:
            drawn.format.fill.patterned()
            drawn.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            drawn.format.fill.fore_color.rgb = _rgb(LIGHT.muted)
            drawn.format.fill.back_color.rgb = _rgb("#FFFFFF")
        else:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = _rgb(colour)


def _add_index(slide: Any, section: Section, brief: Brief) -> None:
    labels = brief.labels
    chart_data = _ChartData()
    chart_data.categories = [day for day, _, _ in section.index]
    chart_data.add_series(labels.hostile_index, [round(one[1], 2) for one in section.index])
    chart_data.add_series(labels.cooperative_index, [round(one[2], 2) for one in section.index])
    chart = _place_chart(slide, XL_CHART_TYPE.LINE, chart_data)
    # Days below the figure: at zero they would cross the lines.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.tick_labels.number_format = "d mmm"
    chart.category_axis.tick_labels.number_format_is_linked = False
    for drawn, colour in zip(
        chart.plots[0].series, (LIGHT.hostile, LIGHT.cooperative), strict=True
    ):
        drawn.smooth = False
        drawn.format.line.color.rgb = _rgb(colour)
        drawn.format.line.width = Pt(2)


def _place_chart(slide: Any, kind: Any, chart_data: Any) -> Any:
    frame = slide.shapes.add_chart(kind, Inches(MARGIN), Inches(1.75), Inches(WIDTH - 2 * MARGIN),
                                   Inches(5.15), chart_data)  # fmt: skip
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = _rgb(LIGHT.muted)
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(LIGHT.grid)
    chart.value_axis.format.line.fill.background()
    return chart


def _add_map(slide: Any, section: Section, brief: Brief) -> None:
    picture = io.BytesIO(draw_section(section, brief) or b"")
    slide.shapes.add_picture(picture, Inches(MARGIN), Inches(1.75), width=Inches(8.6))
    labels = brief.labels
    rows = brief.list_places(section, MOST_ROWS)
    _place_table(slide, (labels.place, labels.events, labels.intensity), rows, left=9.4,
                 width=WIDTH - 9.4 - MARGIN, shares=(0.4, 0.32, 0.28))  # fmt: skip


def _add_table(slide: Any, section: Section, brief: Brief) -> None:
    _place_table(slide, section.headings, section.rows, left=MARGIN,
                 width=WIDTH - 2 * MARGIN)  # fmt: skip


def _place_table(
    slide: Any, headings: Any, rows: Any, *, left: float, width: float,
    shares: tuple[float, ...] = (),
) -> None:  # fmt: skip
    if not rows:
        return
    shape = slide.shapes.add_table(len(rows) + 1, len(headings), Inches(left), Inches(1.75),
                                   Inches(width), Inches(0.38 * (len(rows) + 1)))  # fmt: skip
    for column, share in enumerate(shares):
        shape.table.columns[column].width = Inches(width * share)
    for line, cells in enumerate([headings, *rows]):
        for column, text in enumerate(cells):
            cell = shape.table.cell(line, column)
            cell.text = _clean(text)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size = Pt(11)
            paragraph.font.bold = line == 0
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(LIGHT.land if line == 0 else LIGHT.paper)
            paragraph.font.color.rgb = _rgb(LIGHT.ink)


def _add_card(slide: Any, section: Section, brief: Brief) -> None:
    card = section.card
    if card is None:
        return
    _write(slide, f"« {card.sentence} »" if brief.language == "fr" else f"“{card.sentence}”",
           MARGIN, 1.8, WIDTH - 2 * MARGIN, 2.2, size=20)  # fmt: skip
    _write(slide, card.source, MARGIN, 4.0, WIDTH - 2 * MARGIN, 0.5, size=12, muted=True)
    _place_facts(slide, card.facts)


def _place_facts(slide: Any, facts: tuple[tuple[str, str], ...]) -> None:
    text = "\n".join(f"{label} : {value}" for label, value in facts)
    _write(slide, text, MARGIN, 4.6, WIDTH - 2 * MARGIN, 2.2, size=13)


def _write(
    slide: Any, text: str, left: float, top: float, width: float, height: float,
    *, size: int, bold: bool = False, muted: bool = False,
) -> None:  # fmt: skip
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    box.text_frame.word_wrap = True
    box.text_frame.text = _clean(text)
    for paragraph in box.text_frame.paragraphs:
        paragraph.font.size = Pt(size)
        paragraph.font.bold = bold
        paragraph.font.color.rgb = _rgb(LIGHT.muted if muted else LIGHT.ink)


def _rgb(colour: str) -> Any:
    return _Colour.from_string(colour.removeprefix("#"))


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
