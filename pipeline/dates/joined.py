"""Dates written as one joined word, which the patterns leave: «06-janv-2020», "2020/01/06".

The last resort of the grammar: the span is found here, dateparser reads it, and its `period`
decides whether it is a day or a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dateparser.date import DateDataParser

from pipeline.dates.senses import Sense

RULE = "dateparser.joined"
SCORE = 0.8
_JOINED = re.compile(
    r"(?<![\w./-])(?:"
    r"\d{4}(?P<a>[-./])(?:\d{1,2}|[^\W\d_]{3,9}\.?)(?P=a)\d{1,2}"
    r"|\d{1,2}(?P<b>[-/])[^\W\d_]{3,9}\.?(?P=b)(?:\d{4}|\d\d)"
    r"|[^\W\d_]{3,9}\.?(?P<c>[-/])\d{1,2}(?P=c)\d{4}"
    r"|(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])"
    r")(?![\w/-]|[.:]\d)"
)
_MAY_JOIN = re.compile(r"[-/.](?:(?<=\d.)[^\W_]|(?<=\w.)\d)")
_DIGITS_ONLY = re.compile(r"\d{4}-\d\d-\d\d")


def find_joined(text: str, *, language: str) -> Iterator[tuple[int, int, Sense]]:
    """Start, end and sense of each joined date; a span that is no date is passed over.

    A date in full ISO form is left to the patterns, and two years in a row («2011-12») are no
    month.
    """
    if _MAY_JOIN.search(text) is None:
        return
    for found in _JOINED.finditer(text):
        if found["month"] is not None and int(found["month"]) == (int(found["year"]) + 1) % 100:
            continue
        if _DIGITS_ONLY.fullmatch(found.group()) is not None:
            continue
        sense = _read(found.group(), language)
        if sense is not None:
            yield found.start(), found.end(), sense


@lru_cache(maxsize=4096)
def _read(text: str, language: str) -> Sense | None:
    """The sense that dateparser gives a joined date, as precise as the period that it tells."""
    order = "YMD" if text[:4].isdecimal() else "DMY"
    told = _parser(language, order).get_date_data(text)
    day = told.date_obj
    if day is None:
        return None
    if told.period == "month":
        return Sense("month", day.year, day.month)
    return Sense("day", day.year, day.month, day.day) if told.period == "day" else None


@lru_cache(maxsize=8)
def _parser(language: str, order: str) -> DateDataParser:
    settings = {"DATE_ORDER": order, "PARSERS": ["absolute-time"], "STRICT_PARSING": False}
    return DateDataParser(languages=[language], settings=settings)
