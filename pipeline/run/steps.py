"""The seam: items in, coded items or event mention rows out. Pure; models load once a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace

import pandas as pd

from pipeline.actions import may_hold_action, read_actions
from pipeline.actors import read_actors
from pipeline.dates import read_dates
from pipeline.events.assemble import assemble_candidates
from pipeline.events.triggers import Candidate, read_candidates
from pipeline.language.identify import CODED_LANGUAGES, identify_language
from pipeline.language.parse import parse_sentences
from pipeline.language.split import split_sentences
from pipeline.places import read_places
from pipeline.schema.records import (
    ActionMention,
    ActorMention,
    DateReading,
    Document,
    EventMention,
    Issue,
    Item,
    PlaceMention,
    Sentence,
)


@dataclass(frozen=True, slots=True)
class CodedItem:
    """An item with all that was read in it. ``issues`` says what could not be read, and why."""

    item: Item
    document: Document
    dates: DateReading
    actors: tuple[ActorMention, ...]
    actions: tuple[ActionMention, ...]
    places: tuple[PlaceMention, ...]
    candidates: tuple[Candidate, ...]
    events: tuple[EventMention, ...]
    issues: tuple[Issue, ...]


def _headline_as_text(item: Item) -> Item:
    """An item without text is read by its title; offsets then count in the title."""
    return replace(item, text=item.title) if not item.text.strip() and item.title else item


def open_document(item: Item) -> Document:
    """The item's language and its sentences, unparsed. An unknown language is an empty string."""
    item = _headline_as_text(item)
    language = identify_language(item) or ""
    return Document(item, language, split_sentences(item.text))


def _to_parse(document: Document, *, parse_all: bool) -> tuple[Sentence, ...]:
    if document.language not in CODED_LANGUAGES:
        return ()
    if parse_all:
        return document.sentences
    text = document.item.text
    return tuple(
        s
        for s in document.sentences
        if may_hold_action(text[s.start_char : s.end_char], document.language)
    )


def parse_documents(
    documents: Iterable[Document], *, parse_all: bool = False
) -> tuple[Document, ...]:
    """Documents with the tokens of their sentences that can hold an action (or of all)."""
    documents = tuple(documents)
    wanted = [(at, s) for at, d in enumerate(documents) for s in _to_parse(d, parse_all=parse_all)]
    parsed: dict[tuple[int, int], Sentence] = {}
    for language in CODED_LANGUAGES:
        own = [(at, s) for at, s in wanted if documents[at].language == language]
        texts = (
            (documents[at].item.text[s.start_char : s.end_char], s.start_char) for at, s in own
        )
        for (at, s), tokens in zip(own, parse_sentences(language, texts), strict=True):
            parsed[at, s.index] = replace(s, tokens=tokens)
    return tuple(
        replace(d, sentences=tuple(parsed.get((at, s.index), s) for s in d.sentences))
        for at, d in enumerate(documents)
    )


def _issues(document: Document, dates: DateReading, events: int) -> tuple[Issue, ...]:
    item = document.item
    found = []
    if not item.text.strip():
        found.append(Issue("language", "the item has no text and no title", item_id=item.item_id))
    elif document.language not in CODED_LANGUAGES:
        found.append(
            Issue(
                "language",
                f"language {document.language or 'unknown'} cannot be coded",
                item_id=item.item_id,
                expected="French or English",
                remedy="Leave the item out, or state its language if it was misjudged.",
            )
        )
    if dates.publication.date_start is None and events:
        found.append(
            Issue(
                "dates",
                "no day of publication: relative dates stay open",
                item_id=item.item_id,
                expected="a published date, or one in the text",
                remedy="Give the date with --published, or in the item.",
            )
        )
    return tuple(found)


def code_document(document: Document) -> CodedItem:
    """One parsed document read by every stage."""
    item = document.item
    dates = read_dates(item, document.sentences)
    places = read_places(item, document.sentences)
    actors = read_actors(document)
    actions = read_actions(document)
    candidates = read_candidates(document, dates, actors, actions, places)
    events = assemble_candidates(candidates, document, actors, places)
    return CodedItem(
        item=item,
        document=document,
        dates=dates,
        actors=actors,
        actions=actions,
        places=places,
        candidates=candidates,
        events=events,
        issues=_issues(document, dates, len(events)),
    )


def code_items(items: Iterable[Item], *, parse_all: bool = False) -> Iterator[CodedItem]:
    """Items in, a CodedItem each out, in order. The batch is parsed together: keep it small.

    ``parse_all`` parses every sentence, for `annotate` and `explain`, where each mention counts.
    """
    documents = parse_documents([open_document(i) for i in items], parse_all=parse_all)
    for document in documents:
        yield code_document(document)


MENTION_COLUMNS = tuple(f.name for f in fields(EventMention))


def code(items: pd.DataFrame) -> pd.DataFrame:
    """Items (columns of ``Item``) to event mention rows and, in column ``issue``, what failed.

    The columns are those of ``EventMention`` and ``issue``; a row with an issue has its item_id and
    nothing else. Pure: no disk, network or clock.
    """
    names = [f.name for f in fields(Item)]
    rows: list[dict[str, object]] = []
    for record in items.to_dict("records"):
        given = {n: record[n] for n in names if n in record and not pd.isna(record[n])}
        item = Item(**given)
        for coded in code_items([item]):
            rows.extend({**asdict(event), "issue": None} for event in coded.events)
            rows.extend({"item_id": item.item_id, "issue": issue.what} for issue in coded.issues)
    return pd.DataFrame(rows, columns=[*MENTION_COLUMNS, "issue"])
