"""Whatever an item says, coding it gives rows that hold together or an issue, in bounded time."""

import random

import pytest

from pipeline.run.pool import code_in_pool, warm_up
from pipeline.run.steps import CodedItem
from pipeline.schema.records import Issue, Item

BASE = (
    "Le 3 janvier 2031, l’armée américaine a bombardé une base en Irak. "
    "Le ministre iranien a dénoncé l’attaque à Téhéran. "
)
ENGLISH = "On Friday U.S. forces struck a base in Iraq; Iran's minister condemned it in Tehran. "
CHANCE = random.Random(20310103)


def mix(number: int) -> str:
    """Characters from all of Unicode but the surrogates."""
    ranges = ((32, 0xD7FF), (0xE000, 0x10FFFF))
    return "".join(chr(CHANCE.randint(*CHANCE.choice(ranges))) for _ in range(number))


def shuffle(text: str) -> str:
    words = text.split()
    CHANCE.shuffle(words)
    return " ".join(words)


TEXTS = {
    "a long article": BASE * 300,
    "one long word": "a" * 100_000,
    "spaces": " " * 100_000 + BASE,
    "blank lines": "\n" * 100_000 + BASE + "\n" * 100_000,
    "dots": "." * 50_000 + BASE,
    "capitals and hyphens": "A-" * 20_000 + BASE,
    "all capitals": BASE.upper() * 20,
    "pictures": "💥" * 10_000 + BASE,
    "NULs for spaces": BASE.replace(" ", "\0"),
    "right to left": "\u202e" + BASE + "\u202c שלום עולם",
    "zero-width joints": "\u200b".join(BASE),
    "stacked accents": BASE.replace("e", "e" + "\u0301" * 40),
    "carriage returns": BASE.replace(". ", ".\r\n") * 5,
    "old carriage returns": BASE.replace(". ", ".\r") * 5,
    "line separators": BASE.replace(". ", ".\u2028") * 5,
    "hard spaces": BASE.replace(" ", "\u00a0"),
    "byte order mark": "\ufeff" + BASE,
    "private characters": "\ue000\uffff\ufdd0" + BASE,
    "digits": "1" * 50_000,
    "many dates": "vendredi 3 janvier 2031, " * 1_000,
    "dates that are none": "Le 30 février 2031 et le 45 mai, l'Iran a attaqué l'Irak en 99999. ",
    "years at the ends of time": "Le 31 décembre 9999, puis en l'an 0, l'Iran a attaqué l'Irak. ",
    "distances without end": "Il y a 999999999 jours, l'Iran a attaqué, dans 10000 siècles. ",
    "numbers without end": "L'attaque a fait " + "9" * 400 + " morts et 1e309 blessés à Bagdad. ",
    "quotation marks": "«" * 5_000 + BASE + "»" * 5_000,
    "brackets": "(" * 5_000 + BASE,
    "apostrophes": "l'" * 10_000 + BASE,
    "one list": "l'Iran, " * 2_000 + "et l'Irak ont signé un accord. ",
    "nested of": "le chef de " * 2_000 + "l'armée a démissionné. ",
    "titles": "le président " * 2_000,
    "markup": "<script>alert(1)</script><b>" * 300 + BASE,
    "an address": "https://" + "a" * 20_000 + " " + BASE,
    "another language": "El presidente viajó ayer a Madrid para hablar con el ministro. " * 3,
    "no language": "xyzzy plugh " * 200,
    "French and English": (BASE + ENGLISH) * 20,
    "mixed characters": mix(5_000),
    **{f"shuffled words {number}": shuffle((BASE + ENGLISH) * 4) for number in range(10)},
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, CodedItem | Issue]:
    warm_up()
    items = [Item(item_id=name, text=text, published="2031-01") for name, text in TEXTS.items()]
    return dict(zip(TEXTS, code_in_pool(items, jobs=2), strict=True))


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_gives_rows_that_hold_together(
    outcomes: dict[str, CodedItem | Issue], name: str
) -> None:
    outcome = outcomes[name]
    if isinstance(outcome, Issue):
        assert name == "nested of", f"set aside: {outcome.what}"
        return
    text = outcome.item.text
    assert text == TEXTS[name]
    for event in outcome.events:
        assert text[event.trigger_start : event.trigger_end] == event.trigger_text
        assert text[event.sentence_start : event.sentence_end] == event.sentence_text
        assert event.sentence_start <= event.trigger_start < event.trigger_end
        if event.event_date_start is not None and event.event_date_end is not None:
            assert event.event_date_start <= event.event_date_end
    for mention in (*outcome.dates.mentions, *outcome.actors, *outcome.actions, *outcome.places):
        assert text[mention.start_char : mention.end_char] == mention.text
        assert mention.start_char < mention.end_char
