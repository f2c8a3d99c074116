"""A reader of the dashboard without a browser: asks for pages over the page's own protocol."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from dashboard.filters import Filters, write_query
from tests.eval.synthetic_store import COUNTRIES

FIRST = date(2020, 1, 1)
NUM_DAYS = 730
PATIENCE = 300.0


@dataclass
class Answers:
    """Seconds of each answer, and what went wrong, in words."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def draw_filters(random_: random.Random) -> Filters:
    """A filter as a reader sets it: often dates, sometimes two actors, a stance, a word."""
    filters = Filters()
    if random_.random() < 0.8:
        days = random_.choice((3, 10, 30, 120, 400))
        start = FIRST + timedelta(days=random_.randrange(NUM_DAYS - days))
        filters = replace(filters, start=start, end=start + timedelta(days=days))
    if random_.random() < 0.3:
        filters = replace(filters, actors=tuple(random_.sample(COUNTRIES, 2)))
    if random_.random() < 0.2:
        filters = replace(filters, stance=random_.choice(("hostile", "cooperative")))
    if random_.random() < 0.1:
        filters = replace(filters, text=random_.choice(("convoy", "frontière", "balder")))
    return filters


class Client:
    """One session on a server at HOST:PORT; `ask` changes its filters and waits for the page."""

    def __init__(self, host: str) -> None:
        self.socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            origin=f"http://{host}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=PATIENCE,
        )

    def ask(self, filters: Filters) -> float:
        """Seconds until the server has sent the whole page; RuntimeError where it says it fails."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(write_query(filters) | {"store": "demo"})
        asked.rerun_script.context_info.locale = "fr-FR"
        began = time.perf_counter()
        self.socket.send(asked.SerializeToString())
        while True:
            told = ForwardMsg()
            received = self.socket.recv(timeout=PATIENCE)
            told.ParseFromString(received if isinstance(received, bytes) else received.encode())
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(told.delta.new_element.exception.message)
            if kind == "script_finished":
                return time.perf_counter() - began

    def close(self) -> None:
        self.socket.close()


def run_sessions(
    host: str, count: int, *, seconds: float, think: tuple[float, float], seed: int = 5
) -> Answers:
    """So many sessions, each asking and thinking for a while; every answer of all of them."""
    answers, until = Answers(), time.monotonic() + seconds
    guard = threading.Lock()

    def live(number: int) -> None:
        random_ = random.Random(seed * 1000 + number)
        try:
            client = Client(host)
            while time.monotonic() < until:
                took = client.ask(draw_filters(random_))
                with guard:
                    answers.seconds.append(took)
                time.sleep(random_.uniform(*think))
            client.close()
        except Exception as error:  # noqa: BLE001 - whatever fails a session is a figure here
            with guard:
                answers.failures.append(f"session {number}: {type(error).__name__}: {error}")

    threads = [threading.Thread(target=live, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
        time.sleep(0.3)
    for thread in threads:
        thread.join()
    return answers


def describe_seconds(seconds: Sequence[float]) -> str:
    """Median, 95th percentile and most of some durations, in words."""
    if not seconds:
        return "none"
    ordered = sorted(seconds)
    p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
    return (
        f"p50 {statistics.median(ordered):.2f} s, p95 {p95:.2f} s, "
        f"most {ordered[-1]:.2f} s ({len(ordered)})"
    )
