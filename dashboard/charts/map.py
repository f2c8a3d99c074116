"""The map: countries as polygons of our own, a circle for each place. Asks no server for anything.

Circle area is the number of events, colour their mean intensity. A place known only to the region
or country is a hollow circle: it stands for the whole of it, not for a point.
A dotted ring says, to scale, how far it reaches.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.palette import FONT, Palette, fade_colour, mix_colour
from dashboard.i18n import Words
from dashboard.rows import list_rows

EXACT = ("site", "city")
EARTH_KM = 6371.0


def draw_map(
    places: pd.DataFrame,
    countries: pd.DataFrame,
    *,
    words: Words,
    palette: Palette,
    selected_key: str | None = None,
    geojson: Any = "countries",
) -> Drawing:
    """Places and country labels in, a map zoomed to the places out.

    `countries` has country_code, latitude, longitude, area. `geojson` is the polygons, or a word
    that the browser replaces by their address.
    """
    figure = Drawing()
    lat_range, lon_range = find_frame(places)
    # Plotly asks its own server for a base map unless the first trace brings its own polygons.
    figure.add_choropleth(
        geojson=geojson, locations=countries["country_code"].tolist(), z=[0] * len(countries),
        featureidkey="id", locationmode="geojson-id", showscale=False, hoverinfo="skip",
        colorscale=[[0, palette.land], [1, palette.land]],
        marker={"line": {"color": palette.border, "width": 0.7}},
    )  # fmt: skip
    _add_names(figure, countries, places, lat_range, lon_range, words, palette)
    _add_circles(figure, places, selected_key, words, palette)
    figure.update_layout(
        geo={"visible": False, "bgcolor": palette.water, "projection": {"type": "mercator"},
             "lataxis": {"range": list(lat_range)}, "lonaxis": {"range": list(lon_range)}},
        font={"family": FONT, "size": 12, "color": palette.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        dragmode="pan",
        showlegend=False,
        hoverlabel={"bgcolor": palette.paper, "bordercolor": palette.line, "align": "left",
                    "font": {"color": palette.ink, "size": 12.5, "family": FONT}},
    )  # fmt: skip
    return figure


def find_frame(places: pd.DataFrame) -> tuple[tuple[float, float], tuple[float, float]]:
    """Places in; latitudes and longitudes around most exact places, with a margin, out."""
    if places.empty:
        return (-55.0, 75.0), (-170.0, 180.0)
    exact = places[places["geo_precision"].isin(EXACT)]
    held = exact if len(exact) else places
    lat = _hold(held["latitude"].astype(float), held["num_events"])
    lon = _hold(held["longitude"].astype(float), held["num_events"])
    height = max((lat[1] - lat[0]) * 1.35, 14.0)
    width = max((lon[1] - lon[0]) * 1.35, 20.0)
    middle = (lat[0] + lat[1]) / 2, (lon[0] + lon[1]) / 2
    return (
        (max(middle[0] - height / 2, -58.0), min(middle[0] + height / 2, 80.0)),
        (max(middle[1] - width / 2, -180.0), min(middle[1] + width / 2, 180.0)),
    )


def _hold(values: pd.Series, weights: pd.Series) -> tuple[float, float]:
    """Bounds that leave out at most a twelfth of the weight on each side."""
    order = values.sort_values().index
    shares = weights.loc[order].cumsum() / weights.sum()
    low = values.loc[shares[shares >= 1 / 12].index[0]]
    high = values.loc[shares[shares >= 11 / 12].index[0]]
    return float(low), float(high)


def _add_names(
    figure: Drawing,
    countries: pd.DataFrame,
    places: pd.DataFrame,
    lat_range: tuple[float, float],
    lon_range: tuple[float, float],
    words: Words,
    palette: Palette,
) -> None:
    height, width = lat_range[1] - lat_range[0], lon_range[1] - lon_range[0]
    seen = countries[
        countries["latitude"].between(lat_range[0] - height / 4, lat_range[1] + height / 4)
        & countries["longitude"].between(lon_range[0] - width / 4, lon_range[1] + width / 4)
        & (countries["area"] > height * width / 700)
    ]
    seen = _spread(seen.sort_values("area", ascending=False), height, width)
    figure.add_scattergeo(
        lat=seen["latitude"], lon=seen["longitude"], mode="text", hoverinfo="skip",
        text=[escape(words.country(code)) for code in seen["country_code"]],
        textfont={"size": 11, "color": palette.muted},
    )  # fmt: skip


def _spread(countries: pd.DataFrame, height: float, width: float) -> pd.DataFrame:
    """Countries, the largest first, in; those whose names do not run into one another out."""
    kept: list[int] = []
    spots: list[tuple[float, float]] = []
    for place, (lat, lon) in enumerate(
        zip(countries["latitude"], countries["longitude"], strict=True)
    ):
        if all(abs(lat - y) > height / 16 or abs(lon - x) > width / 5 for y, x in spots):
            kept.append(place)
            spots.append((lat, lon))
    return countries.iloc[kept]


def _add_circles(
    figure: Drawing,
    places: pd.DataFrame,
    selected_key: str | None,
    words: Words,
    palette: Palette,
) -> None:
    if places.empty:
        return
    most = max(float(places["num_events"].max()), 1.0)
    _add_reaches(figure, places, palette)
    for exact in (False, True):
        part = places[places["geo_precision"].isin(EXACT) == exact]
        if part.empty:
            continue
        colours = [
            mix_colour(palette, None if pd.isna(value) else float(value))
            for value in part["intensity"]
        ]
        sizes = [9 + 27 * math.sqrt(float(n) / most) for n in part["num_events"]]
        figure.add_scattergeo(
            lat=part["latitude"], lon=part["longitude"], mode="markers",
            marker={
                "size": sizes, "opacity": 1,
                "color": [fade_colour(colour, 0.82 if exact else 0.16) for colour in colours],
                "line": {"color": palette.paper if exact else colours,
                         "width": 1 if exact else 2},
            },
            customdata=[f"place:{key}" for key in part["place_key"]],
            hovertext=[_describe(row, words) for row in list_rows(part)],
            hoverinfo="text",
        )  # fmt: skip
    _add_scale(figure, words, palette)
    chosen = places[places["place_key"] == selected_key]
    if len(chosen):
        figure.add_scattergeo(
            lat=chosen["latitude"], lon=chosen["longitude"], mode="markers", hoverinfo="skip",
            marker={"size": [17 + 27 * math.sqrt(float(n) / most) for n in chosen["num_events"]],
                    "color": "rgba(0,0,0,0)", "line": {"color": palette.ink, "width": 2.2}},
        )  # fmt: skip


def _add_reaches(figure: Drawing, places: pd.DataFrame, palette: Palette) -> None:
    """How far an approximate place may reach, to scale: a thin ring on the ground."""
    wide = places[~places["geo_precision"].isin(EXACT) & places["radius_km"].notna()]
    lats: list[float | None] = []
    lons: list[float | None] = []
    for row in list_rows(wide):
        for lat, lon in ring_around(float(row.latitude), float(row.longitude),
                                    float(row.radius_km)):  # fmt: skip
            lats.append(lat)
            lons.append(lon)
        lats.append(None)
        lons.append(None)
    if lats:
        figure.add_scattergeo(
            lat=lats, lon=lons, mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": fade_colour(palette.muted, 0.55), "width": 1, "dash": "dot"},
        )  # fmt: skip


def ring_around(
    latitude: float, longitude: float, radius_km: float, points: int = 48
) -> list[tuple[float, float]]:
    """A place and a distance in; points at that distance on the globe, the first again last, out.

    Longitudes may pass 180, so that a ring stays one line.
    """
    angle, top = radius_km / EARTH_KM, math.radians(latitude)
    found = []
    for step in range(points + 1):
        turn = 2 * math.pi * step / points
        lat = math.asin(math.sin(top) * math.cos(angle)
                        + math.cos(top) * math.sin(angle) * math.cos(turn))  # fmt: skip
        east = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(top),
                          math.cos(angle) - math.sin(top) * math.sin(lat))  # fmt: skip
        found.append((math.degrees(lat), longitude + math.degrees(east)))
    return found


def _add_scale(figure: Drawing, words: Words, palette: Palette) -> None:
    """The colours in words, as a bar at the lower right; the trace itself draws nothing."""
    steps = len(palette.scale) - 1
    figure.add_scattergeo(
        lat=[None], lon=[None], mode="markers", hoverinfo="skip",
        marker={
            "color": [0], "cmin": -10, "cmax": 10, "showscale": True,
            "colorscale": [[n / steps, colour] for n, colour in enumerate(palette.scale)],
            "colorbar": {
                "orientation": "h", "thickness": 7, "len": 0.42, "x": 0.98, "xanchor": "right",
                "y": 0.985, "yanchor": "top", "ypad": 4, "xpad": 0, "outlinewidth": 0,
                "tickvals": [-7.6, 0, 6.6], "ticklabeloverflow": "allow", "ticks": "",
                "tickfont": {"size": 11, "color": palette.ink},
                "bgcolor": fade_colour(palette.paper, 0.75),
                "ticktext": [words(f"stance.{name}").lower()
                             for name in ("hostile", "neutral", "cooperative")],
            },
        },
    )  # fmt: skip


def _describe(row: Any, words: Words) -> str:
    country = "" if pd.isna(row.place_country) else words.country(str(row.place_country))
    name = words("value.no_place") if pd.isna(row.place_name) else str(row.place_name)
    title = f"{name}, {country}" if country and country != name else name
    lines = [f"<b>{escape(title)}</b>", words.count("count.events", int(row.num_events))]
    if not pd.isna(row.intensity):
        value = words.number(float(row.intensity), digits=1, signed=True)
        lines.append(words("hover.mean_intensity", value=value))
    if row.geo_precision not in EXACT and not pd.isna(row.geo_precision):
        lines.append(words(f"precision.{row.geo_precision}"))
        if not pd.isna(row.radius_km):
            lines.append(words("hover.radius", n=words.number(float(row.radius_km))))
    return "<br>".join(lines)
