"""Items coded on Apache Spark: the one file that knows it (extra `spark`).

Each task codes its items in a guarded process of its own, so that an item that raises, hangs or
eats memory is set aside alone and no task ever fails for it. Spark's own retries are for lost
machines only; a retried task gives the same rows, and the store replaces by item_id.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.errors import EscaladeError
from pipeline.run.pool import code_in_pool, warm_up
from pipeline.run.shard import Coder, Outcome
from pipeline.run.steps import code_items
from pipeline.schema.records import Item
from pipeline.settings import LIMITS, Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JOB_ITEMS = 4_000
"""Items that one Spark job takes at least: the driver holds what they gave, some 100 MB."""
TASK_ITEMS = 32
TASKS_PER_CORE = 4
"""More tasks than cores, so that a core that is done early takes another."""
FEWEST_ITEMS = 100
"""Fewer make no task of their own: each starts a guarded process, which costs what six items do."""
OUTCOME_SCHEMA = "number long, outcome binary"
_ITEM_FIELDS = tuple(part.name for part in fields(Item))


def open_session(*, master: str) -> SparkSession:
    """A Spark master's address in, a session out; EscaladeError where Spark or Java is absent."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EscaladeError(
            "Apache Spark is not installed.",
            remedy="Install it: pip install 'escalade[spark]' (and Java 17 or newer).",
        ) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.appName("escalade")
        .master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.task.maxFailures", "4")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(TASK_ITEMS))
    )
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise EscaladeError(
            f"Spark could not be started on {master}: {str(error)[:300]}",
            remedy="Check the address and that Java 17 or newer is there (Debian: apt-get install "
            "default-jre-headless).",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def code_on_spark(
    items: Iterable[Item],
    *,
    master: str,
    limits: Limits = LIMITS,
    coder: Coder = code_items,
) -> Iterator[Outcome]:
    """Items in, for each its coded form or the issue that set it aside, in order, streaming.

    Runs one job for each 4,000 items, more where there are cores for more. Raises EscaladeError
    where Spark cannot be started.
    """
    session = open_session(master=master)
    cores = session.sparkContext.defaultParallelism
    size = max(JOB_ITEMS, cores * TASKS_PER_CORE * TASK_ITEMS)
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield from _code_chunk(session, chunk, limits=limits, coder=coder)


def _code_chunk(
    session: SparkSession, chunk: list[Item], *, limits: Limits, coder: Coder
) -> Iterator[Outcome]:
    rows: dict[str, list[Any]] = {"number": list(range(len(chunk)))}
    for name in _ITEM_FIELDS:
        rows[name] = [getattr(item, name) for item in chunk]
    schema = pa.schema([("number", pa.int64()), *((name, pa.string()) for name in _ITEM_FIELDS)])
    cores = session.sparkContext.defaultParallelism
    tasks = count_tasks(len(chunk), cores=cores)
    given = session.createDataFrame(pa.table(rows, schema=schema)).repartition(tasks)
    code = partial(code_batches, limits=limits, coder=coder)
    coded = given.mapInArrow(code, OUTCOME_SCHEMA)
    outcomes: list[Outcome | None] = [None] * len(chunk)
    for row in coded.toArrow().to_pylist():
        outcomes[row["number"]] = pickle.loads(row["outcome"])
    for item, outcome in zip(chunk, outcomes, strict=True):
        if outcome is None:
            raise EscaladeError(
                f"Spark gave no row for item {item.item_id}.",
                remedy="Run it again; what was published stays.",
            )
        yield outcome


def count_tasks(num_items: int, *, cores: int) -> int:
    """Items of a job and cores in, tasks out: as many for each core, so that none waits idle."""
    rounds = min(TASKS_PER_CORE, num_items // (cores * FEWEST_ITEMS))
    return cores * max(1, rounds)


def code_batches(
    batches: Iterator[pa.RecordBatch], *, limits: Limits = LIMITS, coder: Coder = code_items
) -> Iterator[pa.RecordBatch]:
    """Arrow batches of items (column `number` and the fields of Item) in, pickled outcomes out.

    Runs inside a Spark task. The fork server of this Python process keeps the language models for
    all the tasks that follow.
    """
    warm_up()
    numbers: list[int] = []
    for outcome in code_in_pool(
        _read_batches(batches, numbers), jobs=1, limits=limits, coder=coder
    ):
        yield pa.RecordBatch.from_pydict(
            {"number": [numbers.pop(0)], "outcome": [pickle.dumps(outcome)]},
            schema=pa.schema([("number", pa.int64()), ("outcome", pa.binary())]),
        )


def _read_batches(batches: Iterator[pa.RecordBatch], numbers: list[int]) -> Iterator[Item]:
    """Items of the batches; their numbers are appended to `numbers` as they are taken."""
    for batch in batches:
        for row in batch.to_pylist():
            numbers.append(row.pop("number"))
            yield Item(**row)
