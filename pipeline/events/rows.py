"""One trigger with its parties, date, place and numbers to one event mention row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.events.contexts import find_contexts
from pipeline.events.dating import EventDate
from pipeline.events.factuality import Factuality
from pipeline.events.numbers import Count
from pipeline.events.party import Party
from pipeline.events.view import SentenceView
from pipeline.schema.codes import find_goldstein, find_intensity, find_quad_code
from pipeline.schema.records import ActionMention, EventMention, PlaceMention, RelativePlace


def mention_id(item_id: str, start: int, end: int, event_type: str, n: int) -> str:
    """Stable id of an event mention: a hash of item, trigger span, type and running number."""
    key = f"{item_id}\x1f{start}\x1f{end}\x1f{event_type}\x1f{n}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def _party_fields(side: str, party: Party | None) -> dict[str, object]:
    if party is None:
        return {}
    mention = party.mention
    return {
        f"{side}_text": mention.text,
        f"{side}_start": mention.start_char,
        f"{side}_end": mention.end_char,
        f"{side}_name": mention.actor_name,
        f"{side}_code": mention.actor_code,
        f"{side}_sector": mention.actor_sector,
        f"{side}_id": mention.actor_id,
    }


def _place_fields(place: PlaceMention | None) -> dict[str, object]:
    if place is None:
        return {}
    fine: RelativePlace | PlaceMention = place.relative or place
    return {
        "place_text": place.text,
        "place_start": place.start_char,
        "place_end": place.end_char,
        "place_name": place.place_name,
        "place_country": place.place_country,
        "geonames_id": place.geonames_id,
        "latitude": fine.latitude,
        "longitude": fine.longitude,
        "geo_precision": fine.geo_precision,
        "radius_km": fine.radius_km,
    }


def _count_fields(counts: Mapping[str, Count]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for kind, count in counts.items():
        name = "fatalities" if kind == "killed" else kind
        fields[f"{name}_low"] = count.low
        fields[f"{name}_high"] = count.high
        if kind == "killed":
            fields["fatalities"] = count.low if count.low is not None else count.high
    return fields


def build_row(
    view: SentenceView,
    action: ActionMention,
    *,
    item_id: str,
    event_type: str,
    n: int,
    actor: Party | None,
    recipient: Party | None,
    when: EventDate,
    where: PlaceMention | None,
    factuality: Factuality,
    counts: Mapping[str, Count],
    attributed_to: str | None,
    confidence: float,
    rule_ids: tuple[str, ...],
) -> EventMention:
    """The event mention of one trigger; numbers of the codebook follow from type and mode."""
    sentence = view.sentence
    fields: dict[str, object] = {
        **_party_fields("actor", actor),
        **_party_fields("recipient", recipient),
        **_place_fields(where),
        **_count_fields(counts),
    }
    return EventMention(
        event_mention_id=mention_id(item_id, action.start_char, action.end_char, event_type, n),
        item_id=item_id,
        sentence_start=sentence.start_char,
        sentence_end=sentence.end_char,
        sentence_text=view.text[sentence.start_char : sentence.end_char],
        trigger_start=action.start_char,
        trigger_end=action.end_char,
        trigger_text=action.text,
        event_type=event_type,
        event_mode=action.event_mode,
        factuality=factuality.value,
        contexts=find_contexts(view),
        attributed_to=attributed_to,
        event_date=when.edtf,
        event_date_start=when.date_start,
        event_date_end=when.date_end,
        event_days=when.days,
        date_text=when.date_text,
        date_basis=when.date_basis,
        planned_date=when.planned_date,
        quad_code=find_quad_code(event_type),
        intensity=find_intensity(event_type, action.event_mode),
        cameo_code=action.cameo_code,
        goldstein=find_goldstein(action.cameo_code),
        confidence=confidence,
        rule_ids=rule_ids,
        **fields,  # type: ignore[arg-type]
    )
