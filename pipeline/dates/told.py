"""The days that a text has told so far, and which of them an anaphor hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.dates.columns import Column, Days
from pipeline.dates.placed import Placed

REMEMBERED = 12
"""How many of the latest told days an anaphor can reach."""
_CLOCK_REACH = 5


@dataclass(slots=True)
class Told:
    """A day that was told: the index of its expression, its place, whether it modifies a noun."""

    index: int
    sentence: int
    paragraph: int
    column: Column
    is_modifier: bool


@dataclass(frozen=True, slots=True)
class Anchors:
    """What an expression hangs on for each candidate day: the index of another, and its day."""

    indices: tuple[int | None, ...]
    days: Days


@dataclass(slots=True)
class Story:
    """What was told so far, and the first main day of the item."""

    told: list[Told] = field(default_factory=list)
    lead: Told | None = None

    def tell(self, index: int, here: Placed, column: Column) -> None:
        """Remember a day; only the latest ones are kept."""
        row = Told(index, here.sentence, here.paragraph, column, here.is_modifier)
        self.told.append(row)
        if self.lead is None and not here.is_modifier:
            self.lead = row
        if len(self.told) > REMEMBERED:
            del self.told[0]

    def latest(self, here: Placed, days: Days) -> Anchors:
        """What «la veille» hangs on: nearest sentence first, main dates before modifiers.

        A date that only modifies a noun reaches no further than its paragraph.
        """
        rows = [row for row in self.told if not row.is_modifier or row.paragraph == here.paragraph]
        is_limited = here.tense == "past" and days[0] is not None
        first = _choose(rows)
        if first is None or (first.column.is_past if is_limited else first.column.is_told):
            return _anchor_all(first, days)
        indices: list[int | None] = []
        told: list[date | None] = []
        for place, today in enumerate(days):
            near = [row for row in rows if row.column.tolds[place] is not None]
            if is_limited and today is not None:
                near = [row for row in near if (row.column.tolds[place] or today) <= today] or near
            row = _choose(near)
            indices.append(row.index if row else None)
            told.append(row.column.tolds[place] if row else None)
        return Anchors(tuple(indices), tuple(told))

    def day_of_time(self, here: Placed, days: Days) -> Anchors:
        """What «à 18 heures», «en soirée» hang on: a day of the paragraph, else the item's lead."""
        rows = [row for row in self.told if here.sentence - row.sentence <= _CLOCK_REACH]
        own = [row for row in rows if row.paragraph == here.paragraph]
        main = [row for row in own if not row.is_modifier] or own
        return _anchor_all(main[-1] if main else self.lead if rows else None, days)


def _choose(rows: Sequence[Told]) -> Told | None:
    if not rows:
        return None
    nearest = [row for row in rows if row.sentence == rows[-1].sentence]
    main = [row for row in nearest if not row.is_modifier] or nearest
    return main[-1]


def _anchor_all(row: Told | None, days: Days) -> Anchors:
    if row is None:
        return Anchors((None,) * len(days), (None,) * len(days))
    return Anchors((row.index,) * len(days), row.column.tolds)
