"""The action-response ladder of two sides: facing rails over time, height the rung of escalation.

The first side's moves stand above the middle, the second's below. The further from the middle, the
more hostile; cooperative moves stand on the middle line. Grey links join an act to its answer.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.lanes import SYMBOLS, describe_event
from dashboard.charts.palette import FONT, Palette, mix_colour
from dashboard.charts.ticks import make_ticks
from dashboard.i18n import Words
from dashboard.responses import Response
from dashboard.rows import list_rows

RUNGS = (("verbal", 3.0), ("pressure", 6.0), ("force", 9.0))
"""Where the rungs are written: words, pressure, force; intensities of the codebook."""


def draw_ladder(
    moves: pd.DataFrame,
    responses: tuple[Response, ...],
    sides: tuple[str, str],
    *,
    words: Words,
    palette: Palette,
    selected_id: str | None = None,
) -> go.Figure:
    """Moves of two sides (`side` is `left` or `right`) and their responses in, the ladder out."""
    figure = go.Figure()
    spots = {row.event_id: _place(row) for row in list_rows(moves)}
    _add_links(figure, responses, spots, palette)
    for factuality, symbol in SYMBOLS.items():
        group = [row for row in list_rows(moves) if row.factuality == factuality]
        if group:
            _add_moves(figure, group, symbol, spots, words, palette)
    if selected_id in spots:
        x, y = spots[selected_id]
        figure.add_scatter(
            x=[x], y=[y], mode="markers", hoverinfo="skip",
            marker={"symbol": "circle-open", "size": 20, "color": palette.ink,
                    "line": {"width": 2.2}},
        )  # fmt: skip
    _lay_out(figure, moves, sides, words, palette)
    return figure


def _place(row: Any) -> tuple[datetime, float]:
    intensity = 0.0 if pd.isna(row.intensity) else float(row.intensity)
    height = max(0.0, -intensity) + 0.6
    day = pd.Timestamp(row.mid).date()
    return datetime.combine(day, time(12)), height if row.side == "left" else -height


def _add_links(
    figure: go.Figure,
    responses: tuple[Response, ...],
    spots: dict[str, tuple[datetime, float]],
    palette: Palette,
) -> None:
    xs: list[datetime | None] = []
    ys: list[float | None] = []
    for one in responses:
        start, end = spots[one.cause_id], spots[one.answer_id]
        xs += [start[0], end[0], None]
        ys += [start[1], end[1], None]
    figure.add_scatter(x=xs, y=ys, mode="lines", hoverinfo="skip",
                       line={"color": palette.line, "width": 1.2})  # fmt: skip


def _add_moves(
    figure: go.Figure,
    group: list[Any],
    symbol: str,
    spots: dict[str, tuple[datetime, float]],
    words: Words,
    palette: Palette,
) -> None:
    colours = [mix_colour(palette, None if pd.isna(row.intensity) else float(row.intensity))
               for row in group]  # fmt: skip
    is_open = symbol != "circle"
    figure.add_scatter(
        x=[spots[row.event_id][0] for row in group],
        y=[spots[row.event_id][1] for row in group],
        mode="markers",
        marker={"symbol": symbol, "size": 11, "color": colours,
                "line": {"width": 1.7 if is_open else 0.8,
                         "color": colours if is_open else palette.paper}},
        customdata=[f"event:{row.event_id}" for row in group],
        hovertext=[describe_event(row, words) for row in group],
        hoverinfo="text",
    )  # fmt: skip


def _lay_out(
    figure: go.Figure,
    moves: pd.DataFrame,
    sides: tuple[str, str],
    words: Words,
    palette: Palette,
) -> None:
    small = {"size": 11, "color": palette.muted}
    first, last = (pd.Timestamp(moves["mid"].min()).date(), pd.Timestamp(moves["mid"].max()).date())
    days, texts = make_ticks(first - timedelta(days=1), last + timedelta(days=1), words, most=9)
    marks = [sign * (height + 0.6) for sign in (1, -1) for _, height in RUNGS]
    labels = [words(f"rung.{name}") for _ in (1, -1) for name, _ in RUNGS]
    figure.update_layout(
        font={"family": FONT, "size": 12, "color": palette.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 92, "r": 14, "t": 14, "b": 40},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"bgcolor": palette.paper, "bordercolor": palette.line, "align": "left",
                    "font": {"color": palette.ink, "size": 12.5, "family": FONT}},
        xaxis={"type": "date", "fixedrange": True, "gridcolor": palette.grid, "tickvals": days,
               "ticktext": texts, "tickfont": small, "zeroline": False,
               "range": [datetime.combine(first - timedelta(days=1), time()),
                         datetime.combine(last + timedelta(days=2), time())]},
        yaxis={"fixedrange": True, "range": [-11.8, 11.8], "tickvals": marks, "ticktext": labels,
               "tickfont": small, "gridcolor": palette.grid, "zeroline": True,
               "zerolinecolor": palette.muted, "zerolinewidth": 1.5},
        annotations=[
            {"text": f"<b>{name}</b>", "xref": "paper", "yref": "paper", "x": 0.004, "y": y,
             "xanchor": "left", "yanchor": anchor, "showarrow": False,
             "font": {"size": 13, "color": palette.ink}}
            for name, y, anchor in ((_safe(f"{sides[0]} → {sides[1]}"), 0.99, "top"),
                                    (_safe(f"{sides[1]} → {sides[0]}"), 0.01, "bottom"))
        ],
    )  # fmt: skip


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
