"""The review queue, and events that may be the same as one."""

from __future__ import annotations

import pandas as pd

from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect, query

QUEUE_REASONS = ("doubt", "conflict", "date", "name")


_QUEUE = """
    SELECT facts.*, list_filter([
        CASE WHEN facts.confidence < 0.5 THEN 'doubt' END,
        CASE WHEN len(events.disagreements) > 0 THEN 'conflict' END,
        CASE WHEN facts.day0 IS NULL OR facts.num_days > 7 THEN 'date' END,
        CASE WHEN (events.actor_text IS NOT NULL AND events.actor_code IS NULL)
               OR (events.recipient_text IS NOT NULL AND events.recipient_code IS NULL)
             THEN 'name' END], lambda reason: reason IS NOT NULL) AS reasons
    FROM facts JOIN events ON facts.event_id = events.event_id
    WHERE coalesce(len(events.corrected_fields), 0) = 0"""


@keep(50)
def read_queue(source: Source, reason: str, limit: int) -> pd.DataFrame:
    """Uncorrected events to look at for a reason (or `all`), those with most reasons first."""
    condition = "len(reasons) > 0" if reason == "all" else "list_contains(reasons, ?)"
    return query(
        source,
        f"""SELECT * FROM ({_QUEUE}) WHERE {condition}
            ORDER BY len(reasons) DESC, abs(intensity) DESC NULLS LAST, confidence, rid
            LIMIT {int(limit)}""",
        [] if reason == "all" else [reason],
    )


@keep(20)
def count_queue(source: Source) -> dict[str, int]:
    """How many events wait for each reason, and `all`."""
    parts = ", ".join(
        f"count(*) FILTER (list_contains(reasons, '{name}'))" for name in QUEUE_REASONS
    )
    row = (
        connect(source)
        .execute(f"SELECT count(*) FILTER (len(reasons) > 0), {parts} FROM ({_QUEUE})")
        .fetchone()
    )
    return dict(zip(("all", *QUEUE_REASONS), row or [0] * 5, strict=True))


@keep(100)
def read_alike(source: Source, event_id: str) -> pd.DataFrame:
    """Events that may be the same as one: type or parties in common, within a week; best first."""
    return query(
        source,
        """SELECT other.* FROM facts one, facts other
           WHERE one.event_id = ? AND other.event_id <> one.event_id
             AND abs(date_diff('day', one.mid, other.mid)) <= 7
             AND (one.event_type = other.event_type) IS TRUE
           ORDER BY (one.actor_party IS NOT DISTINCT FROM other.actor_party) DESC,
                    (one.recipient_party IS NOT DISTINCT FROM other.recipient_party) DESC,
                    (one.place_key IS NOT DISTINCT FROM other.place_key) DESC,
                    abs(date_diff('day', one.mid, other.mid)), other.rid LIMIT 30""",
        [event_id],
    )
