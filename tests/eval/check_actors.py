"""Measure actor reading on coded items: share of gold actors found with the right code and sector.

    python tests/eval/check_actors.py FOLDER [--held-out] [--misses]

FOLDER holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. Every third item is held out: rules are
written from the others, and ``--held-out`` reports on the rest alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.actors import read_actors
from pipeline.run.steps import open_document, parse_documents
from pipeline.schema.records import ActorMention, Document, Item

SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold actor beside the mention that covers it (None when none does)."""

    doc_id: str
    side: str
    text: str
    code: str | None
    sector: str | None
    mention: ActorMention | None

    @property
    def is_code_right(self) -> bool:
        return self.mention is not None and self.mention.actor_code == self.code

    @property
    def is_sector_right(self) -> bool:
        return self.mention is not None and self.mention.actor_sector == self.sector


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def parse_document(item: Item, language: str) -> Document:
    """The item with the sentences parsed that may hold an action, as in a run."""
    document = replace(open_document(item), language=language)
    return parse_documents([document])[0]


def locate(text: str, evidence: str, actor: str) -> tuple[int, int] | None:
    """Offsets of an actor's text, inside the evidence where possible."""
    start = text.find(evidence)
    at = text.find(actor, start, start + len(evidence)) if start >= 0 else -1
    if at < 0:
        at = text.find(actor, max(0, start))
    if at < 0:
        at = text.find(actor)
    return None if at < 0 else (at, at + len(actor))


def pick_mention(mentions: tuple[ActorMention, ...], start: int, end: int) -> ActorMention | None:
    """The mention whose head lies in the span, widest first; else the one that overlaps most."""
    inside = [m for m in mentions if start <= m.head_start < end and m.kind != "demonym"]
    if inside:
        return min(inside, key=lambda m: (m.is_owner, m.start_char, -m.end_char))
    overlapping = [m for m in mentions if m.start_char < end and m.end_char > start]
    if not overlapping:
        return None
    return max(overlapping, key=lambda m: min(m.end_char, end) - max(m.start_char, start))


def judge_folder(folder: Path, language: str, *, held_out: bool) -> Iterator[Judged]:
    items = read_lines(folder / f"{language}.items.jsonl")
    gold = read_lines(folder / f"{language}.gold.jsonl")
    for number, raw in enumerate(items):
        if (number % 3 == 2) != held_out:
            continue
        item = Item(
            item_id=raw["item_id"], text=raw["text"], title=raw["title"], published=raw["published"]
        )
        mentions = read_actors(parse_document(item, language))
        for row in gold:
            if row["doc_id"] != item.item_id:
                continue
            for side in SIDES:
                if not row[side]:
                    continue
                span = locate(item.text, row["evidence"], row[side])
                found = None if span is None else pick_mention(mentions, *span)
                yield Judged(
                    item.item_id,
                    side,
                    row[side],
                    row[f"{side}_country"],
                    row[f"{side}_sector"],
                    found,
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    out = sys.stdout.write
    for language in ("fr", "en"):
        judged = list(judge_folder(options.folder, language, held_out=options.held_out))
        counts: Counter[str] = Counter()
        for one in judged:
            counts[f"{one.side} all"] += 1
            counts[f"{one.side} found"] += one.mention is not None
            counts[f"{one.side} code"] += one.is_code_right
            counts[f"{one.side} sector"] += one.is_sector_right
            if options.misses and not (one.is_code_right and one.is_sector_right):
                m = one.mention
                seen = None if m is None else (m.text, m.actor_code, m.actor_sector, m.rule_id)
                out(f"{one.doc_id} {one.side}: {one.text!r} {one.code} {one.sector} -> {seen}\n")
        for side in SIDES:
            total = counts[f"{side} all"]
            shares = {k: counts[f"{side} {k}"] / total for k in ("found", "code", "sector")}
            out(
                f"{language} {side} {total}: " + " ".join(f"{k} {v:.3f}" for k, v in shares.items())
            )
            out("\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
