"""Which triggers are acts and which are content, purpose or noise: the reasons to leave one out."""

from __future__ import annotations

from pipeline.events.cues import load_cues
from pipeline.events.factuality import Factuality
from pipeline.events.hazards import is_hazard
from pipeline.events.idle import find_idle
from pipeline.events.party import Parties, Party, is_political
from pipeline.events.quotes import quote_of
from pipeline.events.view import VERBAL, SentenceView
from pipeline.schema.records import ActionMention, Token

# Acts of speech whose complement is what they are about, not a further event.
CONTENT_HOLDERS = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE", "SANCTION", "CONCEDE"})
MATERIAL = frozenset(
    "ASSAULT COERCE MOBILIZE RETREAT PROTEST AID COOPERATE SANCTION CONCEDE CONSULT".split()
)
PHYSICAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST"})
_SEEN_TO_BE_DONE = MATERIAL - {"CONSULT"}
_GIVES_WAY = frozenset({"REQUEST", "AGREE", "CONCEDE"})
_CONTENT_ROLES = frozenset({"obj", "ccomp", "xcomp", "obl", "nmod", "advcl", "acl", "iobj", "attr"})
_PATH_ROLES = _CONTENT_ROLES | {"conj", "amod", "compound", "poss"}
_TEMPORAL = frozenset(
    "après depuis avant pendant durant lors dès malgré after since before following during "
    "despite amid over".split()
)
# "accused of bombing", "talks on ending the war": the gerund is what the word before is about.
_GERUND_CASES = frozenset({"of", "for", "on", "about", "at", "towards", "toward", "to", "from"})
_POLITICAL_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "PAR", "PAM", "SPY", "COP", "IGO"})
_ARMED_SECTORS = frozenset({"MIL", "PAM"})
_OPEN_MARKS = frozenset({"whether", "until", "unless"})
_STRONG_KINDS = frozenset({"state", "organisation", "person", "role", "pronoun"})
_BOTH_STRENGTH = 0.5
UNMET = "needs"
"""How the reason begins when only the parties that a construction needs were not found."""
_TELLING = 0.6


def holder_of(view: SentenceView, action: ActionMention) -> ActionMention | None:
    """The action whose complement holds this one, nearest first; None when it stands free."""
    by_head = {a.head: a for a in view.actions}
    for owner in view.actions:
        for word in owner.words:
            by_head.setdefault(word, owner)
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[child]
        if token.role not in _PATH_ROLES or not _is_governed(view, token):
            return None
        if _tells_more(view, child):
            return None
        if not view.same_voice(child, ancestor):
            return None
        holder = by_head.get(ancestor)
        if holder is not None and holder is not action and token.role in _CONTENT_ROLES:
            return holder
    return None


def _tells_more(view: SentenceView, index: int) -> bool:
    """Whether an infinitive adds another act in time («avant de rappeler son ambassadeur»)."""
    token = view.tokens[index]
    if token.role not in {"advcl", "acl", "xcomp", "obl"}:
        return False
    if view.language == "fr" and token.pos in VERBAL and token.text.endswith("ant"):
        return True
    marks = (
        view.tokens[c] for c in view.children[index] if view.tokens[c].role in {"mark", "case"}
    )
    return any(t.text.lower() in _TEMPORAL for t in marks)


def _is_governed(view: SentenceView, token: Token) -> bool:
    """Whether a word is a complement of what it hangs on, not an adjunct that tells more."""
    if token.role == "acl" and "Tense=Past" in token.morph:
        return False
    if token.role == "advcl" and token.case in _GERUND_CASES:
        return True
    if token.role in {"advcl", "acl"}:
        return "VerbForm=Inf" in token.morph or _is_object_gerund(view, token)
    return not (token.case and token.case.split()[0] in _TEMPORAL)


def _is_object_gerund(view: SentenceView, token: Token) -> bool:
    """Whether an English gerund stands right behind its verb ("ruled out recognising Kosovo")."""
    if view.language != "en" or token.role != "advcl" or not token.text.endswith("ing"):
        return False
    between = view.tokens[token.head + 1 : token.index]
    return token.head < token.index and all(t.role in {"prt", "neg"} for t in between)


def takes_over(view: SentenceView, action: ActionMention, holder: ActionMention) -> bool:
    """Whether the act itself is the event and its holder only orders, allows or promises it.

    «a ordonné la mobilisation» is MOBILIZE; «a demandé le retrait» stays REQUEST.
    """
    if action.event_type not in MATERIAL or holder.event_type not in _GIVES_WAY:
        return False
    lemma = view.tokens[holder.head].lemma.lower()
    cues = load_cues(view.language).get(lemma, ())
    binding = [c for c in cues if c.scope == "complement" and c.pos == "VERB"]
    return any(
        c.factuality in {"announced", "actual"} and c.also_event in {None, "AGREE"} for c in binding
    )


def _is_strong(party: Party | None) -> bool:
    if party is None or party.mention.kind not in _STRONG_KINDS:
        return False
    mention = party.mention
    if mention.actor_code is None:
        return False
    return mention.actor_sector is None or mention.actor_sector in _POLITICAL_SECTORS


def _is_told_of(party: Party | None) -> bool:
    """Whether somebody of a known side, armed groups and ships too, is said to have done it."""
    return _is_strong(party) or (
        party is not None
        and party.mention.actor_code is not None
        and party.mention.actor_sector in _ARMED_SECTORS
    )


def needs_met(
    action: ActionMention,
    parties: Parties,
    *,
    has_anchor: bool,
    is_political_item: bool,
    language: str,
) -> bool:
    """Whether the parties that the construction needs are there.

    ``both`` is content with one strong actor where the construction is telling enough; a physical
    act tied to a day or place, or a telling English verb, needs no named party in an item that
    names political actors.
    """
    actor = parties.actor is not None and is_political(parties.actor.mention)
    recipient = parties.recipient is not None and is_political(parties.recipient.mention)
    if action.needs == "free":
        return True
    if action.needs == "actor":
        return actor
    if action.needs == "both":
        if actor and recipient:
            return True
        return _is_strong(parties.actor) and action.strength >= _BOTH_STRENGTH
    if actor or recipient:
        return True
    if not is_political_item:
        return False
    is_telling = action.event_type in _SEEN_TO_BE_DONE or action.strength >= _TELLING
    if language == "en" and action.pos == "VERB" and is_telling:
        return True
    return action.event_type in PHYSICAL and has_anchor


def _is_topic(view: SentenceView, action: ActionMention) -> bool:
    """Whether a gerund only says what a noun is about ("talks on ending the war")."""
    token = view.tokens[action.head]
    if token.role != "advcl" or token.case not in _GERUND_CASES or action.pos != "VERB":
        return False
    has_object = any(view.tokens[c].role == "obj" for c in view.children[token.head])
    return view.tokens[token.head].pos == "NOUN" or (token.case in {"on", "about"} and has_object)


def _is_deep(view: SentenceView, action: ActionMention) -> bool:
    """Whether a noun hangs on a gerund of blame ("accused of starting the clash")."""
    parent = view.tokens[view.tokens[action.head].head]
    return parent.role == "advcl" and parent.case in _GERUND_CASES


def _is_open(view: SentenceView, action: ActionMention) -> bool:
    """Whether the act stands in a clause of "whether", "until" or "unless", or of «si»."""
    for at in (action.head, *(up for up, _ in view.ancestors(action.head))):
        token = view.tokens[at]
        marks = {
            view.tokens[c].text.lower()
            for c in view.children[at]
            if view.tokens[c].role in {"mark", "advmod"}
        }
        if token.pos in VERBAL and marks & _OPEN_MARKS:
            return True
        if token.role in {"relcl", "root"} or quote_of(view.quotes, at) is not None:
            return False
    return False


def _is_description(view: SentenceView, action: ActionMention) -> bool:
    """Whether a participle only describes a noun ("fighters backed by", "troops deployed in")."""
    token = view.tokens[action.head]
    if action.pos == "ADJ" and token.role == "amod" and action.event_type == "ACCUSE":
        return True
    is_finite = any(view.tokens[c].pos == "AUX" for c in view.children[action.head])
    is_participle = token.role in {"acl", "amod"} and "Tense=Past" in token.morph and not is_finite
    if is_participle and view.tokens[token.head].text.lower() in {"those", "anyone"}:
        return True
    return is_participle and action.event_type in {"SUPPORT", "MOBILIZE"}


def _is_asked(view: SentenceView, action: ActionMention) -> bool:
    """Whether the journalist asks: a question outside any quotation."""
    return view.tokens[-1].text == "?" and quote_of(view.quotes, action.head) is None


def reason_to_drop(
    view: SentenceView,
    action: ActionMention,
    parties: Parties,
    factuality: Factuality,
    *,
    has_anchor: bool,
    is_political_item: bool,
) -> str | None:
    """Why a trigger gives no row, or None when it gives one.

    ``has_anchor`` tells whether a date, place or number of its own ties the trigger down;
    ``is_political_item`` whether the item names political actors at all.
    """
    if factuality.is_purpose:
        return "purpose"
    if is_hazard(view, action):
        return "hazard"
    if _is_asked(view, action):
        return "question"
    if _is_topic(view, action):
        return "topic of a noun"
    if _is_open(view, action):
        return "open clause"
    if _is_description(view, action):
        return "description"
    idle = find_idle(view, action, parties, factuality)
    if idle is not None:
        return idle
    if factuality.value == "denied" and factuality.content_event == "RETREAT":
        return "halted"
    holder = holder_of(view, action)
    if holder is not None and not takes_over(view, action, holder):
        if holder.event_type in CONTENT_HOLDERS:
            return f"content of {holder.event_type}"
        if holder.event_type == "ACCUSE" and (action.pos == "VERB" or _is_deep(view, action)):
            return "content of ACCUSE"
        if view.language == "en" and holder.event_type == action.event_type == "CONSULT":
            return "content of CONSULT"
    if factuality.value == "denied":
        unsaid = factuality.content_of is None or (factuality.is_negated and holder is not None)
        if unsaid or not _is_strong(parties.actor):
            return "negated"
    if factuality.value == "hypothetical" and not _is_told_of(parties.actor):
        return "hypothetical without an actor"
    is_bare = parties.actor is None and parties.recipient is None and not has_anchor
    if action.pos == "NOUN" and is_bare:
        return "bare noun"
    if not needs_met(
        action,
        parties,
        has_anchor=has_anchor,
        is_political_item=is_political_item,
        language=view.language,
    ):
        return f"{UNMET} {action.needs}"
    return None
