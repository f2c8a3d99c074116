"""The actor files: complete, consistent, with an example for every lexicon row."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from pipeline.actors.gazetteer import ROLE_KINDS, read_gazetteer
from pipeline.actors.lexicon import CLASSES, read_phrase_words
from pipeline.actors.names import read_heads, read_leader_keys
from pipeline.actors.people import read_people
from pipeline.lexicon.tables import Row, read_table
from pipeline.schema.codes import SECTORS
from pipeline.settings import find_data_dir

LANGUAGES = ("fr", "en")


def _rows(name: str, *columns: str) -> tuple[Row, ...]:
    return read_table(find_data_dir() / "actors" / name, columns=columns)


def _codes() -> set[str]:
    return {row["state_code"] for row in _rows("states.tsv", "state_code")}


def _is_code(code: str | None) -> bool:
    return code is None or code in _codes() or code.startswith(("IGO:", "NSA:"))


def test_every_state_has_names_demonyms_and_a_code_of_three_letters() -> None:
    rows = _rows("states.tsv", "state_code", "name_fr", "name_en", "demonym_fr_ms", "adjectives_en")
    assert len(rows) == 198
    assert {"XKX", "PSE", "TWN", "ESH", "VAT"} <= _codes()
    for row in rows:
        assert len(row["state_code"]) == 3, row.where
        assert row["state_code"].isupper(), row.where
        for column in ("name_fr", "name_en", "demonym_fr_ms", "demonym_fr_fp", "adjectives_en"):
            assert row.get(column), f"{row.where}: {column}"


def test_organisations_are_many_and_use_known_codes_and_sectors() -> None:
    rows = _rows(
        "organisations.tsv", "code", "sector", "kind", "aliases_fr", "aliases_en", "source"
    )
    assert len(rows) >= 400
    for row in rows:
        assert _is_code(row.get("code")), row.where
        assert row["sector"] in SECTORS, row.where
        assert row.get("source"), row.where
        assert row.get("aliases_fr") or row.get("aliases_en"), row.where
        for column in ("from_year", "to_year"):
            assert row.get(column) is None or row[column].isdigit(), row.where


def test_people_are_many_and_their_offices_have_codes_sectors_and_ordered_days() -> None:
    people = read_people()
    assert len(people.by_id) >= 800
    for person in people.by_id.values():
        for office in person.offices:
            assert _is_code(office.code), person.person_id
            assert office.sector in SECTORS, person.person_id
            assert office.first_day <= office.last_day, person.person_id


def test_one_office_of_one_state_has_no_two_sure_holders_for_long() -> None:
    single = {"president", "prime minister", "chancellor", "king", "pope"}
    for (name, code), offices in read_people().holders.items():
        if name not in single:
            continue
        sure = sorted((o for o in offices if o.is_sure), key=lambda o: o.first_day)
        for before, after in pairwise(sure):
            overlap = (before.last_day - after.first_day).days
            assert overlap < 62, f"{name} {code}: {before.person_id} and {after.person_id}"


def test_heads_and_leaders_point_to_organisations_that_exist() -> None:
    names = {row["name_fr"] for row in _rows("organisations.tsv", "name_fr")}
    for row in _rows("heads.tsv", "organisation", "office", "sector"):
        assert row["organisation"] in names, row.where
    assert len(read_leader_keys()) > 20
    assert read_heads()["pentagone"] == ("defence minister", "GOV")


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_have_known_kinds_sectors_needs_and_an_example(language: str) -> None:
    path = find_data_dir() / "lexicons" / language / "roles.tsv"
    rows = read_table(path, columns=("word", "forms", "kind", "sector", "needs", "example"))
    forms = Counter(
        form for row in rows for form in {row["word"], *filter(None, row["forms"].split("|"))}
    )
    assert [form for form, count in forms.items() if count > 1] == []
    for row in rows:
        assert row["kind"] in ROLE_KINDS, row.where
        assert row.get("sector") is None or row["sector"] in SECTORS, row.where
        assert row["needs"] in {"free", "context", "owner", "coref"}, row.where
        assert row.get("example"), row.where


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrase_words_stand_in_their_examples(language: str) -> None:
    path = find_data_dir() / "lexicons" / language / "phrase_words.tsv"
    for row in read_table(path, columns=("word", "class", "example")):
        assert row["class"] in CLASSES, row.where
        assert row["word"].casefold() in row["example"].casefold(), row.where
    assert read_phrase_words(language)["of"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["roles.tsv", "phrase_words.tsv"])
def test_lexicon_rows_are_sorted(language: str, name: str) -> None:
    path = find_data_dir() / "lexicons" / language / name
    rows = read_table(path, columns=("word",))
    keys = [tuple(row.cells.values()) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", ["states", "regions", "organisations", "people", "cities"])
def test_actor_tables_are_sorted(name: str) -> None:
    keys = [tuple(row.cells.values()) for row in _rows(f"{name}.tsv")]
    assert keys == sorted(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gazetteer_is_read_once(language: str) -> None:
    assert read_gazetteer(language) is read_gazetteer(language)
