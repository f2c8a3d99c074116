"""Rows of table `event_mention` in, columns of numbers out: what is compared of mentions' codes.

Millions of pairs are compared, so traits are arrays, one entry a mention, not objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.codes import EVENT_TYPES
from pipeline.schema.tables import find_schema

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
TRAIT_COLUMNS = (
    *("event_mention_id", "item_id", "event_type", "event_mode", "factuality"),
    *("actor_code", "recipient_code", "place_country", "geo_precision", "latitude", "longitude"),
    *("event_date_start", "event_date_end", "event_days", "date_basis"),
    *("fatalities", "fatalities_low"),
)
"""What of a mention `read_traits` reads."""
NONE = -1
"""Stands for a code that is null."""
EPOCH = 719_163
"""The ordinal of 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of the codes of mentions; arrays of one length.

    Codes are numbers, NONE where null; `first` and `last` are days since 1970, to be read where
    `has_days`; spots (degrees), `deaths` are NaN where unknown. `days` holds the possible days of
    the mentions that have gaps between them, by position.
    """

    item: Ints
    text: Ints
    event_type: Ints
    event_mode: Ints
    factuality: Ints
    actor: Ints
    recipient: Ints
    country: Ints
    first: Ints
    last: Ints
    has_days: Flags
    is_dated: Flags
    latitude: Floats
    longitude: Floats
    deaths: Floats
    days: Mapping[int, frozenset[int]]

    def __len__(self) -> int:
        return len(self.item)


def tabulate_traits(mentions: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows of `event_mention` in, an Arrow table of TRAIT_COLUMNS out."""
    schema = find_schema("event_mention")
    arrays = [
        pa.array([row.get(name) for row in mentions], type=schema.field(name).type)
        for name in TRAIT_COLUMNS
    ]
    return pa.Table.from_arrays(arrays, names=list(TRAIT_COLUMNS))


def read_traits(table: pa.Table, *, text_ids: Mapping[str, str]) -> Traits:
    """A table of TRAIT_COLUMNS in, its traits out, in order.

    `text_ids` maps an item to the item whose text it nearly repeats. Codes of one kind compare
    within these traits only.
    """
    items = table.column("item_id")
    texts = [text_ids.get(name, name) for name in items.to_pylist()] if text_ids else items
    parties = _number(table, "actor_code", "recipient_code")
    first, last = (_read_days(table, f"event_date_{end}") for end in ("start", "end"))
    has_days = np.asarray(
        pc.and_(*(table.column(f"event_date_{end}").is_valid() for end in ("start", "end")))
    )
    return Traits(
        item=_encode(items),
        text=_encode(pa.chunked_array([pa.array(texts)]) if text_ids else items),
        event_type=_read_types(table.column("event_type")),
        event_mode=_encode(table.column("event_mode")),
        factuality=_encode(table.column("factuality")),
        actor=parties[0],
        recipient=parties[1],
        country=_encode(table.column("place_country")),
        first=first,
        last=last,
        has_days=has_days,
        is_dated=np.asarray(
            pc.is_in(table.column("date_basis"), pa.array(["text", "corpus"])), dtype=bool
        ),
        latitude=_read_spot(table, "latitude"),
        longitude=_read_spot(table, "longitude"),
        deaths=_read_numbers(
            pc.coalesce(table.column("fatalities"), table.column("fatalities_low"))
        ),
        days=_read_gaps(table, last - first + 1, has_days),
    )


def _encode(column: pa.ChunkedArray) -> Ints:
    """Numbers that are the same where the values are, NONE for null."""
    indices = column.combine_chunks().dictionary_encode().indices
    return np.asarray(pc.fill_null(indices.cast(pa.int64()), NONE))


def _number(table: pa.Table, one: str, other: str) -> tuple[Ints, Ints]:
    """Two columns numbered alike."""
    both = pa.chunked_array([*table.column(one).chunks, *table.column(other).chunks], pa.string())
    numbers = _encode(both)
    return numbers[: table.num_rows], numbers[table.num_rows :]


def _read_types(column: pa.ChunkedArray) -> Ints:
    found = pc.index_in(column, pa.array(EVENT_TYPES, pa.string()))
    return np.asarray(found.cast(pa.int64()))


def _read_days(table: pa.Table, name: str) -> Ints:
    days = table.column(name).cast(pa.int32()).cast(pa.int64())
    return np.asarray(pc.fill_null(days, 0))


def _read_numbers(column: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.fill_null(column.cast(pa.float64()), float("nan")))


def _read_spot(table: pa.Table, name: str) -> Floats:
    """Degrees of places that are a spot, not an area."""
    is_spot = pc.is_in(table.column("geo_precision"), pa.array(["site", "city"]))
    return np.where(np.asarray(is_spot, dtype=bool), _read_numbers(table.column(name)), np.nan)


def _read_gaps(table: pa.Table, lengths: Ints, has_days: Flags) -> dict[int, frozenset[int]]:
    days = table.column("event_days")
    counts = np.asarray(pc.fill_null(pc.list_value_length(days), 0))
    rows = np.flatnonzero(has_days & (counts > 0) & (counts != lengths))
    listed = days.take(pa.array(rows)).to_pylist()
    return {
        int(row): frozenset(day.toordinal() - EPOCH for day in some)
        for row, some in zip(rows, listed, strict=True)
    }
