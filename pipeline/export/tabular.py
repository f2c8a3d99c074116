"""Rows of a store table in, bytes of a CSV, JSONL, Parquet or XLSX file out."""

from __future__ import annotations

import io
import json
import re

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from pipeline.errors import UsageError
from pipeline.export.cells import add_version, disarm_table, flatten_lists, format_plain
from pipeline.export.stamp import Stamp
from pipeline.schema.tables import read_fields

SHEET_ROWS = 1_048_575
CELL_CHARACTERS = 32_767
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_csv(rows: pa.Table, stamp: Stamp, *, is_for_spreadsheet: bool = False) -> bytes:
    """UTF-8, comma, a header row, text quoted, null as nothing; last column `data_version`.

    `is_for_spreadsheet` puts a byte-order mark first, without which Excel misreads accents.
    """
    flat = disarm_table(flatten_lists(add_version(rows, stamp)))
    options = pacsv.WriteOptions(quoting_style="needed")
    sink = io.BytesIO(b"\xef\xbb\xbf" if is_for_spreadsheet else b"")
    sink.seek(0, io.SEEK_END)
    pacsv.write_csv(flat, sink, write_options=options)
    return sink.getvalue()


def write_jsonl(rows: pa.Table, stamp: Stamp) -> bytes:
    """One JSON object a line, UTF-8; null stays null, days are YYYY-MM-DD strings."""
    stamped = add_version(rows, stamp)
    lines = (
        json.dumps(format_plain(row), ensure_ascii=False, allow_nan=False) + "\n"
        for batch in stamped.to_batches(max_chunksize=10_000)
        for row in batch.to_pylist()
    )
    return "".join(lines).encode("utf-8")


def write_parquet(rows: pa.Table, stamp: Stamp) -> bytes:
    """Parquet with the types of the store; the data version is a column and file metadata."""
    stamped = add_version(rows, stamp)
    about = {b"data_version": stamp.text.encode(), b"chosen": stamp.chosen.encode()}
    sink = io.BytesIO()
    metadata = {**(stamped.schema.metadata or {}), **about}
    pq.write_table(stamped.replace_schema_metadata(metadata), sink, compression="zstd")
    return sink.getvalue()


def write_xlsx(rows: pa.Table, stamp: Stamp) -> bytes:
    """A workbook: sheet `rows`, then `fields` (meaning of each column) and `about`.

    Raises UsageError for more rows than a sheet holds. Text cells are text, never formulas; a cell
    longer than a sheet can hold is cut and ends in an ellipsis.
    """
    if rows.num_rows > SHEET_ROWS:
        raise UsageError(
            f"{rows.num_rows} rows do not fit a sheet, which holds {SHEET_ROWS}.",
            remedy="Narrow the filters, or export csv or parquet.",
        )
    book = Workbook(write_only=True)
    flat = flatten_lists(add_version(rows, stamp))
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append([_make_cell(sheet, name) for name in flat.column_names])
    for batch in flat.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append([_make_cell(sheet, value) for value in row])
    meanings = book.create_sheet("fields")
    meanings.append(["column", "unit", "meaning"])
    for field in read_fields():
        if field.name in flat.column_names:
            cells = (field.name, field.unit, field.meaning)
            meanings.append([_make_cell(meanings, value) for value in cells])
    about = book.create_sheet("about")
    for name, value in (("data_version", stamp.text), ("chosen", stamp.chosen)):
        about.append([name, _make_cell(about, value)])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _make_cell(sheet: object, value: object) -> object:
    plain = format_plain(value)
    if not isinstance(plain, str):
        return plain
    text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", plain)
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(sheet, value="")
    cell._value = text
    cell.data_type = "s"
    return cell
