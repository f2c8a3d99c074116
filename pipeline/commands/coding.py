"""`code`, `annotate` and `explain`: items to rows without a store."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias

import typer

from pipeline.commands.shared import (
    Encoding,
    Engine,
    Jobs,
    Kind,
    Language,
    Mapping,
    Master,
    Paths,
    Published,
    choose_engine,
    look_ahead,
    make_console,
    parse_mapping,
    show_progress,
)
from pipeline.errors import EscaladeError

if TYPE_CHECKING:
    from pipeline.run.steps import CodedItem
    from pipeline.schema.records import Issue, Item

Output: TypeAlias = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="File to write, or - for output.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("code")(code)
    app.command("annotate")(annotate)
    app.command("explain")(explain)


def code(
    paths: Paths,
    output: Output,
    published: Published = None,
    language: Language = None,
    mapping: Mapping = None,
    encoding: Encoding = None,
    kind: Kind = None,
    jobs: Jobs = None,
    engine: Engine = "local",
    master: Master = "local[*,4]",
) -> None:
    """Code items into event rows, one JSON line each, without a store.

    Reports of one event within the run share its event_id. What could not be read or coded goes
    to FILE.issues.jsonl with file, line, reason and remedy.

    [bold]Examples[/bold]

      escalade code press/ -o rows.jsonl

      escalade code export.csv --map text=body --map published=date -o rows.jsonl

      cat article.txt | escalade code - --published 2020-01-06 -o -
    """
    from pipeline.ingest.read import read_items
    from pipeline.run.join import list_event_rows

    records = read_items(
        paths,
        published=published,
        language=language,
        mapping=parse_mapping(mapping),
        encoding=encoding,
        kind=kind,
    )
    with _write_outputs(output) as (rows_file, issues):
        outcomes = _run(records, issues, engine=engine, master=master, jobs=jobs, what="Coding")
        num_rows = 0
        for row in list_event_rows(outcomes):
            _write_line(rows_file, row)
            num_rows += 1
    _report(num_rows, "event rows", output, issues)


def annotate(
    paths: Paths,
    output: Output,
    published: Published = None,
    language: Language = None,
    mapping: Mapping = None,
    encoding: Encoding = None,
    kind: Kind = None,
    jobs: Jobs = None,
    engine: Engine = "local",
    master: Master = "local[*,4]",
) -> None:
    """Mark dates, actors, actions and places in items: a JSON line for each item.

    Offsets start_char and end_char are half-open and count characters of the text. An item without
    a mention has its line too.

    [bold]Examples[/bold]

      escalade annotate press/ -o mentions.jsonl

      escalade annotate article.txt -o - | jq .mentions
    """
    from pipeline.ingest.read import read_items
    from pipeline.run.rows import list_mentions, make_plain

    records = read_items(
        paths,
        published=published,
        language=language,
        mapping=parse_mapping(mapping),
        encoding=encoding,
        kind=kind,
    )
    with _write_outputs(output) as (lines_file, issues):
        outcomes = _run(
            records,
            issues,
            engine=engine,
            master=master,
            jobs=jobs,
            what="Marking",
            parse_all=True,
        )
        num_items = 0
        for coded in outcomes:
            mentions = [
                {name: make_plain(value) for name, value in row.items() if name != "item_id"}
                for row in list_mentions(coded)
            ]
            _write_line(lines_file, {"item_id": coded.item.item_id, "mentions": mentions})
            num_items += 1
    _report(num_items, "items", output, issues)


def explain(
    paths: Paths,
    published: Published = None,
    language: Language = None,
    mapping: Mapping = None,
    encoding: Encoding = None,
    kind: Kind = None,
) -> None:
    """Show how items are read: each sentence, its mentions, its rows, and why.

    [bold]Examples[/bold]

      escalade explain article.txt

      echo "Le ministre a rencontré son homologue lundi." | escalade explain - --published 2020-01
    """
    from pipeline.ingest.read import read_items
    from pipeline.run.explain import explain_item
    from pipeline.run.steps import code_items
    from pipeline.schema.records import Issue

    records = read_items(
        paths,
        published=published,
        language=language,
        mapping=parse_mapping(mapping),
        encoding=encoding,
        kind=kind,
    )
    for record in records:
        if isinstance(record, Issue):
            typer.echo(_describe_issue(record), err=True)
            continue
        for coded in code_items([record], parse_all=True):
            for line in explain_item(coded):
                typer.echo(line)
        typer.echo("")


def _run(
    records: Iterable[Item | Issue],
    issues: IssueLog,
    *,
    engine: str,
    master: str,
    jobs: int | None,
    what: str,
    parse_all: bool = False,
) -> Iterator[CodedItem]:
    """Records in, coded items out; every issue on the way goes to the log."""
    from pipeline.schema.records import Issue

    stream, total = look_ahead(records)
    run = choose_engine(
        engine=engine, master=master, jobs=jobs, num_records=total, parse_all=parse_all
    )

    def keep_items() -> Iterator[Item]:
        for record in stream:
            if isinstance(record, Issue):
                issues.add(record)
            else:
                yield record

    with show_progress(what, total=total) as advance:
        for number, outcome in enumerate(run(keep_items()), start=1):
            advance(number + issues.num_unread, "")
            if isinstance(outcome, Issue):
                issues.add(outcome)
                continue
            for issue in outcome.issues:
                issues.add(issue)
            yield outcome


class IssueLog:
    """The issues file of a run: one JSON line each, and how many of each stage."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.stages: Counter[str] = Counter()

    @property
    def num_unread(self) -> int:
        """Issues that took the place of an item when reading."""
        return self.stages["ingest"]

    def add(self, issue: Issue) -> None:
        """Write one issue."""
        self.stages[issue.stage] += 1
        _write_line(self._file, asdict(issue))


@contextmanager
def _write_outputs(output: str) -> Iterator[tuple[TextIO, IssueLog]]:
    """Open FILE and FILE.issues.jsonl; they get their names only when the run has ended well."""
    if output == "-":
        yield sys.stdout, IssueLog(sys.stderr)
        return
    target = Path(output)
    pairs = [(path, path.with_name(path.name + ".part")) for path in (target, _name_log(target))]
    try:
        with (
            pairs[0][1].open("w", encoding="utf-8", newline="\n") as rows,
            pairs[1][1].open("w", encoding="utf-8", newline="\n") as issues,
        ):
            yield rows, IssueLog(issues)
        for path, part in pairs:
            part.replace(path)
    except OSError as error:
        raise EscaladeError(
            f"{target} cannot be written: {error.strerror}.",
            remedy="Name a file in a folder that exists and that you may write to.",
        ) from error
    finally:
        for _, part in pairs:
            part.unlink(missing_ok=True)


def _name_log(target: Path) -> Path:
    stem = target.stem if target.suffix == ".jsonl" else target.name
    return target.with_name(f"{stem}.issues.jsonl")


def _write_line(file: TextIO, row: dict[str, object]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _report(count: int, what: str, output: str, issues: IssueLog) -> None:
    console = make_console()
    if output != "-":
        console.print(f"{count:,} {what} written to {output}", markup=False)
    if number := issues.stages.total():
        stages = ", ".join(f"{stage} {n:,}" for stage, n in sorted(issues.stages.items()))
        place = "above" if output == "-" else f"in {_name_log(Path(output))}"
        console.print(f"{number:,} issues ({stages}): see {place}", markup=False)


def _describe_issue(issue: Issue) -> str:
    place = f"{issue.path} line {issue.line}" if issue.line is not None else f"{issue.path}"
    parts = [f"{place}: {issue.what}."]
    if issue.expected is not None:
        parts.append(f"Expected {issue.expected}.")
    if issue.remedy is not None:
        parts.append(issue.remedy)
    return " ".join(parts)
