"""Documents given in the page, coded by a process of their own: the same `escalade ingest`.

A job is a folder under var/uploads: the files as given, `log.txt` (what the process said), `pid`,
and `code` (its exit code) once it ended. No model is loaded here, nothing is coded here.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.settings import find_project_root, find_var_dir

SUFFIXES = (".txt", ".jsonl", ".json", ".csv", ".tsv", ".parquet", ".html", ".htm", ".pdf", ".docx")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PROGRESS = re.compile(r"\b([\d,]+)/([\d,?]+)\b")
_RUN = """
import subprocess, sys
from pathlib import Path
folder = Path(sys.argv[1])
with (folder / "log.txt").open("ab") as log:
    code = subprocess.call(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT)
(folder / "code").write_text(str(code))
"""
_LOOK_SECONDS = 15
_LOOK = """
import sys
from pypdf import PdfReader
pages = PdfReader(sys.argv[1], strict=False).pages[:20]
letters = sum(len((page.extract_text() or "").strip()) for page in pages)
print("scan" if letters < 25 * len(pages) else "text")
"""


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is: running, done or failed; items done and in all where known; its report."""

    status: str
    done: int | None
    total: int | None
    report: tuple[str, ...]


def save_files(files: Iterable[tuple[str, bytes]]) -> Path:
    """Names and contents in, the folder of a new job that holds them out.

    Each file has a folder of its own: names may be equal, and are the source of what they hold.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    folder = find_var_dir() / "uploads" / stamp
    (folder / "files").mkdir(parents=True)
    for number, (name, content) in enumerate(files, start=1):
        path = folder / "files" / f"{number:03d}" / make_safe_name(name)
        path.parent.mkdir()
        path.write_bytes(content)
    return folder


def drop_scans(folder: Path) -> tuple[str, ...]:
    """Remove the PDF files of a job that hold pictures of pages instead of text; their names out.

    Each is looked at by a process of its own, for a few seconds at most; what it cannot tell is
    left for the coder, which reads with more patience and refuses in its report.
    """
    found = []
    for path in sorted((folder / "files").glob("*/*.pdf")):
        try:
            seen = subprocess.run(
                [sys.executable, "-c", _LOOK, str(path)], capture_output=True, text=True,
                timeout=_LOOK_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            continue
        if seen.returncode == 0 and seen.stdout.strip() == "scan":
            path.unlink()
            found.append(path.name)
    return tuple(found)


def make_safe_name(name: str) -> str:
    """A name from a stranger in, one that is only letters, digits, dot, dash and underscore out."""
    plain = unicodedata.normalize("NFKD", Path(name).name).encode("ascii", "ignore").decode()
    stem, suffix = Path(plain).stem, Path(plain).suffix.lower()
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")[:80] or "document"
    return safe + (suffix if suffix in SUFFIXES else ".txt")


def start_job(folder: Path, store: Path, *, published: str | None, recode: bool = False) -> None:
    """Start coding the files of a job into a store; returns at once."""
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder / "files")]
    command += ["--store", str(store), "--jobs", "1"]
    if published:
        command += ["--published", published]
    if recode:
        command.append("--recode")
    (folder / "code").unlink(missing_ok=True)
    (folder / "log.txt").write_text("", encoding="utf-8")
    environment = os.environ | {"TTY_COMPATIBLE": "1", "COLUMNS": "160", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(folder), *command],
        cwd=find_project_root(),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    (folder / "pid").write_text(str(process.pid), encoding="utf-8")


def read_job(folder: Path) -> JobState:
    """The state of a job. A process that is gone without an exit code has failed."""
    log = folder / "log.txt"
    raw = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    text = _ANSI.sub("", raw).replace("\r", "\n")
    found = _PROGRESS.findall(text)
    done, total = (_read_number(part) for part in found[-1]) if found else (None, None)
    code = folder / "code"
    if code.is_file():
        status = "done" if code.read_text(encoding="utf-8").strip() == "0" else "failed"
    else:
        status = "running" if _is_alive(folder) else "failed"
    lines = tuple(line.strip() for line in text.split("\n") if line.strip())
    kept = tuple(line for line in lines if not _PROGRESS.search(line))
    return JobState(status=status, done=done, total=total, report=kept[-40:])


def _read_number(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() else None


def _is_alive(folder: Path) -> bool:
    try:
        os.kill(int((folder / "pid").read_text(encoding="utf-8")), 0)
    except (OSError, ValueError):
        return False
    return True
