"""Parquet files of a Delta table in, their rows as an Arrow table of a known schema out.

DuckDB reads the files: the tables have no deletion vectors, so every row of a file counts, and
files that another engine rewrote with other string layouts read like the rest.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.errors import StoreError

PARQUET = (
    "read_parquet({files}, hive_partitioning = {hive}, hive_types_autocast = false, "
    "union_by_name = false)"
)


@cache
def _open_database(process_id: int) -> duckdb.DuckDBPyConnection:
    """The empty database of this process that reads files; a forked child opens its own."""
    return duckdb.connect(":memory:", config={"threads": 2})


def write_source(files: Sequence[str], schema: pa.Schema) -> str:
    """SQL of a table function that reads these files (at least one) of a table."""
    paths = (uri.removeprefix("file://").replace("'", "''") for uri in files)
    hive = "true" if "published_month" in schema.names else "false"
    return PARQUET.format(files="[" + ", ".join(f"'{path}'" for path in paths) + "]", hive=hive)


def scan_rows(
    files: Sequence[str],
    schema: pa.Schema,
    *,
    columns: Sequence[str] | None = None,
    where: tuple[str, Collection[Any]] | None = None,
) -> pa.Table:
    """Rows of the files, in no order; `where` is a column and the values it may have.

    With `where` the one column is read of all files, the others only of files that hold such rows.
    Raises StoreError when a file is missing or damaged.
    """
    names = list(columns or schema.names)
    wanted = pa.schema([schema.field(name).with_nullable(True) for name in names])
    if not files or (where is not None and not where[1]):
        return wanted.empty_table()
    with _open_database(os.getpid()).cursor() as database:
        database.execute("SET TimeZone = 'UTC'")
        chosen = "true"
        try:
            if where is not None:
                name, values = where
                keys = pa.table({"key": pa.array(list(values), type=schema.field(name).type)})
                database.register("keys", keys)
                chosen = f"{name} IN (SELECT key FROM keys)"
                if len(files) > 1:
                    files = find_holders(database, files, schema, chosen)
                if not files:
                    return wanted.empty_table()
            query = f"SELECT {', '.join(names)} FROM {write_source(files, schema)} WHERE {chosen}"
            rows: pa.Table = database.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise explain_damage(error) from error
        return rows.cast(wanted)


def find_holders(
    database: duckdb.DuckDBPyConnection, files: Sequence[str], schema: pa.Schema, chosen: str
) -> list[str]:
    """Those of the files (at least one) that hold a row for which the SQL of `chosen` is true."""
    query = f"SELECT DISTINCT filename FROM {write_source(files, schema)} WHERE {chosen}"
    held = {name for (name,) in database.sql(query).fetchall()}
    return [file for file in files if file.removeprefix("file://") in held]


def explain_damage(error: Exception) -> StoreError:
    """What to tell a person when a file of a table cannot be read."""
    return StoreError(
        f"The store has a file that cannot be read: {error}",
        remedy="Run `escalade store check` to see which files are missing or damaged.",
    )
