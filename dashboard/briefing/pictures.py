"""The picture of a section, for the formats that hold no charts of their own."""

from __future__ import annotations

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.picture import draw_bins_picture, draw_map_picture
from dashboard.briefing.picture_pairs import (
    draw_ladder_picture,
    draw_lines_picture,
    draw_matrix_picture,
    draw_network_picture,
)

_DRAWERS = {
    "timeline": draw_bins_picture,
    "map": draw_map_picture,
    "ladder": draw_ladder_picture,
    "matrix": draw_matrix_picture,
    "network": draw_network_picture,
    "compare": draw_lines_picture,
}


def draw_section(section: Section, brief: Brief) -> bytes | None:
    """A section in, its PNG out; None for a table or an event."""
    drawer = _DRAWERS.get(section.kind)
    return drawer(section, brief) if drawer else None
