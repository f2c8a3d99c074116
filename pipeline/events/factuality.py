"""Did it happen? Cues around a trigger: negation, announcement, condition, mood, tense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.events.cues import Cue, load_cues
from pipeline.events.moods import is_conditional_form, is_future_form
from pipeline.events.purposes import is_purpose, is_served
from pipeline.events.quotes import quote_of
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.speech_verbs import load_speech_verbs
from pipeline.schema.records import ActionMention, Token

_ANNOUNCED = frozenset({"SANCTION", "MOBILIZE", "AID", "COOPERATE", "RETREAT", "ASSAULT", "COERCE"})
_UTTERED = frozenset({"THREATEN"})
_ORDER = {"actual": 0, "announced": 1, "hypothetical": 2, "denied": 3}
_COMPLEMENT = frozenset(
    {"obj", "ccomp", "xcomp", "obl", "nmod", "subj_pass", "iobj", "attr", "acl"}
)
_COMPLEMENT_CASE = frozenset(
    {None, "de", "à", "to", "of", "for", "on", "against", "from", "contre", "in", "with", "sur"}
)
# Verbs that only begin, pursue or end what their object names.
_CARRIERS = frozenset(
    "begin carry conduct continue deliver execute expand extend hold intensify launch keep mount "
    "maintain pursue renew resume start step undertake wage".split()
)
_IF = frozenset({"si", "if", "unless", "s'"})
_MARKS = frozenset({"mark", "advmod", "aux", "neg", "cc", "det", "case", "advcl", "other"})
_NEGATORS = frozenset({"ne", "n'", "not", "n't", "no", "non"})
_NOBODY = frozenset({"personne", "nul", "rien", "aucun", "aucune", "nobody", "none", "nothing"})
# What is denied when the report of it is: «dément l'information qui fait état d'un retrait».
_REPORTS = frozenset(
    ["information", "rumeur", "nouvelle", "annonce", "allégation", "rapport", "report", "rumour"]
)
_NEGATIVE_DETERMINERS = frozenset({"aucun", "aucune", "no", "nul", "nulle"})


@dataclass(frozen=True, slots=True)
class Factuality:
    """A reading: the value, the rules that gave it, and how the trigger stands in its sentence.

    ``is_content`` marks the content of another act (what is demanded, refused, threatened);
    ``content_of`` the token of the word that governs it; ``is_purpose`` a mere purpose clause.
    """

    value: str
    rule_ids: tuple[str, ...] = ()
    content_of: int | None = None
    content_event: str | None = None
    is_purpose: bool = False
    is_negated: bool = False


def _class_of(token: Token) -> str:
    return {"AUX": "VERB", "PROPN": "NOUN"}.get(token.pos, token.pos)


def _cues_at(view: SentenceView, index: int) -> Iterator[Cue]:
    """Cues whose words stand at a token; only those with the most words."""
    token = view.tokens[index]
    cues = load_cues(view.language)
    for lemma in dict.fromkeys((token.lemma.lower(), token.text.lower())):
        for cue in cues.get(lemma, ()):
            if cue.scope == "purpose":
                continue
            same = cue.pos == _class_of(token) or cue.pos == token.pos
            loose = cue.pos in {"ADV", "ADP", "SCONJ", "CCONJ", "PART", "AUX", "ADJ"}
            if not same and not (loose and token.pos not in {"NOUN", "PROPN"}):
                continue
            ahead = {
                word
                for t in view.tokens[index + 1 : index + 4]
                for word in (t.lemma.lower(), t.text.lower())
            }
            ahead |= {
                view.tokens[c].case or "" for c in view.children[index] if view.tokens[c].case
            }
            ahead |= {
                view.tokens[g].lemma.lower()
                for c in view.children[index]
                for g in view.children[c]
                if view.tokens[g].role == "mark"
            }
            if all(word in ahead for word in cue.words):
                yield cue
                return


def is_negated(view: SentenceView, index: int, *, own_words: tuple[int, ...] = ()) -> bool:
    """Whether «ne … pas», «jamais», "not", "no" or «aucun» negates a token."""
    if any(view.tokens[i].text.lower() in _NEGATORS for i in own_words):
        return False
    for child in view.children[index]:
        token = view.tokens[child]
        if token.role == "neg" and token.lemma.lower() not in {"ne", "n'"}:
            return True
        if token.role == "det" and token.lemma.lower() in _NEGATIVE_DETERMINERS:
            return True
        if token.role in {"subj", "subj_pass", "obj"} and token.text.lower() in _NOBODY:
            return True
    if view.language == "fr":
        before = [t.text.lower() for t in view.tokens[max(0, index - 5) : index]]
        after = [t.text.lower() for t in view.tokens[index : index + 4]]
        if {"ne", "n'"} & set(before[-5:]) and {
            "pas",
            "jamais",
            "aucun",
            "aucune",
            "plus",
            "ni",
            "nullement",
        } & {
            *before,
            *after,
        }:
            return True
    return False


def _joins_negated(view: SentenceView, index: int) -> bool:
    """Whether an infinitive shares a negation with the one before ("not to arm or fight")."""
    token = view.tokens[index]
    if token.role != "conj" or token.pos not in VERBAL:
        return False
    subjects = {"subj", "subj_pass"}
    if any(view.tokens[c].role in subjects for c in view.children[index]):
        return False
    return is_negated(view, token.head)


def _clause_cues(view: SentenceView, index: int) -> Iterator[tuple[str, str]]:
    """(factuality, rule id) of adverbs, auxiliaries, conjunctions and mood on a token's clause."""
    for child in view.children[index]:
        token = view.tokens[child]
        if token.role in _MARKS:
            for cue in _cues_at(view, child):
                if cue.scope == "clause" and cue.factuality != "denied":
                    yield cue.factuality, cue.rule_id
        if token.role == "mark" and token.lemma.lower() in _IF:
            yield "hypothetical", "factuality.if"
    verb = view.tokens[index]
    parts = [verb, *(view.tokens[c] for c in view.children[index] if view.tokens[c].pos == "AUX")]
    if view.language == "fr" and verb.pos in VERBAL:
        if any("Mood=Cnd" in p.morph or is_conditional_form(p) for p in parts):
            yield "conditional", "factuality.conditional"
        elif any("Tense=Fut" in p.morph or is_future_form(p) for p in parts):
            yield "announced", "factuality.future"


def _carried_cues(view: SentenceView, index: int) -> Iterator[tuple[str, str]]:
    """Cues on the verb that carries an act: "would continue its attacks", "will keep fighting"."""
    token = view.tokens[index]
    governor = view.tokens[token.head]
    if governor.index == index or governor.pos not in VERBAL:
        return
    is_object = token.role in {"obj", "subj_pass"} and token.pos == "NOUN"
    if token.role == "xcomp" or (is_object and governor.lemma in _CARRIERS):
        for value, rule in _clause_cues(view, governor.index):
            if value in {"announced", "hypothetical"}:
                yield value, rule


def _is_complement(view: SentenceView, child: int) -> bool:
    token = view.tokens[child]
    if token.role in {"obl", "nmod"} or (token.role == "advcl" and token.case):
        case = token.case.split()[0] if token.case else None
        return case in _COMPLEMENT_CASE
    return token.role in _COMPLEMENT


def _is_told(view: SentenceView, index: int) -> bool:
    """A past participle that adds what happened («un soldat, tué vendredi»)."""
    token = view.tokens[index]
    return token.role == "acl" and "Tense=Past" in token.morph and "VerbForm=Part" in token.morph


def _is_past(view: SentenceView, index: int) -> bool:
    """Whether a clause tells something done («annonce avoir frappé», "said it had struck")."""
    token = view.tokens[index]
    if token.pos not in VERBAL:
        return False
    auxiliaries = [view.tokens[c] for c in view.children[index] if view.tokens[c].pos == "AUX"]
    if any("Tense=Fut" in a.morph or "Mood=Cnd" in a.morph for a in auxiliaries):
        return False
    if any(a.lemma in {"will", "would", "shall", "could", "may"} for a in auxiliaries):
        return False
    perfect = any(a.lemma in {"avoir", "être", "have"} for a in auxiliaries)
    return perfect or (not auxiliaries and "Tense=Past" in token.morph and token.role == "ccomp")


def _reports(view: SentenceView, index: int) -> bool:
    """Whether a verb only carries what is reported («faisant état d'un retrait»)."""
    words = {view.tokens[c].lemma.lower() for c in view.children[index]}
    return view.tokens[index].lemma == "faire" and bool(words & {"état", "part", "mention"})


def _is_future_reported(view: SentenceView, index: int) -> bool:
    """Whether a simple conditional is a future told in the past («a affirmé qu'il répondrait»)."""
    token = view.tokens[index]
    if view.language != "fr" or token.role != "ccomp" or token.head == index:
        return False
    if any(view.tokens[c].lemma in {"avoir", "être"} for c in view.children[index]):
        return False
    saying = view.tokens[token.head]
    perfect = any(view.tokens[c].pos == "AUX" for c in view.children[token.head])
    return saying.lemma in load_speech_verbs("fr") and perfect


def _own_cue(view: SentenceView, action: ActionMention) -> Cue | None:
    """The announcing cue that heads a construction itself («annoncer des sanctions»)."""
    if action.pos != "VERB" or not action.words or action.event_type not in _ANNOUNCED:
        return None
    found = (c for c in _cues_at(view, action.head) if c.scope == "complement")
    return next((c for c in found if c.factuality == "announced" and not c.also_event), None)


def _modifier_cues(view: SentenceView, index: int) -> Iterator[Cue]:
    """Cues that modify the trigger itself: «retrait annoncé», "alleged attack"."""
    for child in view.children[index]:
        if view.tokens[child].role in {"amod", "acl"}:
            yield from _cues_at(view, child)


def _refuses(view: SentenceView, action: ActionMention) -> bool:
    """Whether a refusal is made by its own negation ("will not join"): uttered, not to come."""
    own = {view.tokens[i].text.lower() for i in action.words}
    return action.event_type == "REJECT" and bool(own & {"not", "n't", "never", "no"})


def read_factuality(view: SentenceView, action: ActionMention) -> Factuality:
    """Factuality of a trigger from its own clause and from all that governs it."""
    index = action.head
    found: list[tuple[str, str]] = [("actual", "factuality.plain")]
    content_of: int | None = None
    content_event: str | None = None
    negated = is_negated(view, index, own_words=action.words) or _joins_negated(view, index)
    purpose = is_purpose(view, index) and not is_served(view, action)
    found += [(c.factuality, c.rule_id) for c in _modifier_cues(view, index)]
    own = _own_cue(view, action)
    if own is not None:
        found.append((own.factuality, own.rule_id))
    conditional = False
    for value, rule in (*_clause_cues(view, index), *_carried_cues(view, index)):
        if value == "conditional":
            conditional = True
        else:
            found.append((value, rule))
    for ancestor, child in view.ancestors(index):
        stands_apart = view.tokens[child].role in {"relcl", "appos"} or _is_told(view, child)
        if stands_apart and view.tokens[ancestor].lemma.lower() not in _REPORTS:
            break
        if not view.same_voice(ancestor, index) and quote_of(view.quotes, ancestor) is not None:
            break
        purpose = purpose or (is_purpose(view, ancestor) and view.tokens[ancestor].pos in VERBAL)
        if _is_complement(view, child):
            for cue in _cues_at(view, ancestor):
                if cue.scope != "complement" and view.tokens[child].role != "xcomp":
                    continue
                if is_negated(view, ancestor) and cue.factuality == "announced":
                    found.append(("denied", cue.rule_id + ":negated"))
                elif cue.factuality != "announced" or not _is_past(view, child):
                    found.append((cue.factuality, cue.rule_id))
                if content_of is None:
                    content_of, content_event = ancestor, cue.also_event
        if view.tokens[ancestor].pos in VERBAL or view.tokens[child].role in {"advcl"}:
            found += [(v, r) for v, r in _clause_cues(view, ancestor) if r == "factuality.if"]
            is_adjunct = view.tokens[child].role in {"advcl", "obl"}
            if is_adjunct and not _reports(view, ancestor):
                break
    if conditional:
        announced = content_of is not None and any(v == "announced" for v, _ in found)
        announced = announced or _is_future_reported(view, index)
        found.append(("announced" if announced else "hypothetical", "factuality.conditional"))
    value, rule = max(found, key=lambda pair: _ORDER[pair[0]])
    is_open = value in {"announced", "hypothetical"}
    is_conditional = any(r == "factuality.if" for _, r in found)
    is_uttered = action.event_type in _UTTERED or _refuses(view, action)
    if is_uttered and is_open and not is_conditional:
        value, rule = "actual", "factuality.uttered"
    if negated and value != "denied":
        value, rule = "denied", "factuality.negated"
    return Factuality(
        value=value,
        rule_ids=() if value == "actual" else (rule,),
        content_of=content_of,
        content_event=content_event,
        is_purpose=purpose,
        is_negated=negated,
    )
