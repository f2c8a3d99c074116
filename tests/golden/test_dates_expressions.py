"""Each row of date_expressions.tsv is read as it says, and docs/dates.md shows the same rows."""

import importlib.util
import re
from pathlib import Path

import pytest

from pipeline.dates import read_dates
from pipeline.lexicon.tables import Row, read_table
from pipeline.schema.records import Item, Sentence

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = Path(__file__).with_name("date_expressions.tsv")
ROWS = read_table(SOURCE, columns=("language", "published", "text", "expression", "edtf"))
_STOP = re.compile(r"(?<=[.!?])(?<!Jan\.)(?<!Dec\.)(?<!janv\.)\s+(?=[A-ZÉÀ])")


def split_sentences(text: str) -> tuple[Sentence, ...]:
    starts = [0, *(found.end() for found in _STOP.finditer(text))]
    ends = [*(found.start() for found in _STOP.finditer(text)), len(text)]
    return tuple(Sentence(n, a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']}-{row.line}")
def test_expression_is_read_as_the_table_says(row: Row) -> None:
    item = Item("x", row["text"], published=row.get("published"), language=row["language"])
    reading = read_dates(item, split_sentences(row["text"]))
    found = [m for m in reading.mentions if m.text == row["expression"]]
    assert found, [m.text for m in reading.mentions]
    mention = found[-1]
    assert (mention.edtf, mention.anchor) == (row.get("edtf"), row.get("anchor"))
    assert (mention.timex_type, mention.timex_value) == (row["timex_type"], row["timex_value"])
    assert mention.rule_id == row["rule_id"]


def test_table_has_at_least_120_expressions_in_both_languages() -> None:
    assert len(ROWS) >= 120
    assert all(sum(row["language"] == lang for row in ROWS) >= 50 for lang in ("fr", "en"))


def test_dates_page_is_made_from_the_table() -> None:
    spec = importlib.util.spec_from_file_location("doc", ROOT / "scripts" / "write_dates_doc.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "dates.md").read_text(encoding="utf-8")
    assert page == module.write_page(ROWS), "run: python scripts/write_dates_doc.py"
