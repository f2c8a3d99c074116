"""Which language an item is in: its own word for it, else lingua on title and text."""

from __future__ import annotations

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from pipeline.schema.records import Item

CODED_LANGUAGES = ("fr", "en")
_SAMPLE = 1000
_CANDIDATES = (
    Language.FRENCH,
    Language.ENGLISH,
    Language.GERMAN,
    Language.SPANISH,
    Language.ITALIAN,
    Language.PORTUGUESE,
    Language.DUTCH,
    Language.ARABIC,
    Language.RUSSIAN,
    Language.TURKISH,
)


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CANDIDATES).with_low_accuracy_mode().build()


def identify_language(item: Item) -> str | None:
    """ISO 639-1 code of the item's language; None when title and text give no evidence.

    A language that the item states is believed. Only ``fr`` and ``en`` can be coded.
    """
    if item.language:
        return item.language.lower().replace("_", "-").split("-")[0]
    sample = f"{item.title or ''}\n{item.text[:_SAMPLE]}"
    found = _detector().detect_language_of(sample)
    return found.iso_code_639_1.name.lower() if found else None
