"""Acts told by the act before («a fait de même»), and compounds that name two states."""

import pytest

from pipeline.actors.gazetteer import read_gazetteer
from pipeline.actors.words import fold
from pipeline.lexicon.tables import read_table
from pipeline.run.steps import code_items
from pipeline.schema.records import Item
from pipeline.settings import find_data_dir


def _rows(text: str, language: str = "fr") -> set[tuple[str, str | None, str | None]]:
    item = Item(item_id="a", text=text, language=language, published="2024-03-20")
    coded = next(iter(code_items([item])))
    return {(e.event_type, e.actor_code, e.recipient_code) for e in coded.events}


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La Pologne a rappelé son ambassadeur à Minsk. La Lituanie a fait de même."),
        ("fr", "La Pologne a rappelé son ambassadeur à Minsk ; la Lituanie en a fait autant."),
        ("en", "Poland recalled its ambassador from Belarus. Lithuania followed suit."),
    ],
)
def test_an_echo_repeats_the_act_and_whom_it_is_towards(language: str, text: str) -> None:
    found = {(kind, actor) for kind, actor, _ in _rows(text, language)}
    assert found == {("SANCTION", "POL"), ("SANCTION", "LTU")}
    recipients = {actor: recipient for _, actor, recipient in _rows(text, language)}
    assert recipients["LTU"] == recipients["POL"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "La Lituanie a fait de même.",
        "La Pologne a expulsé un diplomate russe. Le ministre a fait état de la même inquiétude.",
    ],
)
def test_an_echo_of_nothing_is_no_event(text: str) -> None:
    assert all(actor != "LTU" for _, actor, _ in _rows(text))
    assert len(_rows(text)) <= 1


@pytest.mark.model
def test_a_compound_adjective_names_two_parties() -> None:
    found = _rows("Un raid américano-britannique a visé les houthis au Yémen.")
    assert {actor for _, actor, _ in found} == {"USA", "GBR"}
    (meeting,) = _rows("Sommet franco-allemand à Berlin mardi.")
    assert meeting[0] == "CONSULT"
    assert {meeting[1], meeting[2]} == {"FRA", "DEU"}


@pytest.mark.model
def test_half_a_compound_without_a_state_after_it_names_nobody() -> None:
    found = _rows("La France a envoyé une frégate dans la zone indo-pacifique.")
    assert {actor for _, actor, _ in found} == {"FRA"}
    assert all(recipient != "IND" for _, _, recipient in found)


def test_first_halves_of_compounds_stand_for_known_states() -> None:
    folder = find_data_dir() / "actors"
    states = {r["state_code"] for r in read_table(folder / "states.tsv", columns=("state_code",))}
    rows = read_table(folder / "combining.tsv", columns=("form", "state_code", "example"))
    root = read_gazetteer("fr")
    for row in rows:
        assert row["state_code"] in states, row.where
        assert f"{row['form']}-" in row["example"], row.where
        assert any(entry.is_bound for entry in root.after[fold(row["form"])].entries)
