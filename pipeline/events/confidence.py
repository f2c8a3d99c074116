"""How sure a row is: the trigger's strength and what stands around it, on a scale of 0 to 1."""

from __future__ import annotations

from pipeline.events.dating import EventDate
from pipeline.events.factuality import Factuality
from pipeline.events.parties import Parties, is_political
from pipeline.schema.records import ActionMention, PlaceMention


def score_event(
    action: ActionMention,
    parties: Parties,
    when: EventDate,
    where: PlaceMention | None,
    factuality: Factuality,
    *,
    is_recalled: bool,
) -> float:
    """Confidence that the row is an event a careful analyst would code, with its parties right."""
    score = action.strength
    known = 0
    for party in (parties.actor, parties.recipient):
        if party is not None and is_political(party.mention):
            known += 1
            score += 0.05 * party.trust * party.mention.score
    if known == 0:
        score -= 0.15
    if when.date_basis == "text" and not when.rule_id.startswith("date.story"):
        score += 0.05
    if where is not None:
        score += 0.03
    if factuality.value == "hypothetical":
        score -= 0.2
    if action.pos == "NOUN":
        score -= 0.1
    if is_recalled:
        score -= 0.05
    return round(min(0.97, max(0.05, score)), 3)
