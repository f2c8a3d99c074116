"""Walk through an item's expressions in order and anchor each on what was told before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.dates import calendar
from pipeline.dates.context import Context, hangs_on_publication
from pipeline.dates.event_hang import hang_on_event
from pipeline.dates.periods import unit_value
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.resolve import resolve_sense
from pipeline.dates.senses import Sense
from pipeline.dates.told import REMEMBERED, Story
from pipeline.dates.values import Value, day_value, vague_value
from pipeline.dates.zones import has_zones, settle_zones

_EVENT_REACH = 110
_OPENING = 25
_NEIGHBOURS = 40
_MAX_DAYS = 400
_YEARLY = frozenset({"day", "month", "season", "quarter", "half", "holiday", "nth"})
_NEEDS_STORY = frozenset({"clock", "moment", "shift", "period", "night"})
_DAY_KINDS = frozenset({"day", "weekday", "shift", "holiday", "moment"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What an item's expressions need beyond one walk, looked up once for all candidate days."""

    events: tuple[int, ...]
    has_ranges: bool
    has_zones: bool


def mark_placed(placed: Sequence[Placed]) -> Marks:
    """Expressions that count from an event, and whether there are ranges and zones."""
    events = tuple(
        number
        for number, here in enumerate(placed)
        if here.found.sense.base == "event" and here.found.sense.inner is None
    )
    is_ranged = any(here.found.range_mark == "range" for here in placed)
    return Marks(events, is_ranged, has_zones(placed))


def resolve_all(
    text: str,
    placed: Sequence[Placed],
    *,
    language: str,
    today: date | None,
    offset: int | None = None,
    marks: Marks | None = None,
) -> list[Hung]:
    """Values of all expressions for one day of publication.

    `offset` is the zone of the item's time stamp, in minutes east of Greenwich. What counts from
    an event is settled after a first walk, since its event may be dated later in the text; a
    second walk then lets «le lendemain» hang on it.
    """
    marks = marks or mark_placed(placed)
    hung = _walk(placed, language, today, {})
    events = {
        number: hang_on_event(text, placed, number, hung, language=language, today=today)
        for number in marks.events
    }
    if any(event.value.told is not None for event in events.values()):
        hung = _walk(placed, language, today, events)
    for number, event in events.items():
        hung[number] = event
    if marks.has_ranges:
        hung = _join_ranges(placed, hung)
    return settle_zones(text, placed, hung, offset=offset) if marks.has_zones else hung


def _walk(
    placed: Sequence[Placed], language: str, today: date | None, events: dict[int, Hung]
) -> list[Hung]:
    """Resolve in text order, the story's day moving along; `events` are settled already."""
    story = Story()
    hung: list[Hung] = []
    for number, here in enumerate(placed):
        if here.fixed is not None:
            hung.append(here.fixed)
        elif number in events:
            hung.append(events[number])
        elif here.memo is not None and today is not None:
            hung.append(here.memo.get(today) or _remember(here, language, today))
        else:
            context, index = _context(placed, number, story, language, today, hung)
            value = _resolve_here(placed, number, context, hung)
            hung.append(Hung(value, index if value.anchor == "story" else None))
        told = hung[number].value.told
        if told is not None and (here.found.sense.base != "event" or number in events):
            story.tell(number, here, told)
    return hung


def _remember(here: Placed, language: str, today: date) -> Hung:
    """Resolve what hangs on the day of publication alone, once for each such day."""
    hung = Hung(resolve_sense(here.found.sense, Context(language, today, tense=here.tense)))
    if here.memo is not None:
        if len(here.memo) >= _MAX_DAYS:
            here.memo.clear()
        here.memo[today] = hung
    return hung


@lru_cache(maxsize=4096)
def _share_memo(sense: Sense, tense: str | None, language: str) -> dict[date, Hung]:
    """One memory for all items that say the same in the same tense."""
    del sense, tense, language
    return {}


def find_memo(placed: Sequence[Placed], here: Placed, language: str) -> dict[date, Hung] | None:
    """The memory of an expression that no story, range or named year moves, else `None`."""
    if here.found.range_key is not None or not hangs_on_publication(here.found.sense):
        return None
    if here.found.sense.kind in _YEARLY and any(
        other.found.sense.year is not None for other in placed[-REMEMBERED:]
    ):
        return None
    return _share_memo(here.found.sense, here.tense, language)


def _context(
    placed: Sequence[Placed], number: int, story: Story, language: str, today: date | None,
    hung: list[Hung],
) -> tuple[Context, int | None]:  # fmt: skip
    here = placed[number]
    sense = here.found.sense
    is_story = sense.base == "story" or sense.kind in _NEEDS_STORY or today is None
    is_story = is_story or (sense.kind == "day" and sense.month is None)
    if not is_story and sense.direction not in ("following", "previous") and sense.month is None:
        year = _named_year(placed, number, hung, today)
        return Context(language, today, None, year, here.tense), None
    is_clock = sense.kind == "clock" and sense.inner is None
    anchor = story.day_of_time(here) if is_clock else story.latest(here, today)
    index, day = (anchor.index, anchor.day) if anchor else (None, None)
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
    if here.found.sense.kind not in _YEARLY:
        return None
    for before in range(number - 1, max(-1, number - REMEMBERED), -1):
        earlier = placed[before]
        if here.sentence - earlier.sentence > 1:
            return None
        if earlier.found.start_char - earlier.bounds[0] > _OPENING:
            continue
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
        times = [one.value for one in hung[-4:] if one.value.granularity in ("time", "part_of_day")]
        told = times[-1] if times else before
        if told is not None and told.start is not None and context.story is not None:
            return told.anchored("story")
        return vague_value("DATE", "PAST_REF", "vague")
    today = context.today
    if before is not None and before.granularity == "year" and before.start and today is not None:
        moved = calendar.add_months(today, 12 * (before.start.year - today.year))
        if moved is not None:
            return unit_value(moved, "M", 0, language=context.language).anchored("story")
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
            one = hung[place]
            value = replace(one.value, start=first.start, end=last.end, edtf=None)
            hung[place] = Hung(value, one.index, one.event_span, one.event_date)
    return hung
