"""The pages and the choice of language: `streamlit run dashboard/app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # streamlit run puts this folder first, not the project
    sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != ROOT / "dashboard"]
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard import state  # noqa: E402
from dashboard.i18n import Words  # noqa: E402
from dashboard.views.frame import list_pages, show_frame  # noqa: E402


def main() -> None:
    """Lay the frame, then run the chosen page."""
    words = Words(state.read_language())
    icon = str(ROOT / "dashboard" / "icon.png")  # a file: an icon by name is fetched from elsewhere
    st.set_page_config(page_title=words("app.title"), page_icon=icon, layout="wide",
                       initial_sidebar_state="collapsed")  # fmt: skip
    page = st.navigation(list_pages(words), position="top")
    show_frame(words)
    page.run()


main()
