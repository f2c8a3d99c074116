"""Word forms to the lemmas they may have, whatever the tagger thought: a guard against its errors.

The tables are those of the spaCy models (exceptions, index and suffix rules by part of speech), so
a present participle read as an adjective («menaçant») still offers its verb.
"""

from __future__ import annotations

from functools import cache, lru_cache

import simplemma
from lemminflect import getAllLemmas

from pipeline.language.parse import load_model

_CLASSES = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}


@cache
def _french_tables() -> dict[str, tuple[dict[str, list[str]], frozenset[str], list[list[str]]]]:
    """For each part of speech: exceptions, known lemmas, and suffix rules of the French model."""
    lookups = load_model("fr").get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    tables = {}
    for pos, key in _CLASSES.items():
        exceptions = lookups.get_table("lemma_exc").get(key, {})
        index = frozenset(lookups.get_table("lemma_index").get(key, ()))
        rules = lookups.get_table("lemma_rules").get(key, [])
        tables[pos] = (exceptions, index, rules)
    return tables


# Endings of first-group verbs and plurals: the model's own rules leave a lemma out when the form is
# also another word. Offering too much is harmless here, since only lemmas of a lexicon count.
_FIRST_GROUP = [
    "e",
    "es",
    "ent",
    "ons",
    "ez",
    "ais",
    "ait",
    "aient",
    "ions",
    "iez",
    "a",
    "ai",
    "as",
    "âmes",
    "èrent",
    "ant",
    "é",
    "ée",
    "és",
    "ées",
    "era",
    "eras",
    "erai",
    "erons",
    "erez",
    "eront",
    "erais",
    "erait",
    "eraient",
    "erions",
]
_PLURALS = (("", ""), ("s", ""), ("x", ""), ("aux", "al"))


def _regular_lemmas(form: str) -> set[tuple[str, str]]:
    found = {(form[: -len(end)] + "er", "VERB") for end in _FIRST_GROUP if form.endswith(end)}
    found.update(
        (form[: len(form) - len(old)] + new, "NOUN") for old, new in _PLURALS if form.endswith(old)
    )
    return found


def _french_lemmas(form: str) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for pos, (exceptions, index, rules) in _french_tables().items():
        if form in index:
            found.add((form, pos))
        found.update((lemma, pos) for lemma in exceptions.get(form, ()))
        for old, new in rules:
            if form.endswith(old):
                lemma = form[: len(form) - len(old)] + new
                if lemma in index:
                    found.add((lemma, pos))
    found |= _regular_lemmas(form)
    lemma = simplemma.lemmatize(form, lang="fr")
    if lemma.endswith(("er", "ir", "re", "oir")):
        found.add((lemma, "VERB"))
    else:
        found.add((lemma, "NOUN"))
    return found


def _english_lemmas(form: str) -> set[tuple[str, str]]:
    found = {
        (lemma.lower(), pos)
        for pos, lemmas in getAllLemmas(form).items()
        if pos in _CLASSES
        for lemma in lemmas
    }
    for prefix in ("un", "re", "over", "out"):
        if not found and form.startswith(prefix):
            rest = _english_lemmas(form.removeprefix(prefix)) if len(form) > 5 else set()
            found |= {(prefix + lemma, pos) for lemma, pos in rest}
    return found | _guess_english(form)


def _guess_english(form: str) -> set[tuple[str, str]]:
    """Lemmas of a form that the tables do not know ("airdropped"), by its ending."""
    found = {(form, "NOUN"), (form, "VERB")}
    for ending in ("ed", "ing", "es", "s"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            stems = {stem, stem + "e"} | ({stem[:-1]} if stem[-1] == stem[-2] else set())
            found |= {(s, "VERB") for s in stems} | {(stem, "NOUN")}
    if form.endswith(("ies", "ied")):
        found |= {(form[:-3] + "y", "VERB"), (form[:-3] + "y", "NOUN")}
    return found


@lru_cache(maxsize=200_000)
def candidate_lemmas(form: str, language: str) -> frozenset[tuple[str, str]]:
    """All (lemma, part of speech) that a lower-case form may have; empty when none is known."""
    found = _french_lemmas(form) if language == "fr" else _english_lemmas(form)
    return frozenset(found)
