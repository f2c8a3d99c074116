"""Hostile titles, sentences, names and addresses: on every page nothing runs and nothing loads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

pytest.importorskip("playwright.sync_api")
from playwright.sync_api import expect

from dashboard.briefing.gather import Entry, gather_brief
from dashboard.briefing.paper import write_docx, write_pdf
from dashboard.briefing.slides import write_pptx
from dashboard.briefing.webpage import write_html
from dashboard.data import find_source
from dashboard.filters import Filters
from dashboard.i18n import Words
from pipeline.store.write import publish
from tests.browser.conftest import Watched, serve
from tests.browser.payloads import ADDRESSES, PAYLOADS
from tests.browser.settle import settle
from tests.browser.test_access import PAGES
from tests.dashboard.synthetic import make_rows

pytestmark = pytest.mark.timeout(400)
EVENT = "e3"


def publish_hostile(folder: Path) -> None:
    """A store in which every free text of every event and item is a payload."""
    tables: dict[str, Any] = {}
    for name, table in make_rows(len(PAYLOADS) * 2, wide=False).items():
        rows = table.to_pylist()
        for number, row in enumerate(rows):
            text = PAYLOADS[number % len(PAYLOADS)].replace("\u0000", "")
            for column in ("actor_name", "actor_text", "recipient_name", "recipient_text",
                           "place_name", "place_text", "title", "source", "attributed_to",
                           "trigger_text"):  # fmt: skip
                if column in row:
                    row[column] = text
            if "sentence_text" in row:
                row |= {"sentence_text": text, "sentence_end": len(text)}
                row |= {"trigger_start": 0, "trigger_end": 1}
                row |= {"actor_sector": "PAM", "recipient_sector": "PAM"}
            if name == "items":
                row |= {"text": text, "url": ADDRESSES[number % len(ADDRESSES)]}
        tables[name] = pa.Table.from_pylist(rows, schema=table.schema)
    publish(folder, **tables, is_demo=True)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address of a dashboard over the hostile store, and its folder."""
    folder = tmp_path_factory.mktemp("hostile")
    publish_hostile(folder / "demo")
    for address in serve(folder):
        yield address, folder


@pytest.mark.parametrize("view", PAGES)
def test_no_page_runs_or_loads_it(watched: Watched, hostile: tuple[str, Path], view: str) -> None:
    page, (address, _) = watched.page, hostile
    watched.allow(address)
    page.goto(f"{address}/?view={view}&event={EVENT}&item=item0&store=demo&text=%3Cscript%3E")
    expect(page.locator(".esc-nav nav")).to_be_visible(timeout=60_000)
    page.goto(f"{address}/?view={view}&event={EVENT}&item=item0&store=demo")
    expect(page.locator(".esc-nav nav")).to_be_visible(timeout=60_000)
    settle(page, rest=1.5)
    for mark in page.locator(".esc-plot .points path.point").all()[:3]:
        mark.hover(force=True, timeout=2000)
    assert page.evaluate("window.hit") is None
    links = page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href') || '')")
    assert not [link for link in links if link.strip().lower().startswith(
        ("javascript:", "data:", "vbscript:", "file:"))]  # fmt: skip


def test_no_exported_page_runs_or_loads_it(
    watched: Watched, hostile: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCALADE_VAR", str(hostile[1]))
    window = Filters(start=date(2019, 1, 1), end=date(2021, 1, 1))
    entries = tuple(Entry(kind, window, title=PAYLOADS[0]) for kind in ("timeline", "map", "table"))
    source = find_source("demo", None)
    for kind, options in (("matrix", {}), ("network", {}), ("compare", {"mode": "periods"}),
                          ("ladder", {"left": PAYLOADS[0], "right": PAYLOADS[1]})):  # fmt: skip
        entries += (Entry(kind, window, options=tuple(options.items())),)
    brief = gather_brief(
        source, (*entries, Entry("event", Filters(), event_id=EVENT)),
        title=PAYLOADS[1], words=Words("fr"),
    )  # fmt: skip
    for writer in (write_pptx, write_docx, write_pdf):
        assert len(writer(brief)) > 10_000
    path = tmp_path / "brief.html"
    path.write_bytes(write_html(brief))
    watched.allow("file://")
    watched.page.goto(path.as_uri())
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("window.hit") is None
