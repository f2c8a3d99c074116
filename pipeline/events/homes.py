"""Parties that the place of an act tells: whom a strike abroad hits, whose crowd it is."""

from __future__ import annotations

from dataclasses import replace

from pipeline.events.party import Parties, Party, place_mention
from pipeline.schema.records import ActionMention, PlaceMention


def settle_target(
    parties: Parties, where: PlaceMention | None, action: ActionMention, index: int
) -> Parties:
    """A strike on a place abroad hits that country.

    Only where the sentence names no recipient and the place is known; the trust is low.
    """
    if parties.recipient is not None or where is None or where.place_country is None:
        return parties
    actor = parties.actor_code
    if action.event_type != "ASSAULT" or actor in {None, where.place_country}:
        return parties
    mention = place_mention(where)
    return replace(parties, recipient=Party(mention, index, "place", 0.4))


def settle_crowds(parties: Parties, where: PlaceMention | None) -> Parties:
    """Crowds and civilians whose country only the context gave belong to where the act happens."""
    if where is None or where.place_country is None:
        return parties
    return replace(
        parties,
        actor=_settle(parties.actor, where.place_country),
        recipient=_settle(parties.recipient, where.place_country),
    )


def _settle(party: Party | None, country: str) -> Party | None:
    if party is None or party.mention.actor_sector not in {"CVL", "COP"}:
        return party
    mention = party.mention
    if mention.actor_code is not None and "context" not in mention.rule_id:
        return party
    return replace(
        party,
        mention=replace(mention, actor_code=country, rule_id=f"{mention.rule_id}+place"),
    )
