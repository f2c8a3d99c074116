"""How fast this machine codes: items in, seconds and memory out. The clock is an argument."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from pipeline.run.copies import Engine
from pipeline.run.shard import SHARD_ITEMS
from pipeline.schema.records import Item


@dataclass(frozen=True, slots=True)
class Timing:
    """`start_seconds` to load and come to work, `seconds` for the items after that.

    `peak_bytes` is the memory of this process and all it started, pages shared between them
    counted once where the system tells (Linux), else 0.
    """

    start_seconds: float
    seconds: float
    peak_bytes: int


def repeat_items(items: Sequence[Item], *, number: int) -> list[Item]:
    """Items in, `number` items of the same texts out, each with an id of its own."""
    return [
        replace(item, item_id=f"{item.item_id}-{at}")
        for at, item in enumerate(islice(cycle(items), number))
    ]


def time_engine(
    items: Sequence[Item], *, engine: Engine, jobs: int, clock: Callable[[], float]
) -> Timing:
    """Time an engine of `jobs` processes on `items`, its start told apart.

    The engine first codes one shard for each process: that and all loading is its start.
    """
    begun = clock()
    for _ in engine(repeat_items(items[:1], number=SHARD_ITEMS * jobs)):
        pass
    started = clock()
    peak = 0
    for number, _ in enumerate(engine(items), start=1):
        if number % 32 == 0:
            peak = max(peak, measure_memory())
    return Timing(
        start_seconds=started - begun,
        seconds=max(clock() - started, 1e-9),
        peak_bytes=peak,
    )


def measure_memory() -> int:
    """Bytes that this process and its descendants hold, shared pages shared out; 0 elsewhere."""
    if not Path("/proc/self/smaps_rollup").exists():
        return 0
    return sum(_read_proportional(pid) for pid in _list_descendants(os.getpid()))


def _list_descendants(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").iterdir():
        try:
            children = (task / "children").read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _list_descendants(int(child))


def _read_proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
