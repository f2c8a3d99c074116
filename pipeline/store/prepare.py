"""Rows as a coder made them in, checked rows with month, hash and days filled in out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa

from pipeline.errors import StoreError
from pipeline.schema.tables import find_schema, validate_frame

MONTH = re.compile(r"\d{4}(-\d{2})?")
MAX_DAYS = 366
Rows: TypeAlias = pd.DataFrame | pa.Table


@dataclass(frozen=True, slots=True)
class Batch:
    """Checked rows of one publish."""

    items: pa.Table
    mentions: pa.Table
    event_mentions: pa.Table
    events: pa.Table
    issues: pa.Table
    trail: pa.Table


def find_published_month(published: str | None) -> str:
    """EDTF date of publication in, its month (`2020-01`; `2020` where only the year is known) out.

    `unknown` for None and for what does not begin with a year of four digits.
    """
    found = MONTH.match(published or "")
    return found.group() if found else "unknown"


def hash_content(*, published: str | None, title: str | None, text: str) -> str:
    """SHA-256 (hex) of what makes an item's content; differs between null and empty."""
    digest = hashlib.sha256()
    for part in (published, title, text):
        data = b"\xff" if part is None else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def check_batch(
    items: Rows,
    mentions: Rows | None,
    event_mentions: Rows,
    events: Rows,
    issues: Rows | None,
    trail: Rows | None,
) -> Batch:
    filled = _fill_items(items)
    ids = filled.column("item_id").to_pylist()
    if len(set(ids)) != len(ids):
        twice = sorted(name for name, count in Counter(ids).items() if count > 1)[:5]
        raise StoreError(
            f"Items {twice} are given more than once in one publish.",
            remedy="Keep the newest version of each item_id.",
        )
    return Batch(
        items=filled,
        mentions=validate_frame("mention", _none_as_empty("mention", mentions)),
        event_mentions=_fill_days(validate_frame("event_mention", event_mentions)),
        events=_fill_events(events),
        issues=validate_frame("issue", _none_as_empty("issue", issues)),
        trail=validate_frame("trail", _none_as_empty("trail", trail)),
    )


def _none_as_empty(table: str, rows: Rows | None) -> Rows:
    return find_schema(table).empty_table() if rows is None else rows


def _fill_items(items: Rows) -> pa.Table:
    rows = validate_frame("item", items)
    published = rows.column("published").to_pylist()
    hashes = [
        hash_content(published=date_, title=title, text=text)
        for date_, title, text in zip(
            published,
            rows.column("title").to_pylist(),
            rows.column("text").to_pylist(),
            strict=True,
        )
    ]
    rows = _set_column(rows, "published_month", [find_published_month(p) for p in published])
    return validate_frame("item", _set_column(rows, "content_hash", hashes))


def _fill_events(events: Rows) -> pa.Table:
    rows = validate_frame("event", events)
    months = [find_published_month(p) for p in rows.column("first_reported").to_pylist()]
    return validate_frame("event", _fill_days(_set_column(rows, "published_month", months)))


def _set_column(rows: pa.Table, name: str, values: Sequence[Any] | pa.Array) -> pa.Table:
    column = values if isinstance(values, pa.Array) else pa.array(values, type=pa.string())
    if name in rows.column_names:
        return rows.set_column(rows.column_names.index(name), name, column)
    return rows.append_column(name, column)


def _fill_days(rows: pa.Table) -> pa.Table:
    """Rows with `event_days` listed where bounds are known and no more than MAX_DAYS apart."""
    days = rows.column("event_days")
    if days.null_count == 0:
        return rows
    filled = [
        listed if listed else _list_days(start, end)
        for listed, start, end in zip(
            days.to_pylist(),
            rows.column("event_date_start").to_pylist(),
            rows.column("event_date_end").to_pylist(),
            strict=True,
        )
    ]
    return _set_column(rows, "event_days", pa.array(filled, type=days.type))


def _list_days(start: date | None, end: date | None) -> list[date] | None:
    if start is None or end is None or not 0 <= (length := (end - start).days) < MAX_DAYS:
        return None
    return [start + timedelta(days=n) for n in range(length + 1)]


def list_other_items(batch: Batch) -> list[str]:
    """Items that the batch has mentions of without giving the item itself, sorted."""
    named = set(batch.event_mentions.column("item_id").to_pylist())
    named |= set(batch.mentions.column("item_id").to_pylist())
    return sorted(named - set(batch.items.column("item_id").to_pylist()))


def fill_months(batch: Batch, stored: Mapping[str, str]) -> Batch:
    """The batch with the month of publication of each mention's item.

    `stored` maps items of `list_other_items` to their month. StoreError when one is missing.
    """
    ids = batch.items.column("item_id").to_pylist()
    months = dict(zip(ids, batch.items.column("published_month").to_pylist(), strict=True))
    months |= stored
    if unknown := [name for name in list_other_items(batch) if name not in months]:
        raise StoreError(
            f"Mentions name items {unknown[:5]} that are neither given nor in the store.",
            remedy="Publish an item together with its mentions.",
        )

    def place(table: str, rows: pa.Table) -> pa.Table:
        names = rows.column("item_id").to_pylist()
        filled = _set_column(rows, "published_month", [months[name] for name in names])
        return validate_frame(table, filled)

    return replace(
        batch,
        mentions=place("mention", batch.mentions),
        event_mentions=place("event_mention", batch.event_mentions),
    )
