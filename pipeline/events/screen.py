"""Which triggers are acts and which are content, purpose or noise: the reasons to leave one out."""

from __future__ import annotations

from pipeline.events.factuality import Factuality
from pipeline.events.parties import Parties, is_political
from pipeline.events.view import SentenceView
from pipeline.schema.records import ActionMention

# Acts of speech whose complement is what they are about, not a further event.
CONTENT_HOLDERS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "SANCTION", "CONCEDE"})
_CONTENT_ROLES = frozenset({"obj", "ccomp", "xcomp", "obl", "nmod", "advcl", "acl", "iobj", "attr"})


def holder_of(view: SentenceView, action: ActionMention) -> ActionMention | None:
    """The action whose complement holds this one, nearest first; None when it stands free."""
    by_head = {a.head: a for a in view.actions}
    for word_owner in view.actions:
        for word in word_owner.words:
            by_head.setdefault(word, word_owner)
    for ancestor, child in view.ancestors(action.head):
        role = view.tokens[child].role
        if role == "relcl" or role not in _CONTENT_ROLES | {"conj", "amod", "compound", "poss"}:
            return None
        holder = by_head.get(ancestor)
        if holder is not None and holder is not action and role in _CONTENT_ROLES:
            return holder
    return None


def _needs_met(action: ActionMention, parties: Parties) -> bool:
    actor = parties.actor is not None and is_political(parties.actor.mention)
    recipient = parties.recipient is not None and is_political(parties.recipient.mention)
    if action.needs == "free":
        return True
    if action.needs == "actor":
        return actor
    if action.needs == "both":
        return actor and recipient
    return actor or recipient


def reason_to_drop(
    view: SentenceView,
    action: ActionMention,
    parties: Parties,
    factuality: Factuality,
    *,
    has_anchor: bool,
) -> str | None:
    """Why a trigger gives no row, or None when it gives one.

    ``has_anchor`` tells whether a date, place or number of its own ties the trigger down.
    """
    if not _needs_met(action, parties):
        return f"needs {action.needs}"
    if factuality.is_purpose:
        return "purpose"
    holder = holder_of(view, action)
    if holder is not None and holder.event_type in CONTENT_HOLDERS:
        return f"content of {holder.event_type}"
    if holder is not None and holder.event_type == "ACCUSE" and action.pos == "VERB":
        return "content of ACCUSE"
    if factuality.value == "denied" and factuality.content_of is None:
        return "negated"
    if factuality.value == "hypothetical" and parties.actor is None:
        return "hypothetical without an actor"
    if (
        action.pos == "NOUN"
        and not has_anchor
        and parties.actor is None
        and (parties.recipient is None)
    ):
        return "bare noun"
    return None
