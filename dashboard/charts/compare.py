"""Two selections over each other, day by day from a day 0. A plain function of two tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import FONT, Palette, fade_colour
from dashboard.i18n import Words


@dataclass(frozen=True, slots=True)
class Side:
    """One selection: its name, and rows of `offset` (days from day 0), hostile, cooperative."""

    name: str
    frame: pd.DataFrame


def draw_comparison(first: Side, second: Side, *, words: Words, palette: Palette) -> go.Figure:
    """Two sides in; hostile and cooperative index of each over the days from day 0 out.

    The first is a full line, the second dashed, so that colour is free to say hostile or not.
    """
    figure = go.Figure()
    for side, dash, alpha in ((first, "solid", 0.14), (second, "4px,3px", 0.0)):
        for name in ("hostile", "cooperative"):
            colour = getattr(palette, name)
            figure.add_scatter(
                x=side.frame["offset"], y=side.frame[name], mode="lines", hoverinfo="text",
                name=f"{_safe(side.name)} · {words('stance.' + name).lower()}",
                line={"color": colour, "width": 2, "dash": dash, "shape": "hvh"},
                fill="tozeroy" if alpha else None, fillcolor=fade_colour(colour, alpha),
                hovertext=[_describe(side.name, name, int(day), float(value), words)
                           for day, value in zip(side.frame["offset"], side.frame[name],
                                                 strict=True)],
            )  # fmt: skip
    small = {"size": 11, "color": palette.muted}
    axis = {"fixedrange": True, "tickfont": small, "gridcolor": palette.grid}
    figure.update_layout(
        font={"family": FONT, "size": 12, "color": palette.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        margin={"l": 56, "r": 14, "t": 34, "b": 48},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": small,
                "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"bgcolor": palette.paper, "bordercolor": palette.line, "align": "left",
                    "font": {"color": palette.ink, "size": 12.5, "family": FONT}},
        xaxis={**axis, "zeroline": True, "zerolinecolor": palette.muted,
               "title": {"text": words("compare.axis"), "font": small}},
        yaxis={**axis, "zeroline": True, "zerolinecolor": palette.line, "nticks": 6,
               "title": {"text": words("timeline.index"), "font": small}},
    )  # fmt: skip
    return figure


def _describe(side: str, name: str, day: int, value: float, words: Words) -> str:
    when = words("compare.day", n=words.number(day, signed=True))
    label = words(f"index.{name}")
    return f"<b>{_safe(side)}</b><br>{when}<br>{label}: {words.number(value, digits=1)}"


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
