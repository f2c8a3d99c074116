"""Rows that fired in, the words that yield to a larger construction of the sentence out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.actions.fire import FiredRow

BLOCKED = -1
"""In place of a head: the construction is no event, nor is any word of it."""


def find_covered(found: Sequence[FiredRow]) -> dict[int, int]:
    """Words that yield to a larger construction, with its head; BLOCKED when it is no event."""
    types = {fired.head.index: fired.row.event_type for fired in found}
    covered: dict[int, int] = {}
    for fired in found:
        row = fired.row
        for index in fired.words:
            other = types.get(index)
            if row.is_block:
                covered[index] = BLOCKED
            elif other is None or other == row.event_type or row.pos == "VERB":
                covered.setdefault(index, fired.head.index)
    return covered


def covers_its_own(fired: FiredRow, found: Sequence[FiredRow], language: str) -> bool:
    """Whether a construction is the larger one of all that hold its head.

    Of two equal English ones, each a word of the other, the verb's stands.
    """
    rivals = (rival for rival in found if fired.head.index in rival.words)
    return all(
        len(fired.words) > len(rival.words)
        or (
            language == "en"
            and len(fired.words) == len(rival.words)
            and rival.head.index in fired.words
            and fired.head.pos == "VERB" != rival.head.pos
        )
        for rival in rivals
    )
