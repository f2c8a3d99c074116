"""Where an act happened: the place of its clause, or inside its noun phrase; else nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.events import syntax
from pipeline.events.attach import clause_of, find_cost
from pipeline.events.party import Parties
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.places.by_code import name_country
from pipeline.schema.records import ActionMention, PlaceMention, Token
from pipeline.settings import find_data_dir

SPEECH_TYPES = frozenset(
    {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE", "SANCTION"}
)
_RULED = frozenset({"country", "city", "region"})
SITED_TYPES = frozenset("ASSAULT COERCE PROTEST RETREAT MOBILIZE AID CONSULT".split())
OPENING_COST = 2.0
OPENING_WORDS = 8
LONE_COST = 16.0
STRUCK_SLOTS = frozenset({"sur", "on", "at", "into", "of", "de", "contre", "against"})
# CAMEO codes of acts that by their nature take place at home: raising one's own alert or police,
# bans, curfews, emergency rule, arrests.
DOMESTIC = frozenset({"151", "152", "153", "172", "1721", "1722", "1723", "1724", "173"})
HOME_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
SCENE_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_FINE = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 3}
MAX_COST = 9.0
SPEECH_COST = 3.5


@cache
def situating_words(language: str, kind: str) -> frozenset[str]:
    """Words of a kind (locative, party, topic, origin, genitive, around) from situating.tsv."""
    path = find_data_dir() / "lexicons" / language / "situating.tsv"
    rows = read_table(path, columns=("kind", "word", "example"))
    return frozenset(row["word"] for row in rows if row["kind"] == kind)


def _is(view: SentenceView, word: str | None, kind: str) -> bool:
    return word is not None and word in situating_words(view.language, kind)


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
    token = _head_of(view, place)
    if token is None:
        return False
    if token.role == "poss" or place.preposition is None:
        return True
    if _is(view, place.preposition, "locative"):
        return False
    if _is(view, place.preposition, "party") or _is(
        view, (token.case or "").split(" ")[0], "party"
    ):
        return True
    seen = set()
    while token.role == "conj" and token.index not in seen:
        seen.add(token.index)
        token = view.tokens[token.head]
    if token.role in {"subj", "subj_pass", "agent", "obj", "iobj", "compound", "amod"}:
        return place.geo_precision in _RULED or token.role in {"subj", "agent", "compound"}
    return place.is_metonym_like and not _is(view, token.case, "locative")


def _fits(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether the preposition can say where an act of this type happens."""
    if _is(view, place.preposition, "topic"):
        return action.event_type in {"ASSAULT", "COERCE"}
    if _is(view, place.preposition, "origin"):
        return action.event_type not in {"MOBILIZE", "AID", "REJECT"}
    if _is(view, place.preposition, "genitive"):
        token = _head_of(view, place)
        governor = view.tokens[token.head] if token is not None else None
        around = governor is not None and _is(view, governor.lemma.lower(), "around")
        own = governor is not None and governor.index in {action.head, *action.words}
        return around or (own and action.event_type in SITED_TYPES) or place.geo_precision == "site"
    return True


def _cost(view: SentenceView, action: ActionMention, place: PlaceMention) -> float:
    """Cost of a place for a trigger; a place that opens the sentence holds for all of it."""
    cost = find_cost(view, action, place.start_char)
    if _is(view, place.preposition, "locative"):
        if _opens(view, action, place):
            return min(cost, OPENING_COST)
        return min(cost, OPENING_COST) if _presence(view, action, place) else cost
    return cost + 1.0


def _opens(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether a place opens the sentence («À Amman, des manifestants …») of the trigger."""
    at = view.token_at(place.start_char)
    if at is None or at > OPENING_WORDS:
        return False
    before, after = view.tokens[:at], view.tokens[at + 1 : at + 6]
    if any(t.pos in VERBAL or t.role in syntax.SUBJECTS for t in before):
        return False
    if not any(t.text == "," for t in after) and view.tokens[at].role in {"nmod", "compound"}:
        return False
    return view.tokens[clause_of(view, action.head)].role in {"root", "conj", "parataxis"}


def _presence(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether the subject is said to be at a place ("speaking in Ottawa", "visiting Nicosia")."""
    at = view.token_at(place.start_char)
    subject = syntax.subject_of(view, action.head) if action.pos == "VERB" else None
    if at is None or subject is None:
        return False
    clause = view.tokens[clause_of(view, at)]
    if clause.index == action.head or clause.role not in {"acl", "advcl"}:
        return False
    return clause.head in {subject, action.head} and "VerbForm=Part" in clause.morph


def _is_party(view: SentenceView, place: PlaceMention, parties: Parties, event_type: str) -> bool:
    """Whether the name is spoken of as a party to the act, not as where it happened."""
    for party in (parties.actor, parties.recipient):
        if party is None or party.mention.rule_id == "actor.place":
            continue
        mention = party.mention
        if mention.start_char <= place.start_char and place.end_char <= mention.end_char:
            if party is parties.recipient and party.slot in STRUCK_SLOTS:
                return event_type not in {"ASSAULT", "COERCE"}
            locative = _is(view, place.preposition, "locative")
            return not locative or party.slot in {"à", "to", "subj", "obj", "iobj"}
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
        and not place.is_in_name
        and not _is_party(view, place, parties, event_type)
        and (not is_metonym(view, place) or _is_visited(view, action, place))
        and _fits(view, action, place)
    ]
    bound = SPEECH_COST if event_type in SPEECH_TYPES else MAX_COST
    if len(found) == 1 and event_type in SITED_TYPES:
        bound = LONE_COST
    near = [(cost, place) for cost, place in found if cost <= bound]
    if near:
        nearest = min(cost for cost, _ in near)
        close = [place for cost, place in near if cost <= nearest + 2.5]
        best = min(close, key=lambda p: (_FINE.get(p.geo_precision or "", 4), p.start_char))
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
    token = _head_of(view, place)
    is_object = token is not None and token.role == "obj" and place.preposition is None
    return is_object and _presence(view, action, place)


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
    target = parties.recipient.mention.actor_code if parties.recipient else None
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
    if syntax.is_passive(view, action.head):
        target = syntax.passive_subject(view, action.head)
    else:
        target = syntax.object_of(view, action.head)
    if target is None:
        return None
    inside = set(view.subtree(target, stop=frozenset({"relcl", "acl", "advcl", "appos"})))
    for place in view.places:
        token = _head_of(view, place)
        if token is None or not place.place_name or token.index not in inside:
            continue
        if action.event_type not in SITED_TYPES and place.geo_precision != "site":
            continue
        if action.event_type in {"AID", "CONSULT"} and place.geo_precision == "country":
            continue
        near = token.index == target or _is(view, view.tokens[token.head].lemma.lower(), "around")
        if near or place.geo_precision == "site":
            return place
    return None


def scene_of(view: SentenceView) -> PlaceMention | None:
    """The place where a sentence plays, for the physical acts after it; None when it names none."""
    named = [
        p
        for p in view.places
        if p.place_name
        and not p.is_dateline
        and not p.is_in_name
        and _is(view, p.preposition, "locative")
        and p.geo_precision in {"site", "city", "region"}
    ]
    return named[-1] if named else None


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
