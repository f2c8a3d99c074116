"""What speaks for a place as the scene of an act: features and values, none of them a word.

Values are 0 to 1. A feature of an option is also counted once more for the class of the act (a
speech, a meeting, a move, a deed): what places a deed does not place a speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.events.party import Parties
from pipeline.events.place_echo import ClauseEcho, read_echo
from pipeline.events.place_grammar import (
    DOMESTIC,
    is_kind,
    is_metonym,
    opens_sentence,
)
from pipeline.events.place_here import read_here
from pipeline.events.place_options import PlaceOption, PlaceStory, find_scene, key_of
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, PlaceMention

CLASS_NAMES = ("deed", "move", "meeting", "speech")
_CLASSES = {
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST"), "deed"),
    **dict.fromkeys(("MOBILIZE", "RETREAT", "AID", "COOPERATE"), "move"),
    **dict.fromkeys(("CONSULT", "AGREE"), "meeting"),
}


def class_of(event_type: str) -> str:
    """One of CLASS_NAMES."""
    return _CLASSES.get(event_type, "speech")


def read_option(
    view: SentenceView,
    action: ActionMention,
    parties: Parties,
    story: PlaceStory,
    option: PlaceOption,
    *,
    clause: ClauseEcho,
    ruled: PlaceMention | None,
    rule: str,
    is_real: bool,
) -> dict[str, float]:
    """Features of one option for one trigger; ``ruled`` is the place that the rules gave."""
    found = {
        **_read_rank(story, option),
        **_read_parties(parties, option),
        **_read_type(view, action, parties, option),
        **_read_story(view, action, parties, story, option),
        **read_echo(view, clause, parties, option),
        f"precision_{option.best.geo_precision}": 1.0,
    }
    if option.here:
        found.update(read_here(view, action, parties, option))
    elif option.before or option.after:
        found.update(_read_elsewhere(view, option))
        found["away_unreal"] = float(not is_real)
    if ruled is not None and key_of(ruled) == option.key:
        found["rule_" + rule.split("+")[0].removeprefix("place.")] = 1.0
    return {name: value for name, value in found.items() if value}


def _read_elsewhere(view: SentenceView, option: PlaceOption) -> dict[str, float]:
    """Where the sentences around name it."""
    last = option.before[-1] if option.before else None
    between = 9 if last is None else _count_sentences(view, last)
    stated = is_kind(view, option.best.preposition, "locative")
    break_between = last is None or "\n" in view.text[last.end_char : view.sentence.start_char]
    return {
        "away_before": float(bool(option.before)),
        "away_after": float(not option.before),
        "away_last_sentence": float(between <= 1),
        "away_two_sentences": float(between == 2),
        "away_stated": float(stated),
        "away_stated_last": float(stated and between <= 1),
        "away_paragraph": float(not break_between),
        "away_metonym_like": float(option.best.is_metonym_like),
        "away_dateline": float(any(p.is_dateline for p in option.before)),
    }


def _count_sentences(view: SentenceView, place: PlaceMention) -> int:
    """Sentence ends between a place and the sentence, counted by their punctuation."""
    between = view.text[place.end_char : view.sentence.start_char]
    return sum(between.count(mark) for mark in (". ", "! ", "? ", "\n")) + between.endswith(".")


def _read_rank(story: PlaceStory, option: PlaceOption) -> dict[str, float]:
    """How much of the item is about this place."""
    own = len(option.here) + len(option.before) + len(option.after)
    places = [p for p in story.places if p.place_name and not p.is_in_name]
    first = places[0] if places else None
    stated = [p for p in (*option.here, *option.before, *option.after) if p.preposition is not None]
    return {
        "item_share": own / max(1, len(places)),
        "item_first": float(first is not None and key_of(first) == option.key),
        "item_stated": float(len(stated) > 1),
        **{f"origin_{origin}": 1.0 for origin in option.origins},
        "origin_unnamed": float("text" not in option.origins),
    }


def _read_parties(parties: Parties, option: PlaceOption) -> dict[str, float]:
    country = option.key[1]
    actor, recipient = parties.actor_code, parties.recipient_code
    whole = option.best.geo_precision == "country"
    own = country is not None and country == actor
    theirs = country is not None and country == recipient
    return {
        "actor_home": float(own and not whole),
        "actor_country": float(own and whole),
        "recipient_home": float(theirs and not whole),
        "recipient_country": float(theirs and whole),
        "at_home": float(own and recipient in {None, actor}),
        "abroad_struck": float(theirs and not own),
        "foreign": float(country not in {actor, recipient}),
    }


_TYPES = frozenset("ASSAULT COERCE PROTEST MOBILIZE RETREAT AID CONSULT".split())
_WORDS = frozenset("ACCUSE SUPPORT REQUEST THREATEN".split())


def _read_type(
    view: SentenceView, action: ActionMention, parties: Parties, option: PlaceOption
) -> dict[str, float]:
    """Whose ground, and whether it is where to or where from, for one type of act alone."""
    kind, country = action.event_type, option.key[1]
    actor, recipient = parties.actor_code, parties.recipient_code
    own = country is not None and country == actor
    theirs = country is not None and country == recipient and not own
    found = {}
    if kind in _TYPES:
        found[f"{kind}_own"] = float(own)
        found[f"{kind}_theirs"] = float(theirs)
        found[f"{kind}_own_abroad"] = float(own and recipient not in {None, actor})
        if option.here:
            preposition = option.best.preposition
            found[f"{kind}_goal"] = float(is_kind(view, preposition, "goal"))
            found[f"{kind}_source"] = float(is_kind(view, preposition, "source"))
    found["domestic_own"] = float(own and action.cameo_code in DOMESTIC)
    if option.here:
        opens = opens_sentence(view, action, option.best)
        found["words_opens"] = float(opens and kind in _WORDS)
        found["decision_opens"] = float(opens and kind in {"REJECT", "SANCTION", "CONCEDE"})
    return found


def _read_story(
    view: SentenceView,
    action: ActionMention,
    parties: Parties,
    story: PlaceStory,
    option: PlaceOption,
) -> dict[str, float]:
    """What the item has told so far: its scene and where it put the acts before."""
    actor, recipient = parties.actor_code, parties.recipient_code
    acts = story.acts
    sibling = [a for a in acts if a.sentence_index == view.sentence.index and a.key]
    alike = [a for a in acts if a.event_type == action.event_type and a.key]
    same = [
        a
        for a in alike
        if a.actor_code == actor or (a.recipient_code == recipient and recipient is not None)
    ]
    scene, only = find_scene(view, story.places), story.only_scene
    return {
        "scene": float(scene is not None and key_of(scene) == option.key),
        "only_scene": float(only is not None and key_of(only) == option.key),
        "act_sibling": float(any(a.key == option.key for a in sibling)),
        "act_last": float(bool(acts) and acts[-1].key == option.key),
        "act_alike": float(any(a.key == option.key for a in alike)),
        "act_same": float(any(a.key == option.key for a in same)),
    }


def _is_stated(view: SentenceView, option: PlaceOption) -> bool:
    """Whether the sentence itself says with a preposition that something is at the place."""
    return any(
        is_kind(view, p.preposition, "locative") and not is_metonym(view, p) for p in option.here
    )


def read_none(
    view: SentenceView, action: ActionMention, parties: Parties, story: PlaceStory,
    options: Sequence[PlaceOption], *, factuality: str, is_recalled: bool, rule: str,
) -> dict[str, float]:  # fmt: skip
    """Features of giving no place to a trigger."""
    found = {
        "none": 1.0,
        f"none_{action.event_type}": 1.0,
        "none_noun": float(action.pos == "NOUN"),
        "none_recalled": float(is_recalled),
        f"none_{factuality}": 1.0,
        "none_actorless": float(parties.actor is None),
        "none_recipientless": float(parties.recipient is None),
        "none_options": float(bool(options)),
        "none_options_here": float(any(o.here for o in options)),
        "none_first": float(view.sentence.index == 0),
        "none_scene": float(find_scene(view, story.places) is not None),
        "none_only_scene": float(story.only_scene is not None),
        "none_ruled": float(rule == "place.none"),
        "none_stated_here": float(any(_is_stated(view, o) for o in options)),
        "none_placeless_sibling": float(
            any(a.sentence_index == view.sentence.index and a.key is None for a in story.acts)
        ),
    }
    return {name: value for name, value in found.items() if value}
