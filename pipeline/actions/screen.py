"""Sentences that cannot hold an action, told by their words alone, so as not to parse them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.actions.lexicon import load_action_lexicon
from pipeline.actions.quoted import may_hold_quote
from pipeline.actions.words import NAME
from pipeline.language.lemmas import candidate_lemmas

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

_NAME = re.compile(r"[^\W\d_a-zà-ÿ][^\W_]")

_REFLEXIVES = frozenset({"se", "s", "me", "m", "te", "t", "nous", "vous"})


@cache
def _heads(language: str) -> frozenset[str]:
    """Lemmas that head at least one row that is not a block."""
    lexicon = load_action_lexicon(language)
    return frozenset(
        lemma
        for (lemma, _), rows in lexicon.by_head.items()
        if any(not row.is_block for row in rows)
    )


@lru_cache(maxsize=200_000)
def lemmas_of_form(form: str, language: str) -> frozenset[str]:
    """Every lemma of a lower-case form, itself included."""
    return frozenset({form} | {lemma for lemma, _ in candidate_lemmas(form, language)})


def may_hold_action(text: str, language: str) -> bool:
    """Whether some row of the action lexicon could fire on a sentence, by its words alone.

    Never False for a sentence on which ``find_actions`` fires.
    """
    words = {word.lower() for word in _WORD.findall(text)}
    forms = words | {part for word in words if "-" in word for part in word.split("-")}
    lemmas: set[str] = set()
    for form in forms:
        lemmas |= lemmas_of_form(form, language)
    if _NAME.search(text):
        lemmas.add(NAME)
    return _may_fire(words, lemmas, language) or may_hold_quote(text, lemmas, language)


def _may_fire(words: set[str], lemmas: set[str], language: str) -> bool:
    """Whether some row has all its words among the lemmas of a sentence."""
    heads = lemmas & _heads(language)
    by_head = load_action_lexicon(language).by_head
    reflexive = bool(words & _REFLEXIVES)
    for head in heads:
        for pos in ("VERB", "NOUN", "ADJ"):
            for row in by_head.get((head, pos), ()):
                if row.is_block or (row.is_reflexive and not reflexive):
                    continue
                if all(word & lemmas for word in row.words):
                    return True
    return False
