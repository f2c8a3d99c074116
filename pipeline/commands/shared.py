"""What several commands share: options, the console, the engine, the progress line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from pipeline.errors import UsageError
from pipeline.settings import find_documents_store

if TYPE_CHECKING:
    from pipeline.run.shard import Outcome
    from pipeline.schema.records import Issue, Item

FEW_RECORDS = 2_000
ADDRESS = re.compile(r"[a-z][a-z0-9+]+:/")
ITEMS_PER_WORKER = 8

Paths: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, or - for standard input: text, JSONL, JSON, CSV, TSV, Parquet, "
        "HTML, PDF, DOCX, each also as .gz.",
    ),
]
Published: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Date of publication of items that do not say theirs: 2020-01 or 2020-01-06.",
    ),
]
Language: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Language of items that do not say theirs: fr or en."),
]
Mapping: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="Where a field stands in your file, once for each: --map text=body.",
    ),
]
Encoding: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Encoding of the files when not UTF-8: cp1252."),
]
Kind: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="Kind of the input where its name does not tell: csv."),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Worker processes (default: all cores when many items)."),
]
Store: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Folder of the store (default: ESCALADE_STORE, else var/documents)."
    ),
]
Engine: TypeAlias = Annotated[
    str, typer.Option(metavar="NAME", help="local: this machine. spark: an Apache Spark cluster.")
]
Master: TypeAlias = Annotated[
    str, typer.Option(metavar="URL", help="Spark master: local[2,4], yarn, spark://host:7077.")
]


def make_console() -> Console:
    """A console on standard error: standard output carries rows and nothing else."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def find_store(store: Path | None) -> Path:
    """The store named on the command line, else the user's own. UsageError for an address."""
    folder = store if store is not None else find_documents_store()
    if ADDRESS.match(str(folder)):
        raise UsageError(
            f"The store {str(folder)!r} is an address, not a folder.",
            remedy="Object storage is not supported: name a folder, which may be a mounted one.",
        )
    return folder


def read_now() -> datetime:
    """The time, in UTC: the one place where commands look at the clock."""
    return datetime.now(UTC)


def parse_mapping(pairs: list[str] | None) -> dict[str, str]:
    """`field=name` options in, field -> name out; UsageError for one without a sign."""
    mapping = {}
    for pair in pairs or []:
        field, sign, name = pair.partition("=")
        if not (sign and field.strip() and name.strip()):
            raise UsageError(
                f"--map {pair!r} has not the form FIELD=NAME.",
                remedy="Write for example --map text=body --map published=date.",
            )
        mapping[field.strip()] = name.strip()
    return mapping


def read_given(
    paths: list[str],
    published: str | None,
    language: str | None,
    mapping: list[str] | None,
    encoding: str | None,
    kind: str | None,
) -> Iterator[Item | Issue]:
    """The options of a command that reads items in, the items and what could not be read out."""
    from pipeline.ingest.read import read_items

    return read_items(
        paths,
        published=published,
        language=language,
        mapping=parse_mapping(mapping),
        encoding=encoding,
        kind=kind,
    )


def look_ahead(
    records: Iterable[Item | Issue],
) -> tuple[Iterator[Item | Issue], int | None]:
    """Records in, the same records and their number out; None when there are over 2,000."""
    stream = iter(records)
    first = list(islice(stream, FEW_RECORDS + 1))
    return chain(first, stream), len(first) if len(first) <= FEW_RECORDS else None


def choose_engine(
    *,
    engine: str,
    master: str,
    jobs: int | None,
    num_records: int | None,
    parse_all: bool = False,
) -> Callable[[Iterable[Item]], Iterator[Outcome]]:
    """Options in, the function that codes items out; UsageError for an unknown engine.

    `parse_all` has every sentence parsed, not only those that can hold an action.
    """
    from pipeline.run.steps import code_items

    coder = partial(code_items, parse_all=parse_all)
    if engine == "local":
        from pipeline.run.pool import code_in_pool, count_cores, warm_up

        workers = jobs or count_cores()
        if num_records is not None and jobs is None:
            workers = min(workers, max(1, num_records // ITEMS_PER_WORKER))
        warm_up()
        return lambda items: code_in_pool(items, jobs=workers, coder=coder)
    if engine == "spark":
        from pipeline.run.cluster import code_on_spark

        return lambda items: code_on_spark(items, master=master, coder=coder)
    raise UsageError(f"There is no engine named {engine!r}.", remedy="Choose local or spark.")


@contextmanager
def show_progress(what: str, *, total: int | None) -> Iterator[Callable[[int, str], None]]:
    """A progress bar on standard error; call what it gives with (items done, a remark)."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[remark]}"),
    )
    with Progress(*columns, console=make_console(), transient=True) as progress:
        task = progress.add_task(what, total=total, remark="")

        def advance(done: int, remark: str) -> None:
            progress.update(task, completed=done, remark=remark)

        yield advance
