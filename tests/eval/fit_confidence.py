"""Fit the weights of data/codebook/confidence.tsv on gold rows, and draw the calibration curve.

usage: fit_confidence.py GOLD_DIR ... [--write]

Each GOLD_DIR holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. A row counts as right when its
trigger meets a gold event of an accepted type with the same actor; the second column of weights
leaves the actor aside, and decides which rows are kept. The curve is drawn on folds
that the weights were not fitted on; --write stores the weights fitted on everything.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from pipeline.events.confidence import FEATURES
from pipeline.events.readmit import readmit_told
from pipeline.events.triggers import Candidate
from pipeline.settings import find_data_dir
from tests.eval.gold_events import Gold, accepts, meets_trigger, read_gold

FOLDS = 5
RIDGE = 2.0


def _judge(candidate: Candidate, text: str, golds: list[Gold]) -> tuple[bool, bool] | None:
    """Whether gold has the event, with this actor, and at all; None for an optional one."""
    action, actor = candidate.action, candidate.parties.actor
    code = actor.mention.actor_code if actor else None
    for gold in golds:
        if not meets_trigger(gold, text, action.start_char, action.end_char):
            continue
        if gold["salience"] == 0:
            return None
        has_type = accepts(gold, action.event_type)
        return has_type and code == gold["source_country"], has_type
    return False, False


def _examples(*folders: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, the two judgements, and the item, a row each candidate."""
    rows, labels, groups = [], [], []
    for group, (_, coded, golds) in enumerate(example for f in folders for example in read_gold(f)):
        for candidate in readmit_told(coded.candidates):
            judged = _judge(candidate, coded.item.text, golds)
            if candidate.dropped is None and judged is not None:
                features = candidate.list_features()
                rows.append([features[name] for name in FEATURES])
                labels.append([float(right) for right in judged])
                groups.append(group)
    return np.array(rows), np.array(labels), np.array(groups)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge on all but the bias (Newton's method)."""
    weights = np.zeros(x.shape[1])
    penalty = RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty @ weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def _write(weights: np.ndarray, event_weights: np.ndarray) -> None:
    path = find_data_dir() / "codebook" / "confidence.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    by_name = {n: (w, e) for n, w, e in zip(FEATURES, weights, event_weights, strict=True)}
    out = []
    for line in lines:
        cells = line.split("\t")
        if cells[0] in by_name and len(cells) == 4:
            cells[1:3] = (f"{weight:.3f}" for weight in by_name[cells[0]])
        out.append("\t".join(cells))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


def _hold_out(x: np.ndarray, y: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """The chance of each row by weights fitted on other items."""
    held = np.zeros(len(y))
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        held[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out])))
    return held


def _draw_curve(held: np.ndarray, y: np.ndarray) -> None:
    print(f"rows {len(y)}, right {y.mean():.3f}, Brier {np.mean((held - y) ** 2):.3f}")
    for low in np.arange(0.1, 1.0, 0.1):
        bucket = (held >= low) & (held < low + 0.1)
        if bucket.any():
            print(
                f"{low:.1f}-{low + 0.1:.1f}  {bucket.sum():4d} rows  right {y[bucket].mean():.2f}"
            )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path, nargs="+")
    ask.add_argument("--write", action="store_true")
    said = ask.parse_args()
    x, judged, groups = _examples(*said.gold)
    for name, y in zip(("event, type and actor", "event and type"), judged.T, strict=True):
        print(name)
        _draw_curve(_hold_out(x, y, groups), y)
    if said.write:
        _write(*(fit(x, y) for y in judged.T))


if __name__ == "__main__":
    main()
