"""Filters that a reader keeps under a name, in var/views.json on this machine."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from dashboard.filters import Filters, parse_query, write_query
from pipeline.errors import EscaladeError
from pipeline.settings import find_var_dir

MOST_VIEWS = 100


def list_views() -> dict[str, Filters]:
    """Names and filters in alphabetical order; EscaladeError when the file is damaged."""
    path = _find_file()
    if not path.is_file():
        return {}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {name: parse_query(query)[0] for name, query in sorted(stored.items())}
    except (ValueError, AttributeError) as error:
        raise EscaladeError(
            f"{path} is not a list of saved views: {error}",
            remedy="Mend or remove the file; nothing else depends on it.",
        ) from error


def save_view(name: str, filters: Filters) -> None:
    """Keep filters under a name, in place of any that had it. EscaladeError beyond 100 views."""
    views = list_views()
    if name not in views and len(views) >= MOST_VIEWS:
        raise EscaladeError(
            f"{MOST_VIEWS} views are kept already.", remedy="Remove one before keeping another."
        )
    _write(views | {name: filters})


def remove_view(name: str) -> None:
    """Forget a view; nothing happens where there is none of that name."""
    _write({kept: filters for kept, filters in list_views().items() if kept != name})


def _find_file() -> Path:
    return find_var_dir() / "views.json"


def _write(views: dict[str, Filters]) -> None:
    path = _find_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: write_query(filters) for name, filters in views.items()},
                      ensure_ascii=False, indent=1)  # fmt: skip
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as output:
        output.write(text)
    Path(name).replace(path)
