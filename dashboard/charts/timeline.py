"""The timeline: overview band, lanes of events, index of hostility and cooperation.

Plain functions of tables; no Streamlit. Each drawn thing carries `customdata` that says what it
stands for: `event:ID` or `days:FIRST/LAST`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from dashboard.charts.drawing import Drawing, find_moments
from dashboard.charts.index import add_index
from dashboard.charts.lanes import add_lane_bars, add_marks
from dashboard.charts.palette import FONT, Palette, fade_colour
from dashboard.charts.ticks import make_ticks
from dashboard.i18n import Words

OVERVIEW, LANES, INDEX = (0.90, 1.0), (0.25, 0.835), (0.0, 0.215)
_MILLISECONDS = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 28 * 86_400_000}
_STEPS = {"day": 1, "week": 7, "month": 31}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Tables behind the timeline: see `dashboard.data` for their columns.

    `marks` is None where there are too many events; `bins` then holds their counts. `lanes` pairs
    the key of each lane with its label, top first. Days are inclusive.
    """

    overview: pd.DataFrame
    unit: str
    lanes: tuple[tuple[str, str], ...]
    marks: pd.DataFrame | None
    bins: pd.DataFrame | None
    bins_unit: str
    index: pd.DataFrame
    extent: tuple[date, date]
    window: tuple[date, date]


def draw_timeline(timeline: Timeline, *, words: Words, palette: Palette) -> Drawing:
    """Tables in, one figure of three parts over a common time out."""
    figure = Drawing()
    _add_overview(figure, timeline, words, palette)
    if timeline.marks is not None:
        add_marks(figure, timeline.marks, timeline.lanes, words=words, palette=palette)
    elif timeline.bins is not None:
        add_lane_bars(figure, timeline.bins, timeline.lanes, timeline.bins_unit, words=words,
                      palette=palette)  # fmt: skip
    peaks = add_index(figure, timeline.index, timeline.window, words=words, palette=palette)
    _add_legend(figure, words, palette, with_marks=timeline.marks is not None)
    _lay_out(figure, timeline, peaks, words, palette)
    return figure


def find_unit(start: date, end: date, *, most: int = 160) -> str:
    """First and last day in, the finest of day, week and month with at most so many bins out."""
    days = (end - start).days + 1
    if days <= most:
        return "day"
    return "week" if days / 7 <= most else "month"


def find_bin_end(start: date, unit: str) -> date:
    """First day of a bin in, its last day out."""
    if unit == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return start + timedelta(days=_STEPS[unit] - 1)


def _add_overview(figure: Drawing, timeline: Timeline, words: Words, palette: Palette) -> None:
    frame = timeline.overview
    if frame.empty:
        return
    bins = np.sort(frame["bin"].unique())
    days = [pd.Timestamp(stamp).date() for stamp in bins]
    ends = [find_bin_end(day, timeline.unit) for day in days]
    spans = [f"<b>{words.span(a, b)}</b><br>" for a, b in zip(days, ends, strict=True)]
    keys = [f"days:{a}/{b}" for a, b in zip(days, ends, strict=True)]
    moments, base = find_moments(bins), np.zeros(len(bins))
    places = np.searchsorted(bins, frame["bin"].to_numpy())
    stances, counts = frame["stance"].to_numpy(), frame["num_events"].to_numpy(float)
    is_actual = frame["is_actual"].to_numpy(bool)
    for wanted, stance, colour, hatch in (
        (True, "hostile", palette.hostile, ""),
        (True, "neutral", palette.neutral, ""),
        (True, "cooperative", palette.cooperative, ""),
        (False, None, palette.muted, "/"),
    ):
        chosen = is_actual == wanted if stance is None else is_actual & (stances == stance)
        held = np.unique(places[chosen])
        if not len(held):
            continue
        sums = np.bincount(places[chosen], counts[chosen], len(bins))
        name = words(f"stance.{stance}") if stance else words("factuality.not_actual")
        figure.add_bar(
            x=moments[held],
            y=sums[held],
            base=base[held],
            width=_MILLISECONDS[timeline.unit],
            offset=0,
            marker={"color": colour if not hatch else "rgba(0,0,0,0)",
                    "line": {"width": 0.5 if hatch else 0, "color": colour},
                    "pattern": {"shape": hatch, "size": 4, "fgcolor": colour}},
            customdata=[keys[n] for n in held],
            hovertext=[
                f"{spans[n]}{name}: {words.number(sums[n], digits=int(sums[n] % 1 > 0.05))}"
                for n in held
            ],
            hoverinfo="text",
            showlegend=False,
        )  # fmt: skip
        base = base + sums


def _add_legend(figure: Drawing, words: Words, palette: Palette, *, with_marks: bool) -> None:
    entries: list[tuple[str, dict[str, object], str]] = [
        (words(f"stance.{name}"), {"symbol": "circle", "color": getattr(palette, name)}, "markers")
        for name in ("hostile", "neutral", "cooperative")
    ]
    if with_marks:
        entries += [
            (words(f"factuality.{name}"), {"symbol": symbol, "color": palette.muted}, "markers")
            for name, symbol in (
                ("announced", "circle-open"),
                ("hypothetical", "diamond-open"),
                ("denied", "x-thin-open"),
            )
        ]
        entries.append((words("legend.interval"), {"color": palette.muted}, "lines"))
    for name, look, mode in entries:
        figure.add_scatter(
            x=[None], y=[None], name=name, mode=mode, marker={**look, "size": 9,
            "line": {"width": 1.6 if "open" in str(look.get("symbol")) else 0,
                     "color": look["color"]}},
            line={"color": fade_colour(palette.muted, 0.45), "width": 5}, hoverinfo="skip",
        )  # fmt: skip


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())


def _lay_out(
    figure: Drawing,
    timeline: Timeline,
    peaks: list[dict[str, object]],
    words: Words,
    palette: Palette,
) -> None:
    first, last = timeline.extent
    start, end = timeline.window
    small = {"size": 11, "color": palette.muted}
    time_axis = {"type": "date", "showgrid": True, "gridcolor": palette.grid, "zeroline": False,
                 "fixedrange": True, "tickfont": small, "ticks": "", "showline": False}  # fmt: skip
    days, texts = make_ticks(first, last, words, most=9)
    near, near_texts = make_ticks(start, end, words, most=9)
    count = len(timeline.lanes)
    value_axis = {"fixedrange": True, "zeroline": False, "showgrid": False, "tickfont": small,
                  "nticks": 3}  # fmt: skip
    figure.update_layout(
        font={"family": FONT, "size": 12, "color": palette.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 118, "r": 12, "t": 30, "b": 36},
        barmode="overlay",
        dragmode="select",
        selectdirection="h",
        hovermode="closest",
        newselection={"line": {"color": palette.accent, "width": 1, "dash": "solid"}},
        activeselection={"fillcolor": palette.accent, "opacity": 0.12},
        hoverlabel={"bgcolor": palette.paper, "bordercolor": palette.line, "align": "left",
                    "font": {"color": palette.ink, "size": 12.5, "family": FONT}},
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.005, "yanchor": "bottom",
                "font": small, "itemclick": False, "itemdoubleclick": False, "bgcolor":
                "rgba(0,0,0,0)", "itemwidth": 30, "tracegroupgap": 0, "traceorder": "normal"},
        xaxis={**time_axis, "anchor": "y", "range": [_moment(first), _moment(last + timedelta(1))],
               "tickvals": days, "ticktext": [text.replace("<br>", " ") for text in texts],
               "showgrid": False},
        yaxis={**value_axis, "domain": OVERVIEW, "nticks": 2, "rangemode": "tozero"},
        xaxis2={**time_axis, "anchor": "y2", "range": [_moment(start), _moment(end + timedelta(1))],
                "tickvals": near, "ticktext": [""] * len(near), "showticklabels": False},
        yaxis2={**value_axis, "domain": LANES, "range": [-0.62, max(count, 1) - 0.38],
                "tickvals": list(range(count)), "tickfont": {"size": 12, "color": palette.ink},
                "ticktext": [_shorten(label) for _, label in reversed(timeline.lanes)]},
        xaxis3={**time_axis, "anchor": "y3", "range": [_moment(start), _moment(end + timedelta(1))],
                "tickvals": near, "ticktext": near_texts},
        yaxis3={**value_axis, "domain": INDEX, "zeroline": True, "zerolinecolor": palette.line,
                "nticks": 4, "range": _find_range(timeline.index)},
        shapes=[*_lane_lines(count, palette), *_window_shapes(timeline, palette)],
        annotations=[*peaks, *_part_titles(timeline, words, palette)],
    )  # fmt: skip


def _lane_lines(count: int, palette: Palette) -> list[dict[str, object]]:
    return [
        {"type": "line", "xref": "x2 domain", "yref": "y2", "x0": 0, "x1": 1, "y0": n, "y1": n,
         "line": {"color": palette.grid, "width": 1}, "layer": "below"}
        for n in range(count)
    ]  # fmt: skip


def _window_shapes(timeline: Timeline, palette: Palette) -> list[dict[str, object]]:
    if timeline.window == timeline.extent:
        return []
    start, end = timeline.window
    return [
        {"type": "rect", "xref": "x", "yref": "y domain", "x0": _moment(start), "y0": 0,
         "x1": _moment(end + timedelta(days=1)), "y1": 1, "fillcolor": palette.shade,
         "line": {"color": palette.accent, "width": 1}, "layer": "below"}
    ]  # fmt: skip


def _part_titles(timeline: Timeline, words: Words, palette: Palette) -> list[dict[str, object]]:
    titles = [
        (words(f"timeline.per_{timeline.unit}"), OVERVIEW),
        (words("timeline.index"), INDEX),
    ]
    return [
        {"text": text, "xref": "paper", "yref": "paper", "x": 0, "y": (low + high) / 2,
         "xanchor": "right", "yanchor": "middle", "xshift": -36, "showarrow": False,
         "align": "right", "font": {"size": 11, "color": palette.muted}}
        for text, (low, high) in titles
    ]  # fmt: skip


def _find_range(index: pd.DataFrame) -> list[float]:
    """Room for the index itself, and for its band as far as twice the index."""
    if index.empty:
        return [-10.0, 10.0]
    worst, best = index["hostile"].min(), index["cooperative"].max()
    low = min(worst, max(index["hostile_outer"].min(), 1.8 * worst))
    high = max(best, min(index["cooperative_outer"].max(), 1.8 * best))
    room = max(high - low, 1.0)
    return [low - 0.16 * room, high + 0.06 * room]


def _shorten(label: str, most: int = 19) -> str:
    safe = label if len(label) <= most else label[: most - 1].rstrip() + "…"
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
