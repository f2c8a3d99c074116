"""Filters in words, for the page, exports and briefings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.charts.lanes import describe_date
from dashboard.evidence import name_source
from dashboard.filters import Filters
from dashboard.i18n import Words


def describe_filters(filters: Filters, words: Words) -> str:
    """Filters in, one line out that says all of them."""
    parts: list[str] = []
    if filters.actors:
        parts.append(words(f"words.{filters.role}", names=_join(map(words.party, filters.actors))))
    if filters.start and filters.end:
        parts.append(words.span(filters.start, filters.end))
    elif filters.start:
        parts.append(words("words.from", start=words.day(filters.start)))
    elif filters.end:
        parts.append(words("words.until", end=words.day(filters.end)))
    if filters.stance != "all":
        parts.append(words(f"words.stance.{filters.stance}"))
    if filters.types:
        parts.append(_join(map(words.event_type, filters.types)))
    if filters.countries:
        parts.append(words("words.countries", names=_join(map(words.country, filters.countries))))
    if filters.factualities:
        parts.append(_join(words(f"factuality.{name}") for name in filters.factualities).lower())
    if filters.min_confidence > 0:
        parts.append(words("words.confidence", share=words.percent(filters.min_confidence)))
    if filters.place:
        parts.append(words("words.countries", names=words.place_alone(filters.place)))
    if filters.source:
        parts.append(words("words.source", name=name_source(filters.source, words)))
    if filters.text:
        parts.append(words("words.text", text=filters.text))
    return " · ".join(parts) or words("words.none")


def describe_event_title(event: Any, words: Words) -> str:
    """An event in one line: what, by whom to whom, when. Codes become names."""
    return f"{describe_deed(event, words)} · {describe_date(event, words)}"


def describe_deed(event: Any, words: Words) -> str:
    """What was done, by whom to whom; codes become names."""
    mode = None if pd.isna(event.event_mode) else event.event_mode
    sides = [
        words("value.none") if pd.isna(side) else words.party(side)
        for side in (event.actor_party, event.recipient_party)
    ]
    return f"{words.event_type(event.event_type, mode)} · {sides[0]} → {sides[1]}"


def describe_value(field: str, value: Any, words: Words) -> str:
    """The value of a column as the reader writes it; codes become names, the rest stays."""
    if value is None or pd.isna(value):
        return words("value.none")
    text = str(value)
    if field.endswith("_code"):
        return words.party(text)
    if field == "place_country":
        return words.country(text)
    if field == "event_type":
        return words.event_type(text)
    if field.endswith("_date") and len(text) in (len("2020-01"), len("2020-01-06")):
        return words.moment(text)
    kind = {"geo_precision": "precision"}.get(field, field.rpartition("_")[2])
    return words(f"{kind}.{text}") if words.has(f"{kind}.{text}") else text


def _join(names: Iterable[str]) -> str:
    return ", ".join(names)
