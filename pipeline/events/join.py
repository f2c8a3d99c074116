"""Event mentions in, the same with `event_id` and settled dates, and a row for each event, out.

`join_events` is the whole of it for DataFrames, `join_rows` for rows. Both are pure. What is in the
store already comes in as `known`; see `pipeline.events.incremental` for reading it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.events.same_event import Merge, join_mentions
from pipeline.events.settle import settle_dates
from pipeline.schema.tables import make_frame, make_table, validate_frame
from pipeline.store.resolve import resolve_event

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining gave.

    `mentions` holds every new mention, and the known ones whose event or date changed; `events`
    the row of every event that has a new or changed mention; `merges` the known events that turned
    out to be one (their rows are to be removed from the store).
    """

    mentions: list[dict[str, Any]]
    events: list[dict[str, Any]]
    merges: list[Merge] = field(default_factory=list)


def join_events(
    mentions: pd.DataFrame, items: pd.DataFrame, *, known: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Event mentions and their items in; mentions with `event_id`, and events, out.

    Columns are those of tables `event_mention`, `item` and `event`. `known` holds mentions joined
    before, whose event ids stay; the mentions that come out are the new ones, in order, followed by
    the known ones that changed. Joining the same mentions again gives the same ids.
    """
    rows = validate_frame("event_mention", mentions).to_pylist()
    before = [] if known is None else validate_frame("event_mention", known).to_pylist()
    by_id = {row["item_id"]: row for row in validate_frame("item", items).to_pylist()}
    joined = join_rows(rows, by_id, known=before)
    return (
        make_frame(make_table("event_mention", joined.mentions)),
        make_frame(make_table("event", joined.events)),
    )


def join_rows(
    mentions: Sequence[Row], items: Mapping[str, Row], *, known: Sequence[Row] = ()
) -> Joined:
    """Rows of table `event_mention` in, joined rows out; see `Joined`.

    `items` maps item_id to the item's row (published, source, url, same_text_id are read) for new
    and known mentions. A known mention that is given again is taken as new.
    """
    given = {mention["event_mention_id"] for mention in mentions}
    known = [mention for mention in known if mention["event_mention_id"] not in given]
    names, merges = join_mentions(mentions, known=known, text_ids=list_text_ids(items))
    return resolve_joined(mentions, names, merges, items, known=known)


def list_text_ids(items: Mapping[str, Row]) -> dict[str, str]:
    """Items that nearly repeat another's text, to that other."""
    return {name: row["same_text_id"] for name, row in items.items() if row.get("same_text_id")}


def resolve_joined(
    mentions: Sequence[Row],
    names: Mapping[str, str],
    merges: list[Merge],
    items: Mapping[str, Row],
    *,
    known: Sequence[Row],
) -> Joined:
    """New mentions and the event of each in, settled rows and resolved events out.

    `names` and `merges` are those of `join_mentions`; `known` holds, whole, every known mention of
    the events that `names` gives.
    """
    text_ids = list_text_ids(items)
    groups: dict[str, list[Row]] = {}
    for mention in (*mentions, *known):
        event_id = names.get(mention["event_mention_id"], mention.get("event_id"))
        groups.setdefault(str(event_id), []).append(mention)
    given = {mention["event_mention_id"] for mention in mentions}
    before = {mention["event_mention_id"]: mention for mention in known}
    out: dict[str, dict[str, Any]] = {}
    events = []
    for event_id in sorted(set(names.values())):
        settled = settle_dates(groups[event_id], text_ids=text_ids)
        for row in settled:
            row["event_id"] = event_id
        events.append(resolve_event(event_id, settled, items))
        for row in settled:
            key = row["event_mention_id"]
            if key in given or _has_changed(row, before[key]):
                out[key] = row
    order = [*(m["event_mention_id"] for m in mentions), *before]
    return Joined([out[key] for key in order if key in out], events, merges)


def _has_changed(row: Row, old: Row) -> bool:
    names = ("event_id", "event_date", "date_basis", "date_item_id")
    return any(row.get(name) != old.get(name) for name in names)
