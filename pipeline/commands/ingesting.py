"""`ingest`: read, code and publish items into a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    Store,
    choose_engine,
    find_store,
    look_ahead,
    make_console,
    read_given,
    read_now,
    show_progress,
)

if TYPE_CHECKING:
    from pipeline.run.publish import IngestReport


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("ingest")(ingest)


def ingest(
    paths: Paths,
    store: Store = None,
    published: Published = None,
    language: Language = None,
    mapping: Mapping = None,
    encoding: Encoding = None,
    kind: Kind = None,
    recode: Annotated[
        bool, typer.Option("--recode", help="Code again what the store has already.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Label the store as a demonstration, everywhere.")
    ] = False,
    jobs: Jobs = None,
    engine: Engine = "local",
    master: Master = "local[*,4]",
) -> None:
    """Read items, code them, and publish them in a store for the dashboard.

    Running it again adds only what is new or changed; a run that was stopped goes on where it
    stopped. An item with the same item_id and another text replaces the older one.

    [bold]Examples[/bold]

      escalade ingest press/

      escalade ingest export.parquet --map text=body --store /data/sahel

      escalade ingest january/ --published 2020-01
    """
    from pipeline.run.publish import publish_items

    records, total = look_ahead(read_given(paths, published, language, mapping, encoding, kind))
    run = choose_engine(engine=engine, master=master, jobs=jobs, num_records=total)
    with show_progress("Ingesting", total=total) as advance:
        report = publish_items(
            records,
            store_dir=find_store(store),
            engine=run,
            now=read_now,
            recode=recode,
            is_demo=demo,
            on_progress=lambda so_far: advance(
                so_far.num_known + so_far.num_coded,
                f"{so_far.num_event_mentions:,} event mentions",
            ),
        )
    _show_report(report)


def _show_report(report: IngestReport) -> None:
    console = make_console()
    console.print(
        f"{report.num_read:,} items read, {report.num_coded:,} coded, "
        f"{report.num_known:,} known already; {report.num_event_mentions:,} event mentions"
    )
    if report.num_retried:
        console.print(
            f"{report.num_retried:,} of them were set aside earlier for want of time or memory, or "
            "with their process, and were tried once more"
        )
    for (stage, what), count in report.issues.most_common(12):
        console.print(f"  {count:,} times, {stage}: {what}", markup=False)
    if report.num_issues:
        console.print(f"{report.num_issues:,} issues are kept in the store, table issue.")
    if report.version is not None:
        console.print(f"The store is at release {report.version}. Open it: escalade serve")
