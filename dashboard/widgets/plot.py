"""A figure on the page: title, hint, export buttons, and what the reader does with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from dashboard import state
from dashboard.charts.palette import find_palette
from dashboard.i18n import Words
from dashboard.widgets.components import Written, show_component


@dataclass(frozen=True, slots=True)
class ExportText:
    """What an exported picture says beside the figure."""

    title: str
    filters: str
    foot: str
    file: str


@dataclass(frozen=True, slots=True)
class PlotText:
    """The words around a figure; `summary` is for screen readers."""

    title: str
    hint: str
    summary: str
    export: ExportText
    note: str | None = None


def show_plot(
    key: str,
    figure: str,
    text: PlotText,
    *,
    words: Words,
    serial: str,
    brush: bool,
    reports: dict[str, Callable[[], None]],
    selects: list[dict[str, Any]] | None = None,
    geojson: str | None = None,
    help_text: str | None = None,
    class_name: str | None = None,
    basket: str | None = None,
    basket_options: Mapping[str, str] | None = None,
    selected: str | None = None,
    film: dict[str, Any] | None = None,
) -> None:
    """Draw a figure given as JSON; clicks and brushes come back through `reports`."""
    palette = find_palette(state.is_dark())
    take = {"basket": partial(_take_basket, key, basket_options)} if basket else {}
    show_component("plot", key=key, reports=reports | take, data={
        "figure": Written(figure),
        "serial": serial,
        "title": text.title,
        "hint": text.hint,
        "summary": text.summary,
        "note": text.note,
        "help": help_text,
        "brush": brush,
        "geojson": geojson,
        "film": film,
        "selected": selected,
        "selects": selects or [],
        "actions": [{"label": words("basket.add.short"), "value": basket,
                     "title": words("basket.add")}] if basket else [],
        "class_name": class_name or f"esc-{key}",
        "about": asdict(text.export)
        | {"paper": palette.paper, "ink": palette.ink, "muted": palette.muted},
        "words": {form: words(f"export.{form}") for form in ("png", "svg", "pdf")}
        | {"failed": words("plot.failed"), "help": words("plot.help")},
    })  # fmt: skip


def _take_basket(key: str, options: Mapping[str, str] | None) -> None:
    """The figure, with the filters in view and its own options, goes into the briefing."""
    kind = state.read_trigger(key, "basket")
    if kind:
        state.add_to_basket(state.make_basket_entry(kind, options))
