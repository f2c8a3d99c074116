"""Fit the weights of data/codebook/places.tsv on gold rows; say what they give on held-out items.

usage: fit_places.py PATH... [--write]

A PATH is a folder with {fr,en}.items.jsonl and {fr,en}.gold.jsonl, or a marked text (see
place_cases.py; tests/eval/places). Every trigger that they have is one
choice among the places of its item, the countries of its parties, and none. The right ones are
those within 50 km of gold's point in gold's country, else those in gold's country. Held out are
one item at a time, and then each language by turns; --write stores the weights fitted on all.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from place_cases import Case, read_gold, read_marked

from pipeline.events.place_choice import PlaceReading, pick_option
from pipeline.events.place_features import CLASS_NAMES, class_of
from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir

RIDGE, CLASS_RIDGE = 3.0, 8.0
STEPS = 80
MEMORY = 8
RARE = 10
"""A feature seen fewer times, or a feature of a class, has no weight."""


Matrix = np.ndarray
Name = tuple[str, str | None]
"""A feature, and the class of act that it counts for (None: any)."""


def list_names(cases: Sequence[Case]) -> list[Name]:
    counts: Counter[Name] = Counter()
    for case in cases:
        for row in case.rows:
            for feature in row:
                counts.update([(feature, None), (feature, class_of(case.event_type))])
    return sorted((n for n, c in counts.items() if c >= RARE), key=str)


def make_matrix(case: Case, index: dict[Name, int]) -> Matrix:
    """Options and none (rows) by features (columns)."""
    found = np.zeros((len(case.rows), len(index)))
    for n, row in enumerate(case.rows):
        for feature, value in row.items():
            for name in ((feature, None), (feature, class_of(case.event_type))):
                if name in index:
                    found[n, index[name]] = value
    return found


def fit(matrices: Sequence[Matrix], rights: Sequence[list[int]], ridge: Matrix) -> Matrix:
    """Weights that make the right options likely (conditional logit, L-BFGS with backtracking)."""
    x = np.concatenate(matrices)
    sizes = np.array([len(m) for m in matrices])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    segment = np.repeat(np.arange(len(sizes)), sizes)
    right = np.zeros(len(x), dtype=bool)
    for start, numbers in zip(starts, rights, strict=True):
        right[[start + n for n in numbers]] = True

    def weigh(weights: Matrix) -> tuple[float, Matrix]:
        points = x @ weights
        shares = np.exp(points - np.maximum.reduceat(points, starts)[segment])
        total = np.add.reduceat(shares, starts)
        good = np.where(right, shares, 0.0)
        share = np.maximum(np.add.reduceat(good, starts), 1e-300)
        loss = -np.log(share / total).sum() + 0.5 * (ridge * weights * weights).sum()
        slope = x.T @ (shares / total[segment] - good / share[segment]) + ridge * weights
        return float(loss), slope

    return _descend(weigh, np.zeros(x.shape[1]))


def _descend(weigh: Any, weights: Matrix) -> Matrix:
    steps: list[tuple[Matrix, Matrix]] = []
    loss, slope = weigh(weights)
    for _ in range(STEPS):
        way = _turn(slope, steps)
        length = 1.0
        while True:
            new = weights - length * way
            new_loss, new_slope = weigh(new)
            if new_loss <= loss - 1e-4 * length * (slope @ way) or length < 1e-6:
                break
            length /= 2
        step, change = new - weights, new_slope - slope
        if step @ change > 1e-10:
            steps = [*steps, (step, change)][-MEMORY:]
        is_done = loss - new_loss < 1e-4
        weights, loss, slope = new, new_loss, new_slope
        if is_done:
            break
    return weights


def _turn(slope: Matrix, steps: Sequence[tuple[Matrix, Matrix]]) -> Matrix:
    """The direction of L-BFGS from the last steps."""
    way = slope.copy()
    shares = []
    for step, change in reversed(steps):
        share = (step @ way) / (change @ step)
        shares.append(share)
        way -= share * change
    if steps:
        step, change = steps[-1]
        way *= (step @ change) / (change @ change)
    else:
        way /= np.linalg.norm(slope)
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        way += step * (share - (change @ way) / (change @ step))
    return way


class Fitter:
    """Cases as matrices, to fit on some and to choose on others."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.names = list_names(cases)
        index = {name: n for n, name in enumerate(self.names)}
        self.matrices = [make_matrix(case, index) for case in cases]
        self.rights = [list(case.right) for case in cases]
        self.ridge = np.array([RIDGE if kind is None else CLASS_RIDGE for _, kind in self.names])

    def fit(self, numbers: Sequence[int]) -> Matrix:
        return fit(
            [self.matrices[n] for n in numbers], [self.rights[n] for n in numbers], self.ridge
        )

    def choose(self, number: int, weights: Matrix) -> int | None:
        points = self.matrices[number] @ weights
        shares = np.exp(points - points.max())
        shares = shares / shares.sum()
        reading = self.cases[number].reading
        chances = tuple(float(s) for s in shares[:-1])
        return pick_option(
            PlaceReading(reading.options, reading.features, reading.none_features, chances)
        )

    def hold_out(self, key: Any) -> dict[int, int | None]:
        """Choices for every case by weights fitted on the cases with another key."""
        chosen = {}
        for value in sorted({key(case) for case in self.cases}):
            weights = self.fit([n for n, c in enumerate(self.cases) if key(c) != value])
            for n, case in enumerate(self.cases):
                if key(case) == value:
                    chosen[n] = self.choose(n, weights)
        return chosen


def report(name: str, cases: Sequence[Case], chosen: dict[int, int | None]) -> None:
    for language in ("fr", "en"):
        kinds: Counter[str] = Counter()
        near = points = 0
        for n, case in enumerate(cases):
            if case.language != language or case.is_optional:
                continue
            number = chosen[n]
            country = None if number is None else case.reading.options[number].key[1]
            kinds[_tell_kind(case.country, country, number)] += 1
            points += case.near is not None
            near += case.near is not None and number in case.near
        total = sum(kinds.values())
        right = kinds["right"] + kinds["right_none"]
        print(
            f"{name:16} {language}  place {right / total:.3f}  within 50 km {near / points:.3f}  "
            + "  ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds))
        )


def _tell_kind(gold: str | None, country: str | None, number: int | None) -> str:
    if gold == country and (gold is not None or number is None):
        return "right" if gold else "right_none"
    if gold is None:
        return "false_pin"
    return "missing" if number is None else "elsewhere"


def _write(names: Sequence[Name], weights: Matrix) -> None:
    path = find_data_dir() / "codebook" / "places.tsv"
    found = dict(zip(names, weights, strict=True))
    meanings = {
        row["feature"]: row["meaning"] for row in read_table(path, columns=("feature", "meaning"))
    }
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    lines = [*head, "\t".join(("feature", *CLASS_NAMES, "meaning"))]
    for feature in sorted({feature for feature, _ in names}):
        own = (found.get((feature, None), 0.0) + found.get((feature, c), 0.0) for c in CLASS_NAMES)
        cells = [feature, *(f"{value:.3f}" for value in own), meanings.get(feature, "?")]
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(path: Path) -> Iterator[Case]:
    return read_gold(path) if path.is_dir() else read_marked(path)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path, nargs="+")
    ask.add_argument("--write", action="store_true")
    said = ask.parse_args()
    cases = [case for path in said.gold for case in read(path)]
    fitter = Fitter(cases)
    print(f"{len(cases)} cases, {len(fitter.names)} weights")
    report("rules", cases, {n: case.ruled for n, case in enumerate(cases)})
    chosen = fitter.hold_out(lambda case: case.item_id)
    report("item held out", cases, chosen)
    gold = [n for n, case in enumerate(cases) if not case.item_id.startswith("marked")]
    report("  of these gold", [cases[n] for n in gold], {m: chosen[n] for m, n in enumerate(gold)})
    report("other language", cases, fitter.hold_out(lambda case: case.language))
    if said.write:
        _write(fitter.names, fitter.fit(range(len(cases))))


if __name__ == "__main__":
    main()
