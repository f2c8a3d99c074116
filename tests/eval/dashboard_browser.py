"""A reader with a real browser: brushes, clicks, and the seconds until both charts are redrawn."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as PageTimeout

from tests.browser.settle import settle

TIMELINE, MAP = ".esc-timeline .esc-plot", ".esc-map .esc-plot"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run", "--disable-gpu"]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
LOST_MS = 15_000
STANCES = ("hostile", "cooperative")
WATCH = """
(() => {
  const seen = (window.escSeen = { sent: [], told: [], drawn: {} });
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => seen.told.push(performance.now()));
    }
    send(data) { seen.sent.push(performance.now()); return super.send(data); }
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const name = ["timeline", "map"].find((one) => target.closest(`.esc-${one}`));
      if (!name) continue;
      const serial = target.dataset.drawn;
      const note = () => { seen.drawn[name] = [performance.now(), serial]; };
      requestAnimationFrame(() => setTimeout(note, 0));
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-drawn"] });
})();
"""
CLEAR = "() => { const s = window.escSeen; s.sent = []; s.told = []; s.drawn = {}; s.from = null; }"
READY = "() => { const d = window.escSeen.drawn; return Boolean(d.timeline && d.map); }"


@dataclass(frozen=True, slots=True)
class Taken:
    """One interaction: what it was, and seconds in all, on the server, and after its answer.

    `lost` where the page did not take it at all, as a drag over a chart that is being redrawn.
    """

    kind: str
    total: float
    server: float
    browser: float
    lost: bool = False


@dataclass
class Reader:
    """Who interacts: chance, and where the last drag began, as a share of the chart's width."""

    chance: random.Random
    start: float = -1.0


@contextmanager
def open_browser(host: str) -> Iterator[Page]:
    """A page at 1440x900 that can reach this host alone."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        context.route(lambda url: host not in url and not url.startswith(("blob:", "data:")),
                      lambda route: route.abort())  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(300_000)
        page.add_init_script(WATCH)
        yield page
        browser.close()


def open_first(page: Page, host: str) -> float:
    """Seconds from asking for the page to both charts drawn and painted."""
    began = time.perf_counter()
    page.goto(f"http://{host}/?store=demo", wait_until="commit")
    page.wait_for_function(f"() => window.escSeen && ({READY})()")
    return time.perf_counter() - began


def run_interactions(page: Page, count: int, *, seed: int = 11, pause: float = 0.4) -> list[Taken]:
    """So many random interactions, one after another, with seconds of thought between."""
    reader = Reader(random.Random(seed))
    taken = []
    for _ in range(count):
        settle(page)
        page.wait_for_timeout(pause * 1000)
        taken.append(_interact(page, reader))
    return taken


def _interact(page: Page, reader: Reader) -> Taken:
    random_ = reader.chance
    narrow = "start=" in page.url or "end=" in page.url
    roll = random_.random()
    if roll < 0.5:
        return _measure(page, "brush the overview", lambda: _brush(page, reader, 0.05))
    if roll < 0.7 and not narrow:
        return _measure(page, "brush the lanes", lambda: _brush(page, reader, 0.45))
    if roll < 0.85 and narrow:
        return _measure(page, "clear the dates", lambda: _clear(page))
    return _measure(page, "choose a stance", lambda: _choose_stance(page))


def _measure(page: Page, kind: str, act: Any) -> Taken:
    page.evaluate(CLEAR)
    act()
    try:
        page.wait_for_function(READY, timeout=LOST_MS)
    except PageTimeout:
        return Taken(kind, LOST_MS / 1000, LOST_MS / 1000, 0.0, lost=True)
    seen = page.evaluate("() => window.escSeen")
    drawn = max(seen["drawn"]["timeline"][0], seen["drawn"]["map"][0])
    began = min(seen["sent"])
    answered = max((at for at in seen["told"] if at <= drawn), default=drawn)
    begun = seen.get("from") or began
    return Taken(kind, (drawn - begun) / 1000, (answered - began) / 1000,
                 (drawn - answered + began - begun) / 1000)  # fmt: skip


def _brush(page: Page, reader: Reader, height: float) -> None:
    """Drag over a share of the chart's width; the time begins where the button is let go.

    Never where the last drag began: the same days again leave nothing to redraw.
    """
    box = page.locator(TIMELINE).bounding_box()
    assert box is not None
    left, width = box["x"] + 122, box["width"] - 140
    size = reader.chance.choice((0.02, 0.04, 0.08, 0.2, 0.5))
    start = reader.chance.uniform(0, 1 - size)
    while abs(start - reader.start) < 0.03:
        start = reader.chance.uniform(0, 1 - size)
    reader.start = start
    y = box["y"] + 30 + height * (box["height"] - 66)
    page.mouse.move(left + start * width, y)
    page.mouse.down()
    for step in (0.3, 0.6, 1.0):
        page.mouse.move(left + (start + size * step) * width, y)
    page.evaluate("""() => window.addEventListener('mouseup',
        () => { window.escSeen.from = performance.now(); }, { capture: true, once: true })""")
    page.mouse.up()


def _clear(page: Page) -> None:
    page.evaluate("() => { window.escSeen.from = performance.now(); }")
    page.locator(".esc-timeline .esc-pick select").first.select_option("")


def _choose_stance(page: Page) -> None:
    bar = page.locator(".st-key-f_stance button")
    chosen = next((n for n, one in enumerate(STANCES) if f"stance={one}" in page.url), -1)
    page.evaluate("() => { window.escSeen.from = performance.now(); }")
    bar.nth((chosen + 2) % 3).click()
