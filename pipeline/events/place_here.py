"""What the sentence of an act says of a place that it names: features of `place_features`."""

from __future__ import annotations

from pipeline.events import syntax
from pipeline.events.attach import clause_of
from pipeline.events.party import Parties
from pipeline.events.place_grammar import (
    count_cost,
    fits_act,
    head_of,
    is_kind,
    is_metonym,
    is_spoken_of,
    opens_sentence,
    rank_precision,
)
from pipeline.events.place_options import PlaceOption
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, PlaceMention

_FAR = 12.0
_TOUCHING = 2.5
_SHAPES = ("locative", "genitive", "topic", "party", "origin")
_ROLES = frozenset({"subj", "obj", "obl", "nmod", "compound", "appos", "subj_pass", "poss", "conj"})


def read_here(
    view: SentenceView, action: ActionMention, parties: Parties, option: PlaceOption
) -> dict[str, float]:
    """The syntax between a trigger and a place of its own sentence; values are 0 to 1."""
    place = option.best
    token = head_of(view, place)
    cost = count_cost(view, action, place)
    around = token is not None and is_kind(view, view.tokens[token.head].lemma.lower(), "around")
    in_object = token is not None and token.index in _list_object(view, action)
    found = {
        "here": 1.0,
        "here_near": max(0.0, 1.0 - cost / _FAR),
        "here_touching": float(cost <= _TOUCHING),
        **_read_statement(view, action, parties, place),
        "here_unfit": float(not fits_act(view, action, place)),
        "here_opens": float(opens_sentence(view, action, place)),
        "here_after": float(place.start_char > action.start_char),
        "here_dateline": float(place.is_dateline),
        "here_around": float(around),
        "here_relative": float(place.relative is not None),
        "here_source": float(is_kind(view, place.preposition, "source")),
        "here_goal": float(is_kind(view, place.preposition, "goal")),
        "here_between": float(_has_rival(view, action, place)),
        "here_claimed": float(_is_claimed(view, action, place, cost)),
        "here_in_object": float(in_object),
        "here_after_party": float(_follows_party(view, place)),
    }
    if token is not None and token.role in _ROLES:
        found[f"here_role_{token.role}"] = 1.0
    found["here_finer"] = float(_has_finer(view, option))
    return found


def _read_statement(
    view: SentenceView, action: ActionMention, parties: Parties, place: PlaceMention
) -> dict[str, float]:
    """Whether the place is stated as where something is, by its preposition and its clause."""
    token = head_of(view, place)
    locative = is_kind(view, place.preposition, "locative")
    metonym = is_metonym(view, place)
    party = is_spoken_of(view, place, parties, action.event_type)
    stated = locative and not metonym and not party
    clause = clause_of(view, action.head)
    in_clause = token is not None and clause_of(view, token.index) == clause
    is_child = token is not None and token.head in {action.head, *action.words}
    return {
        f"here_{_name_shape(view, place)}": 1.0,
        "here_stated": float(stated),
        "here_stated_clause": float(stated and in_clause),
        "here_clause": float(in_clause),
        "here_child": float(is_child),
        "here_metonym": float(metonym),
        "here_party": float(party),
    }


def _name_shape(view: SentenceView, place: PlaceMention) -> str:
    """The kind of preposition before a place; "bare" without one, "other" for the rest."""
    kinds = (kind for kind in _SHAPES if is_kind(view, place.preposition, kind))
    return next(kinds, "bare" if place.preposition is None else "other")


def _has_finer(view: SentenceView, option: PlaceOption) -> bool:
    """Whether the sentence says more exactly where in that country something is."""
    own = rank_precision(option.best.geo_precision)
    inside = (
        p
        for p in view.places
        if p.place_country == option.key[1] and rank_precision(p.geo_precision) < own
    )
    return any(
        is_kind(view, p.preposition, kind) for p in inside for kind in ("locative", "genitive")
    )


def _is_claimed(
    view: SentenceView, action: ActionMention, place: PlaceMention, cost: float
) -> bool:
    """Whether a place stands nearer to another trigger of the sentence."""
    others = (a for a in view.actions if a.head != action.head)
    return any(count_cost(view, other, place) + 0.5 < cost for other in others)


def _list_object(view: SentenceView, action: ActionMention) -> list[int]:
    """Tokens of what undergoes a verb («l'ambassade à Bagdad est prise d'assaut»)."""
    if action.pos == "NOUN":
        return []
    target = syntax.undergoer_of(view, action.head)
    stop = frozenset({"relcl", "acl", "advcl", "appos"})
    return [] if target is None else view.subtree(target, stop=stop)


def _follows_party(view: SentenceView, place: PlaceMention) -> bool:
    """Whether only its preposition parts a place from an actor («le gouvernement de Tripoli»)."""
    start = place.wide_start if place.wide_start is not None else place.start_char
    return (
        any(
            0 < start - m.end_char <= 14 and view.text[m.end_char : start].count(" ") <= 2
            for m in view.actors
            if m.kind != "demonym" and m.end_char <= start
        )
        and "," not in view.text[max(0, start - 6) : start]
    )


def _has_rival(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether another trigger stands between a place and the trigger."""
    low, high = sorted((place.start_char, action.start_char))
    return any(low < other.start_char < high for other in view.actions)
