"""Which date an act is given: its own, the story's, the day of publication."""

from __future__ import annotations

import pytest

from pipeline.events.date_choice import load_choice_weights
from pipeline.run.steps import code_items
from pipeline.schema.records import EventMention, Item


def _code(text: str, *, language: str, published: str) -> dict[str, EventMention]:
    """Rows of a text by the type of their event."""
    item = Item("one", text, language=language, published=published)
    return {event.event_type: event for coded in code_items([item]) for event in coded.events}


@pytest.mark.parametrize(
    ("language", "text", "event_type", "day"),
    [
        # a date of the clause, before one of another clause
        (
            "fr",
            (
                "L'armée malienne a bombardé jeudi le camp des rebelles. La France avait condamné"
                " lundi le gouvernement du Mali."
            ),
            "ASSAULT",
            "2024-03-07",
        ),
        # the date of a relative clause stays there
        (
            "en",
            (
                "The Kenyan president, who on Tuesday had met Somali rebels, condemned Ethiopia"
                " on Thursday."
            ),
            "ACCUSE",
            "2024-03-07",
        ),
        # told as news, without a date
        ("fr", "Le gouvernement turc condamne la Grèce.", "ACCUSE", "2024-03-08"),
        # a paragraph that goes on with the story of the one before
        (
            "en",
            (
                "Kenyan and Somali ministers signed a peace agreement in Nairobi on Thursday.\n\n"
                "They met Ethiopian officials after the United Nations brokered the text."
            ),
            "CONSULT",
            "2024-03-07",
        ),
    ],
)
def test_an_act_takes_the_date_that_tells_it(
    language: str, text: str, event_type: str, day: str
) -> None:
    rows = _code(text, language=language, published="2024-03-08")
    assert str(rows[event_type].event_date_start) == day


def test_the_basis_of_a_date_follows_the_choice() -> None:
    rows = _code("Le gouvernement turc condamne la Grèce.", language="fr", published="2024-03-08")
    assert rows["ACCUSE"].date_basis == "publication"


def test_each_weight_is_used_and_says_what_it_means() -> None:
    weights = load_choice_weights()
    kinds = {name.split(".")[0] for name in weights}
    assert kinds == {"sentence", "story", "before", "published", "none"}
    assert weights["sentence.farther"] < 0 < weights["sentence"]
