"""What an expression says before it is anchored: the `Sense`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sense:
    """An expression's meaning without its anchor.

    `kind`: day, weekday, month, year, decade, century, season, quarter, half, holiday, period
    (a unit counted from an anchor: last week), shift (a point counted from an anchor: three days
    ago), clock (a time or part of a day), night (between two days), duration, set, ref, moment
    (the same day, that time).
    `year` below 100 was written with two digits. `direction`: last, next, this, following,
    previous. `base`: publication, story, or event (the words that follow). `edge`: start, mid, end
    or a half. `count` is the number of units, X where it is vague.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: str | None = None
    offset: int | None = None
    direction: str | None = None
    base: str = "publication"
    part: str | None = None
    clock: str | None = None
    zone: str | None = None
    edge: str | None = None
    value: str | None = None
    holiday: str | None = None
    inner: Sense | None = None
    other: Sense | None = None
    is_vague: bool = False


# ISO letter of a unit, and whether it stands after the T of a duration.
UNITS = {
    "S": ("S", True), "MIN": ("M", True), "H": ("H", True), "D": ("D", False), "W": ("W", False),
    "WE": ("WE", False), "M": ("M", False), "Q": ("Q", False), "HY": ("HY", False),
    "Y": ("Y", False), "DE": ("DE", False), "CE": ("CE", False), "ML": ("ML", False),
}  # fmt: skip

Argument = str | int | float | Sense | None
"""What a capture or a constant of a reading can be."""


def to_int(value: Argument) -> int | None:
    """The integer that an argument writes; `None` for what is absent."""
    return int(value) if isinstance(value, int | float | str) and value != "" else None
