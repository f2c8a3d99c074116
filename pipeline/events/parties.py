"""Who acts and who is acted on: the slots of a trigger's frame filled with actor mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.events import syntax
from pipeline.events.quotes import FIRST_PERSON, quote_of
from pipeline.events.speech_verbs import load_speech_verbs
from pipeline.events.view import VERBAL, SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, ActorMention, PlaceMention
from pipeline.settings import find_data_dir

_MARKED_ROLES = frozenset({"obl", "nmod", "iobj", "agent", "other", "advcl"})
POLITICAL_KINDS = frozenset(
    {"state", "organisation", "person", "role", "group", "demonym", "pronoun"}
)
_CLAUSE_ROLES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "conj", "appos"})
_JOINT_ROLES = frozenset({"nmod", "amod", "compound", "poss", "appos", "flat"})
_LOCATIVE = frozenset({"in", "at", "en", "dans", "near", "outside", "inside", "à"})
_STRUCK = frozenset({"sur", "contre", "on", "at", "against"})
_BETWEEN = frozenset({"between", "entre"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT", "CONCEDE"})
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_ACTS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST"})
_TARGET_SLOTS = frozenset({"obj", "sur", "contre", "on", "at", "against", "à", "into", "of", "de"})
_TAKES_PLACES = frozenset({"ASSAULT"})
_ADVERSARY = frozenset({"contre", "against", "obj", "face", "toward", "towards"})
_COMMON_SLOTS = {
    "CONSULT": ("obj", "with", "avec"),
    "ASSAULT": ("obj", "on", "sur", "contre", "against", "at"),
    "SANCTION": ("contre", "against", "on", "obj"),
    "THREATEN": ("obj", "contre", "against", "clause"),
    "ACCUSE": ("obj", "contre", "against"),
    "REQUEST": ("obj", "iobj", "à", "on", "clause"),
}
_REACH = 14
_NOUN_REACH = 9
_GENITIVE = frozenset({"de", "of"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor mention in a slot: how it got there, and how far it can be trusted (0 to 1)."""

    mention: ActorMention
    token: int
    slot: str
    trust: float


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor and recipient of one trigger, either of which may be absent, and joint ones."""

    actor: Party | None
    recipient: Party | None
    joint_actors: tuple[Party, ...] = ()
    joint_recipients: tuple[Party, ...] = ()


@cache
def load_light_verbs(language: str) -> frozenset[str]:
    """Verbs whose subject does what their object names («mener une frappe»): light_verbs.tsv."""
    path = find_data_dir() / "lexicons" / language / "light_verbs.tsv"
    return frozenset(row["lemma"] for row in read_table(path, columns=("lemma", "example")))


def is_political(mention: ActorMention) -> bool:
    """Whether a mention can be a party to a political act: it has a code, a sector or a kind."""
    if mention.kind not in POLITICAL_KINDS:
        return False
    return mention.actor_code is not None or mention.actor_sector is not None


def mention_at(view: SentenceView, index: int, *, trust: float, slot: str) -> Party | None:
    """The actor mention at a noun, or inside its phrase («cinq positions de ce groupe»)."""
    own = view.actor_at.get(index)
    if own is not None and own.kind != "demonym":
        return Party(own, index, slot, trust)
    char = view.tokens[index].start_char
    covering = [m for m in view.actors if m.start_char <= char < m.end_char and m.kind != "demonym"]
    if covering:
        best = min(covering, key=lambda m: m.end_char - m.start_char)
        return Party(best, index, slot, trust * 0.95)
    inner = [
        (view.distance(index, at), at)
        for at in view.subtree(index, stop=_CLAUSE_ROLES)
        if at in view.actor_at and at != index
    ]
    for distance, at in sorted(inner):
        mention = view.actor_at[at]
        if mention.is_place_like and view.tokens[at].case in _LOCATIVE:
            continue
        if mention.kind != "demonym" or distance <= (3 if slot in _STRUCK else 1):
            return Party(mention, at, slot, trust * (0.8 if distance <= 2 else 0.6))
    if own is not None:
        return Party(own, index, slot, trust * 0.7)
    return None


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
    if not closes or quote_of(view.quotes, index) is not None:
        return None
    for at in range(index + 1, min(index + 9, len(view.tokens))):
        other = view.tokens[at]
        if at in view.actor_at and other.case is None and view.actor_at[at].kind != "demonym":
            return at
        if other.pos in VERBAL or other.text in {";", ".", ":"}:
            return None
    return None


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
    while mention is not None:
        before = view.token_at(mention.start_char)
        joint = before - 1 if before else 0
        while joint > 0 and view.tokens[joint].pos == "DET":
            joint -= 1
        if joint <= 0 or view.tokens[joint].text.lower() not in {"et", "and", ","}:
            break
        end = view.tokens[joint - 1].end_char
        earlier = next((m for m in view.actors if m.end_char == end and m.kind != "demonym"), None)
        head = view.token_at(earlier.head_start) if earlier is not None else None
        if earlier is None or head is None or view.tokens[head].case is not None:
            break
        index, mention = head, earlier
    return index


def _object_tokens(view: SentenceView, action: ActionMention) -> Iterator[tuple[int, float]]:
    if action.pos == "NOUN":
        return
    if syntax.is_passive(view, action.head):
        found = syntax.passive_subject(view, action.head)
    else:
        found = syntax.object_of(view, action.head)
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
        if at not in seen and _case_is(token.case, preposition):
            yield at, 0.7


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


def _slot_tokens(
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


def _is_act(view: SentenceView, index: int) -> bool:
    return any(a.head == index and a.pos == "NOUN" and a.event_type in _ACTS for a in view.actions)


def _is_neuter(mention: ActorMention, action: ActionMention, slot: str) -> bool:
    """Whether a pronoun in an object slot stands for a thing ("welcomed it as a milestone")."""
    return (
        mention.kind == "pronoun"
        and slot == "obj"
        and action.event_type in {"SUPPORT", "ACCUSE", "REJECT", "CONCEDE", "AGREE"}
    )


def _fill(
    view: SentenceView,
    action: ActionMention,
    slots: tuple[str, ...],
    *,
    taken: Party | None,
    is_target: bool = False,
) -> Party | None:
    """The best party for a side: the first slot that holds a political one, else any mention."""
    fallback: Party | None = None
    for slot in slots:
        for index, trust in _slot_tokens(view, action, slot):
            if slot == "obj" and action.event_type in _ABOUT_ACTS and _is_act(view, index):
                party = _author_of(view, action, index, slot)
            else:
                party = mention_at(view, index, trust=trust, slot=slot)
            takes_place = is_target and action.event_type in _TAKES_PLACES
            if party is None and takes_place and slot in _TARGET_SLOTS:
                party = _place_party(view, index, slot, trust)
            if party is None or _is_neuter(party.mention, action, slot):
                continue
            if taken is not None and _is_taken(party, taken):
                others = coordinated(view, party) if slot in _BETWEEN else ()
                party = others[0] if others else None
            if party is None:
                continue
            if is_political(party.mention):
                return party
            fallback = fallback or party
    return fallback


def _author_of(view: SentenceView, action: ActionMention, index: int, slot: str) -> Party | None:
    """Who did what a statement is about: «dénoncer l'attaque de X» is said of X, not its victim."""
    other = next((a for a in view.actions if a.head == index and a.pos == "NOUN"), None)
    if other is None:
        return None
    author = _fill(view, other, other.actor_slots, taken=None)
    return replace(author, slot=slot) if author is not None else None


def _speaker(view: SentenceView, action: ActionMention) -> Party | None:
    """Who utters a threat or promise in reported or quoted speech: the subject of saying."""
    verbs = load_speech_verbs(view.language)
    for ancestor, child in view.ancestors(action.head):
        token = view.tokens[ancestor]
        if token.pos in VERBAL and token.lemma in verbs and view.tokens[child].role != "conj":
            subject = inverted_subject(view, ancestor) or syntax.subject_of(view, ancestor)
            return mention_at(view, subject, trust=0.8, slot="speaker") if subject else None
    if quote_of(view.quotes, action.head) is None:
        return None
    for token in view.tokens:
        if token.pos in VERBAL and quote_of(view.quotes, token.index) is None:
            subject = inverted_subject(view, token.index)
            if subject is not None:
                return mention_at(view, subject, trust=0.8, slot="speaker")
    return None


def _is_first_person(view: SentenceView, action: ActionMention) -> bool:
    subject = syntax.subject_of(view, action.head) if action.pos == "VERB" else None
    return subject is not None and view.tokens[subject].text.lower() in FIRST_PERSON


def _is_taken(party: Party, taken: Party) -> bool:
    if party.mention == taken.mention or party.token == taken.token:
        return True
    same = party.mention.actor_code == taken.mention.actor_code
    return party.mention.kind == "pronoun" and same


def _place_party(view: SentenceView, index: int, slot: str, trust: float) -> Party | None:
    """A place that is struck or seized stands for the country that it lies in."""
    indices = view.subtree(index, stop=_CLAUSE_ROLES)
    for place in view.places:
        at = view.token_at(place.start_char)
        if at in indices and place.place_country is not None and place.place_name is not None:
            return Party(_place_mention(place), index, slot, trust * 0.6)
    return None


def _place_mention(place: PlaceMention) -> ActorMention:
    return ActorMention(
        start_char=place.start_char,
        end_char=place.end_char,
        head_start=place.start_char,
        text=place.text,
        kind="state",
        actor_name=place.place_name,
        actor_code=place.place_country,
        actor_sector=None,
        actor_id=None,
        rule_id="actor.place",
        score=0.6 * place.score,
    )


def _listed(view: SentenceView, party: Party) -> list[int]:
    """Heads of the names that follow one in a list with «et» or commas, by position."""
    found: list[int] = []
    end = party.mention.end_char
    for mention in sorted(view.actors, key=lambda m: m.start_char):
        if mention.start_char < end or mention.kind == "demonym":
            continue
        between = view.text[end : mention.start_char].strip().lower()
        if between not in {"et", "and", ",", "et la", "et le", "et les", "and the", ", la", ", le"}:
            break
        head = view.token_at(mention.head_start)
        if head is None:
            break
        role = view.tokens[head].role
        if role in syntax.SUBJECTS and view.tokens[party.token].case is not None:
            break
        found.append(head)
        end = mention.end_char
    return found


def coordinated(view: SentenceView, party: Party) -> tuple[Party, ...]:
    """Further parties joined to one by «et» or commas, inside its phrase too.

    "the ministers of Congo and Rwanda" and «les ministres russe et turc» are two parties each.
    """
    seen = {party.token}
    codes = {party.mention.actor_code}
    found: list[Party] = []
    for mention in view.actors:
        twin = mention.head_start == party.mention.head_start
        if twin and mention.actor_code not in codes and is_political(mention):
            codes.add(mention.actor_code)
            found.append(Party(mention, party.token, party.slot, party.trust * 0.9))
    for child in _listed(view, party):
        seen.add(child)
        listed = view.actor_at.get(child)
        if listed is not None and is_political(listed) and listed.actor_code not in codes:
            codes.add(listed.actor_code)
            found.append(Party(listed, child, party.slot, party.trust * 0.9))
    inner = [c for c in view.children[party.token] if view.tokens[c].role in _JOINT_ROLES]
    queue = [party.token, *inner]
    while queue:
        at = queue.pop(0)
        for child in view.children[at]:
            if view.tokens[child].role != "conj" or child in seen:
                continue
            seen.add(child)
            queue.append(child)
            named = view.actor_at.get(child)
            if named is None or not is_political(named) or named.actor_code in codes:
                continue
            codes.add(named.actor_code)
            found.append(Party(named, child, party.slot, party.trust * 0.9))
    return tuple(found)


def _complete(view: SentenceView, action: ActionMention, actor: Party | None) -> Party | None:
    """The recipient by its frame, else by what acts of the type commonly take."""
    recipient = _fill(view, action, action.recipient_slots, taken=actor, is_target=True)
    if recipient is None:
        slots = _COMMON_SLOTS.get(action.event_type, ())
        recipient = _fill(view, action, slots, taken=actor, is_target=True)
    if recipient is None or action.event_type != "MOBILIZE":
        return recipient
    return recipient if recipient.slot in _ADVERSARY else None


def _actor(view: SentenceView, action: ActionMention) -> Party | None:
    if not action.actor_slots or _is_first_person(view, action):
        speaker = _speaker(view, action)
        if speaker is not None:
            return speaker
    actor = _fill(view, action, action.actor_slots, taken=None)
    if actor is None and action.pos == "NOUN" and action.actor_slots:
        actor = _fill(view, action, ("subj",), taken=None)
    if actor is None and action.event_type in {"ASSAULT", "SANCTION"} and action.words:
        actor = _fill(view, replace(action, pos="NOUN"), ("comp",), taken=None)
    if actor is None and action.event_type in {"MOBILIZE", "RETREAT"}:
        moved = _fill(view, action, ("obj",), taken=None)
        actor = moved if moved and moved.mention.actor_sector in {"MIL", "PAM"} else None
    return actor


def find_parties(view: SentenceView, action: ActionMention) -> Parties:
    """Actor and recipient of a trigger by its frame: parse first, then clause order.

    A side that nobody fills stays None. The same mention never fills both sides. Of two who meet,
    talk or sign, the first is the actor and the second the recipient.
    """
    actor = _actor(view, action)
    recipient = _complete(view, action, actor)
    if recipient is not None and actor is not None and recipient.token == actor.token:
        recipient = None
    joint = coordinated(view, actor) if actor else ()
    if recipient is not None and any(p.token == recipient.token for p in joint):
        recipient = None
    if joint and recipient is None and _is_mutual(action):
        recipient = joint[0]
    joint = tuple(p for p in joint if recipient is None or p.mention != recipient.mention)
    others = coordinated(view, recipient) if recipient else ()
    taken = {p.mention for p in (*joint, *((actor,) if actor else ()))}
    return Parties(actor, recipient, joint, tuple(p for p in others if p.mention not in taken))


def _is_mutual(action: ActionMention) -> bool:
    """Whether joint actors act on each other: who meet, sign, cease fire or swap prisoners."""
    return action.event_type in _MUTUAL


def settle_target(
    parties: Parties, where: PlaceMention | None, action: ActionMention, index: int
) -> Parties:
    """A strike on a place abroad hits that country; a protest at home is against its rulers.

    Only where the sentence names no recipient and the place is known; the trust is low.
    """
    if parties.recipient is not None or where is None or where.place_country is None:
        return parties
    actor = parties.actor.mention.actor_code if parties.actor else None
    struck = action.event_type == "ASSAULT" and actor not in {None, where.place_country}
    if not struck:
        return parties
    mention = _place_mention(where)
    return replace(parties, recipient=Party(mention, index, "place", 0.4))


def settle_crowds(parties: Parties, where: PlaceMention | None) -> Parties:
    """Crowds and civilians whose country only the context gave belong to where the act happens."""
    if where is None or where.place_country is None:
        return parties
    return replace(
        parties,
        actor=_settle(parties.actor, where.place_country),
        recipient=_settle(parties.recipient, where.place_country),
    )


def _settle(party: Party | None, country: str) -> Party | None:
    if party is None or party.mention.actor_sector not in {"CVL", "COP"}:
        return party
    mention = party.mention
    if mention.actor_code is not None and "context" not in mention.rule_id:
        return party
    return replace(
        party,
        mention=replace(mention, actor_code=country, rule_id=f"{mention.rule_id}+place"),
    )
