"""Lanes of events: marks one by one, or counts where there are too many to draw.

In a lane, height is intensity: below the line hostile, above it cooperative. What happened is
filled; announced, hypothetical and denied acts are hollow, each with its own shape.
"""

from __future__ import annotations

import zlib
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.palette import Palette, fade_colour, mix_colour
from dashboard.i18n import Words

SYMBOLS = {
    "actual": "circle",
    "announced": "circle-open",
    "hypothetical": "diamond-open",
    "denied": "x-thin-open",
}
_REACH = 0.36
_SHORT_DAYS = 14
_WIDTHS = {"day": 86_400_000, "week": 7 * 86_400_000, "month": 28 * 86_400_000}


def add_marks(
    figure: go.Figure,
    marks: pd.DataFrame,
    lanes: tuple[tuple[str, str], ...],
    *,
    words: Words,
    palette: Palette,
) -> None:
    """Events in; a mark each, and behind those of uncertain date all the days they may be of."""
    rows = {key: len(lanes) - 1 - n for n, (key, _) in enumerate(lanes)}
    shown = marks[marks["lane"].isin(list(rows))]
    placed = [_place(row, rows, words) for row in shown.itertuples(index=False)]
    _add_intervals(figure, placed, palette)
    _add_possible_days(figure, placed, palette)
    size = 10.0 if len(placed) < 250 else 8.5 if len(placed) < 900 else 6.5
    for factuality, symbol in SYMBOLS.items():
        group = [mark for mark in placed if mark["factuality"] == factuality]
        if group:
            _add_group(figure, group, symbol, size, palette)


def _place(row: Any, rows: dict[str, int], words: Words) -> dict[str, Any]:
    """Where one event is drawn. The shift inside its day and lane only keeps marks apart."""
    seed = zlib.crc32(row.event_id.encode())
    intensity = 0.0 if pd.isna(row.intensity) else float(row.intensity)
    noon = datetime.combine(_day(row.mid), time(12))
    hours = ((seed & 0xFF) / 255 - 0.5) * 16
    return {
        "event_id": row.event_id,
        "factuality": row.factuality,
        "x": noon + timedelta(hours=hours),
        "y": rows[row.lane] + _REACH * intensity / 10 + ((seed >> 8 & 0xFF) / 255 - 0.5) * 0.12,
        "intensity": intensity,
        "opacity": 0.4 + 0.55 * float(row.confidence),
        "reports": int(row.num_mentions),
        "start": _day(row.day0),
        "end": _day(row.day1),
        "is_exact": row.num_days == 1,
        "days": tuple(_day(day) for day in row.days) if row.has_gaps else (),
        "hover": describe_event(row, words),
        "stance": row.stance,
    }


def describe_event(row: Any, words: Words) -> str:
    """Hover text of an event, escaped: nothing of a document is read as markup."""
    parties = f"{words.party(_value(row.actor_party))} → {words.party(_value(row.recipient_party))}"
    label = words.event_type(row.event_type, _value(row.event_mode))
    if row.factuality != "actual":
        label += f" ({words('factuality.' + row.factuality).lower()})"
    lines = [
        f"<b>{escape(label)}</b>",
        escape(parties),
        escape(describe_date(row, words)),
        escape(_value(row.place_name) or words("value.no_place")),
        escape(words("hover.confidence", share=words.percent(float(row.confidence)))),
    ]
    return "<br>".join(lines)


def describe_date(row: Any, words: Words) -> str:
    """The date of an event in words, no more precise than it is."""
    if pd.isna(row.day0) or pd.isna(row.day1):
        return words("value.no_date")
    start, end = _day(row.day0), _day(row.day1)
    edtf = str(_value(row.event_date) or "")
    if row.num_days == 1:
        return words.day(start)
    if len(edtf) == 7 and edtf[4] == "-" and edtf[5:].isdigit() and int(edtf[5:]) <= 12:
        return words.month(start)
    if len(edtf) == 4 and edtf.isdigit():
        return edtf
    if row.has_gaps:
        return words("date.one_of", n=int(row.num_days), span=words.span(start, end))
    return words.span(start, end)


def _add_group(
    figure: go.Figure, group: list[dict[str, Any]], symbol: str, size: float, palette: Palette
) -> None:
    is_open = symbol != "circle"
    colour = _make_colours(group, palette)
    line = {"width": 1.7, **colour} if is_open else {"width": 0.8, "color": palette.paper}
    figure.add_scatter(
        x=np.array([mark["x"] for mark in group], dtype="datetime64[ms]"),
        y=np.array([mark["y"] for mark in group]),
        xaxis="x2",
        yaxis="y2",
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size + 1.6 * np.minimum([mark["reports"] - 1 for mark in group], 4),
            "opacity": 1.0 if is_open else np.array([mark["opacity"] for mark in group]),
            "line": line,
            **colour,
        },
        customdata=[f"event:{mark['event_id']}" for mark in group],
        hovertext=[mark["hover"] for mark in group],
        hoverinfo="text",
        showlegend=False,
    )


def _make_colours(group: list[dict[str, Any]], palette: Palette) -> dict[str, Any]:
    """Colours as numbers on the scale: Plotly checks a number far faster than a colour."""
    steps = len(palette.scale) - 1
    return {
        "color": np.array([mark["intensity"] for mark in group]),
        "cmin": -10,
        "cmax": 10,
        "colorscale": [[n / steps, colour] for n, colour in enumerate(palette.scale)],
    }


def _add_intervals(figure: go.Figure, placed: list[dict[str, Any]], palette: Palette) -> None:
    """A bar from the first to the last possible day; dotted where days between are excluded."""
    for stance in ("hostile", "neutral", "cooperative"):
        for gaps, short in ((False, False), (False, True), (True, False)):
            group = [
                mark
                for mark in placed
                if mark["stance"] == stance
                and not mark["is_exact"]
                and bool(mark["days"]) == gaps
                and (gaps or ((mark["end"] - mark["start"]).days < _SHORT_DAYS) == short)
            ]
            if not group:
                continue
            moments = [(mark["start"], mark["end"] + timedelta(days=1), None) for mark in group]
            xs = np.array([part for three in moments for part in three], dtype="datetime64[D]")
            ys = np.array([part for mark in group for part in (mark["y"], mark["y"], np.nan)])
            colour = getattr(palette, stance)
            figure.add_scatter(
                x=xs, y=ys, xaxis="x2", yaxis="y2", mode="lines", hoverinfo="skip",
                line={"color": fade_colour(colour, 0.5 if gaps else 0.3 if short else 0.14),
                      "width": 1 if gaps else 4 if short else 3,
                      "dash": "dot" if gaps else "solid"},
                showlegend=False,
            )  # fmt: skip


def _add_possible_days(figure: go.Figure, placed: list[dict[str, Any]], palette: Palette) -> None:
    """A small dot on each possible day of an event whose days are a set with gaps."""
    dots = [(day, mark) for mark in placed for day in mark["days"]]
    if not dots:
        return
    figure.add_scatter(
        x=np.array([datetime.combine(day, time(12)) for day, _ in dots], dtype="datetime64[ms]"),
        y=np.array([mark["y"] for _, mark in dots]),
        xaxis="x2",
        yaxis="y2",
        mode="markers",
        marker={"size": 4, "opacity": 0.6, **_make_colours([mark for _, mark in dots], palette)},
        customdata=[f"event:{mark['event_id']}" for _, mark in dots],
        hovertext=[mark["hover"] for _, mark in dots],
        hoverinfo="text",
        showlegend=False,
    )


def add_lane_bars(
    figure: go.Figure,
    bins: pd.DataFrame,
    lanes: tuple[tuple[str, str], ...],
    unit: str,
    *,
    words: Words,
    palette: Palette,
) -> None:
    """Counts in; in each lane and bin a bar down for hostile, up for cooperative (square root)."""
    rows = {key: len(lanes) - 1 - n for n, (key, _) in enumerate(lanes)}
    names = dict(lanes)
    most = max(float(bins["num_events"].max()), 1.0) if len(bins) else 1.0
    step = {"day": 1, "week": 7, "month": 31}[unit]
    for stance, sign in (("hostile", -1), ("cooperative", 1)):
        part = bins[(bins["stance"] == stance) & bins["lane"].isin(list(rows))]
        if part.empty:
            continue
        starts = [_day(day) for day in part["bin"]]
        figure.add_bar(
            x=starts,
            y=[sign * 0.44 * (float(n) / most) ** 0.5 for n in part["num_events"]],
            base=[rows[lane] for lane in part["lane"]],
            width=_WIDTHS[unit] * 0.92,
            offset=0,
            xaxis="x2",
            yaxis="y2",
            marker={"color": [mix_colour(palette, value) for value in part["intensity"]],
                    "line": {"width": 0}},
            customdata=[f"days:{day}/{day + timedelta(days=step - 1)}" for day in starts],
            hovertext=[
                f"<b>{escape(names[lane])}</b><br>{words.span(day, day + timedelta(days=step - 1))}"
                f"<br>{words('stance.' + stance)}: {words.number(float(n))}"
                for lane, day, n in zip(part["lane"], starts, part["num_events"], strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
        )  # fmt: skip


def _day(value: Any) -> date:
    found = pd.Timestamp(value).date()
    assert isinstance(found, date)
    return found


def _value(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
