"""Coded items in, their event rows out, reports of one event sharing its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from pipeline.run.rows import Row, make_plain
from pipeline.run.steps import CodedItem


def list_event_rows(coded: Iterable[CodedItem]) -> Iterator[Row]:
    """Coded items in, one row for each event mention out, in order, ready for JSON.

    Names as in data/codebook/fields.tsv, days as YYYY-MM-DD.
    """
    for one in coded:
        for event in one.events:
            row = asdict(event)
            row["event_id"] = event.event_id or event.event_mention_id
            yield {name: make_plain(value) for name, value in row.items()}
