"""A made-up release of any size with the columns of the codebook, for page and browser tests.

Sentences are invented; nothing here is press. Every value that a page draws occurs: exact days,
sets of days with gaps, months, no date; all factualities; places to the site, city, country, none.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from pipeline.schema.codes import find_intensity, find_quad_code
from pipeline.schema.tables import find_schema
from pipeline.store.write import publish

PARTIES = (
    ("Iran", "IRN", "GOV"),
    ("États-Unis", "USA", "MIL"),
    ("Irak", "IRQ", "GOV"),
    ("Kataëb Hezbollah", "IRQ", "PAM"),
    ("Israël", "ISR", "MIL"),
    ("Hezbollah", "LBN", "PAM"),
    ("France", "FRA", "GOV"),
    ("Nations unies", "IGO:UN", "IGO"),
    ("Russie", "RUS", "GOV"),
    ("OTAN", "IGO:NATO", "IGO"),
)
PLACES = (
    ("Bagdad", "IRQ", 98182, 33.34, 44.40, "city", 15.0),
    ("Téhéran", "IRN", 112931, 35.69, 51.42, "city", 20.0),
    ("Beyrouth", "LBN", 276781, 33.89, 35.50, "city", 10.0),
    ("base d'Aïn al-Assad", "IRQ", None, 33.79, 42.44, "site", 3.0),
    ("Irak", "IRQ", 99237, 33.0, 44.0, "country", 400.0),
    ("Erbil", "IRQ", 95446, 36.19, 44.01, "city", 10.0),
    ("détroit d'Ormuz", None, 131002, 26.57, 56.25, "sea", 60.0),
    ("Riyad", "SAU", 108410, 24.69, 46.72, "city", 20.0),
)
ACTS = (
    ("ASSAULT", "aerial", "a frappé depuis les airs", 5),
    ("ASSAULT", "heavy-weapons", "a tiré des roquettes contre", 4),
    ("THREATEN", None, "a menacé de représailles", 5),
    ("ACCUSE", None, "a accusé", 4),
    ("MOBILIZE", None, "a déployé des troupes face à", 3),
    ("SANCTION", None, "a sanctionné", 2),
    ("PROTEST", None, "a manifesté contre", 2),
    ("REJECT", None, "a rejeté l'offre de", 2),
    ("CONSULT", None, "a rencontré", 3),
    ("AGREE", None, "a signé un accord avec", 1),
    ("SUPPORT", None, "a soutenu", 2),
    ("REQUEST", None, "a demandé une trêve à", 2),
    ("RETREAT", None, "a retiré ses soldats devant", 1),
)
PEAKS = ((date(2019, 12, 31), 6), (date(2020, 1, 4), 5), (date(2020, 1, 9), 4))


def _pick_day(random_: random.Random, wide: bool) -> date:
    if wide and random_.random() < 0.25:
        return date(2018, 1, 1) + timedelta(days=random_.randrange(2400))
    centre, spread = random_.choice(PEAKS)
    return centre + timedelta(days=round(random_.gauss(0, spread)))


def _date_fields(random_: random.Random, day: date) -> dict[str, object]:
    roll = random_.random()
    if roll < 0.70:
        return {"event_date": day.isoformat(), "event_date_start": day, "event_date_end": day,
                "event_days": [day], "date_basis": "text", "date_text": "mardi"}  # fmt: skip
    if roll < 0.82:
        days = [day + timedelta(days=7 * n) for n in range(4)]
        return {"event_date": "[" + ",".join(d.isoformat() for d in days) + "]",
                "event_date_start": days[0], "event_date_end": days[-1], "event_days": days,
                "date_basis": "text", "date_text": "vendredi"}  # fmt: skip
    if roll < 0.90:
        days = [day + timedelta(days=n) for n in range(4)]
        return {"event_date": f"{days[0]}/{days[-1]}", "event_date_start": days[0],
                "event_date_end": days[-1], "event_days": days, "date_basis": "text"}  # fmt: skip
    if roll < 0.96:
        first = day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return {"event_date": f"{first:%Y-%m}", "event_date_start": first, "event_date_end": last,
                "event_days": days, "date_basis": "publication"}  # fmt: skip
    return {"date_basis": "none"}


def make_rows(number: int, *, seed: int = 7, wide: bool = True) -> dict[str, pa.Table]:
    """A number of events in; tables items, event_mentions and events of the codebook out."""
    random_ = random.Random(seed)
    items, mentions, events = [], [], []
    weights = [act[3] for act in ACTS]
    for n in range(number):
        event_type, mode, verb, _ = random_.choices(ACTS, weights)[0]
        actor, recipient = random_.sample(PARTIES, 2)
        place = random_.choice(PLACES) if random_.random() < 0.8 else None
        head = f"{actor[0]} {verb} {recipient[0]}"
        text = head + (f" près de {place[0]}" if place else "") + " mardi, selon un récit inventé."
        factuality = random_.choices(
            ("actual", "announced", "hypothetical", "denied"), (80, 10, 7, 3)
        )[0]
        start = text.index(verb)
        row: dict[str, object] = {
            "item_id": f"item{n // 4}",
            "sentence_start": 0, "sentence_end": len(text), "sentence_text": text,
            "trigger_start": start, "trigger_end": start + len(verb), "trigger_text": verb,
            "event_type": event_type, "event_mode": mode, "factuality": factuality,
            "actor_text": actor[0], "actor_start": 0, "actor_end": len(actor[0]),
            "actor_name": actor[0], "actor_code": actor[1], "actor_sector": actor[2],
            "recipient_text": recipient[0], "recipient_start": text.index(recipient[0], start),
            "recipient_end": text.index(recipient[0], start) + len(recipient[0]),
            "recipient_name": recipient[0], "recipient_code": recipient[1],
            "recipient_sector": recipient[2],
            "quad_code": find_quad_code(event_type),
            "intensity": find_intensity(event_type, mode),
            "confidence": round(random_.uniform(0.35, 0.97), 2),
            "rule_ids": ["fr.actions.example", "fr.dates.weekday"],
            **_date_fields(random_, _pick_day(random_, wide)),
        }  # fmt: skip
        if place:
            at = text.index(place[0])
            row |= {"place_text": place[0], "place_start": at, "place_end": at + len(place[0]),
                    "place_name": place[0], "place_country": place[1], "geonames_id": place[2],
                    "latitude": place[3], "longitude": place[4], "geo_precision": place[5],
                    "radius_km": place[6]}  # fmt: skip
        item = {"item_id": f"item{n // 4}", "title": f"Récit inventé {n // 4}", "text": text,
                "published": "2020-01", "language": "fr", "source": "synthetic",
                "url": "https://example.org/recit"}  # fmt: skip
        if n % 4 == 0:
            items.append(item | {"content_hash": str(n)})
        mentions.append(row | {"event_mention_id": f"m{n}", "event_id": f"e{n}"})
        events.append(row | {"event_id": f"e{n}", "event_mention_id": f"m{n}",
                             "num_mentions": 1, "num_items": 1, "num_sources": 1})  # fmt: skip
    return {"items": _table("item", items), "event_mentions": _table("event_mention", mentions),
            "events": _table("event", events)}  # fmt: skip


def _table(name: str, rows: list[dict[str, object]]) -> pa.Table:
    schema = pa.schema([field.with_nullable(True) for field in find_schema(name)])
    return pa.Table.from_pylist(rows, schema=schema)


def publish_rows(folder: Path, number: int, *, is_demo: bool = True) -> None:
    """Publish so many made-up events to a real store in that folder."""
    publish(folder, **make_rows(number), is_demo=is_demo)
