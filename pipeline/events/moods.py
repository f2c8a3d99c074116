"""A French token in, out whether its form alone is a future or a conditional."""

from __future__ import annotations

import re

from pipeline.language.lemmas import candidate_lemmas
from pipeline.schema.records import Token

_FUTURE = re.compile(r"(.+r)(?:ai|as|a|ons|ez|ont)$")
_CONDITIONAL = re.compile(r"(.+r)(?:ais|ait|ions|iez|aient)$")


_ENGLISH = frozenset({"will", "would", "wo", "'ll", "shall"})


def is_future_form(token: Token) -> bool:
    """«frapperons», «répondra»: an infinitive and a future ending."""
    return _is_built(token, _FUTURE)


def is_conditional_form(token: Token) -> bool:
    """«frapperait», «répondraient»: an infinitive and a conditional ending."""
    return _is_built(token, _CONDITIONAL)


def is_to_come(token: Token) -> bool:
    """A future, or a conditional that reports one («a dit qu'il ne retirerait pas», "won't")."""
    if token.pos == "AUX" and token.text.lower() in _ENGLISH:
        return True
    tagged = "Tense=Fut" in token.morph or "Mood=Cnd" in token.morph
    return tagged or is_future_form(token) or is_conditional_form(token)


def _is_built(token: Token, pattern: re.Pattern[str]) -> bool:
    found = pattern.match(token.text.lower())
    if found is None or "Tense=Past" in token.morph:
        return False
    stem = found.group(1)
    infinitives = {stem, stem + "e"}
    if token.lemma.lower() in infinitives:
        return True
    return any(lemma in infinitives for lemma, pos in candidate_lemmas(stem, "fr") if pos == "VERB")
