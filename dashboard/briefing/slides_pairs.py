"""Slides of the ladder, matrix, network and comparison: charts, tables and shapes to edit."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.picture_pairs import place_parties
from dashboard.charts.palette import LIGHT

# python-pptx has no types.
_XyData: Any = XyChartData
_ChartData: Any = CategoryChartData
_Colour: Any = RGBColor
_EPOCH = date(1899, 12, 30)
_LEFT, _TOP, _WIDE, _HIGH = 0.6, 1.75, 12.1, 5.1


def add_ladder(slide: Any, section: Section, brief: Brief) -> None:
    """Moves as points over time: the first side above, the second below, the grave ones far out."""
    labels = brief.labels
    groups = [
        (getattr(labels, stance), getattr(LIGHT, stance),
         [one for one in section.moves if one.is_actual and one.stance == stance])
        for stance in ("hostile", "neutral", "cooperative")
    ]  # fmt: skip
    groups.append((labels.not_actual, None, [one for one in section.moves if not one.is_actual]))
    groups = [group for group in groups if group[2]]
    if not groups:
        return
    chart_data = _XyData()
    for label, _, moves in groups:
        series = chart_data.add_series(label)
        for move in moves:
            series.add_data_point((move.day - _EPOCH).days, round(move.height, 2))
    chart = _place_chart(slide, XL_CHART_TYPE.XY_SCATTER, chart_data)
    _scale_ladder(chart, section)
    for series, (_, colour, _) in zip(chart.plots[0].series, groups, strict=True):
        series.format.line.fill.background()
        series.marker.style = XL_MARKER_STYLE.CIRCLE if colour else XL_MARKER_STYLE.DIAMOND
        series.marker.size = 11
        look = series.marker.format
        look.fill.solid()
        look.fill.fore_color.rgb = _rgb(colour or LIGHT.line)
        look.line.color.rgb = _rgb(colour or LIGHT.muted)
    for top, ends in ((2.25, section.names), (6.0, section.names[::-1])):
        box = slide.shapes.add_textbox(Inches(1.3), Inches(top), Inches(6), Inches(0.36))
        box.text_frame.word_wrap = True
        box.text_frame.text = "".join(sign for sign in " → ".join(ends) if ord(sign) >= 32)
        box.text_frame.paragraphs[0].font.size = Pt(13)
        box.text_frame.paragraphs[0].font.bold = True


def _scale_ladder(chart: Any, section: Section) -> None:
    """Days below the figure, heights the same both ways."""
    days = [(move.day - _EPOCH).days for move in section.moves]
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale = min(days) - 1, max(days) + 1
    across.major_unit = max(1, (max(days) - min(days)) // 8)
    across.has_major_gridlines = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    up.minimum_scale, up.maximum_scale, up.major_unit = -12, 12, 3
    for axis, form in ((across, "dd/mm/yyyy"), (up, "0;0;0")):
        axis.tick_labels.number_format = form
        axis.tick_labels.number_format_is_linked = False


def add_matrix(slide: Any, section: Section, brief: Brief) -> None:
    """Who acts on whom as a table whose cells are coloured by mean intensity."""
    count = len(section.names)
    if not count:
        return
    shape = slide.shapes.add_table(count + 1, count + 1, Inches(_LEFT), Inches(_TOP),
                                   Inches(_WIDE), Inches(_HIGH))  # fmt: skip
    table = shape.table
    table.first_row = table.horz_banding = False
    table.columns[0].width = Inches(2.1)
    for column in range(1, count + 1):
        table.columns[column].width = Inches((_WIDE - 2.1) / count)
    found = {(tie.actor, tie.recipient): tie for tie in section.ties}
    for row in range(count + 1):
        for column in range(count + 1):
            tie = found.get((row - 1, column - 1))
            text = "" if tie is None else str(tie.num_events)
            if row == 0 or column == 0:
                text = "" if row == column else section.names[(row or column) - 1]
            _fill_cell(table.cell(row, column), text, tie.colour if tie else "#FFFFFF",
                       is_name=row == 0 or column == 0)  # fmt: skip


def _fill_cell(cell: Any, text: str, colour: str, *, is_name: bool) -> None:
    cell.text = "".join(sign for sign in text if ord(sign) >= 32)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(colour)
    cell.margin_left = cell.margin_right = Inches(0.04)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.font.size = Pt(10 if is_name else 13)
    paragraph.font.bold = False
    paragraph.font.color.rgb = _rgb(_find_ink(colour))
    paragraph.alignment = PP_ALIGN.LEFT if is_name else PP_ALIGN.CENTER


def _find_ink(colour: str) -> str:
    """Dark text on a light ground, white on a dark one."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return LIGHT.ink if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"


def add_network(slide: Any, section: Section, brief: Brief) -> None:
    """Parties as shapes joined by lines; a line's width is the number of acts."""
    spots = place_parties(len(section.names), _LEFT + _WIDE / 2, _TOP + _HIGH / 2, 3.6, 2.2)
    most = max((tie.num_events for tie in section.ties), default=1)
    for tie in sorted(section.ties, key=lambda one: one.num_events):
        if tie.actor == tie.recipient:
            continue
        start, end = spots[tie.actor], spots[tie.recipient]
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, (*start, *end)))
        line.line.color.rgb = _rgb(tie.colour)
        line.line.width = Pt(0.8 + 5 * math.sqrt(tie.num_events / most))
    for (x, y), name in zip(spots, section.names, strict=True):
        dot = slide.shapes.add_shape(MSO_SHAPE.OVAL, *map(Inches, (x - 0.08, y - 0.08, 0.16, 0.16)))
        dot.fill.solid()
        dot.fill.fore_color.rgb = _rgb(LIGHT.ink)
        dot.line.color.rgb = _rgb("#FFFFFF")
        is_right = x >= _LEFT + _WIDE / 2
        box = slide.shapes.add_textbox(Inches(x + 0.1 if is_right else x - 2.6), Inches(y - 0.17),
                                       Inches(2.5), Inches(0.34))  # fmt: skip
        box.text_frame.word_wrap = True
        box.text_frame.text = "".join(sign for sign in name if ord(sign) >= 32)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.font.size = Pt(13)
        paragraph.font.color.rgb = _rgb(LIGHT.ink)
        paragraph.alignment = PP_ALIGN.LEFT if is_right else PP_ALIGN.RIGHT


def add_comparison(slide: Any, section: Section, brief: Brief) -> None:
    """Both sides as lines over the days from day 0, the second dashed."""
    if not section.lines:
        return
    chart_data = _ChartData()
    chart_data.categories = [str(day) for day, _ in section.lines[0].points]
    for line in section.lines:
        chart_data.add_series(line.name, [round(value, 2) for _, value in line.points])
    chart = _place_chart(slide, XL_CHART_TYPE.LINE, chart_data)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_title = True
    chart.category_axis.axis_title.text_frame.text = brief.labels.days
    for paragraph in chart.category_axis.axis_title.text_frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(12), False
    for drawn, line in zip(chart.plots[0].series, section.lines, strict=True):
        drawn.smooth = False
        drawn.format.line.color.rgb = _rgb(line.colour)
        drawn.format.line.width = Pt(2)
        if line.is_dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH


def _place_chart(slide: Any, kind: Any, chart_data: Any) -> Any:
    chart = slide.shapes.add_chart(
        kind, *map(Inches, (_LEFT, _TOP, _WIDE, _HIGH)), chart_data
    ).chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = _rgb(LIGHT.muted)
    chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(LIGHT.grid)
    return chart


def _rgb(colour: str) -> Any:
    return _Colour.from_string(colour.removeprefix("#"))
