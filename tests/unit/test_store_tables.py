"""The declared columns, types and codes."""

from __future__ import annotations

import dataclasses
from datetime import date

import pandas as pd
import pytest

from pipeline.errors import EscaladeError
from pipeline.schema import codes
from pipeline.schema.records import EventMention, Item, TextSpan
from pipeline.schema.tables import (
    TABLES,
    find_schema,
    list_columns,
    make_frame,
    make_table,
    read_fields,
    validate_frame,
)
from tests.unit.store_rows import make_item, make_mention


def test_every_column_is_declared_once_with_a_meaning() -> None:
    names = [field.name for field in read_fields()]
    assert len(names) == len(set(names))
    assert all(field.meaning and field.tables for field in read_fields())
    assert {table for field in read_fields() for table in field.tables} == set(TABLES)


def test_records_and_tables_have_the_same_columns() -> None:
    for record, table in ((EventMention, "event_mention"), (Item, "item")):
        declared = set(list_columns(table))
        assert {field.name for field in dataclasses.fields(record)} <= declared


def test_a_record_becomes_a_row_with_nulls_for_what_is_missing() -> None:
    mention = EventMention(
        event_mention_id="m1",
        item_id="i1",
        sentence_start=0,
        sentence_end=9,
        sentence_text="They met.",
        trigger_start=5,
        trigger_end=8,
        trigger_text="met",
        event_type="CONSULT",
        factuality="actual",
        confidence=0.5,
        quad_code="verbal-cooperation",
        other_sentences=(TextSpan(10, 20, 12, 15),),
        event_days=(date(2031, 5, 5),),
    )
    row = make_table("event_mention", [mention]).to_pylist()[0]
    assert row["actor_code"] is None
    assert row["event_days"] == [date(2031, 5, 5)]
    assert row["other_sentences"][0]["trigger_start"] == 12


def test_a_frame_with_nan_and_empty_text_becomes_null() -> None:
    frame = pd.DataFrame([make_item("i1"), make_item("i2", source="")])
    frame["url"] = [float("nan"), "http://x.example"]
    table = validate_frame("item", frame)
    assert table.column("source").to_pylist() == [None, None]
    assert table.column("url").to_pylist() == [None, "http://x.example"]


def test_a_frame_survives_the_way_to_arrow_and_back() -> None:
    table = make_table("event_mention", [make_mention("m1", "i1"), make_mention("m2", "i1")])
    assert validate_frame("event_mention", make_frame(table)).equals(table)


def test_a_required_value_that_is_missing_is_named() -> None:
    with pytest.raises(EscaladeError, match="no item_id"):
        make_table("item", [{"text": "no id"}])


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(EscaladeError, match="colour"):
        make_table("item", [make_item("i1", colour="red")])
    with pytest.raises(EscaladeError, match="colour"):
        validate_frame("item", pd.DataFrame([make_item("i1", colour="red")]))


def test_a_value_of_another_type_is_refused() -> None:
    frame = pd.DataFrame([make_mention("m1", "i1", fatalities="a few")])
    with pytest.raises(EscaladeError, match="fatalities"):
        validate_frame("event_mention", frame)


def test_the_16_types_have_scores_of_the_sign_of_their_quad_class() -> None:
    assert len(codes.EVENT_TYPES) == 16
    assert {kind for kind, _ in codes.read_event_types()} == set(codes.EVENT_TYPES)
    for kind in codes.EVENT_TYPES:
        if kind != "REQUEST":
            is_conflict = codes.find_quad_code(kind).endswith("conflict")
            assert (codes.find_intensity(kind) < 0) == is_conflict
    assert codes.find_intensity("ACCUSE") == -3.0
    assert codes.find_intensity("ASSAULT", "drone") == -9.5


def test_a_mode_of_another_type_is_refused() -> None:
    with pytest.raises(KeyError):
        codes.find_intensity("AID", "drone")


def test_goldstein_of_a_code_without_one_is_that_of_its_parent() -> None:
    assert codes.find_goldstein("190") == -10.0
    assert codes.find_goldstein("1952") == codes.find_goldstein("195")
    assert codes.find_goldstein(None) is None
    assert all(codes.find_goldstein(code) is not None for code in codes.read_cameo())


def test_cameo_codes_name_types_and_modes_that_exist() -> None:
    for row in codes.read_cameo().values():
        if row.event_type is not None:
            assert (row.event_type, row.event_mode) in codes.read_event_types()
    assert codes.read_cameo()["020"].event_type == "REQUEST"


def test_every_table_has_a_schema_and_unknown_ones_have_none() -> None:
    for table in TABLES:
        assert len(find_schema(table)) > 4
    with pytest.raises(KeyError):
        find_schema("colour")
