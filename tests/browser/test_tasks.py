"""What an analyst comes to do, done from the page alone: see docs/tasks.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched, serve
from tests.browser.settle import settle
from tests.dashboard.synthetic import publish_rows

pytestmark = pytest.mark.timeout(240)
expect.set_options(timeout=30_000)
WINDOW = "store=demo&start=2019-12-20&end=2020-01-25"


def open_page(page: Page, server: str, query: str) -> None:
    """Open an address and wait until the page stands still."""
    page.goto(f"{server}/?{query}")
    expect(page.locator(".esc-nav nav")).to_be_visible(timeout=60_000)
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0, timeout=60_000)


def test_facts_alone_leaves_out_what_was_announced(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, WINDOW)
    figure = page.locator(".esc-figure-value").first
    before = figure.inner_text()
    page.locator(".st-key-f_facts label").click()
    expect(page).to_have_url(re.compile("factualities=actual"))
    expect(figure).not_to_have_text(before)
    expect(page.locator(".esc-dot-announced, .esc-dot-denied")).to_have_count(0)


def test_who_struck_whom_in_the_first_week_of_january(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, "store=demo")
    settle(page)
    dates = page.locator(".st-key-f_dates [role=spinbutton]")
    for place, typed in ((0, "01012020"), (3, "07012020")):
        dates.nth(place).focus()
        page.keyboard.type(typed, delay=60)
    page.keyboard.press("Enter")
    for asked in ("start=2020-01-01", "end=2020-01-07"):
        expect(page).to_have_url(re.compile(asked))
    settle(page)
    page.get_by_role("button", name="Filtres").click()
    page.get_by_role("combobox", name="Types d’acte").fill("Attaque")
    page.get_by_role("option", name="Attaque", exact=True).click()
    expect(page).to_have_url(re.compile("types=ASSAULT"))
    page.keyboard.press("Escape")
    settle(page)
    rows = page.locator("tr[data-event]")
    expect(rows.first).to_be_visible()
    days = rows.locator("td:nth-child(1):not(.esc-uncertain)").all_inner_texts()
    assert days
    assert all(re.fullmatch(r"(1er|[2-7]) janv. 2020", day) for day in days)
    deed = rows.first.locator("td:nth-child(2)").inner_text()
    rows.first.click()
    expect(page.locator(".esc-evidence .esc-sentence").first).to_be_visible()
    expect(page.locator(".esc-evidence .esc-headline")).to_contain_text(f"{deed} →")


def test_two_days_are_compared_by_keyboard_alone(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, "store=demo&view=compare&span=week")
    settle(page)
    for key, typed, asked in (("c_day", "30122019", "day=2019-12-30"),
                              ("c_day2", "06012020", "day2=2020-01-06")):  # fmt: skip
        page.locator(f".st-key-{key} [role=spinbutton]").first.focus()
        page.keyboard.type(typed, delay=60)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(asked))
        settle(page)
    expect(page.get_by_role("heading", name="30 déc. 2019 – 5 janv. 2020 et 6–12 janv. 2020")
           ).to_be_visible()  # fmt: skip


def test_a_pair_is_chosen_from_the_list(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, f"{WINDOW}&view=dyads")
    listed = page.get_by_role("grid", name="Toutes les paires").locator("tbody tr")
    expect(listed.first).to_be_visible()
    name = listed.nth(2).locator("td").first.inner_text().replace("→", "↔")
    listed.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_a_link_opens_exactly_this_view_elsewhere(watched: Watched, server: str) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, server, f"{WINDOW}&actors=IRN&lanes=type&lang=fr")
    figure = page.locator(".esc-figure-value").first.inner_text()
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("button", name="Lien copié")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator(".esc-figure-value").first).to_have_text(figure, timeout=60_000)
    other.close()


@pytest.mark.screen(locale="en-GB")
def test_what_followed_within_three_days(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, f"{WINDOW}&view=dyads&left=IRN&right=USA")
    page.get_by_label("Answer within").select_option("3")
    expect(page).to_have_url(re.compile("within=3"))
    expect(page.get_by_text("what the other side did within 3 days")).to_be_visible()
    table = page.get_by_role("grid", name="Move by move")
    expect(table.locator("tbody tr").first).to_be_visible()
    delays = table.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert set(delays) <= {"1 day later", "2 days later", "3 days later"}
    table.locator("tbody tr").first.click()
    expect(page).to_have_url(re.compile("event=e"))
    expect(page.locator(".esc-evidence .esc-sentence").first).to_be_visible()


def test_two_weeks_are_compared_and_put_into_a_slide(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, "store=demo&view=compare&span=week&day=2019-12-30&day2=2020-01-06")
    expect(page.get_by_role("heading", name="30 déc. 2019 – 5 janv. 2020 et 6–12 janv. 2020")
           ).to_be_visible()  # fmt: skip
    expect(page.locator(".esc-compare .esc-plot[data-drawn]")).to_be_visible(timeout=60_000)
    page.locator(".esc-compare").get_by_role("button", name="Ajouter à la note").click()
    expect(page.get_by_text("Ajouté à la note")).to_be_visible()
    page.get_by_role("link", name="Note").click()
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("button", name="PowerPoint").click()
    assert waiting.value.suggested_filename == "escalade-briefing.pptx"


def test_one_place_can_be_kept(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, WINDOW)
    expect(page.locator(".esc-map .esc-plot[data-drawn]")).to_be_visible(timeout=60_000)
    page.locator(".esc-map .scattergeo path.point").last.click(force=True)
    page.get_by_role("button", name="Ne garder que ce lieu").click()
    expect(page).to_have_url(re.compile("place="))
    cells = page.locator("tr[data-event] td:nth-child(5)")
    expect(cells.first).to_be_visible()
    expect(page.get_by_role("button", name="Ne garder que ce lieu")).to_have_count(0)
    assert len(set(cells.all_inner_texts())) == 1


def test_each_report_says_its_own_on_the_event_page(watched: Watched, server: str) -> None:
    page = watched.page
    open_page(page, server, "store=demo&view=event")
    page.get_by_role("grid", name="Choisir un événement").locator("tbody tr").first.click()
    expect(page).to_have_url(re.compile("event=e"))
    expect(page.get_by_role("heading", name="Ce que disent les documents")).to_be_visible()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """A dashboard over a store of its own, since the test corrects it."""
    publish_rows(tmp_path / "demo", 60)
    yield from serve(tmp_path)


def test_a_rejected_event_comes_back_by_undo(own: str, watched: Watched) -> None:
    page = watched.page
    watched.allow(own)
    open_page(page, own, "store=demo&view=review")
    page.get_by_label("Votre nom").fill("Ada")
    page.get_by_label("Votre nom").press("Enter")
    page.get_by_role("button", name="Écarter").click()
    made = page.locator(".esc-sheet").last
    expect(made).to_contain_text("Ada", timeout=60_000)
    page.get_by_role("button", name="Annuler la dernière correction").click()
    expect(page.get_by_role("button", name="Annuler la dernière correction")).to_have_count(
        0, timeout=60_000)  # fmt: skip
