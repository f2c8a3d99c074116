"""Paths in, items and issues out: the one entrance to the pipeline."""

import codecs
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import UsageError
from pipeline.ingest.fields import FIELDS, ReadOptions, Spot, build_item, refuse
from pipeline.ingest.guard import Guard
from pipeline.ingest.json_lines import read_json_file, read_json_lines
from pipeline.ingest.lines import find_encoding, has_undecoded
from pipeline.ingest.papers import Paper, extract_docx, extract_page, extract_pdf
from pipeline.ingest.published import read_published, split_header
from pipeline.ingest.source import (
    KIND_NAMES,
    KINDS,
    SNIFFED_BYTES,
    RefusedSourceError,
    Source,
    find_sources,
    open_source,
    read_whole,
    sniff_kind,
)
from pipeline.ingest.tables import read_delimited, read_parquet
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS, Limits


def read_items(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    language: str | None = None,
    mapping: Mapping[str, str] | None = None,
    encoding: str | None = None,
    kind: str | None = None,
    limits: Limits = LIMITS,
    stdin: BinaryIO | None = None,
) -> Iterator[Item | Issue]:
    """Files, folders and `-` in; each item, or the issue that kept it out, in order, streaming.

    `published` and `language` hold for items that do not say their own. `mapping` gives our field
    -> the name in the source. `kind` forces a kind of file (for standard input: csv, tsv, jsonl).
    Raises UsageError for a wrong option or a path that does not exist, before anything is read.
    """
    options = ReadOptions(
        published=_check_published(published),
        language=language,
        mapping=_check_mapping(mapping or {}),
        encoding=_check_encoding(encoding),
        limits=limits,
    )
    if kind is not None and kind not in KIND_NAMES:
        raise UsageError(
            f"There is no kind of input named {kind!r}.",
            remedy=f"Choose one of {', '.join(KIND_NAMES)}.",
        )
    return _read_sources(find_sources(paths, kind=kind), options=options, stdin=stdin)


def _read_sources(
    sources: list[Source], *, options: ReadOptions, stdin: BinaryIO | None
) -> Iterator[Item | Issue]:
    with Guard(limits=options.limits) as guard:
        for source in sources:
            try:
                with open_source(source, limits=options.limits, stdin=stdin) as stream:
                    yield from _read_stream(stream, source=source, options=options, guard=guard)
            except RefusedSourceError as refusal:
                yield refuse(
                    Spot(path=source.name),
                    refusal.what,
                    expected=refusal.expected,
                    remedy=refusal.remedy,
                )
            except (OSError, UnicodeError) as error:
                yield refuse(Spot(path=source.name), f"cannot be read to its end: {error}")


def _read_stream(
    stream: io.BufferedReader, *, source: Source, options: ReadOptions, guard: Guard
) -> Iterator[Item | Issue]:
    head = stream.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
    kind = source.kind or _sniff(head, source)
    name = source.name
    if kind == "jsonl":
        yield from read_json_lines(stream, name=name, options=options)
    elif kind == "json":
        yield from read_json_file(stream, name=name, options=options)
    elif kind == "csv":
        yield from read_delimited(stream, name=name, options=options)
    elif kind == "tsv":
        yield from read_delimited(stream, name=name, options=options, delimiter="\t")
    elif kind == "parquet":
        yield from read_parquet(stream, name=name, options=options)
    else:
        data = read_whole(stream, limits=options.limits)
        paper = _extract(kind, data, options=options, guard=guard)
        yield _build_paper(paper, name=name, options=options)


def _sniff(head: bytes, source: Source) -> str:
    suffix = source.path.suffix.lower() if source.path is not None else ""
    if suffix not in ("", ".gz"):
        raise RefusedSourceError(
            f"files ending in {suffix} are not read",
            expected="one of " + ", ".join(KINDS) + ", each also with .gz",
            remedy="Rename it if it is one of these, or name its kind: --kind text.",
        )
    return sniff_kind(head)


def _extract(kind: str, data: bytes, *, options: ReadOptions, guard: Guard) -> Paper:
    if kind == "text":
        return _extract_text(data, options)
    if kind == "html":
        return guard.call(extract_page, data)
    if kind == "pdf":
        return guard.call(extract_pdf, data, options.limits)
    if kind == "docx":
        return guard.call(extract_docx, data, options.limits)
    raise RefusedSourceError(f"is of the unknown kind {kind}")


def _extract_text(data: bytes, options: ReadOptions) -> Paper:
    codec = find_encoding(data[:4], encoding=options.encoding)
    text = data.decode(codec, errors="surrogateescape")
    if has_undecoded(text):
        line = next(n for n, part in enumerate(text.split("\n"), start=1) if has_undecoded(part))
        raise RefusedSourceError(
            f"line {line} holds bytes that are not {codec.removesuffix('-sig').upper()}",
            remedy="Convert the file to UTF-8, or name its encoding: --encoding cp1252.",
        )
    if "\0" in text:
        raise RefusedSourceError(
            f"holds a NUL at character {text.index(chr(0))}: it is no plain text",
            remedy="Save it as plain text in UTF-8.",
        )
    written, rest = split_header(text)
    try:
        return Paper(text=rest, published=read_published(written))
    except ValueError as error:
        raise RefusedSourceError(
            f"line 1, header: {error}", remedy="Mend the date in the first line."
        ) from None


def _build_paper(paper: Paper, *, name: str, options: ReadOptions) -> Item | Issue:
    values = {
        "text": paper.text,
        "title": paper.title,
        "published": paper.published,
        "url": paper.url,
        "source": paper.source or (None if name == "-" else Path(name).name),
    }
    built = build_item(values, spot=Spot(path=name), options=options)
    if isinstance(built, Issue) and built.what == "has neither text nor title":
        return replace(built, remedy="Write the text below the date, or remove the file.")
    return built


def _check_published(published: str | None) -> str | None:
    try:
        return read_published(published)
    except ValueError as error:
        raise UsageError(
            f"--published: {error}.", remedy="Write --published 2020-01 or --published 2020-01-06."
        ) from None


def _check_mapping(mapping: Mapping[str, str]) -> Mapping[str, str]:
    for name in mapping:
        if name not in FIELDS:
            raise UsageError(
                f"There is no field named {name!r}.",
                remedy=f"Map one of {', '.join(FIELDS)}: --map text=body.",
            )
    return mapping


def _check_encoding(encoding: str | None) -> str | None:
    try:
        return None if encoding is None else codecs.lookup(encoding).name
    except LookupError:
        raise UsageError(
            f"There is no encoding named {encoding!r}.",
            remedy="Name one such as utf-8, cp1252, iso-8859-15 or utf-16.",
        ) from None
