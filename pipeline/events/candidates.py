"""Fresh mentions and the files of a store in, the stored events that they may tell out.

A store holds millions of mentions and a batch tells few of them again, so the first comparing is
done in SQL, with the weights of `pipeline.events.likeness`: type, day and a party or country must
meet, then the codes must leave a chance, then the sentences must share a word. What is left is
compared in full by `pipeline.events.same_event`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.events import likeness as weigh
from pipeline.events.blocks import RELATED, WIDE_DAYS
from pipeline.events.wording import split_words
from pipeline.schema.tables import find_schema
from pipeline.store.scan import write_source

Row = Mapping[str, Any]
MOST_BY_CODES = 25
"""Stored mentions whose words are looked at for one fresh mention, best codes first."""
MOST_PER_MENTION = 6
"""Stored mentions that one fresh mention is compared with in full."""
CODES_LEAST = -2.0
"""Codes below these log odds are not made good by any wording but a copied one."""
RIVAL_LEAST = -0.5
"""Stored events with codes as near as this compete for a fresh mention."""
WORDLESS_LEAST = 1.1
"""From here on two mentions are compared though their sentences share no word."""
TOKENS = (
    "list_distinct(list_transform(list_filter(string_split_regex("
    "lower(strip_accents(sentence_text)), '[^a-z0-9]+'), lambda w: length(w) >= 5 "
    "OR regexp_matches(w, '^[0-9]{2,}$')), lambda w: w[:5]))"
)
OLD = f"""
CREATE TEMP TABLE old AS
SELECT event_mention_id AS id, event_id, event_type, factuality, actor_code AS actor,
    recipient_code AS recipient, place_country AS country, sentence_text,
    event_date_start AS first, event_date_end AS last, date_basis IN ('text', 'corpus') AS is_dated,
    coalesce(event_date_end - event_date_start, 100000) > {WIDE_DAYS} AS is_wide
FROM {{source}}
WHERE event_id IS NOT NULL AND item_id NOT IN (SELECT item_id FROM replaced)
    AND event_type IN (SELECT related_type FROM fresh)
    AND (event_date_start IS NULL OR event_date_end IS NULL
        OR event_date_end - event_date_start > {WIDE_DAYS}
        OR (event_date_start <= getvariable('last') AND event_date_end >= getvariable('first')))
"""
OLD_DAYS = """
CREATE TEMP TABLE old_days AS
SELECT id, event_type, actor, recipient, country, first, last, is_dated, first AS day FROM old
    WHERE NOT is_wide AND first = last AND first IN (SELECT day FROM fresh_days)
UNION ALL
SELECT id, event_type, actor, recipient, country, first, last, is_dated, day FROM (
    SELECT id, event_type, actor, recipient, country, first, last, is_dated,
        unnest(range(first, last + INTERVAL 1 DAY, INTERVAL 1 DAY)::DATE[]) AS day
    FROM old WHERE NOT is_wide AND first <> last)
WHERE day IN (SELECT day FROM fresh_days)
"""
SWAPPED = "o.actor = f.recipient AND o.recipient = f.actor"
ONE_SHARED = (
    "o.actor = f.actor",
    "o.recipient = f.recipient",
    "o.country = f.country AND coalesce(o.actor = f.actor OR o.recipient = f.recipient, true)",
    SWAPPED,
)
TWO_SHARED = (
    "o.actor = f.actor AND o.recipient = f.recipient",
    "o.actor = f.actor AND o.country = f.country AND coalesce(o.recipient = f.recipient, true)",
    "o.recipient = f.recipient AND o.country = f.country AND coalesce(o.actor = f.actor, true)",
    SWAPPED,
)
"""What two mentions share: of one type one thing, of related types two. A pair counts under the
first that holds. Where a place is shared, parties that are named on both sides may not differ."""
NEAR = f"""o.first <= f.last + CASE WHEN f.is_dated AND NOT o.is_dated
        THEN {weigh.REPORT_DAYS} ELSE {weigh.DAY_SLACK} END
    AND o.last >= f.first - CASE WHEN o.is_dated AND NOT f.is_dated
        THEN {weigh.REPORT_DAYS} ELSE {weigh.DAY_SLACK} END"""
SHARED = """coalesce(o.actor = f.actor, false)::INT
    + coalesce(o.recipient = f.recipient, false)::INT
    + coalesce(o.country = f.country, false)::INT"""
BY_DAY = f"""SELECT f.n, o.id FROM {{fresh}}_days f JOIN old_days o
    ON o.event_type = f.related_type AND o.day = f.day AND {{match}}
    WHERE {{others}} AND o.day = greatest(o.first, f.since) AND {NEAR}"""
BY_PARTY = """SELECT f.n, o.id FROM {fresh} f JOIN old o
    ON o.event_type = f.related_type AND {match} WHERE {others} AND o.is_wide AND f.is_wide"""
VIEWS = """
CREATE TEMP VIEW same AS SELECT * FROM fresh WHERE related_type = event_type;
CREATE TEMP VIEW related AS SELECT * FROM fresh WHERE related_type <> event_type;
CREATE TEMP VIEW same_days AS SELECT * FROM fresh_days WHERE related_type = event_type;
CREATE TEMP VIEW related_days AS SELECT * FROM fresh_days WHERE related_type <> event_type;
"""
NAMELESS = f"""SELECT f.n, o.id FROM fresh f JOIN old o
    ON o.event_type = f.event_type AND f.related_type = f.event_type AND o.first = f.first
    AND (o.actor IS NULL OR f.actor IS NULL) AND (o.recipient IS NULL OR f.recipient IS NULL)
    AND (o.country IS NULL OR f.country IS NULL) AND NOT (o.is_wide AND f.is_wide)
    AND {SHARED} = 0"""
SCORED = f"""
CREATE TEMP TABLE scored AS
SELECT p.n, p.id, {weigh.BASE}
    + CASE WHEN o.event_type = f.event_type THEN {weigh.SAME_TYPE} ELSE 0 END
    + CASE WHEN o.factuality = f.factuality THEN {weigh.SAME_FACTUALITY} ELSE 0 END
    + CASE WHEN o.first IS NULL OR f.first IS NULL THEN 0
        WHEN o.first = o.last AND o.first = f.first AND f.first = f.last THEN {weigh.SAME_DAY}
        WHEN o.first <= f.last AND o.last >= f.first THEN {weigh.DAYS_MEET}
            + {weigh.PER_TENFOLD_DAYS} * log10(greatest(o.last - o.first, f.last - f.first) + 1)
        WHEN o.is_dated AND f.is_dated THEN {weigh.DAYS_APART} ELSE {weigh.REPORTED_LATER} END
    + CASE WHEN o.actor = f.recipient AND o.recipient = f.actor AND o.actor <> o.recipient
        AND o.event_type IN {weigh.MUTUAL_TYPES} AND f.event_type IN {weigh.MUTUAL_TYPES}
        THEN {weigh.SWAPPED}
      ELSE coalesce(CASE WHEN o.actor = f.actor THEN {weigh.SAME_ACTOR}
            WHEN o.actor <> f.actor THEN {weigh.OTHER_ACTOR} END, 0)
        + coalesce(CASE WHEN o.recipient = f.recipient THEN {weigh.SAME_RECIPIENT}
            WHEN o.recipient <> f.recipient THEN {weigh.OTHER_RECIPIENT} END, 0) END
    + coalesce(CASE WHEN o.country <> f.country THEN {weigh.OTHER_COUNTRY} END, 0) AS score
FROM pairs p JOIN old o USING (id)
JOIN fresh f ON f.n = p.n AND f.related_type = f.event_type
"""
CHOSEN = f"""
WITH likely AS (
    SELECT n, id, score FROM scored WHERE score >= {CODES_LEAST}
    QUALIFY row_number() OVER (PARTITION BY n ORDER BY score DESC, id) <= {MOST_BY_CODES}
), told AS (
    SELECT id, event_id, {TOKENS} AS tokens FROM old WHERE id IN (SELECT id FROM likely)
)
SELECT n, id, event_id FROM (
    SELECT told.id, told.event_id, l.n, l.score + len(list_intersect(told.tokens, f.tokens)) AS rank
    FROM likely l JOIN told USING (id)
    JOIN fresh f ON f.n = l.n AND f.related_type = f.event_type
    WHERE l.score >= {WORDLESS_LEAST} OR list_has_any(told.tokens, f.tokens)
    QUALIFY row_number() OVER (PARTITION BY l.n ORDER BY rank DESC, id) <= {MOST_PER_MENTION}
)
"""
RIVALS = f"""SELECT n, count(DISTINCT event_id) FROM scored JOIN old USING (id)
    WHERE score >= {RIVAL_LEAST} GROUP BY n"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stored events that may be told again, the pairs (fresh, stored mention id) to compare, and
    how many stored events have the codes of a fresh mention: of those at most one is its own."""

    event_ids: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    rivals: Mapping[str, int]


def find_candidates(
    fresh: Sequence[Row], files: Sequence[str], *, replaced: Sequence[str]
) -> Candidates:
    """Fresh mentions (rows of `event_mention`) in, what of a store may be told again out.

    `files` are those of table `event_mention`; mentions of the items `replaced` count as gone.
    """
    if not fresh or not files:
        return Candidates((), frozenset(), {})
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        database.register("fresh", _tabulate(fresh))
        days = _tabulate_days(fresh)
        database.register("fresh_days", days)
        database.register("replaced", pa.table({"item_id": pa.array(replaced, pa.string())}))
        for name, value in pc.min_max(days.column("day")).as_py().items():
            variable = {"min": "first", "max": "last"}[name]
            database.execute(f"SET VARIABLE {variable} = ?::DATE", [value])
        database.execute(OLD.format(source=write_source(files, find_schema("event_mention"))))
        database.execute(OLD_DAYS + ";" + VIEWS)
        database.execute(f"CREATE TEMP TABLE pairs AS {' UNION ALL '.join(_list_joins())}")
        database.execute(SCORED)
        rows = database.execute(CHOSEN).fetchall()
        counts = database.execute(RIVALS).fetchall()
    return Candidates(
        event_ids=tuple(sorted({event_id for _, _, event_id in rows})),
        pairs=frozenset((str(fresh[n]["event_mention_id"]), name) for n, name, _ in rows),
        rivals={str(fresh[n]["event_mention_id"]): count for n, count in counts},
    )


def _list_joins() -> list[str]:
    """Queries of pairs (n, id) that together give each pair once."""
    joins = [NAMELESS]
    for fresh, matches in (("same", ONE_SHARED), ("related", TWO_SHARED)):
        for number, match in enumerate(matches):
            earlier = (f"coalesce(NOT ({one}), true)" for one in matches[:number])
            others = " AND ".join(earlier) or "true"
            joins += [
                query.format(fresh=fresh, match=match, others=others)
                for query in (BY_DAY, BY_PARTY)
            ]
    return joins


def _tabulate(fresh: Sequence[Row]) -> pa.Table:
    """A row for each mention and each type that could name its act."""
    rows = [
        {**_read_codes(row), "n": n, "related_type": related}
        for n, row in enumerate(fresh)
        for related in RELATED[row["event_type"]]
    ]
    schema = pa.schema(
        [
            pa.field("n", pa.int64()),
            *(pa.field(name, pa.string()) for name in ("event_type", "related_type", "factuality")),
            *(pa.field(name, pa.string()) for name in ("actor", "recipient", "country")),
            *(pa.field(name, pa.date32()) for name in ("first", "last")),
            *(pa.field(name, pa.bool_()) for name in ("is_dated", "is_wide")),
            pa.field("tokens", pa.list_(pa.string())),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


def _read_codes(row: Row) -> dict[str, Any]:
    _, stems, numbers = split_words(row["sentence_text"] or "")
    first, last = row.get("event_date_start"), row.get("event_date_end")
    return {
        "event_type": row["event_type"],
        "factuality": row["factuality"],
        "actor": row.get("actor_code"),
        "recipient": row.get("recipient_code"),
        "country": row.get("place_country"),
        "first": first,
        "last": last,
        "is_dated": row["date_basis"] in ("text", "corpus"),
        "is_wide": first is None or last is None or (last - first).days > WIDE_DAYS,
        "tokens": sorted(stems | {number for number in numbers if len(number) > 1}),
    }


def _tabulate_days(fresh: Sequence[Row]) -> pa.Table:
    """A row for each mention, each type that could name its act and each day it may be put on."""
    rows: list[dict[str, Any]] = []
    for n, row in enumerate(fresh):
        codes = _read_codes(row)
        if codes["is_wide"]:
            continue
        days = _list_near_days(codes["first"], codes["last"], is_dated=codes["is_dated"])
        shared = {name: codes[name] for name in DAY_SCHEMA.names if name in codes}
        for related in RELATED[row["event_type"]]:
            base = shared | {"n": n, "related_type": related, "since": days[0]}
            rows += [base | {"day": day} for day in days]
    return pa.Table.from_pylist(rows, schema=DAY_SCHEMA)


DAY_SCHEMA = pa.schema(
    [
        pa.field("n", pa.int64()),
        *(pa.field(name, pa.string()) for name in ("event_type", "related_type")),
        *(pa.field(name, pa.string()) for name in ("actor", "recipient", "country")),
        *(pa.field(name, pa.date32()) for name in ("first", "last", "since", "day")),
        pa.field("is_dated", pa.bool_()),
    ]
)


def _list_near_days(first: date, last: date, *, is_dated: bool) -> list[date]:
    before = weigh.DAY_SLACK if is_dated else weigh.REPORT_DAYS
    after = weigh.REPORT_DAYS if is_dated else weigh.DAY_SLACK
    start = max(date.min.toordinal(), first.toordinal() - before)
    end = min(date.max.toordinal(), last.toordinal() + after)
    return [date.fromordinal(day) for day in range(start, end + 1)]
