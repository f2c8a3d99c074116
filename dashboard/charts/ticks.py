"""Where time axes are marked and what is written there, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_date

from dashboard.i18n import Words

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


def make_ticks(
    start: date, end: date, words: Words, *, most: int = 8
) -> tuple[list[date], list[str]]:
    """First and last day in, at most so many marked days and their labels out.

    The year is written under the first mark and wherever it changes.
    """
    span = (end - start).days + 1
    for step in _DAY_STEPS:
        if span / step <= most:
            return _label(_every_days(start, end, step), words, "d MMM")
    for step in _MONTH_STEPS:
        if span / (30.44 * step) <= most:
            return _label(_every_months(start, end, step), words, "MMM")
    for step in _YEAR_STEPS:
        if span / (365.25 * step) <= most:
            break
    years = range(-(-start.year // step) * step, end.year + 1, step)
    marks = [date(year, 1, 1) for year in years if start <= date(year, 1, 1) <= end]
    return marks, [str(mark.year) for mark in marks]


def _every_days(start: date, end: date, step: int) -> list[date]:
    first = start
    if step >= 7:
        first = start + timedelta(days=(7 - start.weekday()) % 7)
    return [first + timedelta(days=n) for n in range(0, (end - first).days + 1, step)]


def _every_months(start: date, end: date, step: int) -> list[date]:
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    days = [date(n // 12, n % 12 + 1, 1) for n in months if (n % 12) % step == 0]
    return [day for day in days if start <= day <= end]


def _label(marks: list[date], words: Words, pattern: str) -> tuple[list[date], list[str]]:
    texts, year = [], None
    for mark in marks:
        text = format_date(mark, pattern, locale=words.language)
        texts.append(f"{text}<br>{mark.year}" if mark.year != year else text)
        year = mark.year
    return marks, texts
