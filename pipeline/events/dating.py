"""Which date dates which act: its clause, then its sentence, the story, and publication last."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.events.attach import clause_of, find_cost
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention, DateMention, PublicationDay

MAX_COST = 9.5
_SINCE = frozenset({"depuis", "since"})
_ONCE = frozenset({"RETREAT", "AGREE", "ACCUSE", "THREATEN"})
_DASH = re.compile(r"\s*(?:\([^)]{0,20}\)\s*)?[-–—]")
_DATELINE = re.compile(r"^[\W\d]*(?:[A-ZÀ-Þ][\w'’.() /-]*,?\s*)*(?:le\s+)?$")
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


def is_stamp(view: SentenceView, mention: DateMention) -> bool:
    """Whether a date or hour stamps the item or the line («BAGDAD, 30 déc. –», "16:30 -")."""
    text = view.text
    line_start = text.rfind("\n", 0, mention.start_char) + 1
    before, after = text[line_start : mention.start_char], text[mention.end_char :][:24]
    if not _DASH.match(after):
        return False
    return _DATELINE.match(before) is not None


def _is_usable(view: SentenceView, mention: DateMention, publication: PublicationDay) -> bool:
    if not mention.can_date_event or mention.date_start is None or is_stamp(view, mention):
        return False
    return publication.date_end is None or mention.date_start <= publication.date_end


def _preposition(view: SentenceView, mention: DateMention) -> str | None:
    at = view.token_at(mention.start_char)
    if at is None:
        return None
    if mention.signal is not None:
        return mention.signal
    case = view.tokens[at].case or (view.tokens[at - 1].text.lower() if at else "")
    return case.split()[0] if case else None


def _anchored(view: SentenceView, action: ActionMention) -> EventDate | None:
    """The day of an act that another date is counted from («trois jours après l'assassinat»)."""
    for mention in view.dates:
        if mention.anchor_start is None or mention.anchor_end is None:
            continue
        inside = mention.anchor_start <= action.start_char < mention.anchor_end
        if inside and mention.anchor_event_date is not None:
            day = mention.anchor_event_date
            return EventDate(
                edtf=day.isoformat(),
                date_start=day,
                date_end=day,
                days=(),
                date_text=mention.text,
                date_basis="text",
                rule_id=f"date.sentence.anchor+{mention.rule_id}",
            )
    return None


def _dates_other(view: SentenceView, action: ActionMention, mention: DateMention) -> bool:
    """Whether a date belongs to a noun that is not the trigger («l'accord de 2015»)."""
    if not mention.is_modifier:
        return False
    at = view.token_at(mention.start_char)
    if at is None:
        return False
    own = {action.head, *action.words}
    return at not in own and not any(up in own for up, _ in view.ancestors(at))


def _hangs_on(view: SentenceView, action: ActionMention, mention: DateMention) -> bool:
    """Whether the trigger stands in the clause that explains the date ("since May, when …")."""
    at = view.token_at(mention.start_char)
    return at is not None and any(up == at for up, _ in view.ancestors(action.head))


def _since(when: EventDate, publication: PublicationDay) -> EventDate:
    """An act that lasts since a day: the interval from there to publication."""
    if publication.date_end is None or when.date_start is None or when.edtf is None:
        return when
    if when.days or publication.days or publication.date_end <= when.date_start:
        return when
    end = publication.date_end.isoformat()
    return replace(
        when,
        edtf=f"{when.date_start.isoformat()}/{end}",
        date_end=publication.date_end,
        rule_id=when.rule_id.replace("date.sentence", "date.sentence.since", 1),
    )


def story_date(view: SentenceView, publication: PublicationDay) -> EventDate | None:
    """The date that a sentence gives its main clause, for the sentences after it; None without."""
    for mention in view.dates:
        at = view.token_at(mention.start_char)
        if at is None or mention.is_modifier or not _is_usable(view, mention, publication):
            continue
        clause = view.tokens[clause_of(view, at)]
        governor = view.tokens[clause.head]
        by_subject = clause.role == "acl" and governor.role == "subj"
        if clause.role in {"root", "conj"} or by_subject or clause.role == "advcl":
            return _from_mention(mention, "date.sentence", None)
    return None


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


def _whole_months(publication: PublicationDay, start: date, end: date) -> PublicationDay:
    """An open day of publication as its month: an undated act may lie before the day it leaves."""
    if (start.year, start.month) != (end.year, end.month):
        return publication
    last = (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return replace(
        publication,
        edtf=f"{start:%Y-%m}",
        date_start=start.replace(day=1),
        date_end=last,
        days=(),
    )


def from_publication(publication: PublicationDay, planned: str | None = None) -> EventDate:
    """The day of publication as the date of an act told as news; no date where it is unknown."""
    if publication.date_start is None or publication.date_end is None:
        return NO_DATE
    if publication.date_start != publication.date_end:
        publication = _whole_months(publication, publication.date_start, publication.date_end)
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
    return min(future, key=lambda m: find_cost(view, action, m.start_char)).edtf


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
    anchored = _anchored(view, action)
    if anchored is not None:
        return anchored
    usable = [
        m
        for m in view.dates
        if _is_usable(view, m, publication) and not _dates_other(view, action, m)
    ]
    if usable:
        best = min(usable, key=lambda m: find_cost(view, action, m.start_char))
        if find_cost(view, action, best.start_char) <= MAX_COST:
            found = _from_mention(best, "date.sentence", planned)
            lasts = action.event_type not in _ONCE and _preposition(view, best) in _SINCE
            lasts = lasts and not _hangs_on(view, action, best)
            return _since(found, publication) if lasts else found
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
    """Whether a noun only recalls an act: after «après», «depuis», or under another verb."""
    if action.pos != "NOUN":
        return False
    token = view.tokens[action.head]
    if token.case and token.case.split()[0] in _AFTER:
        return True
    governor = view.tokens[token.head]
    return token.role in {"obl", "nmod"} and governor.pos in {*VERBAL, "NOUN"}
