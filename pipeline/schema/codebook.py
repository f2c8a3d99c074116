"""Codebook files in, rows out: the tab-separated tables of data/codebook/ that code reads."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import EscaladeError
from pipeline.settings import find_data_dir


def read_codebook(name: str, *, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Name of a file in data/codebook/ in, one dictionary a row out; empty cells stay "".

    Lines that start with `#` before the header row are the file's description. Raises
    EscaladeError when the file is missing, a column is missing or a row has another width.
    """
    path = find_data_dir() / "codebook" / name
    lines = _read_lines(path)
    header_at = next((n for n, line in enumerate(lines) if not line.startswith("#")), None)
    if header_at is None:
        raise EscaladeError(f"{path} has no header row.", remedy="Restore the file.")
    header = lines[header_at].split("\t")
    if missing := set(columns) - set(header):
        raise EscaladeError(
            f"{path} line {header_at + 1}: columns {sorted(missing)} are missing.",
            remedy=f"The header row must name {', '.join(columns)}.",
        )
    rows = []
    for number, line in enumerate(lines[header_at + 1 :], start=header_at + 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise EscaladeError(
                f"{path} line {number}: {len(cells)} cells where the header has {len(header)}.",
                remedy="Separate cells with one tab each, and leave none out.",
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise EscaladeError(
            f"{path} cannot be read: {error.strerror}.",
            remedy="It is part of the project: restore it from the checkout.",
        ) from error
