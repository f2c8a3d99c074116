"""Every example of the gazetteer's tables is read as the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon.tables import Row, read_table
from pipeline.places import read_places
from pipeline.places.sources import SITE_PRECISIONS
from pipeline.schema.records import Item, PlaceMention
from pipeline.settings import find_data_dir

GAZETTEER = find_data_dir() / "gazetteer"


def read_example(row: Row, language: str) -> tuple[PlaceMention, ...]:
    return read_places(Item("example", row["example"], language=language), ())


def list_rows(table: str, *columns: str) -> tuple[Row, ...]:
    return read_table(GAZETTEER / table, columns=(*columns, "example"))


def test_each_country_is_found_in_its_example() -> None:
    wrong = [
        row["country"]
        for row in list_rows("countries.tsv", "country")
        if row["country"] not in {m.place_country for m in read_example(row, "en")}
    ]
    assert wrong == []


def test_each_site_is_found_in_its_example() -> None:
    wrong = []
    for row in list_rows("sites.tsv", "place_name", "latitude", "longitude", "country"):
        near = [
            m
            for m in read_example(row, "en")
            if m.place_country == row.get("country")
            and m.latitude is not None
            and m.longitude is not None
            and abs(m.latitude - float(row["latitude"])) < 0.4
            and abs(m.longitude - float(row["longitude"])) < 0.4
        ]
        if not near:
            wrong.append(row["place_name"])
    assert wrong == []


def test_each_exonym_is_found_in_its_example() -> None:
    wrong = []
    for row in list_rows("exonyms.tsv", "geonames_id", "language"):
        language = row.get("language") or ("fr" if "lundi" in row["example"] else "en")
        if int(row["geonames_id"]) not in {m.geonames_id for m in read_example(row, language)}:
            wrong.append(row["place_name"])
    assert wrong == []


def test_each_disputed_area_has_the_country_of_the_table() -> None:
    wrong = [
        row["area"]
        for row in list_rows("disputed.tsv", "area", "country")
        if row.get("country") not in {m.place_country for m in read_example(row, "en")}
    ]
    assert wrong == []


def test_each_abbreviation_names_its_state() -> None:
    wrong = []
    for row in list_rows("abbreviations.tsv", "admin_code"):
        if not any(m.kind == "region" and m.geonames_id for m in read_example(row, "en")):
            wrong.append(row["admin_code"])
    assert wrong == []


def test_a_word_that_is_never_a_place_is_none_in_its_example() -> None:
    wrong = []
    for row in list_rows("ordinary.tsv", "word", "use"):
        language = "fr" if set(row["example"].split()) & {"Le", "La", "Les", "a", "ont"} else "en"
        if row["word"] in {m.text for m in read_example(row, language)}:
            wrong.append(row["word"])
    assert wrong == []


@pytest.mark.parametrize(
    "table", ["sites.tsv", "exonyms.tsv", "countries.tsv", "disputed.tsv", "ordinary.tsv"]
)
def test_a_table_is_sorted_and_says_where_it_is_from(table: str) -> None:
    text = Path(GAZETTEER / table).read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line and not line.startswith("#")][1:]
    assert rows == sorted(rows) or table == "exonyms.tsv"
    for field in ("title", "source", "licence", "editor", "date", "known problems"):
        assert f"# {field}: " in text


def test_sites_are_many_and_on_the_globe() -> None:
    rows = list_rows("sites.tsv", "latitude", "longitude", "kind", "radius_km", "source")
    assert len(rows) >= 300
    for row in rows:
        assert -90 <= float(row["latitude"]) <= 90, row.where
        assert -180 <= float(row["longitude"]) <= 180, row.where
        assert row["kind"] in SITE_PRECISIONS, row.where
        assert float(row["radius_km"]) > 0, row.where
        assert row["source"], row.where
