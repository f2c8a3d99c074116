"""A process apart for work on files that may hang, eat all memory or crash their reader."""

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.ingest.source import RefusedSourceError
from pipeline.settings import Limits

Result = TypeVar("Result")


def choose_context() -> BaseContext:
    """How to start processes: by a fork server where there is one (threads and fork clash)."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def limit_memory(extra_bytes: int) -> None:
    """Let this process take `extra_bytes` of memory beyond what it holds; then MemoryError.

    Counts private memory (RLIMIT_DATA) on Linux. Elsewhere there is no such bound and nothing
    happens.
    """
    if sys.platform != "linux":
        return
    import resource

    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    held = next(
        (int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData")),
        0,
    )
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = held + extra_bytes
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


class Guard:
    """Runs a function of bytes in its own process, started on first use, killed when over time."""

    def __init__(self, *, limits: Limits) -> None:
        self._limits = limits
        self._pool: ProcessPool | None = None

    def __enter__(self) -> "Guard":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result; RefusedSourceError where it raises, hangs, dies or eats memory."""
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                context=choose_context(),
                initializer=limit_memory,
                initargs=[self._limits.reader_bytes],
            )
        future = self._pool.schedule(
            function, args=list(arguments), timeout=self._limits.read_seconds
        )
        try:
            result: Result = future.result()
        except RefusedSourceError:
            raise
        except FutureTimeoutError:
            raise RefusedSourceError(
                f"took longer than {self._limits.read_seconds:.0f} seconds to read",
                remedy="Save its text as a plain text file.",
            ) from None
        except MemoryError:
            raise RefusedSourceError(
                "needs more memory than one file may take",
                remedy="Save its text as a plain text file.",
            ) from None
        except ProcessExpired as error:
            raise RefusedSourceError(f"its reader crashed: {error}") from None
        except Exception as error:
            raise RefusedSourceError(
                f"cannot be read: {type(error).__name__}: {str(error)[:200]}",
                remedy="Open and save it again, or save its text as a plain text file.",
            ) from error
        return result
