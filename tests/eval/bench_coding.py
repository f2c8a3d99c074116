"""Coding against bare parsing, over the same items in one run: items a second and their ratio.

usage: bench_coding.py [--political N]

The mix is three ordinary items (tests/eval/filler) to one political item (data/corpus), and one to
one beside it. Bare parsing is `nlp.pipe` of the same model, all components, over whole items.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import spacy

from pipeline.language.parse import MODELS
from pipeline.run.steps import code_items
from pipeline.schema.records import Item
from pipeline.settings import find_data_dir

BATCH = 16


def _read(path: Path) -> list[Item]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    names = ("item_id", "text", "title", "published", "language", "source")
    return [Item(**{name: record.get(name) for name in names}) for record in records]


def _mix(political: Sequence[Item], ordinary: Sequence[Item], *, share: int) -> list[Item]:
    """Each political item followed by ``share`` ordinary ones."""
    mixed: list[Item] = []
    for n, item in enumerate(political):
        mixed.append(item)
        mixed += [ordinary[(n * share + k) % len(ordinary)] for k in range(share)]
    return mixed


def _time_coding(items: Sequence[Item]) -> float:
    start = time.perf_counter()
    for at in range(0, len(items), BATCH):
        for _ in code_items(items[at : at + BATCH]):
            pass
    return time.perf_counter() - start


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--political", type=int, default=20, help="political items a language")
    said = ask.parse_args()
    filler = Path(__file__).parent / "filler"
    for language in ("fr", "en"):
        political = _read(find_data_dir() / "corpus" / f"{language}.jsonl")[: said.political]
        ordinary = _read(filler / f"{language}.jsonl")
        nlp = spacy.load(MODELS[language])
        _time_coding(political[:2] + ordinary[:2])
        for share in (3, 1):
            items = _mix(political, ordinary, share=share)
            start = time.perf_counter()
            for _ in nlp.pipe((item.text for item in items), batch_size=64):
                pass
            bare = time.perf_counter() - start
            coding = _time_coding(items)
            print(
                f"{language} {share}:1  {len(items)} items  bare {len(items) / bare:.1f}/s  "
                f"coding {len(items) / coding:.1f}/s  ratio {bare / coding:.2f}"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (both models, and the bare ones beside them)")


if __name__ == "__main__":
    main()
