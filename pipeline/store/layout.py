"""The folders of a store and how its Delta tables are made."""

from __future__ import annotations

from pathlib import Path

from deltalake import DeltaTable

from pipeline.schema.tables import find_schema

TABLE_FOLDERS = {
    "item": "items",
    "mention": "mentions",
    "event_mention": "event_mentions",
    "event": "events",
    "correction": "corrections",
    "trail": "trail",
    "issue": "issues",
    "release": "releases",
}
DATA_TABLES = tuple(name for name in TABLE_FOLDERS if name != "release")
PARTITIONED = ("item", "mention", "event_mention", "event")
CONFIGURATION = {
    "delta.enableDeletionVectors": "false",
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 3650 days",
}
COUNTED_COLUMNS = {
    "item": "item_id",
    "mention": "item_id",
    "event_mention": "item_id",
    "event": "event_id",
    "correction": "made_at",
    "trail": "changed_at",
    "issue": "line",
    "release": "version",
}
"""The columns whose least and greatest value a transaction log keeps: never words of an item, or
an item that was erased would live on there."""


def find_table_dir(store_dir: Path, table: str) -> Path:
    """Folder of one table of a store. KeyError if there is no such table."""
    return store_dir / TABLE_FOLDERS[table]


def create_tables(store_dir: Path) -> None:
    """Create every table that the store lacks. The caller holds the lock."""
    for table in TABLE_FOLDERS:
        path = find_table_dir(store_dir, table)
        if DeltaTable.is_deltatable(str(path)):
            continue
        DeltaTable.create(
            path,
            schema=find_schema(table),
            mode="ignore",
            name=table,
            partition_by=["published_month"] if table in PARTITIONED else None,
            configuration={
                **CONFIGURATION,
                "delta.dataSkippingStatsColumns": COUNTED_COLUMNS[table],
            },
        )
