"""Measure the dashboard at size: `python -m tests.eval.bench_dashboard [--events N] [--json FILE]`.

Publishes N made-up events (1,000,000 unless told) to a store in a temporary folder, or takes the
store in `--var DIR`, starts the real server on it, and measures

- a browser (Chromium, headless, software rendering, no other host): the first useful view, then
  random brushes and filters, each from the reader's last move to both charts painted
- sessions at once: clients that speak the page's protocol and think between questions, and the
  browser among them; how many failed, how long they waited, what memory the server took

Seconds of a shared machine say little alone: the load and the server's CPU seconds stand beside.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.filters import Filters
from pipeline.store.write import publish
from tests.eval.dashboard_browser import open_browser, open_first, run_interactions
from tests.eval.dashboard_client import Answers, Client, describe_seconds, run_sessions
from tests.eval.synthetic_store import make_store_rows

ROOT = Path(__file__).resolve().parents[2]
THINK = (4.0, 12.0)


@dataclass(frozen=True, slots=True)
class Server:
    """A running dashboard: its address as HOST:PORT and its process."""

    host: str
    process: subprocess.Popen[bytes]

    def read_memory(self) -> tuple[float, float]:
        """Megabytes it holds now, and the most it has held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        sizes = {
            line.split(":")[0]: line.split()[1] for line in status.splitlines() if "kB" in line
        }
        return int(sizes["VmRSS"]) / 1000, int(sizes["VmHWM"]) / 1000

    def read_cpu(self) -> float:
        """CPU seconds it has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def fill_store(folder: Path, num_events: int) -> None:
    """Publish made-up events, a million at a time."""
    step = 1_000_000
    for start in range(0, num_events, step):
        rows = make_store_rows(min(step, num_events - start), seed=7 + start // step)
        if start:
            rows = {name: _rename(table, start // step) for name, table in rows.items()}
        publish(folder, items=rows["item"], event_mentions=rows["event_mention"],
                events=rows["event"], is_demo=True)  # fmt: skip


def _rename(table: Any, number: int) -> Any:
    """Ids of a further million, so that they are not those of the first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in ("item_id", "event_id", "event_mention_id", "item_ids", "event_mention_ids"):
        if name not in table.column_names:
            continue
        at, column = table.column_names.index(name), table.column(name).combine_chunks()
        if pa.types.is_list(column.type):
            values = pc.binary_join_element_wise(column.values, str(number), "-")
            made = pa.ListArray.from_arrays(column.offsets, values)
        else:
            made = pc.binary_join_element_wise(column, str(number), "-")
        table = table.set_column(at, table.schema.field(at), made.cast(column.type))
    return table


@contextmanager
def start_server(var: Path) -> Iterator[Server]:
    """Run the dashboard on the stores of a folder until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port"]
    names = {"ESCALADE_VAR": str(var), "ESCALADE_STORE": str(var / "documents")}
    process = subprocess.Popen([*command, str(port)], cwd=ROOT, env=os.environ | names,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield Server(f"127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def measure_one(server: Server, interactions: int, shots: Path | None) -> dict[str, Any]:
    """A cold and a warm opening, then one reader with a browser."""
    began = time.perf_counter()
    client = Client(server.host)
    client.ask(Filters())
    figures: dict[str, Any] = {"loading, first session (s)": time.perf_counter() - began}
    client.close()
    with open_browser(server.host) as page:
        figures["first useful view (s)"] = open_first(page, server.host)
        page.wait_for_timeout(2000)
        if shots:
            page.screenshot(path=shots / "first.png")
        cpu = server.read_cpu()
        taken = run_interactions(page, interactions)
        figures["server CPU per interaction (s)"] = (server.read_cpu() - cpu) / len(taken)
        done = [one for one in taken if not one.lost]
        figures["interactions lost"] = float(len(taken) - len(done))
        for name in ("total", "server", "browser"):
            figures[f"interaction, {name}"] = [getattr(one, name) for one in done]
        brushes = [one.total for one in done if one.kind.startswith("brush")]
        figures["brush alone, total"] = brushes
    figures["memory, one reader (MB now, most)"] = server.read_memory()
    return figures


def measure_many(server: Server, sessions: int, seconds: float) -> dict[str, Any]:
    """Sessions at once, one of them a browser."""
    found: list[Answers] = []
    clients = threading.Thread(
        target=lambda: found.append(
            run_sessions(server.host, sessions - 1, seconds=seconds, think=THINK)
        )
    )
    cpu = server.read_cpu()
    clients.start()
    with open_browser(server.host) as page:
        open_first(page, server.host)
        taken = run_interactions(page, max(int(seconds / 8), 1), pause=6.0)
    clients.join()
    answers = found[0]
    return {
        f"{sessions} sessions, answers of the server": answers.seconds,
        f"{sessions} sessions, failures": answers.failures,
        f"{sessions} sessions, the browser among them": [
            one.total for one in taken if not one.lost
        ],
        f"{sessions} sessions, server CPU per answer (s)": (server.read_cpu() - cpu)
        / max(len(answers.seconds) + len(taken), 1),
        f"{sessions} sessions, memory (MB now, most)": server.read_memory(),
    }


def describe(value: Any) -> str:
    """A figure in words."""
    if isinstance(value, tuple):
        return ", ".join(f"{one:,.0f}" for one in value)
    if isinstance(value, list):
        return describe_seconds(value) if all(isinstance(x, float) for x in value) and value else (
            "; ".join(value) or "none")  # fmt: skip
    return f"{value:.2f}"


def run(said: argparse.Namespace, var: Path) -> dict[str, Any]:
    """All that was asked for, on the stores of a folder; prints each figure."""
    figures: dict[str, Any] = {}
    if not (var / "demo").exists():
        began = time.perf_counter()
        fill_store(var / "demo", said.events)
        figures["published (s)"] = time.perf_counter() - began
    load = os.getloadavg()[0]
    with start_server(var) as server:
        figures |= measure_one(server, said.interactions, said.shots)
        if said.sessions > 1:
            figures |= measure_many(server, said.sessions, said.seconds)
    print(f"load before {load:.1f}, after {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores")
    for name, value in figures.items():
        print(f"{name:46} {describe(value)}")
    return figures


def main() -> int:
    """Measure and print; 1 when a session failed."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--interactions", type=int, default=100)
    ask.add_argument("--sessions", type=int, default=20, help="1: only the single reader")
    ask.add_argument("--seconds", type=float, default=90.0, help="how long the sessions live")
    ask.add_argument("--var", type=Path, help="a folder whose store `demo` is measured, or made")
    ask.add_argument("--shots", type=Path, help="a folder for a picture of the first view")
    ask.add_argument("--json", type=Path, help="write the figures to this file as well")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(said, said.var or Path(folder))
    if said.json:
        said.json.write_text(json.dumps(figures, indent=1))
    return int(any(value for name, value in figures.items() if name.endswith("failures")))


if __name__ == "__main__":
    sys.exit(main())
