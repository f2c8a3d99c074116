"""Capitals that a text names by their country («dans la capitale syrienne») as places of acts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.places.by_code import name_capital
from pipeline.schema.records import ActorMention, PlaceMention

_RULE = "reference:capital"
_ARTICLES = frozenset({"la", "the", "l'", "sa", "leur", "its", "their"})


def find_capitals(text: str, actors: Sequence[ActorMention]) -> tuple[PlaceMention, ...]:
    """Places for the mentions of a capital by its country's name, in text order."""
    found = []
    for mention in actors:
        if not mention.rule_id.startswith(_RULE) or mention.actor_code is None:
            continue
        words = text[max(0, mention.start_char - 24) : mention.start_char].lower().split()
        inside = mention.text.lower().split()
        if words and words[-1] in _ARTICLES and inside and inside[0] not in _ARTICLES:
            words = words[:-1]
        place = name_capital(
            mention.actor_code,
            start_char=mention.start_char,
            end_char=mention.end_char,
            text=mention.text,
            preposition=words[-1] if words else None,
        )
        if place is not None:
            found.append(place)
    return tuple(found)
