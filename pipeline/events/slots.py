"""Which words may fill a slot of a frame: subjects, objects, prepositions, adjectives, in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.events import syntax
from pipeline.events.insertions import is_governed
from pipeline.events.quotes import quote_of
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.speech_verbs import load_speech_verbs
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, ActorMention
from pipeline.settings import find_data_dir

_MARKED_ROLES = frozenset({"obl", "nmod", "iobj", "agent", "other", "advcl"})
_HELD = frozenset({"CONSULT", "PROTEST", "AGREE"})
_REACH = 14
_NOUN_REACH = 9
_GENITIVE = frozenset({"de", "of"})


@cache
def load_light_verbs(language: str) -> frozenset[str]:
    """Verbs whose subject does what their object names («mener une frappe»): light_verbs.tsv."""
    path = find_data_dir() / "lexicons" / language / "light_verbs.tsv"
    return frozenset(row["lemma"] for row in read_table(path, columns=("lemma", "example")))


def _subject_tokens(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    index = action.head
    if syntax.is_passive(view, index):
        agent = syntax.agent_of(view, index)
        if agent is not None:
            yield agent, 1.0
        return
    inverted = inverted_subject(view, index)
    if inverted is not None:
        yield inverted, 0.9
        return
    subject = syntax.subject_of(view, index)
    if subject is not None and view.same_voice(subject, index):
        yield _first_of(view, subject), 1.0
        if view.tokens[index].role in {"acl", "advcl"}:
            yield from _main_subject(view, index)
    else:
        yield from _subject_by_order(view, index)


def _main_subject(view: SentenceView, index: int) -> Iterator[tuple[int, float]]:
    """The subject of the nearest finite clause, for a participle hung on another noun."""
    if "Tense=Past" in view.tokens[index].morph:
        return
    for ancestor, _ in view.ancestors(index):
        own = [c for c in view.children[ancestor] if view.tokens[c].role in syntax.SUBJECTS]
        if view.tokens[ancestor].pos not in VERBAL or not own:
            continue
        if own[0] in view.actor_at or view.tokens[own[0]].pos != "PRON":
            yield own[0], 0.5
            return


def inverted_subject(view: SentenceView, index: int) -> int | None:
    """The speaker after the verb that follows a quotation («…», a averti mardi le ministre)."""
    before = index - 1
    while before >= 0 and view.tokens[before].pos in {"AUX", "ADV", "PRON"}:
        before -= 1
    ahead = view.tokens[before].text if before >= 0 else ""
    closes = ahead in {'"', "»", "”"}
    if ahead == ",":
        closes = before > 0 and view.tokens[before - 1].text in {'"', "»", "”"}
        closes = closes or _reports_bare(view, index)
    if not closes or quote_of(view.quotes, index) is not None:
        return None
    for at in range(index + 1, min(index + 9, len(view.tokens))):
        other = view.tokens[at]
        if at in view.actor_at and other.case is None and view.actor_at[at].kind != "demonym":
            return at
        if other.pos in VERBAL or other.text in {";", ".", ":"}:
            return None
    return None


def _reports_bare(view: SentenceView, index: int) -> bool:
    """Whether a verb of saying follows a speech without marks («Faux, répond le ministre»)."""
    after = view.tokens[index + 1 : index + 2]
    verbs = load_speech_verbs(view.language)
    is_said = view.language == "fr" and view.tokens[index].lemma in verbs
    return is_said and any(t.pos in {"DET", "PROPN"} for t in after)


def _subject_by_order(view: SentenceView, index: int) -> Iterator[tuple[int, float]]:
    """A subject the parser lost: the nearest noun before the verb that nothing else governs."""
    if "VerbForm=Inf" in view.tokens[index].morph:
        return
    for at in range(index - 1, max(-1, index - _REACH), -1):
        other = view.tokens[at]
        if not view.same_voice(at, index):
            continue
        if at in view.actor_at and other.case is None and view.actor_at[at].kind != "demonym":
            yield _first_of(view, at), 0.6
            return


def _first_of(view: SentenceView, index: int) -> int:
    """The first of the names that a name is joined to («Paris, Berlin et Londres»)."""
    mention = view.actor_at.get(index)
    is_list = mention is not None and _goes_on(view, mention)
    while mention is not None:
        before = view.token_at(mention.start_char)
        joint = before - 1 if before else 0
        while joint > 0 and view.tokens[joint].pos == "DET":
            joint -= 1
        link = view.tokens[joint].text.lower() if joint > 0 else ""
        is_list = is_list or link in {"et", "and"}
        if not is_list or link not in {"et", "and", ","}:
            break
        end = view.tokens[joint - 1].end_char
        earlier = next((m for m in view.actors if m.end_char == end and m.kind != "demonym"), None)
        head = view.token_at(earlier.head_start) if earlier is not None else None
        if earlier is None or head is None or _is_marked(view, earlier, head):
            break
        index, mention = head, earlier
    return index


def _goes_on(view: SentenceView, mention: ActorMention) -> bool:
    """Whether a name is followed by «et» and so may stand within a list."""
    return view.text[mention.end_char : mention.end_char + 5].startswith((" et ", " and "))


def _is_marked(view: SentenceView, mention: ActorMention, head: int) -> bool:
    """Whether a preposition stands before a name («À New York, le Conseil…»)."""
    return view.tokens[head].case is not None or is_governed(view, mention)


def _object_tokens(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    if action.pos == "NOUN":
        return
    found = syntax.undergoer_of(view, action.head)
    if found is not None and found != inverted_subject(view, action.head):
        yield found, 1.0
    for word in action.words:
        inner = syntax.object_of(view, word) if view.tokens[word].pos == "VERB" else None
        if inner is not None:
            yield inner, 0.8


def _marked_tokens(
    view: SentenceView, action: ActionMention, preposition: str
) -> Iterator[tuple[int, float]]:
    """Nouns marked by a preposition under the trigger's words, then after it in its clause."""
    seen: set[int] = set()
    hosts = [action.head, *action.words]
    if action.pos == "NOUN":
        hosts += [c for c in view.children[action.head] if view.tokens[c].role == "acl"]
    elif preposition in _GENITIVE and not action.words:
        hosts = [action.head, *_subject_heads(view, action)]
    for host in hosts:
        for child in view.children[host]:
            token = view.tokens[child]
            if token.role in _MARKED_ROLES and _case_is(token.case, preposition):
                seen.add(child)
                yield child, 1.0
    if preposition in _GENITIVE and action.pos != "NOUN":
        return
    reach = _NOUN_REACH if action.pos == "NOUN" else _REACH
    last = max(hosts)
    for at in range(action.head + 1, min(len(view.tokens), last + reach)):
        token = view.tokens[at]
        if token.text in {";", ":", ".", "»", '"'}:
            break
        if token.pos in VERBAL and token.role != "aux" and at > last:
            break
        if at not in seen and _case_is(token.case, preposition) and not _is_held(view, action, at):
            yield at, 0.7


def _is_held(view: SentenceView, action: ActionMention, at: int) -> bool:
    """Whether a name belongs to another act, which happens there («une session tenue à Abuja»)."""
    governors = {view.tokens[at].head, view.tokens[view.tokens[at].head].head}
    own = {action.head, *action.words}
    return any(
        other.event_type in _HELD and governors & {other.head, *other.words} - own
        for other in view.actions
    )


def _subject_heads(view: SentenceView, action: ActionMention) -> list[int]:
    """The subject of a verb, for what qualifies it («les roquettes du Hamas s'abattent»)."""
    return [c for c in view.children[action.head] if view.tokens[c].role in syntax.SUBJECTS]


def _case_is(case: str | None, preposition: str) -> bool:
    if case is None:
        return False
    if case == preposition:
        return True
    words = case.split()
    return preposition in {words[0], words[-1]} and preposition not in _GENITIVE


def _adjective_tokens(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    """Demonyms and compounds inside the event's noun phrase: «frappe américaine», "US strike"."""
    subjects = _subject_heads(view, action) if action.pos == "VERB" else []
    for host in (action.head, *action.words, *subjects):
        if view.tokens[host].pos in VERBAL:
            continue
        if host != action.head and host in view.actor_at:
            yield host, 0.9
        for child in view.children[host]:
            if view.tokens[child].role in {"amod", "compound", "poss", "nummod"}:
                if child in view.actor_at:
                    yield child, 1.0
                elif any(g in view.actor_at for g in view.children[child]):
                    yield next(g for g in view.children[child] if g in view.actor_at), 0.9
        near = [*range(host + 1, min(host + 3, len(view.tokens))), host - 1, host - 2]
        for at in near:
            mention = view.actor_at.get(at) if at >= 0 else None
            if mention is not None and mention.kind == "demonym":
                yield at, 0.8


def slot_tokens(
    view: SentenceView, action: ActionMention, slot: str
) -> Iterator[tuple[int, float]]:
    """Tokens that may fill a slot, the likeliest first, with a trust from 0 to 1."""
    if slot == "subj":
        if action.pos in {"VERB", "ADJ"}:
            yield from _subject_tokens(view, action)
        else:
            yield from _governing_subject(view, action)
    elif slot == "obj":
        yield from _object_tokens(view, action)
    elif slot == "iobj":
        for child in view.children[action.head]:
            if view.tokens[child].role == "iobj":
                yield child, 1.0
    elif slot in {"poss", "adj", "comp"}:
        yield from _possessive_tokens(view, action)
        yield from _adjective_tokens(view, action)
    elif slot == "clause":
        yield from _clause_subjects(view, action)
    else:
        yield from _marked_tokens(view, action, slot)


def _possessive_tokens(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    for host in (action.head, *action.words):
        for child in view.children[host]:
            if view.tokens[child].role in {"poss", "det"} and child in view.actor_at:
                yield child, 1.0


def _clause_subjects(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    """The subject of the clause that the trigger governs ("demanded that Iran stop")."""
    for child in view.children[action.head]:
        if view.tokens[child].role in {"ccomp", "xcomp", "advcl"}:
            subject = syntax.subject_of(view, child)
            if subject is not None and view.tokens[subject].head == child:
                yield subject, 0.8


def _governing_subject(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    """For an event noun: the subject of the verb it is the object of («a lancé une attaque»)."""
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[ancestor]
        if token.pos in VERBAL:
            if token.lemma not in load_light_verbs(view.language):
                return
            role = view.tokens[child].role
            if role == "obj":
                subject = (
                    syntax.agent_of(view, ancestor)
                    if syntax.is_passive(view, ancestor)
                    else syntax.subject_of(view, ancestor)
                )
                if subject is not None:
                    yield subject, 0.75
                elif not syntax.is_passive(view, ancestor):
                    yield from _subject_by_order(view, ancestor)
            elif role == "subj_pass":
                agent = syntax.agent_of(view, ancestor)
                if agent is not None:
                    yield agent, 0.75
            return
