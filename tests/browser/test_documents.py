"""Documents given in the page: a file, a Word file, a pasted text that lacks a date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api")
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched, serve
from tests.browser.settle import settle
from tests.dashboard.synthetic import publish_rows

pytestmark = pytest.mark.timeout(1500)
CODED_MS = 400_000
expect.set_options(timeout=30_000)
"""Longest wait for a coding of one text, models loaded, on a machine that does other work."""
DATED = (
    "date 2020-01-06\n"
    "L'armée de terre a bombardé lundi 6 janvier un dépôt de l'Iran près de Bagdad.\n"
)
WORD = (
    "date 2020-01-08",
    "Le gouvernement irakien a condamné mercredi 8 janvier les frappes des États-Unis.",
)
DATE = "Date de publication, si le document n’en donne pas"
UNDATED = "Le gouvernement irakien a condamné mercredi les frappes des États-Unis."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[str]:
    """A dashboard over an empty store of one's own, beside a small demonstration."""
    publish_rows(tmp_path / "demo", 40)
    yield from serve(tmp_path)


def open_documents(own: str, watched: Watched) -> Page:
    """The page Documents over the empty store."""
    watched.allow(own)
    watched.page.goto(f"{own}/?view=documents&store=documents")
    expect(watched.page.locator(".esc-nav nav")).to_be_visible(timeout=60_000)
    settle(watched.page)
    return watched.page


def drop_file(page: Page, name: str, content: bytes) -> None:
    """Let a file fall onto the form, as from a folder of the desktop."""
    zone = page.locator('[data-testid="stFileUploaderDropzone"]')
    carried = page.evaluate_handle(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [name, list(content)],
    )
    for event in ("dragenter", "dragover", "drop"):
        zone.dispatch_event(event, {"dataTransfer": carried})
    expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def code(page: Page, *, documents: int) -> Locator:
    """Send the form, wait for so many documents in the list; its rows out."""
    page.get_by_role("button", name="Coder", exact=True).click()
    rows = page.get_by_role("grid", name="Documents").locator("tbody tr")
    expect(rows).to_have_count(documents, timeout=CODED_MS)
    expect(page.get_by_text("Codage terminé.")).to_be_visible()
    settle(page)
    return rows


def make_word(paragraphs: tuple[str, ...]) -> bytes:
    """Paragraphs in, the bytes of a Word file out."""
    paper, output = Document(), io.BytesIO()
    for text in paragraphs:
        paper.add_paragraph(text)
    paper.save(output)
    return output.getvalue()


def test_a_text_file_and_a_word_file_come_onto_the_timeline(own: str, watched: Watched) -> None:
    page = open_documents(own, watched)
    expect(page.get_by_text("Aucun document. Ajoutez-en avec le formulaire.")).to_be_visible()
    drop_file(page, "depeche.txt", DATED.encode())
    rows = code(page, documents=1)
    expect(rows.first).to_contain_text("6 janv. 2020")
    expect(rows.first.locator("td:nth-child(3)")).to_have_text("depeche.txt")
    drop_file(page, "note du soir.docx", make_word(WORD))
    code(page, documents=2)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    rows.first.click()
    expect(page.locator(".esc-sentence .esc-mark-action").first).to_be_visible()
    page.get_by_role("button", name="Voir sur la chronologie").click()
    expect(page.get_by_role("heading", name="Chronologie de l’escalade")).to_be_visible()
    expect(page.locator("tr[data-event]").first).to_be_visible()
    expect(page.get_by_text("Texte d’illustration")).to_have_count(0)


def test_a_pasted_text_without_a_date_is_asked_for_one(own: str, watched: Watched) -> None:
    page = open_documents(own, watched)
    text = page.get_by_role("textbox", name="Ou coller un texte")
    date = page.get_by_role("textbox", name=DATE).first
    text.fill(UNDATED)
    date.fill("hier")
    page.get_by_role("button", name="Coder", exact=True).click()
    expect(page.get_by_text("Cette date n’est pas comprise.")).to_be_visible()
    expect(text).to_have_value(UNDATED)
    date.fill("")
    rows = code(page, documents=1)
    expect(text).to_have_value("")
    expect(rows.first).to_contain_text("non précisé")
    expect(page.get_by_text("Certains documents ne donnent pas leur date")).to_be_visible()
    asked = page.get_by_role("textbox", name=DATE).last
    asked.fill("2020-01-09")
    asked.press("Enter")
    page.get_by_role("button", name="Coder à nouveau").click()
    expect(rows.first).to_contain_text("9 janv. 2020", timeout=CODED_MS)
    expect(rows).to_have_count(1)


def test_an_empty_form_says_what_to_give(own: str, watched: Watched) -> None:
    page = open_documents(own, watched)
    page.get_by_role("button", name="Coder", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un fichier ou collez un texte.")
