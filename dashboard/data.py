"""Cached queries on a pinned release: filters in, DataFrames out. Nothing else of the page queries.

A release is read once into tables that suit the page (see `dashboard.facts`) and is then shared by
all sessions. The queries themselves are in `dashboard.queries`, by what they serve.
"""

from __future__ import annotations

from dashboard.queries.documents import (
    list_sources,
    read_history,
    read_issues,
    read_item_list,
    read_item_mentions,
    read_items,
    read_sources,
)
from dashboard.queries.pairs import (
    count_types,
    list_pairs,
    read_fullest_pair,
    read_moves,
    read_pairs,
)
from dashboard.queries.places import (
    name_places,
    read_country_labels,
    read_place_bins,
    read_place_names,
    read_places,
)
from dashboard.queries.review import QUEUE_REASONS, count_queue, read_alike, read_queue
from dashboard.queries.rows import (
    SORTS,
    TABLE_ROWS,
    read_countries,
    read_event,
    read_group,
    read_parties,
    read_rows,
    write_rows,
)
from dashboard.queries.source import (
    STORES,
    Extent,
    Source,
    connect,
    find_first_store,
    find_folder,
    find_release,
    find_source,
    list_versions,
    open_source,
    query,
    read_latest,
)
from dashboard.queries.timeline import (
    MAX_MARKS,
    count_events,
    read_days,
    read_episodes,
    read_extent,
    read_figures,
    read_index,
    read_lane_bins,
    read_lanes,
    read_marks,
)

__all__ = [
    "MAX_MARKS",
    "QUEUE_REASONS",
    "SORTS",
    "STORES",
    "TABLE_ROWS",
    "Extent",
    "Source",
    "connect",
    "count_events",
    "count_queue",
    "count_types",
    "find_first_store",
    "find_folder",
    "find_release",
    "find_source",
    "list_pairs",
    "list_sources",
    "list_versions",
    "name_places",
    "open_source",
    "query",
    "read_alike",
    "read_countries",
    "read_country_labels",
    "read_days",
    "read_episodes",
    "read_event",
    "read_extent",
    "read_figures",
    "read_fullest_pair",
    "read_group",
    "read_history",
    "read_index",
    "read_issues",
    "read_item_list",
    "read_item_mentions",
    "read_items",
    "read_lane_bins",
    "read_lanes",
    "read_latest",
    "read_marks",
    "read_moves",
    "read_pairs",
    "read_parties",
    "read_place_bins",
    "read_place_names",
    "read_places",
    "read_queue",
    "read_rows",
    "read_sources",
    "write_rows",
]
