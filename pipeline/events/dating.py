"""Dates that can date an act: those of its sentence, the story's, and the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.events.attach import clause_of, find_cost
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention, DateMention, PublicationDay

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


@dataclass(frozen=True, slots=True)
class StoryDates:
    """The date that the text has reached: in this paragraph, and before it.

    `here` is what this paragraph dated last, `before` what the paragraphs before it did, `first`
    the item's first date; `sentences` counts those of this paragraph since `here`, `paragraphs`
    those since `before`.
    """

    here: EventDate | None = None
    before: EventDate | None = None
    first: EventDate | None = None
    sentences: int = 0
    paragraphs: int = 0

    def tell(self, told: EventDate | None) -> StoryDates:
        """After a sentence that gave its main clause this date, or none."""
        if told is None:
            return replace(self, sentences=self.sentences + 1)
        return replace(self, here=told, first=self.first or told, sentences=0)

    def next_paragraph(self) -> StoryDates:
        """At the start of a paragraph."""
        if self.here is None:
            return replace(self, sentences=0, paragraphs=self.paragraphs + 1)
        return StoryDates(None, self.here, self.first)


def is_stamp(view: SentenceView, mention: DateMention) -> bool:
    """Whether a date or hour stamps the item or the line («BAGDAD, 30 déc. –», "16:30 -")."""
    text = view.text
    line_start = text.rfind("\n", 0, mention.start_char) + 1
    before, after = text[line_start : mention.start_char], text[mention.end_char :][:24]
    if not _DASH.match(after):
        return False
    return _DATELINE.match(before) is not None


def is_usable(view: SentenceView, mention: DateMention, publication: PublicationDay) -> bool:
    """Whether a date can date an act: days not after publication, no stamp of the item."""
    if not mention.can_date_event or mention.date_start is None or is_stamp(view, mention):
        return False
    return publication.date_end is None or mention.date_start <= publication.date_end


def preposition_of(view: SentenceView, mention: DateMention) -> str | None:
    """The signal or preposition in front of a date, or None."""
    at = view.token_at(mention.start_char)
    if at is None:
        return None
    if mention.signal is not None:
        return mention.signal
    case = view.tokens[at].case or (view.tokens[at - 1].text.lower() if at else "")
    return case.split()[0] if case else None


def anchored_date(view: SentenceView, action: ActionMention) -> EventDate | None:
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


def hangs_on(view: SentenceView, action: ActionMention, mention: DateMention) -> bool:
    """Whether the trigger stands in the clause that explains the date ("since May, when …")."""
    at = view.token_at(mention.start_char)
    return at is not None and any(up == at for up, _ in view.ancestors(action.head))


def last_until_publication(when: EventDate, publication: PublicationDay) -> EventDate:
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
        if at is None or mention.is_modifier or not is_usable(view, mention, publication):
            continue
        clause = view.tokens[clause_of(view, at)]
        governor = view.tokens[clause.head]
        by_subject = clause.role == "acl" and governor.role == "subj"
        if clause.role in {"root", "conj"} or by_subject or clause.role == "advcl":
            return from_mention(mention, "date.sentence")
    return None


def from_mention(mention: DateMention, rule: str) -> EventDate:
    """A date expression as the date of an act."""
    return EventDate(
        edtf=mention.edtf,
        date_start=mention.date_start,
        date_end=mention.date_end,
        days=mention.days,
        date_text=mention.text,
        date_basis="text",
        rule_id=f"{rule}+{mention.rule_id}",
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


def from_publication(publication: PublicationDay) -> EventDate:
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
    )


def find_planned_date(
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


def is_recalled(view: SentenceView, action: ActionMention) -> bool:
    """Whether a noun only recalls an act: after «après», «depuis», or under another verb."""
    if action.pos != "NOUN":
        return False
    token = view.tokens[action.head]
    if token.case and token.case.split()[0] in _AFTER:
        return True
    governor = view.tokens[token.head]
    return token.role in {"obl", "nmod"} and governor.pos in {*VERBAL, "NOUN"}
