"""Publication dates as sources write them in, EDTF of the same precision out."""

import re
from datetime import date, datetime, time
from functools import cache

from dateparser.date import DateDataParser

FIRST_YEAR = 1600
LAST_YEAR = 2200
EXPECTED = "a date as 2020-01, 2020-01-06 or 2020-01-06T14:30:00Z"

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z?))?")
_WORDED = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(?:\d{1,2}(?:er|st|nd|rd|th)?,? )?[^\W\d_]{3,10}\.?,? "
    r"(?:\d{1,2}(?:er|st|nd|rd|th)?,? )?\d{4}"
)
_HEADER = re.compile(
    r"\s*date[ \t]*[ \t:][ \t]*"
    r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?|\d{4}-[\d-]+)(?:\s+|$)",
    re.IGNORECASE,
)


def read_published(value: object) -> str | None:
    """A cell's value in, EDTF as precise as the value out; None for an absent value.

    Months, days, years and timestamps are kept as given; fractions of a second are dropped. A
    `datetime` at midnight without a zone is a day: tables store days that way. Raises ValueError
    with a sentence that says what was found and expected.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.time() == time.min and value.tzinfo is None:
            return read_published(value.date())
        return _check_years(value.isoformat(timespec="seconds"), value)
    if isinstance(value, date):
        return _check_years(value.isoformat(), value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f"found {_show(value)}, expected {EXPECTED}")
    text = str(value).strip()
    return _read_text(text) if text else None


def split_header(text: str) -> tuple[str | None, str]:
    """The text of a file in, (date as written, text after the header) out.

    A header is `date 2020-01` or `date 2020-01-06` as the first words, white space before it
    allowed, alone on its line or not. It goes, with the white space after it; no header: (None,
    the text as it is).
    """
    found = _HEADER.match(text)
    return (found.group(1), text[found.end() :]) if found else (None, text)


def _read_text(text: str) -> str:
    if stamp := _STAMP.fullmatch(text):
        day, hour, minute, second, zone = stamp.groups()
        clock = f"{hour}:{minute}" + (f":{second}" if second else "")
        return _check_stamp(f"{day}T{clock}", zone or "", text)
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = compact.groups()
        whole = f"{year}-{month}-{day}"
        if hour is None:
            return _check_years(whole, text)
        return _check_stamp(f"{whole}T{hour}:{minute}:{second}", zone, text)
    if _DAY.fullmatch(text):
        return _check_years(text, text)
    return _read_words(text)


@cache
def _word_reader() -> DateDataParser:
    """The reader of dates in words; it must find a month and a year, so that nothing is guessed."""
    return DateDataParser(languages=["fr", "en"], settings={"REQUIRE_PARTS": ["month", "year"]})


def _read_words(text: str) -> str:
    """A date with its month in words («6 janvier 2020», "Jan. 2020"), as precise as it is."""
    if _WORDED.fullmatch(text):
        found = _word_reader().get_date_data(text)
        if found.date_obj is not None and found.period in {"day", "month"}:
            form = "%Y-%m-%d" if found.period == "day" else "%Y-%m"
            return _check_years(found.date_obj.strftime(form), text)
    raise ValueError(f"found {_show(text)}, expected {EXPECTED}")


def _check_stamp(stamp: str, zone: str, given: str) -> str:
    zone = {"UTC": "Z", "GMT": "Z"}.get(zone, zone)
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    try:
        datetime.fromisoformat(stamp + zone)
    except ValueError:
        raise ValueError(f"{_show(given)} is not a time that exists") from None
    return _check_years(stamp + zone, given)


def _check_years(edtf: str, given: object) -> str:
    year = int(edtf[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            f"{_show(given)} is outside the years {FIRST_YEAR} to {LAST_YEAR} of the press"
        )
    day = edtf[:10]
    try:
        date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)
    except ValueError:
        raise ValueError(f"{_show(given)} is not a day that exists") from None
    return edtf


def _show(value: object) -> str:
    shown = ascii(value) if not isinstance(value, str) else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
