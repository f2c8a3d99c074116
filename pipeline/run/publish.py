"""Items in, a store that holds them coded out: in batches, so that a stop costs one batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.events.incremental import join_batch
from pipeline.run.copies import CopyFinder, Engine, code_linked
from pipeline.run.rows import list_mentions
from pipeline.run.shard import AGAIN, may_pass
from pipeline.run.steps import CodedItem
from pipeline.schema.records import Issue, Item
from pipeline.schema.tables import find_schema, make_table
from pipeline.store.prepare import hash_content
from pipeline.store.table import ReleaseRow, find_release, read_rows
from pipeline.store.write import publish

BATCH_ITEMS = 500


@dataclass(slots=True)
class IngestReport:
    """What an ingest did. `num_known` items were in the store as they are and were not coded;
    `num_retried` had been set aside for a cause that may have passed, and were coded again."""

    num_read: int = 0
    num_known: int = 0
    num_coded: int = 0
    num_retried: int = 0
    num_issues: int = 0
    num_event_mentions: int = 0
    version: int | None = None
    issues: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each (stage, what was found) came up."""


def publish_items(
    records: Iterable[Item | Issue],
    *,
    store_dir: Path,
    engine: Engine,
    now: Callable[[], datetime],
    recode: bool = False,
    is_demo: bool = False,
    batch_items: int = BATCH_ITEMS,
    on_progress: Callable[[IngestReport], None] = lambda report: None,
) -> IngestReport:
    """Read records in, coded and published batch by batch; the report out.

    An item that the store has with the same content is passed over unless `recode`: so a second
    run adds nothing and a run that was stopped goes on. One that was set aside for want of time or
    memory, or with its process, is tried once more. `engine` codes items; `now` gives the time
    that issues are noted at. Raises StoreError when the store cannot be written.
    """
    report = IngestReport()
    finder = CopyFinder(store_dir=store_dir)
    for batch in _split_batches(records, batch_items):
        items, issues = _part(batch, report)
        retried = _find_retried(store_dir, items)
        fresh = items if recode else _drop_known(store_dir, items, report, retried=retried)
        report.num_retried += len(retried & {item.item_id for item in fresh})
        links = finder.link(fresh)
        coded: list[CodedItem] = []
        for outcome in code_linked(fresh, engine=engine, links=links):
            if isinstance(outcome, Issue):
                issues.append(_mark_again(outcome, retried))
            else:
                coded.append(outcome)
                issues.extend(outcome.issues)
            report.num_coded += 1
            on_progress(report)
        report.num_issues += len(issues)
        report.issues.update((issue.stage, issue.what) for issue in issues)
        if fresh or issues:
            moment = now()
            rows = _list_items(fresh, coded, links)
            release = _publish_batch(store_dir, rows, coded, issues, moment, is_demo)
            report.version = release.version
            report.num_event_mentions += sum(len(one.events) for one in coded)
        on_progress(report)
    return report


def _split_batches(records: Iterable[Item | Issue], size: int) -> Iterator[list[Item | Issue]]:
    batch: list[Item | Issue] = []
    for record in records:
        batch.append(record)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _part(batch: list[Item | Issue], report: IngestReport) -> tuple[list[Item], list[Issue]]:
    """Items (the last version of each id) and issues of a batch."""
    items: dict[str, Item] = {}
    issues: list[Issue] = []
    for record in batch:
        if isinstance(record, Issue):
            issues.append(record)
        else:
            report.num_read += 1
            items[record.item_id] = record
    return list(items.values()), issues


def _find_retried(store_dir: Path, items: list[Item]) -> set[str]:
    """Items that the store has set aside for a cause that may have passed."""
    release = find_release(store_dir)
    if release is None:
        return set()
    rows = read_rows(
        store_dir,
        "issue",
        version=release.tables["issue"],
        columns=["item_id", "what"],
        where=("item_id", [item.item_id for item in items]),
    )
    return {row["item_id"] for row in rows.to_pylist() if may_pass(row["what"])}


def _mark_again(issue: Issue, retried: set[str]) -> Issue:
    """The issue, told apart from a first one, so that the item is not tried for ever."""
    if issue.item_id in retried and may_pass(issue.what):
        return replace(issue, what=issue.what + AGAIN)
    return issue


def _drop_known(
    store_dir: Path, items: list[Item], report: IngestReport, *, retried: set[str]
) -> list[Item]:
    release = find_release(store_dir)
    if release is None:
        return items
    ids = [item.item_id for item in items]
    columns = ["item_id", "content_hash"]
    stored = read_rows(
        store_dir,
        "item",
        version=release.tables["item"],
        columns=columns,
        where=("item_id", ids),
    )
    known = {(row["item_id"], row["content_hash"]) for row in stored.to_pylist()}
    fresh = [
        item
        for item in items
        if item.item_id in retried
        or (
            item.item_id,
            hash_content(published=item.published, title=item.title, text=item.text),
        )
        not in known
    ]
    report.num_known += len(items) - len(fresh)
    return fresh


def _list_items(
    items: list[Item], coded: list[CodedItem], links: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Rows of table `item`, with the language that was recognised and the text it repeats."""
    languages = {one.item.item_id: one.document.language for one in coded}
    return [
        {
            **asdict(item),
            "language": languages.get(item.item_id) or item.language,
            "same_text_id": links.get(item.item_id),
        }
        for item in items
    ]


def _publish_batch(
    store_dir: Path,
    items: list[dict[str, Any]],
    coded: list[CodedItem],
    issues: list[Issue],
    moment: datetime,
    is_demo: bool,
) -> ReleaseRow:
    mentions = [asdict(event) for one in coded for event in one.events]
    joined = join_batch(store_dir, items=items, event_mentions=mentions, now=moment)
    return publish(
        store_dir,
        items=make_table("item", items),
        mentions=_make_mentions(coded),
        event_mentions=joined.event_mentions,
        events=joined.events,
        issues=make_table("issue", [{**asdict(issue), "found_at": moment} for issue in issues]),
        trail=joined.trail,
        removed_event_ids=joined.removed_event_ids,
        is_demo=is_demo,
        now=moment,
    )


def _make_mentions(coded: list[CodedItem]) -> pa.Table:
    names = set(find_schema("mention").names)
    rows = [row for one in coded for row in list_mentions(one)]
    return make_table(
        "mention", [{name: row[name] for name in row if name in names} for row in rows]
    )
