"""Filters as SQL: the condition, its parameters, the window of days."""

from __future__ import annotations

from typing import Any

from dashboard.state import Filters

_TOLD = """event_id IN (SELECT event_id FROM events
             WHERE contains(search_text, strip_accents(lower(?))))"""


def write_where(filters: Filters, *, dates: bool = True) -> tuple[str, list[Any]]:
    """Filters in, an SQL condition on `facts` with its parameters out."""
    parts: list[str] = []
    values: list[Any] = []

    def add(condition: str, *given: Any) -> None:
        parts.append(condition)
        values.extend(given)

    if filters.actors:
        names = list(filters.actors)
        sides = {
            "actor": ("actor_party IN (SELECT unnest(?))", [names]),
            "recipient": ("recipient_party IN (SELECT unnest(?))", [names]),
            "either": (
                "(actor_party IN (SELECT unnest(?)) OR recipient_party IN (SELECT unnest(?)))",
                [names, names],
            ),
            "both": (
                "(actor_party IN (SELECT unnest(?)) AND recipient_party IN (SELECT unnest(?)))",
                [names, names],
            ),
        }
        condition, given = sides[filters.role]
        add(condition, *given)
    if dates and filters.start:
        add("day1 >= ?", filters.start)
    if dates and filters.end:
        add("day0 <= ?", filters.end)
    if dates and filters.start and filters.end:
        add(
            "(NOT has_gaps OR len(list_filter(days, lambda d: d BETWEEN ? AND ?)) > 0)",
            filters.start,
            filters.end,
        )
    if filters.stance != "all":
        add("stance = ?", filters.stance)
    for column, chosen in (
        ("event_type", filters.types),
        ("place_country", filters.countries),
        ("factuality", filters.factualities),
    ):
        if chosen:
            add(f"{column} IN (SELECT unnest(?))", list(chosen))
    if filters.min_confidence > 0:
        add("confidence >= ?", filters.min_confidence)
    if filters.source:
        add("list_contains(sources, ?)", filters.source)
    if filters.text.strip():
        add(_TOLD, filters.text.strip())
    return " AND ".join(parts) or "TRUE", values


def write_unit(unit: str) -> str:
    return {"day": "day", "week": "week", "month": "month"}[unit]


def write_window(column: str, filters: Filters) -> tuple[str, list[Any]]:
    parts, values = [], []
    if filters.start:
        parts.append(f"{column} >= ?")
        values.append(filters.start)
    if filters.end:
        parts.append(f"{column} <= ?")
        values.append(filters.end)
    return " AND ".join(parts) or "TRUE", values
