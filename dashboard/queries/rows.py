"""Rows of the table, one event with its mentions, groups of events, and files of rows."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect, open_source, query
from dashboard.queries.where import choose_events, find_ids, number_day
from pipeline.export.formats import render_rows
from pipeline.export.stamp import make_stamp
from pipeline.schema.tables import make_frame
from pipeline.store.read import read_evidence

TABLE_ROWS = 100


SORTS = {
    "event_date_start": "day0 {d} NULLS LAST, rid",
    "actor": "actor {d} NULLS LAST, day0, rid",
    "event_type": "type {d}, mode {d} NULLS LAST, day0, rid",
    "recipient": "recipient {d} NULLS LAST, day0, rid",
    "place": "spot {d} NULLS LAST, day0, rid",
    "intensity": "intensity {d} NULLS LAST, num_mentions DESC, confidence DESC, rid",
    "confidence": "confidence {d}, rid",
    "num_mentions": "num_mentions {d}, day0, rid",
}


@keep(20)
def read_parties(source: Source) -> tuple[str, ...]:
    """Every actor and recipient, the most frequent first."""
    rows = connect(source).execute(
        """SELECT name FROM (SELECT party, sum(n) AS n FROM (
               SELECT actor AS party, count(*) AS n FROM lean GROUP BY 1 UNION ALL
               SELECT recipient, count(*) FROM lean GROUP BY 1) GROUP BY party)
           JOIN names ON kind = 'party' AND id = party ORDER BY n DESC, name LIMIT 2000"""
    )
    return tuple(row[0] for row in rows.fetchall())


@keep(20)
def read_countries(source: Source) -> tuple[str, ...]:
    """Every country where something happened, the most frequent first."""
    rows = connect(source).execute(
        """SELECT name FROM (SELECT country, count(*) AS n FROM lean GROUP BY country)
           JOIN names ON kind = 'country' AND id = country ORDER BY n DESC, name"""
    )
    return tuple(row[0] for row in rows.fetchall())


@keep(100)
def read_rows(
    source: Source, filters: Filters, sort: str, descending: bool, limit: int
) -> pd.DataFrame:
    """The first rows of the table in the order asked for."""
    chosen = choose_events(source, filters)
    order = SORTS[sort].format(d="DESC" if descending else "ASC")
    listed = chosen.run(
        source, f"SELECT rid FROM lean WHERE {chosen.sql} ORDER BY {order} LIMIT {int(limit)}"
    ).fetchall()
    return read_facts(source, [row[0] for row in listed])


def read_facts(source: Source, rids: list[int]) -> pd.DataFrame:
    """Rows of `facts` by their numbers, in that order, without the columns only one event shows."""
    return query(
        source,
        f"""SELECT facts.* EXCLUDE (days, sources, trigger_text) FROM facts
            JOIN (SELECT unnest(?) AS rid, generate_subscripts(?, 1) AS place) USING (rid)
            WHERE rid IN ({", ".join(map(str, rids)) or "NULL"}) ORDER BY place""",
        [rids, rids],
    )


_OF_EVENT = """actor_name, actor_code, actor_sector, actor_text, recipient_name, recipient_code,
    recipient_sector, recipient_text, attributed_to, cameo_code, sentence_text, rule_ids,
    disagreements"""
"""What pages show of `events` beside `facts`: each column of a row is read and turned on its own,
so the ninety of an event take longer than all else of a page."""

_OF_MENTION = (
    *("event_mention_id", "item_id", "sentence_text", "sentence_start", "sentence_end"),
    *("trigger_start", "trigger_end", "actor_start", "actor_end", "recipient_start"),
    *("recipient_end", "place_start", "place_end", "place_text", "date_text"),
    *("event_date_start", "event_date_end", "fatalities_low", "fatalities_high"),
    *("injured_low", "injured_high"),
)


@keep(200)
def read_event(source: Source, event_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One event (no row if unknown), and its mentions with their items, oldest first.

    The event has the columns of `facts` without `sources`, and of `events` who and whom, the
    sentence, rules and disagreements; a mention what its report and its values are made of.
    """
    found = connect(source).execute(
        "SELECT rid, day0 FROM lookup WHERE key = hash(?) AND event_id = ?", [event_id, event_id]
    )
    rid, day = found.fetchone() or (None, None)
    fact = query(
        source,
        f"""SELECT facts.* EXCLUDE (sources), {_OF_EVENT}
            FROM facts JOIN events USING (event_id) WHERE facts.rid = ? AND event_id = ?
            AND event_date_start IS NOT DISTINCT FROM ?""",
        [rid, event_id, day],
    )
    return fact, read_evidence(connect(source), event_id, columns=_OF_MENTION)


@keep(100)
def read_group(
    source: Source, filters: Filters, kind: str, key: str, limit: int
) -> tuple[str, ...]:
    """Ids of the events in view behind a bar (`days`, FIRST/LAST) or a circle (`place`, its key).

    The gravest first; KeyError for another kind.
    """
    chosen = choose_events(source, filters)
    if kind == "days":
        first, last = (number_day(date.fromisoformat(part)) for part in key.split("/")[:2])
        of_group = f"rid IN (SELECT rid FROM spread WHERE day BETWEEN {first} AND {last})"
    else:
        ids = find_ids(source, {"place": "place"}[kind], (key,))
        of_group = f"place = {ids[0]}" if ids else "FALSE"
    listed = chosen.run(
        source,
        f"""SELECT rid FROM lean WHERE {of_group} AND {chosen.sql}
            ORDER BY factuality <> 0, abs(intensity) DESC NULLS LAST, confidence DESC, rid
            LIMIT {int(limit)}""",
    ).fetchall()
    rids = [row[0] for row in listed]
    named = connect(source).execute(
        f"SELECT rid, event_id FROM facts WHERE rid IN ({', '.join(map(str, rids)) or 'NULL'})"
    )
    names = dict(named.fetchall())
    return tuple(names[rid] for rid in rids)


def write_rows(source: Source, filters: Filters, form: str, about: str) -> bytes:
    """Every column of every event in view, in order of time, as a file of that format.

    `about` is the filters in words; the file says them where its format has room.
    """
    chosen = choose_events(source, filters)
    _, release = open_source(source.store, source.folder, source.version)
    found = chosen.run(
        source,
        f"""SELECT events.* EXCLUDE (search_text) FROM events
            JOIN (SELECT event_id AS id, rid FROM facts
                  WHERE rid IN (SELECT rid FROM lean WHERE {chosen.sql})) ON id = event_id
            ORDER BY rid""",
    )
    return render_rows(
        make_frame(found.to_arrow_table()), form, stamp=make_stamp(release, chosen=about)
    )
