"""A small store of made-up events, and the page run over it without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.dashboard.synthetic import publish_rows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def filled_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose demo store holds 120 events."""
    folder = tmp_path_factory.mktemp("var")
    publish_rows(folder / "demo", 120)
    return folder


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, filled_var: Path) -> Callable[..., AppTest]:
    """A function that runs the page with a query and returns it."""

    def open_with(*, var: Path = filled_var, **query: str) -> AppTest:
        monkeypatch.setenv("ESCALADE_VAR", str(var))
        monkeypatch.setenv("ESCALADE_STORE", str(var / "documents"))
        st.cache_data.clear()
        st.cache_resource.clear()
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_with
