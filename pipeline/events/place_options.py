"""Where an act may have happened: the places of an item and the countries of its parties.

Each place is one option however often it is named. An option keeps the mention that speaks best for
it: the nearest one in the sentence of the act, else the last one before it, else the first after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.events.party import Parties
from pipeline.events.place_grammar import count_cost, head_of, is_kind, is_metonym
from pipeline.events.view import SentenceView
from pipeline.places.by_code import name_country
from pipeline.schema.records import ActionMention, PlaceMention

_RULER_ROLES = frozenset({"subj", "agent", "poss", "compound"})

PlaceKey = tuple[str, str | None]
"""Name and country: two mentions with one key are one place."""


@dataclass(frozen=True, slots=True)
class PlacedAct:
    """An act of the item read before, and where it was put (None: nowhere)."""

    event_type: str
    actor_code: str | None
    recipient_code: str | None
    sentence_index: int
    key: PlaceKey | None


@dataclass(slots=True)
class PlaceStory:
    """What an item has told of places up to a sentence.

    ``places`` are all of the item, in text order; ``only_scene`` is the one place the whole item
    plays at, ``acts`` are the acts placed so far.
    """

    places: Sequence[PlaceMention]
    only_scene: PlaceMention | None
    acts: list[PlacedAct] = field(default_factory=list)


def find_scene(view: SentenceView, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town, site or region that the sentences before named last as where things happen."""
    scene = None
    for place in places:
        if place.start_char >= view.sentence.start_char:
            break
        stated = is_kind(view, place.preposition, "locative") and not place.is_dateline
        if stated and not place.is_in_name and place.geo_precision in {"site", "city", "region"}:
            scene = place
    if scene is None or "\n" in view.text[scene.end_char : view.sentence.start_char]:
        return None
    return scene


@dataclass(slots=True)
class PlaceOption:
    """A place an act may have happened at, with all its mentions; ``here`` are in the sentence.

    ``origin`` is text, actor, recipient or demonym: the last three stand for a country that only
    a party's name or an adjective («les bases irakiennes») gives.
    """

    key: PlaceKey
    best: PlaceMention
    here: list[PlaceMention]
    before: list[PlaceMention]
    after: list[PlaceMention]
    origins: set[str]


def key_of(place: PlaceMention) -> PlaceKey:
    return place.place_name or place.text, place.place_country


def list_options(
    view: SentenceView, action: ActionMention, parties: Parties, places: Sequence[PlaceMention]
) -> list[PlaceOption]:
    """Options for one trigger, in the order in which the text first names them."""
    found: dict[PlaceKey, PlaceOption] = {}
    sentence = view.sentence
    for place in places:
        if not place.place_name or place.is_in_name or place.latitude is None:
            continue
        option = _open_option(found, place, "text")
        if place.end_char <= sentence.start_char:
            option.before.append(place)
        elif place.start_char >= sentence.end_char:
            option.after.append(place)
        else:
            option.here.append(place)
    for origin, place in _list_countries(view, parties):
        _open_option(found, place, origin)
    options = [o for o in found.values() if not _only_rules(view, o)]
    for option in options:
        option.best = _pick_best(view, action, option)
    return options


def _only_rules(view: SentenceView, option: PlaceOption) -> bool:
    """Whether a town or site is named for its rulers alone («Bakou a démenti»): never a scene."""
    if option.best.geo_precision not in {"city", "site"}:
        return False
    return all(_is_ruler(view, place) for place in option.here) and all(
        place.is_metonym_like for place in (*option.before, *option.after)
    )


def _is_ruler(view: SentenceView, place: PlaceMention) -> bool:
    token = head_of(view, place)
    if token is None or place.is_dateline or is_kind(view, place.preposition, "locative"):
        return False
    return token.role in _RULER_ROLES or place.is_metonym_like


def _open_option(
    found: dict[PlaceKey, PlaceOption], place: PlaceMention, origin: str
) -> PlaceOption:
    key = key_of(place)
    option = found.setdefault(key, PlaceOption(key, place, [], [], [], set()))
    option.origins.add(origin)
    return option


def _pick_best(view: SentenceView, action: ActionMention, option: PlaceOption) -> PlaceMention:
    if option.here:
        return min(
            option.here,
            key=lambda p: (p.is_dateline, is_metonym(view, p), count_cost(view, action, p)),
        )
    for near in (reversed(option.before), option.after):
        listed = list(near)
        stated = [
            p for p in listed if is_kind(view, p.preposition, "locative") and not p.is_dateline
        ]
        if stated or listed:
            return (stated or listed)[0]
    return option.best


def _list_countries(view: SentenceView, parties: Parties) -> list[tuple[str, PlaceMention]]:
    """The countries of actor and recipient, and those that an adjective of the sentence gives."""
    named = [("actor", parties.actor), ("recipient", parties.recipient)]
    mentions = [(origin, party.mention) for origin, party in named if party is not None]
    mentions += [("demonym", m) for m in view.actors if m.kind == "demonym"]
    found = []
    for origin, mention in mentions:
        code = mention.actor_code
        if code is None or ":" in code:
            continue
        place = name_country(
            code, start_char=mention.start_char, end_char=mention.end_char, text=mention.text
        )
        if place is not None:
            found.append((origin, place))
    return found
