"""Event mentions of one event in, what their sources dispute out: every value with who says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

Row = Mapping[str, Any]

UNDATED = "9999-99"
"""Sorts after every date of publication."""


def find_published(mention: Row, items: Mapping[str, Row]) -> str:
    """Publication of the mention's item as a string that sorts; undated sorts last."""
    item = items.get(mention["item_id"])
    return (item and item.get("published")) or UNDATED


def find_source(item_id: str, items: Mapping[str, Row]) -> str:
    """Who publishes the item: the source named, else the host of its address, else the item."""
    item = items.get(item_id)
    if item is None:
        return f"item {item_id}"
    if item.get("source"):
        return str(item["source"])
    try:
        host = urlsplit(item.get("url") or "").hostname
    except ValueError:
        host = None
    return host or f"item {item_id}"


def do_dates_meet(one: Row, other: Row) -> bool:
    """True when some day is possible for both, or when one of them has no date."""
    start, end = one.get("event_date_start"), one.get("event_date_end")
    since, until = other.get("event_date_start"), other.get("event_date_end")
    if start is None or end is None or since is None or until is None:
        return True
    if start > until or since > end:
        return False
    mine, theirs = one.get("event_days"), other.get("event_days")
    if not mine or not theirs:
        return True
    return not set(mine).isdisjoint(theirs)


DISPUTED: dict[str, Callable[[Row], Any]] = {
    "event_type": lambda m: m.get("event_type"),
    "factuality": lambda m: m.get("factuality"),
    "actor_code": lambda m: m.get("actor_code"),
    "recipient_code": lambda m: m.get("recipient_code"),
    "place_country": lambda m: m.get("place_country"),
    "event_date": lambda m: m.get("coded_date") or m.get("event_date"),
    "fatalities": lambda m: (
        m["fatalities"] if m.get("fatalities") is not None else m.get("fatalities_low")
    ),
    "injured": lambda m: m.get("injured_low"),
    "detained": lambda m: m.get("detained_low"),
}


def find_disagreements(told: Sequence[Row], items: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Mentions in order of publication in, one entry a value of each disputed field out.

    Silence is no disagreement, and a date that contains another does not contradict it.
    """
    found: list[dict[str, Any]] = []
    for name, read in DISPUTED.items():
        holders: dict[Any, list[Row]] = {}
        for m in told:
            if (value := read(m)) is not None:
                holders.setdefault(value, []).append(m)
        if len(holders) < 2 or (name == "event_date" and _do_all_meet(told)):
            continue
        values = list(holders)
        newest = max(values, key=lambda v: told.index(holders[v][-1]))
        for value in values:
            found.append(
                _describe(name, value, holders[value], items)
                | {"is_first": value == values[0], "is_latest": value == newest}
            )
    return found


def _do_all_meet(told: Sequence[Row]) -> bool:
    return all(do_dates_meet(one, other) for n, one in enumerate(told) for other in told[n + 1 :])


def _describe(
    name: str, value: Any, holders: Sequence[Row], items: Mapping[str, Row]
) -> dict[str, Any]:
    sources = sorted({find_source(m["item_id"], items) for m in holders})
    dates = [date for m in holders if (date := find_published(m, items)) != UNDATED]
    return {
        "field": name,
        "value": str(value),
        "num_sources": len(sources),
        "sources": sources,
        "item_ids": list(dict.fromkeys(m["item_id"] for m in holders)),
        "first_published": dates[0] if dates else None,
        "last_published": dates[-1] if dates else None,
    }
