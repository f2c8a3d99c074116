"""Charts are plain functions: tables in, figures out."""

from __future__ import annotations

import math
from datetime import date
from functools import cache

import duckdb
import pandas as pd
import pytest

from dashboard.charts.index import fill_days
from dashboard.charts.lanes import SYMBOLS, describe_date
from dashboard.charts.map import draw_map, find_frame, ring_around
from dashboard.charts.palette import DARK, LIGHT, Palette, find_palette, mix_colour
from dashboard.charts.ticks import make_ticks
from dashboard.charts.timeline import Timeline, draw_timeline, find_bin_end, find_unit
from dashboard.data import read_country_labels
from dashboard.facts import build_facts
from dashboard.i18n import LANGUAGES, Words, read_catalogue
from tests.dashboard.synthetic import make_rows

FRENCH = Words("fr")


@cache
def load_marks(number: int = 60) -> pd.DataFrame:
    """Dated facts of a made-up release, with lanes by actor."""
    connection = duckdb.connect(":memory:")
    for name, table in make_rows(number).items():
        connection.register("given", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    connection.execute("ALTER TABLE events ADD COLUMN search_text VARCHAR DEFAULT ''")
    build_facts(connection)
    return connection.execute(
        "SELECT *, actor_party AS lane FROM facts WHERE day0 IS NOT NULL ORDER BY rid"
    ).df()


def make_timeline(marks: pd.DataFrame) -> Timeline:
    """A timeline of marks alone."""
    parties = list(dict.fromkeys(marks["lane"]))
    empty = pd.DataFrame({"bin": [], "stance": [], "is_actual": [], "num_events": []})
    sides = [f"{side}{edge}" for side in ("hostile", "cooperative")
             for edge in ("", "_inner", "_outer")]  # fmt: skip
    index = pd.DataFrame(columns=["day", *sides])
    window = (marks["day0"].min().date(), marks["day1"].max().date())
    return Timeline(
        overview=empty, unit="month", lanes=tuple((key, key) for key in parties), marks=marks,
        bins=None, bins_unit="day", index=index, extent=window, window=window,
    )  # fmt: skip


def test_every_dated_event_has_one_mark_that_leads_to_it() -> None:
    marks = load_marks()
    figure = draw_timeline(make_timeline(marks), words=FRENCH, palette=LIGHT).to_figure()
    symbols = set(SYMBOLS.values())
    drawn = [
        item
        for trace in figure.data
        if trace.type == "scatter"
        and trace.marker.symbol in symbols
        and trace.customdata is not None
        for item in trace.customdata
    ]
    assert sorted(drawn) == sorted(f"event:{name}" for name in marks["event_id"])


def test_what_did_not_happen_is_drawn_hollow() -> None:
    marks = load_marks(200)
    figure = draw_timeline(make_timeline(marks), words=FRENCH, palette=LIGHT).to_figure()
    by_id = dict(zip(marks["event_id"], marks["factuality"], strict=True))
    for trace in figure.data:
        if trace.customdata is None or trace.marker.symbol not in SYMBOLS.values():
            continue
        for item in trace.customdata:
            factuality = by_id[item.removeprefix("event:")]
            assert (trace.marker.symbol == "circle") == (factuality == "actual")


def test_hostile_is_below_and_cooperative_above_its_lane() -> None:
    marks = load_marks()
    marks = marks[marks["intensity"].abs() > 4]
    figure = draw_timeline(make_timeline(marks), words=FRENCH, palette=LIGHT).to_figure()
    stance = dict(zip(marks["event_id"], marks["stance"], strict=True))
    for trace in figure.data:
        if trace.marker.symbol not in SYMBOLS.values() or trace.customdata is None:
            continue
        for item, height in zip(trace.customdata, trace.y, strict=True):
            above = height - round(height) > 0
            assert above == (stance[item.removeprefix("event:")] == "cooperative")


def test_names_in_a_tooltip_are_text() -> None:
    marks = load_marks(5).copy()
    marks["place_name"] = "<img src=x onerror=alert(1)>"
    figure = draw_timeline(make_timeline(marks), words=FRENCH, palette=LIGHT).to_figure()
    for trace in figure.data:
        for text in trace.hovertext if trace.hovertext is not None else ():
            assert "<img" not in text


def test_a_date_is_written_no_more_precisely_than_it_is() -> None:
    marks = load_marks(300)
    for row in marks.itertuples(index=False):
        text = describe_date(row, FRENCH)
        if row.num_days > 1:
            assert text != FRENCH.day(row.mid.date())
        if len(str(row.event_date)) == 7:
            assert not text[0].isdigit()


def test_the_map_brings_its_own_boundaries() -> None:
    countries = pd.DataFrame({"country_code": ["IRQ"], "latitude": [33.0], "longitude": [43.0],
                              "area": [40.0]})  # fmt: skip
    places = pd.DataFrame(columns=["place_key", "place_name", "place_country", "latitude",
                                   "longitude", "geo_precision", "radius_km", "num_events",
                                   "num_actual", "intensity"])  # fmt: skip
    figure = draw_map(places, countries, words=FRENCH, palette=DARK).to_figure()
    assert figure.data[0].type == "choropleth"
    assert figure.data[0].locationmode == "geojson-id"
    assert figure.layout.geo.visible is False


def test_one_far_place_does_not_shrink_the_map() -> None:
    places = pd.DataFrame({"latitude": [33.0, 34.0, -30.0], "longitude": [44.0, 45.0, 150.0],
                           "num_events": [50, 49, 1], "geo_precision": ["city"] * 3})  # fmt: skip
    latitudes, longitudes = find_frame(places)
    assert latitudes[0] > 0
    assert longitudes[1] < 90


@pytest.mark.parametrize(("days", "unit"), [(30, "day"), (500, "week"), (9000, "month")])
def test_bins_follow_the_span(days: int, unit: str) -> None:
    start = date(2020, 1, 1)
    assert find_unit(start, date.fromordinal(start.toordinal() + days - 1)) == unit


def test_a_month_ends_with_its_last_day() -> None:
    assert find_bin_end(date(2020, 2, 1), "month") == date(2020, 2, 29)


def test_days_without_events_are_zero_in_the_index() -> None:
    index = pd.DataFrame({"day": pd.to_datetime(["2020-01-02"]), "hostile": [-3.0],
                          "hostile_inner": [-1.0], "hostile_outer": [-5.0], "cooperative": [0.0],
                          "cooperative_inner": [0.0], "cooperative_outer": [0.0]})  # fmt: skip
    frame, step = fill_days(index, (date(2020, 1, 1), date(2020, 1, 3)))
    assert step == 1
    assert frame["hostile"].tolist() == [0.0, -3.0, 0.0]


@pytest.mark.parametrize("days", [1, 5, 40, 200, 900, 4000, 30000])
def test_ticks_are_few_and_inside(days: int) -> None:
    start, end = date(2001, 3, 4), date.fromordinal(date(2001, 3, 4).toordinal() + days - 1)
    marks, texts = make_ticks(start, end, FRENCH)
    assert len(marks) == len(texts) <= 9
    assert all(start <= mark <= end for mark in marks)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_scale_ends_are_its_ends(palette: Palette) -> None:
    assert mix_colour(palette, -10).upper() == palette.scale[0]
    assert mix_colour(palette, 10).upper() == palette.scale[-1]
    assert mix_colour(palette, None) == palette.neutral


def test_catalogues_hold_the_same_keys_and_names() -> None:
    first, *others = (read_catalogue(language) for language in LANGUAGES)
    for other in others:
        assert set(first) == set(other)


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert FRENCH.day(date(2020, 1, 1)) == "1er janv. 2020"
    assert Words("en").day(date(2020, 1, 1)) == "1 Jan 2020"


def test_the_ring_of_an_approximate_place_is_to_scale() -> None:
    ring = ring_around(33.3, 44.4, 250.0)
    assert ring[0] == pytest.approx(ring[-1])
    assert max(lat for lat, _ in ring) - 33.3 == pytest.approx(250 / 111.19, abs=0.01)
    widest = max(lon for _, lon in ring) - 44.4
    assert widest == pytest.approx(250 / 111.19 / math.cos(math.radians(33.3)), rel=0.02)


def test_a_town_has_no_ring() -> None:
    places = pd.DataFrame([{
        "place_key": "g1", "place_name": "Bagdad", "place_country": "IRQ", "latitude": 33.3,
        "longitude": 44.4, "geo_precision": "city", "radius_km": 20.0, "num_events": 2,
        "num_actual": 2, "intensity": -5.0,
    }])  # fmt: skip
    countries = read_country_labels()
    drawn = [draw_map(places.assign(geo_precision=kind), countries, words=Words("fr"),
                      palette=find_palette(False)) for kind in ("city", "region")]  # fmt: skip
    lines = [sum(trace.get("mode") == "lines" for trace in one.data)
             for one in drawn]  # fmt: skip
    assert lines == [0, 1]
