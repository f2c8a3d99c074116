"""The EDTF value: what is read, its bounds, and what is refused."""

from datetime import date

import pytest

from pipeline.errors import EscaladeError
from pipeline.schema.edtf import EdtfError, find_edtf, format_interval, format_set, parse_edtf


def bounds(text: str) -> tuple[str | None, str | None]:
    value = parse_edtf(text)
    return (
        value.start.isoformat() if value.start else None,
        value.end.isoformat() if value.end else None,
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2020", "2020-01-01", "2020-12-31", "year"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2020-01-06", "2020-01-06", "2020-01-06", "day"),
        ("201X", "2010-01-01", "2019-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2019-24", "2019-12-01", "2020-02-29", "season"),
        ("2020-34", "2020-04-01", "2020-06-30", "quarter"),
        ("2020-41", "2020-07-01", "2020-12-31", "semester"),
        ("2020-01~", "2020-01-01", "2020-01-31", "month"),
        ("2019-12-30/2020-01-05", "2019-12-30", "2020-01-05", "interval"),
        ("2020-01-03/..", "2020-01-03", None, "interval"),
        ("../2020-01-03", None, "2020-01-03", "interval"),
        ("[2020-01-03,2020-01-10]", "2020-01-03", "2020-01-10", "set"),
        ("[..2020-01-03]", None, "2020-01-03", "set"),
        ("XXXX-12-25", None, None, "unknown"),
        ("2020-01-06T18:05:00+01:00", "2020-01-06", "2020-01-06", "time"),
        ("9999-24", "9999-12-01", None, "season"),
    ],
)
def test_value_has_its_bounds_and_precision(
    text: str, start: str | None, end: str | None, precision: str
) -> None:
    assert bounds(text) == (start, end)
    assert parse_edtf(text).precision == precision
    assert str(parse_edtf(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "2020-13", "2020-02-30", "20-01-06", "2020/2019", "..", "../..", "[]",
     "[2020-01-05..2020-01-03]", "2020-01-06T25:00:00Z", "janvier 2020",
     "2020-01-06T10:00:00+99:00", "2020-01-06/2020-01-07/2020",
     "２０２０"],
)  # fmt: skip
def test_what_is_no_date_is_none_and_parsing_says_what_to_write(text: str) -> None:
    assert find_edtf(text) is None
    with pytest.raises(EdtfError, match=r"2020-01-06") as raised:
        parse_edtf(text)
    assert isinstance(raised.value, EscaladeError)
    assert isinstance(raised.value, ValueError)


def test_missing_text_is_none() -> None:
    assert find_edtf(None) is None


def test_time_stamp_keeps_its_zone() -> None:
    moment = parse_edtf("2020-01-06T23:30:00+03:00").moment
    assert moment is not None
    assert moment.utcoffset() is not None
    assert parse_edtf("2020-01-06T23:30:00").moment is not None


def test_set_lists_its_days_and_writes_runs() -> None:
    days = [date(2020, 1, 3), date(2020, 1, 10), date(2020, 1, 11), date(2020, 1, 12)]
    text = format_set(reversed(days))
    assert text == "[2020-01-03,2020-01-10..2020-01-12]"
    assert parse_edtf(text).days == tuple(days)
    assert format_set(days[:1]) == "2020-01-03"
    with pytest.raises(EdtfError):
        format_set([])


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2020, 1, 3), date(2020, 1, 3), "2020-01-03"),
        (date(2020, 2, 1), date(2020, 2, 29), "2020-02"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2019, 11, 1), date(2020, 1, 31), "2019-11/2020-01"),
        (date(2019, 12, 30), date(2020, 1, 5), "2019-12-30/2020-01-05"),
    ],
)
def test_interval_is_written_as_short_as_it_can_be(start: date, end: date, text: str) -> None:
    assert format_interval(start, end) == text
    assert bounds(text) == (start.isoformat(), end.isoformat())


def test_day_is_one_known_day() -> None:
    assert parse_edtf("2020-01-06").is_day
    assert not parse_edtf("2020-01").is_day
    assert not parse_edtf("XXXX-12-25").is_day
