"""Where things are and how large they may be.

Paths come from the project folder or from ESCALADE_* variables:

- ESCALADE_DATA   the data folder (codebook, lexicons, gazetteer, map, corpus)
- ESCALADE_VAR    the folder that is written to (default: var/ in the project folder)
- ESCALADE_STORE  the store of the user's own documents (default: var/documents)
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EscaladeError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on input and on workers; what is over them is refused with a recorded reason."""

    line_bytes: int = 16 * MEGABYTE
    """Longest line of a JSONL, CSV or TSV file."""
    text_characters: int = 500_000
    """Longest text of one item: some 80,000 words, a thick book. The press stays far below."""
    file_bytes: int = 64 * MEGABYTE
    """Largest file that holds a single item (text, HTML, PDF, DOCX)."""
    unpacked_bytes: int = 8192 * MEGABYTE
    """Most that one compressed JSONL, CSV or TSV file may unpack to."""
    unpacked_ratio: int = 300
    """Most that a compressed file may grow, beyond its first 16 MB."""
    row_group_bytes: int = 1024 * MEGABYTE
    """Most that one row group of a Parquet file may unpack to."""
    columns: int = 1_000
    """Most columns of a table."""
    json_depth: int = 64
    """Deepest nesting of a JSON line."""
    pdf_pages: int = 2_000
    """Most pages of a PDF."""
    read_seconds: float = 60.0
    """Longest that reading one HTML, PDF or DOCX file may take."""
    reader_bytes: int = 1024 * MEGABYTE
    """Most memory that reading one HTML, PDF or DOCX file may take."""
    item_seconds: float = 120.0
    """Longest that coding one item may take before it is set aside."""
    worker_bytes: int = 4096 * MEGABYTE
    """Most memory that one worker process may hold, models included."""


LIMITS = Limits()


def find_project_root() -> Path:
    """The folder that holds pyproject.toml and data/: a checkout, or the one installed from."""
    return Path(__file__).resolve().parent.parent


def find_data_dir() -> Path:
    """The data folder: ESCALADE_DATA, else data/ beside the code; EscaladeError if absent."""
    named = os.environ.get("ESCALADE_DATA")
    folder = Path(named).expanduser() if named else find_project_root() / "data"
    if not folder.is_dir():
        raise EscaladeError(
            f"The data folder {folder} does not exist.",
            remedy="Work from a checkout of the project, or set ESCALADE_DATA to its data folder.",
        )
    return folder


def find_var_dir() -> Path:
    """The folder that may be written to; it need not exist yet."""
    named = os.environ.get("ESCALADE_VAR")
    return Path(named).expanduser() if named else find_project_root() / "var"


def find_demo_store() -> Path:
    """The store of the bundled corpus, kept apart from the user's own documents."""
    return find_var_dir() / "demo"


def find_documents_store() -> Path:
    """The store of the user's own documents: ESCALADE_STORE if set, else var/documents."""
    named = os.environ.get("ESCALADE_STORE")
    return Path(named).expanduser() if named else find_var_dir() / "documents"
