"""JSON lines and JSON files in, items and issues out."""

import io
import json
from collections.abc import Iterator, Mapping

from pipeline.ingest.fields import ReadOptions, Spot, build_item, refuse, select_fields
from pipeline.ingest.lines import find_encoding, read_lines
from pipeline.ingest.source import RefusedSourceError, read_whole
from pipeline.schema.records import Issue, Item

EXPECTED_LINE = 'an object such as {"published": "2020-01-06", "text": "..."}'


def read_json_lines(
    stream: io.BufferedReader, *, name: str, options: ReadOptions
) -> Iterator[Item | Issue]:
    """One object a line; empty lines are passed over, wrong ones are issues."""
    for line in read_lines(stream, limits=options.limits, encoding=options.encoding):
        spot = Spot(path=name, line=line.number)
        if line.refusal is not None:
            yield refuse(spot, line.refusal, remedy=line.remedy)
        elif line.text.strip():
            yield _read_object(line.text, spot=spot, options=options)


def read_json_file(
    stream: io.BufferedReader, *, name: str, options: ReadOptions
) -> Iterator[Item | Issue]:
    """A list of objects or a single object; a file of several lines of objects is read as lines."""
    data = read_whole(stream, limits=options.limits)
    codec = find_encoding(data[:4], encoding=options.encoding)
    try:
        content = _parse(data.decode(codec), depth=options.limits.json_depth + 1)
    except UnicodeDecodeError as error:
        raise RefusedSourceError(
            f"byte {error.start} is not {codec.removesuffix('-sig').upper()}",
            remedy="Convert the file to UTF-8, or name its encoding: --encoding cp1252.",
        ) from None
    except ValueError:
        buffered: io.BufferedReader = io.BufferedReader(io.BytesIO(data))
        yield from read_json_lines(buffered, name=name, options=options)
        return
    records = content if isinstance(content, list) else [content]
    for number, record in enumerate(records, start=1):
        spot = Spot(path=name, line=number if isinstance(content, list) else None)
        yield _build(record, spot=spot, options=options)


def _read_object(text: str, *, spot: Spot, options: ReadOptions) -> Item | Issue:
    try:
        record = _parse(text, depth=options.limits.json_depth)
    except ValueError as error:
        return refuse(
            spot,
            f"is not JSON: {error}",
            expected=EXPECTED_LINE,
            remedy="Mend the line and read the file again.",
        )
    return _build(record, spot=spot, options=options)


def _build(record: object, *, spot: Spot, options: ReadOptions) -> Item | Issue:
    if not isinstance(record, Mapping):
        return refuse(spot, f"is {type(record).__name__}, not an object", expected=EXPECTED_LINE)
    return build_item(select_fields(record, options.mapping), spot=spot, options=options)


def _parse(text: str, *, depth: int) -> object:
    """JSON text in, its value out; ValueError when wrong or nested deeper than `depth`."""
    try:
        value: object = json.loads(text)
    except RecursionError:
        raise ValueError(f"nested deeper than {depth} levels") from None
    level: list[object] = [value]
    for _ in range(depth):
        level = [child for parent in level for child in _list_children(parent)]
        if not level:
            return value
    raise ValueError(f"nested deeper than {depth} levels")


def _list_children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
