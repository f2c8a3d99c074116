"""`eval` and `bench`: how good, how fast."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.commands.shared import Jobs, choose_engine, show_progress
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run.score import Score
    from pipeline.schema.records import Item

NUM_BENCH = 400


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("eval")(evaluate)
    app.command("bench")(bench)


def evaluate(
    items: Annotated[str, typer.Argument(help="The items, in any form that is read.")],
    gold: Annotated[
        Path, typer.Argument(help="Gold events, a JSON line each: see CONTRIBUTING.md.")
    ],
    jobs: Jobs = None,
) -> None:
    """Code items and compare the rows with events that a reader wrote down.

    [bold]Example[/bold]

      escalade eval mine.items.jsonl mine.gold.jsonl
    """
    from pipeline.run.join import list_event_rows
    from pipeline.run.score import score_rows
    from pipeline.schema.records import Issue

    given = _read_items([items])
    engine = choose_engine(engine="local", master="", jobs=jobs, num_records=len(given))
    with show_progress("Coding", total=len(given)) as advance:
        outcomes = []
        for number, outcome in enumerate(engine(given), start=1):
            advance(number, "")
            if not isinstance(outcome, Issue):
                outcomes.append(outcome)
    texts = {item.item_id: item.text for item in given}
    score = score_rows(list_event_rows(outcomes), _read_gold(gold), texts=texts)
    for line in _list_figures(score):
        typer.echo(line)


def bench(
    path: Annotated[
        str | None, typer.Argument(help="Items to time (default: the bundled corpus).")
    ] = None,
    jobs: Annotated[
        list[int] | None, typer.Option(help="Numbers of processes to compare (default: 1, all).")
    ] = None,
    items: Annotated[
        int, typer.Option(min=1, help="How many items; fewer are repeated.")
    ] = NUM_BENCH,
    spark: Annotated[
        str | None, typer.Option(metavar="URL", help="A Spark master to compare: local[2,4].")
    ] = None,
) -> None:
    """Time the coder on this machine: items and words a second, and what more processes bring.

    The time that the models take to load is told apart: each engine first codes some items that
    are not timed. With --spark the same items are coded on that Spark master too, in the same run.

    [bold]Example[/bold]

      escalade bench --jobs 1 --jobs 2 --items 400

      escalade bench --spark "local[2,4]"
    """
    from pipeline.run.bench import repeat_items, time_engine
    from pipeline.run.pool import count_cores
    from pipeline.settings import find_data_dir

    given = repeat_items(_read_items([path or str(find_data_dir() / "corpus")]), number=items)
    num_words = sum(len(item.text.split()) for item in given)
    runs = [("local", count) for count in jobs or sorted({1, count_cores()})]
    runs += [("spark", count_cores())] if spark is not None else []
    base: float | None = None
    for name, count in runs:
        engine = choose_engine(engine=name, master=spark or "", jobs=count, num_records=len(given))
        timing = time_engine(given, engine=engine, jobs=count, clock=time.monotonic)
        base = base or timing.seconds
        typer.echo(
            f"{name}, {count} processes: ready after {timing.start_seconds:.1f} s, then "
            f"{len(given)} items in {timing.seconds:.1f} s, "
            f"{len(given) / timing.seconds:.1f} items/s, "
            f"{num_words / timing.seconds:,.0f} words/s, {base / timing.seconds:.2f} times the "
            f"first; {timing.cpu_seconds:.1f} s of processors; "
            f"{timing.peak_bytes / 2**20:,.0f} MB in all processes"
        )


def _read_items(paths: list[str]) -> list[Item]:
    from pipeline.ingest.read import read_items
    from pipeline.schema.records import Issue

    records = list(islice(read_items(paths), 1_000_000))
    items = [record for record in records if not isinstance(record, Issue)]
    if not items:
        raise UsageError(f"{paths[0]} holds no item.", remedy="See escalade explain PATH.")
    return items


def _read_gold(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise UsageError(f"{path} does not exist.", remedy="Name the file with the gold events.")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise UsageError(
                    f"{path} line {number} is not JSON: {error}", remedy="Mend the line."
                ) from error


def _list_figures(score: Score) -> Iterator[str]:
    yield f"events   gold {score.num_gold}, coded {score.num_rows}, both {score.num_pairs}"
    yield (
        f"found    precision {score.precision:.3f}, recall {score.recall:.3f}, "
        f"F1 {score.detection_f1:.3f}"
    )
    yield "right    " + ", ".join(f"{name} {share:.3f}" for name, share in score.shares.items())
    yield f"rows     F1 {score.row_f1:.3f} (type, actor, date and country all right)"
