"""What a quotation or report does by its own wording: it demands, or it refuses.

"They should be freed", a charity said: a demand, though nobody "demands". "There will be no truce",
a general said: a refusal, though nobody "refuses". Both belong to who speaks.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import syntax
from pipeline.events.factuality import Factuality
from pipeline.events.moods import is_to_come
from pipeline.events.parties import find_sayer
from pipeline.events.party import Parties, is_political
from pipeline.events.quotes import FIRST_PERSON, quote_of
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_ASKED = frozenset({"CONCEDE", "RETREAT", "CONSULT", "AGREE", "COOPERATE", "AID", "SANCTION"})
_REFUSED = frozenset({"RETREAT", "CONCEDE", "CONSULT", "AGREE"})
_MODALS = frozenset({"must", "should", "ought"})
_NOBODY = frozenset({"nobody", "none", "no-one"})

Act = tuple[ActionMention, Parties, Factuality]


def hear_utterance(
    view: SentenceView, action: ActionMention, parties: Parties, factuality: Factuality
) -> Act:
    """An English act that its sentence only demands or refuses, as that demand or refusal.

    Anything else comes back as it was.
    """
    if view.language != "en" or action.event_type not in _ASKED:
        return action, parties, factuality
    sayer = find_sayer(view, action)
    if sayer is None or not is_political(sayer.mention):
        return action, parties, factuality
    plain = replace(factuality, value="actual", is_negated=False, content_of=None)
    if _is_demanded(view, action, factuality):
        doer = parties.actor if parties.actor and parties.actor.token != sayer.token else None
        return (
            replace(action, event_type="REQUEST", event_mode=None, cameo_code="020"),
            Parties(sayer, doer),
            replace(plain, rule_ids=("factuality.demanded",)),
        )
    if _is_refused(view, action, parties, factuality):
        other = parties.recipient if parties.recipient != sayer else None
        return (
            replace(action, event_type="REJECT", event_mode=None, cameo_code="120"),
            Parties(sayer, other),
            replace(plain, rule_ids=("factuality.refused",)),
        )
    return action, parties, factuality


def _is_demanded(view: SentenceView, action: ActionMention, factuality: Factuality) -> bool:
    """Whether a verb stands under "must" or "should", not negated, not in a condition."""
    if action.pos != "VERB" or factuality.is_negated or "factuality.if" in factuality.rule_ids:
        return False
    own = (view.tokens[c] for c in view.children[action.head])
    return any(t.pos == "AUX" and t.text.lower() in _MODALS for t in own)


def _is_refused(
    view: SentenceView, action: ActionMention, parties: Parties, factuality: Factuality
) -> bool:
    """Whether the speaker says that a peaceful act will not be, or that "we" do not do it."""
    if action.event_type not in _REFUSED or not factuality.is_negated:
        return False
    if quote_of(view.quotes, action.head) is None:
        return False
    verb = action.head if action.pos == "VERB" else view.tokens[action.head].head
    if view.tokens[verb].pos not in VERBAL:
        return False
    parts = [view.tokens[i] for i in (verb, *view.children[verb])]
    subject = syntax.subject_of(view, verb)
    word = view.tokens[subject].text.lower() if subject is not None else ""
    if any(is_to_come(t) for t in parts if t.pos in VERBAL):
        is_own = parties.actor is None or parties.actor.slot == "speaker"
        return is_own or word in FIRST_PERSON | _NOBODY
    is_past = any("Tense=Past" in t.morph for t in parts)
    return not is_past and word in FIRST_PERSON | {"you"}


__all__ = ["hear_utterance"]
