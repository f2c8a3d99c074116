"""A conditional logit: weights that make the right one of several choices likely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from pipeline.settings import find_data_dir

RIDGE = 4.0
STEPS = 14
HEADER = """\
# title: {title}
# source: fitted by tests/eval/{script}.py on the development gold and tests/eval/stories
# licence: Apache-2.0
# editor: Escalade project
# date: 2026-11-24
# known problems: fitted on two languages together and on few rows
feature\tweight\tmeaning
"""
LEAST = 0.02
"""A smaller weight is left out of the table."""


def fit_logit(blocks: Sequence[np.ndarray], rights: Sequence[Sequence[int]]) -> np.ndarray:
    """Weights for blocks of choices (rows) by features (columns), with a ridge (Newton's method).

    ``rights`` are the numbers of each block's right choices, at least one.
    """
    size = blocks[0].shape[1]
    weights = np.zeros(size)
    for _ in range(STEPS):
        gradient = RIDGE * weights
        hessian = RIDGE * np.eye(size)
        for x, right in zip(blocks, rights, strict=True):
            p = np.exp(x @ weights - (x @ weights).max())
            p /= p.sum()
            good = np.zeros(len(p))
            good[list(right)] = p[list(right)]
            mean = p @ x
            gradient += mean - (good / good.sum()) @ x
            hessian += (x * p[:, None]).T @ x - np.outer(mean, mean)
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def write_weights(
    name: str, rows: Iterable[tuple[str, float, str]], *, title: str, script: str
) -> Path:
    """Write feature, weight and meaning to data/codebook/NAME.tsv, and say where that is."""
    path = find_data_dir() / "codebook" / f"{name}.tsv"
    lines = [f"{n}\t{w:.3f}\t{meaning}\n" for n, w, meaning in rows if abs(w) >= LEAST]
    path.write_text(HEADER.format(title=title, script=script) + "".join(lines), encoding="utf-8")
    return path
