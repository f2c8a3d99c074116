"""The day that a text gives itself: a dateline, or a dated «aujourd'hui», «hier», «ce mardi»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.dates.calendar import add_days
from pipeline.dates.placed import Placed
from pipeline.dates.story import resolve_all
from pipeline.schema.edtf import EdtfDate

_DATELINE_REACH = 160
_DATELINE_BEFORE = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][\w'’.-]*|[\s,/()–—|-]|\b(?:le|la|de|du|des|en|et|of|on|and|the)\b)*"
)
_DATELINE_AFTER = re.compile(
    r"\s*(?:\([^()\n]{1,40}\)|/[A-Z][\w ]{1,20}/)?\s*(?:[–—:|-]|\.\s*[–—-]|\n|$|\()"
)


def find_said_day(
    text: str, placed: Sequence[Placed], published: EdtfDate | None, *, language: str
) -> tuple[date, str, str] | None:
    """A dateline or a dated «aujourd'hui», «hier», «ce mardi»: day, rule and reason."""
    length = len(text.rstrip())
    for number, here in enumerate(placed):
        found = here.found
        sense = found.sense
        if sense.kind != "day" or sense.month is None:
            continue
        quoted = text[found.start_char : found.end_char]
        offset = sense.offset
        if offset is not None and not (here.tense == "future" and offset == 0):
            day = _said_day(text, placed, number, published, language)
            day = add_days(day, -offset) if day else None
            if day is not None and _allows(published, day):
                return day, "dated_word", f"the text dates its own day: «{quoted}»"
        is_edge = found.start_char <= _DATELINE_REACH or found.end_char >= length - 1
        if is_edge and _is_dateline(text, found.start_char, found.end_char):
            day = _said_day(text, placed, number, published, language)
            if day is not None and _allows(published, day):
                return day, "dateline", f"the text is dated «{quoted}»"
    return None


def _said_day(
    text: str, placed: Sequence[Placed], number: int, published: EdtfDate | None, language: str
) -> date | None:
    """The calendar day of an expression, its year from the given month where it names none."""
    near = published.end if published is not None else None
    columns = resolve_all(text, [placed[number]], language=language, days=(near,))
    return columns[0].tolds[0]


def _is_dateline(text: str, start: int, end: int) -> bool:
    """True for a day that opens (or, on a line of its own, closes) the text after a place."""
    line = text.rfind("\n", 0, start) + 1
    if start > _DATELINE_REACH and line == 0:
        return False
    if start - line > 90 or not _DATELINE_BEFORE.fullmatch(text, line, start):
        return False
    return bool(_DATELINE_AFTER.match(text, end))


def _allows(published: EdtfDate | None, day: date) -> bool:
    if published is None or published.start is None or published.end is None:
        return True
    if published.days and day not in published.days:
        return False
    return published.start <= day <= published.end
