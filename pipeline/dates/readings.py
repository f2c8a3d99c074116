"""Run the reading column of a pattern: calls of named readers on the captures of a match."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dates import date_readers, time_readers
from pipeline.dates.senses import Argument, Sense
from pipeline.errors import EscaladeError

_CALL = re.compile(r"(\w+)(?:\(([^()]*)\))?")
_READERS: dict[str, Callable[..., Sense | None]] = {
    name.removeprefix("read_"): function
    for module in (date_readers, time_readers)
    for name, function in vars(module).items()
    if name.startswith("read_")
}


@dataclass(frozen=True, slots=True)
class Call:
    """One reader and its arguments: each a capture's name (`is_capture`) or a constant."""

    reader: str
    arguments: tuple[tuple[str | None, Argument, bool], ...]


@lru_cache(maxsize=4096)
def parse_reading(text: str) -> tuple[tuple[Call, ...], str | None]:
    """A reading column to one call for each reported span, and its mark: range, list or none."""
    calls: list[Call] = []
    mark: str | None = None
    for found in _CALL.finditer(text.replace("'", "")):
        name = found[1]
        if found[2] is None and name in ("range", "list"):
            mark = name
            continue
        if name not in _READERS:
            raise EscaladeError(
                f"no reading is named '{name}' in '{text}'",
                remedy=f"Known: {', '.join(sorted(_READERS))}.",
            )
        listed = [a.strip() for a in (found[2] or "").split(",") if a.strip()]
        calls.append(Call(name, tuple(_parse_argument(argument) for argument in listed)))
    return tuple(calls), mark


def _parse_argument(argument: str) -> tuple[str | None, Argument, bool]:
    """(keyword or none, capture name or constant, whether it is a capture)."""
    name, equals, value = argument.rpartition("=")
    keyword = name if equals else None
    if value == "-":
        return keyword, None, False
    if re.fullmatch(r"[+-]?\d+", value):
        return keyword, int(value), False
    if re.fullmatch(r"\d+\.\d+", value):
        return keyword, float(value), False
    return keyword, value, bool(re.fullmatch(r"[a-z]\d?", value))


def build_sense(call: Call, captures: dict[str, Argument]) -> Sense | None:
    """Run a reading on the captures of a match; `None` when the values make no date."""
    positional: list[Argument] = []
    named: dict[str, Argument] = {}
    for keyword, value, is_capture in call.arguments:
        if is_capture:
            value = captures.get(str(value))
        if keyword is None:
            positional.append(value)
        else:
            named[keyword] = value
    return _READERS[call.reader](*positional, **named)
