"""Coded items in, their event rows out, reports of one event sharing its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from pipeline.events.join import join_rows
from pipeline.run.rows import Row, make_plain
from pipeline.run.steps import CodedItem
from pipeline.schema.tables import list_columns

INNER_COLUMNS = ("published_month", "coded_date", "coded_basis", "corrected_fields")
"""Columns that only a store has a use for."""


def list_event_rows(
    coded: Iterable[CodedItem], *, links: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Coded items in, one row for each event mention out, joined, ready for JSON.

    Names and order as in data/codebook/fields.tsv, days as YYYY-MM-DD. `links` maps the item_id of
    a copy to that of the text it repeats; it is read after `coded` has been.
    """
    mentions: list[Row] = []
    items: dict[str, Row] = {}
    for one in coded:
        mentions += [asdict(event) for event in one.events]
        item = one.item
        items[item.item_id] = {
            "item_id": item.item_id,
            "published": item.published,
            "source": item.source,
            "url": item.url,
        }
    for copy, first in (links or {}).items():
        if copy in items:
            items[copy]["same_text_id"] = first
    columns = [name for name in list_columns("event_mention") if name not in INNER_COLUMNS]
    for row in join_rows(mentions, items).mentions:
        yield {name: make_plain(row.get(name)) for name in columns}
