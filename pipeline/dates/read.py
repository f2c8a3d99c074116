"""Read all time expressions of an item: find them, anchor them, infer the day of publication."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dates.cues import SentenceTenses, read_tenses
from pipeline.dates.find import find_dates
from pipeline.dates.mentions import make_mentions
from pipeline.dates.placed import Placed
from pipeline.dates.publication import infer_publication
from pipeline.dates.signals import find_signal, is_modifier
from pipeline.dates.story import is_alone
from pipeline.dates.tokens import LANGUAGES
from pipeline.schema.edtf import find_edtf
from pipeline.schema.records import DateReading, Item, Sentence

DEFAULT_LANGUAGE = "fr"


def read_dates(item: Item, sentences: Sequence[Sentence]) -> DateReading:
    """All time expressions of an item's text, anchored, and its day of publication.

    Needs the sentences' spans only. An item whose language is not read here is read as French;
    one without `published`, or with one that is no EDTF, has an unknown day of publication.
    """
    language = item.language if item.language in LANGUAGES else DEFAULT_LANGUAGE
    placed = place_dates(item.text, sentences, language=language)
    publication = infer_publication(item.text, placed, find_edtf(item.published), language=language)
    return DateReading(make_mentions(item.text, placed, publication), publication.day)


def place_dates(text: str, sentences: Sequence[Sentence], *, language: str) -> list[Placed]:
    """Found expressions with their sentence, tense and signal, in text order."""
    founds = find_dates(text, language=language)
    spans = [(s.start_char, s.end_char) for s in sentences] or [(0, len(text))]
    placed: list[Placed] = []
    tenses: SentenceTenses | None = None
    number = seen = paragraph = line = 0
    for found in founds:
        while number + 1 < len(spans) and spans[number + 1][0] <= found.start_char:
            number += 1
        bounds = spans[number]
        signal = find_signal(text, found, language=language)
        if tenses is None or bounds != spans[seen]:
            tenses, seen = read_tenses(text, *bounds, language=language), number
        tense = tenses.around(found.start_char, found.end_char)
        if signal is not None and signal.tense is not None:
            tense = signal.tense
        modifies = is_modifier(text, found, signal, language=language)
        paragraph += text.count("\n", line, found.start_char)
        line = found.start_char
        alone = is_alone(placed, found)
        placed.append(Placed(found, number, bounds, tense, signal, modifies, paragraph, alone))
    return placed
