"""The timeline and the map of the Overview, with figures cached by what they show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard import data, state
from dashboard.charts.map import draw_map
from dashboard.charts.palette import find_palette
from dashboard.charts.timeline import Timeline, draw_timeline, find_bin_end, find_unit
from dashboard.data import Source
from dashboard.filters import LANES, Filters
from dashboard.i18n import Words
from dashboard.queries.cache import keep
from dashboard.views.overview_page import Page, Reports
from dashboard.widgets.exports import describe_export
from dashboard.widgets.plot import PlotText, show_plot

MAX_LANES = 9
FILM_BINS = 90


def show_timeline(page: Page, *, reports: Reports) -> None:
    """Overview band, lanes and index over one time."""
    words, counts = page.words, data.count_events(page.source, page.filters)
    lane = state.read_choice("lanes", LANES, "actor")
    figure, serial = _draw_timeline(page.source, page.filters, lane, words.language,
                                    state.is_dark())  # fmt: skip
    start, end = _find_window(page.source, page.filters)
    summary = words("timeline.summary", start=words.day(start), end=words.day(end),
                    exact=words.number(counts["exact"]),
                    events=words.count("count.events", counts["dated"]))  # fmt: skip
    many = counts["dated"] > data.MAX_MARKS
    text = PlotText(
        title=words("timeline.title"),
        hint=words("timeline.hint.many" if many else "timeline.hint"),
        summary=summary,
        export=describe_export(page.source, page.about, words, title=words("timeline.title"),
                               file="escalade-timeline"),
    )  # fmt: skip
    lanes = {"name": "lanes", "label": words("lanes.label"), "value": lane,
             "options": [[name, words(f"lanes.{name}")] for name in LANES]}  # fmt: skip
    show_plot(
        "timeline", figure, text, words=words, serial=serial, brush=True, reports=reports,
        selects=[_list_episodes(page), lanes], help_text=_explain_index(page, counts),
        basket="timeline", selected=f"event:{page.picked.event_id}",
    )  # fmt: skip


def _explain_index(page: Page, counts: Mapping[str, int]) -> str:
    text = page.words("index.help")
    if counts["too_wide"]:
        text += " " + page.words("index.too_wide", n=page.words.number(counts["too_wide"]))
    return text


def _list_episodes(page: Page) -> dict[str, Any]:
    words, filters = page.words, page.filters
    current = f"{filters.start}/{filters.end}" if filters.start and filters.end else ""
    episodes = sorted(data.read_episodes(page.source), key=lambda episode: episode.start)
    options = [["", words("episode.all")]]
    options += [
        [f"{one.start}/{one.end}", words("episode.entry", span=words.span(one.start, one.end),
                                         events=words.count("count.events", one.num_events))]
        for one in episodes
    ]  # fmt: skip
    if current not in {value for value, _ in options} or (not current and not _is_open(filters)):
        options.append([current or "other", words("episode.current")])
        current = current or "other"
    return {"name": "episode", "label": words("episode.label"), "value": current,
            "options": options}  # fmt: skip


def _is_open(filters: Filters) -> bool:
    return filters.start is None and filters.end is None


def _find_window(source: Source, filters: Filters) -> tuple[date, date]:
    extent = data.read_extent(source)
    today = date(2000, 1, 1)
    first, last = extent.first_day or today, extent.last_day or today
    start, end = filters.start or first, filters.end or last
    return (start, end) if start <= end else (end, start)


@keep(64)
def _draw_timeline(
    source: Source, filters: Filters, lane: str, language: str, dark: bool
) -> tuple[str, str]:
    words = Words(language)
    extent, window = data.read_extent(source), _find_window(source, filters)
    whole = (extent.first_day or window[0], extent.last_day or window[1])
    unit = find_unit(*whole, most=330)
    found = data.read_lanes(source, filters, lane, MAX_LANES + 1)
    keys = [str(key) for key in found["lane"].dropna()][:MAX_LANES]
    lanes = tuple((key, _name_lane(key, lane, words)) for key in keys)
    many = data.count_events(source, filters)["dated"] > data.MAX_MARKS
    bins_unit = find_unit(*window, most=120)
    timeline = Timeline(
        overview=data.read_days(source, filters, unit, False),
        unit=unit,
        lanes=lanes,
        marks=None
        if many
        else data.name_places(
            source, data.read_marks(source, filters, lane, data.MAX_MARKS), language
        ),
        bins=data.read_lane_bins(source, filters, lane, tuple(keys), bins_unit) if many else None,
        bins_unit=bins_unit,
        index=data.read_index(source, filters),
        extent=(min(whole[0], window[0]), max(whole[1], window[1])),
        window=window,
    )
    figure = draw_timeline(timeline, words=words, palette=find_palette(dark))
    serial = f"{source.version}|{filters}|{lane}|{language}|{dark}"
    return str(figure.to_json()), serial


def _name_lane(key: str, lane: str, words: Words) -> str:
    if lane == "type":
        return words.event_type(key)
    if lane == "dyad":
        return " → ".join(words.party(side) for side in key.split(" → "))
    return key if lane == "place" else words.party(key)


def show_map(page: Page, *, reports: Reports) -> None:
    """Places of the selection on our own boundaries."""
    words = page.words
    places = data.name_places(page.source, data.read_places(page.source, page.filters),
                              words.language)  # fmt: skip
    kind, _, key = (page.picked.group or "").partition(":")
    figure, serial = _draw_map(page.source, page.filters, words.language, state.is_dark(),
                               key if kind == "place" else None)  # fmt: skip
    summary = words("map.summary.none") if places.empty else words(
        "map.summary", places=words.number(len(places)), name=str(places["place_name"].iloc[0])
    )  # fmt: skip
    text = PlotText(
        title=words("map.title"),
        hint=words("map.hint"),
        summary=summary,
        note=words("boundaries.note"),
        export=describe_export(page.source, page.about, words, title=words("map.title"),
                               file="escalade-map", boundaries=True),
    )  # fmt: skip
    show_plot("map", figure, text, words=words, serial=serial, brush=False,
              reports=reports | {"film": partial(_ask_film, page.filters)},
              geojson="countries.json", basket="map", help_text=words("map.help"),
              film=None if places.empty else _find_film(page))  # fmt: skip


def _ask_film(filters: Filters) -> None:
    state.write_widget("film_of", filters)


def _find_film(page: Page) -> dict[str, Any] | None:
    """What the play button says, and the film itself once a reader of these filters asked for it:
    it is the largest and slowest part of the page, and few play it."""
    words, (start, end) = page.words, _find_window(page.source, page.filters)
    if start == end:
        return None
    film: dict[str, Any] = {name: words(f"film.{name}") for name in ("play", "stop", "step")}
    if state.read_widget("film_of") == page.filters:
        film |= _make_film(page.source, page.filters, words.language)
    return film


@keep(64)
def _draw_map(
    source: Source, filters: Filters, language: str, dark: bool, selected: str | None
) -> tuple[str, str]:
    places = data.name_places(source, data.read_places(source, filters), language)
    figure = draw_map(places, data.read_country_labels(), words=Words(language),
                      palette=find_palette(dark), selected_key=selected)  # fmt: skip
    return str(figure.to_json()), f"{source.version}|{filters}|{language}|{dark}"


@keep(16)
def _make_film(source: Source, filters: Filters, language: str) -> dict[str, Any]:
    """Places bin by bin, to be played: their keys, and for each bin a label and, for each place
    with events in it, its number in the list and how many."""
    words = Words(language)
    unit = find_unit(*_find_window(source, filters), most=FILM_BINS)
    bins = data.read_place_bins(source, filters, unit)
    numbers, keys = pd.factorize(bins["place_key"])
    frames = []
    for stamp, rows in bins.assign(number=numbers).groupby("bin"):
        day = pd.Timestamp(str(stamp)).date()
        label = words.span(day, find_bin_end(day, unit))
        frames.append([label, rows["number"].tolist(), rows["n"].round(2).tolist()])
    most = 1.0 if bins.empty else float(bins["n"].max())
    return {"places": list(keys), "frames": frames[:FILM_BINS], "most": most}
