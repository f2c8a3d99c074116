"""Which place a name means, and which names are no places."""

from __future__ import annotations

import pytest

from pipeline.places import read_places
from pipeline.schema.records import Item, PlaceMention


def read(text: str, language: str = "fr", **fields: str) -> dict[str, PlaceMention]:
    """Mentions by their text; the last wins."""
    mentions = read_places(Item("test", text, language=language, **fields), ())
    for mention in mentions:
        assert text[mention.start_char : mention.end_char] == mention.text
    return {mention.text: mention for mention in mentions}


RESOLVED = [
    ("fr", "À Tripoli, dans le nord du Liban, des tirs ont éclaté lundi.", "Tripoli", "LBN"),
    ("fr", "Les combats ont repris à Tripoli, puis à Syrte et à Benghazi.", "Tripoli", "LBY"),
    ("en", "Shots were fired in Tripoli, northern Lebanon, on Monday.", "Tripoli", "LBN"),
    ("en", "Voters in Georgia and Florida queued. Lines in Atlanta were long.", "Georgia", "USA"),
    ("en", "Georgia accused Russia of moving a fence near Gori.", "Georgia", "GEO"),
    ("fr", "Le Niger ferme sa frontière. À Niamey, la foule approuve.", "Niger", "NER"),
    ("en", "Gunmen killed ten in Niger State, central Nigeria.", "Niger State", "NGA"),
    ("en", "Police in Hyderabad, Pakistan, arrested three men.", "Hyderabad", "PAK"),
    ("en", "Telangana officials said police in Hyderabad made arrests.", "Hyderabad", "IND"),
    ("fr", "La police a tiré à Saint-Denis, en Seine-Saint-Denis.", "Saint-Denis", "FRA"),
    ("fr", "Le cyclone a frappé La Réunion et coupé Saint-Denis du port.", "Saint-Denis", "REU"),
    ("fr", "Une fusillade a éclaté à Valence, dans la Drôme.", "Valence", "FRA"),
    ("fr", "On a défilé à Valence et à Alicante, en Espagne.", "Valence", "ESP"),
    ("fr", "À Santiago, la police du Chili a dispersé la foule.", "Santiago", "CHL"),
    ("en", "Protesters marched in Cordoba, Argentina.", "Cordoba", "ARG"),
    ("en", "A fire in Paris, Texas, killed two.", "Paris", "USA"),
    ("en", "A fire in Paris killed two, the French ministry said.", "Paris", "FRA"),
    ("en", "Fighting reached Goma as Congo called up reservists in Kinshasa.", "Congo", "COD"),
    ("fr", "À Mexico, le ministre a reçu les familles.", "Mexico", "MEX"),
    ("fr", "Les pourparlers de Berne et de Vienne reprennent.", "Vienne", "AUT"),
    ("fr", "Des colons ont été évacués à Jérusalem.", "Jérusalem", "ISR"),
    ("fr", "Des drones ont visé Sébastopol, en Crimée.", "Crimée", "UKR"),
    ("fr", "La police déploie des blindés à Mitrovica, au Kosovo.", "Mitrovica", "XKX"),
]


@pytest.mark.parametrize(("language", "text", "name", "country"), RESOLVED)
def test_a_name_means_the_place_that_the_item_is_about(
    language: str, text: str, name: str, country: str
) -> None:
    assert read(text, language)[name].place_country == country


def test_an_american_town_is_placed_in_the_state_of_its_neighbours() -> None:
    text = "The mayor of Springfield, Ill., met officials from Decatur in Champaign County."
    found = read(text, "en")
    latitude, longitude = found["Decatur"].latitude, found["Decatur"].longitude
    assert latitude == pytest.approx(39.84, abs=0.1)
    assert longitude == pytest.approx(-88.95, abs=0.1)
    assert found["Champaign County"].kind == "county"
    assert found["Ill."].place_name == "Illinois"


def test_a_state_stands_in_for_a_hamlet_the_gazetteer_lacks() -> None:
    found = read("A barn burned near Springfield, Ala., on Monday.", "en")["Springfield"]
    assert found.place_name == "Alabama"
    assert found.geo_precision == "region"
    assert found.rule_id.startswith("place:larger")


def test_erbil_is_a_city_or_a_province_as_the_text_says() -> None:
    text = "Des drones ont été abattus dans la province d’Erbil. La ville d’Erbil est calme."
    first, second = read_places(Item("test", text, language="fr"), ())
    assert (first.text, second.text) == ("Erbil", "Erbil")
    assert first.kind in ("region", "county")
    assert second.kind == "city"


def test_an_acting_capital_is_not_the_town_of_that_name_in_the_item() -> None:
    text = "Washington condamne le tir. Un suspect est arrêté à Washington, dans le Missouri."
    first, second, _ = read_places(Item("test", text, language="fr"), ())
    assert first.is_metonym_like
    assert not second.is_metonym_like
    assert first.geonames_id != second.geonames_id


NOT_PLACES = [
    ("fr", "Mark Washington et Jordan Bardella ont parlé.", {"Washington", "Jordan"}),
    ("en", "Mark Washington told the Boston Globe he would stay.", {"Washington", "Boston"}),
    ("en", "Israel Katz and Chad Smith declined to comment.", {"Israel", "Chad"}),
    ("fr", "L’OTAN, l’ONU et l’UE se réunissent.", {"OTAN", "ONU", "UE"}),
    ("en", "NATO and the U.N. said it was up to us.", {"NATO", "U.N.", "us"}),
    ("fr", "Mission accomplie. Rien ne presse. Part belle est faite.", {"Mission", "Rien", "Part"}),
    ("en", "Reading the letter, he wept. March was hard. Man held.", {"Reading", "March", "Man"}),
    ("fr", "Un Irakien et une Libanaise ont été blessés.", {"Irakien", "Libanaise"}),
    ("fr", "Le général Soleimani et M. Valence ont été reçus.", {"Soleimani", "Valence"}),
]


@pytest.mark.parametrize(("language", "text", "names"), NOT_PLACES)
def test_people_organisations_and_words_are_no_places(
    language: str, text: str, names: set[str]
) -> None:
    assert not names & set(read(text, language))


SPELLINGS = [
    ("fr", "Un attentat d’Erbil à Bagdad.", "Erbil"),
    ("fr", "L'Irak proteste.", "Irak"),
    ("fr", "Des avions partent aux Émirats et au Koweït.", "Émirats"),
    ("fr", "La base d’Aïn al-Assad a été visée.", "base d’Aïn al-Assad"),
    ("en", "Rockets hit Ain al-Asad on Monday.", "Ain al-Asad"),
    ("en", "Raids hit a camp near al-Qaim on Monday.", "al-Qaim"),
    ("fr", "Des heurts ont éclaté à N’Djamena.", "N’Djamena"),
    ("fr", "BAGDAD, 30 déc. – Des tirs ont été entendus.", "BAGDAD"),
    ("en", "Officials met in the UAE and the U.S. on Monday.", "U.S."),
]


@pytest.mark.parametrize(("language", "text", "name"), SPELLINGS)
def test_elision_case_and_hyphens_do_not_hide_a_place(language: str, text: str, name: str) -> None:
    assert name in read(text, language)


def test_a_dateline_is_marked() -> None:
    found = read("BAGDAD, 30 déc. – Des tirs ont été entendus près de Kirkouk.")
    assert found["BAGDAD"].is_dateline
    assert not found["Kirkouk"].is_dateline


def test_a_sea_has_no_country() -> None:
    found = read("Un navire a été coulé en mer Noire.")["mer Noire"]
    assert found.place_country is None
    assert found.geo_precision == "sea"


def test_the_name_of_an_agreement_is_no_location() -> None:
    assert read("Ils ont dénoncé l’accord d’Oslo.")["Oslo"].is_in_name


def test_a_text_without_places_has_no_mention() -> None:
    assert read_places(Item("test", "Il pleut.", language="fr"), ()) == ()
    assert read_places(Item("test", "", language=None), ()) == ()


def test_offsets_give_back_the_text_around_odd_characters() -> None:
    text = "\ufeff😀 « Kiev » ; l\u2019\u00c9gypte\u00a0: \u0645\u0635\u0631 Sana'a’s Gaza\u202f!"
    for mention in read_places(Item("test", text, language="fr"), ()):
        assert text[mention.start_char : mention.end_char] == mention.text
