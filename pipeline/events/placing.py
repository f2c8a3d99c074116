"""Where an act happened: the place of its clause, or inside its noun phrase; else nowhere."""

from __future__ import annotations

from pipeline.events.attach import find_cost
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, PlaceMention, Token

SPEECH_TYPES = frozenset(
    {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SANCTION"}
)
_AT = frozenset(
    [
        "à",
        "en",
        "dans",
        "sur",
        "au",
        "aux",
        "près",
        "vers",
        "depuis",
        "contre",
        "de",
        "d'",
        "chez",
        "hors",
        "in",
        "at",
        "on",
        "near",
        "off",
        "outside",
        "inside",
        "around",
        "from",
        "over",
        "across",
        "into",
        "to",
        "against",
        "through",
        "of",
        "within",
    ]
)
_STRONG = frozenset(
    [
        "à",
        "en",
        "dans",
        "près",
        "au",
        "aux",
        "sur",
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "off",
    ]
)
_PARTY = frozenset(
    ["avec", "with", "contre", "against", "entre", "between", "par", "by", "selon", "versus"]
)
_RULED = frozenset({"country", "city", "region"})
_FINE = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 3}
MAX_COST = 9.0
SPEECH_COST = 3.5


def _head_of(view: SentenceView, place: PlaceMention) -> Token | None:
    """The token of a place name that the rest of it hangs on."""
    at = view.token_at(place.start_char)
    if at is None:
        return None
    last = view.token_at(place.end_char - 1)
    indices = range(at, (at if last is None else last) + 1)
    heads = [i for i in indices if view.tokens[i].head not in indices]
    return view.tokens[heads[0] if heads else at]


def is_metonym(view: SentenceView, place: PlaceMention) -> bool:
    """Whether a place name stands for who rules there: it acts, is dealt with, or qualifies."""
    if place.preposition in _STRONG:
        return False
    token = _head_of(view, place)
    if token is None:
        return False
    if place.preposition in _PARTY or (token.case or "").split(" ")[0] in _PARTY:
        return True
    seen = set()
    while token.role == "conj" and token.index not in seen:
        seen.add(token.index)
        token = view.tokens[token.head]
    if token.role in {"subj", "subj_pass", "agent", "obj", "iobj", "poss", "compound", "amod"}:
        return place.geo_precision in _RULED or token.role in {"subj", "agent", "compound"}
    return place.is_metonym_like and token.case not in _STRONG


def _cost(view: SentenceView, action: ActionMention, place: PlaceMention) -> float:
    extra = 0.0 if place.preposition in _STRONG else 1.0
    return find_cost(view, action, place.start_char) + extra


def find_event_place(
    view: SentenceView, action: ActionMention, *, event_type: str
) -> PlaceMention | None:
    """The place of one trigger, the finest of those as near as the nearest; None when unsaid.

    A speech act takes only a place that its own clause gives; metonyms and datelines give none.
    """
    found = [
        (_cost(view, action, place), place)
        for place in view.places
        if not place.is_dateline and place.place_name and not is_metonym(view, place)
    ]
    bound = SPEECH_COST if event_type in SPEECH_TYPES else MAX_COST
    near = [(cost, place) for cost, place in found if cost <= bound]
    if not near:
        return None
    nearest = min(cost for cost, _ in near)
    close = [(cost, place) for cost, place in near if cost <= nearest + 2.5]
    return min(close, key=lambda p: (_FINE.get(p[1].geo_precision or "", 4), p[0]))[1]
