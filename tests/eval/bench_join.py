"""Measure joining against a full store: `python -m tests.eval.bench_join [--events N]`.

Writes N made-up events (1,000,000 unless told), then joins fresh mentions (5,000 unless told), all
of ten days; half of them tell an event that the store has, in other words. Prints mentions a
second, share of the repeated ones that found their event, and of the new ones that were taken for a
known one: the made-up world is ten times as crowded as the news. Exits with 1 below 2,000 a second.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events.incremental import join_batch
from pipeline.store.write import publish
from tests.eval.synthetic_store import make_store_rows

BOUND = 2000.0
WINDOW = (date(2020, 3, 1), date(2020, 3, 10))
"""Days that the fresh mentions are about: a batch of news is about some days, not about years."""


def main() -> int:
    """Run the benchmark; 0 when it is fast enough."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--mentions", type=int, default=5_000)
    ask.add_argument("--store", type=Path, help="keep the store here, and use it if it is there")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = said.store or Path(folder)
        if not (store / "releases").exists():
            rows = make_store_rows(said.events)
            publish(
                store,
                items=rows["item"],
                event_mentions=rows["event_mention"],
                events=rows["event"],
            )
        rate = measure_joining(store, num_events=said.events, num_mentions=said.mentions)
    return int(rate < BOUND)


def measure_joining(store: Path, *, num_events: int, num_mentions: int) -> float:
    """Join fresh mentions to the store without writing; mentions a second (CPU) out."""
    items, mentions, wanted = make_fresh(num_events, num_mentions)
    began, cpu = time.perf_counter(), time.process_time()
    batch = join_batch(store, items=items, event_mentions=mentions)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    names = dict(
        zip(
            batch.event_mentions.column("event_mention_id").to_pylist(),
            batch.event_mentions.column("event_id").to_pylist(),
            strict=True,
        )
    )
    found = sum(names[name] == event_id for name, event_id in wanted.items())
    fresh = [name for name in names if name.startswith("n") and name not in wanted]
    mistaken = sum(names[name].startswith("e0000") for name in fresh)
    print(f"{num_mentions / seconds:10.0f} mentions a second by the clock")
    print(f"{num_mentions / cpu:10.0f} mentions a second of one processor")
    print(f"{found / max(1, len(wanted)):10.3f} of the repeated ones found their event")
    print(f"{mistaken / max(1, len(fresh)):10.3f} of the new ones were taken for a known event")
    return num_mentions / seconds


def make_fresh(
    num_events: int, num_mentions: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str]]:
    """Fresh items and mentions, and for each repeated mention the event that it tells."""
    rng = np.random.default_rng(11)
    half = num_mentions // 2
    old = _take_window(make_store_rows(num_events)["event_mention"])
    told = old.take(rng.choice(old.num_rows, half, replace=False)).to_pylist()
    new = _take_window(make_store_rows(num_events // 4, seed=99)["event_mention"])
    other = new.slice(0, num_mentions - half).to_pylist()
    wanted: dict[str, str] = {}
    mentions: list[dict[str, Any]] = []
    for number, row in enumerate([*told, *other]):
        name = f"n{number}"
        if number < half:
            wanted[name] = row["event_id"]
            words = row["sentence_text"].split()
            row["sentence_text"] = " ".join(words[2:] + words[:2])
        mentions.append(
            row | {"event_mention_id": name, "item_id": f"new{number}", "event_id": None}
        )
    items = [
        {"item_id": row["item_id"], "text": "", "published": str(row["event_date_start"])}
        for row in mentions
    ]
    return items, mentions, wanted


def _take_window(rows: pa.Table) -> pa.Table:
    """Mentions of events that began in the days a batch is about."""
    first = rows.column("event_date_start")
    inside = pc.and_(
        pc.greater_equal(first, pa.scalar(WINDOW[0])), pc.less_equal(first, pa.scalar(WINDOW[1]))
    )
    return rows.filter(inside)


if __name__ == "__main__":
    sys.exit(main())
