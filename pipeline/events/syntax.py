"""Who is the subject, the object, the agent: grammar over a view, robust to parser error."""

from __future__ import annotations

from pipeline.events.insertions import parted_subject
from pipeline.events.view import NOMINAL, VERBAL, SentenceView
from pipeline.schema.records import Token

SUBJECTS = frozenset({"subj", "subj_pass", "dislocated"})
_RELATIVES = frozenset(
    [
        "qui",
        "que",
        "qu'",
        "lequel",
        "laquelle",
        "lesquels",
        "lesquelles",
        "dont",
        "who",
        "which",
        "that",
        "whom",
    ]
)
# French verbs that take «être» in the active voice: «est arrivé» is no passive.
_ETRE_VERBS = frozenset(
    [
        "aller",
        "venir",
        "arriver",
        "partir",
        "entrer",
        "sortir",
        "monter",
        "descendre",
        "naître",
        "mourir",
        "rester",
        "tomber",
        "retourner",
        "devenir",
        "revenir",
        "rentrer",
        "parvenir",
        "intervenir",
        "survenir",
        "repartir",
        "décéder",
    ]
)
AGENT_REACH = 10
_AUXILIARY_REACH = 5
_OBJECT_CONTROL = frozenset({"obj", "iobj"})


def is_passive(view: SentenceView, index: int) -> bool:
    """Whether a verb is in the passive, participles without auxiliary included."""
    token = view.tokens[index]
    auxiliaries = [view.tokens[c] for c in view.children[index] if view.tokens[c].pos == "AUX"]
    roles = {view.tokens[c].role for c in view.children[index]}
    if view.language == "en":
        if "aux_pass" in roles or "subj_pass" in roles:
            return True
        bare = not auxiliaries and _is_past_participle(token)
        return bare and token.role in {"acl", "amod", "obl", "nmod"}
    auxiliaries += _auxiliaries_before(view, index)
    forms = {a.text.lower() for a in auxiliaries}
    lemmas = {a.lemma for a in auxiliaries}
    if "été" in forms:
        return True
    if "avoir" in lemmas:
        return False
    if "être" in lemmas:
        reflexive = any(
            view.tokens[c].role == "expl" and view.tokens[c].lemma in {"se", "s'"}
            for c in view.children[index]
        )
        return token.lemma not in _ETRE_VERBS and not reflexive
    if token.role == "xcomp" and "agent" in roles and not auxiliaries:
        return True
    if token.role == "conj" and view.tokens[token.head].pos == "VERB" and not auxiliaries:
        return is_passive(view, token.head)
    return _is_past_participle(token) and token.role in {"acl", "amod", "advcl", "conj", "root"}


def _auxiliaries_before(view: SentenceView, index: int) -> list[Token]:
    """Auxiliaries just before a participle that the parser hung elsewhere («ont tous condamné»)."""
    if not _is_past_participle(view.tokens[index]):
        return []
    found = []
    for at in range(index - 1, max(-1, index - _AUXILIARY_REACH), -1):
        token = view.tokens[at]
        if token.pos == "AUX" or token.lemma in {"avoir", "être"}:
            found.append(token)
        elif token.pos not in {"ADV", "ADJ", "PRON", "NUM"}:
            break
    return found


def _is_past_participle(token: Token) -> bool:
    return "VerbForm=Part" in token.morph and "Tense=Past" in token.morph


def _antecedent(view: SentenceView, index: int) -> int | None:
    """The noun that the relative clause around ``index`` modifies."""
    for ancestor, child in view.ancestors(index):
        if view.tokens[child].role == "relcl":
            return ancestor
    return None


def _explicit_subject(view: SentenceView, index: int) -> int | None:
    found = [c for c in view.children[index] if view.tokens[c].role in SUBJECTS]
    if not found:
        return None
    best = found[0]
    token = view.tokens[best]
    if token.text.lower() in _RELATIVES and token.pos in {"PRON", "DET", "SCONJ"}:
        return _antecedent(view, best)
    return best


def _controller(view: SentenceView, governor: int) -> int | None:
    """Who does the infinitive under a governor: its object («prier X de …»), else its subject."""
    for child in view.children[governor]:
        token = view.tokens[child]
        if token.role in _OBJECT_CONTROL and child in view.actor_at:
            return child
    for child in view.children[governor]:
        token = view.tokens[child]
        if (
            token.role == "obl"
            and token.case in {"à", "to", "on", "upon"}
            and child in view.actor_at
        ):
            return child
    return subject_of(view, governor)


def subject_of(view: SentenceView, index: int, *, depth: int = 0) -> int | None:
    """Token of the grammatical subject, shared, controlled and antecedent subjects included."""
    if depth > 6:
        return None
    parted = parted_subject(view, index)
    if parted is not None:
        return parted
    explicit = _explicit_subject(view, index)
    if explicit is not None:
        return explicit
    token = view.tokens[index]
    head = token.head
    if head == index:
        return None
    if token.role == "attr" or any(view.tokens[c].role == "cop" for c in view.children[index]):
        return subject_of(view, head, depth=depth + 1)
    governor = view.tokens[head]
    if token.role == "conj":
        return subject_of(view, head, depth=depth + 1)
    if token.role in {"acl", "relcl"} and governor.pos in NOMINAL:
        return head
    if token.role == "xcomp":
        return _controller(view, head)
    if token.role in {"advcl", "ccomp", "parataxis", "obl"} and governor.pos in {*VERBAL, "ADJ"}:
        return subject_of(view, head, depth=depth + 1)
    return None


def object_of(view: SentenceView, index: int) -> int | None:
    """Token of the direct object of an active verb, clitics and relative pronouns included."""
    for child in view.children[index]:
        token = view.tokens[child]
        if token.role == "obj":
            if token.text.lower() in _RELATIVES and token.pos in {"PRON", "SCONJ"}:
                return _antecedent(view, child)
            return child
    token = view.tokens[index]
    if token.role == "relcl" and view.language == "en":
        explicit = [c for c in view.children[index] if view.tokens[c].role in SUBJECTS]
        if explicit and view.tokens[explicit[0]].text.lower() not in _RELATIVES:
            return token.head
    return None


def passive_subject(view: SentenceView, index: int) -> int | None:
    """Token of what undergoes a passive verb: its subject, or the noun a participle modifies."""
    explicit = _explicit_subject(view, index)
    if explicit is not None:
        return explicit
    token = view.tokens[index]
    if token.role in {"acl", "amod", "relcl"} and token.head != index:
        return token.head
    return subject_of(view, index)


def undergoer_of(view: SentenceView, index: int) -> int | None:
    """Whom or what a verb's act befalls: a passive's subject, an active's object; or None."""
    if is_passive(view, index):
        return passive_subject(view, index)
    return object_of(view, index)


def agent_of(view: SentenceView, index: int) -> int | None:
    """Token of the «par» or "by" complement of a passive verb, in the tree or just after it."""
    for child in view.children[index]:
        token = view.tokens[child]
        if token.role == "agent" or (token.role == "obl" and token.case in {"par", "by"}):
            return child
    for token in view.tokens[index + 1 : index + AGENT_REACH]:
        if token.pos == "VERB" or token.text in {";", ":", "."}:
            return None
        if token.role == "agent" or token.case in {"par", "by"}:
            return token.index
    return None
