"""Fit the weights of data/codebook/date_choice.tsv on gold rows: which date dates which act.

usage: fit_dates.py GOLD_DIR ... [--write]

Each GOLD_DIR holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. For each act that gold has too, the
dates that it could have are listed; those are right that lie in gold's interval and are not much
tighter. The share of right choices is printed for documents that the weights were not fitted
on, each left out in turn; --write stores the weights fitted on everything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from pipeline.events import assemble, date_choice
from pipeline.events.date_options import Option, list_options
from pipeline.events.dating import EventDate, anchored_date
from pipeline.run.steps import code_items
from pipeline.schema.records import ActionMention, Item
from pipeline.settings import find_data_dir

RIDGE = 0.5
STEPS = 60
PATH = "codebook/date_choice.tsv"

Example = tuple[str, list[Option], list[bool]]
"""Document, options of one act, and whether each is right."""


def _load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _gold_of(
    action: ActionMention, text: str, golds: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    for gold in golds:
        start = text.find(gold["evidence"])
        trigger = start + gold["evidence"].find(gold["trigger"])
        end = trigger + len(gold["trigger"])
        types = {gold["event_type"], *gold.get("event_type_alt", [])}
        meets = action.start_char < end and action.end_char > trigger
        if meets and action.event_type in types:
            return gold
    return None


def _is_right(when: EventDate, gold: dict[str, Any]) -> bool:
    if gold["date_start"] is None:
        return when.date_start is None or when.date_basis != "text"
    if when.date_start is None or when.date_end is None:
        return False
    start, end = (date.fromisoformat(gold[name]) for name in ("date_start", "date_end"))
    if (start, end) == (when.date_start, when.date_end):
        return True
    inside = start <= when.date_start and when.date_end <= end
    return inside and (end - start).days + 1 <= 2 * ((when.date_end - when.date_start).days + 1)


def read_examples(folder: Path) -> Iterator[Example]:
    """The options of every act that gold has too, in the order of the items."""
    names = ("item_id", "text", "title", "published", "language", "source")
    for language in ("fr", "en"):
        golds = _load(folder / f"{language}.gold.jsonl")
        records = _load(folder / f"{language}.items.jsonl")
        for record in records:
            item = Item(**{n: record.get(n) for n in names})
            own = [g for g in golds if g["doc_id"] == item.item_id]
            for action, options in _list_asked(item):
                gold = _gold_of(action, item.text, own)
                if gold is not None:
                    right = [_is_right(option.when, gold) for option in options]
                    yield f"{language}/{item.item_id}", options, right


def _list_asked(item: Item) -> list[tuple[ActionMention, list[Option]]]:
    """Every act of an item with the options that its date was chosen from."""
    asked: list[tuple[ActionMention, list[Option]]] = []

    def spy(view: Any, action: Any, publication: Any, **context: Any) -> EventDate:
        anchored = anchored_date(view, action)
        if anchored is not None:
            asked.append((action, [Option(anchored, {})]))
        else:
            story = context["story"]
            kept = {name: context[name] for name in ("factuality", "is_background")}
            asked.append((action, list_options(view, action, publication, story, **kept)))
        return date_choice.find_event_date(view, action, publication, **context)

    with patch.object(assemble, "find_event_date", spy):
        list(code_items([item]))
    return asked


def fit(rows: Sequence[np.ndarray], right: Sequence[np.ndarray]) -> np.ndarray:
    """Weights under which right options take the most of each act's softmax (Newton's method)."""
    size = rows[0].shape[1]
    weights = np.zeros(size)
    for _ in range(STEPS):
        gradient, hessian = -RIDGE * weights, RIDGE * np.eye(size)
        for x, y in zip(rows, right, strict=True):
            if y.all() or not y.any():
                continue
            score = x @ weights
            p = np.exp(score - score.max())
            p /= p.sum()
            q = p * y / (p * y).sum()
            mean = p @ x
            gradient += x.T @ (q - p)
            hessian += (x.T * p) @ x - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _write(weights: dict[str, float]) -> None:
    path = find_data_dir() / PATH
    lines = path.read_text(encoding="utf-8").splitlines()
    out = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 3 and cells[0] in weights:
            cells[1] = f"{weights[cells[0]]:.3f}"
        out.append("\t".join(cells))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path, nargs="+")
    ask.add_argument("--write", action="store_true")
    said = ask.parse_args()
    examples = [e for folder in said.gold for e in read_examples(folder)]
    names = sorted(date_choice.load_choice_weights())
    rows = [
        np.array([[o.features.get(n, 0.0) for n in names] for o in os]) for _, os, _ in examples
    ]
    right = [np.array(r) for _, _, r in examples]
    documents = [document for document, _, _ in examples]
    hits = {"fr": 0, "en": 0}
    for document in dict.fromkeys(documents):
        kept = [n for n, other in enumerate(documents) if other != document]
        weights = fit([rows[n] for n in kept], [right[n] for n in kept])
        for n, other in enumerate(documents):
            if other == document:
                hits[document[:2]] += int(right[n][int(np.argmax(rows[n] @ weights))])
    for language, count in hits.items():
        own = [n for n, document in enumerate(documents) if document.startswith(language)]
        best = sum(bool(right[n].any()) for n in own)
        print(f"{language}  acts {len(own)}  right {count / len(own):.3f}", end="")
        print(f"  with the best option {best / len(own):.3f}")
    if said.write:
        _write(dict(zip(names, fit(rows, right), strict=True)))


if __name__ == "__main__":
    main()
