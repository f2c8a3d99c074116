"""The two files of a run, rows and issues: opened together, named only when the run ended well."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline.commands.shared import make_console
from pipeline.errors import EscaladeError

if TYPE_CHECKING:
    from pipeline.schema.records import Issue


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
        write_line(self._file, asdict(issue))


@contextmanager
def write_outputs(output: str) -> Iterator[tuple[TextIO, IssueLog]]:
    """Open FILE and FILE.issues.jsonl; they get their names only when the run has ended well."""
    if output == "-":
        yield sys.stdout, IssueLog(sys.stderr)
        return
    target = Path(output)
    pairs = [(path, path.with_name(path.name + ".part")) for path in (target, name_log(target))]
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


def name_log(target: Path) -> Path:
    stem = target.stem if target.suffix == ".jsonl" else target.name
    return target.with_name(f"{stem}.issues.jsonl")


def write_line(file: TextIO, row: dict[str, object]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def report_run(count: int, what: str, output: str, issues: IssueLog) -> None:
    console = make_console()
    if output != "-":
        console.print(f"{count:,} {what} written to {output}", markup=False)
    if number := issues.stages.total():
        stages = ", ".join(f"{stage} {n:,}" for stage, n in sorted(issues.stages.items()))
        place = "above" if output == "-" else f"in {name_log(Path(output))}"
        console.print(f"{number:,} issues ({stages}): see {place}", markup=False)


def describe_issue(issue: Issue) -> str:
    place = f"{issue.path} line {issue.line}" if issue.line is not None else f"{issue.path}"
    parts = [f"{place}: {issue.what}."]
    if issue.expected is not None:
        parts.append(f"Expected {issue.expected}.")
    if issue.remedy is not None:
        parts.append(issue.remedy)
    return " ".join(parts)
