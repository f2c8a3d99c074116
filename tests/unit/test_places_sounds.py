"""Names that the gazetteer spells otherwise, and hamlets far from all that an item is about."""

import pytest

from pipeline.places.index import load_gazetteer
from pipeline.places.read import read_places
from pipeline.places.sounds import make_sound
from pipeline.schema.records import Item


def read(text: str, language: str = "en") -> dict[str, tuple[str | None, str | None]]:
    mentions = read_places(Item("test", text, language=language), ())
    return {m.text: (m.place_name, m.place_country) for m in mentions}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oum Rawaba", "Umm Ruwaba"),
        ("en-Nahud", "An Nuhūd"),
        ("Noshki", "Nushki"),
        ("Soulaimaniyah", "Sulaymaniyah"),
        ("Djermouk", "Jermuk"),
    ],
)
def test_romanisations_of_a_name_sound_alike(one: str, other: str) -> None:
    assert make_sound(one) == make_sound(other) is not None


def test_names_of_other_sound_stay_apart() -> None:
    assert make_sound("Kassala") != make_sound("Kosti")
    assert make_sound("Ur") is None


def test_a_sound_is_looked_up_in_the_countries_of_the_item() -> None:
    text = "In Sudan, shells fell on the market of Khartoum. Fighters took the road to Um Rawaba."
    assert read(text)["Um Rawaba"] == ("Umm Ruwaba", "SDN")
    assert "Um Rawaba" not in read("He drove from Um Rawaba.")


def test_days_and_peoples_are_no_places() -> None:
    text = "Russia struck Kyiv on Sunday, and Ukraine replied on Monday at a Syrian base in Moscow."
    assert {"Sunday", "Monday", "Syrian"}.isdisjoint(read(text))


def test_a_hamlet_far_from_the_item_gets_no_point() -> None:
    text = (
        "À Quito, le gouvernement équatorien a décrété l'état d'urgence. Des détenus se sont "
        "mutinés à Guayaquil et à la prison de La Roca, en Équateur."
    )
    assert read(text, "fr")["La Roca"] == (None, None)


def test_neighbouring_regions_in_a_list_are_no_town_and_region() -> None:
    text = "Infections were reported in Hunan, Fujian and Hong Kong in China."
    mentions = read_places(Item("test", text, language="en"), ())
    assert {m.text: m.kind for m in mentions}["Hunan"] == "region"


def test_the_gazetteer_answers_by_sound() -> None:
    names = {p.name for p in load_gazetteer().find_sound("SDN", make_sound("Oum Rawaba") or "")}
    assert "Umm Ruwaba" in names
