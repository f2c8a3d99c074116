"""The index of hostility and cooperation over time, each side with its band."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from dashboard.charts.drawing import Drawing
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
    xs = [stamp.to_pydatetime() for stamp in frame.index]
    xs.append(xs[-1] + timedelta(days=step))
    for side in ("hostile", "cooperative"):
        colour = getattr(palette, side)
        inner, outer, line = (
            [*frame[name], frame[name].iloc[-1]]
            for name in (f"{side}_inner", f"{side}_outer", side)
        )
        common = {"x": xs, "xaxis": "x3", "yaxis": "y3", "mode": "lines", "showlegend": False}
        edge = {"width": 0, "shape": "hv"}
        figure.add_scatter(**common, y=inner, line=edge, hoverinfo="skip")
        figure.add_scatter(**common, y=outer, line=edge, hoverinfo="skip", fill="tonexty",
                           fillcolor=fade_colour(colour, 0.20))  # fmt: skip
        figure.add_scatter(
            **common, y=line, line={"color": colour, "width": 1.6, "shape": "hv"},
            fill="tozeroy", fillcolor=fade_colour(colour, 0.13), hoverinfo="text",
            hovertext=[
                _describe(x.date(), step, side, value, inside, outside, words)
                for x, value, inside, outside in zip(xs, line, inner, outer, strict=True)
            ],
            customdata=[f"days:{x.date()}/{(x + timedelta(days=step - 1)).date()}" for x in xs],
        )  # fmt: skip
    return _label_peaks(frame, step, words, palette)


def _describe(
    day: date, step: int, side: str, value: float, inner: float, outer: float, words: Words
) -> str:
    span = words.span(day, day + timedelta(days=step - 1))
    low, high = (words.number(edge, digits=1) for edge in sorted((inner, outer)))
    return (
        f"<b>{span}</b><br>{words('index.' + side)}: {words.number(value, digits=1)}"
        f"<br>{words('index.band', low=low, high=high)}"
    )


def _label_peaks(
    frame: pd.DataFrame, step: int, words: Words, palette: Palette, most: int = 3
) -> list[dict[str, object]]:
    """The most hostile days, far enough apart to be read."""
    apart = max(len(frame) // 7, 1)
    chosen: list[int] = []
    worst = frame["hostile"].min()
    order = frame["hostile"].reset_index(drop=True).sort_values(kind="stable").index
    for place in order:
        value = frame["hostile"].iloc[place]
        if len(chosen) == most or value >= 0 or value > 0.35 * worst:
            break
        if all(abs(place - other) > apart for other in chosen):
            chosen.append(place)
    return [
        {"x": frame.index[place].to_pydatetime() + timedelta(days=step / 2), "xref": "x3",
         "yref": "y3", "y": frame["hostile"].iloc[place], "yanchor": "top", "showarrow": False,
         "text": f"<b>{words.day(frame.index[place].date(), year=step > 1)}</b>",
         "font": {"size": 11, "color": palette.ink}}
        for place in chosen
    ]  # fmt: skip
