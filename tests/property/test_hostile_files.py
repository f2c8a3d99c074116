"""Sound files of every kind, damaged at random: each gives items or issues, in bounded time.

ESCALADE_HOSTILE_CASES says how many (300; `make hostile` takes 10,000). The seed is fixed, so a
failing case is the same the next time.
"""

import csv
import gzip
import io
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.read import read_items
from pipeline.schema.records import Issue, Item

CASES = int(os.environ.get("ESCALADE_HOSTILE_CASES", "300"))
FILES_AT_ONCE = 50
SECONDS = 20.0
ROWS = [
    {"item_id": str(number), "published": "2031-01-06", "title": "Titre", "text": f"Le {number}."}
    for number in range(20)
]
NASTY = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b'"',
        b"\\",
        b"\n",
        b"\r",
        b"{" * 50,
        b"[" * 50,
        b"<" * 50,
    ),
    *("\u202e".encode(), "\ufeff".encode(), b"\\ud800", b"1e999", b"NaN", b"-" * 200, b"%PDF-"),
    *(
        b"<!--",
        b"<script>",
        b"]]>",
        b"&#0;",
        b"&a;" * 20,
        b"date 9999-99",
        b"PK\x03\x04",
        b"\x1f\x8b",
    ),
)


def make_text() -> bytes:
    return b"date 2031-01-06\nLe ministre part. " + "Été à Bagdad.\n".encode() * 20


def make_lines() -> bytes:
    return "\n".join(map(json.dumps, ROWS)).encode()


def make_list() -> bytes:
    return json.dumps(ROWS).encode()


def make_csv() -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(ROWS[0]))
    writer.writeheader()
    writer.writerows(ROWS)
    return buffer.getvalue().encode()


def make_parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), buffer)
    return buffer.getvalue()


def make_page() -> bytes:
    paragraphs = "".join(
        f"<p>Le ministre a parlé lundi de l'accord, fois {n}.</p>" for n in range(9)
    )
    return f"<!doctype html><html><body><article>{paragraphs}</article></body></html>".encode()


def make_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for line in range(20):
        canvas.drawString(72, 780 - 14 * line, "Le ministre a quitté la capitale lundi soir.")
    canvas.save()
    return buffer.getvalue()


def make_docx() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Le ministre a quitté la capitale lundi soir.")
    document.save(buffer)
    return buffer.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "txt": make_text,
    "jsonl": make_lines,
    "json": make_list,
    "csv": make_csv,
    "tsv": lambda: make_csv().replace(b",", b"\t"),
    "parquet": make_parquet,
    "html": make_page,
    "pdf": make_pdf,
    "docx": make_docx,
    "jsonl.gz": lambda: gzip.compress(make_lines()),
    "csv.gz": lambda: gzip.compress(make_csv()),
}


def damage(data: bytes, chance: random.Random) -> bytes:
    """Bytes in, the same cut, doubled, flipped or with something nasty in them out."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 4, 40, 400)))
        way = chance.randrange(5)
        if way == 0:
            data = data[:at]
        elif way == 1:
            data = data[:at] + chance.choice(NASTY) + data[at:]
        elif way == 2:
            data = data[:at] + data[end:]
        elif way == 3:
            data = data[:end] + data[at:]
        else:
            data = data[:at] + chance.randbytes(end - at) + data[end:]
    return data


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_file_gives_items_or_issues(tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    sound = KINDS[kind]()
    left = CASES // len(KINDS)
    while left > 0:
        folder = tmp_path / str(left)
        folder.mkdir()
        for number in range(min(left, FILES_AT_ONCE)):
            (folder / f"{number}.{kind}").write_bytes(damage(sound, chance))
        left -= FILES_AT_ONCE
        started = time.monotonic()
        records = list(read_items([folder]))
        assert time.monotonic() - started < SECONDS * FILES_AT_ONCE
        told = {record.path for record in records if isinstance(record, Issue)}
        assert all(issue.what for issue in records if isinstance(issue, Issue))
        if kind in {"txt", "html", "pdf", "docx"}:
            named = {item.source for item in records if isinstance(item, Item)}
            assert len(told) + len(named) >= len(list(folder.iterdir()))
        for item in records:
            if isinstance(item, Item):
                item.text.encode("utf-8")
                assert item.item_id
                assert item.text.strip() or (item.title or "").strip()
