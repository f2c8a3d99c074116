"""Read all time expressions of an item: find them, anchor them, infer the day of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.dates.cues import find_tense
from pipeline.dates.find import Found, find_dates
from pipeline.dates.resolve import Context, resolve_sense
from pipeline.dates.tokens import LANGUAGES
from pipeline.dates.values import Value
from pipeline.schema.edtf import EdtfDate, find_edtf, format_set
from pipeline.schema.records import DateMention, DateReading, Item, PublicationDay, Sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """A found expression with its sentence and the tense around it."""

    found: Found
    sentence: int
    bounds: tuple[int, int]
    tense: str | None


def read_dates(item: Item, sentences: Sequence[Sentence]) -> DateReading:
    """All time expressions of an item's text, anchored, and its day of publication."""
    language = item.language if item.language in LANGUAGES else "fr"
    published = find_edtf(item.published)
    placed = _place(item.text, sentences, language)
    candidates = _candidates(published)
    runs = [resolve_all(placed, language=language, today=today) for today in candidates]
    mentions = tuple(
        _mention(item.text, placed[n], [run[n] for run in runs]) for n in range(len(placed))
    )
    return DateReading(mentions, _publication(published))


def _candidates(published: EdtfDate | None) -> list[date | None]:
    if published is None or published.start is None or published.end is None:
        return [None]
    length = (published.end - published.start).days + 1
    if length > 31:
        return [None]
    return [published.start + timedelta(n) for n in range(length)]


def _place(text: str, sentences: Sequence[Sentence], language: str) -> list[Placed]:
    """Put each found expression into its sentence and read the tense around it."""
    founds = find_dates(text, language=language)
    spans = [(s.start_char, s.end_char) for s in sentences] or [(0, len(text))]
    placed, number = [], 0
    for found in founds:
        while number + 1 < len(spans) and spans[number + 1][0] <= found.start_char:
            number += 1
        bounds = spans[number]
        tense = find_tense(text, found.start_char, found.end_char, bounds=bounds, language=language)
        placed.append(Placed(found, number, bounds, tense))
    return placed


def resolve_all(placed: Sequence[Placed], *, language: str, today: date | None) -> list[Value]:
    """Values of all expressions for one day of publication, the story's day moving along."""
    story: date | None = None
    values: list[Value] = []
    for number, here in enumerate(placed):
        sense = here.found.sense
        context = Context(language, today, story, None, here.tense)
        if sense.kind == "clock" and sense.inner is None and sense.base == "story":
            near = _day_beside(placed, number)
            if near is not None:
                told = resolve_sense(near.found.sense, context).told
                context = Context(language, today, told or story, None, here.tense)
        value = resolve_sense(sense, context)
        values.append(value)
        if value.told is not None:
            story = value.told
    return values


def _day_beside(placed: Sequence[Placed], number: int) -> Placed | None:
    """A day that follows a time at once: «vers 15 h 30, hier»."""
    if number + 1 >= len(placed):
        return None
    here, after = placed[number].found, placed[number + 1]
    gap = after.found.start_char - here.end_char
    is_day = after.found.sense.kind in ("day", "weekday", "shift", "holiday")
    return after if gap <= 4 and is_day and after.sentence == placed[number].sentence else None


def _mention(text: str, placed: Placed, values: Sequence[Value]) -> DateMention:
    """One mention from its values under every possible day of publication."""
    found, first = placed.found, values[0]
    starts = [v.start for v in values if v.start is not None]
    ends = [v.end for v in values if v.end is not None]
    timex, edtf, days = first.timex_value, first.text, first.days
    if any(v.timex_value != timex for v in values):
        is_days = all(v.start == v.end for v in values)
        if is_days and starts:
            days = tuple(sorted(set(starts)))
            edtf = format_set(days)
            timex = f"XXXX-WXX-{starts[0].isoweekday()}"
    return DateMention(
        start_char=found.start_char,
        end_char=found.end_char,
        text=text[found.start_char : found.end_char],
        timex_type=first.timex_type,
        timex_value=timex,
        edtf=edtf,
        date_start=min(starts) if starts else None,
        date_end=max(ends) if ends else None,
        rule_id=found.rule_id,
        score=found.score,
        granularity=first.granularity,
        days=days,
        anchor=first.anchor,
        is_future=placed.tense == "future",
    )


def _publication(published: EdtfDate | None) -> PublicationDay:
    if published is None:
        return PublicationDay(None, None, None, rule_id="unknown")
    return PublicationDay(published.text, published.start, published.end)
