"""Every command teaches: help, examples, every option explained, and a line in the README."""

import re
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRACT = (
    *("ingest", "code", "annotate", "explain", "export", "serve", "forget"),
    *("correct change", "correct undo"),
    *("store history", "store vacuum", "store check", "eval", "bench", "check-lexicons"),
)


def list_commands() -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []

    def visit(name: str, command: object) -> None:
        children = getattr(command, "commands", {})
        if not children:
            found.append((name, command))
        for child, inner in children.items():
            visit(f"{name} {child}".strip(), inner)

    visit("", typer.main.get_command(app))
    return found


COMMANDS = list_commands()


def test_every_command_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= {name for name, _ in COMMANDS}


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_command_has_help_with_an_example(name: str, command: object) -> None:
    result = CliRunner().invoke(app, [*name.split(), "--help"])
    assert result.exit_code == 0
    text = command.help or ""  # type: ignore[attr-defined]
    assert len(text.split()) > 8
    assert f"escalade {name}" in " ".join(text.split()), "no example of the command itself"


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_option_says_what_it_does(name: str, command: object) -> None:
    for parameter in command.params:  # type: ignore[attr-defined]
        assert getattr(parameter, "help", None), f"{name}: {parameter.name} has no help"


@pytest.mark.parametrize("name", sorted({name.split()[0] for name, _ in COMMANDS}))
def test_command_is_in_the_table_of_the_readme(name: str) -> None:
    assert re.search(rf"^\| `escalade {name}\b", README, re.MULTILINE)


def test_readme_names_no_command_that_is_not_there() -> None:
    known = {name.split()[0] for name, _ in COMMANDS}
    named = set(re.findall(r"escalade ([a-z][a-z-]+)", README)) - {"and"}
    assert named <= known
