"""An event and its mentions in, what the evidence panel shows out: plain values, no Streamlit.

Sentences are cut into pieces, each a text and what it is (actor, action, recipient, place, date or
nothing). The browser writes them as text; nothing of a document is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from dashboard.charts.lanes import describe_date
from dashboard.i18n import Words
from dashboard.rows import list_rows

Segment = tuple[str, str | None]
_SIDES = (("actor", "actor"), ("recipient", "recipient"), ("place", "place"))

DEMO_SOURCE = "corpus"
"""The source that the bundled texts have: they have no publisher."""


@dataclass(frozen=True, slots=True)
class Report:
    """One item that tells the event: its sentence in pieces, who published it when, its address."""

    segments: tuple[Segment, ...]
    source: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of how a value was reached: label, value, and a remark; `kind` is its colour.

    `fold` is the short line shown in place of a long value until the reader opens it.
    """

    label: str
    value: str
    note: str | None = None
    kind: str | None = None
    fold: str | None = None


def cut_sentence(row: Any) -> tuple[Segment, ...]:
    """A mention in, its sentence in pieces out. Spans outside the sentence mark nothing."""
    offset = int(row.sentence_start)
    spans = [(start - offset, end - offset, kind) for start, end, kind in _find_spans(row)]
    return cut_text(str(row.sentence_text), spans)


def list_spans(mentions: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Mentions of one item in, every marked span of its text out."""
    return [span for row in list_rows(mentions) for span in _find_spans(row)]


def _find_spans(row: Any) -> list[tuple[int, int, str]]:
    """Action, actor, recipient, place and date of a mention, in characters of its item."""
    spans = [(int(row.trigger_start), int(row.trigger_end), "action")]
    for name, kind in _SIDES:
        start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
        if not _missing(start) and not _missing(end):
            spans.append((int(start), int(end), kind))
    if not _missing(row.date_text):
        at = str(row.sentence_text).find(str(row.date_text))
        if at >= 0:
            start = int(row.sentence_start) + at
            spans.append((start, start + len(str(row.date_text)), "date"))
    return spans


def cut_text(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Segment, ...]:
    """A text and marked spans in, its pieces out; a shorter span inside a longer one wins.

    Joined again, the pieces are the text, whatever the spans.
    """
    kinds: list[str | None] = [None] * len(text)
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        if 0 <= start < end <= len(text):
            kinds[start:end] = [kind] * (end - start)
    pieces: list[Segment] = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or kinds[place] != kinds[begin]:
            pieces.append((text[begin:place], kinds[begin]))
            begin = place
    return tuple(pieces)


def list_reports(mentions: pd.DataFrame, words: Words) -> tuple[Report, ...]:
    """Mentions with their items in, a report each out, in the order given."""
    return tuple(
        Report(
            segments=cut_sentence(row),
            source=describe_item(row, words),
            link=check_link(row.url),
        )
        for row in list_rows(mentions)
    )


def describe_item(row: Any, words: Words) -> str:
    """Source, title and date of publication of an item in one line."""
    parts = []
    if not _missing(row.source):
        parts.append(name_source(str(row.source), words))
    if not _missing(row.title):
        parts.append(words("value.quoted", text=str(row.title)))
    if _missing(row.published):
        parts.append(words("evidence.unpublished"))
    else:
        parts.append(words("evidence.published", date=words.moment(str(row.published))))
    parts.append(str(row.item_id))
    return " · ".join(parts)


def name_source(source: str, words: Words) -> str:
    """A publisher's name: the bundled corpus as what it is."""
    return words("source.corpus") if source == DEMO_SOURCE else source


def check_link(url: Any) -> str | None:
    """An address in, the same out when it is http or https with a host, else None."""
    if _missing(url):
        return None
    try:
        parts = urlsplit(str(url).strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else None


def list_facts(event: Any, words: Words) -> tuple[Fact, ...]:
    """One event in, the lines of the panel out: who, what, when, where, and how surely."""
    return (
        Fact(words("fact.actor"), _party(event, "actor", words), kind="actor"),
        Fact(words("fact.action"), _action(event, words), kind="action"),
        Fact(words("fact.recipient"), _party(event, "recipient", words), kind="recipient"),
        Fact(words("fact.date"), describe_date(event, words),
             note=words(f"basis.{event.date_basis}"), kind="date"),
        Fact(words("fact.place"), _place(event, words), kind="place",
             note=None if _missing(event.geo_precision)
             else words(f"precision.{event.geo_precision}")),
        Fact(words("fact.confidence"), words.percent(float(event.confidence))),
        *_optional(event, words),
        _rules(event, words),
    )  # fmt: skip


def _rules(event: Any, words: Words) -> Fact:
    """Which rules fired: their number, and their names for who wants to look one up."""
    names = _listed(event.rule_ids)
    fold = words.count("count.rules", len(names)) if names else None
    return Fact(words("fact.rules"), ", ".join(names) or words("value.none"), fold=fold)


def _party(event: Any, side: str, words: Words) -> str:
    values = [getattr(event, f"{side}_{part}") for part in ("name", "code", "sector")]
    name = getattr(event, f"{side}_text") if _missing(values[0]) else values[0]
    if _missing(name):
        return words("value.not_named")
    codes = [
        words.party(str(value)) if part == "code" else words(f"sector.{value}")
        for part, value in zip(("code", "sector"), values[1:], strict=True)
        if not _missing(value)
    ]
    told = [code for code in codes if code != name]
    return f"{name} ({', '.join(told)})" if told else str(name)


def _action(event: Any, words: Words) -> str:
    parts = [words.event_type(event.event_type, _text(event.event_mode))]
    if not _missing(event.intensity):
        value = words.number(float(event.intensity), digits=1, signed=True)
        parts.append(words("fact.intensity_value", value=value))
    if not _missing(event.cameo_code):
        parts.append(f"CAMEO {event.cameo_code}")
    return ", ".join(parts)


def _place(event: Any, words: Words) -> str:
    if _missing(event.place_name):
        return words("value.no_place")
    country = "" if _missing(event.place_country) else words.country(str(event.place_country))
    name = str(event.place_name)
    return f"{name}, {country}" if country and country != name else name


def _optional(event: Any, words: Words) -> list[Fact]:
    found = []
    if not _missing(event.planned_date):
        found.append(Fact(words("fact.planned"), str(event.planned_date)))
    if not _missing(event.fatalities):
        found.append(Fact(words("fact.fatalities"), words.number(int(event.fatalities))))
    if not _missing(event.attributed_to):
        found.append(Fact(words("fact.attributed"), str(event.attributed_to)))
    if not _missing(event.disagreements) and len(event.disagreements):
        names = sorted({str(part["field"]) for part in event.disagreements})
        found.append(Fact(words("fact.disagreements"), ", ".join(map(words.field, names))))
    return found


def _listed(value: Any) -> list[str]:
    return [] if _missing(value) else [str(part) for part in value]


def _text(value: Any) -> str | None:
    return None if _missing(value) else str(value)


def _missing(value: Any) -> bool:
    if value is None:
        return True
    missing = pd.isna(value)
    return bool(missing) if isinstance(missing, bool) or getattr(missing, "ndim", 1) == 0 else False
