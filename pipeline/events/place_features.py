"""What speaks for a place as the scene of an act: features and values, none of them a word.

Values are 0 to 1. A feature of an option is also counted once more for the class of the act (a
speech, a meeting, a move, a deed): what places a deed does not place a speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.events import syntax
from pipeline.events.attach import clause_of
from pipeline.events.party import Parties
from pipeline.events.place_echo import read_echo
from pipeline.events.place_grammar import (
    DOMESTIC,
    count_cost,
    fits_act,
    head_of,
    is_kind,
    is_metonym,
    is_spoken_of,
    opens_sentence,
)
from pipeline.events.place_options import PlaceOption, PlaceStory, find_scene, key_of
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, PlaceMention

CLASS_NAMES = ("deed", "move", "meeting", "speech")
_CLASSES = {
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST"), "deed"),
    **dict.fromkeys(("MOBILIZE", "RETREAT", "AID", "COOPERATE"), "move"),
    **dict.fromkeys(("CONSULT", "AGREE"), "meeting"),
}
_FAR = 12.0


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
        **read_echo(view, action, parties, option),
        f"precision_{option.best.geo_precision}": 1.0,
    }
    if option.here:
        found.update(_read_here(view, action, parties, option.best))
        found["here_finer"] = float(_has_finer(view, option))
    elif option.before or option.after:
        found.update(_read_elsewhere(view, option))
        found["away_unreal"] = float(not is_real)
    if ruled is not None and key_of(ruled) == option.key:
        found["rule_" + rule.split("+")[0].removeprefix("place.")] = 1.0
    return {name: value for name, value in found.items() if value}


_FINE = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 3}


def _has_finer(view: SentenceView, option: PlaceOption) -> bool:
    """Whether the sentence says more exactly where in that country something is."""
    own = _FINE.get(option.best.geo_precision or "", 4)
    inside = (
        p
        for p in view.places
        if p.place_country == option.key[1] and _FINE.get(p.geo_precision or "", 4) < own
    )
    return any(
        is_kind(view, p.preposition, kind) for p in inside for kind in ("locative", "genitive")
    )


def _read_here(
    view: SentenceView, action: ActionMention, parties: Parties, place: PlaceMention
) -> dict[str, float]:
    """The syntax between a trigger and a place of its own sentence."""
    token = head_of(view, place)
    at = None if token is None else token.index
    clause = clause_of(view, action.head)
    own = {action.head, *action.words}
    cost = count_cost(view, action, place)
    locative = is_kind(view, place.preposition, "locative")
    shape = next(
        (
            kind
            for kind in ("locative", "genitive", "topic", "party", "origin")
            if is_kind(view, place.preposition, kind)
        ),
        "bare" if place.preposition is None else "other",
    )
    metonym = is_metonym(view, place)
    party = is_spoken_of(view, place, parties, action.event_type)
    in_clause = at is not None and clause_of(view, at) == clause
    return {
        "here": 1.0,
        "here_near": max(0.0, 1.0 - cost / _FAR),
        "here_touching": float(cost <= 2.5),
        f"here_{shape}": 1.0,
        "here_stated": float(locative and not metonym and not party),
        "here_stated_clause": float(locative and not metonym and not party and in_clause),
        "here_clause": float(in_clause),
        "here_child": float(token is not None and token.head in own),
        "here_metonym": float(metonym),
        "here_party": float(party),
        "here_unfit": float(not fits_act(view, action, place)),
        "here_opens": float(opens_sentence(view, action, place)),
        "here_after": float(place.start_char > action.start_char),
        "here_dateline": float(place.is_dateline),
        "here_around": float(
            token is not None and is_kind(view, view.tokens[token.head].lemma.lower(), "around")
        ),
        "here_relative": float(place.relative is not None),
        "here_source": float(is_kind(view, place.preposition, "source")),
        "here_goal": float(is_kind(view, place.preposition, "goal")),
        "here_between": float(_has_rival(view, action, place)),
        "here_claimed": float(_is_claimed(view, action, place, cost)),
        "here_in_object": float(at is not None and at in _list_object(view, action)),
        "here_after_party": float(_follows_party(view, place)),
        **({f"here_role_{token.role}": 1.0} if token is not None and token.role in _ROLES else {}),
    }


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
    passive = syntax.is_passive(view, action.head)
    find = syntax.passive_subject if passive else syntax.object_of
    target = find(view, action.head)
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


_ROLES = frozenset({"subj", "obj", "obl", "nmod", "compound", "appos", "subj_pass", "poss", "conj"})


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
    actor = parties.actor.mention.actor_code if parties.actor else None
    recipient = parties.recipient.mention.actor_code if parties.recipient else None
    whole = option.best.geo_precision == "country"
    own, theirs = country is not None and country == actor, country == recipient is not None
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
    actor = parties.actor.mention.actor_code if parties.actor else None
    recipient = parties.recipient.mention.actor_code if parties.recipient else None
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
    actor = parties.actor.mention.actor_code if parties.actor else None
    recipient = parties.recipient.mention.actor_code if parties.recipient else None
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
