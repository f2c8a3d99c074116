"""A figure as plain values: what is drawn and how it is laid out, ready to be sent to the browser.

Plotly's own figure checks and copies every value, which takes longer than all queries of a page;
the tests have it check these (`to_figure`), the page does not.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

_DAY = 86_400_000.0


class Drawing:
    """Traces and layout; `add_bar`, `add_scatter` and the like each add a trace of that type."""

    def __init__(self) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Callable[..., None]:
        if not name.startswith("add_"):
            raise AttributeError(name)
        return partial(self._add, name.removeprefix("add_"))

    def _add(self, kind: str, **values: Any) -> None:
        self.data.append({"type": kind, **values})

    def update_layout(self, **values: Any) -> None:
        """Set parts of the layout; a part given twice is replaced."""
        self.layout.update(values)

    def to_json(self) -> str:
        """The figure as Plotly in the browser takes it; number arrays go packed."""
        return json.dumps(
            {"data": self.data, "layout": self.layout},
            default=_encode, separators=(",", ":"), ensure_ascii=False, allow_nan=False,
        )  # fmt: skip

    def to_figure(self) -> go.Figure:
        """Plotly's own figure of the same; ValueError where a value is none that it knows."""
        figure = go.Figure(json.loads(self.to_json(), object_hook=_unpack))
        assert isinstance(figure, go.Figure)
        return figure


def find_moments(days: Iterable[Any], *, hours: Any = 0.0) -> np.ndarray:
    """Days in, milliseconds since 1970 out, as time axes take them; `hours` are added."""
    stamps = pd.DatetimeIndex(pd.to_datetime(list(days))).to_numpy("datetime64[D]")
    found: np.ndarray = stamps.astype(np.int64) * _DAY + np.asarray(hours) * 3_600_000.0
    return found


def _unpack(value: dict[str, Any]) -> Any:
    if set(value) != {"dtype", "bdata"}:
        return value
    return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])


def _encode(value: Any) -> Any:
    """Arrays of numbers packed, other arrays as lists, days and moments as text."""
    if isinstance(value, pd.Series):
        value = value.to_numpy()
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "fiu" and value.dtype.itemsize <= 8 and value.dtype != np.int64:
            packed = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
            return {"dtype": f"{value.dtype.kind}{value.dtype.itemsize}", "bdata": packed}
        return value.tolist()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be sent to the browser")
