"""Waiting until a page has come to rest, instead of for some time."""

from __future__ import annotations

from playwright.sync_api import Page

REST = """
(rest) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app && app.getAttribute("data-test-script-state") === "notRunning";
  const plots = [...document.querySelectorAll(".esc-plot")].filter((box) => box.offsetParent);
  const drawn = plots.every((box) => box.dataset.drawn !== undefined && !box.dataset.busy);
  const main = document.querySelector(".stMain");
  const now = [document.body.innerHTML.length, main?.scrollHeight, main?.scrollWidth,
    ...plots.flatMap((box) => [box.clientWidth, box.clientHeight])].join("|");
  const seen = (window.escRest ??= { now: null, since: 0 });
  if (!idle || !drawn || seen.now !== now) { seen.now = now; seen.since = performance.now(); }
  return idle && drawn && performance.now() - seen.since >= rest;
}
"""


def settle(page: Page, *, rest: float = 0.5) -> None:
    """Wait until the server is done, every chart drawn, and nothing changed for `rest` seconds."""
    page.wait_for_function(REST, arg=rest * 1000, polling=50, timeout=90_000)
