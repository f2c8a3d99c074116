"""The `escalade` command: the list of its commands, and how a failure is shown."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.commands import (
    checking,
    coding,
    correcting,
    exporting,
    ingesting,
    measuring,
    serving,
    storing,
)
from pipeline.errors import EscaladeError
from pipeline.log import configure_logging

HELP = """
Turn dated news, in French and English, into a chronology you can trust.

Every row says who did what to whom, where and when, and leads to its sentence.

[bold]First steps[/bold]

  escalade code article.txt -o rows.jsonl

  escalade ingest press/ --published 2020-01

  escalade serve
"""


class Commands(TyperGroup):
    """All commands; a failure that concerns the user is shown in one sentence and its remedy."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command; an EscaladeError becomes its message and exit code."""
        try:
            return super().invoke(ctx)
        except EscaladeError as error:
            typer.secho(f"Error: {error.message}", err=True, fg=typer.colors.RED)
            if error.remedy is not None:
                typer.echo(error.remedy, err=True)
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(
    name="escalade",
    cls=Commands,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


@app.callback()
def set_up(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Say on standard error what is being done.")
    ] = False,
) -> None:
    """Set up logging for every command."""
    configure_logging(is_verbose=verbose)


for module in (
    ingesting,
    serving,
    coding,
    exporting,
    correcting,
    storing,
    checking,
    measuring,
):
    module.register(app)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
