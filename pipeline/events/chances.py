"""Choices by weighted features: the sum of each choice, and the chances of all (softmax)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of weighted features; one without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def share_chances(
    choices: Sequence[Mapping[str, float]], weights: Mapping[str, float]
) -> list[float]:
    """Chances of choices in order, from their features; they sum to 1."""
    points = [weigh(features, weights) for features in choices]
    top = max(points)
    parts = [math.exp(point - top) for point in points]
    total = sum(parts)
    return [part / total for part in parts]
