"""A plain table of texts on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.widgets.components import show_component


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a column; `wrap` lets long text run over lines; width in percent or None."""

    label: str
    number: bool = False
    wrap: bool = False
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Texts of a row; a row with an id can be chosen."""

    cells: tuple[str | None, ...]
    id: str | None = None


def show_sheet(
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    title: str = "",
    hint: str = "",
    label: str = "",
    empty: str = "",
    selected: str | None = None,
    class_name: str = "",
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Draw rows under columns; `on_pick` is called when a row with an id is chosen."""
    show_component("sheet", key=key, reports={"pick": on_pick or _ignore}, data={
        "columns": [{"label": one.label, "number": one.number, "wrap": one.wrap,
                     "width": one.width} for one in columns],
        "rows": [{"id": row.id, "cells": list(row.cells)} for row in rows],
        "title": title, "hint": hint, "label": label, "empty": empty, "selected": selected,
        "class_name": class_name,
    })  # fmt: skip


def _ignore() -> None:
    """Rows without an id report nothing."""
