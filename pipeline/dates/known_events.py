"""World events whose day is well known: they tell which Friday a text of some January means.

A row of dated_events.tsv never dates anything alone. In an item that gives only its month it
decides between weekdays that are possible anyway; after «trois jours après», it dates the event
that is named there, within a year before publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.dates.columns import Days
from pipeline.dates.placed import Placed
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STOP = re.compile(r"[.!?]\s|\n")
_AFTER = re.compile(r"(?i)\b(?:après|depuis|suite à|after|since|following)\b")
_REACH = 90
_WEEK = 7


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """The day of an event and its words: every group must be met by the beginning of a word."""

    day: date
    groups: tuple[tuple[str, ...], ...]

    def may_be_named(self, lowered: str) -> bool:
        """True when each group has a word somewhere in the text (in lower case): a quick look."""
        return all(any(word in lowered for word in group) for group in self.groups)

    def is_named(self, words: Sequence[str]) -> bool:
        """True when each group meets a word of the sentence (in lower case)."""
        return all(any(word.startswith(group) for word in words) for group in self.groups)


@lru_cache(maxsize=8)
def load_known_events(language: str) -> tuple[KnownEvent, ...]:
    """Read dated_events.tsv of a language, in order of days, once a process."""
    path = find_data_dir() / "lexicons" / language / "dated_events.tsv"
    rows = read_table(path, columns=("day", "words", "example"))
    return tuple(
        KnownEvent(
            date.fromisoformat(row["day"]),
            tuple(tuple(group.split("|")) for group in row["words"].split(" ")),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What known events say of an item: which weekdays they fix, and the latest of their days.

    `fixed` is index of the expression to its day; `background` those of them that come after
    «après», "since": what the item tells as news came later.
    """

    fixed: dict[int, date]
    background: frozenset[int]
    latest: date | None


def find_known(
    text: str, placed: Sequence[Placed], first: date, last: date, *, language: str
) -> Known:
    """Known events of a text, from a week before the first possible day of publication to the last.

    A weekday is fixed where it is the weekday of the one event that its sentence names.
    """
    lowered = text.lower()
    near = [
        event
        for event in load_known_events(language)
        if first - timedelta(_WEEK) <= event.day <= last and event.may_be_named(lowered)
    ]
    if not near:
        return Known({}, frozenset(), None)
    told = [read_words(part) for part in _STOP.split(text)]
    named = [event.day for event in near if any(event.is_named(words) for words in told)]
    found: dict[int, set[date]] = {}
    for number, here in enumerate(placed) if named else ():
        if here.tense == "future":
            continue
        if here.found.sense.base == "event":
            _fix_explained(text, placed, number, near, found)
            continue
        for event in near:
            if _can_be(here, event.day) and event.is_named(_words(text, here.bounds)):
                found.setdefault(number, set()).add(event.day)
    fixed = {number: days.pop() for number, days in found.items() if len(days) == 1}
    background = frozenset(n for n in fixed if _is_background(text, placed[n]))
    return Known(fixed, background, max(named, default=None))


def _can_be(here: Placed, day: date) -> bool:
    """True for a bare weekday that is the day's, or «il y a trois jours», which any day may be."""
    sense = here.found.sense
    if sense.kind == "clock" and sense.inner is not None:
        sense = sense.inner
    if sense.kind == "weekday":
        return sense.direction is None and sense.weekday == day.isoweekday()
    is_ago = sense.kind == "shift" and sense.unit == "D" and sense.base == "publication"
    return is_ago and sense.count is not None and (sense.offset or 0) < -1


def _fix_explained(
    text: str,
    placed: Sequence[Placed],
    number: int,
    near: Sequence[KnownEvent],
    found: dict[int, set[date]],
) -> None:
    """«samedi, au lendemain de l'assassinat»: the event's day and the offset fix the Saturday."""
    here = placed[number]
    sense = here.found.sense
    if number == 0 or sense.unit != "D" or sense.is_vague:
        return
    before = placed[number - 1]
    gap = here.found.start_char - before.found.end_char
    if before.sentence != here.sentence or gap > _REACH or before.is_modifier:
        return
    words = _words(text, (here.found.end_char, here.bounds[1]))
    for event in near:
        day = event.day + timedelta(sense.offset or 0)
        if event.is_named(words) and _can_be(before, day):
            found.setdefault(number - 1, set()).add(day)


def _is_background(text: str, here: Placed) -> bool:
    start = max(here.bounds[0], here.found.start_char - _REACH)
    return _AFTER.search(text, start, here.found.start_char) is not None


def find_known_days(text: str, span: tuple[int, int], days: Days, *, language: str) -> Days:
    """The day of the one known event named in `span`, in the year before each candidate day."""
    words = _words(text, span)
    named = {event.day for event in load_known_events(language) if event.is_named(words)}
    found: list[date | None] = []
    for today in days:
        near = {day for day in named if today and today - timedelta(366) <= day <= today}
        found.append(near.pop() if len(near) == 1 else None)
    return tuple(found)


def read_words(text: str) -> list[str]:
    """Words in lower case; one with hyphens («al-Assad») whole and in its parts."""
    words = [word.lower() for word in _WORD.findall(text)]
    return words + [part for word in words if "-" in word for part in word.split("-")]


def _words(text: str, span: tuple[int, int]) -> list[str]:
    return read_words(text[span[0] : span[1]])
