"""A named record of any source in, an Item or an Issue out; all fields are checked here."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.ingest.published import read_published
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS, Limits

FIELDS = ("item_id", "published", "language", "title", "text", "url", "source", "retrieved_at")
STAGE = "ingest"

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about the input. `mapping` gives field -> name in the source."""

    published: str | None = None
    language: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: the file and, in a file of many, its line or row from 1."""

    path: str
    line: int | None = None


def refuse(
    spot: Spot,
    what: str,
    *,
    item_id: str | None = None,
    expected: str | None = None,
    remedy: str | None = None,
) -> Issue:
    """A place and a reason in, the record for the issues log out."""
    return Issue(
        stage=STAGE,
        what=what,
        item_id=item_id,
        path=spot.path,
        line=spot.line,
        expected=expected,
        remedy=remedy,
    )


def hash_item(published: str | None, title: str | None, text: str) -> str:
    """The id of an item that has none: 20 hex digits of the SHA-256 of date, title and text.

    `published` is what the item itself says: a date that the user gives later makes a new version
    of the same item, never a second item.
    """
    content = json.dumps([published, title, text], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:20]


def select_fields(record: Mapping[str, object], mapping: Mapping[str, str]) -> dict[str, object]:
    """A record with the source's names in, the same values under our names out.

    A mapped name may reach into nested objects with dots: `meta.date`.
    """
    chosen: dict[str, object] = {}
    for name in FIELDS:
        value: object = record
        wanted = mapping.get(name, name)
        if wanted in record:
            value = record[wanted]
        else:
            for part in wanted.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
        chosen[name] = value
    return chosen


def build_item(values: Mapping[str, object], *, spot: Spot, options: ReadOptions) -> Item | Issue:
    """Values under our names in, an Item out, its text character for character; else an Issue.

    A missing date is `options.published`; a date that cannot be read sets the item aside, since a
    wrong day is worse than none.
    """
    item_id: str | None = None
    try:
        item_id = _read_id(values.get("item_id"))
        text = _read_text(values.get("text"), "text") or ""
        title = _read_text(values.get("title"), "title")
        url = _read_text(values.get("url"), "url")
        source = _read_text(values.get("source"), "source")
        language = _read_language(values.get("language")) or options.language
        retrieved_at = _read_date(values.get("retrieved_at"), "retrieved_at")
        said = _read_date(values.get("published"), "published")
    except ValueError as error:
        return refuse(
            spot, str(error), item_id=item_id, remedy="Mend the record and read it again."
        )
    if not text.strip() and not (title or "").strip():
        return refuse(
            spot,
            "has neither text nor title",
            item_id=item_id,
            expected=f"a text under the name {options.mapping.get('text', 'text')!r}",
            remedy="Say where the text is: --map text=NAME.",
        )
    if len(text) > options.limits.text_characters:
        return refuse(
            spot,
            f"the text has {len(text):,} characters, the most is "
            f"{options.limits.text_characters:,}",
            item_id=item_id,
            remedy="Split it into items.",
        )
    return Item(
        item_id=item_id if item_id is not None else hash_item(said, title, text),
        title=title,
        text=text,
        published=said or options.published,
        language=language,
        source=source,
        url=url,
        retrieved_at=retrieved_at,
    )


def _read_id(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _read_text(value, "item_id")


def _read_text(value: object, name: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} is {type(value).__name__}, expected text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(
            f"{name} holds half a character (a lone surrogate) at character {error.start}"
        ) from None
    return value


def _read_date(value: object, name: str) -> str | None:
    try:
        return read_published(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _read_language(value: object) -> str | None:
    text = _read_text(value, "language")
    if text is None:
        return None
    found = _LANGUAGE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"language is {text[:20]!r}, expected a code such as fr or en")
    return found.group(1).lower()
