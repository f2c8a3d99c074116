"""What a reader sees first: the fullest episode, where all dates would fall on one line."""

from __future__ import annotations

from dataclasses import replace

from dashboard import data, state
from dashboard.data import Source
from dashboard.episodes import find_first_view
from dashboard.filters import Filters


def open_filters(source: Source) -> Filters:
    """Filters of the session; a first visit without any in the URL opens on the fullest episode."""
    filters = state.read_filters()
    if state.is_first_view(source.store) and filters == Filters():
        extent = data.read_extent(source)
        if extent.first_day and extent.last_day:
            found = find_first_view(data.read_episodes(source), extent.first_day, extent.last_day,
                                    extent.num_dated)  # fmt: skip
            if found:
                state.change_filters(replace(filters, start=found.start, end=found.end))
    return state.read_filters()
