"""Items coded on all cores; what raises, hangs or eats memory is set aside alone."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.ingest.guard import choose_context, limit_memory
from pipeline.run.shard import (
    PROCESS_ENDED,
    TOO_LARGE,
    TOO_LONG,
    Coder,
    Outcome,
    code_shard,
    count_seconds,
    set_aside,
    split_shards,
)
from pipeline.run.steps import code_items
from pipeline.schema.records import Item
from pipeline.settings import LIMITS, MEGABYTE, Limits

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
WAITING_SHARDS = 3
"""Shards ahead of each worker: enough to keep it busy, few enough to hold little text."""


@dataclass(slots=True)
class _Waiting:
    shard: tuple[Item, ...]
    future: ProcessFuture[tuple[Outcome, ...]]


def count_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def warm_up() -> None:
    """Have models, lexicons and gazetteer loaded once, in the fork server workers start from.

    Call it before the first worker of any pool starts; afterwards it has no effect. Workers then
    start at once, share that memory, and no item is charged the time of loading. Each worker is to
    use one core, so its libraries for linear algebra start no threads.
    """
    for name in THREADS:
        os.environ.setdefault(name, "1")
    if "forkserver" in multiprocessing.get_all_start_methods():
        multiprocessing.set_forkserver_preload(["pipeline.run.warm"])


def code_in_pool(
    items: Iterable[Item],
    *,
    jobs: int | None = None,
    limits: Limits = LIMITS,
    coder: Coder = code_items,
) -> Iterator[Outcome]:
    """Items in, for each its coded form or the issue that set it aside, in order, streaming.

    `jobs` worker processes (default: all cores), each bounded in memory and time by `limits`.
    """
    workers = max(1, jobs or count_cores())
    pool = ProcessPool(
        max_workers=workers,
        context=choose_context(),
        initializer=_start_worker,
        initargs=[limits.worker_bytes],
    )
    try:
        yield from _feed(pool, items, ahead=workers * WAITING_SHARDS, limits=limits, coder=coder)
    finally:
        pool.stop()
        pool.join()


def _feed(
    pool: ProcessPool, items: Iterable[Item], *, ahead: int, limits: Limits, coder: Coder
) -> Iterator[Outcome]:
    waiting: deque[_Waiting] = deque()
    for shard in split_shards(items):
        waiting.append(_schedule(pool, shard, limits, coder))
        if len(waiting) >= ahead:
            yield from _collect(pool, waiting.popleft(), limits, coder)
    while waiting:
        yield from _collect(pool, waiting.popleft(), limits, coder)


def _schedule(pool: ProcessPool, shard: tuple[Item, ...], limits: Limits, coder: Coder) -> _Waiting:
    seconds = count_seconds(shard, limits=limits)
    future = pool.schedule(code_shard, args=[shard], kwargs={"coder": coder}, timeout=seconds)
    return _Waiting(shard=shard, future=future)


def _collect(
    pool: ProcessPool, waiting: _Waiting, limits: Limits, coder: Coder
) -> Iterator[Outcome]:
    """The outcomes of a shard; where its worker was lost, each item goes again, alone."""
    try:
        outcomes: tuple[Outcome, ...] = waiting.future.result()
        yield from outcomes
        return
    except FutureTimeoutError:
        reason = TOO_LONG
    except ProcessExpired as error:
        reason = f"{PROCESS_ENDED} (exit code {error.exitcode})"
    except MemoryError:
        size = limits.worker_bytes // MEGABYTE
        reason = f"{TOO_LARGE} the {size:,} MB of one worker"
    if len(waiting.shard) == 1:
        yield set_aside(waiting.shard[0], reason)
        return
    for item in waiting.shard:
        yield from _collect(pool, _schedule(pool, (item,), limits, coder), limits, coder)


def _start_worker(worker_bytes: int) -> None:
    limit_memory(worker_bytes)
