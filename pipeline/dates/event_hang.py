"""Count from an event: «trois jours après l'assassinat», "a day after the vote"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.columns import Column, Days, make_column
from pipeline.dates.context import Context
from pipeline.dates.event_days import find_event_day
from pipeline.dates.known_events import find_known_days
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.resolve import resolve_sense

_EVENT_REACH = 110
_NEIGHBOURS = 40
_STOP = re.compile(r"[,;:!?()\n«»\"“”]|\.(?=\s+[A-ZÀ-Þ«\"]|\s*$)")
_LEAD = re.compile(
    r"\s*(?:après|avant|suivant|after|before|since|following|ahead of|prior to|of)?\s*"
    r"(?:(?:de la|de l['’]|du|des|de|d['’]|les?|la|l['’]|une?|the|an?|his|her|its|their|son|sa|ses"
    r"|leur|cette?|ces?|this|that)\s*\b)*",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_DEMONSTRATIVE = re.compile(
    r"\s*(?:après|avant|de|after|before|of)?\s*(?:ce|cet|cette|ces|this|that|these|those)\b", re.I
)


def event_phrase(text: str, end: int, limit: int) -> tuple[int, int] | None:
    """Span of the event that follows «trois jours après ...», up to the next sign."""
    lead = _LEAD.match(text, end)
    start = lead.end() if lead else end
    stop = _STOP.search(text[start : min(limit, start + 90)])
    last = start + stop.start() if stop else min(limit, start + 90)
    if not _WORD.search(text, start, last):
        return None
    return start, last


def hang_on_event(
    text: str,
    placed: Sequence[Placed],
    number: int,
    columns: Sequence[Column],
    *,
    language: str,
    days: Days,
) -> Column:
    """Count from an event: its date inside the phrase, the day it explains, or its date elsewhere.

    «samedi, trois jours après l'attentat»: the phrase explains Saturday, so the event is three
    days before. «trois jours après ces frappes» counts from the last day told.
    """
    here = placed[number]
    span = event_phrase(text, here.found.end_char, here.bounds[1])
    if span is None:
        return columns[number]
    inside = _dated_inside(placed, number, columns, span)
    if inside is not None:
        told = columns[inside].tolds
        return _count_from(here, columns[number], inside, told, span, language, days)
    beside = _explained_day(text, placed, number, columns)
    if beside is not None and here.found.sense.unit == "D":
        hungs = _explain(here, columns[number], beside, columns[beside].tolds, span, language)
        return make_column(hungs, days)
    index, told = _find_elsewhere(text, placed, number, columns, span, language, days)
    return _count_from(here, columns[number], index, told, span, language, days)


def _find_elsewhere(
    text: str, placed: Sequence[Placed], number: int, columns: Sequence[Column],
    span: tuple[int, int], language: str, days: Days,
) -> tuple[int | None, Days]:  # fmt: skip
    """The event's date elsewhere in the item, a known event's, or the last day told."""
    index = find_event_day(text, placed, columns, number, span, language=language)
    if index is not None:
        return index, columns[index].tolds
    known = find_known_days(text, span, days, language=language)
    if any(day is not None for day in known):
        return None, known
    if _DEMONSTRATIVE.match(text, placed[number].found.end_char):
        index = _last_told(placed, number, columns)
    return index, columns[index].tolds if index is not None else (None,) * len(days)


def _explain(
    here: Placed, column: Column, beside: int, tolds: Days, span: tuple[int, int], language: str
) -> list[Hung]:
    """The day that the phrase explains («samedi, trois jours après ...»), and its event's day."""
    offset = here.found.sense.offset or 0
    is_day = here.found.sense.count is None or language == "en"
    hungs = []
    for hung, told in zip(column.hungs, tolds, strict=True):
        if told is None:
            hungs.append(hung)
            continue
        value = replace(hung.value, start=told, end=told, told=told, anchor="story")
        if is_day:
            value = replace(value, timex_type="DATE", timex_value=told.isoformat())
        hungs.append(Hung(value, beside, span, calendar.add_days(told, -offset)))
    return hungs


def _count_from(
    here: Placed, column: Column, index: int | None, tolds: Days, span: tuple[int, int],
    language: str, days: Days,
) -> Column:  # fmt: skip
    """The readings counted from the event's day, where it has one."""
    sense = replace(here.found.sense, base="story")
    counted: dict[date, Hung] = {}
    hungs = []
    for hung, told in zip(column.hungs, tolds, strict=True):
        if told is None:
            hungs.append(Hung(hung.value, None, span, None))
            continue
        if told not in counted:
            moved = resolve_sense(sense, Context(language, today=told, story=told))
            counted[told] = Hung(moved.anchored("event"), index, span, told)
        hungs.append(counted[told])
    return make_column(hungs, days)


def _dated_inside(
    placed: Sequence[Placed], number: int, columns: Sequence[Column], span: tuple[int, int]
) -> int | None:
    for index in range(number + 1, min(len(placed), number + _NEIGHBOURS)):
        other = placed[index]
        if span[0] <= other.found.start_char < span[1] and columns[index].any_told:
            return index
    return None


def _last_told(placed: Sequence[Placed], number: int, columns: Sequence[Column]) -> int | None:
    for index in range(number - 1, max(-1, number - _NEIGHBOURS), -1):
        is_near = placed[number].sentence - placed[index].sentence <= 4
        if columns[index].any_told and is_near:
            return index
    return None


def _explained_day(
    text: str, placed: Sequence[Placed], number: int, columns: Sequence[Column]
) -> int | None:
    """The main day just before, in the same sentence, that the phrase explains."""
    here = placed[number]
    for index in range(number - 1, max(-1, number - _NEIGHBOURS), -1):
        other = placed[index]
        if other.sentence != here.sentence:
            return None
        between = text[other.found.end_char : here.found.start_char]
        if re.search(r"[.;:!?]", between) or len(between) > _EVENT_REACH:
            return None
        if not other.is_modifier and other.tense != "future" and columns[index].any_told:
            return index
    return None
