"""The house: make targets, scripts, locks, sizes of files, and what the page may do by default."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = sorted((ROOT / "scripts").glob("*.sh"))
SOURCES = sorted([*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")])
LOCKS = ("requirements.lock", "requirements-test.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_make_has_its_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert {"env", "run", "test", "lint", "clean"} <= targets


def test_continuous_integration_calls_make_test_alone() -> None:
    lines = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    assert lines == ['cd "$(dirname "$0")/.." && exec make test']
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.parametrize("script", SCRIPTS, ids=[path.name for path in SCRIPTS])
def test_script_is_plain_shell_that_stops_at_an_error(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n# ")
    assert "\nset -eu\n" in text
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_with_hashes_and_names_no_host(name: str) -> None:
    text = read(name)
    assert "://" not in text
    assert "index-url" not in text
    pins = re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE)
    assert len(pins) > 50
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"==999\.", text)


def test_lock_of_the_tests_holds_what_running_needs() -> None:
    pins = {
        name: set(re.findall(r"^([a-z0-9._-]+==\S+)", read(name), re.MULTILINE)) for name in LOCKS
    }
    assert pins["requirements.lock"] <= pins["requirements-test.lock"]


def test_every_dependency_is_in_the_lock() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    locked = {
        re.sub(r"[-_.]+", "-", name)
        for name in re.findall(r"^([a-z0-9._-]+)==", read("requirements.lock"), re.MULTILINE)
    }
    for line in project["dependencies"]:
        name = re.split(r"[<>=!\[;]", line)[0].strip().lower()
        assert re.sub(r"[-_.]+", "-", name) in locked, f"{name} is not in requirements.lock"


def test_page_keeps_to_itself_by_default() -> None:
    settings = tomllib.loads(read(".streamlit/config.toml"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["toolbarMode"] == "minimal"


def test_prints_stay_in_the_command_line() -> None:
    for path in SOURCES:
        if path.parent.name == "commands" or path.name == "cli.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        named = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
        assert "print" not in named, path


def test_no_module_takes_a_name_of_the_standard_library() -> None:
    taken = {path.stem for path in (ROOT / "dashboard").rglob("*.py")} & sys.stdlib_module_names
    assert not taken


def test_every_module_says_what_it_is() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    silent = [
        path for path, text in texts.items() if text and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_fingerprint_follows_code_and_data(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "fingerprint.py"
    for name in ("pipeline/a.py", "data/a.tsv", "requirements.lock", "scripts/fingerprint.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    (tmp_path / "scripts/fingerprint.py").write_text(script.read_text(encoding="utf-8"))

    def take() -> str:
        command = [sys.executable, str(tmp_path / "scripts/fingerprint.py")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    first = take()
    assert take() == first
    (tmp_path / "README.md").write_text("words")
    assert take() == first
    (tmp_path / "data/a.tsv").write_text("two")
    assert take() != first
