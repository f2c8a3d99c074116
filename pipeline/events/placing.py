"""Where an act happened: the place of its clause, or inside its noun phrase; else nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.events import syntax
from pipeline.events.party import Parties
from pipeline.events.place_grammar import (
    DOMESTIC,
    SITED_TYPES,
    count_cost,
    fits_act,
    head_of,
    is_kind,
    is_metonym,
    is_presence,
    is_spoken_of,
    rank_precision,
)
from pipeline.events.view import SentenceView
from pipeline.places.by_code import name_country
from pipeline.schema.records import ActionMention, PlaceMention

SPEECH_TYPES = frozenset(
    {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SANCTION"}
)
LONE_COST = 16.0
HOME_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
SCENE_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
MAX_COST = 9.0
SPEECH_COST = 3.5


def find_event_place(
    view: SentenceView, action: ActionMention, parties: Parties, *, scene: PlaceMention | None
) -> tuple[PlaceMention | None, str]:
    """The place of one trigger and the rule that gave it; (None, "place.none") when unsaid.

    A speech act takes only a place that its own clause gives; metonyms and datelines give none.
    ``scene`` is the place that this paragraph named last: a physical act without one happens there.
    """
    event_type = action.event_type
    found = [
        (count_cost(view, action, place), place)
        for place in view.places
        if not place.is_dateline
        and place.place_name
        and not place.is_in_name
        and not is_spoken_of(view, place, parties, event_type)
        and (not is_metonym(view, place) or _is_visited(view, action, place))
        and fits_act(view, action, place)
    ]
    bound = SPEECH_COST if event_type in SPEECH_TYPES else MAX_COST
    if len(found) == 1 and event_type in SITED_TYPES:
        bound = LONE_COST
    near = [(cost, place) for cost, place in found if cost <= bound]
    if near:
        nearest = min(cost for cost, _ in near)
        close = [place for cost, place in near if cost <= nearest + 2.5]
        best = min(close, key=lambda p: (rank_precision(p.geo_precision), p.start_char))
        return best, f"place.sentence+{best.rule_id}"
    struck = _object_place(view, action)
    if struck is not None:
        return struck, f"place.object+{struck.rule_id}"
    if scene is not None and event_type in SCENE_TYPES:
        return scene, f"place.scene+{scene.rule_id}"
    home = _home(action, parties)
    if home is not None:
        return home, f"place.domestic+{home.rule_id}"
    return None, "place.none"


def _is_visited(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether a bare place name is where the subject is, being the object of a visit."""
    token = head_of(view, place)
    is_object = token is not None and token.role == "obj" and place.preposition is None
    return is_object and is_presence(view, action, place)


def _home(action: ActionMention, parties: Parties) -> PlaceMention | None:
    """The country of a state actor, for an act that it can only do at home.

    An arrest of foreigners has no such place: it may be made at sea or abroad.
    """
    if action.cameo_code not in DOMESTIC or parties.actor is None:
        return None
    mention = parties.actor.mention
    code = mention.actor_code
    if code is None or mention.actor_sector not in HOME_SECTORS or ":" in code:
        return None
    target = parties.recipient_code
    if target is not None and target != code:
        return None
    return name_country(
        code, start_char=mention.start_char, end_char=mention.end_char, text=mention.text
    )


def joint_places(
    view: SentenceView, action: ActionMention, place: PlaceMention | None
) -> tuple[PlaceMention, ...]:
    """Further places of the same act, joined to one by «et» or commas («en Irak et en Syrie»)."""
    if place is None or action.event_type in SPEECH_TYPES:
        return ()
    found = []
    last = place
    for other in view.places:
        if other.start_char <= last.start_char or not other.place_name:
            continue
        between = view.text[last.end_char : other.start_char]
        words = set(between.lower().replace(",", " , ").split())
        if len(words) > 5 or not words & {"et", "and", ","}:
            break
        same = other.preposition == place.preposition or words <= {"et", "and", ","}
        if same and other.geo_precision == place.geo_precision and not is_metonym(view, other):
            found.append(other)
            last = other
    return tuple(found)


def _object_place(view: SentenceView, action: ActionMention) -> PlaceMention | None:
    """A place that undergoes the act («a envahi l'Ukraine», "visiting Nicosia")."""
    if action.pos == "NOUN":
        return None
    target = syntax.undergoer_of(view, action.head)
    if target is None:
        return None
    inside = set(view.subtree(target, stop=frozenset({"relcl", "acl", "advcl", "appos"})))
    for place in view.places:
        token = head_of(view, place)
        if token is None or not place.place_name or token.index not in inside:
            continue
        if action.event_type not in SITED_TYPES and place.geo_precision != "site":
            continue
        if action.event_type in {"AID", "CONSULT"} and place.geo_precision == "country":
            continue
        near = token.index == target or is_kind(
            view, view.tokens[token.head].lemma.lower(), "around"
        )
        if near or place.geo_precision == "site":
            return place
    return None


def find_only_scene(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The one town or site where an item plays, named with a preposition; None if it names two."""
    scenes = [
        p
        for p in places
        if p.place_name
        and not p.is_dateline
        and not p.is_in_name
        and p.preposition is not None
        and not p.is_metonym_like
        and p.geo_precision in {"site", "city"}
    ]
    names = {p.place_name for p in scenes}
    return scenes[0] if len(names) == 1 else None
