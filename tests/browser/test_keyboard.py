"""The keyboard alone: filter by an actor, open an event, correct its date, export the chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PageTimeout

from pipeline.store.corrections import list_corrections
from tests.browser.conftest import Watched, serve
from tests.browser.settle import settle
from tests.dashboard.synthetic import publish_rows

pytestmark = pytest.mark.timeout(300)
MOST_TABS = 120
expect.set_options(timeout=30_000)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A dashboard over a store of its own, since the test corrects it."""
    publish_rows(tmp_path / "demo", 80)
    for address in serve(tmp_path):
        yield address, tmp_path


def tab_to(page: Page, described: str) -> None:
    """Press Tab until the focus is on what a pattern describes (name, label or text)."""
    pattern = re.compile(described)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        text = page.evaluate(
            """() => { const e = document.activeElement; return [e.getAttribute('aria-label'),
            e.dataset.event && 'row', e.innerText.length < 80 && e.innerText,
            e.labels && [...e.labels].map(l => l.innerText)
            .join(' ')].filter(Boolean).join(' | ') }"""
        )
        if pattern.search(text):
            return
    pytest.fail(f"{described} cannot be reached with Tab")


def choose_date_field(page: Page) -> None:
    """Choose the field «Date» in its list; a list that redraws while one types is asked again."""
    value = page.get_by_role("textbox", name="Valeur")
    for _ in range(3):
        settle(page)
        tab_to(page, "Champ")
        page.keyboard.type("Date")
        expect(page.get_by_role("option", name="Date", exact=True)).to_be_visible()
        settle(page, rest=0.3)
        page.keyboard.press("Enter")
        try:
            value.wait_for(state="visible", timeout=8_000)
        except PageTimeout:
            page.keyboard.press("Escape")
        else:
            return
    expect(value).to_be_visible()


def test_filter_open_correct_and_export_without_a_mouse(
    own: tuple[str, Path], watched: Watched
) -> None:
    page, (address, folder) = watched.page, own
    watched.allow(address)
    page.goto(f"{address}/?store=demo&start=2019-12-01&end=2020-02-20")
    expect(page.locator(".esc-timeline .esc-plot[data-drawn]")).to_be_visible(timeout=60_000)
    settle(page)
    tab_to(page, "Acteurs")
    page.keyboard.type("Iran")
    expect(page.get_by_role("option", name="Iran")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("actors=IRN"))
    expect(page.locator("tr[data-event]").first).to_contain_text("Iran")
    page.keyboard.press("Escape")
    tab_to(page, "PNG")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".png")
    tab_to(page, "^row")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("event=e"))
    tab_to(page, "^Page de l’événement")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce que disent les documents")).to_be_visible()
    tab_to(page, "^Corriger")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre nom")).to_be_visible()
    tab_to(page, "Votre nom")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Accepter").first).to_be_enabled()
    choose_date_field(page)
    tab_to(page, "Valeur")
    page.keyboard.press("Control+A")
    page.keyboard.type("2020-01-02")
    page.keyboard.press("Enter")
    tab_to(page, "^Enregistrer")
    page.keyboard.press("Enter")
    expect(page.locator(".esc-sheet").last).to_contain_text("Ada", timeout=60_000)
    made = list_corrections(folder / "demo")
    assert [(row["field"], row["new_value"]) for row in made] == [("event_date", '"2020-01-02"')]
