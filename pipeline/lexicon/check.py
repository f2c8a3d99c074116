"""The TSV files of data/ checked and mended: their form, their order, their checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import read_table

HEADER_KEYS = ("title", "source", "licence", "editor", "date", "known problems")
ORDER_KEY = "order"
BEGIN = "<!-- files: kept by escalade check-lexicons --fix -->"
END = "<!-- end of files -->"
REMEDY_FIX = "Run escalade check-lexicons --fix."
FILES_TABLE = "files.tsv"
FILES_COLUMNS = ("file", "source", "licence", "date")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one file. `line` counts from 1, None when it is about the whole."""

    path: Path
    line: int | None
    what: str
    remedy: str

    def describe(self) -> str:
        """The finding as one sentence with its remedy."""
        place = f"{self.path} line {self.line}" if self.line is not None else f"{self.path}"
        return f"{place}: {self.what}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class _Table:
    comments: tuple[str, ...]
    header: str
    rows: tuple[str, ...]

    @property
    def keys(self) -> dict[str, str]:
        """What the comment lines say: `title: ...` under `title`."""
        pairs = (line.lstrip("# ").partition(":") for line in self.comments)
        return {key.strip().lower(): value.strip() for key, _, value in pairs}


def check_files(data_dir: Path) -> list[Finding]:
    """The data folder in, everything wrong with the form of its files out."""
    findings = [
        finding for path in sorted(data_dir.rglob("*.tsv")) for finding in _check_file(path)
    ]
    readme = data_dir / "README.md"
    if not findings and _read(readme) != _write_readme(data_dir):
        what = "the table of files and checksums is not up to date"
        findings.append(Finding(readme, None, what, REMEDY_FIX))
    return findings


def fix_files(data_dir: Path) -> list[Path]:
    """Sort the rows of every file, drop repeats, renew the checksums; the changed files out.

    What needs a person's judgement (a row of the wrong width) is left as it is. A file whose
    comment lines have `order:` keeps its order.
    """
    changed = []
    for path in sorted(data_dir.rglob("*.tsv")):
        text = _read(path)
        mended = _mend(text)
        if mended != text:
            path.write_text(mended, encoding="utf-8", newline="\n")
            changed.append(path)
    readme = data_dir / "README.md"
    text = _write_readme(data_dir)
    if _read(readme) != text:
        readme.write_text(text, encoding="utf-8", newline="\n")
        changed.append(readme)
    return changed


def list_checksums(data_dir: Path) -> dict[str, str]:
    """Path under data/ -> SHA-256 of every file but the descriptions."""
    return {
        path.relative_to(data_dir).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data_dir.rglob("*"))
        if path.is_file() and path.name != "README.md" and not path.name.startswith(".")
    }


def _check_file(path: Path) -> Iterator[Finding]:
    text = _read(path)
    table = _split(text)
    for key in HEADER_KEYS:
        if key not in table.keys:
            yield Finding(path, 1, f"no line `# {key}: ...` at the top", "Say it there.")
    width = len(table.header.split("\t"))
    first = len(table.comments) + 2
    for line, row in enumerate(table.rows, start=first):
        if (cells := len(row.split("\t"))) != width:
            yield Finding(
                path, line, f"{cells} cells, the header has {width}", "One tab between cells."
            )
    if _mend(text) != text:
        yield Finding(path, None, "is not sorted, or has repeated rows or other ends", REMEDY_FIX)


def _split(text: str) -> _Table:
    lines = [line.rstrip("\r") for line in text.split("\n")]
    comments = tuple(line for line in lines if line.startswith("#"))
    rest = [line for line in lines if line.strip() and not line.startswith("#")]
    return _Table(comments=comments, header=rest[0] if rest else "", rows=tuple(rest[1:]))


def _mend(text: str) -> str:
    table = _split(text)
    rows = list(dict.fromkeys(table.rows))
    if ORDER_KEY not in table.keys:
        rows.sort(key=lambda row: row.split("\t"))
    return "\n".join([*table.comments, table.header, *rows]) + "\n"


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise EscaladeError(
            f"{path} is not UTF-8 at byte {error.start}.", remedy="Save it as UTF-8."
        ) from None


def _write_readme(data_dir: Path) -> str:
    """The description of the data folder with its table of files renewed."""
    text = _read(data_dir / "README.md")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise EscaladeError(
            f"{data_dir / 'README.md'} has no place for the table of files.",
            remedy=f"Put the lines {BEGIN} and {END} where it belongs.",
        )
    return before + BEGIN + "\n" + "\n".join(_list_rows(data_dir)) + "\n" + END + after


def _list_rows(data_dir: Path) -> Iterator[str]:
    others = {row["file"]: row for row in read_table(data_dir / FILES_TABLE, columns=FILES_COLUMNS)}
    yield "| file | source | licence | date | SHA-256 |"
    yield "|---|---|---|---|---|"
    for name, checksum in list_checksums(data_dir).items():
        if name in others:
            source, licence, date = (others[name][key] for key in FILES_COLUMNS[1:])
        elif name.endswith(".tsv"):
            keys = _split(_read(data_dir / name)).keys
            source, licence, date = (keys.get(key, "") for key in FILES_COLUMNS[1:])
        else:
            raise EscaladeError(
                f"data/{name} has neither a header of its own nor a row in data/{FILES_TABLE}.",
                remedy=f"Add its source, licence and date to data/{FILES_TABLE}.",
            )
        cells = [text.replace("|", "\\|") for text in (source, licence, date)]
        yield f"| `{name}` | {' | '.join(cells)} | `{checksum}` |"
