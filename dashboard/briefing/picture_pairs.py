"""Pictures of the ladder, matrix, network and comparison, put on a canvas without a browser."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta
from typing import Any

from dashboard.briefing.model import Brief, Section
from dashboard.briefing.picture import HEIGHT, SCALE, WIDTH, make_font
from dashboard.charts.palette import LIGHT
from dashboard.charts.ticks import make_ticks
from dashboard.i18n import Words

_WIDE, _HIGH = WIDTH * SCALE, HEIGHT * SCALE
_TEXT = 46


def draw_ladder(canvas: Any, section: Section, brief: Brief) -> None:
    """Put two sides on facing rails over time; grey lines join an act to its answer."""
    left, right, middle = 120, _WIDE - 100, (_HIGH - 120) / 2
    days = [move.day for move in section.moves] or [date(2000, 1, 1)]
    first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=1)
    spread = max((last - first).days, 1)

    def place(day: date, height: float) -> tuple[float, float]:
        x = left + ((day - first).days + 0.5) / (spread + 1) * (right - left)
        return x, middle - height / 11.6 * (middle - 70)

    font = make_font(_TEXT)
    marks, texts = make_ticks(first, last, Words(brief.language), most=9)
    for day, text in zip(marks, texts, strict=True):
        x, _ = place(day, 0)
        canvas.line((x, 70, x, _HIGH - 150), fill=LIGHT.grid, width=3)
        canvas.text((x, _HIGH - 130), text.replace("<br>", " "), fill=LIGHT.muted, font=font,
                    anchor="ma")  # fmt: skip
    canvas.line((left, middle, right, middle), fill=LIGHT.muted, width=5)
    for start, end in section.links:
        one, two = section.moves[start], section.moves[end]
        canvas.line((*place(one.day, one.height), *place(two.day, two.height)), fill=LIGHT.line,
                    width=5)  # fmt: skip
    for move in section.moves:
        x, y = place(move.day, move.height)
        box = (x - 22, y - 22, x + 22, y + 22)
        if move.is_actual:
            canvas.ellipse(box, fill=move.colour, outline="#FFFFFF", width=3)
        else:
            canvas.ellipse(box, outline=move.colour, width=7)
    if len(section.names) == 2:
        upper, lower = section.names
        canvas.text(
            (left, 30), f"{upper} → {lower}", fill=LIGHT.ink, font=make_font(54), anchor="la"
        )
        canvas.text((left, _HIGH - 190), f"{lower} → {upper}", fill=LIGHT.ink, font=make_font(54),
                    anchor="ls")  # fmt: skip


def draw_matrix(canvas: Any, section: Section, brief: Brief) -> None:
    """Put a matrix of parties: rows act, columns are acted upon."""
    count = max(len(section.names), 1)
    left, top = 760, 300
    wide, high = (_WIDE - left - 60) / count, (_HIGH - top - 40) / count
    font = make_font(_TEXT)
    for number, name in enumerate(section.names):
        y = top + (number + 0.5) * high
        canvas.text((left - 24, y), _fit(canvas, name, 700), fill=LIGHT.ink, font=font, anchor="rm")
        x = left + (number + 0.5) * wide
        lines = _break(canvas, name, wide - 16)
        canvas.multiline_text((x, top - 20), lines, fill=LIGHT.ink, font=make_font(38),
                              anchor="md", align="center")  # fmt: skip
    for tie in section.ties:
        x, y = left + tie.recipient * wide, top + tie.actor * high
        canvas.rectangle((x + 4, y + 4, x + wide - 4, y + high - 4), fill=tie.colour)
        canvas.text((x + wide / 2, y + high / 2), str(tie.num_events), fill=LIGHT.ink, font=font,
                    anchor="mm", stroke_width=4, stroke_fill="#FFFFFF")  # fmt: skip


def draw_network(canvas: Any, section: Section, brief: Brief) -> None:
    """Put parties on an oval; a line's width is the number of acts."""
    spots = place_parties(len(section.names), _WIDE / 2, _HIGH / 2, _WIDE * 0.27, _HIGH * 0.38)
    most = max((tie.num_events for tie in section.ties), default=1)
    for tie in sorted(section.ties, key=lambda one: one.num_events):
        if tie.actor != tie.recipient:
            canvas.line((*spots[tie.actor], *spots[tie.recipient]), fill=tie.colour,
                        width=round(4 + 26 * math.sqrt(tie.num_events / most)))  # fmt: skip
    font = make_font(52)
    for (x, y), name in zip(spots, section.names, strict=True):
        canvas.ellipse((x - 26, y - 26, x + 26, y + 26), fill=LIGHT.ink, outline="#FFFFFF", width=5)
        side = 1 if x >= _WIDE / 2 else -1
        canvas.text((x + side * 46, y), name, fill=LIGHT.ink, font=font, stroke_width=5,
                    stroke_fill="#FFFFFF", anchor="lm" if side > 0 else "rm")  # fmt: skip


def place_parties(
    count: int, x: float, y: float, wide: float, high: float
) -> list[tuple[float, float]]:
    """So many points on an oval around a middle, from the top to the right."""
    turns = [2 * math.pi * number / max(count, 1) for number in range(count)]
    return [(x + wide * math.sin(turn), y - high * math.cos(turn)) for turn in turns]


def draw_lines(canvas: Any, section: Section, brief: Brief) -> None:
    """Put two sides over the days from day 0; the second side is dashed."""
    left, top, right, bottom = 190, 210, _WIDE - 60, _HIGH - 190
    points = [point for line in section.lines for point in line.points] or [(0, 0.0), (1, 1.0)]
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(0.0, *(y for _, y in points)), max(0.0, *(y for _, y in points))
    room = max(high - low, 1.0)

    def place(day: float, value: float) -> tuple[float, float]:
        return (left + (day - first) / max(last - first, 1) * (right - left),
                bottom - (value - low) / room * (bottom - top))  # fmt: skip

    font = make_font(_TEXT)
    for value in sorted({low, 0.0, high}):
        _, y = place(first, value)
        canvas.line((left, y, right, y), fill=LIGHT.muted if value == 0 else LIGHT.grid, width=3)
        canvas.text((left - 16, y), f"{value:.0f}".replace("-", "−"), fill=LIGHT.muted, font=font,
                    anchor="rm")  # fmt: skip
    step = max(1, -(-(last - first) // 8))
    for day in (day for day in range(first, last + 1) if day % step == 0):
        x, _ = place(day, 0)
        canvas.line((x, top, x, bottom), fill=LIGHT.muted if day == 0 else LIGHT.grid, width=3)
        canvas.text((x, bottom + 16), str(day), fill=LIGHT.muted, font=font, anchor="ma")
    canvas.text(((left + right) / 2, _HIGH - 30), brief.labels.days, fill=LIGHT.muted, font=font,
                anchor="ms")  # fmt: skip
    for line in section.lines:
        _draw_line(canvas, [place(*point) for point in line.points], line.colour, line.is_dashed)
    _draw_names(canvas, section, left)


def _draw_line(
    canvas: Any, points: list[tuple[float, float]], colour: str, is_dashed: bool
) -> None:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        parts = max(round(length / 24), 1) if is_dashed else 1
        for part in range(0, parts, 2):
            a, b = part / parts, min(part + 1, parts) / parts
            canvas.line((x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b,
                         y0 + (y1 - y0) * b), fill=colour, width=9)  # fmt: skip


def _draw_names(canvas: Any, section: Section, left: int) -> None:
    font = make_font(_TEXT)
    for number, line in enumerate(section.lines):
        x, y = left + (number % 2) * (_WIDE / 2.2), 50 + (number // 2) * 70
        _draw_line(canvas, [(x, y), (x + 120, y)], line.colour, line.is_dashed)
        canvas.text((x + 145, y), _fit(canvas, line.name, _WIDE / 2.2 - 200), fill=LIGHT.ink,
                    font=font, anchor="lm")  # fmt: skip


def _fit(canvas: Any, text: str, width: float) -> str:
    """The text, cut with a mark where it is too wide."""
    font, kept = make_font(_TEXT), text
    while len(kept) > 1 and canvas.textlength(kept, font=font) > width:
        kept = kept[:-1]
    return kept if kept == text else kept[:-1].rstrip() + "…"


def _break(canvas: Any, text: str, width: float) -> str:
    """A heading over at most three lines of a width; longer words are cut."""
    font, lines = make_font(38), [""]
    for word in text.replace("-", "- ").split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and canvas.textlength(joined, font=font) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    cut = []
    for line in lines[:3]:
        kept = line
        while len(kept) > 1 and canvas.textlength(kept, font=font) > width:
            kept = kept[:-1]
        cut.append(kept if kept == line else kept[:-1] + "…")
    return "\n".join(cut)
