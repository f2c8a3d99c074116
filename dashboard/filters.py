"""What the reader asks to see, as one value, and the same as the query of a URL: both ways.

A value of the URL that is not understood is kept as a `Problem` and said on the page, never
silently dropped. A country, type or actor that the store does not hold is a value like any other:
it finds nothing, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from pipeline.schema.codes import EVENT_TYPES, FACTUALITIES

ROLES = ("either", "actor", "recipient", "both")
STANCES = ("all", "hostile", "cooperative")
LANES = ("actor", "recipient", "dyad", "type", "place")
SEPARATOR = "~"
"""Between several values of one filter in the URL: no actor name or code holds it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks to see. Empty tuples and None ask for everything."""

    actors: tuple[str, ...] = ()
    role: str = "either"
    start: date | None = None
    end: date | None = None
    stance: str = "all"
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    factualities: tuple[str, ...] = ()
    min_confidence: float = 0.0
    text: str = ""
    source: str = ""
    place: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered; the role alone filters nothing."""
        return replace(self, role="either") == Filters()


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the URL that was not understood: its name, its value."""

    name: str
    value: str


KNOWN = {field.name for field in fields(Filters)}
OTHERS = {"lang", "store", "pick", "lanes", "sort", "event", "view", "item"}
OTHERS |= {"left", "right", "shape", "within", "mode", "span", "day", "day2", "first", "second"}
_LISTS = {"types": EVENT_TYPES, "factualities": FACTUALITIES}
_CHOICES = {"role": ROLES, "stance": STANCES}


def parse_query(query: Mapping[str, str]) -> tuple[Filters, tuple[Problem, ...]]:
    """Query of a URL in; filters, and every part that was not understood, out."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, raw in query.items():
        if name in OTHERS or not raw:
            continue
        try:
            values[name] = _parse_value(name, raw, problems)
        except ValueError:
            problems.append(Problem(name, raw))
    start, end = values.get("start"), values.get("end")
    if start and end and start > end:
        problems.append(Problem("start", start.isoformat()))
        del values["start"]
    return Filters(**values), tuple(problems)


def _parse_value(name: str, raw: str, problems: list[Problem]) -> Any:
    """One value of the URL; ValueError when it is not understood."""
    if name not in KNOWN:
        raise ValueError(name)
    if name in _LISTS:
        parts = raw.split(SEPARATOR)
        problems.extend(Problem(name, part) for part in parts if part not in _LISTS[name])
        return tuple(part for part in parts if part in _LISTS[name])
    if name in ("actors", "countries"):
        return tuple(part for part in raw.split(SEPARATOR) if part)
    if name in ("start", "end"):
        return date.fromisoformat(raw)
    if name in _CHOICES:
        if raw not in _CHOICES[name]:
            raise ValueError(raw)
        return raw
    if name == "min_confidence":
        value = float(raw)
        if not 0 <= value <= 1:
            raise ValueError(raw)
        return value
    return raw


def write_query(filters: Filters) -> dict[str, str]:
    """Filters in, the part of the URL that gives them back out; what is not asked is left out."""
    default = asdict(Filters())
    query = {}
    for name, value in asdict(filters).items():
        if value == default[name]:
            continue
        if isinstance(value, tuple):
            query[name] = SEPARATOR.join(value)
        elif isinstance(value, date):
            query[name] = value.isoformat()
        else:
            query[name] = f"{value:g}" if isinstance(value, float) else str(value)
    return query
