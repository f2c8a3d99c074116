"""Places in view, their names in the reader's language, and where countries are named."""

from __future__ import annotations

import pandas as pd

from dashboard.facts import EPOCH
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.queries.cache import keep
from dashboard.queries.source import Source, connect
from dashboard.queries.where import choose_days, choose_events, find_ids
from pipeline.settings import find_data_dir


@keep(1)
def read_country_labels() -> pd.DataFrame:
    """Where each country's name is written: country_code, latitude, longitude, area."""
    path = find_data_dir() / "map" / "labels.tsv"
    frame = pd.read_csv(path, sep="\t", comment="#", keep_default_na=False)
    return frame[frame["latitude"] != ""].astype(
        {"latitude": float, "longitude": float, "area": float}
    )


@keep(100)
def read_places(source: Source, filters: Filters, limit: int = 300) -> pd.DataFrame:
    """Places in view: key, name, position, precision, radius, numbers of events, mean intensity."""
    chosen = choose_events(source, filters)
    return chosen.run(
        source,
        f"""WITH counted AS (
                SELECT place, count(*) AS num_events,
                       count(*) FILTER (factuality = 0) AS num_actual,
                       avg(intensity) FILTER (factuality = 0) AS intensity
                FROM lean WHERE place IS NOT NULL AND {chosen.sql}
                GROUP BY place ORDER BY num_events DESC, place LIMIT {int(limit)})
            SELECT place_key, place_name, place_country, latitude, longitude, geo_precision,
                   radius_km, num_events, num_actual, counted.intensity
            FROM counted JOIN places ON id = place ORDER BY num_events DESC, place""",
    ).df()


@keep(50)
def read_place_bins(source: Source, filters: Filters, unit: str, limit: int = 300) -> pd.DataFrame:
    """Events at each place in each bin of time, over their possible days: bin, place_key, n.

    Only the places that `read_places` gives.
    """
    assert unit in ("day", "week", "month")
    chosen = choose_days(source, filters)
    shown = read_places(source, filters, limit)["place_key"]
    ids = ", ".join(str(one) for one in find_ids(source, "place", tuple(shown)))
    return chosen.run(
        source,
        f"""SELECT bin, name AS place_key, n FROM (
                SELECT CAST(date_trunc('{unit}', {EPOCH} + day) AS DATE) AS bin, place, sum(n) AS n
                FROM (SELECT day, place, sum(share) AS n FROM spread
                      WHERE place IN ({ids or "NULL"}) AND {chosen.sql} GROUP BY day, place)
                GROUP BY bin, place)
            JOIN names ON kind = 'place' AND id = place ORDER BY bin, place_key""",
    ).df()


@keep(20)
def read_place_names(source: Source, language: str) -> dict[str, str]:
    """What texts of a language call each place: place key to name."""
    rows = connect(source).execute(
        "SELECT place_key, name FROM place_names WHERE language = ?", [language]
    )
    return dict(rows.fetchall())


def name_places(source: Source, frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Rows of places in, the same with names as the language writes them out."""
    if frame.empty:
        return frame
    told = read_place_names(source, language)
    words = Words(language)
    names = [
        words.country(str(country))
        if precision == "country" and not pd.isna(country)
        else told.get(str(key)) or words.place(name, country)
        for key, name, precision, country in zip(
            frame["place_key"], frame["place_name"], frame["geo_precision"],
            frame["place_country"], strict=True,
        )
    ]  # fmt: skip
    return frame.assign(place_name=names)
