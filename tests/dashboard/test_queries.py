"""The page's queries on numbers and sums give what plain SQL over the events gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard import data
from dashboard.data import Source
from dashboard.filters import Filters
from tests.dashboard.synthetic import publish_rows

WINDOW = {"start": date(2019, 12, 28), "end": date(2020, 1, 10)}
ASKED = (
    Filters(),
    Filters(**WINDOW),
    Filters(start=date(2020, 1, 3)),
    Filters(end=date(2020, 1, 3)),
    Filters(stance="hostile", **WINDOW),
    Filters(factualities=("announced", "denied")),
    Filters(actors=("IRN", "USA"), **WINDOW),
    Filters(actors=("IRN", "USA"), role="both"),
    Filters(actors=("IRN",), role="recipient"),
    Filters(actors=("NOBODY",)),
    Filters(types=("ASSAULT", "THREATEN"), min_confidence=0.6, **WINDOW),
    Filters(countries=("IRQ",)),
    Filters(text="MENACÉ", **WINDOW),
    Filters(text="no such words"),
)
DAYS = """SELECT *, unnest(coalesce(days, CAST(generate_series(CAST(day0 AS TIMESTAMP),
              CAST(day1 AS TIMESTAMP), INTERVAL 1 DAY) AS DATE[]))) AS day
          FROM facts WHERE num_days BETWEEN 1 AND 366"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    """A release of 400 made-up events, some of unsure, gapped or no date."""
    folder = tmp_path_factory.mktemp("store")
    publish_rows(folder / "demo", 400)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESCALADE_VAR", str(folder))
        yield data.find_source("demo", None)


def choose_plainly(filters: Filters) -> tuple[str, list[Any]]:
    """The filters as a condition on `facts`, word for word."""
    parts, values = ["TRUE"], []
    sides = {"actor": "actor_party IN $", "recipient": "recipient_party IN $",
             "either": "(actor_party IN $ OR recipient_party IN $)",
             "both": "(actor_party IN $ AND recipient_party IN $)"}  # fmt: skip
    if filters.actors:
        listed = "(" + ", ".join(f"'{name}'" for name in filters.actors) + ")"
        parts.append(sides[filters.role].replace("$", listed))
    if filters.start:
        parts.append("list_max(coalesce(days, [day1])) >= ?")
        values.append(filters.start)
    if filters.end:
        parts.append("list_min(coalesce(days, [day0])) <= ?")
        values.append(filters.end)
    if filters.start and filters.end:
        parts.append("(NOT has_gaps OR len(list_filter(days, lambda d: d BETWEEN ? AND ?)) > 0)")
        values += [filters.start, filters.end]
    if filters.stance != "all":
        parts.append(f"stance = '{filters.stance}'")
    for column, chosen in (("event_type", filters.types), ("place_country", filters.countries),
                           ("factuality", filters.factualities)):  # fmt: skip
        if chosen:
            parts.append(f"{column} IN ({', '.join(repr(name) for name in chosen)})")
    parts.append("confidence >= ?")
    values.append(filters.min_confidence)
    if filters.text:
        parts.append("""event_id IN (SELECT event_id FROM events
                        WHERE contains(search_text, strip_accents(lower(?))))""")
        values.append(filters.text)
    return " AND ".join(parts), values


def ask(source: Source, sql: str, values: list[Any]) -> pd.DataFrame:
    return data.query(source, sql, values)


def window(filters: Filters) -> str:
    first, last = filters.start or date(1, 1, 1), filters.end or date(9999, 1, 1)
    return f"day BETWEEN DATE '{first}' AND DATE '{last}'"


def same(found: pd.DataFrame, wanted: pd.DataFrame, by: list[str]) -> None:
    """Two tables hold the same rows, whatever their order and the width of their numbers."""
    names = list(wanted.columns)
    ordered = (frame[names].sort_values(by).reset_index(drop=True) for frame in (found, wanted))
    pd.testing.assert_frame_equal(*ordered, check_dtype=False, rtol=1e-9)


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_counts_and_rows(source: Source, filters: Filters) -> None:
    where, values = choose_plainly(filters)
    wanted = ask(source, f"SELECT * FROM facts WHERE {where}", values)
    counts = data.count_events(source, filters)
    assert counts["all"] == len(wanted)
    assert counts["dated"] == int(wanted["day0"].notna().sum())
    assert counts["exact"] == int((wanted["num_days"] == 1).sum())
    rows = data.read_rows(source, filters, "event_date_start", False, 1000)
    assert list(rows["event_id"]) == list(wanted.sort_values("rid")["event_id"])
    for sort in data.SORTS:
        assert set(data.read_rows(source, filters, sort, True, 1000)["rid"]) == set(wanted["rid"])
    by_actor = data.read_rows(source, filters, "actor", False, 1000)["actor_party"].dropna()
    assert list(by_actor) == sorted(by_actor)
    marks = data.read_marks(source, filters, "actor", 1000)
    assert set(marks["event_id"]) == set(wanted[wanted["day0"].notna()]["event_id"])


@pytest.mark.parametrize("filters", ASKED, ids=str)
@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_events_per_bin(source: Source, filters: Filters, unit: str) -> None:
    where, values = choose_plainly(filters)
    wanted = ask(
        source,
        f"""SELECT date_trunc('{unit}', day)::DATE AS bin, stance,
                   factuality = 'actual' AS is_actual, sum(1.0::DOUBLE / num_days) AS num_events
            FROM ({DAYS}) WHERE {where} AND {window(filters)} GROUP BY ALL""",
        values,
    )
    same(data.read_days(source, filters, unit, True), wanted, ["bin", "stance", "is_actual"])


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_index_and_its_band(source: Source, filters: Filters) -> None:
    where, values = choose_plainly(filters)
    sides = ", ".join(
        f"""coalesce(sum(intensity / num_days) FILTER (stance = '{side}'), 0) AS {side},
            coalesce(sum(intensity * confidence) FILTER (stance = '{side}' AND num_days = 1), 0)
                AS {side}_inner,
            coalesce(sum(intensity) FILTER (stance = '{side}'), 0) AS {side}_outer"""
        for side in ("hostile", "cooperative")
    )
    wanted = ask(
        source,
        f"""SELECT day, {sides} FROM ({DAYS}) WHERE factuality = 'actual'
            AND intensity IS NOT NULL AND {where} AND {window(filters)} GROUP BY day""",
        values,
    )
    same(data.read_index(source, filters), wanted, ["day"])


@pytest.mark.parametrize("filters", ASKED, ids=str)
@pytest.mark.parametrize("lane", ["actor", "recipient", "dyad", "type", "place"])
def test_lanes(source: Source, filters: Filters, lane: str) -> None:
    names = {"actor": "actor_party", "recipient": "recipient_party", "type": "event_type",
             "dyad": "actor_party || ' → ' || recipient_party", "place": "place_name"}  # fmt: skip
    where, values = choose_plainly(filters)
    wanted = ask(
        source,
        f"""SELECT {names[lane]} AS lane, count(*) AS num_events FROM facts
            WHERE day0 IS NOT NULL AND {where} GROUP BY ALL""",
        values,
    )
    same(data.read_lanes(source, filters, lane, 1000), wanted, ["lane"])
    keys = tuple(str(key) for key in wanted["lane"].dropna())[:5]
    bins = ask(
        source,
        f"""SELECT * FROM (
                SELECT {names[lane]} AS lane, date_trunc('week', day)::DATE AS bin, stance,
                       sum(1.0::DOUBLE / num_days) AS num_events, avg(intensity) AS intensity
                FROM ({DAYS}) WHERE factuality = 'actual' AND {where} AND {window(filters)}
                GROUP BY ALL) WHERE lane IN (SELECT unnest(?))""",
        [*values, list(keys)],
    )
    found = data.read_lane_bins(source, filters, lane, keys, "week")
    same(found, bins, ["lane", "bin", "stance"])


@pytest.mark.parametrize("filters", ASKED, ids=str)
def test_places_pairs_and_figures(source: Source, filters: Filters) -> None:
    where, values = choose_plainly(filters)
    places = ask(
        source,
        f"""SELECT place_key, count(*) AS num_events,
                   avg(intensity) FILTER (factuality = 'actual') AS intensity
            FROM facts WHERE latitude IS NOT NULL AND {where} GROUP BY place_key""",
        values,
    )
    same(data.read_places(source, filters), places, ["place_key"])
    pairs = ask(
        source,
        f"""SELECT actor_party, recipient_party, count(*) AS num_events FROM facts
            WHERE actor_party IS NOT NULL AND recipient_party IS NOT NULL AND {where}
            GROUP BY ALL""",
        values,
    )
    same(data.read_pairs(source, filters, 1000), pairs, ["actor_party", "recipient_party"])
    weeks = ask(
        source,
        f"""SELECT date_trunc('week', day)::DATE AS week, sum(intensity / num_days) AS total
            FROM ({DAYS}) WHERE factuality = 'actual' AND intensity < 0 AND {where}
            AND {window(filters)} GROUP BY 1 ORDER BY total, week LIMIT 1""",
        values,
    )
    peak = data.read_figures(source, filters)["peak"]
    assert (peak is None) == weeks.empty
    if peak:
        assert pd.Timestamp(peak[0]) == weeks["week"][0]
        assert peak[1] == pytest.approx(weeks["total"][0])


def test_a_table_that_one_session_changes_is_not_changed_for_another(source: Source) -> None:
    first = data.read_rows(source, Filters(), "intensity", False, 10)
    first["actor_party"] = "changed"
    first.loc[0, "event_id"] = "changed"
    again = data.read_rows(source, Filters(), "intensity", False, 10)
    assert "changed" not in set(again["actor_party"]) | set(again["event_id"])
