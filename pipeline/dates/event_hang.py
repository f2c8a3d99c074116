"""Count from an event: «trois jours après l'assassinat», "a day after the vote"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.context import Context
from pipeline.dates.event_days import find_event_day
from pipeline.dates.known_events import find_known_day
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.resolve import resolve_sense
from pipeline.dates.values import Value

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
    hung: Sequence[Hung],
    *,
    language: str,
    today: date | None,
) -> Hung:
    """Count from an event: its date inside the phrase, the day it explains, or its date elsewhere.

    «samedi, trois jours après l'attentat»: the phrase explains Saturday, so the event is three
    days before. «trois jours après ces frappes» counts from the last day told.
    """
    here = placed[number]
    value, offset = hung[number].value, here.found.sense.offset or 0
    span = event_phrase(text, here.found.end_char, here.bounds[1])
    if span is None:
        return hung[number]
    inside = _dated_inside(placed, number, hung, span)
    if inside is not None:
        return _count_from(here, value, inside, hung[inside].value.told, span, language)
    beside = _explained_day(text, placed, number, hung)
    told = hung[beside].value.told if beside is not None else None
    if beside is not None and told is not None and here.found.sense.unit == "D":
        event = calendar.add_days(told, -offset)
        explained = replace(value, start=told, end=told, told=told, anchor="story")
        if here.found.sense.count is None or language == "en":
            explained = replace(explained, timex_type="DATE", timex_value=told.isoformat())
        return Hung(explained, beside, span, event)
    index, day = find_event_day(text, placed, hung, number, span, language=language)
    if day is None and today is not None:
        day = find_known_day(text, span, today, language=language)
    if day is None and _DEMONSTRATIVE.match(text, here.found.end_char):
        index, day = _last_told(placed, number, hung)
    return _count_from(here, value, index, day, span, language)


def _count_from(
    here: Placed, value: Value, index: int | None, day: date | None, span: tuple[int, int],
    language: str,
) -> Hung:  # fmt: skip
    if day is None:
        return Hung(value, None, span, None)
    context = Context(language, today=day, story=day)
    moved = resolve_sense(replace(here.found.sense, base="story"), context)
    return Hung(moved.anchored("event"), index, span, day)


def _dated_inside(
    placed: Sequence[Placed], number: int, hung: Sequence[Hung], span: tuple[int, int]
) -> int | None:
    for index in range(number + 1, min(len(placed), number + _NEIGHBOURS)):
        other = placed[index]
        if span[0] <= other.found.start_char < span[1] and hung[index].value.told is not None:
            return index
    return None


def _last_told(
    placed: Sequence[Placed], number: int, hung: Sequence[Hung]
) -> tuple[int | None, date | None]:
    for index in range(number - 1, max(-1, number - _NEIGHBOURS), -1):
        told = hung[index].value.told
        if told is not None and placed[number].sentence - placed[index].sentence <= 4:
            return index, told
    return None, None


def _explained_day(
    text: str, placed: Sequence[Placed], number: int, hung: Sequence[Hung]
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
        if not other.is_modifier and other.tense != "future" and hung[index].value.told is not None:
            return index
    return None
