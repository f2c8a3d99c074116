"""Walk through an item's expressions in order and anchor each on what was told before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.find import Found
from pipeline.dates.resolve import Context, resolve_sense, unit_value
from pipeline.dates.senses import Sense
from pipeline.dates.signals import Signal
from pipeline.dates.values import Value, day_value, vague_value

_CLOCK_REACH = 5
_EVENT_REACH = 110
_DAY_KINDS = frozenset({"day", "weekday", "shift", "holiday", "moment"})
_LEAD = re.compile(
    r"\s*(?:après|avant|suivant|after|before|since|following|ahead of|prior to|of)?\s*"
    r"(?:(?:de la|de l['’]|du|des|de|d['’]|les?|la|l['’]|une?|the|an?|his|her|its|their|son|sa|ses|leur"
    r"|cette?|ces?|this|that)\s*\b)*",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A found expression with its sentence, the tense around it and the part it plays."""

    found: Found
    sentence: int
    bounds: tuple[int, int]
    tense: str | None
    signal: Signal | None
    is_modifier: bool


@dataclass(frozen=True, slots=True)
class Hung:
    """A value, the expression it hangs on (its index), and the event that it counts from.

    `event_span` is the noun phrase of that event in the text and `event_date` its day, if known.
    """

    value: Value
    index: int | None = None
    event_span: tuple[int, int] | None = None
    event_date: date | None = None


@dataclass(slots=True)
class _Story:
    """What was told so far: index, sentence, day, whether it only modifies a noun."""

    told: list[tuple[int, int, date, bool]] = field(default_factory=list)

    def latest(
        self, placed: Placed, today: date | None, reach: int | None = None
    ) -> tuple[int, date] | None:
        """The day that an anaphor hangs on: its own sentence first, main dates before modifiers."""
        rows = self.told
        if reach is not None:
            rows = [row for row in rows if placed.sentence - row[1] <= reach]
        if placed.tense == "past" and today is not None:
            rows = [row for row in rows if row[2] <= today] or rows
        if not rows:
            return None
        own = [row for row in rows if row[1] == placed.sentence]
        for group in (own, rows):
            main = [row for row in group if not row[3]]
            if main:
                return main[-1][0], main[-1][2]
            if group:
                return group[-1][0], group[-1][2]
        return None


def resolve_all(
    text: str, placed: Sequence[Placed], *, language: str, today: date | None
) -> list[Hung]:
    """Values of all expressions for one day of publication."""
    story = _Story()
    hung: list[Hung] = []
    for number, here in enumerate(placed):
        context, index = _context(placed, number, story, language, today, hung)
        value = _resolve_here(placed, number, context, hung)
        hung.append(Hung(value, index if value.anchor == "story" else None))
        if value.told is not None and here.found.sense.base != "event":
            story.told.append((number, here.sentence, value.told, here.is_modifier))
    for number, here in enumerate(placed):
        sense = here.found.sense
        if sense.kind == "shift" and sense.base == "event" and sense.inner is None:
            hung[number] = _hang_on_event(text, placed, number, hung, language)
    return _join_ranges(placed, hung)


def _context(
    placed: Sequence[Placed], number: int, story: _Story, language: str, today: date | None,
    hung: list[Hung],
) -> tuple[Context, int | None]:  # fmt: skip
    here = placed[number]
    is_clock = here.found.sense.kind == "clock" and here.found.sense.inner is None
    anchor = story.latest(here, today, _CLOCK_REACH if is_clock else None)
    index, day = anchor if anchor else (None, None)
    if is_clock and (beside := _day_beside(placed, number)) is not None:
        context = Context(language, today, day, None, placed[beside].tense)
        told = resolve_sense(placed[beside].found.sense, context).told
        index, day = (beside, told) if told else (index, day)
    return Context(
        language, today, day, _named_year(placed, number, hung, today), here.tense
    ), index


def _day_beside(placed: Sequence[Placed], number: int) -> int | None:
    """A day that follows a time at once: «vers 15 h 30, hier»."""
    if number + 1 >= len(placed):
        return None
    here, after = placed[number], placed[number + 1]
    gap = after.found.start_char - here.found.end_char
    is_day = after.found.sense.kind in _DAY_KINDS and after.found.sense.unit in (None, "D")
    return number + 1 if gap <= 4 and is_day and after.sentence == here.sentence else None


def _named_year(
    placed: Sequence[Placed], number: int, hung: Sequence[Hung], today: date | None
) -> int | None:
    """A past year that the text named in this sentence or the one before: «en 2015 ... en mars»."""
    here = placed[number]
    if here.found.sense.kind not in ("day", "month", "season", "quarter", "half", "holiday"):
        return None
    for before in range(number - 1, -1, -1):
        earlier = placed[before]
        if here.sentence - earlier.sentence > 1:
            return None
        start = hung[before].value.start
        if earlier.is_modifier or start is None or earlier.found.sense.year is None:
            continue
        if today is None or start.year < today.year:
            return start.year
    return None


def _resolve_here(
    placed: Sequence[Placed], number: int, context: Context, hung: Sequence[Hung]
) -> Value:
    """Resolve one expression; ends of a range agree with each other."""
    found = placed[number].found
    sense = found.sense
    if sense.kind == "moment" and sense.unit in ("T", "EP"):
        return _same_moment(sense, number, context, hung)
    if found.range_key is None or found.range_mark != "range":
        return resolve_sense(sense, context)
    if number and placed[number - 1].found.range_key == found.range_key:
        return _resolve_range_end(sense, context, hung[number - 1].value)
    if number + 1 < len(placed) and placed[number + 1].found.range_key == found.range_key:
        last = placed[number + 1]
        if context.tense is None and last.tense is not None:
            context = replace(context, tense=last.tense)
        if sense.year is None and last.found.sense.year is not None:
            end = resolve_sense(last.found.sense, context).end
            if end is not None:
                return resolve_sense(sense, replace(context, today=end, year=None, tense="past"))
    return resolve_sense(sense, context)


def _same_moment(sense: Sense, number: int, context: Context, hung: Sequence[Hung]) -> Value:
    """«à ce moment-là» is the last time told; «à la même époque» this month of the last year."""
    before = hung[number - 1].value if number else None
    if sense.unit == "T":
        if before is not None and before.start is not None and context.story is not None:
            return replace(before, anchor="story")
        return vague_value("DATE", "PAST_REF", "vague")
    today = context.today
    if before is not None and before.granularity == "year" and before.start and today is not None:
        moved = calendar.add_months(today, 12 * (before.start.year - today.year))
        if moved is not None:
            return replace(unit_value(moved, "M", 0, language=context.language), anchor="story")
    return resolve_sense(replace(sense, unit="M"), context)


def _resolve_range_end(sense: Sense, context: Context, first: Value) -> Value:
    """The end of a range, which is never before its start."""
    if first.start is None:
        return resolve_sense(sense, context)
    if sense.kind == "weekday":
        ahead = ((sense.weekday or 1) - first.start.isoweekday()) % 7 or 7
        day = calendar.add_days(first.start, ahead)
        return day_value(day, first.anchor) if day else resolve_sense(sense, context)
    if sense.kind in ("day", "month", "season", "quarter") and sense.year is None:
        return resolve_sense(sense, replace(context, today=first.start, year=None, tense="future"))
    if sense.kind == "clock" and sense.inner is None and first.told is not None:
        return resolve_sense(sense, replace(context, story=first.told))
    return resolve_sense(sense, context)


def _join_ranges(placed: Sequence[Placed], hung: list[Hung]) -> list[Hung]:
    """Both ends of a range carry the whole range as bounds; the days of a list stay apart."""
    for number in range(1, len(placed)):
        found, before = placed[number].found, placed[number - 1].found
        if found.range_key is None or found.range_key != before.range_key:
            continue
        if found.range_mark != "range":
            continue
        first, last = hung[number - 1].value, hung[number].value
        if first.start is None or last.end is None or first.start > last.end:
            continue
        for place in (number - 1, number):
            value = replace(hung[place].value, start=first.start, end=last.end, edtf=None)
            hung[place] = replace(hung[place], value=value)
    return hung


def event_phrase(text: str, end: int, limit: int) -> tuple[int, int] | None:
    """Span of the event that follows «trois jours après ...», up to the next sign."""
    lead = _LEAD.match(text, end)
    start = lead.end() if lead else end
    stop = re.search(r"[,.;:!?()\n«»\"“”]", text[start : min(limit, start + 90)])
    last = start + stop.start() if stop else min(limit, start + 90)
    if not _WORD.search(text, start, last):
        return None
    return start, last


def _hang_on_event(
    text: str, placed: Sequence[Placed], number: int, hung: Sequence[Hung], language: str
) -> Hung:
    """Count from an event: its own date in the phrase, elsewhere in the item, or beside it."""
    here = placed[number]
    value = hung[number].value
    span = event_phrase(text, here.found.end_char, here.bounds[1])
    if span is None:
        return hung[number]
    index, day = _event_day(text, placed, number, hung, span)
    if day is not None:
        context = Context(language, today=day, story=day)
        moved = resolve_sense(replace(here.found.sense, base="story"), context)
        return Hung(replace(moved, anchor="event"), index, span, day)
    beside = _main_day(placed, number, hung)
    if beside is not None and here.found.sense.unit == "D":
        told = hung[beside].value.told
        offset = here.found.sense.offset
        event = calendar.add_days(told, -offset) if told and offset else None
        moved_value = replace(value, start=told, end=told, told=told, anchor="story")
        return Hung(moved_value, beside, span, event)
    return Hung(value, None, span, None)


def _event_day(
    text: str, placed: Sequence[Placed], number: int, hung: Sequence[Hung], span: tuple[int, int]
) -> tuple[int | None, date | None]:
    """The day of the event named in `span`: inside the phrase, or where the text names it again."""
    for index, other in enumerate(placed):
        if span[0] <= other.found.start_char < span[1] and hung[index].value.told is not None:
            return index, hung[index].value.told
    head = _WORD.search(text, span[0], span[1])
    if head is None:
        return None, None
    stem = head.group().lower()[:6]
    best: tuple[int, int, date] | None = None
    for index, other in enumerate(placed):
        told = hung[index].value.told
        if index == number or told is None or other.found.sense.base == "event":
            continue
        begin = max(other.bounds[0], other.found.start_char - _EVENT_REACH)
        window = text[begin : other.found.start_char].lower()
        at = window.rfind(stem)
        if at < 0 or (at and window[at - 1].isalpha()) or begin + at == span[0]:
            continue
        if re.search(r"[;:]", window[at:]):
            continue
        distance = len(window) - at
        if best is None or distance < best[0]:
            best = (distance, index, told)
    return (best[1], best[2]) if best else (None, None)


def _main_day(placed: Sequence[Placed], number: int, hung: Sequence[Hung]) -> int | None:
    """The nearest main day of the same sentence, which the phrase explains by apposition."""
    here = placed[number]
    rows = [
        index
        for index, other in enumerate(placed)
        if index != number
        and other.sentence == here.sentence
        and not other.is_modifier
        and other.found.sense.base != "event"
        and hung[index].value.told is not None
    ]
    return min(rows, key=lambda index: abs(index - number), default=None)
