"""Near copies of a text: found, told from quotations, and given the coding of their original."""

from __future__ import annotations

from dataclasses import replace

from pipeline.events.same_text import SameTextIndex, copy_mentions, is_copy
from pipeline.schema.records import EventMention, Item, TextSpan

TEXT = (
    "The army of Arvonia shelled the port of Belmar on Monday, killing fourteen sailors. "
    "Belmar's prime minister called the attack a crime and asked the Security Council to meet. "
    "Arvonia said that its gunners had answered fire from the harbour. "
    "Neutral observers of the river mission were refused access to the quay for two days. "
    "In Kestrin several thousand people marched to the embassy with candles and drums."
)
FIRST = Item("a", TEXT, published="2031-05-06", source="Agence")


def make_told(sentence: str, trigger: str) -> EventMention:
    start = TEXT.index(sentence)
    at = TEXT.index(trigger, start)
    return EventMention(
        event_mention_id="m1",
        item_id="a",
        sentence_start=start,
        sentence_end=start + len(sentence),
        sentence_text=sentence,
        trigger_start=at,
        trigger_end=at + len(trigger),
        trigger_text=trigger,
        event_type="ACCUSE",
        factuality="actual",
        confidence=0.7,
        actor_start=start,
        actor_end=start + 8,
        other_sentences=(TextSpan(start, start + len(sentence), at, at + len(trigger)),),
        rule_ids=("r1",),
    )


SENTENCE = (
    "Belmar's prime minister called the attack a crime and asked the Security Council to meet."
)
TOLD = make_told(SENTENCE, "called the attack a crime")


def link(*items: Item, index: SameTextIndex | None = None) -> list[str | None]:
    texts = index or SameTextIndex()
    return [texts.add(item) for item in items]


def test_a_wire_copy_with_another_lead_and_spelling_is_linked() -> None:
    copy = replace(FIRST, item_id="b", text="(Agence) - " + TEXT.upper().replace(",", ""))
    assert link(FIRST, copy) == [None, "a"]


def test_a_truncation_and_an_edit_are_linked() -> None:
    cut = replace(FIRST, item_id="b", text=TEXT[: len(TEXT) // 2])
    edit = replace(FIRST, item_id="c", text=TEXT.replace("fourteen", "sixteen"))
    assert link(FIRST, cut, edit) == [None, "a", "a"]


def test_another_report_of_the_same_event_is_no_copy() -> None:
    other = (
        "Fourteen sailors died when Arvonian guns opened up on Belmar's port on Monday. The town's "
        "government spoke of a crime; in New York it wants the Council to take the matter up."
    )
    assert link(FIRST, replace(FIRST, item_id="b", text=other)) == [None, None]


def test_one_quoted_sentence_in_a_long_text_is_no_copy() -> None:
    essay = SENTENCE + " " + " ".join(f"paragraph {n} of something else" for n in range(200))
    assert link(FIRST, replace(FIRST, item_id="b", text=essay)) == [None, None]


def test_the_same_words_months_later_are_no_copy() -> None:
    late = replace(FIRST, item_id="b", published="2031-09-01")
    undated = replace(FIRST, item_id="c", published=None)
    assert link(FIRST, late, undated) == [None, None, "a"]


def test_very_short_texts_are_copies_only_when_identical() -> None:
    short = Item("s1", "Belmar: shelling resumes.", published="2031-05-06")
    same = replace(short, item_id="s2")
    near = replace(short, item_id="s3", text="Belmar: shelling ends.")
    assert link(short, same, near) == [None, "s1", None]


def test_an_item_given_again_is_not_its_own_copy() -> None:
    index = SameTextIndex()
    assert link(FIRST, FIRST, index=index) == [None, None]


def test_the_index_is_bounded() -> None:
    index = SameTextIndex(max_texts=3)
    for number in range(10):
        index.add(Item(str(number), " ".join(f"w{number}x{n}" for n in range(30))))
    assert len(index) == 3


def test_a_copy_takes_the_mentions_at_its_own_offsets() -> None:
    copy = replace(FIRST, item_id="b", text="(Agence) - " + TEXT)
    (moved,) = copy_mentions([TOLD], original=FIRST, copy=copy) or ()
    assert copy.text[moved.sentence_start : moved.sentence_end] == SENTENCE
    assert copy.text[moved.trigger_start : moved.trigger_end] == TOLD.trigger_text
    assert moved.actor_start is not None
    assert copy.text[moved.actor_start : moved.actor_end] == "Belmar's"
    span = moved.other_sentences[0]
    assert copy.text[span.trigger_start : span.trigger_end] == TOLD.trigger_text
    assert moved.rule_ids == ("r1", "same_text:a")
    assert moved.event_mention_id != TOLD.event_mention_id


def test_a_mention_whose_sentence_was_cut_is_left_out() -> None:
    cut = replace(FIRST, item_id="b", text=TEXT[: TEXT.index("Belmar's prime")])
    assert copy_mentions([TOLD], original=FIRST, copy=cut) == ()


def test_a_copy_with_news_of_its_own_must_be_coded() -> None:
    news = " On Tuesday the port authority of Belmar closed the northern basin to all ships under "
    longer = replace(FIRST, item_id="b", text=TEXT + news + "foreign flag until further notice.")
    assert not is_copy(FIRST, longer)
    assert copy_mentions([TOLD], original=FIRST, copy=longer) is None


def test_a_copy_of_another_day_must_be_coded() -> None:
    assert not is_copy(FIRST, replace(FIRST, item_id="b", published="2031-05-07"))
