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
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pipeline.store.filters import EventFilter
from pipeline.store.maintain import measure_bytes
from pipeline.store.read import Release, open_release, read_evidence, read_index
from pipeline.store.write import publish
from tests.eval.synthetic_store import make_store_rows

WRITE_SECONDS = 20.0
QUERY_MS = 50.0
TEXT_MS = 300.0
LARGE_QUERY_MS = 300.0
REPEATS = 15
MONTH = EventFilter(date_from=date(2020, 3, 1), date_to=date(2020, 3, 31))
PAIR = EventFilter(parties=("IRN",), tone="hostile", factualities=("actual",))
TEXT = EventFilter(text="garnison barrage")
COUNTS = """SELECT count(*), count(*) FILTER (factuality = 'actual'),
    count(DISTINCT actor_code), count(DISTINCT place_country), sum(num_sources)
    FROM events WHERE {condition}"""
LANES = """SELECT actor_code, date_trunc('week', event_date_start) AS week, count(*) AS n,
    sum(intensity) AS intensity FROM events WHERE {condition} GROUP BY ALL"""
MAP = """SELECT place_country, round(latitude), round(longitude), count(*) AS n, avg(intensity)
    FROM events WHERE latitude IS NOT NULL AND {condition} GROUP BY ALL LIMIT 2000"""
TABLE = """SELECT event_id, event_date, event_type, actor_name, recipient_name, place_name,
    sentence_text FROM events WHERE {condition} ORDER BY event_date_start DESC LIMIT 200"""
TYPES = "SELECT event_type, factuality, count(*) FROM events WHERE {condition} GROUP BY ALL"


def main() -> int:
    """Run the benchmark, print a line a figure; 0 when every bound holds."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--json", type=Path, help="write the figures to this file as well")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure_store(Path(folder), num_events=said.events)
    for name, (value, bound, unit) in figures.items():
        verdict = "" if bound is None else ("  ok" if value <= bound else f"  OVER {bound:g}")
        print(f"{name:34} {value:10.1f} {unit}{verdict}")
    if said.json:
        said.json.write_text(json.dumps({name: row[0] for name, row in figures.items()}, indent=1))
    return int(any(bound is not None and value > bound for value, bound, _ in figures.values()))


def measure_store(folder: Path, *, num_events: int) -> dict[str, tuple[float, float | None, str]]:
    """Figures of a store of that many events: name to (value, upper bound or None, unit)."""
    rows = make_store_rows(num_events)
    began = time.perf_counter()
    publish(folder, items=rows["item"], event_mentions=rows["event_mention"], events=rows["event"])
    wrote = time.perf_counter() - began
    del rows
    began = time.perf_counter()
    release = open_release(folder)
    opened = time.perf_counter() - began
    is_large = num_events > 1_000_000
    scale = num_events / 1_000_000
    figures: dict[str, tuple[float, float | None, str]] = {
        "write": (wrote, WRITE_SECONDS * max(1.0, scale), "s"),
        "open": (opened, None, "s"),
        "disk": (measure_bytes(folder) / 1e6, None, "MB"),
        "peak memory": (
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
            None,
            "MB",
        ),
    }
    bound = LARGE_QUERY_MS if is_large else QUERY_MS
    for name, run in list_queries(release).items():
        limit = None if (is_large and name.startswith("text")) else bound
        if name.startswith("text") and not is_large:
            limit = TEXT_MS
        figures[name] = (time_query(run), limit, "ms")
    release.close()
    return figures


def list_queries(release: Release) -> dict[str, Callable[[], object]]:
    """The queries of the page, unfiltered, by month, by party, by text."""
    connection = release.connection()
    found: dict[str, Callable[[], object]] = {}
    for label, chosen in (("all", EventFilter()), ("month", MONTH), ("party", PAIR)):
        condition, values = chosen.to_sql()
        for name, query in (
            ("figures", COUNTS),
            ("lanes", LANES),
            ("map", MAP),
            ("table", TABLE),
            ("types", TYPES),
        ):
            text = query.format(condition=condition)
            found[f"{name}, {label}"] = lambda text=text, values=values: connection.execute(
                text, values
            ).df()
        found[f"index, {label}"] = lambda chosen=chosen: read_index(connection, chosen=chosen)
    row = connection.execute("SELECT event_id FROM events LIMIT 1 OFFSET 1000").fetchone()
    event_id = "" if row is None else str(row[0])
    found["evidence"] = lambda: read_evidence(connection, event_id)
    condition, values = TEXT.to_sql()
    found["text search"] = lambda: connection.execute(
        TABLE.format(condition=condition), values
    ).df()
    return found


def time_query(run: Callable[[], object]) -> float:
    """The fastest of some runs in milliseconds, after one to warm up: what the query itself takes,
    on a machine that may do other things as well."""
    run()
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        run()
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
