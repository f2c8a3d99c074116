"""How sure a row is: the share of rows like it that were right, from 0 to 1.

A logistic sum over what was read around the trigger. The weights stand in
data/codebook/confidence.tsv, fitted on the development corpus by tests/eval/fit_confidence.py,
which also draws the calibration curve: rows given 0.8 are right about four times in five.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from pipeline.events.dating import EventDate
from pipeline.events.factuality import Factuality
from pipeline.events.party import Parties, Party, is_political
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, PlaceMention
from pipeline.settings import find_data_dir

_FORCE = frozenset({"ASSAULT", "COERCE"})
_SPEECH = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST", "SUPPORT"})
SENTENCE = "sentence"
"""The slot of an actor whom no frame found: see doers.py."""

FEATURES = (
    "bias",
    "strength",
    "actor_trust",
    "actor_missing",
    "actor_context",
    "actor_sentence",
    "recipient_trust",
    "recipient_missing",
    "both_known",
    "neither_known",
    "is_noun",
    "is_force_noun",
    "is_speech",
    "is_recalled",
    "multiword",
    "date_own",
    "date_story",
    "place_own",
    "place_scene",
    "is_hypothetical",
    "is_announced",
    "joint_actor",
)


def _trust(party: Party | None) -> float:
    if party is None or not is_political(party.mention):
        return 0.0
    return party.trust * party.mention.score


def read_features(
    action: ActionMention,
    parties: Parties,
    when: EventDate,
    where: PlaceMention | None,
    factuality: Factuality,
    *,
    place_rule: str,
    is_recalled: bool,
) -> dict[str, float]:
    """What the confidence of a row is counted from: feature name to value (0 to 1)."""
    actor, recipient = _trust(parties.actor), _trust(parties.recipient)
    context = parties.actor is not None and "context" in parties.actor.mention.rule_id
    return {
        "bias": 1.0,
        "strength": action.strength,
        "actor_trust": actor,
        "actor_missing": float(actor == 0),
        "actor_context": float(context),
        "actor_sentence": float(parties.actor is not None and parties.actor.slot == SENTENCE),
        "recipient_trust": recipient,
        "recipient_missing": float(recipient == 0),
        "both_known": float(actor > 0 and recipient > 0),
        "neither_known": float(actor == 0 and recipient == 0),
        "is_noun": float(action.pos == "NOUN"),
        "is_force_noun": float(action.pos == "NOUN" and action.event_type in _FORCE),
        "is_speech": float(action.event_type in _SPEECH),
        "is_recalled": float(is_recalled),
        "multiword": float(bool(action.words)),
        "date_own": float(when.rule_id.startswith("date.sentence")),
        "date_story": float(when.rule_id.startswith("date.story")),
        "place_own": float(where is not None and place_rule.startswith("place.sentence")),
        "place_scene": float(place_rule.startswith("place.scene")),
        "is_hypothetical": float(factuality.value == "hypothetical"),
        "is_announced": float(factuality.value == "announced"),
        "joint_actor": float(bool(parties.joint_actors)),
    }


@cache
def load_weights(column: str = "weight") -> Mapping[str, float]:
    """Feature to weight, from a column of data/codebook/confidence.tsv."""
    path = find_data_dir() / "codebook" / "confidence.tsv"
    rows = read_table(path, columns=("feature", "weight", "event_weight", "meaning"))
    return {row["feature"]: float(row[column]) for row in rows}


def score_event(features: Mapping[str, float]) -> float:
    """Confidence that the row is an event of this type by this actor, from 0.02 to 0.98."""
    return _score(features, load_weights())


def score_being(features: Mapping[str, float]) -> float:
    """Chance that there is an event of this type at all, whoever acts, from 0.02 to 0.98."""
    return _score(features, load_weights("event_weight"))


def _score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights[name] * value for name, value in features.items())
    return round(min(0.98, max(0.02, 1.0 / (1.0 + math.exp(-total)))), 3)
