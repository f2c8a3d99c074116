"""Event rows in, bytes of a GDELT 2.0 event file out: 61 columns, tabs, no header row.

GDELT knows no factuality and no uncertain day. Only `actual` events are written, and a column that
would be more precise than the source (`Day` of a week, `MonthYear` of a season) stays empty. The
data version stands in SOURCEURL, the one column that can hold it.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.export.stamp import Stamp
from pipeline.schema.codebook import read_codebook

PARTY_COLUMNS = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
GEO_COLUMNS = (
    "Type",
    "Fullname",
    "CountryCode",
    "ADM1Code",
    "ADM2Code",
    "Lat",
    "Long",
    "FeatureID",
)
COLUMNS = (
    *("GlobalEventID", "Day", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in PARTY_COLUMNS),
    *(f"Actor2{name}" for name in PARTY_COLUMNS),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"Actor1Geo_{name}" for name in GEO_COLUMNS),
    *(f"Actor2Geo_{name}" for name in GEO_COLUMNS),
    *(f"ActionGeo_{name}" for name in GEO_COLUMNS),
    *("DATEADDED", "SOURCEURL"),
)
QUAD_CLASS = {
    "verbal-cooperation": 1,
    "material-cooperation": 2,
    "verbal-conflict": 3,
    "material-conflict": 4,
}
GEO_TYPE = {"country": 1, "city": 4, "site": 4, "region": 5, "sea": 5}


def write_gdelt(rows: pa.Table, stamp: Stamp) -> bytes:
    """Rows of table `event` in, GDELT 2.0 lines out; rows that are not `actual` are left out."""
    actual = rows.filter(pc.fill_null(pc.equal(rows.column("factuality"), "actual"), False))
    lines = []
    for batch in actual.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            values = make_gdelt_row(row, stamp)
            lines.append("\t".join(_write_cell(values.get(name)) for name in COLUMNS) + "\n")
    return "".join(lines).encode("utf-8")


def make_gdelt_row(row: dict[str, Any], stamp: Stamp) -> dict[str, Any]:
    """One event as GDELT columns; a column that is absent is empty."""
    cameo = row["cameo_code"]
    urn = f"{stamp.urn}:item:{row['item_id']}"
    added = stamp.released_at
    return {
        "GlobalEventID": make_number(row["event_id"]),
        **_make_day(row["event_date_start"], row["event_date_end"]),
        **_make_party(row, "actor", "Actor1"),
        **_make_party(row, "recipient", "Actor2"),
        "IsRootEvent": 1,
        "EventCode": cameo,
        "EventBaseCode": cameo[:3] if cameo else None,
        "EventRootCode": cameo[:2] if cameo else None,
        "QuadClass": QUAD_CLASS[row["quad_code"]] if row["quad_code"] else None,
        "GoldsteinScale": row["goldstein"],
        "NumMentions": row["num_mentions"],
        "NumSources": row["num_sources"],
        "NumArticles": row["num_items"],
        "ActionGeo_Type": GEO_TYPE[row["geo_precision"]] if row["geo_precision"] else None,
        "ActionGeo_Fullname": row["place_name"],
        "ActionGeo_CountryCode": read_fips().get(row["place_country"] or ""),
        "ActionGeo_Lat": row["latitude"],
        "ActionGeo_Long": row["longitude"],
        "ActionGeo_FeatureID": row["geonames_id"],
        "DATEADDED": None if added is None else added.strftime("%Y%m%d%H%M%S"),
        "SOURCEURL": urn,
    }


def make_number(event_id: str) -> int:
    """An event_id as the whole number that GDELT wants: stable, below 2 to the 53."""
    return int.from_bytes(hashlib.sha256(event_id.encode("utf-8")).digest()[:8], "big") >> 11


@cache
def read_fips() -> dict[str, str]:
    """Country (alpha-3) to FIPS 10-4 code, from data/codebook/fips.tsv."""
    rows = read_codebook("fips.tsv", columns=("country", "fips"))
    return {row["country"]: row["fips"] for row in rows}


def _make_day(start: date | None, end: date | None) -> dict[str, Any]:
    if start is None or end is None or start.year != end.year:
        return {}
    known: dict[str, Any] = {"Year": f"{start.year:04d}"}
    if start.month == end.month:
        known["MonthYear"] = f"{start.year:04d}{start.month:02d}"
    if start == end:
        known["Day"] = f"{start.year:04d}{start.month:02d}{start.day:02d}"
        fraction = (start.timetuple().tm_yday - 1) / 365
        known["FractionDate"] = f"{start.year + min(fraction, 0.9999):.4f}"
    return known


def _make_party(row: dict[str, Any], who: str, prefix: str) -> dict[str, Any]:
    code, sector = row[f"{who}_code"], row[f"{who}_sector"]
    country = code if code and ":" not in code else None
    group = code.partition(":")[2] if code and ":" in code else None
    return {
        f"{prefix}Code": "".join(part for part in (country or group, sector) if part) or None,
        f"{prefix}Name": row[f"{who}_name"] or row[f"{who}_text"],
        f"{prefix}CountryCode": country,
        f"{prefix}KnownGroupCode": group,
        f"{prefix}Type1Code": sector,
    }


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    return " ".join(str(value).split())
