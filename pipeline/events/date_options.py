"""Every date that could be an act's, with what speaks for it: features for `date_choice`.

A date of the sentence, the story's date (of this paragraph, or of those before it), the day of
publication, or none. Features are grammar and position only; no name and no word of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.events.attach import clause_of, find_cost
from pipeline.events.dating import (
    NO_DATE,
    EventDate,
    StoryDates,
    from_mention,
    from_publication,
    hangs_on,
    is_usable,
    last_until_publication,
    preposition_of,
)
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention, DateMention, PublicationDay

_SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE"})
_ONCE = frozenset({"RETREAT", "AGREE", "ACCUSE", "THREATEN"})
_SINCE = frozenset({"depuis", "since"})
_AFTER = frozenset({"after", "since"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})
_OUTER = _CLAUSES | {"conj"}
_NOMINAL_ROLES = frozenset({"nmod", "poss", "compound"})
_HAD = {"fr": frozenset({"avait", "avaient", "était", "étaient"}), "en": frozenset({"had", "'d"})}
_WILL = frozenset({"will", "would", "'ll", "shall"})
_HAS = frozenset({"has", "have", "'s", "'ve"})
_IS = frozenset({"is", "are"})
_STORY_RULES = {"story": "date.story", "before": "date.story.before"}
_OPENING = 4
_LONGEST_COST = 25
_WEEK = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One date that an act can have, and the features that speak for or against it."""

    when: EventDate
    features: dict[str, float]


def list_options(
    view: SentenceView,
    action: ActionMention,
    publication: PublicationDay,
    story: StoryDates,
    *,
    factuality: str,
    is_background: bool,
) -> list[Option]:
    """All dates that one act can have; the last is none."""
    clause = clause_of(view, action.head)
    tense = read_tense(view, clause)
    usable = [m for m in view.dates if is_usable(view, m, publication)]
    options: list[Option] = []
    if usable:
        costs = [find_cost(view, action, m.start_char) for m in usable]
        for mention, cost in zip(usable, costs, strict=True):
            options += _from_sentence(
                view, action, mention, publication, clause=clause, tense=tense, cost=cost,
                is_nearest=cost == min(costs),
            )  # fmt: skip
    around = _read_around(view, action, clause, tense, factuality)
    around |= {"recalled"} if is_background else set()
    around |= {"undated"} if not usable else set()
    for kind, told, apart in (
        ("story", story.here, min(story.sentences, 4) / 4),
        ("before", story.before if story.here is None else None, min(story.paragraphs, 3) / 3),
    ):
        if told is not None:
            features = {kind: 1.0, f"{kind}.apart": apart}
            features.update({f"{kind}.{name}": 1.0 for name in around})
            features.update({f"{kind}.{name}": 1.0 for name in _lag(told, publication)})
            options.append(Option(replace(told, rule_id=_STORY_RULES[kind]), features))
    published = from_publication(publication)
    if published.date_start is not None:
        features = {"published": 1.0, **{f"published.{name}": 1.0 for name in around}}
        options.append(Option(published, features))
    undated = {f"none.{name}": 1.0 for name in around if name in {"recalled", "noun", tense}}
    options.append(Option(NO_DATE, {"none": 1.0, **undated}))
    return options


def _read_around(
    view: SentenceView, action: ActionMention, clause: int, tense: str, factuality: str
) -> set[str]:
    """What the act is and how it is told: names of features that are 1."""
    found = {tense}
    role = view.tokens[clause].role
    subjects = [c for c in view.children[clause] if view.tokens[c].role in {"subj", "subj_pass"}]
    start = view.sentence.start_char
    line_end = view.text.find("\n")
    for name, is_so in (
        ("noun", action.pos == "NOUN"),
        ("announced", factuality == "announced"),
        ("said", action.event_type in _SAID),
        (f"in_{role}", role in _CLAUSES),
        ("pronoun", any(view.tokens[c].pos == "PRON" for c in subjects)),
        ("first", view.text.rfind("\n", 0, start) + 1 == start),
        ("lead", line_end < 0 or start < line_end),
    ):
        if is_so:
            found.add(name)
    return found


def _lag(told: EventDate, publication: PublicationDay) -> Iterator[str]:
    if told.date_start is None or publication.date_end is None:
        return
    days = (publication.date_end - told.date_start).days
    if days <= 1:
        yield "fresh"
    if days > _WEEK:
        yield "old"


def _from_sentence(
    view: SentenceView, action: ActionMention, mention: DateMention, publication: PublicationDay,
    *, clause: int, tense: str, cost: float, is_nearest: bool,
) -> Iterator[Option]:  # fmt: skip
    """A date of the sentence; where the act lasts since it, the interval to publication."""
    said = action.event_type in _SAID
    features = {"sentence": 1.0, "sentence.cost": min(cost, _LONGEST_COST) / 10}
    names = set() if is_nearest else {"farther"}
    if tense in {"past", "pluperfect"}:
        names.add(tense)
    names |= _read_place(view, action, mention, clause)
    if "other" in names:
        names |= ({"other_said"} if said else set()) | (
            {"other_noun"} if action.pos == "NOUN" else set()
        )
    features.update({f"sentence.{name}": 1.0 for name in names})
    found = from_mention(mention, "date.sentence")
    lasting = last_until_publication(found, publication)
    is_since = preposition_of(view, mention) in _SINCE and not hangs_on(view, action, mention)
    if is_since and action.event_type not in _ONCE:
        yield Option(lasting, features)
        return
    yield Option(found, features)
    if mention.signal in _AFTER and lasting is not found:
        yield Option(lasting, {**features, "sentence.span": 1.0})


def _read_place(
    view: SentenceView, action: ActionMention, mention: DateMention, clause: int
) -> set[str]:
    """Where a date stands from the act: names of features that are 1."""
    at = view.token_at(mention.start_char)
    found = {"modifier"} if mention.is_modifier else set()
    if mention.start_char > action.start_char:
        found.add("follows")
    if mention.start_char - view.sentence.start_char < _OPENING:
        found.add("opens")
    if at is None:
        return found
    own = {action.head, *action.words}
    governor = next((up for up, _ in view.ancestors(at)), None)
    if at in own or governor in own:
        found.add("own")
    elif _is_of_noun(view, at, governor, mention):
        found.add("other")
    if hangs_on(view, action, mention):
        found.add("explained")
    there = clause_of(view, at)
    if there == clause:
        return found | {"clause"}
    role, outer = view.tokens[there].role, view.tokens[clause].role
    holds = there == action.head or any(up == there for up, _ in view.ancestors(action.head))
    if not holds and role in _CLAUSES:
        found.add(f"in_{role}")
    if outer in _OUTER:
        found.add(f"out_of_{outer}")
    return found


def _is_of_noun(view: SentenceView, at: int, governor: int | None, mention: DateMention) -> bool:
    if governor is None or view.tokens[governor].pos not in {"NOUN", "PROPN"}:
        return False
    return mention.is_modifier or view.tokens[at].role in _NOMINAL_ROLES


def read_tense(view: SentenceView, index: int) -> str:
    """pluperfect, past, perfect, present or future of the verb that heads a clause; tenseless."""
    token = view.tokens[index]
    helpers = [
        view.tokens[c]
        for c in view.children[index]
        if view.tokens[c].pos == "AUX" or view.tokens[c].role.startswith("aux")
    ]
    forms = {helper.text.lower() for helper in helpers}
    if forms & _HAD[view.language] and (view.language == "en" or "Part" in token.morph):
        return "pluperfect"
    if view.language == "en":
        return _english_tense(token.morph, forms)
    if any("Tense=Fut" in word.morph for word in (token, *helpers)):
        return "future"
    if "Part" in token.morph or "Tense=Past" in token.morph or "Tense=Imp" in token.morph:
        return "past"
    return "present" if "Tense=Pres" in token.morph else "tenseless"


def _english_tense(morph: str, forms: set[str]) -> str:
    if forms & _WILL:
        return "future"
    if forms & _HAS:
        return "perfect"
    if forms & _IS and "Prog" not in morph:
        return "present"
    if "Tense=Past" in morph:
        return "past"
    return "present" if "Tense=Pres" in morph else "tenseless"
