"""English verbs that share the subject of the main clause, hung by the parser too low, lifted.

"The bloc urged the junta to reconsider and pushed for a vote": the parser may join "pushed" to
"reconsider". A verb in the past is joined to no infinitive, so it goes up to the verb that governs
it, and its subject is that verb's.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.schema.records import Token

_SUBJECTS = frozenset({"subj", "subj_pass"})
_INFINITIVES = frozenset({"xcomp", "advcl", "acl", "ccomp"})


def lift_shared(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one English sentence, past verbs joined to infinitives joined to the verb above."""
    mended = list(tokens)
    with_subject = {t.head for t in tokens if t.role in _SUBJECTS}
    with_auxiliary = {t.head for t in tokens if t.role in {"aux", "aux_pass"}}
    for token in tokens:
        if token.role != "conj" or not _is_past(token):
            continue
        if token.index in with_subject | with_auxiliary:
            continue
        above = _find_governor(tokens, token)
        if above is not None:
            mended[token.index] = replace(token, head=above)
    return tuple(mended)


def _is_past(token: Token) -> bool:
    return token.pos == "VERB" and "Tense=Past" in token.morph and "VerbForm=Fin" in token.morph


def _find_governor(tokens: tuple[Token, ...], token: Token) -> int | None:
    """The past verb above the infinitive a verb was joined to; None where it is joined well."""
    joined = tokens[token.head]
    if joined.pos != "VERB" or "VerbForm=Inf" not in joined.morph:
        return None
    while joined.role in _INFINITIVES | {"conj"} and joined.head != joined.index:
        joined = tokens[joined.head]
        if _is_past(joined):
            return joined.index
    return None


__all__ = ["lift_shared"]
