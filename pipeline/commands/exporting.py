"""`export`: rows of a store as a file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from pipeline.commands.shared import Store, find_store, make_console
from pipeline.errors import EscaladeError, UsageError

Codes: TypeAlias = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("export")(export)


def export(
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="File to write, or - for output.")
    ],
    file_format: Annotated[
        str,
        typer.Option("--format", help="csv, jsonl, parquet, xlsx, geojson, kml, gdelt or polecat."),
    ] = "csv",
    store: Store = None,
    table: Annotated[
        str, typer.Option(help="events, or event_mentions: each telling of the chosen events.")
    ] = "events",
    actor: Annotated[
        Codes, typer.Option(help="Code (IRN, IGO:UN) or part of the name of who acts.")
    ] = None,
    recipient: Annotated[Codes, typer.Option(help="The same of who is acted upon.")] = None,
    party: Annotated[Codes, typer.Option(help="The same of either side.")] = None,
    event_type: Annotated[Codes, typer.Option(help="PLOVER type: ASSAULT, CONSULT, ...")] = None,
    tone: Annotated[str | None, typer.Option(help="hostile or cooperative.")] = None,
    country: Annotated[Codes, typer.Option(help="Country of the place: IRQ.")] = None,
    factuality: Annotated[
        Codes, typer.Option(help="actual, announced, hypothetical or denied.")
    ] = None,
    date_from: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day: 2020-01-01.")
    ] = None,
    date_to: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day: 2020-01-31.")
    ] = None,
    confidence: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="Lowest confidence, 0 to 1.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Words in the sentence or the names.")] = None,
    version: Annotated[
        int | None, typer.Option(help="A past release (escalade store history).")
    ] = None,
) -> None:
    """Write the events of a store to a file, all or those you choose.

    Options that name a choice may be repeated: any of the values fits.

    [bold]Examples[/bold]

      escalade export -o events.csv

      escalade export --format geojson --event-type ASSAULT --from 2020-01-01 -o strikes.geojson

      escalade export --format xlsx --party IRN --party USA --table event_mentions -o iran.xlsx
    """
    from pipeline.export.formats import export_release
    from pipeline.store.filters import EventFilter
    from pipeline.store.read import open_release

    chosen = EventFilter(
        actors=tuple(actor or ()),
        recipients=tuple(recipient or ()),
        parties=tuple(party or ()),
        event_types=tuple(event_type or ()),
        tone=tone,
        countries=tuple(country or ()),
        factualities=tuple(factuality or ()),
        date_from=_read_day("--from", date_from),
        date_to=_read_day("--to", date_to),
        confidence=confidence,
        text=text,
    )
    release = open_release(find_store(store), version=version)
    if release.version == 0:
        raise EscaladeError(
            f"There is no store at {find_store(store)}.",
            remedy="Make one with escalade ingest PATH, or name it: --store DIR.",
        )
    _write(output, export_release(release, file_format, chosen=chosen, table=table))


def _read_day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} {text!r} is not a day.", remedy=f"Write {option} 2020-01-06."
        ) from None


def _write(output: str, data: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    target = Path(output)
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EscaladeError(
            f"{target} cannot be written: {error.strerror}.",
            remedy="Name a file in a folder that exists and that you may write to.",
        ) from error
    make_console().print(f"{len(data):,} bytes written to {target}", markup=False)
