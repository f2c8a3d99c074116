"""Invented items and event mentions for the tests of store, export and joining."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipeline.schema.codes import find_intensity, find_quad_code


def make_item(
    item_id: str, *, published: str | None = "2031-05-06", **given: Any
) -> dict[str, Any]:
    """A row of table `item`: text, published and source unless told otherwise."""
    return {
        "item_id": item_id,
        "title": None,
        "text": f"Text of {item_id}. The army of Arvonia shelled the port of Belmar on Monday.",
        "published": published,
        "language": "en",
        "source": None,
        **given,
    }


def make_mention(
    name: str,
    item_id: str,
    *,
    event_type: str = "ASSAULT",
    day: str | None = "2031-05-05",
    last: str | None = None,
    **given: Any,
) -> dict[str, Any]:
    """A row of table `event_mention`: a strike by ARV on BEL, on a day, unless told otherwise."""
    start = None if day is None else date.fromisoformat(day)
    end = start if last is None else date.fromisoformat(last)
    days = None
    if start is not None and end is not None:
        days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return {
        "event_mention_id": name,
        "item_id": item_id,
        "sentence_start": 0,
        "sentence_end": 60,
        "sentence_text": "The army of Arvonia shelled the port of Belmar on Monday.",
        "trigger_start": 20,
        "trigger_end": 27,
        "trigger_text": "shelled",
        "event_type": event_type,
        "quad_code": find_quad_code(event_type),
        "intensity": find_intensity(event_type),
        "factuality": "actual",
        "confidence": 0.8,
        "actor_code": "ARV",
        "actor_name": "Arvonia",
        "recipient_code": "BEL",
        "recipient_name": "Belmar",
        "event_date": day if end == start else f"{day}/{last}",
        "event_date_start": start,
        "event_date_end": end,
        "event_days": days,
        "date_basis": "none" if day is None else "text",
        **given,
    }
