"""Numbers of rows and a seed in, a made-up store's rows out: for benchmarks and fault tests.

Events are spread over two years as a crisis spreads them: few countries act much, most days are
quiet, some are not. Sentences are put together from word lists; nothing is news.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipeline.schema.codes import EVENT_TYPES, find_intensity, find_quad_code
from pipeline.schema.tables import find_schema
from pipeline.store.write import publish

COUNTRIES = (
    *("USA", "RUS", "IRN", "UKR", "ISR", "FRA", "CHN", "IRQ", "SYR", "TUR", "GBR", "DEU", "SDN"),
    *("MLI", "ARM", "AZE", "IND", "PAK", "VEN", "GUY", "EGY", "SAU", "YEM", "LBN", "PRK", "KOR"),
    *("JPN", "POL", "NER", "TCD", "ETH", "ERI", "LBY", "TUN", "DZA", "MAR", "SRB", "XKX", "GRC"),
    "IGO:UN",
)
WORDS = (
    *("convoy", "border", "minister", "column", "harbour", "ceasefire", "envoy", "patrol"),
    *(
        "district",
        "crossing",
        "brigade",
        "statement",
        "airfield",
        "village",
        "delegation",
        "bridge",
    ),
    *("frontière", "colonne", "ministre", "trêve", "émissaire", "patrouille", "aérodrome", "pont"),
    *("garnison", "barrage", "vallée", "caserne", "déclaration", "poste", "quartier", "port"),
)
SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in "aeiou")
FIRST_DAY = date(2020, 1, 1).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
NUM_DAYS = 730
NUM_PLACES = 3000
MENTIONS_PER_ITEM = 4


PIECE_EVENTS = 1_000_000


def fill_store(folder: Path, *, num_events: int) -> float:
    """Publish made-up rows in pieces of a million events; the seconds that publishing took out."""
    seconds = 0.0
    for first in range(0, num_events, PIECE_EVENTS):
        number = min(PIECE_EVENTS, num_events - first)
        rows = make_store_rows(number, seed=7 + first // PIECE_EVENTS, first=first)
        began = time.perf_counter()
        publish(
            folder, items=rows["item"], event_mentions=rows["event_mention"], events=rows["event"]
        )
        seconds += time.perf_counter() - began
    return seconds


def make_store_rows(num_events: int, *, seed: int = 7, first: int = 0) -> dict[str, pa.Table]:
    """Tables `item`, `event_mention` and `event`, one mention an event, four mentions an item.

    Ids count from `first`, a multiple of four.
    """
    rng = np.random.default_rng(seed)
    columns = _draw_columns(num_events, rng)
    num_items = -(-num_events // MENTIONS_PER_ITEM)
    event_ids = pa.array([f"e{number:015x}" for number in range(first, first + num_events)])
    mention_ids = pa.array([f"m{number:015x}" for number in range(first, first + num_events)])
    # Mentions of an item lie near each other in time, as they do in news.
    item_of = np.argsort(np.argsort(columns.pop("day"), kind="stable")) // MENTIONS_PER_ITEM
    item_ids = np.array(
        [f"i{first // MENTIONS_PER_ITEM + number:08d}" for number in range(num_items)], dtype=object
    )
    columns |= {
        "event_id": event_ids,
        "event_mention_id": mention_ids,
        "item_id": pa.array(item_ids[item_of]),
    }
    published_day = np.full(num_items, FIRST_DAY - EPOCH)
    np.maximum.at(published_day, item_of, np.asarray(columns["event_date_start"].cast(pa.int32())))
    published = pa.array(published_day.astype("int32"), pa.date32()).cast(pa.string())
    items = {
        "item_id": pa.array(item_ids),
        "title": pa.array(["Made up"] * num_items),
        "text": pa.array(_draw_sentences(num_items, rng, num_words=60)),
        "published": published,
        "language": pa.array(["en"] * num_items),
        "source": pa.array([f"paper {number}" for number in rng.integers(0, 50, num_items)]),
    }
    reports = {
        "num_mentions": pa.array(np.ones(num_events, dtype="int64")),
        "num_items": pa.array(np.ones(num_events, dtype="int64")),
        "num_sources": pa.array(rng.integers(1, 9, num_events)),
        "first_reported": published.take(pa.array(item_of)),
        "event_mention_ids": _wrap(mention_ids),
        "item_ids": _wrap(columns["item_id"]),
    }
    return {
        "item": _fill("item", items, num_items),
        "event_mention": _fill("event_mention", columns, num_events),
        "event": _fill("event", columns | reports, num_events),
    }


def _draw_columns(count: int, rng: np.random.Generator) -> dict[str, pa.Array]:
    weights = 1 / np.arange(1, len(COUNTRIES) + 1)
    weights /= weights.sum()
    actors = rng.choice(len(COUNTRIES), count, p=weights)
    recipients = rng.choice(len(COUNTRIES), count, p=weights)
    kinds = rng.integers(0, len(EVENT_TYPES), count)
    busy = rng.beta(0.6, 1.4, count)
    day = (FIRST_DAY - EPOCH + (busy * NUM_DAYS)).astype("int32")
    length = np.where(rng.random(count) < 0.8, 0, rng.integers(1, 12, count)).astype("int32")
    names = np.array(COUNTRIES, dtype=object)
    types = np.array(EVENT_TYPES, dtype=object)
    quads = np.array([find_quad_code(kind) for kind in EVENT_TYPES], dtype=object)
    intensities = np.array([find_intensity(kind) for kind in EVENT_TYPES])
    no_place = rng.random(count) < 0.3
    places = rng.integers(0, NUM_PLACES, count)
    spots = rng.uniform((-40, -100), (60, 140), (NUM_PLACES, 2)).round(2)
    factuality = rng.choice(
        np.array(["actual", "announced", "hypothetical", "denied"], dtype=object),
        count,
        p=[0.82, 0.1, 0.05, 0.03],
    )
    start = pa.array(day, pa.date32())
    return {
        "day": day,
        "sentence_text": pa.array(_draw_sentences(count, rng, num_words=18)),
        "sentence_start": pa.array(np.zeros(count, dtype="int64")),
        "sentence_end": pa.array(np.full(count, 90)),
        "trigger_start": pa.array(np.full(count, 10)),
        "trigger_end": pa.array(np.full(count, 18)),
        "trigger_text": pa.array(np.array(WORDS, dtype=object)[rng.integers(0, 32, count)]),
        "event_type": pa.array(types[kinds]),
        "quad_code": pa.array(quads[kinds]),
        "intensity": pa.array(intensities[kinds]),
        "factuality": pa.array(factuality),
        "actor_code": pa.array(names[actors]),
        "actor_name": pa.array(names[actors]),
        "recipient_code": pa.array(names[recipients]),
        "recipient_name": pa.array(names[recipients]),
        "event_date": start.cast(pa.string()),
        "event_date_start": start,
        "event_date_end": pa.array(day + length, pa.date32()),
        "event_days": _list_days(day, length),
        "date_basis": pa.array(["text"] * count),
        "place_name": pa.array(names[actors], mask=no_place),
        "place_country": pa.array(names[recipients], mask=no_place),
        "latitude": pa.array(spots[places, 0], mask=no_place),
        "longitude": pa.array(spots[places, 1], mask=no_place),
        "geo_precision": pa.array(np.full(count, "city", dtype=object), mask=no_place),
        "confidence": pa.array(rng.uniform(0.3, 1.0, count).round(2)),
    }


def _draw_sentences(count: int, rng: np.random.Generator, *, num_words: int) -> list[str]:
    """Sentences of common words and, half of them, rare ones, as in any language."""
    rare = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[::10]]
    words = [*WORDS, *rare]
    common = rng.integers(0, len(WORDS), (count, num_words - num_words // 2))
    uncommon = rng.integers(len(WORDS), len(words), (count, num_words // 2))
    picks = np.concatenate([common, uncommon], axis=1)
    return [" ".join([words[number] for number in row]) for row in picks.tolist()]


def _list_days(day: np.ndarray, length: np.ndarray) -> pa.Array:
    offsets = np.concatenate([[0], np.cumsum(length + 1)]).astype("int32")
    within = np.arange(offsets[-1], dtype="int32") - np.repeat(offsets[:-1], length + 1)
    values = (np.repeat(day, length + 1) + within).astype("int32")
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(values, pa.date32()))


def _wrap(values: pa.Array) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(np.arange(len(values) + 1, dtype="int32")), values)


def _fill(table: str, columns: dict[str, pa.Array], count: int) -> pa.Table:
    schema = find_schema(table)
    arrays = [
        columns[field.name].cast(field.type)
        if field.name in columns
        else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, names=schema.names)
