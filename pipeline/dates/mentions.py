"""Turn anchored expressions into date mentions, one over all possible days of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.dates.placed import Hung, Placed
from pipeline.dates.publication import Publication
from pipeline.dates.senses import Sense
from pipeline.dates.values import Value
from pipeline.schema.edtf import format_interval, format_set
from pipeline.schema.records import DateMention

_NO_EVENT_SIGNALS = frozenset({"before", "until", "by"})
_UNDATED = frozenset({"duration", "set", "vague"})


def make_mentions(
    text: str, placed: Sequence[Placed], publication: Publication
) -> tuple[DateMention, ...]:
    """One mention for each expression; where readings differ, the set of days it can be."""
    readings = publication.readings
    return tuple(
        _make_mention(text, placed, number, [(day, hung[number]) for day, hung in readings])
        for number in range(len(placed))
    )


def _make_mention(
    text: str, placed: Sequence[Placed], number: int, readings: Sequence[tuple[date | None, Hung]]
) -> DateMention:
    here = placed[number]
    found = here.found
    hung = readings[0][1]
    value = hung.value
    values = [h.value for _, h in readings]
    is_open = any(other is not value and other != value for other in values)
    if not is_open:
        values = [value]
    timex, edtf, start, end, days = _join_values(found.sense, values)
    signal = here.signal.name if here.signal else None
    anchor_start, anchor_end = _anchor_span(placed, hung)
    return DateMention(
        start_char=found.start_char,
        end_char=found.end_char,
        text=text[found.start_char : found.end_char],
        timex_type=value.timex_type,
        timex_value=timex,
        edtf=edtf,
        date_start=start,
        date_end=end,
        rule_id=found.rule_id,
        score=_score(found.score, value, is_open=is_open),
        granularity=value.granularity,
        days=days,
        anchor=_describe_anchor(text, placed, hung, readings),
        is_relative=value.anchor is not None,
        is_future=_is_future(here, start, readings[-1][0]),
        is_modifier=here.is_modifier,
        can_date_event=_can_date(start, value, signal),
        signal=signal,
        tense=here.tense,
        anchor_start=anchor_start,
        anchor_end=anchor_end,
        anchor_event_date=None if is_open else hung.event_date,
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


def _join_values(
    sense: Sense, values: Sequence[Value]
) -> tuple[str, str | None, date | None, date | None, tuple[date, ...]]:
    """ISO-TimeML value, EDTF, bounds and possible days of one expression over all readings."""
    first = values[0]
    if len(values) == 1:
        return first.timex_value, first.text, first.start, first.end, first.days
    starts = [value.start for value in values if value.start is not None]
    ends = [value.end for value in values if value.end is not None]
    if not starts or not ends:
        return first.timex_value, None, None, None, ()
    timex = first.timex_value
    if any(value.timex_value != timex for value in values):
        timex = _open_timex(sense, values)
    if all(value.start == value.end for value in values):
        days = tuple(sorted(set(starts)))
        return timex, format_set(days), days[0], days[-1], days if len(days) > 1 else ()
    texts = {value.text for value in values}
    start, end = min(starts), max(ends)
    edtf = texts.pop() if len(texts) == 1 else format_interval(start, end)
    return timex, edtf, start, end, ()


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
    text: str, placed: Sequence[Placed], hung: Hung, readings: Sequence[tuple[date | None, Hung]]
) -> str | None:
    """What the mention hangs on, in words: `publication 2020-01-06`, `story «samedi»`."""
    anchor = hung.value.anchor
    start, end = _anchor_span(placed, hung)
    if hung.event_span is not None:
        return f"event «{text[start:end]}»"
    if anchor == "publication":
        today = readings[0][0]
        if today is None:
            return "publication unknown"
        return f"publication {today.isoformat()}" if len(readings) == 1 else "publication (open)"
    if anchor == "story" and start is not None:
        return f"story «{text[start:end]}»"
    return anchor
