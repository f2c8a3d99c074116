"""How much an item speaks of each country, near a sentence and as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

TITLE = -1
"""The sentence number of a title."""
_DECAY = 0.65
_REACH = 12
_TITLE_WEIGHT = 1.5
_EVERYWHERE = 0.15


@dataclass(slots=True)
class Evidence:
    """Weights of countries by sentence, and what holds for the whole item."""

    near: dict[int, list[tuple[str, float]]] = field(default_factory=dict)
    everywhere: dict[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.everywhere)

    def add(self, sentence: int, code: str, weight: float) -> None:
        """Count a country once more; the title counts everywhere."""
        share = _TITLE_WEIGHT if sentence == TITLE else _EVERYWHERE
        self.everywhere[code] = self.everywhere.get(code, 0.0) + weight * share
        if sentence != TITLE:
            self.near.setdefault(sentence, []).append((code, weight))

    def add_up(self, scores: dict[str, float], sentence: int, *, share: float) -> None:
        """Add each country's weight as seen from a sentence, looking back, to ``scores``."""
        for code, weight in self.everywhere.items():
            scores[code] = scores.get(code, 0.0) + share * weight
        for distance in range(_REACH):
            for code, weight in self.near.get(sentence - distance, ()):
                scores[code] += share * weight * _DECAY**distance
