"""Who acts where the frame of a trigger finds nobody: one whom its sentence names, or none.

«a mis en garde… et exigé la restitution»: the parse has lost who demands, the sentence names it.
Each party that the sentence names, and the choice that nobody is said, gets a sum of weighted
features (data/codebook/doers.tsv, fitted by tests/eval/fit_doers.py). Nobody from outside the
sentence is taken, and nobody who is not likely enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.events import syntax
from pipeline.events.chances import share_chances
from pipeline.events.confidence import SENTENCE
from pipeline.events.party import Parties, Party, is_political
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, ActorMention
from pipeline.settings import find_data_dir

MIN_LIKELIHOOD = 0.6
"""Below it the actor stays empty."""
TRUST = 0.5
_NEAR = 40.0
_STEPS = 3.0
_SPEECH = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST", "SUPPORT", "AGREE", "CONSULT"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_ARMED = frozenset({"MIL", "PAM", "COP", "SPY"})


@dataclass(frozen=True, slots=True)
class Doer:
    """A mention that may be the actor, its token and its features."""

    mention: ActorMention
    token: int
    features: dict[str, float]


@cache
def load_weights() -> Mapping[str, float]:
    """Feature to weight, from data/codebook/doers.tsv."""
    path = find_data_dir() / "codebook" / "doers.tsv"
    rows = read_table(path, columns=("feature", "weight", "meaning"))
    return {row["feature"]: float(row["weight"]) for row in rows}


def fill_actor(view: SentenceView, action: ActionMention, parties: Parties) -> Parties:
    """The parties with the likeliest actor of the sentence where they have none."""
    if parties.actor is not None:
        return parties
    doers = list_doers(view, action, parties)
    if not doers:
        return parties
    choice = pick_doer(doers, none_features(view, action), load_weights())
    if choice is None:
        return parties
    doer, likelihood = choice
    actor = Party(doer.mention, doer.token, SENTENCE, TRUST * likelihood)
    return replace(parties, actor=actor)


def pick_doer(
    doers: Sequence[Doer], nobody: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[Doer, float] | None:
    """The likeliest doer with the likelihood of all that have its code; None where too low."""
    chances = share_chances([*(d.features for d in doers), nobody], weights)
    best = max(range(len(doers)), key=chances.__getitem__)
    code = doers[best].mention.actor_code
    likelihood = sum(
        c for d, c in zip(doers, chances, strict=False) if d.mention.actor_code == code
    )
    return (doers[best], likelihood) if likelihood >= MIN_LIKELIHOOD else None


def list_doers(view: SentenceView, action: ActionMention, parties: Parties) -> list[Doer]:
    """The parties that a sentence names, the recipient's own code left out, in text order."""
    taken = parties.recipient_code
    found = []
    for token, mention in sorted(view.actor_at.items()):
        if mention.kind == "demonym" or not is_political(mention) or mention.actor_code is None:
            continue
        if mention.actor_code == taken or token == action.head:
            continue
        if mention.is_place_like and view.tokens[token].case is not None:
            continue  # «l'aéroport de Kaboul»: where, not who
        found.append((token, mention))
    codes = {m.actor_code for _, m in found}
    subjects = _subjects_above(view, action)
    return [
        Doer(
            m,
            token,
            {
                **_read_place(view, action, token, m),
                **_read_tree(view, action, token, subjects),
                **_read_kind(action, m),
                "only": float(len(codes) == 1),
                "first": float(token == found[0][0]),
            },
        )
        for token, m in found
    ]


def none_features(view: SentenceView, action: ActionMention) -> dict[str, float]:
    """Features of the choice that nobody is said to act."""
    return {
        "none": 1.0,
        f"none_{_form_of(view, action)}": 1.0,
        f"none_{action.event_type}": 1.0,
        "none_unframed": float(not action.actor_slots),
    }


def _form_of(view: SentenceView, action: ActionMention) -> str:
    if action.pos != "VERB":
        return "noun"
    if syntax.is_passive(view, action.head):
        return "passive"
    morph = view.tokens[action.head].morph
    if "VerbForm=Inf" in morph:
        return "infinitive"
    return "finite" if "VerbForm=Fin" in morph else "participle"


def _read_place(
    view: SentenceView, action: ActionMention, token: int, mention: ActorMention
) -> dict[str, float]:
    """On which side of the trigger a mention stands, how near, and in whose voice."""
    before = mention.end_char <= action.start_char
    gap = action.start_char - mention.end_char if before else mention.start_char - action.end_char
    side = "before" if before else "after"
    return {
        side: 1.0,
        f"{side}_{_form_of(view, action)}": 1.0,
        f"{side}_near": math.exp(-max(0, gap) / _NEAR),
        "other_voice": float(not view.same_voice(token, action.head)),
        "marked": float(view.tokens[token].case is not None),
        f"marked_{side}": float(view.tokens[token].case is not None),
        "place_like": float(mention.is_place_like),
    }


def _read_tree(
    view: SentenceView, action: ActionMention, token: int, subjects: Sequence[int]
) -> dict[str, float]:
    """What a mention is to its own verb, and whether that verb stands above the trigger."""
    role = view.tokens[token].role
    return {
        f"role_{role}": 1.0,
        "tree_near": math.exp(-view.distance(token, action.head) / _STEPS),
        "subject_above": float(token in subjects),
        "subject_nearest": float(bool(subjects) and token == subjects[0]),
        "subject_of_root": float(
            role == "subj" and view.tokens[view.tokens[token].head].role == "root"
        ),
        f"subject_above_{_form_of(view, action)}": float(token in subjects),
    }


def _subjects_above(view: SentenceView, action: ActionMention) -> list[int]:
    """Subjects of the verbs above a trigger and of those joined to them, the nearest first."""
    found = []
    for ancestor, _ in view.ancestors(action.head):
        if view.tokens[ancestor].pos in VERBAL:
            found += [c for c in view.children[ancestor] if view.tokens[c].role in syntax.SUBJECTS]
    return found


def _read_kind(action: ActionMention, mention: ActorMention) -> dict[str, float]:
    """What a mention is, and whether such as it do acts of the kind."""
    force, speech = action.event_type in _FORCE, action.event_type in _SPEECH
    armed = mention.actor_sector in _ARMED
    return {
        f"kind_{mention.kind}": 1.0,
        "armed_force": float(force and armed),
        "armed_speech": float(speech and armed),
        "civil_force": float(force and mention.actor_sector in {"CVL", "MED", "NGO", "BUS"}),
        "body_force": float(force and (mention.actor_code or "").startswith("IGO:")),
    }
