"""The processes of the fault harness: `python -m tests.eval.kill_roles write|read FOLDER`.

A writer ingests, recodes and corrects for ever, and notes in FOLDER/notes.jsonl what the store has
acknowledged. A reader opens FOLDER/store over and over and writes down every torn state.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError
from pipeline.schema.tables import make_table
from pipeline.store.corrections import change_event
from pipeline.store.read import latest_version, open_release
from pipeline.store.resolve import resolve_events
from pipeline.store.write import publish

BATCH_ITEMS = 5


def make_batch(number: int, edition: int) -> dict[str, Any]:
    """Batch `number` in its `edition`: five items, each told to be of that edition, and an event
    that all five report."""
    items = [
        {
            "item_id": f"b{number:04d}-{n}",
            "text": f"edition {edition} of item {n} of batch {number}",
            "published": f"2031-0{1 + number % 9}-0{1 + n}",
        }
        for n in range(BATCH_ITEMS)
    ]
    mentions = [make_report(item["item_id"], number, edition) for item in items]
    by_id: dict[str, Any] = {item["item_id"]: item for item in items}
    return {
        "items": make_table("item", items),
        "event_mentions": make_table("event_mention", mentions),
        "events": make_table("event", resolve_events(mentions, by_id)),
    }


def make_report(item_id: str, number: int, edition: int) -> dict[str, Any]:
    """A mention of the batch's event, of that edition, in one item."""
    return {
        "event_mention_id": f"m-{item_id}",
        "item_id": item_id,
        "event_id": f"e{number:04d}",
        "sentence_start": 0,
        "sentence_end": 20,
        "sentence_text": f"edition {edition}",
        "trigger_start": 0,
        "trigger_end": 7,
        "trigger_text": "edition",
        "event_type": "ASSAULT",
        "quad_code": "material-conflict",
        "intensity": -9.0,
        "factuality": "actual",
        "confidence": 0.5,
        "date_basis": "none",
    }


def run_writer(folder: Path) -> int:
    """Go on where the notes stop: new batches, every third an older one recoded, every fifth a
    correction. Each operation is noted after the store has acknowledged it."""
    notes = folder / "notes.jsonl"
    while True:
        done = read_notes(folder)
        number = sum(note["what"] == "batch" for note in done)
        step = len(done)
        if step % 5 == 4:
            event_id = f"e{random.randrange(number):04d}"
            given = f"actor {step}"
            made = change_event(
                folder / "store",
                event_id,
                field="actor_name",
                value=given,
                made_by="harness",
                reason="test",
            )
            note: dict[str, Any] = {"what": "correction", "id": made, "event_id": event_id}
        elif step % 3 == 2:
            old = random.randrange(number)
            publish(folder / "store", **make_batch(old, step))
            note = {"what": "recode", "number": old, "edition": step}
        else:
            publish(folder / "store", **make_batch(number, step))
            note = {"what": "batch", "number": number, "edition": step}
        with notes.open("a") as out:
            out.write(json.dumps(note) + "\n")
            out.flush()
            os.fsync(out.fileno())


def read_notes(folder: Path) -> list[dict[str, Any]]:
    """The operations that were acknowledged; a line that a kill cut short was not."""
    path = folder / "notes.jsonl"
    if not path.exists():
        return []
    whole = path.read_text()
    if not whole.endswith("\n"):
        whole = whole[: whole.rfind("\n") + 1]
        path.write_text(whole)
    return [json.loads(line) for line in whole.splitlines()]


def run_reader(folder: Path) -> int:
    """Open the newest release over and over; write a line for every read and every torn state."""
    log = folder / f"reads-{os.getpid()}.jsonl"
    seen = 0
    while True:
        with log.open("a") as out:
            out.write(json.dumps(look(folder / "store", seen)) + "\n")
        seen = max(seen, latest_version(folder / "store"))
        time.sleep(0.05)


TORN = {
    "an edition is there in part": """SELECT split_part(item_id, '-', 1) FROM items
        GROUP BY 1 HAVING count(DISTINCT split_part(text, ' ', 2)) > 1
        OR count(*) <> {size}""",
    "mentions and items are of other editions": """SELECT item_id FROM event_mentions m
        JOIN items i USING (item_id)
        WHERE split_part(m.sentence_text, ' ', 2) <> split_part(i.text, ' ', 2)""",
    "an event counts other mentions than there are": """SELECT event_id FROM events e
        JOIN (SELECT event_id, count(*) AS n FROM event_mentions GROUP BY 1) USING (event_id)
        WHERE n <> e.num_mentions""",
    "an event or its mentions are missing": """SELECT event_id FROM events e
        FULL JOIN (SELECT DISTINCT event_id FROM event_mentions) m USING (event_id)
        WHERE e.event_mention_id IS NULL OR m.event_id IS NULL""",
    "a correction waits in vain": "SELECT correction_id FROM conflicts WHERE NOT is_applied",
}


def look(store: Path, seen: int) -> dict[str, Any]:
    """One read: the version, and what is wrong with it."""
    try:
        release = open_release(store)
    except StoreError as error:
        return {"version": None, "wrong": [f"a reader failed: {error}"]}
    wrong = []
    connection = release.connection()
    for what, query in TORN.items():
        found = connection.execute(query.format(size=BATCH_ITEMS)).fetchall()
        if found:
            wrong.append(f"release {release.version}: {what}: {found[:3]}")
    if release.version < seen:
        wrong.append(f"release {release.version} came after release {seen}")
    release.close()
    return {"version": release.version, "wrong": wrong}


if __name__ == "__main__":
    role, place = sys.argv[1:]
    sys.exit({"write": run_writer, "read": run_reader}[role](Path(place)))
