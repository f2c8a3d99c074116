"""Words of a clause that point back to a place («y», «la ville») or to a party's own ground."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.events.attach import clause_of
from pipeline.events.party import Parties
from pipeline.events.place_grammar import is_kind
from pipeline.events.place_options import PlaceOption
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention

_ECHOES = {"site": "site", "city": "town"}
_KINDS = ("site", "town", "area")
_DEFINITE = frozenset("le la les l' the this that ce cet cette".split())
_OWN = frozenset("son sa ses leur leurs its their his her notre our".split())


@dataclass(frozen=True, slots=True)
class ClauseEcho:
    """What the clause of one trigger says without naming a place.

    ``kinds`` are the kinds of place («site», «town», «area») that a definite noun of it takes up;
    ``grounds`` the codes of actors whose ground or site it names.
    """

    there: bool
    kinds: frozenset[str]
    own: bool
    grounds: frozenset[str]


def read_clause(view: SentenceView, action: ActionMention) -> ClauseEcho:
    """The words of a trigger's clause that point back to a place or to a party's ground."""
    clause = clause_of(view, action.head)
    tokens = [t for t in view.tokens if clause_of(view, t.index) == clause]
    grounds = {
        view.actor_at[c].actor_code
        for t in tokens
        if is_kind(view, t.lemma.lower(), "ground") or is_kind(view, t.lemma.lower(), "site")
        for c in view.children[t.index]
        if c in view.actor_at
    }
    return ClauseEcho(
        there=any(is_kind(view, t.text.lower(), "there") for t in tokens),
        kinds=frozenset(
            kind
            for kind in _KINDS
            if any(
                is_kind(view, t.lemma.lower(), kind) and _is_definite(view, t.index) for t in tokens
            )
        ),
        own=any(
            is_kind(view, t.lemma.lower(), "ground") and _is_owned(view, t.index) for t in tokens
        ),
        grounds=frozenset(code for code in grounds if code is not None),
    )


def read_echo(
    view: SentenceView, clause: ClauseEcho, parties: Parties, option: PlaceOption
) -> dict[str, float]:
    """Whether a clause points back to one place («y», «la ville»), or to its country's ground."""
    precision = option.best.geo_precision
    echo = _ECHOES.get(precision or "", "area") in clause.kinds
    country = option.key[1]
    away = not option.here and bool(option.before)
    stated = any(is_kind(view, p.preposition, "locative") for p in (*option.here, *option.before))
    return {
        "there_away": float(clause.there and away),
        "there_stated": float(clause.there and away and stated),
        "echo_away": float(echo and away),
        "echo_stated": float(echo and away and stated),
        "own_ground": float(clause.own and country is not None and country == parties.actor_code),
        "named_ground": float(country is not None and country in clause.grounds),
        "never_stated": float(not stated and "text" in option.origins),
    }


def _is_definite(view: SentenceView, index: int) -> bool:
    return any(
        view.tokens[c].role in {"det", "poss"} and view.tokens[c].text.lower() in _DEFINITE
        for c in view.children[index]
    )


def _is_owned(view: SentenceView, index: int) -> bool:
    return any(view.tokens[c].text.lower() in _OWN for c in view.children[index])
