"""Where an act happened: the place of its clause, or inside its noun phrase; else nowhere."""

from __future__ import annotations

from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, PlaceMention

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
_FINE = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 3}
MAX_COST = 9.0
SPEECH_COST = 3.5


def is_metonym(view: SentenceView, place: PlaceMention) -> bool:
    """Whether a place name acts in the sentence: a subject, agent or object without preposition."""
    at = view.token_at(place.start_char)
    if at is None:
        return False
    last = view.token_at(place.end_char - 1)
    indices = range(at, (last or at) + 1)
    heads = [i for i in indices if view.tokens[i].head not in indices]
    token = view.tokens[heads[0] if heads else at]
    if place.preposition in _STRONG:
        return False
    if token.role in {"subj", "subj_pass", "agent", "obj", "iobj", "poss"}:
        return place.preposition not in _AT
    return place.is_metonym_like and token.case not in _STRONG


def _cost(view: SentenceView, action: ActionMention, place: PlaceMention) -> float:
    at = view.token_at(place.start_char)
    if at is None:
        return 99.0
    index = action.head
    low, high = min(at, index), max(at, index)
    between = view.tokens[low + 1 : high]
    verbs = sum(1 for t in between if t.pos == "VERB" and t.index not in action.words)
    breaks = sum(1 for t in between if t.text in {";", ":"})
    rivals = sum(1 for a in view.actions if a.head != index and low < a.head < high)
    steps = min(view.distance(index, at), 8)
    cost = steps + 0.15 * len(between) + 1.5 * verbs + 3.0 * breaks + 1.0 * rivals
    if place.preposition not in _STRONG:
        cost += 1.0
    return cost


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
