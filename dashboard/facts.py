"""Tables that suit the page, made once from a release: `facts` and `shares`;
`totals` is their sum by day, `place_names` what texts of each language call a place.

Only `dashboard.data` calls this. A party is who acts as the reader names it: the state for its
government, army, parliament, courts and people; the group itself for armed groups, parties,
companies and organisations without a state.
"""

from __future__ import annotations

import duckdb

MAX_DAYS = 366
"""Events whose possible days are more than this have no share in any day."""

_PARTY = """CASE WHEN {side}_sector IN ('PAM', 'PAR', 'BUS', 'MED', 'NGO')
                 THEN coalesce({side}_name, {side}_code, {side}_text)
                 ELSE coalesce({side}_code, {side}_name, {side}_text) END"""

FACTS = f"""
CREATE TABLE facts AS
WITH dated AS (
    SELECT *, CASE WHEN event_date_start IS NULL OR event_date_end IS NULL THEN NULL
                   ELSE coalesce(len(event_days),
                                 date_diff('day', event_date_start, event_date_end) + 1) END AS n
    FROM events)
SELECT row_number() OVER (ORDER BY event_date_start NULLS LAST, event_id) AS rid,
       event_id, event_type, event_mode, factuality, intensity, confidence,
       CASE WHEN intensity < 0 THEN 'hostile' WHEN intensity > 0 THEN 'cooperative'
            ELSE 'neutral' END AS stance,
       {_PARTY.format(side="actor")} AS actor_party,
       {_PARTY.format(side="recipient")} AS recipient_party,
       event_date, event_date_start AS day0, event_date_end AS day1, date_basis, planned_date,
       n AS num_days,
       event_days AS days,
       coalesce(n < date_diff('day', event_date_start, event_date_end) + 1, FALSE) AS has_gaps,
       coalesce(event_days[(len(event_days) + 1) // 2],
                CAST(event_date_start + INTERVAL 1 DAY * (date_diff('day', event_date_start,
                     event_date_end) // 2) AS DATE)) AS mid,
       coalesce('g' || geonames_id, 'n' || place_name || '|' || coalesce(place_country, ''))
           AS place_key,
       coalesce(place_name, place_text) AS place_name, place_country, latitude, longitude,
       geo_precision, radius_km, fatalities, coalesce(num_mentions, 1) AS num_mentions,
       coalesce(num_sources, 1) AS num_sources, sources, trigger_text
FROM dated
"""

SHARES = f"""
CREATE TABLE shares AS
SELECT rid, num_days, unnest(coalesce(days, CAST(generate_series(CAST(day0 AS TIMESTAMP),
           CAST(day1 AS TIMESTAMP), INTERVAL 1 DAY) AS DATE[]))) AS day,
       1.0 / num_days AS share
FROM facts WHERE num_days BETWEEN 1 AND {MAX_DAYS}
"""


TOTALS = """
CREATE TABLE totals AS
SELECT day, stance, factuality = 'actual' AS is_actual, sum(share) AS num_events
FROM facts JOIN shares USING (rid) GROUP BY ALL
"""

PLACE_NAMES = """
CREATE TABLE place_names AS
WITH told AS (
    SELECT coalesce('g' || geonames_id, 'n' || place_name || '|' || coalesce(place_country, ''))
               AS place_key, language, place_text AS name, count(*) AS n
    FROM event_mentions JOIN items USING (item_id)
    WHERE place_text IS NOT NULL AND place_name IS NOT NULL AND language IS NOT NULL
      AND geo_precision IN ('site', 'city')
      AND left(place_text, 1) <> lower(left(place_text, 1))
    GROUP BY ALL)
SELECT place_key, language, arg_max(name, n) AS name FROM told GROUP BY place_key, language
"""


def build_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection to a release its facts, shares, totals and place_names."""
    connection.execute(FACTS)
    connection.execute(SHARES)
    connection.execute("ALTER TABLE shares DROP COLUMN num_days")
    connection.execute(TOTALS)
    connection.execute(PLACE_NAMES)
