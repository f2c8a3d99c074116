"""The picture of a section, for the formats that hold no charts of their own: pixels or strokes."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.picture import HEIGHT, SCALE, WIDTH, draw_bins, draw_map
from dashboard.briefing.picture_pairs import draw_ladder, draw_lines, draw_matrix, draw_network
from dashboard.briefing.vector import PaperCanvas

_DRAWERS = {
    "timeline": draw_bins,
    "map": draw_map,
    "ladder": draw_ladder,
    "matrix": draw_matrix,
    "network": draw_network,
    "compare": draw_lines,
}
_SIZE = (WIDTH * SCALE, HEIGHT * SCALE)


def draw_section(section: Section, brief: Brief) -> bytes | None:
    """A section in, its PNG out; None for a table or an event."""
    drawer = _DRAWERS.get(section.kind)
    if drawer is None:
        return None
    image = Image.new("RGB", _SIZE, "#FFFFFF")
    drawer(ImageDraw.Draw(image), section, brief)
    output = io.BytesIO()
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.save(output, "PNG", optimize=True)
    return output.getvalue()


def draw_on_paper(section: Section, brief: Brief, *, width: float, font: str) -> Any:
    """The same as strokes for a PDF, `width` points wide, in a font that the library knows."""
    drawer = _DRAWERS.get(section.kind)
    if drawer is None:
        return None
    canvas = PaperCanvas(_SIZE, width=width, font=font)
    drawer(canvas, section, brief)
    return canvas
