"""Turn anchored expressions into date mentions, one over all possible days of publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.dates.columns import Column
from pipeline.dates.placed import Hung, Placed
from pipeline.dates.publication import Publication
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value
from pipeline.schema.edtf import format_interval, format_set
from pipeline.schema.records import DateMention

_NO_EVENT_SIGNALS = frozenset({"before", "until", "by"})
_MAX_JOINED = 100
_UNDATED = frozenset({"duration", "set", "vague"})


def make_mentions(
    text: str, placed: Sequence[Placed], publication: Publication
) -> tuple[DateMention, ...]:
    """One mention for each expression; where readings differ, the set of days it can be."""
    return tuple(_make_mention(text, placed, number, publication) for number in range(len(placed)))


@dataclass(frozen=True, slots=True)
class _Joined:
    """What the readings of one expression come to: its values over the candidates that remain."""

    timex: str
    edtf: str | None
    start: date | None
    end: date | None
    days: tuple[date, ...]
    is_open: bool


def _make_mention(
    text: str, placed: Sequence[Placed], number: int, publication: Publication
) -> DateMention:
    here = placed[number]
    found = here.found
    column, kept = publication.columns[number], publication.kept
    hung = column.hungs[kept[0]]
    value = hung.value
    joined = _join(found.sense, column, kept)
    signal = here.signal.name if here.signal else None
    anchor_start, anchor_end = _anchor_span(placed, hung)
    return DateMention(
        start_char=found.start_char,
        end_char=found.end_char,
        text=text[found.start_char : found.end_char],
        timex_type=value.timex_type,
        timex_value=joined.timex,
        edtf=joined.edtf,
        date_start=joined.start,
        date_end=joined.end,
        rule_id=found.rule_id,
        score=_score(found.score, value, is_open=joined.is_open),
        granularity=value.granularity,
        days=joined.days,
        anchor=_describe_anchor(text, placed, hung, publication),
        is_relative=value.anchor is not None,
        is_future=_is_future(here, joined.start, publication.days[kept[-1]]),
        is_modifier=here.is_modifier,
        can_date_event=_can_date(joined.start, value, signal),
        signal=signal,
        tense=here.tense,
        anchor_start=anchor_start,
        anchor_end=anchor_end,
        anchor_event_date=None if joined.is_open else hung.event_date,
    )


def _is_future(here: Placed, start: date | None, today: date | None) -> bool:
    """After the last possible day of publication; told as future where that is unknown."""
    if start is None or today is None:
        return here.tense == "future"
    return start > today


def _can_date(start: date | None, value: Value, signal: str | None) -> bool:
    """True for a mention with days that is no length, set, vague word or deadline."""
    is_date = start is not None and value.granularity not in _UNDATED
    return is_date and signal not in _NO_EVENT_SIGNALS


def _join(sense: Sense, column: Column, kept: tuple[int, ...]) -> _Joined:
    """The values over the candidates that remain; worked out once for a column."""
    known = column.joined.get(kept)
    if known is None:
        if column.is_same:
            values = [column.hungs[0].value]
        else:
            values = [column.hungs[place].value for place in kept]
        if len(column.joined) >= _MAX_JOINED:
            column.joined.clear()
        known = column.joined[kept] = _join_values(sense, values)
    assert isinstance(known, _Joined)
    return known


def _join_values(sense: Sense, values: Sequence[Value]) -> _Joined:
    """ISO-TimeML value, EDTF, bounds and possible days of one expression over all readings."""
    first = values[0]
    if all(other is first or other == first for other in values):
        return _Joined(first.timex_value, first.text, first.start, first.end, first.days, False)
    starts = [value.start for value in values if value.start is not None]
    ends = [value.end for value in values if value.end is not None]
    if not starts or not ends:
        return _Joined(first.timex_value, None, None, None, (), True)
    timex = first.timex_value
    if any(value.timex_value != timex for value in values):
        timex = _open_timex(sense, values)
    if all(value.start == value.end for value in values):
        days = tuple(sorted(set(starts)))
        held = days if len(days) > 1 else ()
        return _Joined(timex, format_set(days), days[0], days[-1], held, True)
    texts = {value.text for value in values}
    start, end = min(starts), max(ends)
    edtf = texts.pop() if len(texts) == 1 else format_interval(start, end)
    return _Joined(timex, edtf, start, end, (), True)


def _open_timex(sense: Sense, values: Sequence[Value]) -> str:
    """The ISO-TimeML value that all readings share, their differing digits written X."""
    texts = [value.timex_value for value in values]
    if sense.kind == "weekday":
        return f"XXXX-WXX-{sense.weekday}"
    if len({len(text) for text in texts}) > 1:
        return "XXXX-XX-XX"
    joined = "".join(
        signs[0] if len(set(signs)) == 1 else "X" for signs in zip(*texts, strict=True)
    )
    day = joined[8:10]
    return joined if "X" not in day else joined[:8] + "XX" + joined[10:]


def _score(score: float, value: Value, *, is_open: bool) -> float:
    """The rule's score, lower for what hangs on the story or an event, and for open sets."""
    if value.anchor in ("story", "event"):
        score -= 0.1
    if is_open:
        score -= 0.2
    return round(max(0.1, score), 2)


def _anchor_span(placed: Sequence[Placed], hung: Hung) -> tuple[int | None, int | None]:
    if hung.event_span is not None:
        return hung.event_span
    if hung.index is not None:
        other = placed[hung.index].found
        return other.start_char, other.end_char
    return None, None


def _describe_anchor(
    text: str, placed: Sequence[Placed], hung: Hung, publication: Publication
) -> str | None:
    """What the mention hangs on, in words: `publication 2020-01-06`, `story «samedi»`."""
    anchor = hung.value.anchor
    start, end = _anchor_span(placed, hung)
    if hung.event_span is not None:
        return f"event «{text[start:end]}»"
    if anchor == "publication":
        today = publication.days[publication.kept[0]]
        if today is None:
            return "publication unknown"
        return (
            f"publication {today.isoformat()}"
            if len(publication.kept) == 1
            else "publication (open)"
        )
    if anchor == "story" and start is not None:
        return f"story «{text[start:end]}»"
    return anchor
