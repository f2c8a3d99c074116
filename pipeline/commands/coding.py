"""`code`, `annotate` and `explain`: items to rows without a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pipeline.commands.outputs import (
    IssueLog,
    describe_issue,
    report_run,
    write_line,
    write_outputs,
)
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
    read_given,
    show_progress,
)

if TYPE_CHECKING:
    from pipeline.run.copies import Engine as RunEngine
    from pipeline.run.shard import Outcome
    from pipeline.run.steps import CodedItem
    from pipeline.schema.records import Issue, Item

    Around: TypeAlias = Callable[[Iterable[Item], RunEngine], Iterator[Outcome]]

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
    from pipeline.run.copies import code_stream
    from pipeline.run.join import list_event_rows

    records = read_given(paths, published, language, mapping, encoding, kind)
    with write_outputs(output) as (rows_file, issues):
        links: dict[str, str] = {}
        outcomes = _run(
            records,
            issues,
            engine=engine,
            master=master,
            jobs=jobs,
            what="Coding",
            around=partial(code_stream, links=links),
        )
        num_rows = 0
        for row in list_event_rows(outcomes, links=links):
            write_line(rows_file, row)
            num_rows += 1
    report_run(num_rows, "event rows", output, issues)


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
    from pipeline.run.rows import list_mentions, make_plain

    records = read_given(paths, published, language, mapping, encoding, kind)
    with write_outputs(output) as (lines_file, issues):
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
            write_line(lines_file, {"item_id": coded.item.item_id, "mentions": mentions})
            num_items += 1
    report_run(num_items, "items", output, issues)


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
    from pipeline.run.explain import explain_item
    from pipeline.run.steps import code_items
    from pipeline.schema.records import Issue

    records = read_given(paths, published, language, mapping, encoding, kind)
    for record in records:
        if isinstance(record, Issue):
            typer.echo(describe_issue(record), err=True)
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
    around: Around = lambda items, engine: engine(items),
) -> Iterator[CodedItem]:
    """Records in, coded items out; every issue on the way goes to the log.

    `around` calls the engine; by default with all items as they come.
    """
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
        for number, outcome in enumerate(around(keep_items(), run), start=1):
            advance(number + issues.num_unread, "")
            if isinstance(outcome, Issue):
                issues.add(outcome)
                continue
            for issue in outcome.issues:
                issues.add(issue)
            yield outcome
