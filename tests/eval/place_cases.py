"""Triggers with the place that a reader gave them: from gold files, and from marked texts.

A marked text has `{trigger=place}` where the place is as the item names it, an alpha-3 code for a
whole country, `-` for none; `|` between places that are all right. Items start with their date.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.events.place_choice import PlaceReading
from pipeline.events.triggers import Candidate
from pipeline.run.steps import code_items
from pipeline.schema.records import Item

NEAR_KM = 50.0
_MARK = re.compile(r"\{([^{}=]+)=([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One trigger: its options, what the rules chose, and what is right.

    ``right`` are numbers of options, that of none being the last; ``near`` those at the very place,
    None when the reader gave no point; ``country`` is the reader's.
    """

    language: str
    item_id: str
    event_type: str
    reading: PlaceReading
    ruled: int | None
    right: tuple[int, ...]
    near: frozenset[int] | None
    country: str | None
    is_optional: bool = False

    @property
    def rows(self) -> list[dict[str, float]]:
        return [*self.reading.features, self.reading.none_features]


def measure_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    la, lo, lb, lp = (math.radians(x) for x in (*first, *second))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _ruled(reading: PlaceReading) -> int | None:
    for n, found in enumerate(reading.features):
        if any(name.startswith("rule_") for name in found):
            return n
    return None


def _find_gold(
    candidate: Candidate, text: str, golds: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    action = candidate.action
    for gold in golds:
        start = text.find(gold["evidence"])
        trigger = start + gold["evidence"].find(gold["trigger"])
        end = trigger + len(gold["trigger"])
        types = {gold["event_type"], *gold["event_type_alt"]}
        if action.start_char < end and action.end_char > trigger and action.event_type in types:
            return gold
    return None


def read_gold(folder: Path) -> Iterator[Case]:
    """Cases of {fr,en}.items.jsonl with {fr,en}.gold.jsonl."""
    for language in ("fr", "en"):
        golds = _load(folder / f"{language}.gold.jsonl")
        names = ("item_id", "text", "title", "published", "language", "source")
        records = _load(folder / f"{language}.items.jsonl")
        for coded in code_items([Item(**{n: r.get(n) for n in names}) for r in records]):
            own = [g for g in golds if g["doc_id"] == coded.item.item_id]
            for candidate in coded.candidates:
                gold = _find_gold(candidate, coded.item.text, own)
                if candidate.dropped is None and gold is not None:
                    yield _case_of_gold(candidate, gold, language)


def _case_of_gold(candidate: Candidate, gold: dict[str, Any], language: str) -> Case:
    reading = candidate.place_reading
    country = gold["place_country"] or None
    near = None
    own = [n for n, o in enumerate(reading.options) if country and o.key[1] == country]
    if gold["lat"] is not None:
        points = [o.best.relative or o.best for o in reading.options]
        point = (gold["lat"], gold["lon"])
        near = frozenset(
            n
            for n, p in enumerate(points)
            if p.latitude is not None
            and p.longitude is not None
            and measure_km(point, (p.latitude, p.longitude)) <= NEAR_KM
        )
    right = [n for n in own if near is not None and n in near] or own or [len(reading.options)]
    return Case(
        language,
        gold["doc_id"],
        candidate.action.event_type,
        reading,
        _ruled(reading),
        tuple(right),
        near,
        country,
        gold["salience"] == 0,
    )


def read_marked(path: Path) -> Iterator[Case]:
    """Cases of a marked text, named after its language («fr.txt»)."""
    language = path.stem
    blocks = path.read_text(encoding="utf-8").split("\n\n")[1:]
    items, marks = [], []
    for n, block in enumerate(blocks):
        day, _, body = block.strip().partition("\n")
        text, found = _strip_marks(body)
        item_id = f"marked-{language}-{n}"
        items.append(Item(item_id=item_id, text=text, published=day, language=language))
        marks.append(found)
    for coded, found in zip(code_items(items), marks, strict=True):
        for candidate in coded.candidates:
            action = candidate.action
            place = next(
                (p for s, e, p in found if action.start_char < e and action.end_char > s), None
            )
            if candidate.dropped is None and place is not None:
                yield _case_of_mark(candidate, place, language, coded.item.item_id)


def _strip_marks(body: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, last, found = "", 0, []
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        found.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        last = mark.end()
    return text + body[last:], found


def _case_of_mark(candidate: Candidate, place: str, language: str, item_id: str) -> Case:
    reading = candidate.place_reading
    wanted = set(place.split("|"))
    right = []
    for n, option in enumerate(reading.options):
        texts = {p.text for p in (*option.here, *option.before, *option.after)}
        whole = option.best.geo_precision == "country" and option.key[1] in wanted
        if whole or texts & wanted:
            right.append(n)
    if place != "-" and not right:
        raise ValueError(f"{item_id}: {place!r} is none of the places read in the text")
    country = reading.options[right[0]].key[1] if right else None
    return Case(
        language,
        item_id,
        candidate.action.event_type,
        reading,
        _ruled(reading),
        tuple(right) or (len(reading.options),),
        frozenset(right) if right else None,
        country,
    )
