"""Where events crowd in time: counts by week in, episodes out. Plain functions, no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

_QUIET_DAYS = 21
_LEAST_SHARE = 0.02
_ROOM = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of time with events, between quiet stretches; days are inclusive."""

    start: date
    end: date
    num_events: int


def find_episodes(days: pd.DataFrame, *, most: int = 12) -> tuple[Episode, ...]:
    """Rows of bin (day) and num_events in; stretches between quiet weeks, the fullest first, out.

    A day counts as quiet below a twenty-fifth of the busiest day, and below 0.75 events. Three
    quiet weeks end an episode. Those with under 2 % of all events, and at least 3, are left out.
    """
    if days.empty:
        return ()
    counts = days.groupby("bin")["num_events"].sum().sort_index()
    total = float(counts.sum())
    busy = counts[counts >= max(0.75, 0.04 * float(counts.max()))]
    if busy.empty:
        return ()
    episodes: list[Episode] = []
    start = end = None
    for stamp in busy.index:
        day = pd.Timestamp(stamp).date()
        if end is not None and (day - end).days > _QUIET_DAYS:
            episodes.append(_make(counts, start, end))
            start = day
        start = day if start is None else start
        end = day
    episodes.append(_make(counts, start, end))
    least = max(3.0, _LEAST_SHARE * total)
    kept = [episode for episode in episodes if episode.num_events >= least]
    return tuple(sorted(kept, key=lambda episode: (-episode.num_events, episode.start))[:most])


def find_first_view(
    episodes: tuple[Episode, ...], first: date, last: date, num_events: int
) -> Episode | None:
    """The episode a reader should see first, or None where everything fits one view.

    Over two years with a crowded stretch, dates of a crisis would all fall on one line; where that
    stretch holds four fifths of all events, nothing is gained by leaving out the rest.
    """
    if not episodes or (last - first).days < 730 or episodes[0].num_events > 0.8 * num_events:
        return None
    return episodes[0]


def _make(counts: pd.Series, start: date | None, end: date | None) -> Episode:
    assert start is not None
    assert end is not None
    inside = counts[(counts.index >= pd.Timestamp(start)) & (counts.index <= pd.Timestamp(end))]
    return Episode(start=start - _ROOM, end=end + _ROOM, num_events=round(float(inside.sum())))
