"""`check-lexicons`: the data files, looked over before a commit."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.settings import find_data_dir


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("check-lexicons")(check_lexicons)


def check_lexicons(
    fix: Annotated[
        bool, typer.Option("--fix", help="Sort the rows, drop repeats, renew the checksums.")
    ] = False,
) -> None:
    """Check the words, names and codes in data/, and say what is wrong in which line.

    [bold]Examples[/bold]

      escalade check-lexicons

      escalade check-lexicons --fix
    """
    from pipeline.actions.lexicon import load_action_lexicon
    from pipeline.language.identify import CODED_LANGUAGES
    from pipeline.lexicon.check import check_files, fix_files

    data_dir = find_data_dir()
    if fix:
        for path in fix_files(data_dir):
            typer.echo(f"{path}: mended")
    findings = check_files(data_dir)
    for finding in findings:
        typer.echo(finding.describe(), err=True)
    if findings:
        typer.echo(f"{len(findings)} things to mend.", err=True)
        raise typer.Exit(1)
    for language in CODED_LANGUAGES:
        load_action_lexicon(language)
    typer.echo("All files are in order.")
