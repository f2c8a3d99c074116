"""Tables that suit the page, made once from a release.

- `facts`: an event a row, as the page shows it; `rid` numbers them by time
- `names`: parties, types, countries, places by number, in the order of the alphabet
- `lean`: an event a row, what filters and counts need, as numbers
- `spread`: a row for each possible day of each event, in the order of days; `share` is one over
  the number of its days
- `per_day`, `per_lane`: sums of `spread`, for pages that filter by dates alone
- `lookup`: where an event is, in the order of a number made of its id
- `places`: what is known of each place with a position
- `place_names`: what texts of each language call a place

Days of `lean`, `spread`, `per_day` and `per_lane` are numbers since 1 January 1970. Only
`dashboard.data` calls this. A party is who acts as the reader names it: the state for its
government, army, parliament, courts and people; the group itself for armed groups, parties,
companies and organisations without a state.
"""

from __future__ import annotations

import duckdb

from pipeline.schema.codes import FACTUALITIES

MAX_DAYS = 366
"""Events whose possible days are more than this have no share in any day."""

STANCES = ("hostile", "neutral", "cooperative")
EPOCH = "DATE '1970-01-01'"


def _write_code(column: str, known: tuple[str, ...]) -> str:
    """SQL of the place of a value in a closed list, from 0."""
    listed = ", ".join(f"'{name}'" for name in known)
    return f"CAST(list_position([{listed}], {column}) - 1 AS TINYINT)"


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

NAMES = """
CREATE TABLE names AS
SELECT kind, name, CAST(row_number() OVER (PARTITION BY kind ORDER BY name) AS INTEGER) AS id
FROM (SELECT DISTINCT kind, name FROM (
    SELECT 'party' AS kind, actor_party AS name FROM facts UNION ALL
    SELECT 'party', recipient_party FROM facts UNION ALL
    SELECT 'type', event_type FROM facts UNION ALL
    SELECT 'mode', event_mode FROM facts UNION ALL
    SELECT 'country', place_country FROM facts UNION ALL
    SELECT 'place', place_key FROM facts UNION ALL
    SELECT 'spot', place_name FROM facts) WHERE name IS NOT NULL)
"""

LEAN = f"""
CREATE TABLE lean AS
SELECT CAST(rid AS INTEGER) AS rid,
       CAST(day0 - {EPOCH} AS INTEGER) AS day0, CAST(day1 - {EPOCH} AS INTEGER) AS day1,
       CAST(num_days AS INTEGER) AS num_days, has_gaps, CASE WHEN has_gaps THEN days END AS days,
       {_write_code("stance", STANCES)} AS stance,
       {_write_code("factuality", FACTUALITIES)} AS factuality,
       intensity, confidence, CAST(num_mentions AS INTEGER) AS num_mentions,
       actor.id AS actor, recipient.id AS recipient, type.id AS type, mode.id AS mode,
       country.id AS country,
       CASE WHEN latitude IS NOT NULL THEN place.id END AS place, spot.id AS spot
FROM facts
LEFT JOIN names AS actor ON actor.kind = 'party' AND actor.name = actor_party
LEFT JOIN names AS recipient ON recipient.kind = 'party' AND recipient.name = recipient_party
LEFT JOIN names AS type ON type.kind = 'type' AND type.name = event_type
LEFT JOIN names AS mode ON mode.kind = 'mode' AND mode.name = event_mode
LEFT JOIN names AS country ON country.kind = 'country' AND country.name = place_country
LEFT JOIN names AS place ON place.kind = 'place' AND place.name = place_key
LEFT JOIN names AS spot ON spot.kind = 'spot' AND spot.name = place_name
ORDER BY rid
"""

SPREAD = f"""
CREATE TABLE spread AS
SELECT CAST(day - {EPOCH} AS INTEGER) AS day, 1.0::DOUBLE / lean.num_days AS share,
       lean.* EXCLUDE (day0, day1, has_gaps, days, num_mentions, mode)
FROM (SELECT rid, unnest(coalesce(days, CAST(generate_series(CAST(day0 AS TIMESTAMP),
                 CAST(day1 AS TIMESTAMP), INTERVAL 1 DAY) AS DATE[]))) AS day
      FROM facts WHERE num_days BETWEEN 1 AND {MAX_DAYS})
JOIN lean USING (rid) ORDER BY 1, rid
"""

_SUMS = """sum(share) AS num_events, sum(intensity * share) AS pull,
       sum(intensity * confidence) FILTER (num_days = 1) AS inner_pull,
       sum(intensity) AS outer_pull, count(intensity) AS told"""

PER_DAY = f"""
CREATE TABLE per_day AS
SELECT day, stance, factuality, {_SUMS} FROM spread GROUP BY ALL ORDER BY day
"""

PER_LANE = f"""
CREATE TABLE per_lane AS
SELECT kind, id, day, stance, factuality, {_SUMS}
FROM (SELECT *, unnest(['actor', 'recipient', 'type']) AS kind,
             unnest([actor, recipient, type]) AS id FROM spread)
WHERE id IS NOT NULL GROUP BY ALL ORDER BY kind, day
"""

LOOKUP = """
CREATE TABLE lookup AS
SELECT hash(event_id) AS key, event_id, rid, day0 FROM facts ORDER BY key
"""

PLACES = """
CREATE TABLE places AS
SELECT id, name AS place_key, any_value(facts.place_name) AS place_name,
       any_value(facts.place_country) AS place_country, any_value(latitude) AS latitude,
       any_value(longitude) AS longitude, any_value(geo_precision) AS geo_precision,
       max(radius_km) AS radius_km
FROM names JOIN facts ON kind = 'place' AND name = place_key
WHERE latitude IS NOT NULL GROUP BY id, name ORDER BY id
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


STATEMENTS = (FACTS, NAMES, LEAN, SPREAD, PER_DAY, PER_LANE, LOOKUP, PLACES, PLACE_NAMES)
FACTS_MARK = "".join(STATEMENTS)
"""Tells tables made by this code from those of other versions of it."""


def build_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a connection to a release the tables above."""
    for statement in STATEMENTS:
        connection.execute(statement)
