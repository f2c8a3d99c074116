"""A real browser on a real server with a small store, and a record of all that went wrong.

Any console error, any page error and any request to another host fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.dashboard.synthetic import publish_rows

playwright_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
COMMAND = (sys.executable, "-m", "streamlit", "run", "dashboard/app.py")
REMEDY = "no browser: run `apt-get install chromium` or `playwright install chromium`"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark that sets a page's size, theme and language."""
    config.addinivalue_line("markers", "screen(width, height, scheme, locale): the page to open")


@dataclass
class Watched:
    """A page and what it did that it must not."""

    page: playwright_api.Page
    wrong: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=lambda: ["blob:", "data:"])

    def allow(self, address: str) -> None:
        """Let the page ask this server, too."""
        self.allowed += [address, address.replace("http", "ws", 1)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a dashboard over 300 made-up events, on a free port."""
    folder = tmp_path_factory.mktemp("var")
    publish_rows(folder / "demo", 300)
    yield from serve(folder)


def serve(folder: Path) -> Iterator[str]:
    """Run a dashboard over the stores of a folder; give its address once; stop it after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    names = {"ESCALADE_VAR": str(folder), "ESCALADE_STORE": str(folder / "documents")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | names,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        if process.poll() is not None:
            pytest.fail(f"the server stopped: {log.read_text(errors='replace')[-2000:]}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the server did not answer: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright_api.Browser]:
    """Chromium of this machine, else Playwright's own; skips, with the command, without either."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with playwright_api.sync_playwright() as playwright:
        if found is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip(REMEDY)
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def watched(
    browser: playwright_api.Browser, server: str, request: pytest.FixtureRequest
) -> Iterator[Watched]:
    """A French page at 1440x900 unless the test is marked `screen(...)`."""
    marker = request.node.get_closest_marker("screen")
    asked = {"width": 1440, "height": 900, "scheme": "light", "locale": "fr-FR"}
    asked |= marker.kwargs if marker else {}
    context = browser.new_context(
        viewport={"width": asked["width"], "height": asked["height"]},
        color_scheme=asked["scheme"],
        locale=asked["locale"],
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    seen = Watched(page)
    seen.allow(server)

    def note_request(sent: playwright_api.Request) -> None:
        if not sent.url.startswith(tuple(seen.allowed)):
            seen.wrong.append(f"request to another host: {sent.url}")

    def note_console(message: playwright_api.ConsoleMessage) -> None:
        if message.type == "error":
            seen.wrong.append(f"console error: {message.text}")

    page.on("request", note_request)
    page.on("console", note_console)
    page.on("pageerror", lambda error: seen.wrong.append(f"page error: {error}"))
    yield seen
    context.close()
    assert seen.wrong == []
