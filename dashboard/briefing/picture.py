"""Pictures of sections drawn without a browser: the map, and events over time.

A drawing function puts a section on a canvas: Pillow's, or the one of a PDF that takes its calls.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

import pandas as pd
from PIL import ImageFont

from dashboard.briefing.fonts import find_font_file
from dashboard.briefing.model import Bin, Brief, Place, Section
from dashboard.charts.map import EXACT, find_frame
from dashboard.charts.palette import LIGHT, mix_colour
from pipeline.settings import find_data_dir

WIDTH, HEIGHT = 1920, 960
SCALE = 2
ROOM = 0.9
"""Share of the picture that the places take; names below the lowest need the rest."""


@cache
def _read_polygons() -> tuple[tuple[str, tuple[tuple[tuple[float, float], ...], ...]], ...]:
    """Country code and outer rings of each country."""
    path = find_data_dir() / "map" / "countries.geojson"
    found = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = tuple(tuple((x, y) for x, y in polygon[0]) for polygon in polygons)
        found.append((feature["id"], rings))
    return tuple(found)


def draw_map(canvas: Any, section: Section, brief: Brief) -> None:
    """Put the places of a section on a map."""
    canvas.rectangle((0, 0, WIDTH * SCALE, HEIGHT * SCALE), fill=LIGHT.water)
    project = _make_projection(section.places)
    for _, rings in _read_polygons():
        for ring in rings:
            points = [project(*point) for point in ring]
            if _is_near(points):
                canvas.polygon(points, fill=LIGHT.land, outline=LIGHT.border, width=2)
    most = max((place.num_events for place in section.places), default=1)
    for place in sorted(section.places, key=lambda one: -one.num_events):
        x, y = project(place.longitude, place.latitude)
        radius = (22 + 62 * math.sqrt(place.num_events / most)) * SCALE / 2
        colour = mix_colour(LIGHT, place.intensity)
        box = (x - radius, y - radius, x + radius, y + radius)
        if place.is_exact:
            canvas.ellipse(box, fill=colour, outline="#FFFFFF", width=3)
        else:
            canvas.ellipse(box, outline=colour, width=7)
    _write_names(canvas, section.places, project)
    canvas.text((24, HEIGHT * SCALE - 24), brief.labels.boundaries, fill=LIGHT.muted,
                font=make_font(38), anchor="ls", stroke_width=4, stroke_fill="#FFFFFF")  # fmt: skip


def _write_names(canvas: Any, places: tuple[Place, ...], project: Any) -> None:
    """Name and number at each place, the fullest first, where nothing is written yet."""
    font, taken = make_font(54), list[tuple[float, float, float, float]]()
    most = max((place.num_events for place in places), default=1)
    for place in sorted(places, key=lambda one: -one.num_events)[:24]:
        x, y = project(place.longitude, place.latitude)
        text = f"{place.name} · {place.num_events}"
        half = canvas.textlength(text, font=font) / 2 + 12
        y += (22 + 62 * math.sqrt(place.num_events / most)) * SCALE / 2 + 30
        box = (x - half, y - 36, x + half, y + 36)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        canvas.text((x, y), text, fill=LIGHT.ink, font=font, anchor="mm", stroke_width=6,
                    stroke_fill="#FFFFFF")  # fmt: skip


def draw_bins(canvas: Any, section: Section, brief: Brief) -> None:
    """Put stacked bars over time; what did not happen is only outlined."""
    left, top, right, bottom = 150, 130, WIDTH * SCALE - 60, HEIGHT * SCALE - 130
    most = max((_total(one) for one in section.bins), default=1.0) or 1.0
    font = make_font(46)
    for share in (0.0, 0.5, 1.0):
        y = bottom - share * (bottom - top)
        canvas.line((left, y, right, y), fill=LIGHT.grid, width=3)
        canvas.text((left - 16, y), f"{most * share:.0f}", fill=LIGHT.muted, font=font, anchor="rm")
    step = (right - left) / max(len(section.bins), 1)
    for number, one in enumerate(section.bins):
        x0, x1 = left + number * step + step * 0.1, left + (number + 1) * step - step * 0.1
        y = float(bottom)
        for value, colour in zip(_parts(one), _colours(), strict=True):
            height = value / most * (bottom - top)
            if value > 0 and colour is not None:
                canvas.rectangle((x0, y - height, x1, y), fill=colour)
            elif value > 0:
                canvas.rectangle((x0, y - height, x1, y), outline=LIGHT.muted, width=3)
            y -= height
        if number % max(1, len(section.bins) // 8) == 0:
            canvas.text((x0, bottom + 22), one.label, fill=LIGHT.muted, font=font, anchor="la")
    _draw_legend(canvas, brief, left)


def _draw_legend(canvas: Any, brief: Brief, left: int) -> None:
    labels = brief.labels
    names = (labels.hostile, labels.neutral, labels.cooperative, labels.not_actual)
    x = float(left)
    font = make_font(46)
    for name, colour in zip(names, _colours(), strict=True):
        if colour is None:
            canvas.rectangle((x, 40, x + 44, 84), outline=LIGHT.muted, width=3)
        else:
            canvas.rectangle((x, 40, x + 44, 84), fill=colour)
        canvas.text((x + 62, 62), name, fill=LIGHT.ink, font=font, anchor="lm")
        x += 130 + canvas.textlength(name, font=font)


def _colours() -> tuple[str | None, ...]:
    return (LIGHT.hostile, LIGHT.neutral, LIGHT.cooperative, None)


def _parts(one: Bin) -> tuple[float, ...]:
    return (one.hostile, one.neutral, one.cooperative, one.not_actual)


def _total(one: Bin) -> float:
    return sum(_parts(one))


def _make_projection(places: tuple[Place, ...]) -> Any:
    """A function from longitude and latitude to pixels (Mercator): the frame of the page's map."""
    lats, lons = find_frame(pd.DataFrame({
        "latitude": [place.latitude for place in places],
        "longitude": [place.longitude for place in places],
        "num_events": [place.num_events for place in places],
        "geo_precision": [EXACT[0] if place.is_exact else "country" for place in places],
    }))  # fmt: skip
    tops = [_rise(lat) for lat in lats]
    width, height = max(lons) - min(lons), max(tops) - min(tops)
    scale = ROOM * min(WIDTH * SCALE / width, HEIGHT * SCALE / height)
    middle = (max(lons) + min(lons)) / 2, (max(tops) + min(tops)) / 2

    def project(lon: float, lat: float) -> tuple[float, float]:
        return (
            WIDTH * SCALE / 2 + (lon - middle[0]) * scale,
            HEIGHT * SCALE / 2 - (_rise(lat) - middle[1]) * scale,
        )

    return project


def _rise(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(max(-84.0, min(84.0, lat))))))


def _is_near(points: list[tuple[float, float]]) -> bool:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return max(xs) > 0 and min(xs) < WIDTH * SCALE and max(ys) > 0 and min(ys) < HEIGHT * SCALE


@cache
def make_font(size: int) -> Any:
    """The font of pictures at a size in pixels of the large drawing."""
    return ImageFont.truetype(str(find_font_file()), size)
