"""Rows of a store table in, columns and cells that a spreadsheet or JSON can hold out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.export.stamp import Stamp, format_moment

FORMULA = r"^[=+\-@\t\r\n]"
"""What a spreadsheet takes for the beginning of a formula, or strips before looking for one."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def add_version(rows: pa.Table, stamp: Stamp) -> pa.Table:
    """Rows with a last column `data_version` that says which release they come from."""
    return rows.append_column("data_version", pa.array([stamp.text] * rows.num_rows, pa.string()))


def flatten_lists(rows: pa.Table) -> pa.Table:
    """Rows whose lists became text: plain lists joined with `|`, structures as JSON."""
    columns = []
    for field in rows.schema:
        column = rows.column(field.name)
        if pa.types.is_list(field.type) or pa.types.is_large_list(field.type):
            column = pa.array([join_list(value) for value in column.to_pylist()], pa.string())
        columns.append(column)
    return pa.table(dict(zip(rows.column_names, columns, strict=True)))


def join_list(values: list[Any] | None) -> str | None:
    """A list as one cell; None for null and for an empty list."""
    if not values:
        return None
    if isinstance(values[0], dict):
        return json.dumps(values, ensure_ascii=False, default=format_plain)
    return "|".join(str(format_plain(value)) for value in values)


def disarm_table(rows: pa.Table) -> pa.Table:
    """Rows in which no text cell can run as a formula: such cells get a leading apostrophe."""
    columns = {}
    for name in rows.column_names:
        column = rows.column(name)
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            risky = pc.match_substring_regex(column, FORMULA)
            quoted = pc.binary_join_element_wise(pa.scalar("'", column.type), column, "")
            column = pc.if_else(pc.fill_null(risky, False), quoted, column)
        columns[name] = column
    return pa.table(columns)


def disarm_text(text: str) -> str:
    """One text cell that cannot run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def format_plain(value: Any) -> Any:
    """A value as JSON can hold it: days as YYYY-MM-DD, moments as UTC."""
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [format_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: format_plain(part) for name, part in value.items()}
    return value
