"""CSV, TSV and Parquet in, items and issues out, a bounded piece at a time."""

import csv
import io
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest.fields import (
    FIELDS,
    ReadOptions,
    Spot,
    build_item,
    refuse,
    select_fields,
)
from pipeline.ingest.lines import Line, read_lines
from pipeline.ingest.source import RefusedSourceError
from pipeline.schema.records import Issue, Item

DELIMITERS = (",", ";", "\t", "|")
BATCH_ROWS = 64
SHOWN_COLUMNS = 12


def read_delimited(
    stream: io.BufferedReader, *, name: str, options: ReadOptions, delimiter: str | None = None
) -> Iterator[Item | Issue]:
    """A table with a header row; the delimiter is the one most used in the header unless given.

    Quoted cells may hold line ends, which are kept. Issues name the line that the row ends on.
    """
    lines = read_lines(stream, limits=options.limits, encoding=options.encoding)
    header = next(lines, None)
    if header is None:
        raise RefusedSourceError("is empty", expected="a header row")
    if header.refusal is not None:
        raise RefusedSourceError(f"header row: {header.refusal}", remedy=header.remedy)
    chosen = delimiter or max(DELIMITERS, key=header.text.count)
    csv.field_size_limit(options.limits.text_characters)
    columns = _read_header(header.text, delimiter=chosen)
    _check_columns(columns, options)
    feed = _Feed(lines, number=header.number)
    rows = csv.reader(feed, delimiter=chosen, strict=False)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield refuse(
                Spot(path=name, line=feed.number),
                f"is not a table row: {error}",
                remedy="Look for a quotation mark that is not closed above this line.",
            )
            continue
        yield from feed.take_refusals(name)
        if row is None:
            return
        if row:
            spot = Spot(path=name, line=feed.number)
            yield _read_row(row, columns=columns, spot=spot, options=options)


def _read_header(text: str, *, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error as error:
        raise RefusedSourceError(
            f"header row: {error}", remedy="Write the table again with line ends of one kind."
        ) from None


class _Feed:
    """Lines for the CSV reader, one at a time, keeping count and the refusals on the way."""

    def __init__(self, lines: Iterator[Line], *, number: int) -> None:
        self._lines = lines
        self._refused: list[Line] = []
        self.number = number

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number = line.number
            if line.refusal is None:
                return line.text
            self._refused.append(line)
        raise StopIteration

    def take_refusals(self, name: str) -> list[Issue]:
        """The refusals since the last call, as issues."""
        taken, self._refused = self._refused, []
        return [
            refuse(Spot(path=name, line=line.number), line.refusal or "", remedy=line.remedy)
            for line in taken
        ]


def read_parquet(
    stream: io.BufferedReader, *, name: str, options: ReadOptions
) -> Iterator[Item | Issue]:
    """A Parquet file, only the columns that are fields, in small batches; rows count from 1."""
    try:
        table = pq.ParquetFile(_make_seekable(stream, options))
        columns = [str(column) for column in table.schema_arrow.names]
        _check_columns(columns, options)
        wanted = {options.mapping.get(field, field).split(".")[0] for field in FIELDS}
        chosen = [column for column in columns if column in wanted]
        _check_groups(table, chosen, options)
        number = 0
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=chosen, use_threads=False):
            for index in range(batch.num_rows):
                number += 1
                yield _read_arrow_row(batch, index, Spot(path=name, line=number), options)
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, RefusedSourceError):
            raise
        raise RefusedSourceError(
            f"is not a whole Parquet file: {str(error)[:200]}",
            remedy="Write it again with the program it comes from.",
        ) from error


def _read_arrow_row(
    batch: pa.RecordBatch, index: int, spot: Spot, options: ReadOptions
) -> Item | Issue:
    try:
        record = {
            str(column): batch.column(place)[index].as_py()
            for place, column in enumerate(batch.schema.names)
        }
    except (UnicodeDecodeError, pa.ArrowException, OverflowError, ValueError) as error:
        return refuse(spot, f"holds a value that cannot be read: {error}")
    return build_item(select_fields(record, options.mapping), spot=spot, options=options)


def _read_row(
    row: list[str], *, columns: list[str], spot: Spot, options: ReadOptions
) -> Item | Issue:
    if len(row) != len(columns):
        return refuse(
            spot,
            f"has {len(row)} cells",
            expected=f"{len(columns)} cells, as in the header row",
            remedy="Put cells that hold the delimiter or a line end in quotation marks.",
        )
    record: Mapping[str, object] = dict(zip(columns, row, strict=True))
    return build_item(select_fields(record, options.mapping), spot=spot, options=options)


def _check_columns(columns: list[str], options: ReadOptions) -> None:
    if len(columns) > options.limits.columns:
        raise RefusedSourceError(
            f"has {len(columns):,} columns, the most is {options.limits.columns:,}",
            remedy="Keep the columns item_id, published, language, title, text, url and source.",
        )
    names = [options.mapping.get(field, field).split(".")[0] for field in ("text", "title")]
    if not any(name in columns for name in names):
        shown = ", ".join(column[:30] for column in columns[:SHOWN_COLUMNS])
        raise RefusedSourceError(
            f"has no column {names[0]!r}; its columns are: {shown}",
            expected="a header row with at least the column text",
            remedy="Say which column is the text: --map text=COLUMN.",
        )


def _check_groups(table: pq.ParquetFile, columns: list[str], options: ReadOptions) -> None:
    metadata = table.metadata
    for group in range(metadata.num_row_groups):
        if metadata.row_group(group).total_byte_size > options.limits.row_group_bytes:
            raise RefusedSourceError(
                f"row group {group + 1} unpacks to more than "
                f"{options.limits.row_group_bytes:,} bytes",
                remedy="Write the file again with smaller row groups.",
            )
    if not columns:
        raise RefusedSourceError("has none of the columns that are read", expected=str(FIELDS))


def _make_seekable(stream: io.BufferedReader, options: ReadOptions) -> object:
    if stream.seekable():
        return stream
    data = stream.read(options.limits.row_group_bytes + 1)
    if len(data) > options.limits.row_group_bytes:
        raise RefusedSourceError(
            "is too large to be read from standard input or compressed",
            remedy="Name the unpacked file instead.",
        )
    return io.BytesIO(data)
