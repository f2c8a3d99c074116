"""Commands on files: what they write, how they fail, what they say."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline.commands.coding
import pipeline.commands.shared
from pipeline.cli import app
from pipeline.errors import EscaladeError, StoreError, UsageError
from pipeline.run.shard import Outcome, set_aside
from pipeline.schema.records import Item
from tests.unit.coders import code_by_text

RUNNER = CliRunner()


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code without models, in this process: items that say `fail` are set aside."""

    def code(items: Iterable[Item]) -> Iterator[Outcome]:
        for item in items:
            if item.text == "fail":
                yield set_aside(item, "coding it failed: no such word")
            else:
                yield from code_by_text([item])

    def choose(**options: object) -> Callable[[Iterable[Item]], Iterator[Outcome]]:
        return code

    monkeypatch.setattr(pipeline.commands.coding, "choose_engine", choose)


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.usefixtures("light")
def test_code_writes_rows_and_issues_beside_them(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "un"}\n{broken\n{"item_id": "x", "text": "fail"}\n')
    output = tmp_path / "rows.jsonl"
    result = RUNNER.invoke(app, ["code", str(source), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert read_lines(output) == []
    issues = read_lines(tmp_path / "rows.issues.jsonl")
    assert [(issue["stage"], issue["line"]) for issue in issues] == [("ingest", 2), ("run", None)]
    assert issues[1]["item_id"] == "x"
    assert all(issue["what"] for issue in issues)
    assert "2 issues" in result.stderr
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("light")
def test_annotate_gives_a_line_to_an_item_without_mentions(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"item_id": "7", "text": "un"}\n')
    output = tmp_path / "mentions.jsonl"
    result = RUNNER.invoke(app, ["annotate", str(source), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert read_lines(output) == [{"item_id": "7", "mentions": []}]


@pytest.mark.usefixtures("light")
def test_standard_output_carries_rows_alone(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("date 2020-01 Bonjour.")
    result = RUNNER.invoke(app, ["annotate", str(source), "-o", "-"])
    assert result.exit_code == 0
    assert [json.loads(line)["mentions"] for line in result.stdout.splitlines()] == [[]]


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["code", "absent.txt", "-o", "rows.jsonl"], "absent.txt does not exist"),
        (["code", "a.txt", "-o", "no/such/folder/rows.jsonl"], "cannot be written"),
        (["code", "a.txt", "-o", "r.jsonl", "--published", "hier"], "--published 2020-01"),
        (["code", "a.txt", "-o", "r.jsonl", "--map", "text"], "FIELD=NAME"),
        (["code", "a.txt", "-o", "r.jsonl", "--map", "txt=body"], "no field named 'txt'"),
        (["code", "a.txt", "-o", "r.jsonl", "--encoding", "klingon"], "no encoding"),
        (["export", "-o", "e.csv", "--store", "nowhere"], "escalade ingest"),
        (["export", "-o", "e.csv", "--from", "demain"], "--from 2020-01-06"),
        (["store", "history", "--store", "nowhere"], "There is no store"),
    ],
)
def test_failure_is_one_sentence_and_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Bonjour.")
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code in {1, 2, 3}
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert result.stderr.startswith("Error: ")


def test_failed_run_leaves_the_older_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose(**options: object) -> Callable[[Iterable[Item]], Iterator[Outcome]]:
        def stop(items: Iterable[Item]) -> Iterator[Outcome]:
            raise EscaladeError("The models are not there.", remedy="Run make env.")

        return stop

    monkeypatch.setattr(pipeline.commands.coding, "choose_engine", choose)
    (tmp_path / "a.txt").write_text("Bonjour.")
    output = tmp_path / "rows.jsonl"
    output.write_text("older\n")
    result = RUNNER.invoke(app, ["code", str(tmp_path / "a.txt"), "-o", str(output)])
    assert result.exit_code == 1
    assert "Run make env." in result.stderr
    assert output.read_text() == "older\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "rows.jsonl"]


def test_unknown_engine_is_a_wrong_request() -> None:
    with pytest.raises(UsageError, match="abacus"):
        pipeline.commands.shared.choose_engine(engine="abacus", master="", jobs=None, num_records=1)


def test_exit_codes_tell_failures_apart() -> None:
    codes = {kind: kind("x").exit_code for kind in (EscaladeError, UsageError, StoreError)}
    assert codes == {EscaladeError: 1, UsageError: 2, StoreError: 3}


def test_help_loads_no_model_and_no_table_library() -> None:
    import subprocess

    code = (
        "import sys, pipeline.cli; heavy = ('spacy', 'pandas', 'pyarrow', 'streamlit'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_store_on_object_storage_is_refused_with_a_reason() -> None:
    result = RUNNER.invoke(app, ["store", "history", "--store", "s3://bucket/store"])
    assert result.exit_code == 2
    assert "Object storage is not supported" in " ".join(result.output.split())
