"""A coded item in, the rows of its mentions out: for table `mention`, for annotation files."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from pipeline.run.steps import CodedItem
from pipeline.schema.records import ActionMention, ActorMention, DateMention, PlaceMention

Row: TypeAlias = dict[str, Any]


def list_mentions(coded: CodedItem) -> list[Row]:
    """Dates, actors, actions and places of an item in text order, one row each.

    Columns are those of table `mention`; those of another kind are absent.
    """
    item_id = coded.item.item_id
    named = _find_named_spans(coded)
    rows = [
        *(_from_date(mention) for mention in coded.dates.mentions),
        *(_from_actor(mention) for mention in coded.actors),
        *(_from_action(mention) for mention in coded.actions),
        *(_from_place(mention, named) for mention in coded.places),
    ]
    rows.sort(key=lambda row: (row["start_char"], row["end_char"], row["kind"]))
    return [{"item_id": item_id, **row} for row in rows]


def make_plain(value: Any) -> Any:
    """A value of a row in, the same for JSON out: days as YYYY-MM-DD, tuples as lists."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [make_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: make_plain(part) for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: make_plain(part) for name, part in asdict(value).items()}
    return value


def _find_named_spans(coded: CodedItem) -> set[tuple[int, int]]:
    """Spans of the names that act or are acted upon in some event of the item."""
    spans: set[tuple[int, int]] = set()
    for event in coded.events:
        for start, end in (
            (event.actor_start, event.actor_end),
            (event.recipient_start, event.recipient_end),
        ):
            if start is not None and end is not None:
                spans.add((start, end))
    return spans


def _is_metonym(mention: PlaceMention, named: set[tuple[int, int]]) -> bool:
    """A place stands for an actor when its words say so, or when an event's party is that name.

    A party may have an article before the place («la Russie»), nothing after it.
    """
    if mention.is_metonym_like:
        return True
    return any(
        end == mention.end_char and 0 <= mention.start_char - start <= 4 for start, end in named
    )


def _begin(kind: str, mention: DateMention | ActorMention | ActionMention | PlaceMention) -> Row:
    return {
        "kind": kind,
        "start_char": mention.start_char,
        "end_char": mention.end_char,
        "text": mention.text,
        "rule_id": mention.rule_id,
    }


def _from_date(mention: DateMention) -> Row:
    return {
        **_begin("date", mention),
        "score": mention.score,
        "timex_type": mention.timex_type,
        "timex_value": mention.timex_value,
        "edtf": mention.edtf,
        "date_start": mention.date_start,
        "date_end": mention.date_end,
    }


def _from_actor(mention: ActorMention) -> Row:
    return {
        **_begin("actor", mention),
        "score": mention.score,
        "actor_name": mention.actor_name,
        "actor_code": mention.actor_code,
        "actor_sector": mention.actor_sector,
        "actor_id": mention.actor_id,
    }


def _from_action(mention: ActionMention) -> Row:
    return {
        **_begin("action", mention),
        "score": mention.strength,
        "event_type": mention.event_type,
        "factuality": mention.factuality,
    }


def _from_place(mention: PlaceMention, named: set[tuple[int, int]]) -> Row:
    return {
        **_begin("place", mention),
        "score": mention.score,
        "place_name": mention.place_name,
        "geonames_id": mention.geonames_id,
        "latitude": mention.latitude,
        "longitude": mention.longitude,
        "place_country": mention.place_country,
        "geo_precision": mention.geo_precision,
        "radius_km": mention.radius_km,
        "is_metonym": _is_metonym(mention, named),
    }
