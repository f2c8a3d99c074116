"""The Overview in a real browser: filter, brush, click, read, download."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Watched
from tests.browser.settle import settle

pytestmark = pytest.mark.timeout(240)
expect.set_options(timeout=30_000)
TIMELINE = ".esc-timeline .esc-plot"
MAP = ".esc-map .esc-plot"
WINDOW = "?start=2019-12-20&end=2020-01-25"


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until both charts are drawn and the page is at rest."""
    page.goto(address)
    expect(page.locator(f"{TIMELINE}[data-drawn]")).to_be_visible()
    expect(page.locator(f"{MAP}[data-drawn]")).to_be_visible()
    settle(page)


def read_query(page: Page) -> dict[str, str]:
    """The query of the page's address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def read_count(page: Page) -> int:
    """The first figure: number of events in view."""
    text = page.locator(".esc-figure-value").first.inner_text()
    return int(re.sub(r"\D", "", text))


def drag(page: Page, selector: str, start: float, end: float, height: float) -> None:
    """Drag over a chart between two shares of its width, at a share of its height."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    y = box["y"] + height * box["height"]
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + (start + (end - start) * step / 10) * box["width"], y)
    page.mouse.up()


def test_page_fits_one_screen_and_shows_a_sentence(watched: Watched, server: str) -> None:
    open_page(watched.page, server)
    fits = "() => (m => m.scrollHeight <= m.clientHeight)(document.querySelector('.stMain'))"
    watched.page.wait_for_function(fits, timeout=30_000)
    expect(watched.page.locator(".esc-sentence mark.esc-mark-action").first).to_be_visible()
    expect(watched.page.get_by_text("Texte d’illustration").first).to_be_visible()


def test_filter_by_actor_changes_all_and_the_address(watched: Watched, server: str) -> None:
    open_page(watched.page, server + WINDOW)
    before = read_count(watched.page)
    box = watched.page.get_by_role("combobox", name="Acteurs")
    box.click()
    box.fill("OTAN")
    watched.page.get_by_role("option", name="OTAN").click()
    expect(watched.page).to_have_url(re.compile("actors=IGO"))
    expect(watched.page.locator(".esc-figure-value").first).not_to_have_text(str(before))
    assert 0 < read_count(watched.page) < before
    rows = watched.page.locator("tr[data-event]")
    expect(rows.first).to_contain_text("OTAN")
    assert all("OTAN" in row.inner_text() for row in rows.all()[:5])


def test_brush_on_the_timeline_filters_everything(watched: Watched, server: str) -> None:
    open_page(watched.page, server + WINDOW)
    before = read_count(watched.page)
    drag(watched.page, TIMELINE, 0.45, 0.60, 0.45)
    expect(watched.page).not_to_have_url(re.compile("start=2019-12-20"))
    expect(watched.page).not_to_have_url(re.compile("end=2020-01-25"))
    query = read_query(watched.page)
    assert "2019-12-20" < query["start"] < query["end"] < "2020-01-25"
    expect(watched.page.locator(".esc-figure-value").first).not_to_have_text(str(before))
    assert 0 < read_count(watched.page) < before


def test_click_on_a_mark_shows_its_evidence(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    box = page.locator(f"{TIMELINE} .scatterlayer .points path.point").nth(40).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("event=e"))
    expect(page.locator(".esc-sentence")).to_contain_text("récit inventé")
    expect(page.locator(".esc-source")).to_contain_text("synthetic")
    expect(page.locator(".esc-facts")).to_contain_text("fr.actions.example")
    link = page.get_by_role("link", name="ouvrir la source")
    assert link.get_attribute("href") == "https://example.org/recit"


def test_click_on_a_bar_lists_its_events(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    page.locator(f"{TIMELINE} .barlayer .point path").first.dispatch_event("click")
    bars = page.locator(f"{TIMELINE} .barlayer .point path")
    boxes = [bar.bounding_box() for bar in bars.all()]
    tall = max((box for box in boxes if box), key=lambda box: box["height"])
    page.mouse.click(tall["x"] + tall["width"] / 2, tall["y"] + tall["height"] / 2)
    expect(page).to_have_url(re.compile("pick=days"))
    expect(page.locator(".esc-evidence .esc-count")).to_contain_text("1 sur")
    first = page.locator(".esc-headline").inner_text()
    page.get_by_role("button", name="Événement suivant").click()
    expect(page.locator(".esc-evidence .esc-count")).to_contain_text("2 sur")
    assert first


def test_the_map_plays_when_it_is_asked_to(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    hint = page.locator(".esc-map .esc-hint")
    said = hint.inner_text()
    button = page.locator(".esc-map .esc-film")
    button.press("Enter")
    expect(hint).not_to_have_text(said)
    first = hint.inner_text()
    expect(hint).not_to_have_text(first)
    expect(button).to_be_focused()
    button.press("Enter")
    expect(hint).to_have_text(said)


def test_rows_answer_click_and_keyboard(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    rows = page.locator("tr[data-event]")
    wanted = rows.nth(2).get_attribute("data-event")
    rows.nth(2).click()
    expect(page).to_have_url(re.compile(f"event={wanted}(&|$)"))
    expect(page.locator(f'tr[data-event="{wanted}"]')).to_have_attribute("aria-selected", "true")
    page.locator(f'tr[data-event="{wanted}"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    other = rows.nth(3).get_attribute("data-event")
    expect(page).to_have_url(re.compile(f"event={other}(&|$)"))


def test_address_opens_what_it_says_and_tells_what_it_cannot(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, f"{server}/{WINDOW}&stance=hostile&event=e7&types=ASSAULT~NOSUCH&lang=en")
    expect(page.get_by_text("types = NOSUCH")).to_be_visible()
    expect(page.locator(".esc-evidence")).to_contain_text("Evidence")
    assert read_query(page)["event"] == "e7"


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("panel", ["timeline", "map"])
def test_charts_download(watched: Watched, server: str, panel: str, form: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    with page.expect_download() as waiting:
        page.locator(f".esc-{panel}").get_by_role("button", name=re.compile(form.upper())).click()
    path = Path(waiting.value.path())
    assert waiting.value.suggested_filename == f"escalade-{panel}.{form}"
    head = path.read_bytes()
    if form == "png":
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(head[16:20]) == 3200
    elif form == "pdf":
        paper = PdfReader(path)
        assert len(paper.pages) == 1
        assert paper.pages[0].images[0].image.size == (3200, 1800)
        assert paper.metadata is not None
        assert "Escalade" in str(paper.metadata.title)
        assert "version 1" in str(paper.metadata["/Keywords"])
    else:
        text = head.decode()
        assert text.startswith("<svg")
        assert "Démonstration" in text
        assert "version 1" in text


def test_rows_download_as_csv(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server + WINDOW)
    count = read_count(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == count
    assert {row["event_id"] for row in rows} <= {f"e{n}" for n in range(300)}


@pytest.mark.screen(width=390, height=844, scheme="dark", locale="en-GB")
def test_phone_needs_no_sideways_scrolling(watched: Watched, server: str) -> None:
    open_page(watched.page, server)
    assert watched.page.locator(".stMain").evaluate("main => main.scrollWidth <= main.clientWidth")
    expect(watched.page.get_by_role("heading", name="Escalation timeline")).to_be_visible()


@pytest.mark.parametrize("view", ["dyads", "compare", "event", "documents", "review", "briefing"])
@pytest.mark.screen(width=390, height=844)
def test_every_page_is_whole_on_a_phone(watched: Watched, server: str, view: str) -> None:
    page = watched.page
    page.goto(f"{server}/?view={view}&store=demo&event=e7&start=2019-12-20&end=2020-01-25")
    expect(page.locator(".esc-nav nav")).to_be_visible()
    for plot in page.locator(".esc-plot").all():
        expect(plot).to_have_attribute("data-drawn", re.compile(".+"))
    settle(page)
    assert page.locator(".esc-failed:visible").count() == 0
    assert page.locator(".stMain").evaluate("main => main.scrollWidth <= main.clientWidth")
