"""Time what the dashboard server does at a number of events: `-m tests.eval.bench_dashboard N`.

Prints for each query of the Overview the median seconds over random filters, then for a whole
interaction (all queries and both figures). Caches are off: each call does its work.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import duckdb

from dashboard import data
from dashboard.charts.map import draw_map
from dashboard.charts.palette import LIGHT
from dashboard.charts.timeline import Timeline, draw_timeline, find_unit
from dashboard.data import Source
from dashboard.facts import build_facts
from dashboard.i18n import Words
from dashboard.queries import source as source_queries
from dashboard.state import Filters
from pipeline.store.read import SEARCH_TEXT
from tests.eval.synthetic_store import COUNTRIES, make_store_rows

SOURCE = Source("demo", "", 1, True, "2026-01-01")
FIRST = date(2020, 1, 1)


def fill_database(num_events: int) -> duckdb.DuckDBPyConnection:
    """An in-memory database with the tables that a release and the dashboard have."""
    database = duckdb.connect(":memory:")
    for name, table in make_store_rows(num_events).items():
        plural = {"item": "items", "event_mention": "event_mentions", "event": "events"}[name]
        database.register("given", table)
        extra = f", {SEARCH_TEXT} AS search_text" if name == "event" else ""
        database.execute(f"CREATE TABLE {plural} AS SELECT *{extra} FROM given")
        database.unregister("given")
    return database


def draw_filters(random_: random.Random) -> Filters:
    """A filter as a reader sets it: often dates, sometimes an actor, a type, a word."""
    filters = Filters()
    if random_.random() < 0.7:
        start = FIRST + timedelta(days=random_.randrange(700))
        end = start + timedelta(days=random_.choice((3, 10, 30, 120, 700)))
        filters = replace(filters, start=start, end=end)
    if random_.random() < 0.4:
        filters = replace(filters, actors=tuple(random_.sample(COUNTRIES, 2)))
    if random_.random() < 0.2:
        filters = replace(filters, stance=random_.choice(("hostile", "cooperative")))
    if random_.random() < 0.15:
        filters = replace(filters, text="convoy")
    return filters


def run_interaction(filters: Filters, spent: dict[str, list[float]]) -> None:
    """All that one change of a filter costs the server; seconds go to `spent` by name."""

    def timed(name: str, call: Callable[..., Any], *given: Any) -> Any:
        begin = time.perf_counter()
        found = call(*given)
        spent.setdefault(name, []).append(time.perf_counter() - begin)
        return found

    bare = {name: getattr(data, name).__wrapped__ for name in (
        "read_days", "read_index", "count_events", "read_marks", "read_lanes", "read_lane_bins",
        "read_places", "read_figures", "read_rows", "read_extent")}  # fmt: skip
    extent = timed("read_extent", bare["read_extent"], SOURCE)
    window = (filters.start or extent.first_day, filters.end or extent.last_day)
    counts = timed("count_events", bare["count_events"], SOURCE, filters)
    overview = timed("read_days", bare["read_days"], SOURCE, filters, "week", False)
    lanes = timed("read_lanes", bare["read_lanes"], SOURCE, filters, "actor", 10)
    keys = tuple(str(key) for key in lanes["lane"].dropna())[:9]
    many, unit = counts["dated"] > data.MAX_MARKS, find_unit(*window, most=120)
    marks = bins = None
    if many:
        bins = timed("read_lane_bins", bare["read_lane_bins"], SOURCE, filters, "actor", keys, unit)
    else:
        marks = timed("read_marks", bare["read_marks"], SOURCE, filters, "actor", data.MAX_MARKS)
    index = timed("read_index", bare["read_index"], SOURCE, filters)
    places = timed("read_places", bare["read_places"], SOURCE, filters)
    timed("read_figures", bare["read_figures"], SOURCE, filters)
    timed("read_rows", bare["read_rows"], SOURCE, filters, "intensity", False, 100)
    timeline = Timeline(
        overview=overview, unit="week", lanes=tuple((key, key) for key in keys), marks=marks,
        bins=bins, bins_unit=unit, index=index, extent=(extent.first_day, extent.last_day),
        window=window,
    )  # fmt: skip
    words = Words("fr")
    timed("draw_timeline", lambda: draw_timeline(timeline, words=words, palette=LIGHT).to_json())
    labels = data.read_country_labels.__wrapped__()
    timed("draw_map", lambda: draw_map(places, labels, words=words, palette=LIGHT).to_json())


def main(num_events: int, rounds: int = 40) -> None:
    """Fill, time, print."""
    database = fill_database(num_events)
    begin = time.perf_counter()
    build_facts(database.cursor())
    print(f"{num_events:,} events; facts and shares built in {time.perf_counter() - begin:.1f} s")
    release = SimpleNamespace(connection=database.cursor)
    source_queries.open_source = lambda *_: (SOURCE, release)
    random_ = random.Random(3)
    spent: dict[str, list[float]] = {}
    wholes = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run_interaction(draw_filters(random_), spent)
        wholes.append(time.perf_counter() - begin)
    for name, seconds in sorted(spent.items(), key=lambda pair: -statistics.median(pair[1])):
        print(f"  {name:16} p50 {statistics.median(seconds):.3f} s, most {max(seconds):.3f} s")
    wholes.sort()
    print(f"whole interaction: p50 {statistics.median(wholes):.3f} s, "
          f"p95 {wholes[int(0.95 * len(wholes))]:.3f} s")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
