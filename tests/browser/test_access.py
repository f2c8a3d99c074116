"""No violation of WCAG 2.2 A or AA that axe-core can find, on any page, in both themes."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright.sync_api")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright")
from playwright.sync_api import expect  # noqa: E402

from tests.browser.conftest import Watched  # noqa: E402
from tests.browser.settle import settle  # noqa: E402

PAGES = ("overview", "dyads", "compare", "event", "documents", "review", "briefing", "method")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
pytestmark = pytest.mark.timeout(240)


def find_violations(
    watched: Watched,
    server: str,
    view: str,
    query: str = "event=e7&start=2019-12-20&end=2020-01-25",
) -> list[str]:
    """Rule and first element of each violation on a page."""
    page = watched.page
    page.goto(f"{server}/?view={view}&store=demo&{query}")
    expect(page.locator(".esc-nav nav")).to_be_visible(timeout=60_000)
    settle(page)
    options = {"runOnly": {"type": "tag", "values": list(TAGS)}}
    found = axe_api.Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.screen(scheme="light")
def test_light_pages(watched: Watched, server: str, view: str) -> None:
    assert find_violations(watched, server, view) == []


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.screen(scheme="dark", locale="en-GB")
def test_dark_pages(watched: Watched, server: str, view: str) -> None:
    assert find_violations(watched, server, view) == []


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.screen(scheme="dark", width=390, height=844)
def test_narrow_pages(watched: Watched, server: str, view: str) -> None:
    assert find_violations(watched, server, view) == []
    wide = watched.page.evaluate("document.querySelector('.stMain').scrollWidth")
    assert wide <= 390, "the page scrolls sideways"


@pytest.mark.parametrize("view", ["overview", "dyads", "compare", "event", "review"])
@pytest.mark.screen(scheme="light", locale="en-GB")
def test_pages_with_nothing_to_show(watched: Watched, server: str, view: str) -> None:
    assert find_violations(watched, server, view, "text=zzzz&view_x=1&event=nobody") == []
