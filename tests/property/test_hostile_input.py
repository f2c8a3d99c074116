"""Whatever a file holds, reading it gives items or issues, in bounded time and memory."""

import csv
import gzip
import io
import json
import random
import resource
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest.published import FIRST_YEAR, LAST_YEAR
from pipeline.ingest.read import read_items
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS, MEGABYTE

SECONDS = 20.0
SMALL = replace(LIMITS, line_bytes=200_000, text_characters=100_000, file_bytes=400_000)


def read(path: Path, **options: object) -> tuple[list[Item], list[Issue]]:
    started = time.monotonic()
    records = list(read_items([path], **options))  # type: ignore[arg-type]
    assert time.monotonic() - started < SECONDS
    items = [record for record in records if isinstance(record, Item)]
    issues = [record for record in records if isinstance(record, Issue)]
    for item in items:
        item.text.encode("utf-8")
        assert item.text.strip() or (item.title or "").strip()
    assert all(issue.what and issue.path for issue in issues)
    return items, issues


def nest(depth: int) -> bytes:
    return b'{"text": "a", "x": ' + b"[" * depth + b"]" * depth + b"}"


def bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb") as file:
        for _ in range(size // MEGABYTE):
            file.write(b"\0" * MEGABYTE)
    return buffer.getvalue()


def docx_bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * size)
    return buffer.getvalue()


def truncated() -> bytes:
    chance = random.Random(7)
    lines = [{"text": f"ligne {n} " + chance.randbytes(40).hex()} for n in range(5_000)]
    whole = gzip.compress("\n".join(map(json.dumps, lines)).encode())
    return whole[: len(whole) // 2]


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a line of 50 MB": ("a.jsonl", lambda: b'{"text": "' + b"a" * 50 * MEGABYTE + b'"}\n'),
    "a text file of 80 MB": ("a.txt", lambda: b"a " * 40 * MEGABYTE),
    "JSON nested 100,000 deep": ("a.jsonl", lambda: nest(100_000)),
    "JSON nested 100 deep": ("a.jsonl", lambda: nest(100)),
    "a JSON file nested deep": ("a.json", lambda: b"[" * 100_000),
    "a number of a million digits": ("a.jsonl", lambda: b'{"text": ' + b"9" * 1_000_000 + b"}"),
    "a lone surrogate": ("a.jsonl", lambda: b'{"text": "a\\udfff"}'),
    "NULs in a text file": ("a.txt", lambda: b"Bonjour\0" * 100),
    "a gzip bomb": ("a.jsonl.gz", lambda: bomb(200 * MEGABYTE)),
    "a gzip bomb of text": ("a.txt.gz", lambda: bomb(200 * MEGABYTE)),
    "a gzip that is none": ("a.jsonl.gz", lambda: b"\x1f\x8b nothing"),
    "a DOCX bomb": ("a.docx", lambda: docx_bomb(300 * MEGABYTE)),
    "a CSV of a million columns": ("a.csv", lambda: b",".join([b"text"] * 1_000_000) + b"\n"),
    "a Parquet that is none": ("a.parquet", lambda: b"PAR1" + b"\0" * 100 + b"PAR1"),
    "year 0": ("a.jsonl", lambda: b'{"text": "a", "published": "0000-01-01"}'),
    "year 9999": ("a.jsonl", lambda: b'{"text": "a", "published": "9999-12-31"}'),
    "year 9999 in a header": ("a.txt", lambda: b"date 9999-12-31\nBonjour."),
    "UTF-16 without its mark": ("a.txt", lambda: "Bonjour à tous".encode("utf-16-le")),
    "a PNG named as text": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_words(tmp_path: Path, name: str) -> None:
    file_name, make = REFUSED[name]
    (tmp_path / file_name).write_bytes(make())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items, issues = read(tmp_path / file_name)
    assert not items
    assert issues
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 600, f"reading took {grown:.0f} MB"


def test_lines_before_a_truncation_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(truncated())
    items, issues = read(tmp_path / "a.jsonl.gz")
    assert len(items) > 500
    assert "ends in the middle" in issues[-1].what


def test_line_after_an_overlong_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"x" * 300_000 + b'\n{"text": "un"}\n')
    items, issues = read(tmp_path / "a.jsonl", limits=SMALL)
    assert [item.text for item in items] == ["un"]
    assert issues[0].line == 1


@pytest.mark.parametrize(
    "text",
    ["\u202eabc\u202c", "a\u2066b\u2069", "שלום", "a\u0000b", "é" * 50_000, "\ufeffabc", "💥"],
)
def test_odd_characters_are_kept_as_they_are(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    assert read(tmp_path / "a.jsonl")[0][0].text == text


def test_scripts_of_a_page_are_no_text(tmp_path: Path) -> None:
    body = "<p>Le ministre a quitté la capitale lundi soir, disent ses services.</p>" * 3
    page = f"<html><body><script>evil()</script><article>{body}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "evil" not in read(tmp_path / "a.html")[0][0].text


def test_page_nested_without_end_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<div>" * 200_000 + b"texte")
    read(tmp_path / "a.html", limits=replace(LIMITS, read_seconds=5.0))


COMMON = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@COMMON
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".jsonl", ".csv", ".json"]))
def test_any_bytes_give_items_or_issues(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    read(path)


@COMMON
@given(text=st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])))
def test_text_of_a_table_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    if not text.strip():
        text += "a"
    folder = tmp_path_factory.mktemp("tables")
    (folder / "a.jsonl").write_text(json.dumps({"text": text}), encoding="utf-8")
    with (folder / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["item_id", "text"], ["1", text]])
    for name in ("a.jsonl", "b.csv"):
        items, issues = read(folder / name)
        assert not issues
        assert items[0].text == text


@COMMON
@given(year=st.integers(0, 9999), month=st.integers(0, 13), day=st.integers(0, 32))
def test_date_is_kept_or_refused_never_changed(
    tmp_path_factory: pytest.TempPathFactory, year: int, month: int, day: int
) -> None:
    path = tmp_path_factory.mktemp("dates") / "a.jsonl"
    published = f"{year:04}-{month:02}-{day:02}"
    path.write_text(json.dumps({"text": "a", "published": published}), encoding="utf-8")
    items, issues = read(path)
    assert len(items) + len(issues) == 1
    for item in items:
        assert item.published == published
        assert FIRST_YEAR <= year <= LAST_YEAR
