"""The pages and the choice of language: `streamlit run dashboard/app.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # streamlit run puts this folder first, not the project
    sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != ROOT / "dashboard"]
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard import state  # noqa: E402
from dashboard.comparison import MODES, SPANS  # noqa: E402
from dashboard.data import STORES  # noqa: E402
from dashboard.filters import LANES  # noqa: E402
from dashboard.i18n import LANGUAGES, Words  # noqa: E402
from dashboard.responses import WITHIN  # noqa: E402
from dashboard.views.briefing import show_briefing  # noqa: E402
from dashboard.views.compare import show_compare  # noqa: E402
from dashboard.views.documents import show_documents  # noqa: E402
from dashboard.views.dyads import SHAPES, show_dyads  # noqa: E402
from dashboard.views.event import show_event  # noqa: E402
from dashboard.views.frame import View, show_frame, show_page  # noqa: E402
from dashboard.views.method import show_method  # noqa: E402
from dashboard.views.overview import show_overview  # noqa: E402
from dashboard.views.review import show_review  # noqa: E402
from dashboard.widgets.notices import show_unknown_choices  # noqa: E402

PAGES: dict[str, View] = {
    "overview": show_overview,
    "dyads": show_dyads,
    "compare": show_compare,
    "event": show_event,
    "documents": show_documents,
    "review": show_review,
    "briefing": show_briefing,
    "method": show_method,
}
# Pages that have nothing to show for an empty store.
NEED_EVENTS = frozenset(PAGES) - {"documents", "method", "briefing"}

CHOICES: dict[str, Iterable[str]] = {
    "view": PAGES, "lang": LANGUAGES, "store": STORES, "lanes": LANES, "shape": SHAPES,
    "within": [str(days) for days in WITHIN], "mode": MODES, "span": SPANS,
}  # fmt: skip
"""What the address can name, beside filters, days and things of the data."""


def main() -> None:
    """Lay the frame, then draw the page that the URL names."""
    words = Words(state.read_language())
    icon = str(ROOT / "dashboard" / "icon.png")  # a file: an icon by name is fetched from elsewhere
    st.set_page_config(page_title=words("app.title"), page_icon=icon, layout="wide",
                       initial_sidebar_state="collapsed")  # fmt: skip
    page = state.read_choice("view", PAGES, "overview")
    show_frame(page, tuple(PAGES), words)
    show_unknown_choices(CHOICES, words)
    show_page(PAGES[page], words, needs_events=page in NEED_EVENTS)


main()
