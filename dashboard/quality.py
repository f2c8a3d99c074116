"""The figures of docs/quality.md as tables: how good the rows are, in all and by type of event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.settings import find_project_root

OVERALL, BY_TYPE = "share of matched rows", "event type"
"""What stands above the first column of each table."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of a table, as they stand in the document."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def find_table(text: str, first: str) -> Table | None:
    """A document and the first heading of a table in, that table out; None without it."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        cells = _cut(line)
        is_head = at + 1 < len(lines) and lines[at + 1].startswith("|---")
        if not is_head or not cells or cells[0] != first:
            continue
        rows = []
        for other in lines[at + 2 :]:
            found = _cut(other)
            if len(found) != len(cells):
                break
            rows.append(found)
        return Table(cells, tuple(rows))
    return None


@cache
def read_quality(first: str) -> Table | None:
    """A table of the document; None where the document is not installed."""
    path: Path = find_project_root() / "docs" / "quality.md"
    return find_table(path.read_text(encoding="utf-8"), first) if path.is_file() else None


def _cut(line: str) -> tuple[str, ...]:
    if not line.startswith("|"):
        return ()
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
