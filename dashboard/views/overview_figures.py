"""The five figures of the Overview; week and pair become filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.data import Source
from dashboard.filters import SEPARATOR, Filters
from dashboard.i18n import Words
from dashboard.widgets.components import show_component


def show_figures(
    source: Source, filters: Filters, words: Words, *, on_pick: Callable[[], None]
) -> None:
    """Five figures of the selection; week and pair are buttons that become filters."""
    counts, all_events = data.count_events(source, filters), data.read_extent(source).num_events
    more = data.read_figures(source, filters)
    undated = counts["all"] - counts["dated"]
    figures = [
        {"label": words("figure.events"), "value": words.number(counts["all"]), "tone": "quiet",
         "note": words("figure.events.note", n=words.number(all_events))},
        _hostility(source, filters, words),
        _peak(more["peak"], words),
        _pair(more["pair"], words),
        {"label": words("figure.exact"), "tone": "quiet",
         "value": words.percent(counts["exact"] / counts["all"]) if counts["all"] else "–",
         "note": words("figure.exact.note", n=words.number(undated)) if undated
         else words("figure.exact.all") if counts["all"] else ""},
    ]  # fmt: skip
    show_component("figures", key="figures", reports={"pick": on_pick},
                   data={"label": words("figures.label"), "figures": figures})  # fmt: skip


def _hostility(source: Source, filters: Filters, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.hostility"), "tone": "quiet", "value": "–",
              "note": words("figure.hostility.none")}  # fmt: skip
    index = data.read_index(source, filters)
    if index.empty:
        return figure
    end = filters.end or index["day"].max().date()
    sums = []
    for back in (0, 7):
        last = pd.Timestamp(end - timedelta(days=back))
        inside = index["day"].between(last - pd.Timedelta(days=6), last)
        sums.append(float(index.loc[inside, "hostile"].sum()))
    change = sums[0] - sums[1]
    tone = "worse" if change < -0.5 else "better" if change > 0.5 else "quiet"
    sign = {"worse": "▼ ", "better": "▲ ", "quiet": ""}[tone]
    note = words("figure.hostility.note", change=sign + words.number(change, signed=True))
    return figure | {"value": words.number(sums[0]), "note": note, "tone": tone}


def _peak(peak: tuple[date, float] | None, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.peak"), "value": "–", "note": "", "tone": "quiet"}
    if peak is None:
        return figure
    start, end = peak[0], peak[0] + timedelta(days=6)
    return figure | {
        "value": f"{words.day(start, year=False)} – {words.day(end, year=False)}",
        "note": words("figure.peak.note", year=end.year, value=words.number(peak[1])),
        "pick": f"week:{start}",
        "hint": words("figure.peak.hint"),
    }


def _pair(pair: tuple[str, str, int] | None, words: Words) -> dict[str, Any]:
    figure = {"label": words("figure.pair"), "value": "–", "note": "", "tone": "quiet"}
    if pair is None:
        return figure
    return figure | {
        "value": f"{words.party(pair[0])} → {words.party(pair[1])}",
        "note": words.count("count.events", pair[2]),
        "pick": f"pair:{pair[0]}{SEPARATOR}{pair[1]}",
        "hint": words("figure.pair.hint"),
    }
