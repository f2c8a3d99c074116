"""Walk through an item's expressions in order and anchor each on what was told before it.

All candidate days of publication are walked at once: each expression has a column of readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.dates import calendar
from pipeline.dates.columns import Column, Days, Memory, make_column, share_memory
from pipeline.dates.context import Context, hangs_on_publication, is_fixed
from pipeline.dates.event_hang import hang_on_event
from pipeline.dates.find import Found
from pipeline.dates.periods import unit_value
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.ranges import (
    find_partner,
    is_last,
    is_range,
    join_ranges,
    resolve_first,
    resolve_last,
)
from pipeline.dates.resolve import resolve_sense
from pipeline.dates.senses import Sense
from pipeline.dates.told import REMEMBERED, Anchors, Story
from pipeline.dates.values import Value, vague_value
from pipeline.dates.zones import has_zones, settle_zones

_OPENING = 25
_YEARLY = frozenset({"day", "month", "season", "quarter", "half", "holiday", "nth"})
_NEEDS_STORY = frozenset({"clock", "moment", "shift", "period", "night"})
_DAY_KINDS = frozenset({"day", "weekday", "shift", "holiday", "moment"})
_SINCE_STORY = "SINCE"


@dataclass(frozen=True, slots=True)
class Years:
    """The year that the text named before an expression, by the year of publication."""

    by_year: dict[int | None, int | None]

    def at(self, today: date | None) -> int | None:
        """The named year for one candidate day."""
        return self.by_year[today.year if today else None]


def resolve_all(
    text: str,
    placed: Sequence[Placed],
    *,
    language: str,
    days: Days,
    offset: int | None = None,
) -> list[Column]:
    """Values of all expressions for each candidate day of publication.

    `offset` is the zone of the item's time stamp, in minutes east of Greenwich. What counts from
    an event is settled after a first walk, since its event may be dated later in the text; a
    second walk then lets «le lendemain» hang on it.
    """
    columns = _walk(placed, language, days, {})
    events = {
        number: hang_on_event(text, placed, number, columns, language=language, days=days)
        for number, here in enumerate(placed)
        if here.found.sense.base == "event" and here.found.sense.inner is None
    }
    if any(event.any_told for event in events.values()):
        columns = _walk(placed, language, days, events)
    for number, event in events.items():
        columns[number] = event
    if any(here.found.range_mark == "range" for here in placed):
        columns = join_ranges(placed, columns, days)
    if has_zones(placed):
        return settle_zones(text, placed, columns, days=days, offset=offset)
    return columns


def is_alone(placed: Sequence[Placed], found: Found) -> bool:
    """True where no story, range or named year moves an expression (`placed` comes before it)."""
    if found.range_key is not None and found.range_mark == "range":
        return False
    if is_fixed(found.sense):
        return True
    if not hangs_on_publication(found.sense):
        return False
    return found.sense.kind not in _YEARLY or not any(
        other.found.sense.year is not None for other in placed[-REMEMBERED:]
    )


def _walk(
    placed: Sequence[Placed], language: str, days: Days, events: dict[int, Column]
) -> list[Column]:
    """Resolve in text order, the story's day moving along; `events` are settled already."""
    story = Story()
    columns: list[Column] = []
    for number, here in enumerate(placed):
        sense = here.found.sense
        if number in events:
            column = events[number]
        elif here.is_alone and (days[0] is not None or is_fixed(sense)):
            memory = share_memory(sense, here.tense, language)
            column = memory.columns.get(days) or _remember(memory, here, language, days)
        else:
            column = _hang(placed, number, story, language, days, columns)
        columns.append(column)
        if (sense.base != "event" or number in events) and column.any_told:
            story.tell(number, here, column)
    return columns


def _remember(memory: Memory, here: Placed, language: str, days: Days) -> Column:
    """Resolve what hangs on the day of publication alone, once for the same candidates."""
    sense = here.found.sense
    if is_fixed(sense):
        hungs = [Hung(resolve_sense(sense, Context(language)))] * len(days)
    else:
        hungs = [
            Hung(resolve_sense(sense, Context(language, today, tense=here.tense))) for today in days
        ]
    return memory.keep(days, make_column(hungs, days))


def _hang(
    placed: Sequence[Placed], number: int, story: Story, language: str, days: Days,
    columns: Sequence[Column],
) -> Column:  # fmt: skip
    """Resolve one expression that hangs on others; the same row of anchors is met once."""
    here = placed[number]
    sense = here.found.sense
    anchors = _anchors(placed, number, story, language, days, columns)
    years = _named_years(placed, number, columns, days)
    named = tuple(years.by_year.values()) if years else ()
    if sense.kind == "moment" and sense.unit in ("T", "EP"):
        return _same_moments(here, anchors, language, days, columns)
    if not is_range(placed, number):
        memory = share_memory(sense, here.tense, language)
        key: object = (days, anchors.days, anchors.indices, named)
        return memory.columns.get(key) or memory.keep(
            key, _resolve_anchored(memory, here, anchors, years, language, days)
        )
    first = columns[number - 1] if is_last(placed, number) else None
    last = find_partner(placed, number) if first is None else None
    beside = (last.found.sense, last.tense) if last is not None else None
    memory = share_memory(sense, here.tense, language, beside)
    key = (days, anchors.days, anchors.indices, named, first)
    known = memory.columns.get(key)
    if known is not None:
        return known
    hungs = []
    for place, today in enumerate(days):
        year = years.at(today) if years else None
        context = Context(language, today, anchors.days[place], year, here.tense)
        if first is not None:
            value = resolve_last(sense, context, first.hungs[place].value)
        else:
            value = resolve_first(sense, context, last)
        hungs.append(_hung(value, anchors, place))
    return memory.keep(key, make_column(hungs, days))


def _hung(value: Value, anchors: Anchors, place: int) -> Hung:
    return Hung(value, anchors.indices[place] if value.anchor == "story" else None)


def _resolve_anchored(
    memory: Memory, here: Placed, anchors: Anchors, years: Years | None, language: str, days: Days
) -> Column:
    """Resolve on each candidate, or once for a day of the story where that alone decides."""
    sense = here.found.sense
    is_free = _is_free_of_publication(sense)
    hungs = []
    for place, today in enumerate(days):
        day, year = anchors.days[place], years.at(today) if years else None
        seen = None if is_free and day is not None else today
        key = (seen, day, year, anchors.indices[place])
        hung = memory.readings.get(key)
        if hung is None:
            value = resolve_sense(sense, Context(language, today, day, year, here.tense))
            hung = memory.readings[key] = _hung(value, anchors, place)
            memory.size += 1
        hungs.append(hung)
    return make_column(hungs, days)


def _is_free_of_publication(sense: Sense) -> bool:
    """True for what the day of the story alone decides, where there is one."""
    if sense.base != "story" or sense.inner is not None or sense.other is not None:
        return False
    is_point = sense.kind in ("shift", "clock") or (sense.kind == "period" and sense.unit != "WE")
    return is_point or (sense.kind == "moment" and sense.unit != _SINCE_STORY)


def _anchors(
    placed: Sequence[Placed], number: int, story: Story, language: str, days: Days,
    columns: Sequence[Column],
) -> Anchors:  # fmt: skip
    here = placed[number]
    sense = here.found.sense
    is_story = sense.base == "story" or sense.kind in _NEEDS_STORY or days[0] is None
    is_story = is_story or (sense.kind == "day" and sense.month is None)
    if not is_story and sense.direction not in ("following", "previous") and sense.month is None:
        return Anchors((None,) * len(days), (None,) * len(days))
    if sense.kind != "clock" or sense.inner is not None:
        return story.latest(here, days)
    anchors = story.day_of_time(here, days)
    beside = _day_beside(placed, number)
    if beside is None:
        return anchors
    after = placed[beside]
    indices, told = list(anchors.indices), list(anchors.days)
    for place, today in enumerate(days):
        context = Context(language, today, told[place], None, after.tense)
        day = resolve_sense(after.found.sense, context).told
        if day is not None:
            indices[place], told[place] = beside, day
    return Anchors(tuple(indices), tuple(told))


def _day_beside(placed: Sequence[Placed], number: int) -> int | None:
    """A day that follows a time at once: «vers 15 h 30, hier»."""
    if number + 1 >= len(placed):
        return None
    here, after = placed[number], placed[number + 1]
    gap = after.found.start_char - here.found.end_char
    is_day = after.found.sense.kind in _DAY_KINDS and after.found.sense.unit in (None, "D")
    return number + 1 if gap <= 4 and is_day and after.sentence == here.sentence else None


def _named_years(
    placed: Sequence[Placed], number: int, columns: Sequence[Column], days: Days
) -> Years | None:
    if placed[number].found.sense.kind not in _YEARLY:
        return None
    years: dict[int | None, int | None] = {}
    for place, today in enumerate(days):
        year = today.year if today else None
        if year not in years:
            years[year] = _named_year(placed, number, columns, place, year)
    return Years(years)


def _named_year(
    placed: Sequence[Placed], number: int, columns: Sequence[Column], place: int, now: int | None
) -> int | None:
    """A past year that the text named in this sentence or the one before: «en 2015 ... en mars»."""
    here = placed[number]
    for before in range(number - 1, max(-1, number - REMEMBERED), -1):
        earlier = placed[before]
        if here.sentence - earlier.sentence > 1:
            return None
        if earlier.found.start_char - earlier.bounds[0] > _OPENING:
            continue
        start = columns[before].hungs[place].value.start
        if earlier.is_modifier or start is None or earlier.found.sense.year is None:
            continue
        if now is None or start.year < now:
            return start.year
    return None


def _same_moments(
    here: Placed, anchors: Anchors, language: str, days: Days, columns: Sequence[Column]
) -> Column:
    hungs = []
    for place, today in enumerate(days):
        context = Context(language, today, anchors.days[place], None, here.tense)
        told = [column.hungs[place].value for column in columns[-4:]]
        hungs.append(_hung(_same_moment(here.found.sense, context, told), anchors, place))
    return make_column(hungs, days)


def _same_moment(sense: Sense, context: Context, told: Sequence[Value]) -> Value:
    """«à ce moment-là» is the last time told; «à la même époque» this month of the last year."""
    before = told[-1] if told else None
    if sense.unit == "T":
        times = [one for one in told if one.granularity in ("time", "part_of_day")]
        last = times[-1] if times else before
        if last is not None and last.start is not None and context.story is not None:
            return last.anchored("story")
        return vague_value("DATE", "PAST_REF", "vague")
    today = context.today
    if before is not None and before.granularity == "year" and before.start and today is not None:
        moved = calendar.add_months(today, 12 * (before.start.year - today.year))
        if moved is not None:
            return unit_value(moved, "M", 0, language=context.language).anchored("story")
    return resolve_sense(replace(sense, unit="M"), context)
