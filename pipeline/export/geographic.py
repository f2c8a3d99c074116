"""Event rows in, bytes of a GeoJSON or KML file out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa

from pipeline.export.cells import format_plain
from pipeline.export.stamp import Stamp
from pipeline.export.tabular import NOT_XML

SHOWN = (
    "event_type",
    "factuality",
    "actor_name",
    "recipient_name",
    "event_date",
    "place_name",
    "num_sources",
    "sentence_text",
)


def write_geojson(rows: pa.Table, stamp: Stamp) -> bytes:
    """A FeatureCollection (WGS 84): one feature a row, its other columns as properties.

    A row without coordinates has a null geometry, so that none is lost; an area that is no point
    says so in geo_precision and radius_km.
    """
    features = [
        {
            "type": "Feature",
            "id": row.get("event_id") or row.get("event_mention_id"),
            "geometry": _make_point(row),
            "properties": format_plain(
                {
                    name: value
                    for name, value in row.items()
                    if name not in ("latitude", "longitude")
                }
            ),
        }
        for row in _list_rows(rows)
    ]
    collection = {
        "type": "FeatureCollection",
        "data_version": stamp.text,
        "chosen": stamp.chosen,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode("utf-8")


def _make_point(row: dict[str, Any]) -> dict[str, Any] | None:
    if row.get("latitude") is None or row.get("longitude") is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def write_kml(rows: pa.Table, stamp: Stamp) -> bytes:
    """A KML 2.2 document: a placemark for each row with coordinates, with its span of days.

    Rows without coordinates cannot be drawn; the description counts them.
    """
    marks = []
    num_unplaced = 0
    for row in _list_rows(rows):
        if _make_point(row) is None:
            num_unplaced += 1
            continue
        marks.append(_make_placemark(row))
    about = f"{stamp.text}; {stamp.chosen}; {num_unplaced} rows without coordinates left out"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Escalade</name>'
        f"<description>{_clean(about)}</description>\n{''.join(marks)}</Document></kml>\n"
    ).encode()


def _make_placemark(row: dict[str, Any]) -> str:
    parties = " → ".join(row[name] for name in ("actor_name", "recipient_name") if row.get(name))
    title = f"{row['event_type']}: {parties}" if parties else str(row["event_type"])
    data = "".join(
        f'<Data name="{name}"><value>{_clean(row[name])}</value></Data>'
        for name in SHOWN
        if row.get(name) is not None
    )
    span = ""
    if row.get("event_date_start") and row.get("event_date_end"):
        begin, end = row["event_date_start"], row["event_date_end"]
        span = f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
    return (
        f"<Placemark><name>{_clean(title)}</name>{span}<ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point>"
        "</Placemark>\n"
    )


def _clean(value: object) -> str:
    return escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", str(format_plain(value))))


def _list_rows(rows: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in rows.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()
