"""What a person corrects in, an appended record out. Nothing is ever overwritten.

A correction says who, when, what and why, with the item, trigger words and sentence it is about,
so that it finds its row again after any recoding (see `pipeline.store.replay`). Recording one ends
with a release of its own: it is acknowledged when these functions return, and readers that open
the store see it applied. Values are JSON in the table.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.schema.tables import make_table
from pipeline.store.change import CORRECTABLE, check_value
from pipeline.store.lookup import find_coded_mentions, find_event, find_sentence, find_text
from pipeline.store.read import Release
from pipeline.store.table import (
    add_release,
    append_rows,
    create_tables,
    find_release,
    lock_store,
    put_back,
    read_rows,
)

Row = Mapping[str, Any]
ANCHOR = ("event_mention_id", "item_id", "trigger_start", "trigger_end", "sentence_text")
__all__ = [
    "CORRECTABLE",
    "add_event",
    "change_event",
    "change_mention",
    "list_corrections",
    "merge_events",
    "reject_event",
    "reject_mention",
    "split_event",
    "undo_correction",
]


def change_event(
    store_dir: Path,
    event_id: str,
    *,
    field: str,
    value: Any,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Set one field of an event; the correction_id out. `field` is one of CORRECTABLE.

    Raises UsageError when there is no such event, the field cannot be corrected or cannot have
    that value, StoreError when the store cannot be written. So do the functions below. `release`,
    when given, is the open release that the person looked at: it saves opening the store again.
    """
    value = check_value(field, value)
    row = find_event(store_dir, event_id, release)
    extra = {"event_id": event_id, "field": field, **_to_values(row.get(field), value)}
    return _record(store_dir, "change", row, made_by=made_by, reason=reason, extra=extra)


def change_mention(
    store_dir: Path,
    event_mention_id: str,
    *,
    field: str,
    value: Any,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Set one field of one event mention; its event is resolved anew. The correction_id out."""
    value = check_value(field, value)
    (row,) = find_coded_mentions(store_dir, [event_mention_id], release)
    extra = {"field": field, **_to_values(row.get(field), value)}
    return _record(store_dir, "change", row, made_by=made_by, reason=reason, extra=extra)


def reject_event(
    store_dir: Path,
    event_id: str,
    *,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Take an event, with all its mentions, out of the chronology. The correction_id out."""
    row = find_event(store_dir, event_id, release)
    extra = {"event_id": event_id}
    return _record(store_dir, "reject", row, made_by=made_by, reason=reason, extra=extra)


def reject_mention(
    store_dir: Path,
    event_mention_id: str,
    *,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Take one mention out of its event, which goes too when no other tells it."""
    (row,) = find_coded_mentions(store_dir, [event_mention_id], release)
    return _record(store_dir, "reject", row, made_by=made_by, reason=reason, extra={})


def merge_events(
    store_dir: Path,
    kept_id: str,
    gone_id: str,
    *,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Make the mentions of `gone_id` mentions of `kept_id`. The correction_id out."""
    if kept_id == gone_id:
        raise UsageError("An event cannot be joined to itself.", remedy="Name two events.")
    kept, gone = (find_event(store_dir, name, release) for name in (kept_id, gone_id))
    anchor = {name: gone[name] for name in ANCHOR} | {"event_id": gone_id}
    extra = {"event_id": kept_id, "new_value": _to_json(anchor)}
    return _record(store_dir, "merge", kept, made_by=made_by, reason=reason, extra=extra)


def split_event(
    store_dir: Path,
    event_id: str,
    event_mention_ids: Sequence[str],
    *,
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Part these mentions from an event into one of their own. The correction_id out."""
    event = find_event(store_dir, event_id, release)
    inside = set(event["event_mention_ids"])
    strangers = [name for name in event_mention_ids if name not in inside]
    if not event_mention_ids or strangers or inside == set(event_mention_ids):
        raise UsageError(
            f"Event {event_id} cannot be parted that way.",
            remedy="Name some, not all, of its own event mentions.",
        )
    rows = find_coded_mentions(store_dir, event_mention_ids, release)
    anchors = [{name: row[name] for name in ANCHOR} for row in rows]
    extra = {"event_id": event_id, "new_value": _to_json(anchors)}
    return _record(store_dir, "split", event, made_by=made_by, reason=reason, extra=extra)


def add_event(
    store_dir: Path,
    *,
    item_id: str,
    trigger_start: int,
    trigger_end: int,
    fields: Mapping[str, Any],
    made_by: str,
    reason: str,
    release: Release | None = None,
) -> str:
    """Add an event by hand at words of an item (offsets of its text). The correction_id out.

    `fields` are those of CORRECTABLE, `event_type` and `factuality` among them; with `event_id`
    the row becomes a mention of that event.
    """
    event_id = fields.get("event_id")
    given = {name: check_value(name, value) for name, value in fields.items() if name != "event_id"}
    for name in ("event_type", "factuality"):
        if name not in given:
            raise UsageError(f"An event needs a {name}.", remedy=f"Give {name}.")
    text = find_text(store_dir, item_id, release)
    if not 0 <= trigger_start < trigger_end <= len(text):
        raise UsageError(
            f"Characters {trigger_start} to {trigger_end} are not in item {item_id}, which has "
            f"{len(text)}.",
            remedy="Mark the words that tell the act.",
        )
    start, end = find_sentence(text, trigger_start, trigger_end)
    row = given | {
        "trigger_start": trigger_start,
        "trigger_end": trigger_end,
        "trigger_text": text[trigger_start:trigger_end],
        "sentence_start": start,
        "sentence_end": end,
        "sentence_text": text[start:end],
        "date_basis": "text" if given.get("event_date") else "none",
        "confidence": 1.0,
        "rule_ids": ["by hand"],
    }
    anchor = {name: row.get(name) for name in ANCHOR} | {"item_id": item_id}
    extra = {"new_value": _to_json(row | ({"event_id": event_id} if event_id else {}))}
    return _record(store_dir, "add", anchor, made_by=made_by, reason=reason, extra=extra)


def undo_correction(store_dir: Path, correction_id: str, *, made_by: str, reason: str) -> str:
    """Take back a correction, or an undoing; itself a record. The correction_id out."""
    found = [row for row in list_corrections(store_dir) if row["correction_id"] == correction_id]
    if not found:
        raise UsageError(
            f"Correction {correction_id!r} does not exist.",
            remedy="`escalade correct list` names every correction.",
        )
    extra = {"undoes_id": correction_id}
    return _record(store_dir, "undo", found[0], made_by=made_by, reason=reason, extra=extra)


def list_corrections(store_dir: Path) -> list[dict[str, Any]]:
    """Every correction of the last release, in the order they were made."""
    release = find_release(store_dir)
    if release is None:
        return []
    rows = read_rows(store_dir, "correction", version=release.tables["correction"]).to_pylist()
    return sorted(rows, key=lambda row: (row["made_at"], row["correction_id"]))


def _record(
    store_dir: Path,
    kind: str,
    about: Row,
    *,
    made_by: str,
    reason: str,
    extra: Mapping[str, Any],
    now: datetime | None = None,
) -> str:
    if not made_by.strip() or not reason.strip():
        raise UsageError("A correction needs a name and a reason.", remedy="Say who and why.")
    with lock_store(store_dir):
        previous = find_release(store_dir)
        if previous is None:
            raise UsageError(
                f"The store {store_dir} is empty.", remedy="Ingest items before correcting them."
            )
        create_tables(store_dir)
        put_back(store_dir, previous)
        made = list_corrections(store_dir)
        moment = datetime.now(UTC) if now is None else now
        latest = max([moment, *(row["made_at"] for row in made)])
        correction_id = f"{len(made) + 1:06d}{uuid.uuid4().hex[:8]}"
        row = {name: about.get(name) for name in ANCHOR} | {
            "correction_id": correction_id,
            "made_at": latest,
            "made_by": made_by.strip(),
            "kind": kind,
            "reason": reason.strip(),
            **extra,
        }
        append_rows(store_dir, "correction", make_table("correction", [row]))
        add_release(
            store_dir,
            previous=previous,
            kind="correction",
            is_demo=previous.is_demo,
            code_version=previous.code_version,
            now=now,
        )
    return correction_id


def _to_values(old: Any, new: Any) -> dict[str, str]:
    return {"old_value": _to_json(old), "new_value": _to_json(new)}


def _to_json(value: Any) -> str:
    def plain(part: Any) -> str:
        if isinstance(part, date):
            return part.isoformat()
        raise TypeError(f"{part!r} has no JSON form")

    return json.dumps(value, ensure_ascii=False, default=plain)
