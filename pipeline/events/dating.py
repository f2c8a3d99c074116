"""Which date dates which act: its clause first, then its sentence, then the story, then publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention, DateMention, PublicationDay

MAX_COST = 11.0
_AFTER = frozenset(
    {"après", "depuis", "suite à", "after", "since", "following", "avant", "before", "until"}
)


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an act happened, as far as the text says, the words that say so, basis and rule."""

    edtf: str | None
    date_start: date | None
    date_end: date | None
    days: tuple[date, ...]
    date_text: str | None
    date_basis: str
    rule_id: str
    planned_date: str | None = None


NO_DATE = EventDate(None, None, None, (), None, "none", "date.none")


def _cost(view: SentenceView, action: ActionMention, mention: DateMention) -> float:
    """How far a date stands from a trigger: steps in the tree, words, and clauses between."""
    at = view.token_at(mention.start_char)
    if at is None:
        return 99.0
    index = action.head
    low, high = min(at, index), max(at, index)
    between = view.tokens[low + 1 : high]
    verbs = sum(1 for t in between if t.pos == "VERB" and t.index not in action.words)
    breaks = sum(1 for t in between if t.text in {";", ":"})
    rivals = sum(1 for a in view.actions if a.head != index and low < a.head < high)
    steps = min(view.distance(index, at), 8)
    cost = steps + 0.15 * len(between) + 1.5 * verbs + 3.0 * breaks + 1.5 * rivals
    head = view.tokens[at]
    governor = view.tokens[head.head]
    if governor.index == index or (governor.index in action.words):
        cost -= 1.5
    if mention.is_modifier and governor.index != index:
        cost += 6.0
    return cost


def _is_usable(mention: DateMention, publication: PublicationDay) -> bool:
    if not mention.can_date_event or mention.date_start is None:
        return False
    return publication.date_end is None or mention.date_start <= publication.date_end


def _from_mention(mention: DateMention, rule: str, planned: str | None) -> EventDate:
    return EventDate(
        edtf=mention.edtf,
        date_start=mention.date_start,
        date_end=mention.date_end,
        days=mention.days,
        date_text=mention.text,
        date_basis="text",
        rule_id=f"{rule}+{mention.rule_id}",
        planned_date=planned,
    )


def from_publication(publication: PublicationDay, planned: str | None = None) -> EventDate:
    """The day of publication as the date of an act told as news; no date where it is unknown."""
    if publication.date_start is None:
        return NO_DATE
    return EventDate(
        edtf=publication.edtf,
        date_start=publication.date_start,
        date_end=publication.date_end,
        days=publication.days,
        date_text=None,
        date_basis="publication",
        rule_id=f"date.publication+{publication.rule_id}",
        planned_date=planned,
    )


def planned_date(
    view: SentenceView, action: ActionMention, publication: PublicationDay
) -> str | None:
    """EDTF of the nearest date in the sentence that lies after publication, or None."""
    future = [
        m
        for m in view.dates
        if m.date_start and publication.date_end and m.date_start > publication.date_end
    ]
    if not future:
        return None
    return min(future, key=lambda m: _cost(view, action, m)).edtf


def find_event_date(
    view: SentenceView,
    action: ActionMention,
    publication: PublicationDay,
    *,
    factuality: str,
    story: EventDate | None,
    is_background: bool,
) -> EventDate:
    """Date of one trigger.

    ``story`` is the date that the text dated last in this paragraph; ``is_background`` marks a noun
    that recalls an act without telling it as news: undated, it has no date.
    """
    planned = planned_date(view, action, publication) if factuality == "announced" else None
    usable = [m for m in view.dates if _is_usable(m, publication)]
    if usable:
        best = min(usable, key=lambda m: _cost(view, action, m))
        if _cost(view, action, best) <= MAX_COST:
            return _from_mention(best, "date.sentence", planned)
    if is_background:
        return NO_DATE
    if story is not None and story.date_basis == "text":
        return EventDate(
            edtf=story.edtf,
            date_start=story.date_start,
            date_end=story.date_end,
            days=story.days,
            date_text=story.date_text,
            date_basis="text",
            rule_id="date.story",
            planned_date=planned,
        )
    return from_publication(publication, planned)


def is_recalled(view: SentenceView, action: ActionMention) -> bool:
    """Whether a noun only recalls an act: after «après», «depuis», or under another verb's clause."""
    if action.pos != "NOUN":
        return False
    token = view.tokens[action.head]
    if token.case and token.case.split()[0] in _AFTER:
        return True
    governor = view.tokens[token.head]
    return token.role in {"obl", "nmod"} and governor.pos in {*VERBAL, "NOUN"}
