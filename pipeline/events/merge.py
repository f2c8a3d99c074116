"""One row for one act: mentions of the same act in an item joined, the fullest one kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.schema.records import EventMention, TextSpan
from pipeline.schema.tables import PARTY_PARTS, PLACE_COLUMNS

PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID", "COOPERATE"})
_TOLLS = frozenset(
    "tuant blessant faisant fauchant détruisant endommageant "
    "killing wounding injuring destroying leaving".split()
)
# A place passes from one telling of an act to another only where that telling names it itself.
_OWN_PLACE = ("place.sentence", "place.object")
_TAKEN_UP = re.compile(
    r"\b(?:dans (?:cet|cette|la|l'|les) ?|in (?:the|that|this) )"
    r"(?:attaque|frappe|raid|attentat|attack|strike|airstrike|bombing|shelling|blast)s?$"
)
_FILLED = (
    "actor_code",
    "recipient_code",
    "place_country",
    "event_date_start",
    "fatalities",
    "actor_text",
    "recipient_text",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event mention in the making, with what the joining needs to know of its wording.

    ``ancestors`` are the tokens above the trigger in its sentence; ``object_types`` the event types
    of nouns that the trigger is about («condamne les frappes»: ASSAULT). ``points_back``: a
    demonstrative takes up what was told («cette attaque»).
    """

    mention: EventMention
    lemma: str
    pos: str
    is_definite: bool
    is_recalled: bool
    words: frozenset[str]
    sentence_index: int
    head: int
    ancestors: frozenset[int]
    object_types: frozenset[str]
    points_back: bool = False


def _agree(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def _dates_agree(a: EventMention, b: EventMention) -> bool:
    if a.event_date_start is None or b.event_date_start is None:
        return True
    if a.event_date_end is None or b.event_date_end is None:
        return True
    return a.event_date_start <= b.event_date_end and b.event_date_start <= a.event_date_end


def _is_dated(draft: Draft) -> bool:
    return any(rule.startswith("date.sentence") for rule in draft.mention.rule_ids)


def _places_agree(a: EventMention, b: EventMention) -> bool:
    if not _agree(a.place_country, b.place_country):
        return False
    if a.place_name is None or b.place_name is None or a.place_name == b.place_name:
        return True
    coarse = {"country", "region", "sea"}
    return a.geo_precision in coarse or b.geo_precision in coarse


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _stem(lemma: str) -> str:
    return lemma[:5]


def is_same_act(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one item tell the same act. ``b`` is the later in the text."""
    first, second = a.mention, b.mention
    if first.event_type != second.event_type or first.factuality != second.factuality:
        return False
    if not _agree(first.actor_code, second.actor_code):
        return False
    if b.points_back and a.sentence_index < b.sentence_index and first.event_type in PHYSICAL:
        return True
    if first.event_type == "ASSAULT" and a.sentence_index == b.sentence_index:
        # A strike and those it kills are one act, wherever the parser hung the victims.
        return _same_sentence(a, b)
    if not _agree(first.recipient_code, second.recipient_code):
        return False
    if not _places_agree(first, second):
        return False
    if not _dates_agree(first, second) and (_is_dated(a) or _is_dated(b)):
        return False
    if a.sentence_index == b.sentence_index:
        return _same_sentence(a, b)
    if first.event_type in PHYSICAL:
        return _same_physical(a, b)
    return _same_statement(a, b)


def _share(a: EventMention, b: EventMention) -> int:
    """How many parties two acts have in common, both sides known."""
    return sum(
        getattr(a, name) is not None and getattr(a, name) == getattr(b, name)
        for name in ("actor_code", "recipient_code")
    )


def _same_sentence(a: Draft, b: Draft) -> bool:
    """Two triggers of a sentence are one act when one governs the other («tué par une frappe»)."""
    is_linked = a.head in b.ancestors or b.head in a.ancestors
    if a.mention.trigger_start == b.mention.trigger_start:
        return False
    if a.mention.event_type in PHYSICAL:
        return is_linked or _adds_victims(b)
    if a.mention.event_type == "THREATEN" and a.mention.actor_code is not None:
        # «Nous frapperons», a prévenu X: the warning and its words are one threat.
        return a.mention.actor_code == b.mention.actor_code
    return is_linked and a.lemma == b.lemma and _share(a.mention, b.mention) > 0


def _adds_victims(draft: Draft) -> bool:
    """Whether a verb only tells what the act before it did («…, tuant», "killed in the attack")."""
    first = draft.mention.trigger_text.split()[0].lower()
    takes_up = first in _TOLLS or _TAKEN_UP.search(draft.mention.trigger_text.lower()) is not None
    return draft.mention.event_type == "ASSAULT" and takes_up


def _same_statement(a: Draft, b: Draft) -> bool:
    shared = _share(a.mention, b.mention)
    if not shared:
        return False
    alike = _stem(a.lemma) == _stem(b.lemma)
    if b.pos == "NOUN":
        return b.is_definite and (alike or _overlap(a.words, b.words) >= 0.4)
    if a.pos == "NOUN":
        return alike and shared == 2
    return alike and shared == 2 and _overlap(a.words, b.words) >= 0.4


def _same_physical(a: Draft, b: Draft) -> bool:
    """A definite noun takes up the act before it; two fresh verbs need the same day and parties."""
    shared = _share(a.mention, b.mention)
    alike = _stem(a.lemma) == _stem(b.lemma)
    if b.pos == "NOUN" and (b.is_definite or b.is_recalled):
        has_party = b.mention.actor_code is not None or b.mention.recipient_code is not None
        return bool(shared) or alike or not has_party
    both_dated = _is_dated(a) and _is_dated(b)
    same_day = both_dated and a.mention.event_date == b.mention.event_date
    same_place = a.mention.place_name is not None and (a.mention.place_name == b.mention.place_name)
    if a.pos == "NOUN" and a.is_recalled:
        return shared == 2 or (bool(shared) and (same_place or same_day))
    if same_day:
        return shared == 2 or (bool(shared) and (alike or same_place))
    return bool(shared) and alike and _overlap(a.words, b.words) >= 0.4


def _fullness(draft: Draft) -> tuple[float, ...]:
    mention = draft.mention
    filled = sum(1.0 for name in _FILLED if getattr(mention, name) is not None)
    return (filled + _is_dated(draft) + (not draft.is_recalled), mention.confidence)


def _join(kept: Draft, other: Draft) -> Draft:
    """The kept draft with what only the other one knows, and its sentence as further evidence."""
    main, extra = kept.mention, other.mention
    changes: dict[str, object] = {}
    for side in ("actor", "recipient"):
        if getattr(main, f"{side}_text") is None or (
            getattr(main, f"{side}_code") is None and getattr(extra, f"{side}_code") is not None
        ):
            names = [f"{side}_{part}" for part in PARTY_PARTS]
            changes.update({name: getattr(extra, name) for name in names})
    if not _is_dated(kept) and _is_dated(other):
        for name in (
            "event_date",
            "event_date_start",
            "event_date_end",
            "event_days",
            "date_text",
            "date_basis",
        ):
            changes[name] = getattr(extra, name)
        changes["rule_ids"] = tuple(dict.fromkeys([*main.rule_ids, *extra.rule_ids]))
    told = [rule for rule in extra.rule_ids if rule.startswith(_OWN_PLACE)]
    if main.place_text is None and told:
        for name in PLACE_COLUMNS:
            changes[name] = getattr(extra, name)
        rules = extra.rule_ids if "rule_ids" in changes else ()
        changes["rule_ids"] = tuple(dict.fromkeys([*main.rule_ids, *rules, *told]))
    for name in ("fatalities", "fatalities_low", "fatalities_high", "injured_low", "injured_high"):
        if getattr(main, name) is None:
            changes[name] = getattr(extra, name)
    span = TextSpan(
        extra.sentence_start, extra.sentence_end, extra.trigger_start, extra.trigger_end
    )
    changes["other_sentences"] = (*main.other_sentences, span, *extra.other_sentences)
    changes["confidence"] = max(main.confidence, extra.confidence)
    return replace(kept, mention=replace(main, **changes))  # type: ignore[arg-type]


def _belongs(group: Sequence[Draft], draft: Draft) -> bool:
    """Whether a draft tells the act of a group, whose first is the fullest.

    A sentence that takes up an act told before («cette attaque a tué un homme et blessé deux
    autres») may tell of it more than once: each is held against the others of its sentence too.
    """
    if is_same_act(group[0], draft):
        return True
    if not _agree(group[0].mention.actor_code, draft.mention.actor_code):
        return False
    return any(
        other.sentence_index == draft.sentence_index and is_same_act(other, draft)
        for other in group[1:]
    )


def merge_acts(drafts: Sequence[Draft]) -> tuple[EventMention, ...]:
    """Drafts of one item, in text order, to one event mention for each act."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        group = next((g for g in reversed(groups) if _belongs(g, draft)), None)
        if group is None:
            groups.append([draft])
            continue
        first, second = group[0], draft
        if _fullness(second) > _fullness(first):
            first, second = second, first
        group[0] = _join(first, second)
        group.append(draft)
    kept = (group[0].mention for group in groups)
    return tuple(sorted(kept, key=lambda m: (m.trigger_start, m.event_type)))
