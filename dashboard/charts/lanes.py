"""Lanes of events: marks one by one, or counts where there are too many to draw.

In a lane, height is intensity: below the line hostile, above it cooperative. What happened is
filled; announced, hypothetical and denied acts are hollow, each with its own shape.
"""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.drawing import Drawing, find_moments
from dashboard.charts.palette import Palette, fade_colour
from dashboard.i18n import Words
from dashboard.rows import list_rows

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
    figure: Drawing,
    marks: pd.DataFrame,
    lanes: tuple[tuple[str, str], ...],
    *,
    words: Words,
    palette: Palette,
) -> None:
    """Events in; a mark each, and behind those of uncertain date all the days they may be of."""
    rows = {key: len(lanes) - 1 - n for n, (key, _) in enumerate(lanes)}
    placed = _place(marks[marks["lane"].isin(list(rows))], rows, words)
    _add_intervals(figure, placed, palette)
    _add_possible_days(figure, placed, palette)
    size = 10.0 if len(placed) < 250 else 8.5 if len(placed) < 900 else 6.5
    for factuality, symbol in SYMBOLS.items():
        group = placed[placed["factuality"] == factuality]
        if len(group):
            _add_group(figure, group, symbol, size, palette)


def _place(marks: pd.DataFrame, rows: dict[str, int], words: Words) -> pd.DataFrame:
    """Where each event is drawn. The shift inside its day and lane only keeps marks apart."""
    seeds = np.array([zlib.crc32(name.encode()) for name in marks["event_id"]], dtype=np.int64)
    intensity = marks["intensity"].astype(float).fillna(0.0).to_numpy()
    lane = np.array([rows[key] for key in marks["lane"]], dtype=float)
    return pd.DataFrame(
        {
            "key": [f"event:{name}" for name in marks["event_id"]],
            "factuality": marks["factuality"].to_numpy(),
            "x": find_moments(marks["mid"], hours=12 + ((seeds & 0xFF) / 255 - 0.5) * 16),
            "y": lane + _REACH * intensity / 10 + ((seeds >> 8 & 0xFF) / 255 - 0.5) * 0.12,
            "intensity": intensity,
            "opacity": 0.4 + 0.55 * marks["confidence"].astype(float).to_numpy(),
            "reports": marks["num_mentions"].astype(int).to_numpy(),
            "start": find_moments(marks["day0"]),
            "end": find_moments(marks["day1"], hours=24),
            "is_exact": (marks["num_days"] == 1).to_numpy(bool),
            "has_gaps": marks["has_gaps"].to_numpy(bool),
            "days": [
                list(days) if gaps else []
                for days, gaps in zip(marks["days"], marks["has_gaps"], strict=True)
            ],
            "hover": [describe_event(row, words) for row in list_rows(marks)],
            "stance": marks["stance"].to_numpy(),
        }
    )


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
    figure: Drawing, group: pd.DataFrame, symbol: str, size: float, palette: Palette
) -> None:
    is_open = symbol != "circle"
    colour = _make_colours(group["intensity"], palette)
    line = {"width": 1.7, **colour} if is_open else {"width": 0.8, "color": palette.paper}
    figure.add_scatter(
        x=group["x"],
        y=group["y"],
        xaxis="x2",
        yaxis="y2",
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size + 1.6 * np.minimum(group["reports"] - 1, 4),
            "opacity": 1.0 if is_open else group["opacity"],
            "line": line,
            **colour,
        },
        customdata=group["key"].tolist(),
        hovertext=group["hover"].tolist(),
        hoverinfo="text",
        showlegend=False,
    )


def _make_colours(intensity: pd.Series, palette: Palette) -> dict[str, Any]:
    """Colours as numbers on the scale, which the browser reads far faster than names."""
    steps = len(palette.scale) - 1
    return {
        "color": intensity,
        "cmin": -10,
        "cmax": 10,
        "colorscale": [[n / steps, colour] for n, colour in enumerate(palette.scale)],
    }


def _add_intervals(figure: Drawing, placed: pd.DataFrame, palette: Palette) -> None:
    """A bar from the first to the last possible day; dotted where days between are excluded."""
    unsure = placed[~placed["is_exact"]]
    is_short = unsure["end"] - unsure["start"] <= _SHORT_DAYS * 86_400_000
    for stance in ("hostile", "neutral", "cooperative"):
        for gaps, short in ((False, False), (False, True), (True, False)):
            group = unsure[
                (unsure["stance"] == stance)
                & (unsure["has_gaps"] == gaps)
                & (True if gaps else is_short == short)
            ]
            if group.empty:
                continue
            nothing = np.full(len(group), np.nan)
            colour = getattr(palette, stance)
            figure.add_scatter(
                x=np.column_stack([group["start"], group["end"], nothing]).ravel(),
                y=np.column_stack([group["y"], group["y"], nothing]).ravel(),
                xaxis="x2", yaxis="y2", mode="lines", hoverinfo="skip",
                line={"color": fade_colour(colour, 0.5 if gaps else 0.3 if short else 0.14),
                      "width": 1 if gaps else 4 if short else 3,
                      "dash": "dot" if gaps else "solid"},
                showlegend=False,
            )  # fmt: skip


def _add_possible_days(figure: Drawing, placed: pd.DataFrame, palette: Palette) -> None:
    """A small dot on each possible day of an event whose days are a set with gaps."""
    dots = placed[placed["has_gaps"]].explode("days")
    if dots.empty:
        return
    figure.add_scatter(
        x=find_moments(dots["days"], hours=12),
        y=dots["y"],
        xaxis="x2",
        yaxis="y2",
        mode="markers",
        marker={"size": 4, "opacity": 0.6, **_make_colours(dots["intensity"], palette)},
        customdata=dots["key"].tolist(),
        hovertext=dots["hover"].tolist(),
        hoverinfo="text",
        showlegend=False,
    )


def add_lane_bars(
    figure: Drawing,
    bins: pd.DataFrame,
    lanes: tuple[tuple[str, str], ...],
    unit: str,
    *,
    words: Words,
    palette: Palette,
) -> None:
    """Counts in; in each lane and bin a bar down for hostile, up for cooperative (square root).

    There are thousands of bars and few days and lanes: what is said of those is written once.
    """
    rows = {key: len(lanes) - 1 - n for n, (key, _) in enumerate(lanes)}
    heads = {key: f"<b>{escape(name)}</b><br>" for key, name in lanes}
    most = max(float(bins["num_events"].max()), 1.0) if len(bins) else 1.0
    spans = _describe_bins(bins["bin"], unit, words)
    for stance, sign in (("hostile", -1), ("cooperative", 1)):
        part = bins[(bins["stance"] == stance) & bins["lane"].isin(list(rows))]
        if part.empty:
            continue
        label = words("stance." + stance)
        told = [spans[day] for day in part["bin"]]
        counts = part["num_events"].astype(float).to_numpy()
        figure.add_bar(
            x=find_moments(part["bin"]),
            y=(sign * 0.44 * np.sqrt(counts / most)).astype(np.float32),
            base=np.array([rows[lane] for lane in part["lane"]], dtype=np.int8),
            width=_WIDTHS[unit] * 0.92,
            offset=0,
            xaxis="x2",
            yaxis="y2",
            marker={**_make_colours(part["intensity"].astype(float).fillna(0.0), palette),
                    "line": {"width": 0}},
            customdata=[days for days, _ in told],
            hovertext=[
                f"{heads[lane]}{span}<br>{label}: {count}"
                for lane, (_, span), count in zip(part["lane"], told, words.numbers(counts),
                                                  strict=True)
            ],
            hoverinfo="text",
            showlegend=False,
        )  # fmt: skip


def _describe_bins(bins: pd.Series, unit: str, words: Words) -> dict[pd.Timestamp, tuple[str, str]]:
    """First days of bins in; for each what a click on it says, and its days in words, out."""
    found = {}
    for stamp in bins.unique():
        first = _day(stamp)
        last = first + timedelta(days={"day": 1, "week": 7, "month": 31}[unit] - 1)
        found[pd.Timestamp(stamp)] = (f"days:{first}/{last}", words.span(first, last))
    return found


def _day(value: Any) -> date:
    found = pd.Timestamp(value).date()
    assert isinstance(found, date)
    return found


def _value(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
