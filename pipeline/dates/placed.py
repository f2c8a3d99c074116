"""Records that anchoring passes along: an expression in its place, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.dates.find import Found
from pipeline.dates.signals import Signal
from pipeline.dates.values import Value


@dataclass(frozen=True, slots=True)
class Placed:
    """A found expression with its sentence, the tense around it and the part it plays.

    `bounds` is the span of its sentence; `is_alone` is true where no other expression can move it:
    it hangs on nothing, or on the day of publication only.
    """

    found: Found
    sentence: int
    bounds: tuple[int, int]
    tense: str | None
    signal: Signal | None
    is_modifier: bool
    paragraph: int = 0
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Hung:
    """A value, the expression it hangs on (its index), and the event that it counts from.

    `event_span` is the noun phrase of that event in the text and `event_date` its day, if known.
    """

    value: Value
    index: int | None = None
    event_span: tuple[int, int] | None = None
    event_date: date | None = None
