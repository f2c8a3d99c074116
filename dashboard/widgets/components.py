"""The page's own components: small scripts of this folder that draw and report back.

Each takes plain values. What a reader does comes back as a short text through `read_trigger`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


_PARTS = {"plot": ("pdf", "plot")}
"""Components written in more than one file."""


@cache
def _read_script(name: str) -> str:
    parts = _PARTS.get(name, (name,))
    return "\n".join((_ASSETS / f"{part}.js").read_text(encoding="utf-8") for part in parts)


@st.cache_resource(show_spinner=False)
def _register(name: str) -> Any:
    return st.components.v2.component(
        f"escalade_{name}",
        html='<div class="esc-mount"></div>',
        js=_read_script(name),
        isolate_styles=False,
    )


def show_component(
    name: str, *, key: str, data: dict[str, Any], reports: dict[str, Callable[[], None]]
) -> None:
    """Draw plot, table, evidence or figures; `reports` maps a report to its callback."""
    _register(name)(
        key=key, data=data, **{f"on_{report}_change": call for report, call in reports.items()}
    )
