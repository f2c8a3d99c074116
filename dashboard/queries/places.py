"""Places in view, their names in the reader's language, and where countries are named."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.i18n import Words
from dashboard.queries.source import Source, connect, query
from dashboard.queries.where import write_unit, write_where, write_window
from dashboard.state import Filters
from pipeline.settings import find_data_dir


@st.cache_data(show_spinner=False)
def read_country_labels() -> pd.DataFrame:
    """Where each country's name is written: country_code, latitude, longitude, area."""
    path = find_data_dir() / "map" / "labels.tsv"
    frame = pd.read_csv(path, sep="\t", comment="#", keep_default_na=False)
    return frame[frame["latitude"] != ""].astype(
        {"latitude": float, "longitude": float, "area": float}
    )


@st.cache_data(max_entries=300, show_spinner=False)
def read_places(source: Source, filters: Filters, limit: int = 300) -> pd.DataFrame:
    """Places in view: key, name, position, precision, radius, numbers of events, mean intensity."""
    where, values = write_where(filters)
    return query(
        source,
        f"""SELECT place_key, any_value(place_name) AS place_name,
                   any_value(place_country) AS place_country, any_value(latitude) AS latitude,
                   any_value(longitude) AS longitude, any_value(geo_precision) AS geo_precision,
                   max(radius_km) AS radius_km, count(*) AS num_events,
                   count(*) FILTER (factuality = 'actual') AS num_actual,
                   avg(intensity) FILTER (factuality = 'actual') AS intensity
            FROM facts WHERE latitude IS NOT NULL AND {where}
            GROUP BY place_key ORDER BY num_events DESC, place_key LIMIT {int(limit)}""",
        values,
    )


@st.cache_data(max_entries=100, show_spinner=False)
def read_place_bins(source: Source, filters: Filters, unit: str) -> pd.DataFrame:
    """Events at each place in each bin of time, over their possible days: bin, place_key, n."""
    where, values = write_where(filters)
    limits, given = write_window("day", filters)
    return query(
        source,
        f"""SELECT CAST(date_trunc('{write_unit(unit)}', day) AS DATE) AS bin, place_key,
                   sum(share) AS n
            FROM facts JOIN shares USING (rid)
            WHERE latitude IS NOT NULL AND {where} AND {limits} GROUP BY ALL ORDER BY bin""",
        values + given,
    )


@st.cache_data(max_entries=20, show_spinner=False)
def read_place_names(source: Source, language: str) -> dict[str, str]:
    """What texts of a language call each place: place key to name."""
    rows = (
        connect(source)
        .execute("SELECT place_key, name FROM place_names WHERE language = ?", [language])
        .fetchall()
    )
    return dict(rows)


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
