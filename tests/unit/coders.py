"""Stand-ins for the coder, small enough to show what an engine does with a bad item."""

import os
import time
from collections.abc import Iterable, Iterator

from pipeline.run.steps import CodedItem
from pipeline.schema.records import DateReading, Document, Item, PublicationDay

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
