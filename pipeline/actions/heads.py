"""A word to the heads of lexicon rows it may be: its lemmas, each with a class, misreadings undone.

French taggers read participles as adjectives and present tenses as nouns; the English tagger is
trusted but for participles and gerunds.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.actions.words import find_compound
from pipeline.language.lemmas import candidate_lemmas
from pipeline.schema.records import Token

CLASS_OF = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
"""Class of a row's head by the tagger's part of speech; other parts head nothing by themselves."""
_DEGREES = frozenset({"plus", "moins", "très", "aussi", "si", "trop"})
_DETERMINERS = frozenset({"DET", "NUM", "ADP"})
_NO_HEADS = frozenset({"amod", "aux"})
_PARTICIPLES = tuple("é ée és ées ant u ue us ues is ise ises it ite".split())

Heads = frozenset[tuple[str, str]]


def find_heads(token: Token, tokens: Sequence[Token], language: str) -> Heads:
    """(lemma, class) pairs under which the token may head a row; empty when it heads none."""
    compound = find_compound(tokens, token.index)
    if compound is not None:
        heads = _compound_heads(compound)
        if language == "fr" or _is_compound_participle(token):
            return heads
        return heads | _plain_heads(token, tokens, language)
    if token.role == "compound" and CLASS_OF.get(token.pos) != "VERB":
        return frozenset()
    return _plain_heads(token, tokens, language)


def _compound_heads(compound: str) -> Heads:
    forms = (compound, compound.removesuffix("s"), compound.removesuffix("ed"))
    return frozenset((form, pos) for form in forms for pos in ("NOUN", "VERB", "ADJ"))


def _is_compound_participle(token: Token) -> bool:
    """Whether a word ends a compound that only describes ("Pakistan-occupied", "US-backed")."""
    return token.pos in {"VERB", "ADJ"} and token.text.lower().endswith(("ed", "led", "held", "en"))


def _plain_heads(token: Token, tokens: Sequence[Token], language: str) -> Heads:
    own = CLASS_OF.get(token.pos)
    if language == "en":
        classes = _english_classes(token, own)
    else:
        classes = _french_classes_beside(token, tokens, own)
    pairs = {(token.lemma.lower(), own)} if own and own in classes else set()
    forms = candidate_lemmas(token.text.lower(), language)
    pairs |= {(lemma, pos) for lemma, pos in forms if pos in classes}
    return frozenset(pairs)


def _english_classes(token: Token, own: str | None) -> frozenset[str]:
    """Classes an English word may have: the tagger is trusted but for participles and gerunds."""
    if own == "VERB":
        return frozenset() if token.role in _NO_HEADS else frozenset({"VERB"})
    if own == "ADJ" and token.text.lower().endswith("ed") and token.role != "amod":
        return frozenset({"ADJ", "VERB"})
    return frozenset({own}) if own else frozenset()


def _french_classes_beside(
    token: Token, tokens: Sequence[Token], own: str | None
) -> frozenset[str]:
    """Classes a French word may have, its neighbours considered."""
    before = tokens[token.index - 1] if token.index else None
    is_nominal = before is not None and before.pos in _DETERMINERS
    classes = _french_classes(token, own, is_nominal=is_nominal)
    if before is not None and before.lemma in {"avoir", "être"} and own != "VERB":
        classes |= {"VERB"}
    if _is_headline_verb(token, tokens):
        classes |= {"VERB"}
    if before is not None and before.text.lower() in _DEGREES and own != "VERB":
        classes -= {"VERB"}
    return classes


def _french_classes(token: Token, own: str | None, *, is_nominal: bool) -> frozenset[str]:
    """Classes a French word may have: participles read as adjectives, verbs read as nouns."""
    form = token.text.lower()
    if own == "VERB":
        return frozenset({"VERB", "NOUN"} if is_nominal else {"VERB"})
    if own == "ADJ":
        is_participle = form.endswith(_PARTICIPLES) and token.role != "amod"
        return frozenset({"ADJ", "VERB"} if is_participle else {"ADJ"})
    if own == "NOUN":
        if is_nominal or token.case is not None or token.role in {"obl", "obj", "appos"}:
            return frozenset({"NOUN"})
        return frozenset({"NOUN", "VERB"})
    is_misread = token.pos == "ADP" and token.lemma.endswith("er") and form != "entre"
    is_verb = token.pos in {"X", "ADV"} or is_misread
    return frozenset({"VERB"}) if is_verb and not is_nominal else frozenset()


def _is_headline_verb(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a present tense was read as an adjective or noun: «Le Pakistan ferme son espace»."""
    if token.pos not in {"ADJ", "NOUN"} or not 0 < token.index < len(tokens) - 1:
        return False
    before, after = tokens[token.index - 1], tokens[token.index + 1]
    if not token.text.islower() or after.pos != "DET":
        return False
    is_name = before.text[:1].isupper() and before.pos in {"PROPN", "NOUN", "X"}
    return is_name or before.text == ")"
