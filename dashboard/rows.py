"""Rows of a table as plain objects with a field a column."""

from __future__ import annotations

from typing import Any

import pandas as pd


def list_rows(frame: pd.DataFrame) -> list[Any]:
    """A table in, one named tuple a row out, without its index."""
    return list(frame.itertuples(index=False))
