"""The days that a text has told so far, and which of them an anaphor hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
    day: date
    is_modifier: bool


@dataclass(slots=True)
class Story:
    """What was told so far, and the first main day of the item."""

    told: list[Told] = field(default_factory=list)
    lead: Told | None = None

    def tell(self, index: int, here: Placed, day: date) -> None:
        """Remember a day; only the latest ones are kept."""
        row = Told(index, here.sentence, here.paragraph, day, here.is_modifier)
        self.told.append(row)
        if self.lead is None and not here.is_modifier:
            self.lead = row
        if len(self.told) > REMEMBERED:
            del self.told[0]

    def latest(self, here: Placed, today: date | None) -> Told | None:
        """What «la veille» hangs on: nearest sentence first, main dates before modifiers.

        A date that only modifies a noun reaches no further than its paragraph.
        """
        rows = [row for row in self.told if not row.is_modifier or row.paragraph == here.paragraph]
        if here.tense == "past" and today is not None:
            rows = [row for row in rows if row.day <= today] or rows
        if not rows:
            return None
        nearest = [row for row in rows if row.sentence == rows[-1].sentence]
        main = [row for row in nearest if not row.is_modifier] or nearest
        return main[-1]

    def day_of_time(self, here: Placed) -> Told | None:
        """What «à 18 heures», «en soirée» hang on: a day of the paragraph, else the item's lead."""
        rows = [row for row in self.told if here.sentence - row.sentence <= _CLOCK_REACH]
        own = [row for row in rows if row.paragraph == here.paragraph]
        main = [row for row in own if not row.is_modifier] or own
        return main[-1] if main else self.lead if rows else None
