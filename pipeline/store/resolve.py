"""Event mentions of one real-world event in, its one resolved row out, with what sources dispute.

Of two values the one that more sources give wins, then the more precise, then the one of the
leading mention. Numbers of people grow as reports come in: the latest stands, low and high span
all. What loses is kept in `disagreements`, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.schema.tables import PARTY_PARTS, PLACE_COLUMNS, list_columns
from pipeline.store.disagree import (
    UNDATED,
    Row,
    do_dates_meet,
    find_disagreements,
    find_published,
    find_source,
)

EVIDENCE = (
    "event_mention_id",
    "item_id",
    "sentence_start",
    "sentence_end",
    "sentence_text",
    "trigger_start",
    "trigger_end",
    "trigger_text",
    "other_sentences",
    "attributed_to",
)
KIND = ("event_type", "event_mode", "quad_code", "intensity", "cameo_code", "goldstein")
DATE = (
    "event_date",
    "event_date_start",
    "event_date_end",
    "event_days",
    "date_text",
    "date_basis",
    "date_item_id",
)
NUMBERS = ("fatalities", "injured", "detained", "troops")
NUMBER_COLUMNS = ("fatalities", *(f"{name}_{end}" for name in NUMBERS for end in ("low", "high")))
OWN = (
    *KIND,
    *(f"{who}_{part}" for who in ("actor", "recipient") for part in PARTY_PARTS),
    *PLACE_COLUMNS,
    *DATE,
    *NUMBER_COLUMNS,
    "factuality",
)
"""What an event that one mention alone tells has from it."""
FACTUALITY_RANK = {"actual": 3, "announced": 2, "denied": 1, "hypothetical": 0}
PRECISION_RANK = {"site": 4, "city": 3, "region": 2, "sea": 2, "country": 1}
BASIS_RANK = {"text": 3, "corpus": 2, "publication": 1, "none": 0}


def resolve_event(
    event_id: str, mentions: Sequence[Row], items: Mapping[str, Row]
) -> dict[str, Any]:
    """Mentions of one event (at least one) in, a row of table `event` out.

    `items` maps item_id to published, source, url and same_text_id of the mentions' items; an item
    that is absent counts as undated and as its own source.
    """
    told, lead = list(mentions), mentions[0]
    if len(told) > 1:
        told.sort(key=lambda m: (find_published(m, items), m["event_mention_id"]))
        lead = max(told, key=lambda m: (_count_weight(m), m["event_mention_id"]))
    by_source = {m["event_mention_id"]: find_source(m["item_id"], items) for m in told}
    row: dict[str, Any] = dict.fromkeys(list_columns("event"))
    row |= {name: lead.get(name) for name in EVIDENCE}
    if len(told) == 1:
        row |= {name: lead.get(name) for name in OWN}
    else:
        row |= _pick_values(told, lead, by_source)
    row |= _count_reports(event_id, told, items, by_source)
    row["planned_date"] = next((m.get("planned_date") for m in told if m.get("planned_date")), None)
    row["disagreements"] = find_disagreements(told, items) if len(told) > 1 else []
    row["confidence"] = _join_confidence(told, items)
    for name in ("contexts", "rule_ids", "corrected_fields"):
        row[name] = sorted({part for m in told if (own := m.get(name)) for part in own})
    return row


def _pick_values(told: Sequence[Row], lead: Row, by_source: Mapping[str, str]) -> dict[str, Any]:
    """What several mentions say of one event, each value from those that most sources agree on."""
    row = _pick_block(told, lead, by_source, "event_type", KIND)
    for who in ("actor", "recipient"):
        names = tuple(f"{who}_{part}" for part in PARTY_PARTS)
        row |= _pick_block(told, lead, by_source, f"{who}_code", names, fallback=f"{who}_text")
    row |= _pick_place(told, lead, by_source)
    row |= _pick_date(told, lead, by_source)
    row |= _pick_numbers(told)
    return row | _pick_factuality(told, by_source)


def resolve_events(mentions: Iterable[Row], items: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Mentions with event_id in, one row of table `event` each out, in order of event_id."""
    groups: dict[str, list[Row]] = {}
    for mention in mentions:
        if mention.get("event_id") is not None:
            groups.setdefault(mention["event_id"], []).append(mention)
    return [resolve_event(key, groups[key], items) for key in sorted(groups)]


def is_day_known(row: Row) -> bool:
    """True when the date is one single day."""
    start = row.get("event_date_start")
    return start is not None and start == row.get("event_date_end")


def _count_weight(mention: Row) -> float:
    named = (mention.get("actor_code") is not None) + (mention.get("recipient_code") is not None)
    placed = PRECISION_RANK.get(mention.get("geo_precision") or "", 0)
    return (
        float(mention["confidence"] or 0.0)
        + 0.05 * named
        + 0.02 * placed
        + (0.1 if is_day_known(mention) else 0.0)
    )


def _count_votes(told: Sequence[Row], by_source: Mapping[str, str], name: str) -> dict[Any, int]:
    voters: dict[Any, set[str]] = {}
    for m in told:
        if m.get(name) is not None:
            voters.setdefault(m[name], set()).add(by_source[m["event_mention_id"]])
    return {value: len(who) for value, who in voters.items()}


def _prefer_corrected(told: Sequence[Row], names: Sequence[str]) -> Sequence[Row]:
    """Of these mentions those in which a person corrected one of the columns, if there are any."""
    corrected = [
        m for m in told if (own := m.get("corrected_fields")) and not set(own).isdisjoint(names)
    ]
    return corrected or told


def _pick_block(
    told: Sequence[Row],
    lead: Row,
    by_source: Mapping[str, str],
    name: str,
    block: Sequence[str],
    *,
    fallback: str | None = None,
) -> dict[str, Any]:
    """The columns of `block` from one mention that has the value of `name` most sources give."""
    told = _prefer_corrected(told, block)
    votes = _count_votes(told, by_source, name)
    if not votes:
        name = fallback or name
        votes = _count_votes(told, by_source, name)
        if not votes:
            return {part: lead.get(part) for part in block}
    places = {value: n for n, value in enumerate(votes)}
    best = max(votes, key=lambda value: (votes[value], value == lead.get(name), -places[value]))
    if lead.get(name) == best:
        chosen = lead
    else:
        chosen = max((m for m in told if m.get(name) == best), key=_count_weight)
    return {part: chosen.get(part) for part in block}


def _pick_place(told: Sequence[Row], lead: Row, by_source: Mapping[str, str]) -> dict[str, Any]:
    told = _prefer_corrected(told, PLACE_COLUMNS)
    votes = _count_votes(told, by_source, "place_country")

    def rank(m: Row) -> tuple[float, ...]:
        return (
            votes.get(m.get("place_country"), 0),
            PRECISION_RANK.get(m.get("geo_precision") or "", 0),
            m is lead,
            _count_weight(m),
        )

    placed = [m for m in told if m.get("place_name") or m.get("place_text")]
    chosen = max(placed, key=rank) if placed else lead
    return {part: chosen.get(part) for part in PLACE_COLUMNS}


def _pick_date(told: Sequence[Row], lead: Row, by_source: Mapping[str, str]) -> dict[str, Any]:
    """The narrowest date of the best basis that most sources agree with."""
    told = _prefer_corrected(told, DATE)
    dated = [m for m in told if m.get("event_date_start") is not None]
    if not dated:
        return {part: lead.get(part) for part in DATE}

    def rank(m: Row) -> tuple[float, ...]:
        agreeing = {by_source[o["event_mention_id"]] for o in dated if do_dates_meet(m, o)}
        basis = BASIS_RANK[m.get("date_basis") or "none"]
        return (len(agreeing), min(basis, 2), -_count_days(m), basis, m is lead)

    chosen = max(dated, key=rank)
    return {part: chosen.get(part) for part in DATE}


def _count_days(row: Row) -> int:
    if row.get("event_days"):
        return len(row["event_days"])
    end = row.get("event_date_end")
    return 100_000 if end is None else (end - row["event_date_start"]).days + 1


def _pick_numbers(told: Sequence[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    told = _prefer_corrected(told, NUMBER_COLUMNS)
    exact = [m["fatalities"] for m in told if m.get("fatalities") is not None]
    found["fatalities"] = exact[-1] if exact else None
    for name in NUMBERS:
        lows = [m[f"{name}_low"] for m in told if m.get(f"{name}_low") is not None]
        highs = [m[f"{name}_high"] for m in told if m.get(f"{name}_high") is not None]
        found[f"{name}_low"] = min(lows) if lows else None
        found[f"{name}_high"] = max(highs) if highs else None
    return found


def _pick_factuality(told: Sequence[Row], by_source: Mapping[str, str]) -> dict[str, Any]:
    votes = _count_votes(_prefer_corrected(told, ("factuality",)), by_source, "factuality")
    return {"factuality": max(votes, key=lambda v: (votes[v], FACTUALITY_RANK[v]))}


def _count_reports(
    event_id: str, told: Sequence[Row], items: Mapping[str, Row], by_source: Mapping[str, str]
) -> dict[str, Any]:
    dates = [date for m in told if (date := find_published(m, items)) != UNDATED]
    sources = set(by_source.values())
    return {
        "event_id": event_id,
        "num_mentions": len(told),
        "num_items": len({m["item_id"] for m in told}),
        "num_sources": len(sources),
        "sources": sorted(name for name in sources if not name.startswith("item ")),
        "item_ids": list(dict.fromkeys(m["item_id"] for m in told)),
        "event_mention_ids": [m["event_mention_id"] for m in told],
        "first_reported": dates[0] if dates else None,
        "last_reported": dates[-1] if dates else None,
    }


def _join_confidence(told: Sequence[Row], items: Mapping[str, Row]) -> float:
    """1 minus the chance that every text that tells it is misread; copies count once."""
    best: dict[str, float] = {}
    for m in told:
        item = items.get(m["item_id"]) or {}
        text = item.get("same_text_id") or m["item_id"]
        best[text] = max(best.get(text, 0.0), float(m["confidence"] or 0.0))
    doubt = 1.0
    for value in best.values():
        doubt *= 1.0 - value
    return round(max(*best.values(), min(1.0 - doubt, 0.99), 0.0), 4)
