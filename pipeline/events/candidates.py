"""Fresh mentions and the files of a store in, the stored events that they may tell out.

A store holds millions of mentions and a batch tells few of them again: what lies near the batch in
time is read, codes first, and compared as arrays (`pipeline.events.scoring`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from pipeline.events.blocks import RELATED, WIDE_DAYS
from pipeline.events.likeness import REPORT_DAYS
from pipeline.events.same_event import number_events
from pipeline.events.scoring import Scored, choose_best, score_pairs
from pipeline.events.traits import TRAIT_COLUMNS, Ints, read_traits, tabulate_traits
from pipeline.events.wording import Wordings
from pipeline.schema.codes import EVENT_TYPES
from pipeline.schema.tables import find_schema
from pipeline.store.scan import find_holders, write_source

Row = Mapping[str, Any]
MOST_EVENTS = 8
"""Stored mentions whose events one fresh mention may join, best first."""
READ_COLUMNS = (*TRAIT_COLUMNS, "event_id", "sentence_text", "trigger_text")
NEAR = f"""
SELECT {", ".join(READ_COLUMNS)} FROM {{source}}
WHERE {{days}} AND event_id IS NOT NULL AND item_id NOT IN (SELECT item_id FROM replaced)
    AND event_type IN (SELECT event_type FROM wanted)
"""
IS_NEAR = "event_date_start <= $last::DATE AND event_date_end >= $first::DATE"
IS_OPEN = ("event_date_start IS NULL", "event_date_start IS NOT NULL AND event_date_end IS NULL")
IS_WIDE = f"event_date_end - event_date_start > {WIDE_DAYS}"
"""Dates that a fresh mention may mean: each asked on its own, so that files of other days are
passed over by the bounds they give."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stored events that may be told again, and the odds of pairs of mentions.

    `scored` holds pairs of positions in `mention_ids`, the fresh ones first.
    """

    event_ids: tuple[str, ...]
    mention_ids: tuple[str, ...]
    scored: Scored

    def place(self, mention_ids: Sequence[str]) -> Scored:
        """The pairs as positions in `mention_ids`; pairs of others are left out."""
        places = {name: n for n, name in enumerate(mention_ids)}
        moved = np.array([places.get(name, -1) for name in self.mention_ids], dtype=np.int64)
        one, other = moved[self.scored.one], moved[self.scored.other]
        swapped = Scored(np.minimum(one, other), np.maximum(one, other), self.scored.score)
        return swapped.choose(swapped.one >= 0)


def find_candidates(
    fresh: Sequence[Row],
    files: Sequence[str],
    *,
    replaced: Sequence[str],
    text_ids: Mapping[str, str],
) -> Candidates:
    """Fresh mentions (rows of `event_mention`) in, what of a store may be told again out.

    `files` are those of table `event_mention`; mentions of the items `replaced` count as gone.
    `text_ids` maps fresh items to the item whose text they nearly repeat.
    """
    new = tabulate_traits(fresh)
    near = _read_near(fresh, files, replaced=replaced)
    table = pa.concat_tables([new, near.select(TRAIT_COLUMNS)])
    event_ids = near.column("event_id")
    texts = [near.column(name) for name in ("sentence_text", "trigger_text")]

    def read_words(rows: Ints) -> Wordings:
        news = rows[rows < len(fresh)].tolist()
        olds = pa.array(rows[rows >= len(fresh)] - len(fresh))
        return Wordings(
            *(
                [fresh[n].get(name) or "" for n in news]
                + [text or "" for text in column.take(olds).to_pylist()]
                for name, column in zip(("sentence_text", "trigger_text"), texts, strict=True)
            )
        )

    scored = score_pairs(
        read_traits(table, text_ids=text_ids),
        num_new=len(fresh),
        read_words=read_words,
        events=number_events([None] * len(fresh) + event_ids.to_pylist(), num_new=len(fresh)),
        is_stored=True,
    )
    likely = choose_best(scored, num_new=len(fresh), most=MOST_EVENTS)
    told = event_ids.take(pa.array(np.unique(likely.other) - len(fresh)))
    return Candidates(
        event_ids=tuple(sorted(set(told.to_pylist()))),
        mention_ids=tuple(table.column("event_mention_id").to_pylist()),
        scored=scored,
    )


def _read_near(fresh: Sequence[Row], files: Sequence[str], *, replaced: Sequence[str]) -> pa.Table:
    """Stored mentions whose days and types could be those of a fresh one."""
    schema = find_schema("event_mention")
    fields = pa.schema([schema.field(name).with_nullable(True) for name in READ_COLUMNS])
    if not fresh or not files:
        return fields.empty_table()
    kinds = {EVENT_TYPES.index(row["event_type"]) for row in fresh}
    kinds |= {kind for known in tuple(kinds) for kind in RELATED[known]}
    wanted = pa.table({"event_type": [EVENT_TYPES[kind] for kind in sorted(kinds)]})
    first, last, some_wide = _find_span(fresh)
    source = write_source(files, schema)
    parts = [NEAR.format(source=source, days=days) for days in (IS_NEAR, *IS_OPEN)]
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        database.register("wanted", wanted)
        database.register("replaced", pa.table({"item_id": pa.array(replaced, pa.string())}))
        if some_wide and (holders := find_holders(database, files, schema, IS_WIDE)):
            days = f"{IS_WIDE} AND NOT ({IS_NEAR})"
            parts.append(NEAR.format(source=write_source(holders, schema), days=days))
        query = " UNION ALL ".join(parts) + " ORDER BY event_mention_id"
        span = {"first": first, "last": last}
        rows: pa.Table = database.sql(query, params=span).to_arrow_table()
    return rows.cast(fields)


def _find_span(fresh: Sequence[Row]) -> tuple[date, date, bool]:
    """First and last day on which a stored report may put a fresh event; whether a date is wide."""
    days: list[date] = []
    some_wide = False
    for row in fresh:
        first, last = row.get("event_date_start"), row.get("event_date_end")
        if first is None or last is None or (last - first).days > WIDE_DAYS:
            some_wide = True
        else:
            days += [first, last]
    if not days:
        return date.max, date.min, some_wide
    start = max(date.min.toordinal(), min(days).toordinal() - REPORT_DAYS)
    end = min(date.max.toordinal(), max(days).toordinal() + REPORT_DAYS)
    return date.fromordinal(start), date.fromordinal(end), some_wide
