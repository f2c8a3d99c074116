"""Log lines on standard error, so that standard output carries rows and nothing else."""

import logging
import sys
from typing import TextIO

ROOT = "escalade"


def get_logger(name: str) -> logging.Logger:
    """Module name in, its logger under `escalade` out."""
    return logging.getLogger(f"{ROOT}.{name.removeprefix('pipeline.')}")


def configure_logging(*, is_verbose: bool = False, stream: TextIO | None = None) -> None:
    """Send the log to `stream` (standard error when None), warnings only unless `is_verbose`.

    Calling it again replaces the handler, so a line is never written twice.
    """
    handler = logging.StreamHandler(sys.stderr if stream is None else stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger(ROOT)
    logger.handlers = [handler]
    logger.setLevel(logging.DEBUG if is_verbose else logging.WARNING)
    logger.propagate = False
