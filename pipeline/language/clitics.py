"""Inverted subject pronouns of French («a-t-il averti», «menace-t-elle») given their verb.

The parser often takes the pronoun for a passive subject, an object or part of a fixed phrase, and
the verb for a noun; the hyphen says what they are.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.records import Token

CLITICS = frozenset({"-il", "-elle", "-ils", "-elles", "-on"})
_FILLERS = frozenset({"-t", "-t-"})
_BETWEEN = frozenset({"ADV", "PRON", "PUNCT"})
_REACH = 5
_SUBJECTS = frozenset({"subj", "subj_pass"})
_NOT_VERBS = frozenset({"NOUN", "ADJ", "PROPN", "ADV"})


def _participle_after(tokens: list[Token], at: int) -> int | None:
    for index in range(at + 1, min(at + _REACH, len(tokens))):
        if tokens[index].pos == "VERB":
            return index
        if tokens[index].pos not in _BETWEEN or tokens[index].text in {",", ";", ":", "»", '"'}:
            return None
    return None


def _find_verb(tokens: list[Token], clitic: int) -> tuple[int, int] | None:
    """The word that the pronoun hangs on by its hyphen, and the verb that it is the subject of."""
    host = clitic - 1
    while host >= 0 and tokens[host].text.lower() in _FILLERS:
        host -= 1
    if host < 0 or tokens[host].end_char != tokens[host + 1].start_char:
        return None
    if tokens[host].pos == "AUX":
        participle = _participle_after(tokens, clitic)
        return (host, participle) if participle is not None else None
    return (host, host) if tokens[host].pos in _NOT_VERBS | {"VERB"} else None


def _has_own_subject(tokens: list[Token], verb: int) -> bool:
    return any(
        t.head == verb and t.role in _SUBJECTS and t.pos in {"NOUN", "PROPN"} for t in tokens
    )


def _mend(tokens: list[Token], clitic: int, host: int, verb: int) -> None:
    if tokens[verb].pos in _NOT_VERBS:
        role = tokens[verb].role
        role = role if role in {"root", "conj", "ccomp", "advcl", "parataxis"} else "parataxis"
        tokens[verb] = replace(tokens[verb], pos="VERB", role=role, case=None, morph="VerbForm=Fin")
    role = "expl" if _has_own_subject(tokens, verb) else "subj"
    tokens[clitic] = replace(tokens[clitic], pos="PRON", role=role, head=verb)
    for index in range(host + 1, clitic):
        tokens[index] = replace(tokens[index], role="expl", head=verb)
    if host != verb and tokens[host].role == "aux_pass" and "avoir" in tokens[host].lemma:
        tokens[host] = replace(tokens[host], role="aux")


def mend_inversions(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one French sentence, each inverted pronoun the subject of its verb.

    Where the verb has a noun for subject besides («l'Iran frappera-t-il ?») the pronoun only
    repeats it.
    """
    if not any(t.text.lower() in CLITICS for t in tokens):
        return tokens
    mended = list(tokens)
    for clitic, token in enumerate(tokens):
        if token.text.lower() in CLITICS:
            found = _find_verb(mended, clitic)
            if found is not None:
                _mend(mended, clitic, *found)
    return tuple(mended)


__all__ = ["CLITICS", "mend_inversions"]
