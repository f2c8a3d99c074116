"""Paths in, the sources to read out: which files, of which kind, opened within bounds."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import UsageError
from pipeline.settings import MEGABYTE, Limits

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
KIND_NAMES = tuple(sorted(set(KINDS.values())))
PASSED_OVER = (".", "_", "README", "LICENSE", "LICENCE")
SNIFFED_BYTES = 4096
FREE_BYTES = 16 * MEGABYTE


class RefusedSourceError(Exception):
    """A file, or the rest of it, that is not read; the message is the reason."""

    def __init__(
        self, what: str, *, expected: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Source:
    """One file or standard input. `kind` is None until its first bytes are seen."""

    name: str
    path: Path | None
    kind: str | None
    is_gzip: bool = False


def find_sources(paths: Sequence[str | Path], *, kind: str | None = None) -> list[Source]:
    """Files, folders and `-` in, sources in a stable order out.

    Folders are walked in alphabetical order; names that begin with `.` or `_`, and files that
    describe a folder (README, LICENSE), are passed over.
    Raises UsageError for a path that does not exist.
    """
    sources: list[Source] = []
    for given in paths:
        if str(given) == "-":
            sources.append(Source(name="-", path=None, kind=kind))
            continue
        path = Path(given)
        if path.is_dir():
            sources += [_describe(found, kind) for found in sorted(_walk(path))]
        elif path.exists():
            sources.append(_describe(path, kind))
        else:
            raise UsageError(
                f"{path} does not exist.",
                remedy="Name a file, a folder, or - for standard input.",
            )
    return sources


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        yield from (Path(parent, name) for name in names if not name.startswith(PASSED_OVER))


def _describe(path: Path, kind: str | None) -> Source:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    is_gzip = bool(suffixes) and suffixes[-1] == ".gz"
    if is_gzip:
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    return Source(name=str(path), path=path, kind=kind or KINDS.get(suffix), is_gzip=is_gzip)


@contextmanager
def open_source(
    source: Source, *, limits: Limits, stdin: BinaryIO | None = None
) -> Iterator[io.BufferedReader]:
    """A source in, its unpacked bytes out, as a buffered stream that stops at the limits.

    Raises RefusedSourceError for what is no regular file, cannot be opened, or unpacks beyond
    `limits`.
    """
    if source.path is None:
        stream = sys.stdin.buffer if stdin is None else stdin
        yield io.BufferedReader(_Bounded(stream, most=limits.unpacked_bytes))
        return
    if not source.path.is_file():
        raise RefusedSourceError("is not a regular file", remedy="Name a file or a folder.")
    try:
        raw = source.path.open("rb")
        size = source.path.stat().st_size
    except OSError as error:
        raise RefusedSourceError(
            f"cannot be opened: {error.strerror}", remedy="Check that you may read it."
        ) from error
    with raw:
        if not (source.is_gzip or raw.peek(2)[:2] == b"\x1f\x8b"):
            yield raw
            return
        most = min(limits.unpacked_bytes, FREE_BYTES + size * limits.unpacked_ratio)
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield io.BufferedReader(_Bounded(unpacked, most=most))


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than `most` bytes, and says why it broke off."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, *, most: int) -> None:
        self._stream = stream
        self._left = most
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._stream.read(len(view))
        except EOFError as error:
            raise RefusedSourceError(
                "the compressed file ends in the middle",
                remedy="Fetch or compress it again; what came before was read.",
            ) from error
        except (OSError, ValueError, zlib.error) as error:
            raise RefusedSourceError(
                f"cannot be unpacked: {error}", remedy="Test it with gzip -t and fetch it again."
            ) from error
        if len(data) > self._left:
            raise RefusedSourceError(
                f"unpacks to more than {self._most:,} bytes, far more than its size explains",
                remedy="Unpack it yourself if you trust it, and name the unpacked file.",
            )
        self._left -= len(data)
        view[: len(data)] = data
        return len(data)


def read_whole(stream: io.BufferedReader, *, limits: Limits) -> bytes:
    """A stream of one item in, its bytes out; RefusedSourceError when over `file_bytes`."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise RefusedSourceError(
            f"is larger than {limits.file_bytes:,} bytes, the most for one item",
            remedy="Split it into items: one file each, or one JSONL line each.",
        )
    return data


def sniff_kind(head: bytes) -> str:
    """The first bytes of a file in, its kind out; RefusedSourceError for pictures and the like."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in head or b"[Content_Types].xml" in head:
            return "docx"
        raise RefusedSourceError("is a ZIP archive", remedy="Unpack it and name the folder.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--")):
        return "html"
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"[{", b"[\n")) or start == b"[]":
        return "json"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedSourceError(
            "is neither text nor a kind of file that is read",
            expected="one of " + ", ".join(KINDS),
        )
    return "text"
