"""English triggers that tell of no act: conditions, topics, standing posts, onlookers' guesses.

French is left to its lexicon and cues.
"""

from __future__ import annotations

from pipeline.events import syntax
from pipeline.events.factuality import Factuality
from pipeline.events.party import Parties
from pipeline.events.quotes import quote_of
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention

_ANYBODY = frozenset({"whoever", "whomever", "anyone", "anybody"})
_WARS = frozenset({"war", "conflict", "fighting", "hostility", "crisis", "clash", "violence"})
_BYSTANDERS = frozenset(
    "analyst expert observer economist trader investor historian commentator pundit critic "
    "scholar researcher strategist columnist".split()
)
_ABOUT = frozenset({"toward", "towards", "on", "about", "for", "over"})
_OFFICES = frozenset(
    "envoy representative mediator commissioner coordinator minister secretary ministry office "
    "department committee commission rapporteur adviser".split()
)
_POSTS = frozenset({"station", "base", "deploy"})


def find_idle(
    view: SentenceView, action: ActionMention, parties: Parties, factuality: Factuality
) -> str | None:
    """Why a trigger of an English sentence tells of no act, or None where it may."""
    if view.language != "en":
        return None
    if _is_condition(view, action):
        return "condition"
    if _is_anybody(view, action):
        return "act of anybody"
    if _is_standing_war(view, action, parties):
        return "topic"
    if _is_agenda(view, action):
        return "topic of talks"
    if _is_post(view, action):
        return "standing post"
    if _is_title(view, action):
        return "part of a title"
    if factuality.value == "hypothetical" and _is_guess(view, action):
        return "guess"
    return None


def _is_condition(view: SentenceView, action: ActionMention) -> bool:
    """Whether the act stands in an "if" clause outside any quotation."""
    if quote_of(view.quotes, action.head) is not None:
        return False
    for at in (action.head, *(up for up, _ in view.ancestors(action.head))):
        token = view.tokens[at]
        if token.pos not in VERBAL:
            continue
        for child in view.children[at]:
            mark = view.tokens[child]
            if mark.role == "mark" and mark.text.lower() == "if" and child < action.head:
                return not _is_as_if(view, child)
        if token.role in {"relcl", "root", "ccomp"}:
            return False
    return False


def _is_as_if(view: SentenceView, index: int) -> bool:
    before = view.tokens[index - 1].text.lower() if index else ""
    return before in {"as", "even"}


def _is_anybody(view: SentenceView, action: ActionMention) -> bool:
    """Whether who does it is nobody in particular ("whoever breaks the truce")."""
    if action.pos != "VERB" or quote_of(view.quotes, action.head) is not None:
        return False
    subject = syntax.subject_of(view, action.head)
    return subject is not None and view.tokens[subject].text.lower() in _ANYBODY


def _is_standing_war(view: SentenceView, action: ActionMention, parties: Parties) -> bool:
    """Whether a war is only named as what is talked of ("discussed the war in Libya")."""
    token = view.tokens[action.head]
    if action.pos != "NOUN" or action.event_type != "ASSAULT" or token.lemma not in _WARS:
        return False
    return parties.actor is None and token.role not in syntax.SUBJECTS


def _is_agenda(view: SentenceView, action: ActionMention) -> bool:
    """Whether a truce or release is only what talks are about ("negotiations on a ceasefire")."""
    token = view.tokens[action.head]
    if action.pos != "NOUN" or action.event_type not in {"RETREAT", "CONCEDE", "AGREE"}:
        return False
    if token.case not in _ABOUT:
        return False
    talks = (a for a in view.actions if a.event_type == "CONSULT" and a is not action)
    return any(token.head in {a.head, *a.words} for a in talks)


def _is_post(view: SentenceView, action: ActionMention) -> bool:
    """Whether soldiers are only said to stand somewhere ("where troops are stationed")."""
    token = view.tokens[action.head]
    if action.event_type != "MOBILIZE" or token.lemma not in _POSTS or token.role != "relcl":
        return False
    return any(view.tokens[c].text.lower() in {"are", "is"} for c in view.children[action.head])


def _is_title(view: SentenceView, action: ActionMention) -> bool:
    """Whether an act only says what somebody's office is for ("the envoy for the dialogue")."""
    token = view.tokens[action.head]
    if action.pos != "NOUN" or token.case not in {"for", "of", "on"}:
        return False
    return view.tokens[token.head].lemma.lower() in _OFFICES


def _is_guess(view: SentenceView, action: ActionMention) -> bool:
    """Whether an onlooker says that it could happen ("analysts say China could invade")."""
    for up, _ in view.ancestors(action.head):
        if view.tokens[up].pos not in VERBAL:
            continue
        subject = syntax.subject_of(view, up)
        if subject is not None and view.tokens[subject].lemma.lower() in _BYSTANDERS:
            return True
    return False


__all__ = ["find_idle"]
