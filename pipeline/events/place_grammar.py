"""Grammar of place names in a sentence: what a name is to a trigger, and how far it stands."""

from __future__ import annotations

from functools import cache

from pipeline.events import syntax
from pipeline.events.attach import clause_of, find_cost
from pipeline.events.party import Parties
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, PlaceMention, Token
from pipeline.settings import find_data_dir

_RULED = frozenset({"country", "city", "region"})
SITED_TYPES = frozenset("ASSAULT COERCE PROTEST RETREAT MOBILIZE AID CONSULT".split())
_BY_FIRST_WORD = frozenset({"locative", "source", "goal"})
OPENING_COST = 2.0
OPENING_WORDS = 8
# CAMEO codes of acts that by their nature take place at home: raising one's own alert or police,
# bans, curfews, emergency rule, arrests.
DOMESTIC = frozenset({"151", "152", "153", "172", "1721", "1722", "1723", "1724", "173"})
STRUCK_SLOTS = frozenset({"sur", "on", "at", "into", "of", "de", "contre", "against"})
_FINENESS = {"site": 0, "city": 1, "region": 2, "sea": 2, "country": 3}


def rank_precision(geo_precision: str | None) -> int:
    """How exact a place is, the finest 0; what is not in the list, or unknown, comes last."""
    return _FINENESS.get(geo_precision or "", 4)


@cache
def situating_words(language: str, kind: str) -> frozenset[str]:
    """Words of a kind (locative, party, topic, there, ground, ...) from situating.tsv."""
    path = find_data_dir() / "lexicons" / language / "situating.tsv"
    rows = read_table(path, columns=("kind", "word", "example"))
    return frozenset(row["word"] for row in rows if row["kind"] == kind)


def is_kind(view: SentenceView, word: str | None, kind: str) -> bool:
    """Whether a word is of a kind; «près de», "off the coast of" are what their first word is."""
    if word is None:
        return False
    words = situating_words(view.language, kind)
    return word in words or (kind in _BY_FIRST_WORD and word.split(" ")[0] in words)


def head_of(view: SentenceView, place: PlaceMention) -> Token | None:
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
    token = head_of(view, place)
    if token is None:
        return False
    if token.role == "poss" or place.preposition is None:
        return True
    if is_kind(view, place.preposition, "locative"):
        return False
    if is_kind(view, place.preposition, "party") or is_kind(
        view, (token.case or "").split(" ")[0], "party"
    ):
        return True
    seen = set()
    while token.role == "conj" and token.index not in seen:
        seen.add(token.index)
        token = view.tokens[token.head]
    if token.role in {"subj", "subj_pass", "agent", "obj", "iobj", "compound", "amod"}:
        return place.geo_precision in _RULED or token.role in {"subj", "agent", "compound"}
    return place.is_metonym_like and not is_kind(view, token.case, "locative")


def fits_act(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether the preposition can say where an act of this type happens."""
    if is_kind(view, place.preposition, "topic"):
        return action.event_type in {"ASSAULT", "COERCE"}
    if is_kind(view, place.preposition, "origin"):
        return action.event_type not in {"MOBILIZE", "AID", "REJECT"}
    if is_kind(view, place.preposition, "genitive"):
        token = head_of(view, place)
        governor = view.tokens[token.head] if token is not None else None
        around = governor is not None and is_kind(view, governor.lemma.lower(), "around")
        own = governor is not None and governor.index in {action.head, *action.words}
        return around or (own and action.event_type in SITED_TYPES) or place.geo_precision == "site"
    return True


def count_cost(view: SentenceView, action: ActionMention, place: PlaceMention) -> float:
    """Cost of a place for a trigger; a place that opens the sentence holds for all of it."""
    cost = find_cost(view, action, place.start_char)
    if is_kind(view, place.preposition, "locative"):
        if opens_sentence(view, action, place):
            return min(cost, OPENING_COST)
        return min(cost, OPENING_COST) if is_presence(view, action, place) else cost
    return cost + 1.0


def opens_sentence(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
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


def is_presence(view: SentenceView, action: ActionMention, place: PlaceMention) -> bool:
    """Whether the subject is said to be at a place ("speaking in Ottawa", "visiting Nicosia")."""
    at = view.token_at(place.start_char)
    subject = syntax.subject_of(view, action.head) if action.pos == "VERB" else None
    if at is None or subject is None:
        return False
    clause = view.tokens[clause_of(view, at)]
    if clause.index == action.head or clause.role not in {"acl", "advcl"}:
        return False
    return clause.head in {subject, action.head} and "VerbForm=Part" in clause.morph


def is_spoken_of(
    view: SentenceView, place: PlaceMention, parties: Parties, event_type: str
) -> bool:
    """Whether the name is spoken of as a party to the act, not as where it happened."""
    for party in (parties.actor, parties.recipient):
        if party is None or party.mention.rule_id == "actor.place":
            continue
        mention = party.mention
        if mention.start_char <= place.start_char and place.end_char <= mention.end_char:
            if party is parties.recipient and party.slot in STRUCK_SLOTS:
                return event_type not in {"ASSAULT", "COERCE"}
            locative = is_kind(view, place.preposition, "locative")
            return not locative or party.slot in {"à", "to", "subj", "obj", "iobj"}
    return False
