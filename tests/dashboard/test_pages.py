"""Pages run from dashboard/app.py: what the URL, the filters and an empty store do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def texts(app: AppTest) -> str:
    """All text elements of a page."""
    return " ".join(str(part.value) for part in app.text)


def test_overview_runs_without_an_error(open_app: Open) -> None:
    app = open_app()
    assert not app.exception
    assert app.multiselect(key="f_actors").value == []


def test_filters_of_the_url_reach_the_widgets(open_app: Open) -> None:
    app = open_app(actors="IRN~USA", role="actor", start="2020-01-01", end="2020-01-05",
                   stance="hostile", min_confidence="0.5", text="roquettes")  # fmt: skip
    assert not app.exception
    assert app.multiselect(key="f_actors").value == ["IRN", "USA"]
    assert app.selectbox(key="f_role").value == "actor"
    assert app.date_input(key="f_dates").value == (date(2020, 1, 1), date(2020, 1, 5))
    assert app.slider(key="f_confidence").value == 50
    assert app.text_input(key="f_text").value == "roquettes"


def test_a_changed_filter_reaches_the_url_and_can_be_undone(open_app: Open) -> None:
    app = open_app(start="2020-01-01", end="2020-01-20")
    app.multiselect(key="f_actors").set_value(["IRN"]).run()
    assert not app.exception
    assert app.query_params["actors"] in ("IRN", ["IRN"])
    app.button(key="undo").click().run()
    assert app.multiselect(key="f_actors").value == []
    assert "actors" not in app.query_params


def test_unknown_values_of_the_url_are_said(open_app: Open) -> None:
    app = open_app(start="yesterday", nonsense="1", actors="Atlantis", types="ASSAULT~WIZARDRY")
    assert not app.exception
    said = texts(app)
    for value in ("start = yesterday", "nonsense = 1", "types = WIZARDRY", "Atlantis"):
        assert value in said
    assert app.multiselect(key="f_types").value == ["ASSAULT"]


def test_clear_leaves_no_filter(open_app: Open) -> None:
    app = open_app(actors="IRN", stance="hostile")
    app.button(key="clear").click().run()
    assert not app.exception
    assert app.multiselect(key="f_actors").value == []
    assert "stance" not in app.query_params


def test_an_empty_store_says_what_to_do(open_app: Open, tmp_path: Path) -> None:
    app = open_app(var=tmp_path, store="documents")
    assert not app.exception
    assert "Documents" in texts(app)
    assert app.button(key="to_documents").label == "Documents"


def test_language_of_the_url_is_taken(open_app: Open) -> None:
    assert open_app(lang="en").multiselect(key="f_actors").label == "Actors"
    assert open_app(lang="fr").multiselect(key="f_actors").label == "Acteurs"


def test_one_character_of_a_range_does_not_break_the_page(open_app: Open) -> None:
    app = open_app(start="2020-01-10", end="2020-01-02")
    assert not app.exception
    assert "2020-01-10" in texts(app)


@pytest.mark.parametrize("view", ["method", "briefing", "documents"])
@pytest.mark.parametrize("store", ["demo", "documents"])
def test_pages_without_any_document_stand(
    open_app: Open, tmp_path: Path, view: str, store: str
) -> None:
    assert not open_app(var=tmp_path, store=store, view=view).exception


def test_a_damaged_store_is_said_without_a_trace(open_app: Open, tmp_path: Path) -> None:
    log = tmp_path / "demo" / "releases" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json").write_text('{"bad":', encoding="utf-8")
    app = open_app(var=tmp_path, store="demo", lang="fr")
    assert not app.exception
    assert "escalade store check" in texts(app)
    assert "<unknown>" not in texts(app)


def test_a_choice_of_the_link_that_does_not_exist_is_said(open_app: Open) -> None:
    app = open_app(view="weather", lanes="colour", lang="fr")
    assert "view = weather" in texts(app)
    assert "lanes = colour" in texts(app)
    assert "mode" not in texts(open_app(view="compare", mode="pairs", lang="fr"))


def test_a_comparison_of_nothing_says_so(open_app: Open) -> None:
    app = open_app(view="compare", text="zzzz", lang="en")
    assert not app.exception
    assert "No event of this selection" in texts(app)
