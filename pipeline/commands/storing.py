"""`store`: the releases of a store, its old files, its soundness."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.shared import Store, find_store
from pipeline.errors import StoreError

HELP = """
Look after a store: every publish and every correction is a release that can be read again.

[bold]Examples[/bold]

  escalade store history

  escalade store check --store /data/sahel

  escalade store vacuum --keep 5
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    store = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode="rich")
    store.command("history")(history)
    store.command("vacuum")(vacuum)
    store.command("check")(check)
    app.add_typer(store, name="store")


def history(store: Store = None) -> None:
    """List the releases, oldest first: number, time, what made it, how much it holds.

    Example: escalade store history --store /data/sahel
    """
    from pipeline.store.table import list_releases

    folder = find_store(store)
    releases = list_releases(folder)
    if not releases:
        raise StoreError(
            f"There is no store at {folder}.",
            remedy="Make one with escalade ingest PATH, or name it: --store DIR.",
        )
    for row in releases:
        typer.echo(
            f"{row.version:>5}  {row.released_at:%Y-%m-%d %H:%M:%S} UTC  {row.kind:<10}"
            f"  {row.num_items:,} items, {row.num_event_mentions:,} event mentions, "
            f"{row.num_events:,} events"
        )


def vacuum(
    keep: Annotated[
        int, typer.Option(min=1, help="How many releases to keep, counted from the last.")
    ] = 20,
    store: Store = None,
) -> None:
    """Join small files and delete those that no kept release needs.

    Example: escalade store vacuum --keep 5
    """
    from pipeline.store.maintain import vacuum_store

    done = vacuum_store(find_store(store), keep_releases=keep)
    typer.echo(
        f"{done.num_files:,} files and {done.num_bytes:,} bytes are gone; "
        f"{len(done.dropped_versions):,} older releases can no longer be read. "
        f"The store is at release {done.version}."
    )


def check(store: Store = None) -> None:
    """Read every file of the last release and say what is wrong; exit code 3 when rows are lost.

    Example: escalade store check
    """
    from pipeline.store.maintain import check_store

    findings = check_store(find_store(store))
    for finding in findings:
        typer.echo(f"{finding.path}: {finding.what}. {finding.remedy}", err=True)
    if findings:
        raise typer.Exit(3 if any(finding.is_fatal for finding in findings) else 1)
    typer.echo("The store is sound.")
