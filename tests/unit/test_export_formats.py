"""Every export format: readable by others, harmless, stamped with its data version."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.errors import UsageError
from pipeline.export import gdelt, polecat
from pipeline.export.formats import (
    EXTENSIONS,
    FORMATS,
    MIME_TYPES,
    export_release,
    read_chosen,
    render_rows,
)
from pipeline.export.stamp import DEMO, make_stamp
from pipeline.store.read import EventFilter, Release, open_release
from tests.unit.store_rows import make_item, make_mention
from tests.unit.test_store_publish import put

FORMULA = '=HYPERLINK("http://evil.example","click")'
PLACED = {"place_name": "Belmar", "latitude": 10.5, "longitude": -20.25, "geo_precision": "city"}


@pytest.fixture
def release(tmp_path: Path) -> Release:
    mentions = [
        make_mention("a", "i1", cameo_code="194", place_country="FRA", **PLACED),
        make_mention(
            "b", "i1", actor_name=FORMULA, sentence_text="+33 é\n<b>&\x0b", day="2031-06-01"
        ),
        make_mention("c", "i1", factuality="denied", day="2031-05-01", last="2031-05-31"),
        make_mention("d", "i1", day="2031-07-01", last="2031-07-31", actor_code="IGO:UN"),
    ]
    put(tmp_path, [make_item("i1", source="Le Courrier")], mentions, is_demo=True)
    return open_release(tmp_path)


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def test_csv_has_every_row_and_cannot_run(release: Release) -> None:
    rows = read_csv(export_release(release, "csv"))
    assert [row["event_id"] for row in rows] == ["e-c", "e-a", "e-b", "e-d"]
    assert rows[2]["actor_name"] == f"'{FORMULA}"
    assert rows[2]["sentence_text"].startswith("'+33 é\n<b>&")
    assert rows[0]["event_days"].split("|")[0] == "2031-05-01"
    assert rows[0]["fatalities"] == ""
    assert "release 1" in rows[0]["data_version"]
    assert DEMO in rows[0]["data_version"]


def test_jsonl_gives_the_same_values_as_the_store(release: Release) -> None:
    rows = [json.loads(line) for line in export_release(release, "jsonl").decode().splitlines()]
    assert rows[2]["actor_name"] == FORMULA
    assert rows[1]["event_date_start"] == "2031-05-05"
    assert rows[1]["event_days"] == ["2031-05-05"]
    assert rows[1]["fatalities"] is None


def test_parquet_keeps_the_types(release: Release) -> None:
    table = pq.read_table(io.BytesIO(export_release(release, "parquet")))
    assert table.drop_columns(["data_version"]).equals(read_chosen(release))
    assert b"release 1" in table.schema.metadata[b"data_version"]


def test_xlsx_holds_text_not_formulas(release: Release) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export_release(release, "xlsx")))
    assert book.sheetnames == ["rows", "fields", "about"]
    names = [cell.value for cell in book["rows"][1]]
    cell = book["rows"].cell(4, names.index("actor_name") + 1)
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    assert DEMO in book["about"]["B1"].value
    meanings = {row[0].value for row in book["fields"].iter_rows(min_row=2)}
    assert meanings >= {"event_type", "intensity"}


def test_geojson_keeps_rows_without_a_point(release: Release) -> None:
    data = json.loads(export_release(release, "geojson"))
    assert data["type"] == "FeatureCollection"
    assert DEMO in data["data_version"]
    shapes = {feature["id"]: feature["geometry"] for feature in data["features"]}
    assert shapes["e-a"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert shapes["e-b"] is None
    assert len(shapes) == 4


def test_kml_is_well_formed_and_counts_what_it_leaves_out(release: Release) -> None:
    root = ElementTree.fromstring(export_release(release, "kml"))
    space = "{http://www.opengis.net/kml/2.2}"
    assert len(list(root.iter(f"{space}Placemark"))) == 1
    assert "3 rows without coordinates" in next(root.iter(f"{space}description")).text
    assert next(root.iter(f"{space}coordinates")).text == "-20.25,10.5"


def test_gdelt_has_61_columns_and_no_false_precision(release: Release) -> None:
    lines = export_release(release, "gdelt").decode().splitlines()
    rows = [dict(zip(gdelt.COLUMNS, line.split("\t"), strict=True)) for line in lines]
    assert (len(gdelt.COLUMNS), len(rows)) == (61, 3)
    first, last = rows[0], rows[-1]
    assert (first["Day"], first["EventRootCode"], first["QuadClass"]) == ("20310505", "19", "4")
    assert first["ActionGeo_CountryCode"] == "FR"
    assert (last["Day"], last["MonthYear"]) == ("", "203107")
    assert (last["Actor1CountryCode"], last["Actor1KnownGroupCode"]) == ("", "UN")
    assert first["SOURCEURL"] == "escalade:demo-release-1:item:i1"
    assert len({row["GlobalEventID"] for row in rows}) == 3


def test_polecat_has_its_header_and_leaves_out_what_did_not_happen(release: Release) -> None:
    lines = export_release(release, "polecat").decode().splitlines()
    assert tuple(lines[0].split("\t")) == polecat.COLUMNS
    assert len(polecat.COLUMNS) == 40
    rows = [dict(zip(polecat.COLUMNS, line.split("\t"), strict=True)) for line in lines[1:]]
    assert [row["Event ID"] for row in rows] == ["e-a", "e-b", "e-d"]
    assert rows[1]["Actor Name"] == f"'{FORMULA}"
    assert rows[2]["Event Date"] == ""
    assert rows[0]["Quad Code"] == "MATERIAL CONFLICT"


def test_filters_and_tables_apply(release: Release) -> None:
    chosen = EventFilter(factualities=("denied",))
    assert len(read_csv(export_release(release, "csv", chosen=chosen))) == 1
    mentions = read_csv(export_release(release, "csv", chosen=chosen, table="event_mentions"))
    assert [row["event_mention_id"] for row in mentions] == ["c"]


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_bears_no_rows_at_all(release: Release, file_format: str) -> None:
    nothing = EventFilter(actors=("ZZZ",))
    assert isinstance(export_release(release, file_format, chosen=nothing), bytes)
    assert file_format in EXTENSIONS
    assert file_format in MIME_TYPES


def test_rows_in_hand_are_rendered_like_those_of_the_store(release: Release) -> None:
    frame = release.connection().execute("SELECT * FROM events ORDER BY event_id").df()
    assert isinstance(frame, pd.DataFrame)
    stamp = make_stamp(release)
    rows = read_csv(render_rows(frame, "csv", stamp=stamp))
    assert [row["event_id"] for row in rows] == ["e-a", "e-b", "e-c", "e-d"]
    assert rows[0]["event_date_start"] == "2031-05-05"


def test_a_format_or_table_that_does_not_exist_is_refused(release: Release) -> None:
    with pytest.raises(UsageError, match="docx"):
        export_release(release, "docx")
    with pytest.raises(UsageError, match="items"):
        export_release(release, "csv", table="items")
    with pytest.raises(UsageError, match="row a mention"):
        export_release(release, "gdelt", table="event_mentions")
