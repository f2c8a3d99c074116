"""How fast this machine codes: items in, seconds and memory out. The clock is an argument."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from pipeline.run.copies import Engine
from pipeline.schema.records import Item

WARM_ITEMS = 64
"""Two tasks of a cluster: each of its processes gets one."""
MEASURE_ITEMS = 128
"""Measuring the memory of large processes takes time itself."""


@dataclass(frozen=True, slots=True)
class Timing:
    """`start_seconds` to load and come to work, `seconds` for the items after that.

    `cpu_seconds` is what all processors worked for these items, in this process and all that it
    started (Linux, else 0): a machine that has other work too makes `seconds` longer, not it.
    `peak_bytes` is the memory of this process and all it started, pages shared between them
    counted once where the system tells (Linux), else 0.
    """

    start_seconds: float
    seconds: float
    cpu_seconds: float
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

    The engine first codes WARM_ITEMS for each process, enough that every process of it has loaded
    all that it loads once: that is its start.
    """
    begun = clock()
    for _ in engine(repeat_items(items, number=WARM_ITEMS * jobs)):
        pass
    started, worked = clock(), measure_work()
    peak = 0
    for number, _ in enumerate(engine(items), start=1):
        if number % MEASURE_ITEMS == 0:
            peak = max(peak, measure_memory())
    return Timing(
        start_seconds=started - begun,
        seconds=max(clock() - started, 1e-9),
        cpu_seconds=measure_work() - worked,
        peak_bytes=peak,
    )


def measure_memory() -> int:
    """Bytes that this process and its descendants hold, shared pages shared out; 0 elsewhere."""
    if not Path("/proc/self/smaps_rollup").exists():
        return 0
    return sum(_read_proportional(pid) for pid in _list_descendants(os.getpid()))


def measure_work() -> float:
    """Seconds that processors worked for this process, its descendants and those of them that
    have ended; 0 where the system does not tell."""
    if not Path("/proc/self/stat").exists():
        return 0.0
    ticks = sum(_read_ticks(pid) for pid in _list_descendants(os.getpid()))
    return ticks / os.sysconf("SC_CLK_TCK")


def _read_ticks(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return sum(int(part) for part in text.rpartition(")")[2].split()[11:15])


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
