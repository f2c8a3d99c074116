"""Stand-ins for the coder, small enough to show what an engine does with a bad item."""

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pipeline.run.steps import CodedItem
from pipeline.schema.records import (
    DateReading,
    Document,
    EventMention,
    Item,
    PublicationDay,
)

MEGABYTE = 1024 * 1024


def make_items(*texts: str) -> list[Item]:
    """Texts in, items numbered from 0 out."""
    return [Item(item_id=str(number), text=text) for number, text in enumerate(texts)]


def code_by_text(items: Iterable[Item]) -> Iterator[CodedItem]:
    """Code items that say in their text what happens to the process that reads them."""
    for item in items:
        if item.text == "raise":
            raise ValueError("no such word")
        if item.text == "hang":
            time.sleep(600)
        if item.text == "die":
            os._exit(9)
        if item.text == "eat":
            eaten = [bytearray(64 * MEGABYTE) for _ in range(200)]
            raise AssertionError(f"ate {len(eaten)} pieces")
        yield CodedItem(
            item=item,
            document=Document(item=item, language="fr", sentences=()),
            dates=DateReading(
                mentions=(), publication=PublicationDay(edtf=None, date_start=None, date_end=None)
            ),
            actors=(),
            actions=(),
            places=(),
            candidates=(),
            events=(),
            issues=(),
        )


def code_with_event(items: Iterable[Item]) -> Iterator[CodedItem]:
    """Code items with one event each, at their first «shelled» or else their first word."""
    for item in items:
        for coded in code_by_text([item]):
            yield replace(coded, events=(_make_event(item),))


def _make_event(item: Item) -> EventMention:
    words = "shelled" if "shelled" in item.text else item.text.split()[0]
    start = item.text.index(words)
    end = item.text.find(".", start) + 1 or len(item.text)
    return EventMention(
        event_mention_id=f"{item.item_id}-{start}",
        item_id=item.item_id,
        sentence_start=0,
        sentence_end=end,
        sentence_text=item.text[:end],
        trigger_start=start,
        trigger_end=start + len(words),
        trigger_text=words,
        event_type="ASSAULT",
        factuality="actual",
        confidence=0.8,
        actor_text="army of Arvonia",
        actor_code="ARV",
        event_date="2031-05-05",
        event_date_start=date(2031, 5, 5),
        event_date_end=date(2031, 5, 5),
        event_days=(date(2031, 5, 5),),
        date_basis="text",
        quad_code="material-conflict",
        intensity=-9.0,
        rule_ids=("test",),
    )
