"""The page's own components: small scripts of this folder that draw and report back.

Each takes plain values. What a reader does comes back as a short text through `read_trigger`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).parent / "assets"


_PARTS = {"plot": ("pdf", "plot")}
"""Components written in more than one file."""
_ENTRY = "export default function (component) {"
_UNPACK = """
export default (component) =>
  draw({ ...component, data: JSON.parse(new TextDecoder().decode(component.data)) });
"""


class Written(str):
    """A value that is JSON already, as a figure that is kept: it goes to the browser as it is."""

    __slots__ = ()


@cache
def _read_script(name: str) -> str:
    """Files of a component as one script, which reads the values that `show_component` packs."""
    parts = _PARTS.get(name, (name,))
    text = "\n".join((_ASSETS / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    return text.replace(_ENTRY, "function draw(component) {") + _UNPACK


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
        key=key,
        data=pack(data),
        **{f"on_{report}_change": call for report, call in reports.items()},
    )


def pack(data: dict[str, Any]) -> bytes:
    """Values by name in, the bytes that the component's script reads out.

    Streamlit would write and hash them as JSON twice, a figure as a text inside a text.
    """
    parts = [
        f"{json.dumps(name)}:{value if isinstance(value, Written) else _write(value)}"
        for name, value in data.items()
    ]
    return f"{{{','.join(parts)}}}".encode()


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
