"""Who acts on whom: a matrix and a network of pairs. Plain functions of a table.

Rows of `pairs`: actor_party, recipient_party, num_events, intensity (mean over actual events).
Each cell and line carries `pair:ACTOR~RECIPIENT`.
"""

from __future__ import annotations

import math
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import FONT, Palette, fade_colour, mix_colour
from dashboard.i18n import Words
from dashboard.rows import list_rows

SEPARATOR = "~"


def list_parties(pairs: pd.DataFrame, most: int) -> list[str]:
    """Pairs in, the parties with most events out, the fullest first."""
    sides = [pairs[[side, "num_events"]].rename(columns={side: "party"})
             for side in ("actor_party", "recipient_party")]  # fmt: skip
    totals = pd.concat(sides).groupby("party")["num_events"].sum()
    ordered = totals.reset_index().sort_values(["num_events", "party"], ascending=[False, True])
    return [str(name) for name in ordered["party"][:most]]


def draw_matrix(
    pairs: pd.DataFrame,
    *,
    words: Words,
    palette: Palette,
    chosen: tuple[str, str] | None = None,
    most: int = 12,
) -> go.Figure:
    """Pairs in, a matrix out: rows act, columns are acted upon, cells count events."""
    names = list_parties(pairs, most)
    found = {(row.actor_party, row.recipient_party): row for row in list_rows(pairs)}
    labels = [_shorten(words.party(name)) for name in names]
    grid: dict[str, list[list[Any]]] = {"z": [], "text": [], "customdata": [], "hovertext": []}
    for actor in names:
        cells = [found.get((actor, recipient)) for recipient in names]
        grid["z"].append([None if cell is None else _intensity(cell) for cell in cells])
        grid["text"].append(
            ["" if cell is None else words.number(int(cell.num_events)) for cell in cells]
        )
        grid["customdata"].append([f"pair:{actor}{SEPARATOR}{other}" for other in names])
        grid["hovertext"].append([_describe(cell, words) for cell in cells])
    figure = go.Figure(
        go.Heatmap(
            x=labels, y=labels, **grid, texttemplate="%{text}", hoverinfo="text", zmin=-10,
            zmax=10, xgap=2, ygap=2, showscale=False, hoverongaps=False,
            textfont={"size": 12},
            colorscale=[[n / (len(palette.scale) - 1), colour]
                        for n, colour in enumerate(palette.scale)],
        )
    )  # fmt: skip
    if chosen and chosen[0] in names and chosen[1] in names:
        x, y = names.index(chosen[1]), names.index(chosen[0])
        figure.add_shape(type="rect", x0=x - 0.5, x1=x + 0.5, y0=y - 0.5, y1=y + 0.5,
                         line={"color": palette.ink, "width": 2.5})  # fmt: skip
    quiet = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    figure.update_layout(
        **_base_layout(palette),
        margin={"l": 118, "r": 66, "t": 86, "b": 10},
        xaxis={**quiet, "side": "top", "tickangle": -40, "type": "category"},
        yaxis={**quiet, "autorange": "reversed", "type": "category"},
    )
    return figure


def draw_network(
    pairs: pd.DataFrame, *, words: Words, palette: Palette, most: int = 14
) -> go.Figure:
    """Pairs in, parties on a circle out: a line's width is the number of events of both ways."""
    names = list_parties(pairs, most)
    spots = {
        name: (math.sin(2 * math.pi * n / len(names)), math.cos(2 * math.pi * n / len(names)))
        for n, name in enumerate(names)
    }
    figure = go.Figure()
    inside = pairs[pairs["actor_party"].isin(names) & pairs["recipient_party"].isin(names)]
    inside = inside[inside["actor_party"] != inside["recipient_party"]]
    top = max(float(inside["num_events"].max()), 1.0) if len(inside) else 1.0
    for row in list_rows(inside.sort_values("num_events")):
        xs, ys = _bend(spots[row.actor_party], spots[row.recipient_party])
        figure.add_scatter(
            x=xs, y=ys, mode="lines", hoverinfo="text", hovertext=_describe(row, words),
            line={"color": fade_colour(mix_colour(palette, _intensity(row)), 0.75),
                  "width": 0.8 + 7 * math.sqrt(row.num_events / top), "shape": "spline"},
            customdata=[f"pair:{row.actor_party}{SEPARATOR}{row.recipient_party}"] * len(xs),
        )  # fmt: skip
    figure.add_scatter(
        x=[spots[name][0] for name in names], y=[spots[name][1] for name in names],
        mode="markers+text", text=[_shorten(words.party(name)) for name in names],
        textposition=[_side(*spots[name]) for name in names], cliponaxis=False,
        marker={"size": 12, "color": palette.ink, "line": {"width": 2, "color": palette.paper}},
        textfont={"size": 12.5, "color": palette.ink}, hoverinfo="skip",
    )  # fmt: skip
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        **_base_layout(palette),
        margin={"l": 10, "r": 10, "t": 16, "b": 16},
        showlegend=False,
        xaxis={**hidden, "range": [-1.75, 1.75]},
        yaxis={**hidden, "range": [-1.18, 1.18], "scaleanchor": "x"},
    )
    return figure


def _bend(start: tuple[float, float], end: tuple[float, float]) -> tuple[list[float], list[float]]:
    """A line bent to its left, so that the two ways between a pair are two lines."""
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    aside = (end[1] - start[1]) * 0.12, (start[0] - end[0]) * 0.12
    points = (start, (middle[0] * 0.72 + aside[0], middle[1] * 0.72 + aside[1]), end)
    return [point[0] for point in points], [point[1] for point in points]


def _side(x: float, y: float) -> str:
    if abs(x) < 0.2:
        return "top center" if y > 0 else "bottom center"
    return "middle right" if x > 0 else "middle left"


def _intensity(row: Any) -> float | None:
    return None if pd.isna(row.intensity) else float(row.intensity)


def _describe(row: Any, words: Words) -> str:
    if row is None:
        return ""
    sides = f"{words.party(row.actor_party)} → {words.party(row.recipient_party)}"
    lines = [f"<b>{escape(sides)}</b>", words.count("count.events", int(row.num_events))]
    value = _intensity(row)
    if value is not None:
        text = words.number(value, digits=1, signed=True)
        lines.append(words("hover.mean_intensity", value=text))
    return "<br>".join(lines)


def _base_layout(palette: Palette) -> dict[str, Any]:
    return {
        "font": {"family": FONT, "size": 12, "color": palette.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.paper, "bordercolor": palette.line, "align": "left",
                       "font": {"color": palette.ink, "size": 12.5, "family": FONT}},
    }  # fmt: skip


def _shorten(label: str, most: int = 17) -> str:
    return escape(label if len(label) <= most else label[: most - 1].rstrip() + "…")
