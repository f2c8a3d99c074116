"""Items, their mentions, what was not understood, and the history of corrections."""

from __future__ import annotations

import pandas as pd

from dashboard.filters import Filters
from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect, query
from dashboard.queries.where import choose_events


@keep(100)
def read_items(source: Source, item_ids: tuple[str, ...]) -> pd.DataFrame:
    """Items by their ids, with their texts."""
    return query(source, "SELECT * FROM items WHERE item_id IN (SELECT unnest(?))",
                 [list(item_ids)])  # fmt: skip


@keep(20)
def read_item_list(source: Source, limit: int) -> pd.DataFrame:
    """Items, the newest first: item_id, published, title, beginning, source, language, events."""
    return query(
        source,
        f"""SELECT item_id, published, title, left(text, 90) AS beginning, source, language,
                   (SELECT count(DISTINCT event_id) FROM event_mentions m
                    WHERE m.item_id = items.item_id) AS num_events
            FROM items ORDER BY published DESC NULLS LAST, item_id LIMIT {int(limit)}""",
    )


@keep(100)
def read_item_mentions(source: Source, item_id: str) -> pd.DataFrame:
    """Event mentions of one item in the order of its text."""
    return query(
        source, "SELECT * FROM event_mentions WHERE item_id = ? ORDER BY trigger_start", [item_id]
    )


@keep(20)
def read_issues(source: Source, limit: int) -> pd.DataFrame:
    """What was not understood, the newest first."""
    return query(
        source,
        f"SELECT * FROM issues ORDER BY found_at DESC NULLS LAST, item_id LIMIT {int(limit)}",
    )


@keep(20)
def list_sources(source: Source) -> list[str]:
    """Publishers in the release, the fullest first."""
    rows = (
        connect(source)
        .execute(
            """SELECT source FROM items WHERE source IS NOT NULL
           GROUP BY source ORDER BY count(*) DESC, source LIMIT 500"""
        )
        .fetchall()
    )
    return [row[0] for row in rows]


@keep(50)
def read_sources(source: Source, filters: Filters, limit: int) -> pd.DataFrame:
    """A mention of each item behind the events in view, with the item; most told items first."""
    chosen = choose_events(source, filters)
    return chosen.run(
        source,
        f"""SELECT m.*, i.title, i.published, i.source, i.url FROM (
                SELECT item_id, min(event_mention_id) AS chosen, count(*) AS told
                FROM event_mentions JOIN (SELECT event_id AS id FROM facts
                    WHERE rid IN (SELECT rid FROM lean WHERE {chosen.sql}))
                ON id = event_id GROUP BY item_id ORDER BY told DESC, item_id LIMIT {int(limit)})
            AS c JOIN event_mentions m ON m.event_mention_id = c.chosen
            JOIN items i ON i.item_id = m.item_id ORDER BY i.published NULLS LAST, i.item_id""",
    ).df()


@keep(100)
def read_history(source: Source, event_id: str) -> pd.DataFrame:
    """Corrections of an event or of its mentions, oldest first."""
    return query(
        source,
        """SELECT * FROM corrections WHERE event_id = ? OR event_mention_id IN
           (SELECT event_mention_id FROM event_mentions WHERE event_id = ?) ORDER BY made_at""",
        [event_id, event_id],
    )
