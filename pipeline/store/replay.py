"""Coded mentions and corrections in, corrected mentions and events out. Pure.

Corrections are replayed in the order they were made, over whatever coding there is. Each finds its
mention again by id, else by overlapping trigger words in the same item; what finds nothing waits
in the conflict list. A correction always wins over the coding; where the coding has moved on since
(neither the value the person saw nor the one they gave), it is listed for review as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.schema.tables import find_schema
from pipeline.store.change import CORRECTABLE, make_change
from pipeline.store.resolve import resolve_event

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A correction that needs a person: it found no row, or the coding under it has changed."""

    correction_id: str
    is_applied: bool
    what: str


@dataclass(slots=True)
class Replayed:
    """Mentions and events that differ from the coding, ids that are gone, and conflicts."""

    mentions: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone_mention_ids: set[str] = field(default_factory=set)
    gone_event_ids: set[str] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)


def list_active(corrections: Sequence[Row]) -> list[Row]:
    """Corrections that hold, in order: undone ones and the undoings themselves left out."""
    undone: set[str] = set()
    for row in reversed(corrections):
        if row["kind"] == "undo" and row["correction_id"] not in undone:
            undone.add(row["undoes_id"])
    return [
        row for row in corrections if row["kind"] != "undo" and row["correction_id"] not in undone
    ]


def replay_corrections(
    corrections: Sequence[Row],
    *,
    mentions: Sequence[Row],
    items: Mapping[str, Row],
) -> Replayed:
    """All corrections, in order, and the mentions they can touch in; what changes out.

    `mentions` must hold every mention of the items that corrections name and every mention of
    those mentions' events; `items` their items (published, source, url, same_text_id).
    """
    player = _Player(mentions, items)
    for correction in list_active(corrections):
        player.play(correction)
    return player.finish()


def find_mention(anchor: Row, mentions: Mapping[str, Row]) -> str | None:
    """Id of the mention that an anchor (id, item, trigger span) means now; None when it is gone."""
    if anchor.get("event_mention_id") in mentions:
        return str(anchor["event_mention_id"])
    start, end = anchor.get("trigger_start"), anchor.get("trigger_end")
    if anchor.get("item_id") is None or start is None or end is None:
        return None
    shared = {
        name: min(end, row["trigger_end"]) - max(start, row["trigger_start"])
        for name, row in mentions.items()
        if row["item_id"] == anchor["item_id"]
        and row["trigger_start"] < end
        and start < row["trigger_end"]
    }
    return min(shared, key=lambda name: (-shared[name], name)) if shared else None


class _Player:
    """The state of a replay: mentions by id, event-level changes, and what was touched."""

    def __init__(self, mentions: Sequence[Row], items: Mapping[str, Row]) -> None:
        self.items = items
        self.before = {row["event_mention_id"]: row for row in mentions}
        self.now: dict[str, dict[str, Any]] = {
            row["event_mention_id"]: dict(row) for row in mentions
        }
        self.touched: set[str] = set()
        self.event_changes: list[tuple[str, Row]] = []
        self.conflicts: list[Conflict] = []

    def play(self, correction: Row) -> None:
        """Apply one correction, or note why it cannot be."""
        play = {
            "change": self._change,
            "reject": self._reject,
            "merge": self._merge,
            "split": self._split,
            "add": self._add,
        }[correction["kind"]]
        play(correction)

    def _find(self, correction: Row) -> str | None:
        found = find_mention(correction, self.now)
        if found is None and correction["event_id"] is not None:
            told = [n for n, r in self.now.items() if r["event_id"] == correction["event_id"]]
            found = min(told, default=None)
        if found is None:
            self._complain(correction, False, "its row is no longer coded in this item")
        return found

    def _complain(self, correction: Row, is_applied: bool, what: str) -> None:
        self.conflicts.append(Conflict(correction["correction_id"], is_applied, what))

    def _change(self, correction: Row) -> None:
        name = self._find(correction)
        if name is None:
            return
        row = self.now[name]
        value = json.loads(correction["new_value"])
        if correction["event_id"] is not None:
            self._change_later(correction, row)
            return
        self._review(correction, row.get(correction["field"]), value)
        row |= make_change(correction["field"], value, row)
        row["corrected_fields"] = sorted(
            {*(row.get("corrected_fields") or ()), correction["field"]}
        )
        self.touched.add(row["event_id"])

    def _change_later(self, correction: Row, row: Row) -> None:
        """Note a change of a whole event: the one named, else the one its mention is in now."""
        named = correction["event_id"]
        is_there = any(other["event_id"] == named for other in self.now.values())
        event_id = named if is_there else row["event_id"]
        self.event_changes.append((event_id, correction))
        self.touched.add(event_id)

    def _review(self, correction: Row, coded: Any, value: Any) -> None:
        seen = json.loads(correction["old_value"]) if correction["old_value"] else None
        if coded not in (seen, value):
            what = f"{correction['field']} is now coded {coded!r}; the person saw {seen!r}"
            self._complain(correction, True, what)

    def _reject(self, correction: Row) -> None:
        name = self._find(correction)
        if name is None:
            return
        event_id = self.now[name]["event_id"]
        self.touched.add(event_id)
        if correction["event_id"] is None:
            del self.now[name]
            return
        for other in [n for n, row in self.now.items() if row["event_id"] == event_id]:
            del self.now[other]

    def _merge(self, correction: Row) -> None:
        kept = self._find(correction)
        gone = find_mention(json.loads(correction["new_value"]), self.now)
        if kept is None:
            return
        if gone is None:
            self._complain(correction, False, "the event to be joined is no longer coded")
            return
        self._move(
            [n for n, r in self.now.items() if r["event_id"] == self.now[gone]["event_id"]],
            self.now[kept]["event_id"],
        )

    def _split(self, correction: Row) -> None:
        anchors = json.loads(correction["new_value"])
        found = [find_mention(anchor, self.now) for anchor in anchors]
        names = [name for name in found if name is not None]
        if len(names) < len(anchors):
            what = f"{len(anchors) - len(names)} of {len(anchors)} rows are no longer coded"
            self._complain(correction, bool(names), what)
        self._move(names, make_corrected_id(correction["correction_id"]))

    def _move(self, names: Sequence[str], event_id: str) -> None:
        for name in names:
            self.touched |= {self.now[name]["event_id"], event_id}
            self.now[name]["event_id"] = event_id

    def _add(self, correction: Row) -> None:
        given = json.loads(correction["new_value"])
        name = make_corrected_id(correction["correction_id"])
        if correction["item_id"] not in self.items:
            self._complain(correction, False, "its item is no longer in the store")
            return
        row: dict[str, Any] = dict.fromkeys(find_schema("event_mention").names)
        row |= given | {"event_mention_id": name, "item_id": correction["item_id"]}
        row["published_month"] = self.items[correction["item_id"]].get("published_month")
        row |= make_change("event_type", given["event_type"], row)
        row |= make_change("event_date", given.get("event_date"), row)
        row["event_id"] = given.get("event_id") or name
        row["corrected_fields"] = sorted(set(given) & set(CORRECTABLE))
        self.now[name] = row
        self.touched.add(row["event_id"])

    def finish(self) -> Replayed:
        """Resolve the touched events anew and put the changes of whole events on top."""
        done = Replayed(conflicts=self.conflicts)
        groups: dict[str, list[Row]] = {event_id: [] for event_id in self.touched if event_id}
        for row in self.now.values():
            if row["event_id"] in groups:
                groups[row["event_id"]].append(row)
        for event_id, rows in groups.items():
            if rows:
                done.events[event_id] = resolve_event(event_id, rows, self.items)
            else:
                done.gone_event_ids.add(event_id)
        for event_id, correction in self.event_changes:
            self._change_event(event_id, correction, done)
        done.gone_mention_ids = set(self.before) - set(self.now)
        done.mentions = {
            name: row for name, row in self.now.items() if row != self.before.get(name)
        }
        return done

    def _change_event(self, event_id: str, correction: Row, done: Replayed) -> None:
        anchor = find_mention(correction, self.now)
        row = done.events.get(event_id)
        if row is None and anchor is not None:
            row = done.events.get(self.now[anchor]["event_id"])
        if row is None:
            self._complain(correction, False, "its event was rejected or joined to another")
            return
        value = json.loads(correction["new_value"])
        self._review(correction, row.get(correction["field"]), value)
        row |= make_change(correction["field"], value, row)
        row["corrected_fields"] = sorted(
            {*(row.get("corrected_fields") or ()), correction["field"]}
        )


def make_corrected_id(correction_id: str) -> str:
    """Id of the event or mention that a correction brings into being."""
    return f"c{correction_id}"
