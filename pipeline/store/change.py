"""A field and the value a person gives it in, every column that follows from it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.errors import UsageError
from pipeline.schema.codes import (
    EVENT_TYPES,
    FACTUALITIES,
    GEO_PRECISIONS,
    SECTORS,
    find_goldstein,
    find_intensity,
    find_quad_code,
    list_modes,
    read_cameo,
)
from pipeline.schema.edtf import EdtfError, parse_edtf

CLOSED_LISTS = {
    "event_type": EVENT_TYPES,
    "factuality": FACTUALITIES,
    "actor_sector": SECTORS,
    "recipient_sector": SECTORS,
    "geo_precision": GEO_PRECISIONS,
}
NUMBERS = tuple(
    f"{name}_{end}"
    for name in ("fatalities", "injured", "detained", "troops")
    for end in ("low", "high")
)
WHOLE_NUMBERS = ("fatalities", *NUMBERS, "geonames_id")
DEGREES = {"latitude": 90.0, "longitude": 180.0}
WORDS = (
    *(f"{who}_{part}" for who in ("actor", "recipient") for part in ("name", "code", "id")),
    *("place_name", "place_country", "attributed_to"),
)
DATES = ("event_date", "planned_date")
CORRECTABLE = (
    *CLOSED_LISTS,
    "event_mode",
    "cameo_code",
    *DATES,
    *WORDS,
    *WHOLE_NUMBERS,
    *DEGREES,
    "radius_km",
)
REQUIRED = ("event_type", "factuality")


def make_change(field: str, value: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """Columns that change when a person sets `field` of `row` (a mention or an event) to `value`.

    A new type brings its quad code and intensity and drops a mode or CAMEO code that is not its
    own; a new date brings its bounds. Raises UsageError for a field that cannot be corrected or a
    value that it cannot have.
    """
    checked = check_value(field, value)
    if field in ("event_type", "event_mode"):
        return _change_type({**row, field: checked})
    if field == "cameo_code":
        return {"cameo_code": checked, "goldstein": find_goldstein(checked)}
    if field == "event_date":
        return _change_date(checked)
    return {field: checked}


def check_value(field: str, value: Any) -> Any:
    """The value as its column holds it; None empties a column. Raises UsageError."""
    if field not in CORRECTABLE:
        raise UsageError(
            f"Field {field!r} cannot be corrected.",
            remedy=f"Choose among {', '.join(CORRECTABLE)}.",
        )
    if value is None or value == "":
        if field in REQUIRED:
            raise UsageError(f"{field} cannot be empty.", remedy="Reject the row instead.")
        return None
    if field in CLOSED_LISTS and value not in CLOSED_LISTS[field]:
        raise UsageError(
            f"{field} cannot be {value!r}.",
            remedy=f"Choose among {', '.join(CLOSED_LISTS[field])}.",
        )
    if field == "cameo_code" and value not in read_cameo():
        raise UsageError(
            f"CAMEO code {value!r} does not exist.", remedy="See data/codebook/cameo.tsv."
        )
    if field in DATES:
        return _check_date(field, value)
    if field in WHOLE_NUMBERS or field in DEGREES or field == "radius_km":
        return _check_number(field, value)
    return str(value)


def _check_date(field: str, value: Any) -> str:
    try:
        return parse_edtf(str(value)).text
    except EdtfError as error:
        raise UsageError(
            f"{field} cannot be {value!r}: {error}",
            remedy="Write a day (2020-01-03), a month (2020-01) or 2020-01-03/2020-01-05.",
        ) from error


def _check_number(field: str, value: Any) -> int | float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"{field} cannot be {value!r}.", remedy="Give a number, or nothing."
        ) from error
    limit = DEGREES.get(field)
    wrong = abs(number) > limit if limit is not None else number < 0
    if wrong or number != number or (field in WHOLE_NUMBERS and number != int(number)):
        kind = "a whole number, 0 or more" if field in WHOLE_NUMBERS else "a number in its range"
        raise UsageError(f"{field} cannot be {value!r}.", remedy=f"Give {kind}.")
    return int(number) if field in WHOLE_NUMBERS else number


def _change_type(row: Mapping[str, Any]) -> dict[str, Any]:
    event_type, mode, cameo = row["event_type"], row.get("event_mode"), row.get("cameo_code")
    if mode not in list_modes(event_type):
        mode = None
    if cameo is not None and read_cameo()[cameo].event_type != event_type:
        cameo = None
    return {
        "event_type": event_type,
        "event_mode": mode,
        "quad_code": find_quad_code(event_type),
        "intensity": find_intensity(event_type, mode),
        "cameo_code": cameo,
        "goldstein": find_goldstein(cameo),
    }


def _change_date(text: str | None) -> dict[str, Any]:
    value = None if text is None else parse_edtf(text)
    return {
        "event_date": text,
        "event_date_start": None if value is None else value.start,
        "event_date_end": None if value is None else value.end,
        "event_days": (list(value.days) or None) if value is not None else None,
        "date_basis": "none" if text is None else "text",
        "date_item_id": None,
    }
