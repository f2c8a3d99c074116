"""A lexicon row and a head to the row's later words in the sentence, each at its place."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.actions.lexicon import PREPOSITIONS, ActionRow
from pipeline.actions.reach import ANOTHER_TIME, list_after, list_near
from pipeline.actions.words import NAME, WordTable
from pipeline.schema.records import Token

WINDOW = 5
"""Words after the head among which a row's later word is sought."""
TIME_WORDS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept oct nov dec".split()
)
_NEGATION_REACH = 4
_TEMPORAL = frozenset({"after", "before", "since", "during", "following", "amid", "despite"})
_WHOM = frozenset({"which", "whom", "whose", "what"})
_PARTICLES = frozenset({"in", "out", "off", "up", "down", "away", "back"})
_CLAUSES = frozenset({"advcl", "relcl", "parataxis"})
_SUBJECTS = frozenset({"subj", "subj_pass"})
_UNDERGOERS = frozenset({"obj", "subj_pass"})


def match_row(row: ActionRow, head: Token, words: WordTable) -> tuple[int, ...] | None:
    """Indices of the row's later words, in the row's order, or None when one is absent."""
    used: list[int] = []
    for word in row.words:
        if word <= PREPOSITIONS[words.language]:
            places = _list_preposition_places(word, head, used, words)
        elif NAME in word:
            places = _list_name_places(head, used, words)
        else:
            places = _list_word_places(row, head, used, words)
        found = next(
            (
                at
                for at in places
                if at not in used
                and words.lemmas[at] & word
                and (at > head.index or words.tokens[at].lemma != "que")
            ),
            None,
        )
        if found is None:
            return None
        used.append(found)
    return tuple(used)


def _list_preposition_places(
    word: frozenset[str], head: Token, used: Sequence[int], words: WordTable
) -> list[int]:
    """Where a preposition of a row may stand: after what was found, then with the dependents.

    A negation stands before its verb.
    """
    children = words.children
    places = list_after(max([head.index, *used]), words)
    places += [at for at in list_near(head, words, reach=0) if at not in places]
    if used:
        below = [under for child in children[used[-1]] for under in children[child]]
        places += [at for at in below if at not in places]
    places = [at for at in places if not _marks_time(words.tokens, at)]
    if words.language == "en" and head.pos == "VERB":
        own = {head.index, *used}
        places = [at for at in places if not _is_of_another_verb(at, own, words.tokens)]
        places = [at for at in places if not _is_fronted(at, head, words.tokens)]
        if not used and word <= _PARTICLES:
            places = [at for at in places if not _is_of_noun(at, own, words.tokens)]
    if "ne" in word or "not" in word:
        places = [*range(max(0, head.index - _NEGATION_REACH), head.index), *places]
    return places


def _list_name_places(head: Token, used: Sequence[int], words: WordTable) -> list[int]:
    """Where a proper name may stand: right behind what was found, or as bare object of the head.

    A noun has it behind «de»: «la chute de Goma».
    """
    tokens = words.tokens
    at = max([head.index, *used]) + 1
    while at < len(tokens) and (
        tokens[at].pos == "DET" or (head.pos == "NOUN" and tokens[at].lemma == "de")
    ):
        at += 1
    objects = [
        c
        for c in words.children[head.index]
        if tokens[c].role in _UNDERGOERS and tokens[c].case is None
    ]
    return [*range(at, min(at + 1, len(tokens))), *(c for c in objects if not used)]


def _list_word_places(
    row: ActionRow, head: Token, used: Sequence[int], words: WordTable
) -> list[int]:
    """Where another word of a row may stand: near the head, then below what was found."""
    places = list_near(head, words, reach=WINDOW)
    for found in used:
        places += [at for at in words.children[found] if at not in places]
    if not row.is_block:
        places = [
            at for at in places if at < head.index or not _is_of_another_time(at, words.tokens)
        ]
    if head.pos == "VERB" and words.language == "en":
        places = [at for at in places if not _belongs_elsewhere(at, head, words.tokens, row)]
    return places


def _is_told_aside(token: Token, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a noun belongs to a side clause ("withdrew its envoys as rebels took the city")."""
    verb = tokens[token.head]
    if token.pos not in {"NOUN", "PROPN"} or verb.index <= head.index or verb.pos != "VERB":
        return False
    is_aside = verb.role in _CLAUSES and verb.head == head.index
    return is_aside and any(t.head == verb.index and t.role in _SUBJECTS for t in tokens)


def _helps_below(token: Token, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether an auxiliary belongs to what the head says ("warned that it would strike")."""
    verb = tokens[token.head]
    return verb.role != "conj" and (verb.head == head.index or token.index == verb.index)


def _is_of_another_verb(index: int, own: set[int], tokens: Sequence[Token]) -> bool:
    """Whether a preposition goes with the verb of a clause below ("wrote: you talk to them")."""
    token = tokens[index]
    host = tokens[token.head]
    clausal = host.role in _CLAUSES or host.role in {"ccomp", "conj"}
    return token.pos == "ADP" and host.pos == "VERB" and clausal and host.index not in own


def _is_fronted(index: int, head: Token, tokens: Sequence[Token]) -> bool:
    """Whether a preposition opens a phrase before the verb ("On the same day he called")."""
    if index > head.index or tokens[index].pos != "ADP":
        return False
    return not any(t.text.lower() in _WHOM for t in tokens[index + 1 : index + 2])


def _is_of_noun(index: int, own: set[int], tokens: Sequence[Token]) -> bool:
    """Whether a particle only places a noun ("gave the junta in Niger a week")."""
    token = tokens[index]
    return token.head not in own and tokens[token.head].pos in {"NOUN", "PROPN"}


def _marks_time(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition only opens a date ("called on Monday")."""
    return any(t.text.lower() in TIME_WORDS for t in tokens[index + 1 : index + 2])


def _is_of_another_time(index: int, tokens: Sequence[Token]) -> bool:
    """Whether a word hangs behind «après» or «depuis» («a suspendu son activité après l'attaque»).

    A block may say so («ouvrir une enquête après l'accident»).
    """
    token = tokens[index]
    return token.case in ANOTHER_TIME or tokens[token.head].case in ANOTHER_TIME


def _belongs_elsewhere(index: int, head: Token, tokens: Sequence[Token], row: ActionRow) -> bool:
    """Whether a word is a verb's subject or tells the time ("started after the attack").

    "Ministers meeting in Paris" do not meet ministers; a block may say what the noun does.
    """
    token = tokens[index]
    if token.pos == "AUX" and token.head != head.index and not _helps_below(token, head, tokens):
        return True
    if index == head.head and head.role == "acl" and head.text.lower().endswith("ing"):
        return not row.is_block
    if token.pos == "VERB" and token.role in _CLAUSES and index > head.index + 1:
        is_added = tokens[index - 1].text == "," and token.text.lower().endswith("ing")
        return is_added or any(t.head == index and t.role in _SUBJECTS for t in tokens)
    if _is_told_aside(token, head, tokens):
        return True
    is_subject = token.role in _SUBJECTS and token.pos != "PRON"
    if is_subject and tokens[token.head].pos == "VERB":
        return token.head not in {index, head.index} and index > head.index
    return token.case in _TEMPORAL and not any(token.case in word for word in row.words)
