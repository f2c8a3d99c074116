"""A byte stream in, decoded lines of bounded length out, each with its number or its refusal."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.settings import Limits

SKIPPED_CHARACTERS = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end as written. `refusal` says why the line is not usable, else None."""

    number: int
    text: str
    refusal: str | None = None
    remedy: str | None = None


def find_encoding(head: bytes, *, encoding: str | None = None) -> str:
    """First bytes and the user's choice in, codec name out: choice, byte order mark or UTF-8."""
    if encoding is not None:
        return "utf-8-sig" if encoding == "utf-8" else encoding
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def has_undecoded(text: str) -> bool:
    """Whether bytes of `text` were no characters in its encoding (kept as surrogate escapes)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def read_lines(
    stream: io.BufferedReader, *, limits: Limits, encoding: str | None = None
) -> Iterator[Line]:
    """Lines end at a newline only, so that a carriage return inside a text is kept.

    A line over `limits.line_bytes` or with bytes that are no characters comes with a refusal, and
    the next line follows. Raises RefusedSourceError where the stream breaks off.
    """
    codec = find_encoding(stream.peek(4)[:4], encoding=encoding)
    most = limits.line_bytes
    reader = io.TextIOWrapper(stream, encoding=codec, errors="surrogateescape", newline="\n")
    number = 0
    while text := reader.readline(most + 1):
        number += 1
        if len(text) > most and not text.endswith("\n"):
            while (rest := reader.readline(SKIPPED_CHARACTERS)) and not rest.endswith("\n"):
                pass
            yield Line(
                number=number,
                text="",
                refusal=f"the line is longer than {most:,} characters",
                remedy="Put one item on each line, or split the item.",
            )
        elif has_undecoded(text):
            yield Line(
                number=number,
                text="",
                refusal=f"the line holds bytes that are not {codec.removesuffix('-sig').upper()}",
                remedy="Convert the file to UTF-8, or name its encoding: --encoding cp1252.",
            )
        else:
            yield Line(number=number, text=text)
    reader.detach()
