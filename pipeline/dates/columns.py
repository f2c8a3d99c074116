"""One expression read on every candidate day of publication at once: a `Column` of readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline.dates.placed import Hung
from pipeline.dates.senses import Sense

Days = tuple[date | None, ...]
"""Candidate days of publication in order; `(None,)` where nothing is known."""
_MAX_READINGS = 1500


@dataclass(slots=True, eq=False)
class Column:
    """The readings of one expression, one for each candidate day, and the days that they tell.

    `is_same` is true where no candidate moves it; `is_told` where it tells a day on all of them,
    `any_told` on some; `is_past` where that day is never after the candidate. The dictionaries
    remember what was worked out from a column, since columns live on from item to item.
    """

    hungs: tuple[Hung, ...]
    tolds: Days
    is_same: bool
    is_told: bool
    any_told: bool
    is_past: bool
    costs: dict[tuple[bool, ...], tuple[int, ...]] = field(default_factory=dict)
    joined: dict[object, object] = field(default_factory=dict)
    ranges: dict[Column, tuple[Column, Column]] = field(default_factory=dict)


def make_column(hungs: Sequence[Hung], days: Days) -> Column:
    """A column of readings; equal neighbours become one object."""
    first = hungs[0]
    if all(one is first or one == first for one in hungs):
        hungs = (first,) * len(days)
        tolds: Days = (first.value.told,) * len(days)
        is_same = True
    else:
        tolds = tuple([one.value.told for one in hungs])
        is_same = False
    is_past = all(
        told is not None and day is not None and told <= day
        for told, day in zip(tolds, days, strict=True)
    )
    any_told = any(told is not None for told in tolds)
    return Column(tuple(hungs), tolds, is_same, None not in tolds, any_told, is_past)


@dataclass(slots=True)
class Memory:
    """Columns and readings that were worked out before, for one sense in one tense."""

    columns: dict[object, Column] = field(default_factory=dict)
    readings: dict[object, Hung] = field(default_factory=dict)
    size: int = 0

    def keep(self, key: object, column: Column) -> Column:
        """Remember a column; a full memory begins anew."""
        self.size += 1 if column.is_same else len(column.hungs)
        if self.size > _MAX_READINGS:
            self.columns.clear()
            self.readings.clear()
            self.size = len(column.hungs)
        self.columns[key] = column
        return column


@lru_cache(maxsize=1024)
def share_memory(
    sense: Sense, tense: str | None, language: str, beside: tuple[Sense, str | None] | None = None
) -> Memory:
    """One memory for all items that say the same in the same tense (`beside` a range's end)."""
    del sense, tense, language, beside
    return Memory()
