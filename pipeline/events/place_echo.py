"""Words of a clause that point back to a place («y», «la ville») or to a party's own ground."""

from __future__ import annotations

from pipeline.events.attach import clause_of
from pipeline.events.party import Parties
from pipeline.events.place_grammar import is_kind
from pipeline.events.place_options import PlaceOption
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention

_ECHOES = {"site": "site", "city": "town"}
_DEFINITE = frozenset("le la les l' the this that ce cet cette".split())
_OWN = frozenset("son sa ses leur leurs its their his her notre our".split())


def read_echo(
    view: SentenceView, action: ActionMention, parties: Parties, option: PlaceOption
) -> dict[str, float]:
    """Words that point back to a place («y», «la ville») or to a party's ground («ses frontières»).

    Looked for in the clause of the trigger.
    """
    tokens = [t for t in view.tokens if clause_of(view, t.index) == clause_of(view, action.head)]
    there = any(is_kind(view, t.text.lower(), "there") for t in tokens)
    precision = option.best.geo_precision
    kind = _ECHOES.get(precision or "", "area")
    echo = any(is_kind(view, t.lemma.lower(), kind) and _is_definite(view, t.index) for t in tokens)
    own = any(is_kind(view, t.lemma.lower(), "ground") and _is_owned(view, t.index) for t in tokens)
    country = option.key[1]
    grounds = {
        view.actor_at[c].actor_code
        for t in tokens
        if is_kind(view, t.lemma.lower(), "ground") or is_kind(view, t.lemma.lower(), "site")
        for c in view.children[t.index]
        if c in view.actor_at
    }
    actor = parties.actor_code
    away = not option.here and bool(option.before)
    stated = any(is_kind(view, p.preposition, "locative") for p in (*option.here, *option.before))
    return {
        "there_away": float(there and away),
        "there_stated": float(there and away and stated),
        "echo_away": float(echo and away),
        "echo_stated": float(echo and away and stated),
        "own_ground": float(own and country is not None and country == actor),
        "named_ground": float(country is not None and country in grounds),
        "never_stated": float(not stated and "text" in option.origins),
    }


def _is_definite(view: SentenceView, index: int) -> bool:
    return any(
        view.tokens[c].role in {"det", "poss"} and view.tokens[c].text.lower() in _DEFINITE
        for c in view.children[index]
    )


def _is_owned(view: SentenceView, index: int) -> bool:
    return any(view.tokens[c].text.lower() in _OWN for c in view.children[index])
