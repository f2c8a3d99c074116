"""Whom a statement is about when its sentence does not name them: the other side of the story.

«a qualifié les frappes d'inacceptables» answers whoever struck; «a démenti» answers whoever
accused. The text names them, in an earlier act of the same item; nobody is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.events.merge import Draft
from pipeline.schema.records import EventMention

_ANSWERS = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION", "REQUEST"})
_REACH = 4
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "MOBILIZE"})
_RULE = "recipient.story"
_PARTS = ("text", "start", "end", "name", "code", "sector", "id")


def _with_recipient(draft: Draft, source: EventMention, side: str) -> Draft:
    changes: dict[str, object] = {
        f"recipient_{part}": getattr(source, f"{side}_{part}") for part in _PARTS
    }
    changes["rule_ids"] = (*draft.mention.rule_ids, _RULE)
    changes["confidence"] = round(max(0.05, draft.mention.confidence - 0.05), 3)
    return replace(draft, mention=replace(draft.mention, **changes))  # type: ignore[arg-type]


def _find_counterpart(draft: Draft, earlier: Sequence[Draft]) -> tuple[EventMention, str] | None:
    """The earlier act that a statement answers, and the side of it that it is addressed to."""
    row = draft.mention
    for other in reversed(earlier):
        act = other.mention
        if act.event_type not in _HOSTILE or act.actor_code is None:
            continue
        is_target = act.recipient_code == row.actor_code
        if row.event_type == "THREATEN" and is_target and act.actor_code != row.actor_code:
            return act, "actor"
        if row.event_type == "REQUEST" and is_target and act.actor_code != row.actor_code:
            return act, "actor"
        if row.event_type == "REJECT" and act.event_type in {"ACCUSE", "THREATEN"} and is_target:
            return act, "actor"
        names_act = bool(draft.object_types & {act.event_type})
        if row.event_type == "ACCUSE" and names_act and act.actor_code != row.actor_code:
            return act, "actor"
        if row.event_type == "SUPPORT" and names_act and act.actor_code != row.actor_code:
            return act, "actor"
    return _last_aggressor(row, earlier) or _find_usual(draft, earlier)


def _last_aggressor(row: EventMention, earlier: Sequence[Draft]) -> tuple[EventMention, str] | None:
    """For a charge against nobody named: who did the last hostile act that the item told."""
    if row.event_type != "ACCUSE":
        return None
    for other in reversed(earlier):
        act = other.mention
        hostile = act.event_type in _HOSTILE and act.actor_code is not None
        if hostile and act.actor_code != row.actor_code:
            return act, "actor"
    return None


def _find_usual(draft: Draft, earlier: Sequence[Draft]) -> tuple[EventMention, str] | None:
    """Whom the same actor, or others by the same kind of act, dealt with just before."""
    row = draft.mention
    hostile = row.event_type in _HOSTILE or row.event_type in {"REJECT", "REQUEST"}
    for other in reversed(earlier[-_REACH:]):
        act = other.mention
        if act.recipient_code is None or act.recipient_code == row.actor_code:
            continue
        same_actor = act.actor_code == row.actor_code
        if same_actor and hostile and act.event_type in {*_HOSTILE, "REJECT", "REQUEST"}:
            return act, "recipient"
        if act.event_type == row.event_type == "SANCTION":
            return act, "recipient"
    return None


def fill_counterparts(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one item in text order, statements given the counterpart that the story names."""
    filled: list[Draft] = []
    for draft in drafts:
        row = draft.mention
        wants = row.event_type in _ANSWERS and row.recipient_code is None
        found = None
        if wants and row.recipient_text is None and row.actor_code is not None:
            found = _find_counterpart(draft, filled)
        filled.append(_with_recipient(draft, *found) if found else draft)
    return filled
