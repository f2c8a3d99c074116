"""Event rows in, bytes of a POLECAT file out: 40 columns, tabs, with a header row.

POLECAT knows no factuality: only `actual` events are written. `Event Date` is empty unless the day
is known; `Version` carries the data version.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.export.cells import disarm_text
from pipeline.export.stamp import Stamp

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors"),
    *("Actor Title", "Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)


def write_polecat(rows: pa.Table, stamp: Stamp) -> bytes:
    """Rows of table `event` in, POLECAT lines out; rows that are not `actual` are left out."""
    actual = rows.filter(pc.fill_null(pc.equal(rows.column("factuality"), "actual"), False))
    lines = ["\t".join(COLUMNS) + "\n"]
    for batch in actual.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            values = make_polecat_row(row, stamp)
            lines.append("\t".join(_write_cell(values.get(name)) for name in COLUMNS) + "\n")
    return "".join(lines).encode("utf-8")


def make_polecat_row(row: dict[str, Any], stamp: Stamp) -> dict[str, Any]:
    """One event as POLECAT columns; a column that is absent is empty."""
    start = row["event_date_start"]
    is_city = row["geo_precision"] in ("city", "site")
    return {
        "Event ID": row["event_id"],
        "Event Date": start if start == row["event_date_end"] else None,
        "Event Type": row["event_type"],
        "Event Mode": row["event_mode"],
        "Intensity": row["intensity"],
        "Quad Code": row["quad_code"].replace("-", " ").upper() if row["quad_code"] else None,
        "Contexts": ";".join(row["contexts"] or ()),
        **_make_party(row, "actor", "Actor"),
        **_make_party(row, "recipient", "Recipient"),
        "Placename": row["place_name"],
        "City": row["place_name"] if is_city else None,
        "Province": row["place_name"] if row["geo_precision"] == "region" else None,
        "Country": row["place_country"],
        "Latitude": row["latitude"],
        "Longitude": row["longitude"],
        "GeoNames ID": row["geonames_id"],
        "Raw Placename": row["place_text"],
        "Feature Type": row["geo_precision"],
        "Source": ";".join(row["sources"] or ()),
        "Publication Date": row["first_reported"],
        "Version": stamp.text,
    }


def _make_party(row: dict[str, Any], who: str, label: str) -> dict[str, Any]:
    return {
        f"{label} Name": row[f"{who}_name"],
        f"{label} Country": row[f"{who}_code"],
        f"Primary {label} Sector": row[f"{who}_sector"],
        f"{label} Sectors": row[f"{who}_sector"],
        f"{label} Name Raw": row[f"{who}_text"],
    }


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return disarm_text(" ".join(value.split()))
