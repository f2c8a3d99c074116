"""A release and a choice of rows in, the bytes of a file out, in any format Escalade writes."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from pipeline.errors import UsageError
from pipeline.export.gdelt import write_gdelt
from pipeline.export.geographic import write_geojson, write_kml
from pipeline.export.polecat import write_polecat
from pipeline.export.stamp import Stamp, make_stamp
from pipeline.export.tabular import write_csv, write_jsonl, write_parquet, write_xlsx
from pipeline.schema.tables import find_schema, list_columns, validate_frame
from pipeline.store.filters import EventFilter
from pipeline.store.read import Release

WRITERS: dict[str, Callable[[pa.Table, Stamp], bytes]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
    "geojson": write_geojson,
    "kml": write_kml,
    "gdelt": write_gdelt,
    "polecat": write_polecat,
}
FORMATS = tuple(WRITERS)
EVENTS_ONLY = ("gdelt", "polecat")
TABLES = ("events", "event_mentions")
EXTENSIONS = {name: name for name in FORMATS} | {"gdelt": "export.CSV", "polecat": "tsv"}
MIME_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "gdelt": "text/tab-separated-values",
    "polecat": "text/tab-separated-values",
}
ALL_EVENTS = EventFilter()


def export_release(
    release: Release,
    file_format: str,
    *,
    chosen: EventFilter = ALL_EVENTS,
    table: str = "events",
) -> bytes:
    """Rows of a release as a file.

    `table` is `events`, or `event_mentions` for the mentions of the chosen events. Rows are in
    order of date. Raises UsageError for an unknown format or table, or a pair that does not go
    together (GDELT and POLECAT have events only).
    """
    check_request(file_format, table)
    rows = read_chosen(release, chosen=chosen, table=table)
    return WRITERS[file_format](rows, make_stamp(release, chosen=chosen.describe()))


def render_rows(
    rows: pd.DataFrame | pa.Table, file_format: str, *, stamp: Stamp, table: str = "events"
) -> bytes:
    """Rows already in hand (columns of that table; others are left out) as a file."""
    check_request(file_format, table)
    name = table.removesuffix("s")
    given = rows.columns if isinstance(rows, pd.DataFrame) else rows.column_names
    columns = [column for column in list_columns(name) if column in set(given)]
    chosen = rows[columns] if isinstance(rows, pd.DataFrame) else rows.select(columns)
    return WRITERS[file_format](validate_frame(name, chosen), stamp)


def check_request(file_format: str, table: str) -> None:
    """Raise UsageError for an unknown format or table, or a pair that does not go together."""
    if file_format not in WRITERS:
        raise UsageError(
            f"Format {file_format!r} does not exist.",
            remedy=f"Choose among {', '.join(FORMATS)}.",
        )
    if table not in TABLES:
        raise UsageError(
            f"Table {table!r} cannot be exported.", remedy=f"Choose among {', '.join(TABLES)}."
        )
    if file_format in EVENTS_ONLY and table != "events":
        raise UsageError(
            f"Format {file_format} has a row an event, not a row a mention.",
            remedy="Export events, or choose another format.",
        )


def read_chosen(
    release: Release, *, chosen: EventFilter = ALL_EVENTS, table: str = "events"
) -> pa.Table:
    """Rows of a release that pass the filter, as an Arrow table of the schema, by date."""
    name = table.removesuffix("s")
    schema = find_schema(name)
    condition, values = chosen.to_sql()
    columns = ", ".join(schema.names)
    if table == "events":
        query = f"SELECT {columns} FROM events WHERE {condition}"
    else:
        inner = f"SELECT event_id FROM events WHERE {condition}"
        query = f"SELECT {columns} FROM event_mentions WHERE event_id IN ({inner})"
    order = " ORDER BY event_date_start NULLS LAST, event_id, event_mention_id"
    found = release.connection().sql(query + order, params=values)
    rows: pa.Table = found.to_arrow_table()
    return validate_frame(name, rows)
