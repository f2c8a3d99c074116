"""Dates: time expressions of an item, anchored on the calendar, and its day of publication."""

from pipeline.dates.read import read_dates

__all__ = ["read_dates"]
