"""Gold files of a folder with the coder's reading of their items, for scripts that fit weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.run.steps import CodedItem, code_items
from pipeline.schema.records import Item

LANGUAGES = ("fr", "en")
_NAMES = ("item_id", "text", "title", "published", "language", "source")

Gold = dict[str, Any]


def load_lines(path: Path) -> list[Gold]:
    """The JSON objects of a JSONL file, a line each."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_gold(folder: Path) -> Iterator[tuple[str, CodedItem, list[Gold]]]:
    """Language, coded item and its gold events, for {fr,en}.{items,gold}.jsonl of a folder."""
    for language in LANGUAGES:
        golds = load_lines(folder / f"{language}.gold.jsonl")
        records = load_lines(folder / f"{language}.items.jsonl")
        items = [Item(**{n: r.get(n) for n in _NAMES}) for r in records]
        for coded in code_items(items):
            yield language, coded, [g for g in golds if g["doc_id"] == coded.item.item_id]


def meets_trigger(gold: Gold, text: str, start: int, end: int) -> bool:
    """Whether a trigger span of the coder overlaps the gold event's."""
    at = text.find(gold["evidence"])
    at += gold["evidence"].find(gold["trigger"])
    return start < at + len(gold["trigger"]) and end > at


def accepts(gold: Gold, event_type: str) -> bool:
    """Whether the gold event may be coded as a type."""
    return event_type in {gold["event_type"], *gold["event_type_alt"]}
