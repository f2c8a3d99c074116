"""Every row of the date lexicons fires on its own example."""

import re

import pytest

from pipeline.dates import read_dates
from pipeline.dates.cues import load_cues, read_tenses
from pipeline.dates.event_days import load_event_words
from pipeline.dates.find import find_dates
from pipeline.dates.signals import find_signal
from pipeline.lexicon.tables import Row, read_table
from pipeline.schema.records import Item
from pipeline.settings import find_data_dir

LANGUAGES = ("fr", "en")
NO_DATE = "-"


def rows_of(name: str) -> list[tuple[str, Row]]:
    folder = find_data_dir() / "lexicons"
    return [
        (lang, row) for lang in LANGUAGES for row in read_table(folder / lang / name, columns=())
    ]


def name_row(value: object) -> str:
    return (
        f"{value['rule_id']}"
        if isinstance(value, Row) and "rule_id" in value.cells
        else str(value.where if isinstance(value, Row) else value)
    )


def written(word: str) -> str:
    """A phrase as a text writes it: its parts are separated by spaces in the lexicon."""
    for apart, joined in (
        (" .", "."),
        (". ", "."),
        (" '", "'"),
        ("' ", "'"),
        (" / ", "/"),
        (" - ", "-"),
    ):
        word = word.replace(apart, joined)
    return word.lower()


@pytest.mark.parametrize(("language", "row"), rows_of("dates_patterns.tsv"), ids=name_row)
def test_pattern_fires_on_its_example(language: str, row: Row) -> None:
    text = row["example"].replace("\\n", "\n")
    item = Item("x", text, published="2020-01-06", language=language)
    mentions = read_dates(item, ()).mentions
    if row["found"] == NO_DATE:
        assert not mentions, [m.text for m in mentions]
        return
    fired = [m for m in mentions if m.rule_id == row["rule_id"]]
    assert " + ".join(m.text for m in fired) == row["found"]
    assert " + ".join(m.timex_value for m in fired) == row["value"]


@pytest.mark.parametrize(
    ("language", "row"), rows_of("dates_words.tsv") + rows_of("holidays.tsv"), ids=name_row
)
def test_word_is_part_of_what_its_example_finds(language: str, row: Row) -> None:
    text = row["example"]
    founds = find_dates(text, language=language)
    word = written(row["word"])
    place = re.search(
        rf"(?<!\w){re.escape(word)}" + ("" if word[-1] == "." else r"(?!\w)"), written(text)
    )
    at = place.start() if place else -9
    if row["class"] == "HUMAN":
        assert not founds, "an age is no date"
        return
    assert any(f.start_char <= at + 3 and at < f.end_char + 3 for f in founds)


@pytest.mark.parametrize(("language", "row"), rows_of("dates_cues.tsv"), ids=name_row)
def test_cue_has_its_kind_on_its_example(language: str, row: Row) -> None:
    cues = load_cues(language)
    suffix = row["cue"].removeprefix("-")
    words = [w.strip(".,") for w in row["example"].replace("qu'", "qu' ").split()]
    if row["cue"].startswith("-"):
        assert any(w.endswith(suffix) and cues.kind(w) == row["kind"] for w in words)
    else:
        assert cues.kind(row["cue"]) == row["kind"]
        assert row["cue"] in row["example"].lower().replace("’", "'")


@pytest.mark.parametrize(("language", "row"), rows_of("dates_signals.tsv"), ids=name_row)
def test_signal_is_seen_before_the_date(language: str, row: Row) -> None:
    founds = find_dates(row["example"], language=language)
    assert founds
    signal = find_signal(row["example"], founds[0], language=language)
    assert signal is not None
    assert signal.name == row["signal"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_event_words_name_themselves_and_their_group(language: str) -> None:
    words = load_event_words(language)
    assert all(word in group and len(group) > 1 for word, group in words.items())


def test_future_verb_outweighs_its_participle() -> None:
    text = "The summit will be held on Friday."
    tenses = read_tenses(text, 0, len(text), language="en")
    assert tenses.around(text.index("Friday"), len(text) - 1) == "future"
