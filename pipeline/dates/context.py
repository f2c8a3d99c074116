"""What an expression can hang on, and what hangs on nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.dates.senses import Sense


@dataclass(slots=True)
class Context:
    """What an expression can hang on.

    `today` is the day of publication (or one candidate for it), `story` the day that the text has
    reached, `year` a year that the text has named just before, `tense` past or future.
    """

    language: str
    today: date | None = None
    story: date | None = None
    year: int | None = None
    tense: str | None = None

    @property
    def story_day(self) -> date | None:
        """The story's day, or the day of publication where nothing was told yet."""
        return self.story or self.today


def is_fixed(sense: Sense) -> bool:
    """True when a sense is worth the same whatever it hangs on: an explicit date, a duration."""
    if sense.kind in ("duration", "set", "ref", "century"):
        return True
    is_named = sense.year is not None and sense.year >= 100
    return is_named and sense.kind in (
        "day",
        "month",
        "year",
        "decade",
        "season",
        "quarter",
        "half",
    )


def hangs_on_publication(sense: Sense) -> bool:
    """True when only the day of publication moves a sense, not what the text told before it."""
    if sense.direction in ("following", "previous") or sense.base != "publication":
        return False
    if sense.inner is not None and not hangs_on_publication(sense.inner):
        return False
    if sense.other is not None and not hangs_on_publication(sense.other):
        return False
    return sense.kind != "moment" and not (sense.kind == "day" and sense.month is None)


def full_year(year: int, context: Context) -> int:
    """A year of four digits; two digits are the nearest such year not over ten years ahead."""
    if year >= 100:
        return year
    now = context.today.year if context.today else 2020
    century = now // 100 * 100
    found = century + year
    return found if found <= now + 10 else found - 100
