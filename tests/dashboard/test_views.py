"""Views are kept under names, taken again, and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.saved_views import list_views, remove_view, save_view
from pipeline.errors import EscaladeError
from tests.dashboard.synthetic import publish_rows

VIEW = Filters(actors=("IRN", "USA"), stance="hostile", text="é & =")


def test_a_view_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALADE_VAR", str(tmp_path))
    assert list_views() == {}
    save_view("Golfe", VIEW)
    save_view("Alpha", Filters())
    assert list_views() == {"Alpha": Filters(), "Golfe": VIEW}
    remove_view("Alpha")
    assert list(list_views()) == ["Golfe"]


def test_a_damaged_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESCALADE_VAR", str(tmp_path))
    (tmp_path / "views.json").write_text("{", encoding="utf-8")
    with pytest.raises(EscaladeError, match=r"views\.json"):
        list_views()


def test_a_view_is_kept_and_taken_in_the_page(
    open_app: Callable[..., AppTest], tmp_path: Path
) -> None:
    publish_rows(tmp_path / "demo", 40)
    app = open_app(var=tmp_path, store="demo", actors="IRN")
    app.text_input(key="v_name").set_value("Iran").run()
    app.button(key="v_save").click().run()
    app.button(key="clear").click().run()
    assert app.multiselect(key="f_actors").value == []
    app.button(key="v_take").click().run()
    assert not app.exception
    assert app.multiselect(key="f_actors").value == ["IRN"]
