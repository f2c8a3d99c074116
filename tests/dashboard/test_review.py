"""The review records corrections, shows them, and takes them back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipeline.store.corrections import list_corrections
from pipeline.store.read import open_release
from tests.dashboard.synthetic import publish_rows


@pytest.fixture
def own_var(tmp_path: Path) -> Path:
    """A store of its own, since the test changes it."""
    publish_rows(tmp_path / "demo", 40)
    return tmp_path


def find_fact(var: Path, event_id: str, field: str) -> object:
    """One value of an event in the newest release; None when the event is gone."""
    row = open_release(var / "demo").connection().execute(
        f"SELECT {field} FROM events WHERE event_id = ?", [event_id]
    ).fetchone()  # fmt: skip
    return row[0] if row else None


def test_nothing_is_recorded_without_a_name(open_app: Callable[..., AppTest]) -> None:
    app = open_app(view="review", store="demo")
    assert not app.exception
    assert app.button(key="r_accept").disabled


def test_accept_reject_fix_and_undo(open_app: Callable[..., AppTest], own_var: Path) -> None:
    app = open_app(var=own_var, view="review", store="demo", event="e3")
    app.text_input(key="review_name").set_value("Ada").run()
    app.text_input(key="review_text").set_value("read in the source").run()
    app.selectbox(key="r_field").set_value("factuality").run()
    app.selectbox(key="r_value_factuality_e3").set_value("announced").run()
    app.button(key="r_save").click().run()
    assert not app.exception
    assert find_fact(own_var, "e3", "factuality") == "announced"
    app.button(key="r_reject").click().run()
    assert not app.exception
    assert find_fact(own_var, "e3", "event_id") is None
    app.button(key="r_undo").click().run()
    assert not app.exception
    assert find_fact(own_var, "e3", "factuality") == "announced"
    made = list_corrections(own_var / "demo")
    assert [row["kind"] for row in made] == ["change", "reject", "undo"]
    assert {row["made_by"] for row in made} == {"Ada"}


def test_a_value_that_cannot_be_is_refused_in_words(
    open_app: Callable[..., AppTest], own_var: Path
) -> None:
    app = open_app(var=own_var, view="review", store="demo", event="e5")
    app.text_input(key="review_name").set_value("Ada").run()
    app.selectbox(key="r_field").set_value("event_date").run()
    app.text_input(key="r_value_event_date_e5").set_value("yesterday").run()
    app.button(key="r_save").click().run()
    assert not app.exception
    assert any("yesterday" in str(part.body) for part in app.get("html"))
    assert list_corrections(own_var / "demo") == []


@pytest.mark.parametrize(
    "view", ["overview", "dyads", "compare", "event", "documents", "review", "briefing", "method"]
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_pages_run_in_both_languages(
    open_app: Callable[..., AppTest], view: str, lang: str
) -> None:
    assert not open_app(view=view, lang=lang, store="demo", event="e2").exception
