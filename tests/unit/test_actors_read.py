"""Actor mentions in sentences of our own: names, roles, context, short forms, pronouns."""

from __future__ import annotations

import time

import pytest

from pipeline.actors import read_actors
from pipeline.language.parse import parse_sentences
from pipeline.language.split import split_sentences
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActorMention, Document, Item, Sentence
from pipeline.settings import find_data_dir


def read(
    text: str,
    language: str = "fr",
    *,
    published: str | None = "2020-01-06",
    title: str | None = None,
) -> tuple[ActorMention, ...]:
    spans = split_sentences(text)
    parsed = parse_sentences(
        language, [(text[s.start_char : s.end_char], s.start_char) for s in spans]
    )
    sentences = tuple(
        Sentence(s.index, s.start_char, s.end_char, tokens)
        for s, tokens in zip(spans, parsed, strict=True)
    )
    item = Item("one", text, title=title, published=published)
    return read_actors(Document(item, language, sentences))


def find(mentions: tuple[ActorMention, ...], text: str) -> ActorMention:
    """The widest mention that holds a text."""
    holding = [m for m in mentions if text in m.text]
    assert holding, [m.text for m in mentions]
    return max(holding, key=lambda m: len(m.text))


# ruff: noqa: E501
CASES = [
    # language, sentence, text, code, sector, name (None: not asked)
    ("fr", "Le ministre russe de la Défense a visité le front.", "ministre", "RUS", "GOV", "Sergueï Choïgou"),
    ("fr", "Un porte-parole de l'armée israélienne a parlé.", "porte-parole", "ISR", "MIL", None),
    ("fr", "Les députés irakiens ont voté.", "députés", "IRQ", "LEG", None),
    ("fr", "Le président américain a menacé Téhéran.", "président", "USA", "GOV", "Donald Trump"),
    ("fr", "L'aviation américaine a frappé le dépôt.", "aviation", "USA", "MIL", None),
    ("fr", "Le chef du Pentagone a démenti.", "chef", "USA", "GOV", "Mark Esper"),
    ("fr", "Le ministre des Affaires étrangères iranien a répondu.", "ministre", "IRN", "GOV", "Mohammad Javad Zarif"),
    ("fr", "La cheffe de la diplomatie suédoise a protesté.", "cheffe", "SWE", "GOV", None),
    ("fr", "La République islamique a riposté.", "République", "IRN", "GOV", None),
    ("fr", "L’État hébreu a riposté.", "État hébreu", "ISR", "GOV", None),
    ("fr", "Un chasseur F-16 turc a été abattu.", "F-16", "TUR", "MIL", None),
    ("fr", "L'ambassade américaine à Bagdad a été visée.", "ambassade", "USA", "GOV", None),
    ("fr", "L'ambassade des États-Unis a été visée.", "ambassade", "USA", "GOV", None),
    ("fr", "La Cédéao a levé ses sanctions.", "Cédéao", "IGO:ECOWAS", "IGO", None),
    ("fr", "L'AIEA a publié son rapport.", "AIEA", "IGO:UN", "IGO", None),
    ("fr", "Le Hezbollah a tiré des roquettes.", "Hezbollah", "LBN", "PAM", None),
    ("fr", "Les brigades du Hezbollah ont menacé les Américains.", "brigades", "IRQ", "PAM", None),
    ("fr", "Daech a revendiqué l'attentat.", "Daech", "NSA:ISIS", "PAM", None),
    ("fr", "Les troupes du maréchal Haftar avancent sur la ville.", "troupes", "LBY", "PAM", None),
    ("fr", "La police antiémeute de Minsk a chargé.", "police", "BLR", "COP", None),
    ("fr", "Des soldats de l'ONU ont été blessés.", "soldats", "IGO:UN", "MIL", None),
    ("fr", "Un journaliste ukrainien a été tué.", "journaliste", "UKR", "MED", None),
    ("fr", "Le patron du Quai d'Orsay a protesté.", "patron", "FRA", "GOV", "Jean-Yves Le Drian"),
    ("en", "The Russian defence minister visited the front.", "minister", "RUS", "GOV", "Sergei Shoigu"),
    ("en", "An Israeli army spokesman declined to comment.", "spokesman", "ISR", "MIL", None),
    ("en", "The Iraqi parliament voted on Sunday.", "parliament", "IRQ", "LEG", None),
    ("en", "U.S. troops left the base.", "troops", "USA", "MIL", None),
    ("en", "American warplanes struck the depot.", "warplanes", "USA", "MIL", None),
    ("en", "The French president called for restraint.", "president", "FRA", "GOV", "Emmanuel Macron"),
    ("en", "Defense Secretary Mark Esper denied it.", "Esper", "USA", "GOV", "Mark Esper"),
    ("en", "Iran's foreign minister answered.", "minister", "IRN", "GOV", "Mohammad Javad Zarif"),
    ("en", "The prime minister of Ethiopia answered.", "minister", "ETH", "GOV", "Abiy Ahmed"),
    ("en", "Khalifa Haftar's forces shelled the port.", "forces", "LBY", "PAM", None),
    ("en", "The defence ministry in Yerevan denied it.", "ministry", "ARM", "GOV", None),
    ("en", "A spokesman for the Taliban claimed the attack.", "spokesman", "AFG", "PAM", None),
    ("en", "The American embassy in Baghdad was attacked.", "embassy", "USA", "GOV", None),
    ("en", "NATO ambassadors met in Brussels.", "ambassadors", "IGO:NATO", "IGO", None),
    ("en", "The Pentagon confirmed the strike.", "Pentagon", "USA", "MIL", None),
    ("en", "Turkish lawmakers approved the deployment.", "lawmakers", "TUR", "LEG", None),
    ("en", "Rebel fighters from the Tigray People's Liberation Front retreated.", "Liberation", "ETH", "PAM", None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "text", "code", "sector", "name"), CASES)
def test_actor_has_code_sector_and_holder(
    language: str, sentence: str, text: str, code: str, sector: str, name: str | None
) -> None:
    mention = find(read(sentence, language), text)
    assert (mention.actor_code, mention.actor_sector) == (code, sector), mention
    if name is not None:
        assert mention.actor_name == name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_offsets_return_the_text(language: str) -> None:
    for row_language, sentence, *_ in CASES:
        if row_language != language:
            continue
        for mention in read(sentence, language):
            assert sentence[mention.start_char : mention.end_char] == mention.text
            assert mention.start_char <= mention.head_start < mention.end_char


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_role_fires_on_its_example(language: str) -> None:
    path = find_data_dir() / "lexicons" / language / "roles.tsv"
    silent = []
    for row in read_table(path, columns=("word", "example")):
        rules = {m.rule_id for m in read(row["example"], language)}
        if not any(rule.split(":")[1:2] == [row["word"]] for rule in rules):
            silent.append((row["word"], row["example"]))
    assert silent == []


def test_president_is_the_holder_on_the_day_of_the_item() -> None:
    sentence = "Le président américain a promis de riposter."
    names = {
        day: find(read(sentence, published=day), "président").actor_name
        for day in ("1999-03-24", "2003-03-20", "2015-07", "2020-01-06", "2022-02-24")
    }
    assert names == {
        "1999-03-24": "Bill Clinton",
        "2003-03-20": "George W. Bush",
        "2015-07": "Barack Obama",
        "2020-01-06": "Donald Trump",
        "2022-02-24": "Joe Biden",
    }


def test_without_a_day_no_holder_is_named() -> None:
    mention = find(read("Le président américain a parlé.", published=None), "président")
    assert mention.actor_name is None
    assert mention.actor_code == "USA"


def test_backers_do_not_give_their_country() -> None:
    for sentence in (
        "Des milices pro-iraniennes ont tiré sur Kirkouk, en Irak.",
        "Une milice soutenue par l'Iran a tiré sur Kirkouk, en Irak.",
    ):
        assert find(read(sentence), "milice").actor_code != "IRN"
    mention = find(
        read("In Iraq, an Iran-backed militia fired rockets at Kirkuk.", "en"), "militia"
    )
    assert mention.actor_code == "IRQ"


def test_backed_group_is_the_group_named_before() -> None:
    text = "Kataib Hezbollah a promis de riposter. Le groupe pro-iranien a enterré ses morts."
    mention = find(read(text), "groupe")
    assert (mention.actor_name, mention.actor_code) == ("Kataib Hezbollah", "IRQ")


def test_surname_and_titled_surname_join_the_full_name() -> None:
    text = "Mark Esper a téléphoné au premier ministre. M. Esper a exigé des excuses. Esper attend."
    ids = [m.actor_id for m in read(text) if "Esper" in m.text]
    assert ids == ["P:mark-esper"] * 3


def test_titled_surname_alone_is_the_holder_of_that_day() -> None:
    mention = find(read("Aux États-Unis, M. Esper a démenti tout retrait."), "Esper")
    assert mention.actor_id == "P:mark-esper"


def test_unknown_person_takes_country_and_sector_from_role_and_apposition() -> None:
    text = "Le général malien Oumar Sangala a démissionné. M. Sangala dénonce un complot."
    mentions = read(text)
    for part in ("Oumar Sangala", "M. Sangala"):
        assert (find(mentions, part).actor_code, find(mentions, part).actor_sector) == (
            "MLI",
            "MIL",
        )
    mentions = read("Petra Novakova, the Czech defence minister, flew to Kyiv.", "en")
    assert find(mentions, "Petra").actor_code == "CZE"


def test_nothing_is_invented_for_an_unknown_name() -> None:
    mention = find(read("Petra Novakova est arrivée jeudi."), "Petra")
    assert mention.actor_code is None
    assert mention.actor_sector is None


def test_coordination_gives_each_its_mention() -> None:
    codes = [m.actor_code for m in read("Paris, Berlin et Londres ont appelé à la retenue.")]
    assert codes == ["FRA", "DEU", "GBR"]
    joint = [
        m.actor_code for m in read("Les ministres russe et turc se sont vus.") if m.kind == "role"
    ]
    assert joint == ["RUS", "TUR"]
    joint = [
        m.actor_code
        for m in read("The foreign ministers of France, Germany and Italy met.", "en")
        if m.kind == "role"
    ]
    assert joint == ["FRA", "DEU", "ITA"]


def test_both_capitals_are_the_two_named_together() -> None:
    text = "L'Inde et le Pakistan s'accusent. Les deux capitales ont rappelé leurs ambassadeurs."
    codes = [m.actor_code for m in read(text) if "deux capitales" in m.text]
    assert codes == ["IND", "PAK"]


def test_pronoun_takes_the_subject_before() -> None:
    mentions = read("Emmanuel Macron a reçu le premier ministre. Il a proposé une trêve.")
    pronoun = [m for m in mentions if m.kind == "pronoun"]
    assert [m.actor_id for m in pronoun] == ["P:emmanuel-macron"]
    mentions = read("Rwanda denied the charge. It accused Congo of lies.", "en")
    pronoun = [m for m in mentions if m.kind == "pronoun"]
    assert [m.actor_code for m in pronoun] == ["RWA"]


def test_impersonal_pronoun_is_no_actor() -> None:
    mentions = read("Le Mali a fermé sa frontière. Il faut négocier, il y a urgence.")
    assert [m for m in mentions if m.kind == "pronoun"] == []


def test_possessive_gives_the_country_of_who_is_meant() -> None:
    mention = find(read("Ilham Aliev a parlé. Son armée a repris la colline."), "armée")
    assert (mention.actor_code, mention.actor_sector) == ("AZE", "MIL")


def test_acronym_in_brackets_stands_for_the_name_before() -> None:
    text = "Le gouvernement d'union de Sabratie (GUS) a signé. Le GUS réclame des élections."
    assert find(read(text, title="Libye : un accord"), "Le gouvernement").actor_code == "LBY"


def test_bare_institutions_belong_to_the_country_of_the_item() -> None:
    text = "Au Mali, la tension monte. L'armée a dispersé la foule. Le gouvernement se tait."
    mentions = read(text)
    assert find(mentions, "armée").actor_code == "MLI"
    assert find(mentions, "foule").actor_code == "MLI"
    assert find(mentions, "gouvernement").actor_code == "MLI"


def test_adjective_of_another_noun_is_a_demonym_mention() -> None:
    mention = find(read("Une frappe américaine a détruit le pont."), "américaine")
    assert (mention.kind, mention.actor_code) == ("demonym", "USA")


def test_place_names_say_that_they_are_places() -> None:
    mentions = read("Washington a averti Téhéran.")
    assert [(m.actor_code, m.is_place_like) for m in mentions] == [("USA", True), ("IRN", True)]


def test_words_that_look_like_roles_are_left_alone() -> None:
    mentions = read("Il juge ces mesures illégales. La guerre civile dure.")
    assert [m.text for m in mentions if m.rule_id.startswith("role")] == []


def test_short_name_inside_a_place_name_is_no_person() -> None:
    mentions = read("Des roquettes sont tombées sur la base d'Aïn al-Assad.")
    assert [m for m in mentions if m.actor_code == "SYR"] == []


def test_shared_acronym_needs_its_country() -> None:
    assert [m for m in read("La PA du jour est mauvaise.") if m.actor_code == "PSE"] == []


def test_languages_without_lexicon_yield_nothing() -> None:
    item = Item("one", "Der Kanzler sprach.")
    assert read_actors(Document(item, "de", ())) == ()


def test_unparsed_sentences_are_read_by_patterns() -> None:
    text = "Le ministre russe de la Défense a visité le front."
    item = Item("one", text, published="2020-01-06")
    mentions = read_actors(Document(item, "fr", (Sentence(0, 0, len(text)),)))
    assert find(mentions, "ministre").actor_name == "Sergueï Choïgou"


def test_counterpart_holds_the_same_office() -> None:
    text = "Mike Pompeo est à Doha. Le secrétaire d'État a vu son homologue turc."
    assert find(read(text), "homologue").actor_name == "Mevlüt Cavusoglu"


def test_troops_that_someone_sends_are_the_senders() -> None:
    text = "Les talibans avancent en Afghanistan. Londres a envoyé 600 militaires."
    assert find(read(text), "militaires").actor_code == "GBR"


def test_missile_belongs_to_who_fired_it() -> None:
    mention = find(read("A missile fired from Armenia hit a block in Ganja.", "en"), "missile")
    assert (mention.actor_code, mention.actor_sector) == ("ARM", "MIL")
    mention = find(read("Un missile tiré par la Corée du Nord est tombé en mer."), "missile")
    assert mention.actor_code == "PRK"


def test_government_is_named_by_its_leader() -> None:
    assert find(read("Le gouvernement Netanyahou a cédé."), "gouvernement").actor_code == "ISR"
    assert (
        find(read("The Trump administration relented.", "en"), "administration").actor_code == "USA"
    )


def test_two_men_are_the_pair_named_together() -> None:
    text = (
        "Donald Trump et Kim Jong-un se sont vus à Singapour. Shinzo Abe s'est dit soulagé."
        " Les deux hommes ont signé une déclaration."
    )
    ids = [m.actor_id for m in read(text, published="2018-06-12") if "deux hommes" in m.text]
    assert ids == ["P:donald-trump", "P:kim-jong-un"]


def test_title_split_by_a_demonym_is_one_actor() -> None:
    mentions = read("La ministre suédoise des Affaires étrangères, Margot Wallström, a protesté.")
    assert next(m.text for m in mentions if m.kind in {"role", "person"}).startswith("La ministre")
    assert "Affaires étrangères" not in [m.text for m in mentions]


def test_crowd_is_read_with_its_quantity() -> None:
    mention = find(read("À Minsk, des milliers de manifestants ont défilé."), "manifestants")
    assert mention.text == "des milliers de manifestants"
    assert mention.actor_code == "BLR"


def test_object_pronoun_is_not_its_own_subject() -> None:
    text = "Benjamin Netanyahu spoke on Sunday. Joe Biden told him to wait."
    pronoun = [m for m in read(text, "en", published="2024-04-14") if m.kind == "pronoun"]
    assert [m.actor_id for m in pronoun] == ["P:benjamin-netanyahu"]


def test_senate_of_another_state_is_not_the_american_one() -> None:
    assert find(read("The Colombian Congress voted.", "en"), "Congress").actor_code == "COL"


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("fr", "chef de la police de "),
        ("fr", "les deux pays et "),
        ("en", "spokesman of the army of the "),
        ("en", "Iran's president's general's "),
        ("en", "Abc Def "),
        ("en", "army chief "),
    ],
)
def test_endless_phrases_are_read_in_time(language: str, piece: str) -> None:
    text = piece * 1_500
    item = Item("one", text, published="2020-01-06")
    begun = time.process_time()
    read_actors(Document(item, language, (Sentence(0, 0, len(text)),)))
    assert time.process_time() - begun < 10


def test_ousted_president_is_who_held_the_office_before() -> None:
    text = (
        "Mohamed Bazoum est retenu par des soldats. Paris exige la libération du président déchu."
    )
    mention = find(read(text, published="2023-07-28", title="Niger"), "président déchu")
    assert mention.actor_id == "P:mohamed-bazoum"
