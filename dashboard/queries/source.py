"""Stores and releases: which there are, and the open one that all sessions share."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard.facts import FACTS_MARK, build_facts
from dashboard.queries.cache import keep
from pipeline.settings import find_demo_store, find_documents_store
from pipeline.store.prepared import open_prepared
from pipeline.store.read import latest_version, list_releases

# Texts stay as Python's own: turning them to Arrow and back takes longer than the queries.
pd.set_option("future.infer_string", False)

STORES = ("demo", "documents")


@dataclass(frozen=True, slots=True)
class Source:
    """A store at one version: what every query is made against. Hashable, so it keys caches."""

    store: str
    folder: str
    version: int | str
    is_demo: bool
    released_at: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What a release holds: numbers of events, of those dated, of items; first and last day."""

    num_events: int
    num_dated: int
    num_items: int
    first_day: date | None
    last_day: date | None


def find_folder(store: str) -> Path:
    """Folder of the demo store or of the user's own; KeyError for another name."""
    folders = {"demo": find_demo_store, "documents": find_documents_store}
    return folders[store]()


def find_first_store() -> str:
    """The store to open on: the user's own where it holds something, else the demo."""
    return "documents" if read_latest("documents") else "demo"


@st.cache_data(ttl=5, show_spinner=False)
def read_latest(store: str) -> Any:
    """Newest version of a store, None where nothing was published; asked at most every 5 s."""
    return latest_version(find_folder(store))


@keep(3)
def open_source(store: str, folder: str, version: Any) -> tuple[Source, Any]:
    """A source and its open release, read once and shared by every session."""
    release = open_prepared(
        Path(folder), version=version or None, prepare=build_facts, mark=FACTS_MARK
    )
    _set_aside()
    source = Source(
        store=store,
        folder=folder,
        version=release.version,
        is_demo=bool(release.is_demo),
        released_at=str(release.released_at),
    )
    return source, release


def _set_aside() -> None:
    """Take what is loaded out of the collector's rounds: walking it would stop everyone."""
    gc.collect()
    gc.freeze()


def find_source(store: str, version: Any) -> Source:
    """The source of a store at a version that exists."""
    source, _ = open_source(store, str(find_folder(store)), version)
    return source


def connect(source: Source) -> duckdb.DuckDBPyConnection:
    """A cursor of this thread on the tables of a source."""
    _, release = open_source(source.store, source.folder, source.version)
    cursor: duckdb.DuckDBPyConnection = release.connection()
    return cursor


def query(source: Source, sql: str, values: list[Any] | None = None) -> pd.DataFrame:
    """An SQL query and its parameters in, its rows out, on a cursor of this thread."""
    return connect(source).execute(sql, values or []).df()


def list_versions(source: Source) -> list[Any]:
    """Every release of the store, oldest first."""
    return list(list_releases(Path(source.folder)))


def find_release(source: Source) -> Any:
    """The open release of a source: what a correction is made against."""
    _, release = open_source(source.store, source.folder, source.version)
    return release
