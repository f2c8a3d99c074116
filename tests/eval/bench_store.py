"""Measure the store: `python -m tests.eval.bench_store [--events N] [--json FILE]`.

Writes N made-up events (1,000,000 unless told) to a store in a temporary folder, opens it as the
dashboard does, and times each query the page makes. Exits with 1 when a figure is over its bound:
for 1 M events written in 20 s, every query in 50 ms, a text search in 300 ms; for more, every query
but text in 300 ms.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from dashboard import data
from dashboard.facts import FACTS_MARK, build_facts
from dashboard.filters import Filters
from dashboard.queries import source as source_queries
from pipeline.store.maintain import measure_bytes
from pipeline.store.prepared import FOLDER, open_prepared
from pipeline.store.read import Release, read_evidence
from tests.eval.synthetic_store import fill_store

WRITE_SECONDS = 20.0
QUERY_MS = 50.0
TEXT_MS = 300.0
LARGE_QUERY_MS = 300.0
REPEATS = 5
NUM_LANES = 10
SOURCE = data.Source("demo", "", 1, True, "2026-01-01")
FILTERS = {
    "all": Filters(),
    "month": Filters(start=date(2020, 3, 1), end=date(2020, 3, 31)),
    "party": Filters(actors=("IRN", "USA"), stance="hostile"),
    "text": Filters(text="garnison barrage"),
}


def main() -> int:
    """Run the benchmark, print a line a figure; 0 when every bound holds."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--store", type=Path, help="make the store here and keep it")
    ask.add_argument("--json", type=Path, help="write the figures to this file as well")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure_store(said.store or Path(folder), num_events=said.events)
    for name, (value, bound, unit) in figures.items():
        verdict = "" if bound is None else ("  ok" if value <= bound else f"  OVER {bound:g}")
        print(f"{name:34} {value:10.1f} {unit}{verdict}")
    if said.json:
        said.json.write_text(json.dumps({name: row[0] for name, row in figures.items()}, indent=1))
    return int(any(bound is not None and value > bound for value, bound, _ in figures.values()))


def measure_store(folder: Path, *, num_events: int) -> dict[str, tuple[float, float | None, str]]:
    """Figures of a store of that many events: name to (value, upper bound or None, unit)."""
    wrote = fill_store(folder, num_events=num_events)
    disk = measure_bytes(folder)
    began = time.perf_counter()
    open_prepared(folder, version=None, prepare=build_facts, mark=FACTS_MARK).close()
    loaded = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    release = open_prepared(folder, version=None, prepare=build_facts, mark=FACTS_MARK)
    opened = time.perf_counter() - began
    prepared = sum(path.stat().st_size for path in (folder / FOLDER).glob("*"))
    figures: dict[str, tuple[float, float | None, str]] = {
        "write": (wrote, WRITE_SECONDS * max(1.0, num_events / 1_000_000), "s"),
        "open, first": (loaded, None, "s"),
        "open, again": (opened, None, "s"),
        "disk, tables": (disk / 1e6, None, "MB"),
        "disk, opened release": (prepared / 1e6, None, "MB"),
        "memory, made-up rows included": (peak / 1e3, None, "MB"),
    }
    is_large = num_events > 1_000_000
    for name, seconds in time_queries(release).items():
        bound: float | None = LARGE_QUERY_MS if is_large else QUERY_MS
        if name.endswith("text"):
            bound = None if is_large else TEXT_MS
        figures[name] = (seconds * 1000, bound, "ms")
    release.close()
    return figures


def time_queries(release: Release) -> dict[str, float]:
    """The fastest of some runs of each query of the page, in seconds, after one to warm up: what
    the query itself takes, on a machine that may do other things as well."""
    source_queries.open_source = lambda *_: (SOURCE, release)
    found: dict[str, float] = {}
    for label, filters in FILTERS.items():
        spent: dict[str, list[float]] = {}
        for _ in range(1 + REPEATS):
            ask_page(filters, spent)
        found |= {f"{name}, {label}": min(times[1:]) for name, times in spent.items()}
    connection = release.connection()
    row = connection.execute("SELECT event_id FROM events LIMIT 1 OFFSET 1000").fetchone()
    event_id = "" if row is None else str(row[0])
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        read_evidence(connection, event_id)
        times.append(time.perf_counter() - began)
    return found | {"evidence of an event": min(times)}


def ask_page(filters: Filters, spent: dict[str, list[float]]) -> None:
    """Ask all that one change of a filter asks, past the caches; seconds go to `spent` by name."""

    def ask(name: str, *given: Any) -> Any:
        call = getattr(data, name).__wrapped__
        began = time.perf_counter()
        found = call(SOURCE, *given)
        spent.setdefault(name, []).append(time.perf_counter() - began)
        return found

    ask("read_extent")
    counts = ask("count_events", filters)
    ask("read_days", filters, "week", False)
    lanes = ask("read_lanes", filters, "actor", NUM_LANES)
    keys = tuple(str(key) for key in lanes["lane"].dropna())[: NUM_LANES - 1]
    if counts["dated"] > data.MAX_MARKS:
        ask("read_lane_bins", filters, "actor", keys, "week")
    else:
        ask("read_marks", filters, "actor", data.MAX_MARKS)
    ask("read_index", filters)
    ask("read_places", filters)
    ask("read_figures", filters)
    ask("read_rows", filters, "intensity", False, 100)


if __name__ == "__main__":
    sys.exit(main())
