"""Items in, those that repeat a text told apart, so that a wire copy is not coded twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from pipeline.events.same_text import SameTextIndex, copy_mentions
from pipeline.run.shard import Outcome
from pipeline.run.steps import CodedItem
from pipeline.schema.records import DateReading, Document, Issue, Item
from pipeline.store.prepare import find_published_month
from pipeline.store.table import find_release, read_rows

Engine: TypeAlias = Callable[[Iterable[Item]], Iterator[Outcome]]
PIECE_ITEMS = 500
COLUMNS = ("item_id", "published", "title", "text", "same_text_id")


class CopyFinder:
    """Tells which items repeat an earlier text: of this run, or of the store it was given.

    Texts of the store are read a month at a time, when an item of that month first comes.
    """

    def __init__(self, *, store_dir: Path | None = None) -> None:
        self._index = SameTextIndex()
        self._store_dir = store_dir
        self._months: set[str] = set()

    def link(self, items: Sequence[Item]) -> dict[str, str]:
        """Items in, item_id of each copy -> item_id of the text it repeats, out."""
        self._prime({find_published_month(item.published) for item in items})
        links = {}
        for item in items:
            first = self._index.add(item)
            if first is not None:
                links[item.item_id] = first
        return links

    def _prime(self, months: set[str]) -> None:
        new = months - self._months
        self._months |= new
        release = find_release(self._store_dir) if self._store_dir is not None and new else None
        if release is None or self._store_dir is None:
            return
        rows = read_rows(
            self._store_dir,
            "item",
            version=release.tables["item"],
            columns=COLUMNS,
            where=("published_month", sorted(new)),
        )
        for row in rows.to_pylist():
            if row.pop("same_text_id") is None:
                self._index.add(Item(**row))


def code_linked(
    items: Sequence[Item], *, engine: Engine, links: Mapping[str, str]
) -> Iterator[Outcome]:
    """Items in, an outcome for each out: the first texts coded, then their copies.

    A copy takes the event mentions of its first text when that was coded here and the copy adds
    nothing of its own; else it is coded like any item. Order: first texts, then copies.
    """
    ids = {item.item_id for item in items}
    copies = [item for item in items if links.get(item.item_id) in ids]
    copied_ids = {item.item_id for item in copies}
    wanted = set(links.values()) & ids
    firsts: dict[str, CodedItem] = {}
    for outcome in engine([item for item in items if item.item_id not in copied_ids]):
        if not isinstance(outcome, Issue) and outcome.item.item_id in wanted:
            firsts[outcome.item.item_id] = outcome
        yield outcome
    left = []
    for copy in copies:
        coded = _copy_item(copy, firsts.get(links[copy.item_id]))
        if coded is None:
            left.append(copy)
        else:
            yield coded
    if left:
        yield from engine(left)


def code_stream(
    items: Iterable[Item], engine: Engine, *, links: dict[str, str]
) -> Iterator[Outcome]:
    """Items in, an outcome for each out, copies told apart in pieces of 500; `links` is filled."""
    finder = CopyFinder()
    stream = iter(items)
    while piece := list(islice(stream, PIECE_ITEMS)):
        found = finder.link(piece)
        links.update(found)
        yield from code_linked(piece, engine=engine, links=found)


def _copy_item(copy: Item, first: CodedItem | None) -> CodedItem | None:
    if first is None or not copy.text.strip():
        return None
    mentions = copy_mentions(first.events, original=first.item, copy=copy)
    if mentions is None:
        return None
    return CodedItem(
        item=copy,
        document=Document(item=copy, language=first.document.language, sentences=()),
        dates=DateReading(mentions=(), publication=first.dates.publication),
        actors=(),
        actions=(),
        places=(),
        candidates=(),
        events=mentions,
        issues=(),
    )
