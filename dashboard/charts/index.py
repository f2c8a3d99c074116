"""The index of hostility and cooperation over time, each side with its band."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from dashboard.charts.drawing import Drawing, find_moments
from dashboard.charts.palette import Palette, fade_colour
from dashboard.i18n import Words

_MAX_DAILY = 800
_COLUMNS = [
    f"{side}{edge}" for side in ("hostile", "cooperative") for edge in ("", "_inner", "_outer")
]


def fill_days(index: pd.DataFrame, window: tuple[date, date]) -> tuple[pd.DataFrame, int]:
    """Index rows and the window in; a row for each step of the window, and its days, out.

    A day without events is 0. Windows over 800 days are drawn as means of weeks, over 15 years of
    30 days.
    """
    days = pd.date_range(window[0], window[1], freq="D")
    full = pd.DataFrame(0.0, index=days, columns=_COLUMNS)
    if not index.empty:
        given = index.set_index(pd.DatetimeIndex(index["day"]))[_COLUMNS].astype(float)
        full = given.reindex(days, fill_value=0.0)
    step = 1 if len(days) <= _MAX_DAILY else 7 if len(days) <= 5500 else 30
    if step > 1:
        full = full.resample(f"{step}D", origin=days[0]).mean()
    return full, step


def add_index(
    figure: Drawing,
    index: pd.DataFrame,
    window: tuple[date, date],
    *,
    words: Words,
    palette: Palette,
) -> list[dict[str, object]]:
    """Index rows in; two lines with bands on the third axes; the annotations of its peaks out."""
    frame, step = fill_days(index, window)
    # Each step is drawn to its end, so the last value stands there once more.
    stamps = frame.index.append(pd.DatetimeIndex([frame.index[-1] + timedelta(days=step)]))
    xs = find_moments(stamps)
    days = [(stamp.date(), stamp.date() + timedelta(days=step - 1)) for stamp in stamps]
    spans = [words.span(first, last) for first, last in days]
    keys = [f"days:{first}/{last}" for first, last in days]
    for side in ("hostile", "cooperative"):
        colour = getattr(palette, side)
        inner, outer, line = (
            np.append(values, values[-1])
            for values in (frame[name].to_numpy(float)
                           for name in (f"{side}_inner", f"{side}_outer", side))
        )  # fmt: skip
        common = {"x": xs, "xaxis": "x3", "yaxis": "y3", "mode": "lines", "showlegend": False}
        edge = {"width": 0, "shape": "hv"}
        figure.add_scatter(**common, y=inner, line=edge, hoverinfo="skip")
        figure.add_scatter(**common, y=outer, line=edge, hoverinfo="skip", fill="tonexty",
                           fillcolor=fade_colour(colour, 0.20))  # fmt: skip
        figure.add_scatter(
            **common, y=line, line={"color": colour, "width": 1.6, "shape": "hv"},
            fill="tozeroy", fillcolor=fade_colour(colour, 0.13), hoverinfo="text",
            hovertext=_describe(spans, side, line, inner, outer, words), customdata=keys,
        )  # fmt: skip
    return _label_peaks(frame, step, words, palette)


def _describe(
    spans: list[str], side: str, line: np.ndarray, inner: np.ndarray, outer: np.ndarray,
    words: Words,
) -> list[str]:  # fmt: skip
    """Days in words and the values of each in; what is said over each out."""
    label = words("index." + side)
    values = words.numbers(line, digits=1)
    lows = words.numbers(np.minimum(inner, outer), digits=1)
    highs = words.numbers(np.maximum(inner, outer), digits=1)
    return [
        f"<b>{span}</b><br>{label}: {value}<br>{words('index.band', low=low, high=high)}"
        for span, value, low, high in zip(spans, values, lows, highs, strict=True)
    ]


def _label_peaks(
    frame: pd.DataFrame, step: int, words: Words, palette: Palette, most: int = 3
) -> list[dict[str, object]]:
    """The most hostile days, far enough apart to be read."""
    apart = max(len(frame) // 7, 1)
    chosen: list[int] = []
    values = frame["hostile"].to_numpy(float)
    for place in (int(one) for one in np.argsort(values, kind="stable")):
        if len(chosen) == most or values[place] >= 0 or values[place] > 0.35 * values.min():
            break
        if all(abs(place - other) > apart for other in chosen):
            chosen.append(place)
    return [
        {"x": frame.index[place].to_pydatetime() + timedelta(days=step / 2), "xref": "x3",
         "yref": "y3", "y": values[place], "yanchor": "top", "showarrow": False,
         "text": f"<b>{words.day(frame.index[place].date(), year=step > 1)}</b>",
         "font": {"size": 11, "color": palette.ink}}
        for place in chosen
    ]  # fmt: skip
