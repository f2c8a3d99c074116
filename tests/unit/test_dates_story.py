"""Anchors: the story's day, events, ranges, tense, and the part that a date plays."""

from datetime import date

import pytest

from pipeline.dates import read_dates
from pipeline.schema.records import DateMention, Item, Sentence

MONDAY = "2020-01-06"


def read(
    *sentences: str, published: str | None = MONDAY, language: str = "fr"
) -> dict[str, DateMention]:
    """Mentions by their text; sentences are given one by one, "\\n" opens a paragraph."""
    text, spans = "", []
    for number, sentence in enumerate(sentences):
        start = len(text)
        text += sentence + " "
        spans.append(Sentence(number, start, start + len(sentence)))
    item = Item("x", text, published=published, language=language)
    return {mention.text: mention for mention in read_dates(item, tuple(spans)).mentions}


def test_last_tuesday_is_before_publication() -> None:
    assert read("Il est parti mardi dernier.")["mardi dernier"].date_start == date(2019, 12, 31)


@pytest.mark.parametrize(
    ("text", "expression", "language", "day"),
    [
        ("Le conseil se réunira vendredi.", "vendredi", "fr", "2020-01-10"),
        ("Le conseil s'est réuni vendredi.", "vendredi", "fr", "2020-01-03"),
        ("Le conseil doit se réunir vendredi.", "vendredi", "fr", "2020-01-10"),
        ("Une réunion est prévue vendredi.", "vendredi", "fr", "2020-01-10"),
        ("Le conseil avait annoncé vendredi qu'il se réunirait.", "vendredi", "fr", "2020-01-03"),
        ("Le couvre-feu vaut à compter de vendredi.", "vendredi", "fr", "2020-01-10"),
        ("The council will meet Friday.", "Friday", "en", "2020-01-10"),
        ("The council met Friday.", "Friday", "en", "2020-01-03"),
        ("The council is expected to meet Friday.", "Friday", "en", "2020-01-10"),
        ("The treaty will be signed on Friday.", "Friday", "en", "2020-01-10"),
        ("He said on Friday that he would go.", "Friday", "en", "2020-01-03"),
        ("Le décret sera signé le 4 avril.", "le 4 avril", "fr", "2020-04-04"),
        ("Le décret a été signé le 4 avril.", "le 4 avril", "fr", "2019-04-04"),
    ],
)
def test_tense_decides_before_or_after(text: str, expression: str, language: str, day: str) -> None:
    assert read(text, language=language)[expression].edtf == day


def test_eve_hangs_on_the_day_told_before() -> None:
    mention = read("La ville est tombée samedi.", "La veille, elle résistait encore.")["La veille"]
    assert mention.date_start == date(2020, 1, 3)
    assert mention.anchor == "story «samedi»"
    assert mention.anchor_start is not None


def test_eve_does_not_hang_on_a_background_date_of_another_paragraph() -> None:
    found = read("L'accord du 14 juin 2015 est mort.", "\nLa veille, Paris avait cédé.")
    assert found["La veille"].date_start == date(2020, 1, 5)


def test_days_after_an_event_count_from_its_date_elsewhere() -> None:
    found = read(
        "L'assassinat du général, vendredi à Bagdad, a choqué.",
        "Trois jours après l'assassinat, la foule défile.",
    )
    mention = found["Trois jours"]
    assert mention.date_start == date(2020, 1, 6)
    assert mention.anchor_event_date == date(2020, 1, 3)


def test_event_may_be_named_by_another_word_of_its_group() -> None:
    found = read(
        "Le général a été tué vendredi.", "Deux jours après la mort du général, la foule défile."
    )
    assert found["Deux jours"].date_start == date(2020, 1, 5)


def test_phrase_that_explains_a_day_dates_its_event() -> None:
    found = read(
        "L'Alliance a suspendu samedi sa mission, au lendemain de l'assassinat du général."
    )
    mention = found["lendemain"]
    assert mention.date_start == date(2020, 1, 4)
    assert mention.anchor_event_date == date(2020, 1, 3)
    assert mention.anchor == "event «assassinat du général»"


def test_chain_of_anaphors_moves_along() -> None:
    found = read(
        "Deux jours après son référendum du 3 décembre, il a ordonné un recensement.",
        "Le surlendemain, l'armée s'exerçait.",
    )
    assert found["Deux jours"].date_start == date(2019, 12, 5)
    assert found["Le surlendemain"].date_start == date(2019, 12, 7)


def test_time_hangs_on_the_day_beside_it() -> None:
    assert read("Vers 0 h 40, jeudi, un tir a retenti.")["Vers 0 h 40"].date_start == date(
        2020, 1, 2
    )


def test_time_in_a_new_paragraph_hangs_on_the_lead() -> None:
    found = read(
        "Le pont a sauté dimanche.",
        "L'ancien pont datait du 3 mai 1998.",
        "\nEn soirée, tout brûlait.",
    )
    assert found["soirée"].date_start == date(2020, 1, 5)


def test_both_ends_of_a_range_carry_it() -> None:
    found = read("Le sommet se tiendra du 3 au 5 février.")
    for text, value in (("3", "2020-02-03"), ("5 février", "2020-02-05")):
        assert found[text].timex_value == value
        assert found[text].edtf == "2020-02-03/2020-02-05"


def test_range_over_new_year_begins_in_the_old_one() -> None:
    found = read("La trêve a tenu du 28 décembre au 3 janvier 2020.")
    assert found["28 décembre"].edtf == "2019-12-28/2020-01-03"


def test_list_of_days_stays_apart() -> None:
    found = read("Le vote aura lieu les 6 et 13 avril.")
    assert found["6"].edtf == "2020-04-06"
    assert found["13 avril"].edtf == "2020-04-13"


def test_year_at_the_head_of_a_sentence_dates_its_months() -> None:
    found = read("En 2015, les deux pays ont négocié.", "En juillet, ils ont signé.")
    assert found["juillet"].edtf == "2015-07"


@pytest.mark.parametrize(
    ("text", "expression", "language"),
    [
        ("L'accord de 2015 est mort.", "2015", "fr"),
        ("L'attaque de vendredi a choqué.", "vendredi", "fr"),
        ("Friday's attack shook them.", "Friday", "en"),
        ("The 2015 accord is dead.", "2015", "en"),
        ("The vote of Sunday was close.", "Sunday", "en"),
    ],
)
def test_date_of_a_noun_is_a_modifier(text: str, expression: str, language: str) -> None:
    assert read(text, language=language)[expression].is_modifier


def test_date_of_a_clause_is_no_modifier() -> None:
    assert not read("Il est mort vendredi.")["vendredi"].is_modifier
    assert not read("He died on Friday.", language="en")["Friday"].is_modifier


@pytest.mark.parametrize(
    ("text", "expression", "signal", "can_date"),
    [
        ("La ville est assiégée depuis jeudi.", "jeudi", "since", True),
        ("La trêve vaut jusqu'à jeudi.", "jeudi", "until", False),
        ("Il doit partir d'ici jeudi.", "jeudi", "by", False),
        ("Il est parti jeudi.", "jeudi", None, True),
    ],
)
def test_signal_tells_whether_a_date_can_date_an_event(
    text: str, expression: str, signal: str | None, can_date: bool
) -> None:
    mention = read(text)[expression]
    assert (mention.signal, mention.can_date_event) == (signal, can_date)


def test_lengths_sets_and_vague_words_date_nothing() -> None:
    found = read("Depuis trois ans, il tire tous les jours ; il part bientôt.")
    assert [m.granularity for m in found.values()] == ["duration", "set", "vague"]
    assert not any(m.can_date_event for m in found.values())


@pytest.mark.parametrize(
    "text",
    ["Un homme de 38 ans est mort.", "Jean Durand, 26 ans, est mort.", "Elle avait 17 ans.",
     "Les moins de 20 ans ont voté.", "Le 10, rue du Port.", "Les Jeux d'hiver sont finis.",
     "Ils marchent sur 1000 mètres.", "Il a tué 2 000 soldats."],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not read(text)


def test_french_night_is_two_days_and_english_evening_one() -> None:
    night = read("Des tirs ont retenti cette nuit.")["cette nuit"]
    assert (night.date_start, night.date_end) == (date(2020, 1, 5), date(2020, 1, 6))
    evening = read("He spoke on Thursday night.", language="en")["Thursday night"]
    assert (evening.date_start, evening.date_end) == (date(2020, 1, 2), date(2020, 1, 2))


def test_unknown_language_is_read_as_french() -> None:
    item = Item("x", "Il est parti vendredi.", published=MONDAY, language=None)
    assert read_dates(item, ()).mentions[0].edtf == "2020-01-03"


def test_zoned_time_beside_a_local_one_is_on_its_own_day() -> None:
    found = read("Mercredi à 1 h 30 (22 h 30 GMT), deux missiles ont touché la piste.")
    assert found["1 h 30"].edtf == "2020-01-01"
    assert found["22 h 30 GMT"].edtf == "2019-12-31"


def test_zoned_time_keeps_both_days_where_the_stamp_is_in_another_zone() -> None:
    found = read(
        "Two missiles hit the runway at 22:30 GMT on Tuesday.",
        published="2020-01-08T09:00:00+03:00",
        language="en",
    )
    assert found["22:30 GMT on Tuesday"].edtf == "2020-01-07/2020-01-08"
    same = read(
        "Two missiles hit the runway at 10:30 GMT on Tuesday.",
        published="2020-01-08T09:00:00+03:00",
        language="en",
    )
    assert same["10:30 GMT on Tuesday"].edtf == "2020-01-07"


def test_a_night_that_is_over_on_the_day_of_publication_began_before() -> None:
    found = read("Lundi, la ville est tombée. Des drones ont été abattus dans la nuit.")
    assert found["la nuit"].edtf == "2020-01-05/2020-01-06"


def test_a_night_of_an_earlier_day_goes_on_after_it() -> None:
    found = read("Samedi, la ville est tombée. Des drones ont été abattus dans la nuit.")
    assert found["la nuit"].edtf == "2020-01-04/2020-01-05"


def test_english_in_so_many_hours_after_a_past_verb_is_a_length() -> None:
    found = read("Strikes killed 14 people in 24 hours.", language="en")
    assert (found["24 hours"].timex_value, found["24 hours"].edtf) == ("PT24H", None)


def test_english_in_so_many_days_after_a_future_verb_is_a_day() -> None:
    found = read("Talks will resume in 10 days.", language="en")
    assert found["10 days"].edtf == "2020-01-16"
