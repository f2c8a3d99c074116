"""Where an act happened: the place of its clause, or inside its noun phrase; else nowhere."""

from __future__ import annotations

from pipeline.events import syntax
from pipeline.events.attach import clause_of, find_cost
from pipeline.events.parties import Parties
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
PHYSICAL_TYPES = frozenset({"ASSAULT", "COERCE"})
SCENE_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_GENITIVE = frozenset({"de", "du", "des", "d'", "of"})
_AROUND = frozenset(
    [
        "environs",
        "région",
        "province",
        "ville",
        "ciel",
        "territoire",
        "nord",
        "sud",
        "est",
        "ouest",
        "centre",
        "banlieue",
        "zone",
        "frontière",
        "base",
        "aéroport",
        "camp",
        "région",
        "region",
        "province",
        "city",
        "town",
        "outskirts",
        "skies",
        "north",
        "south",
        "east",
        "west",
        "area",
        "border",
    ]
)
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
    """Cost of a place for a trigger; «de» and "of" place a noun, rarely the act."""
    cost = find_cost(view, action, place.start_char)
    if place.preposition in _STRONG:
        return cost - _scene_bonus(view, action, place)
    token = _head_of(view, place)
    own = {action.head, *action.words}
    if place.preposition in _GENITIVE and token is not None:
        governor = view.tokens[token.head]
        is_around = governor.lemma.lower() in _AROUND
        return cost + (0.0 if governor.index in own or is_around else 3.0)
    return cost + 1.0


def _scene_bonus(view: SentenceView, action: ActionMention, place: PlaceMention) -> float:
    """What speaks for a place where the subject is said to be ("speaking in Ottawa, …")."""
    at = view.token_at(place.start_char)
    subject = syntax.subject_of(view, action.head) if action.pos == "VERB" else None
    if at is None or subject is None:
        return 0.0
    clause = view.tokens[clause_of(view, at)]
    return 4.0 if clause.head == subject and clause.role == "acl" else 0.0


def _is_party(place: PlaceMention, parties: Parties, event_type: str) -> bool:
    """Whether the name is spoken of as a party to the act, not as where it happened."""
    for party in (parties.actor, parties.recipient):
        if party is None:
            continue
        mention = party.mention
        if mention.start_char <= place.start_char and place.end_char <= mention.end_char:
            if party is parties.recipient and event_type in PHYSICAL_TYPES:
                return False
            return place.preposition not in _STRONG or party.slot in {"à", "to", "subj", "obj"}
    return False


def find_event_place(
    view: SentenceView, action: ActionMention, parties: Parties, *, scene: PlaceMention | None
) -> tuple[PlaceMention | None, str]:
    """The place of one trigger and the rule that gave it; (None, "place.none") when unsaid.

    A speech act takes only a place that its own clause gives; metonyms and datelines give none.
    ``scene`` is the place that this paragraph named last: a physical act without one happens there.
    """
    event_type = action.event_type
    found = [
        (_cost(view, action, place), place)
        for place in view.places
        if not place.is_dateline
        and place.place_name
        and not _is_party(place, parties, event_type)
        and not is_metonym(view, place)
    ]
    is_speech = event_type in SPEECH_TYPES
    bound = SPEECH_COST if is_speech else MAX_COST
    near = [(cost, place) for cost, place in found if cost <= bound]
    if near:
        nearest = min(cost for cost, _ in near)
        close = [(cost, place) for cost, place in near if cost <= nearest + 2.5]
        best = min(close, key=lambda p: (_FINE.get(p[1].geo_precision or "", 4), p[0]))[1]
        return best, f"place.sentence+{best.rule_id}"
    struck = _struck_place(view, action, parties)
    if struck is not None:
        return struck, f"place.recipient+{struck.rule_id}"
    if scene is not None and event_type in SCENE_TYPES:
        return scene, f"place.scene+{scene.rule_id}"
    return None, "place.none"


def _struck_place(
    view: SentenceView, action: ActionMention, parties: Parties
) -> PlaceMention | None:
    """A place that undergoes a physical act («a envahi l'Ukraine», "shelled Stepanakert")."""
    if action.event_type not in PHYSICAL_TYPES or parties.recipient is None:
        return None
    mention = parties.recipient.mention
    for place in view.places:
        if place.place_name and mention.start_char <= place.start_char < mention.end_char:
            token = _head_of(view, place)
            if token is not None and token.role in {"obj", "subj_pass", "nmod", "obl", "root"}:
                return place
    return None


def scene_of(view: SentenceView) -> PlaceMention | None:
    """The place where a sentence plays, for the physical acts after it; None when it names none."""
    named = [
        p
        for p in view.places
        if p.place_name
        and not p.is_dateline
        and p.preposition in _STRONG
        and p.geo_precision in {"site", "city", "region"}
    ]
    return named[-1] if named else None
