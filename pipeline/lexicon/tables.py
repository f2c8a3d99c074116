"""One TSV file to rows: comment lines, a header, tab-separated cells, no quoting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EscaladeError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a lexicon: its cells by column, and where it stands."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str | None:
        """The cell's text, or None when the column is absent or the cell is empty."""
        return self.cells.get(column) or None

    @property
    def where(self) -> str:
        return f"{self.path.name} line {self.line}"


def iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a lexicon without its comment and blank lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise EscaladeError(
            f"{path}: the lexicon is not there.",
            remedy="Restore it from the repository, or set ESCALADE_DATA to its folder.",
        ) from error
    except UnicodeDecodeError as error:
        raise EscaladeError(
            f"{path}: not UTF-8 at byte {error.start}.", remedy="Save the file as UTF-8."
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if line.strip() and not line.startswith("#"):
            yield number, line


def read_table(path: Path, *, columns: Sequence[str]) -> tuple[Row, ...]:
    """Rows of a TSV file whose header has at least ``columns``.

    Raises EscaladeError with file and line when a column is missing or a row has the wrong width.
    """
    lines = iter_lines(path)
    first = next(lines, None)
    if first is None:
        raise EscaladeError(f"{path}: no header row.", remedy=f"Expected: {', '.join(columns)}.")
    header = first[1].split("\t")
    missing = [name for name in columns if name not in header]
    if missing:
        raise EscaladeError(
            f"{path} line {first[0]}: no column {', '.join(missing)}.",
            remedy=f"The header row needs the columns {', '.join(columns)}.",
        )
    rows = []
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(header):
            raise EscaladeError(
                f"{path} line {number}: {len(cells)} cells, the header has {len(header)}.",
                remedy="Separate the cells with one tab each; leave empty what is not said.",
            )
        named = {n: c.strip() for n, c in zip(header, cells, strict=True)}
        rows.append(Row(named, path, number))
    return tuple(rows)
