"""A canvas whose strokes are those of a PDF: the same calls as Pillow's ImageDraw, as a flowable.

Drawing functions give pixels of the large drawing (y downwards) and fonts of Pillow; on paper they
become lines, shapes and text that can be searched and enlarged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

Box = tuple[float, float, float, float]
Step = Callable[[Any], None]
NEAR = 1.5
"""Points of a polygon that are nearer than this to the one before are left out, in pixels."""


class PaperCanvas(Flowable):  # type: ignore[misc]  # the library has no types
    """A picture of `size` pixels, drawn `width` points wide; `font` is known to the PDF library."""

    def __init__(self, size: tuple[int, int], *, width: float, font: str) -> None:
        super().__init__()
        self.pixels = size
        self.width, self.height = width, width * size[1] / size[0]
        self.hAlign = "LEFT"
        self._font = font
        self._steps: list[Step] = []

    def draw(self) -> None:
        """Put every stroke on the page, inside the frame of the picture."""
        unit = self.width / self.pixels[0]
        self.canv.saveState()
        frame = self.canv.beginPath()
        frame.rect(0, 0, self.width, self.height)
        self.canv.clipPath(frame, stroke=0)
        self.canv.scale(unit, unit)
        for step in self._steps:
            step(self.canv)
        self.canv.restoreState()

    def line(self, xy: Sequence[float], *, fill: str, width: float = 1) -> None:
        """A line from the first two numbers to the last two."""
        x0, y0, x1, y1 = xy

        def step(canvas: Any) -> None:
            canvas.setStrokeColor(HexColor(fill))
            canvas.setLineWidth(width)
            canvas.line(x0, self._up(y0), x1, self._up(y1))

        self._steps.append(step)

    def rectangle(
        self, xy: Box, *, fill: str | None = None, outline: str | None = None, width: float = 1
    ) -> None:
        """A rectangle from its left upper to its right lower corner."""
        x0, y0, x1, y1 = xy

        def step(canvas: Any) -> None:
            kinds = _set_ink(canvas, fill, outline, width)
            canvas.rect(x0, self._up(y1), x1 - x0, y1 - y0, **kinds)

        self._steps.append(step)

    def ellipse(
        self, xy: Box, *, fill: str | None = None, outline: str | None = None, width: float = 1
    ) -> None:
        """An ellipse inside a box."""
        x0, y0, x1, y1 = xy

        def step(canvas: Any) -> None:
            kinds = _set_ink(canvas, fill, outline, width)
            canvas.ellipse(x0, self._up(y1), x1, self._up(y0), **kinds)

        self._steps.append(step)

    def polygon(
        self,
        xy: Sequence[tuple[float, float]],
        *,
        fill: str | None = None,
        outline: str | None = None,
        width: float = 1,
    ) -> None:
        """A closed shape through all points."""
        points = _thin(xy)
        if len(points) < 3:
            return

        def step(canvas: Any) -> None:
            kinds = _set_ink(canvas, fill, outline, width)
            path = canvas.beginPath()
            path.moveTo(points[0][0], self._up(points[0][1]))
            for x, y in points[1:]:
                path.lineTo(x, self._up(y))
            path.close()
            canvas.drawPath(path, **kinds)

        self._steps.append(step)

    def text(
        self,
        xy: tuple[float, float],
        text: str,
        *,
        fill: str,
        font: Any,
        anchor: str = "la",
        stroke_width: float = 0,
        stroke_fill: str | None = None,
    ) -> None:
        """A line of text; `anchor` as Pillow has it, `stroke_fill` a rim around its letters."""
        ascent, descent = font.getmetrics()
        x = xy[0] - {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * font.getlength(text)
        below = {"a": ascent, "m": (ascent - descent) / 2, "s": 0, "d": -descent}[anchor[1]]
        y = self._up(xy[1] + below)

        def step(canvas: Any) -> None:
            if stroke_fill and stroke_width:
                canvas.setStrokeColor(HexColor(stroke_fill))
                canvas.setLineWidth(2 * stroke_width)
                canvas.setLineJoin(1)
                self._write(canvas, x, y, text, font.size, mode=1)
            canvas.setFillColor(HexColor(fill))
            self._write(canvas, x, y, text, font.size, mode=0)

        self._steps.append(step)

    def multiline_text(
        self, xy: tuple[float, float], text: str, *, fill: str, font: Any, anchor: str, align: str
    ) -> None:
        """Lines under each other, the last one at the anchor; `align` as the anchor says."""
        high = sum(font.getmetrics())
        lines = text.split("\n")
        for number, line in enumerate(reversed(lines)):
            self.text((xy[0], xy[1] - number * high), line, fill=fill, font=font, anchor=anchor)

    def textlength(self, text: str, *, font: Any) -> float:
        """Width of a text in pixels."""
        return float(font.getlength(text))

    def _write(self, canvas: Any, x: float, y: float, text: str, size: float, *, mode: int) -> None:
        written = canvas.beginText(x, y)
        written.setFont(self._font, size)
        written.setTextRenderMode(mode)
        written.textOut(text)
        written.setTextRenderMode(0)
        canvas.drawText(written)

    def _up(self, y: float) -> float:
        return self.pixels[1] - y


def _set_ink(canvas: Any, fill: str | None, outline: str | None, width: float) -> dict[str, int]:
    """Set colours and width; which of stroke and fill a shape has."""
    if fill:
        canvas.setFillColor(HexColor(fill))
    if outline:
        canvas.setStrokeColor(HexColor(outline))
        canvas.setLineWidth(width)
    return {"stroke": int(bool(outline)), "fill": int(bool(fill))}


def _thin(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those that lie on the one before."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) > NEAR or abs(y - kept[-1][1]) > NEAR:
            kept.append((round(x, 1), round(y, 1)))
    return kept
