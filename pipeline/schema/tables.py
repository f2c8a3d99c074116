"""Table schemas made from data/codebook/fields.tsv, and DataFrames checked against them.

Tables: item, mention, event_mention, event, correction, trail, issue, release. The order of
columns is the order of rows in fields.tsv. Types: string, int (64 bits), float (64 bits), bool,
day (date32), timestamp (microseconds, UTC), list<string>, list<day>, and two lists of structures:

- span: sentence_start, sentence_end, trigger_start, trigger_end (characters of the item's text)
- disagreement: field, value (as text), num_sources, sources, item_ids, first_published,
  last_published (EDTF), is_first and is_latest (the value first and last reported)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.errors import EscaladeError
from pipeline.schema.codebook import read_codebook

TABLES = (
    "item",
    "mention",
    "event_mention",
    "event",
    "correction",
    "trail",
    "issue",
    "release",
)
FIELD_COLUMNS = (
    *("table", "name", "type", "required", "unit", "meaning"),
    *("polecat", "acled", "gdelt", "icews"),
)
PARTY_PARTS = ("text", "start", "end", "name", "code", "sector", "id")
"""What is known of an actor or a recipient: columns `actor_text`, `recipient_text` and so on."""
PLACE_COLUMNS = (
    *("place_text", "place_start", "place_end", "place_name", "place_country", "geonames_id"),
    *("latitude", "longitude", "geo_precision", "radius_km"),
)
SPAN = pa.struct(
    [
        pa.field(name, pa.int64())
        for name in ("sentence_start", "sentence_end", "trigger_start", "trigger_end")
    ]
)
DISAGREEMENT = pa.struct(
    [
        pa.field("field", pa.string()),
        pa.field("value", pa.string()),
        pa.field("num_sources", pa.int64()),
        pa.field("sources", pa.list_(pa.string())),
        pa.field("item_ids", pa.list_(pa.string())),
        pa.field("first_published", pa.string()),
        pa.field("last_published", pa.string()),
        pa.field("is_first", pa.bool_()),
        pa.field("is_latest", pa.bool_()),
    ]
)
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "day": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "list<string>": pa.list_(pa.string()),
    "list<day>": pa.list_(pa.date32()),
    "list<span>": pa.list_(SPAN),
    "list<disagreement>": pa.list_(DISAGREEMENT),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: the tables that have it, its type, unit, meaning and its names elsewhere."""

    name: str
    tables: tuple[str, ...]
    required: tuple[str, ...]
    type: str
    unit: str | None
    meaning: str
    polecat: str | None
    acled: str | None
    gdelt: str | None
    icews: str | None


@cache
def read_fields() -> tuple[Field, ...]:
    """Every column of every table, in order, from data/codebook/fields.tsv."""
    found = []
    for row in read_codebook("fields.tsv", columns=FIELD_COLUMNS):
        tables = tuple(row["table"].split("|"))
        if unknown := set(tables) - set(TABLES):
            raise EscaladeError(
                f"data/codebook/fields.tsv: column {row['name']} names tables {sorted(unknown)}.",
                remedy=f"Tables are {', '.join(TABLES)}.",
            )
        if row["type"] not in TYPES:
            raise EscaladeError(
                f"data/codebook/fields.tsv: column {row['name']} has type {row['type']}.",
                remedy=f"Types are {', '.join(TYPES)}.",
            )
        found.append(
            Field(
                name=row["name"],
                tables=tables,
                required=tuple(name for name in row["required"].split("|") if name),
                type=row["type"],
                unit=row["unit"] or None,
                meaning=row["meaning"],
                polecat=row["polecat"] or None,
                acled=row["acled"] or None,
                gdelt=row["gdelt"] or None,
                icews=row["icews"] or None,
            )
        )
    return tuple(found)


@cache
def find_schema(table: str) -> pa.Schema:
    """Arrow schema of a table; required columns are not nullable. KeyError if unknown."""
    if table not in TABLES:
        raise KeyError(table)
    return pa.schema(
        [
            pa.field(field.name, TYPES[field.type], nullable=table not in field.required)
            for field in read_fields()
            if table in field.tables
        ]
    )


@cache
def list_columns(table: str) -> tuple[str, ...]:
    """Column names of a table, in order."""
    return tuple(find_schema(table).names)


def make_table(table: str, rows: Iterable[Any] | Mapping[str, list[Any]]) -> pa.Table:
    """Rows (dataclasses or dictionaries) in, an Arrow table of that schema out.

    Columns that a row lacks are null; "" in a nullable text column becomes null, an empty list
    of days becomes null. Raises EscaladeError for a column that the table does not have and for
    a required value that is missing.
    """
    schema = find_schema(table)
    known = set(schema.names)
    plain = [_read_row(row) for row in rows]
    for row in plain:
        if not known.issuperset(row):
            unknown = set(row) - known
            raise EscaladeError(
                f"A row for table {table} has columns {sorted(unknown)} that the table lacks.",
                remedy="Declare them in data/codebook/fields.tsv.",
            )
    arrays = [_make_array([row.get(field.name) for row in plain], field) for field in schema]
    return _check_required(table, pa.Table.from_arrays(arrays, schema=schema))


def validate_frame(table: str, frame: pd.DataFrame | pa.Table) -> pa.Table:
    """A DataFrame or Arrow table in, the same rows as an Arrow table of that schema out.

    Missing optional columns become null, NaN and NaT become null. Raises EscaladeError for an
    unknown column, a value of another type, or a required value that is missing.
    """
    schema = find_schema(table)
    given = frame if isinstance(frame, pa.Table) else _read_frame(table, frame)
    if unknown := set(given.column_names) - set(schema.names):
        raise EscaladeError(
            f"The rows for table {table} have columns {sorted(unknown)} that the table lacks.",
            remedy="Declare them in data/codebook/fields.tsv, or leave them out.",
        )
    columns = []
    for field in schema:
        if field.name not in given.column_names:
            columns.append(pa.nulls(given.num_rows, field.type))
            continue
        try:
            columns.append(given.column(field.name).cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
            raise EscaladeError(
                f"Column {field.name} of table {table} cannot be read as {field.type}: {error}",
                remedy="See its type in data/codebook/fields.tsv.",
            ) from error
    return _check_required(table, pa.Table.from_arrays(columns, schema=schema))


def make_frame(table: pa.Table) -> pd.DataFrame:
    """Arrow table in, DataFrame with Arrow-backed columns out: null stays null."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _read_row(row: Any) -> dict[str, Any]:
    if is_dataclass(row) and not isinstance(row, type):
        return {part.name: getattr(row, part.name) for part in fields(row)}
    return dict(row)


def _make_array(values: list[Any], field: pa.Field) -> pa.Array:
    """Values as rows have them in, a column out; NaN becomes null."""
    if pa.types.is_list(field.type):
        values = [_clean(value, field) for value in values]
    elif field.nullable and pa.types.is_string(field.type) and "" in values:
        values = [None if value == "" else value for value in values]
    return pa.array(values, type=field.type, from_pandas=True)


def _clean(value: Any, field: pa.Field) -> Any:
    if value is None or (isinstance(value, float) and value != value):
        return None
    if value == "" and field.nullable and pa.types.is_string(field.type):
        return None
    if isinstance(value, tuple | list):
        parts = value
        if parts and is_dataclass(parts[0]):
            parts = [asdict(part) for part in value]
        return parts if parts or field.type != TYPES["list<day>"] else None
    return value


def _read_frame(table: str, frame: pd.DataFrame) -> pa.Table:
    schema = find_schema(table)
    known = [name for name in frame.columns if name in schema.names]
    if unknown := sorted(set(map(str, frame.columns)) - set(schema.names)):
        raise EscaladeError(
            f"The rows for table {table} have columns {unknown} that the table lacks.",
            remedy="Declare them in data/codebook/fields.tsv, or leave them out.",
        )
    arrays = {}
    for name in known:
        series = frame[name]
        field = schema.field(name)
        if isinstance(series.dtype, pd.ArrowDtype):
            arrays[name] = pa.chunked_array(series.array.__arrow_array__())
            continue
        values = series.tolist()
        try:
            arrays[name] = pa.chunked_array(
                [pa.array([_clean(_to_plain(value), field) for value in values], type=field.type)]
            )
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise EscaladeError(
                f"Column {name} of table {table} cannot be read as {field.type}: {error}",
                remedy="See its type in data/codebook/fields.tsv.",
            ) from error
    if not arrays:
        return pa.table({"_": pa.nulls(len(frame))}).drop_columns(["_"])
    return pa.table(arrays)


def _to_plain(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if hasattr(value, "tolist"):
        return value.tolist()
    return value


def _check_required(table: str, rows: pa.Table) -> pa.Table:
    for field in rows.schema:
        if not field.nullable and (missing := rows.column(field.name).null_count):
            raise EscaladeError(
                f"Table {table}: {missing} of {rows.num_rows} rows have no {field.name}.",
                remedy=f"{field.name} is required: see data/codebook/fields.tsv.",
            )
    return rows
