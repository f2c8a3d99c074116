"""Every kind of file gives its items, and one wrong record costs one record."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import UsageError
from pipeline.ingest.read import read_items
from pipeline.schema.records import Issue, Item

TEXT = "  Le ministre « X » l’a dit.\r\nIl partira.\t "


def read(*paths: Path | str, **options: object) -> tuple[list[Item], list[Issue]]:
    records = list(read_items(paths, **options))  # type: ignore[arg-type]
    items = [record for record in records if isinstance(record, Item)]
    return items, [record for record in records if isinstance(record, Issue)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_file_gives_month_of_its_header_and_text_after_it(tmp_path: Path) -> None:
    items, issues = read(write(tmp_path, "a.txt", " date 2020-01 M. Dupont parle.\n"))
    assert not issues
    assert (items[0].published, items[0].text) == ("2020-01", "M. Dupont parle.\n")
    assert items[0].source == "a.txt"


def test_text_file_without_header_takes_the_date_given(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "M. Dupont parle.")
    assert read(path)[0][0].published is None
    assert read(path, published="2020-01")[0][0].published == "2020-01"


def test_own_date_wins_over_the_date_given(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "date 2019-12-30\nM. Dupont parle.")
    assert read(path, published="2020-01")[0][0].published == "2019-12-30"


def test_a_date_given_later_is_another_version_of_the_same_item(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("La garde a repris le pont lundi.", encoding="utf-8")
    (undated,), (dated,) = read(path)[0], read(path, published="2020-01-09")[0]
    assert (undated.published, dated.published) == (None, "2020-01-09")
    assert undated.item_id == dated.item_id


def test_wrong_date_in_header_sets_the_item_aside(tmp_path: Path) -> None:
    items, (issue,) = read(write(tmp_path, "a.txt", "date 2020-14\nM. Dupont parle."))
    assert not items
    assert issue.path is not None
    assert issue.path.endswith("a.txt")
    assert "2020-14" in issue.what
    assert issue.remedy


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    items, _ = read(write(tmp_path, "a.txt", b"\xef\xbb\xbfdate 2020-01\nBonjour."))
    assert (items[0].published, items[0].text) == ("2020-01", "Bonjour.")


def test_other_encoding_is_refused_with_its_line_and_read_when_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "date 2020-01\nUne ligne.\nL'été.".encode("cp1252"))
    items, (issue,) = read(path)
    assert not items
    assert "line 3" in issue.what
    assert "--encoding" in str(issue.remedy)
    assert read(path, encoding="cp1252")[0][0].text == "Une ligne.\nL'été."


def test_jsonl_keeps_text_and_id_character_for_character(tmp_path: Path) -> None:
    line = {"item_id": "a 1", "published": "2020-01", "text": TEXT, "title": " T ", "source": "S"}
    items, issues = read(write(tmp_path, "a.jsonl", json.dumps(line) + "\n"))
    assert not issues
    assert (items[0].item_id, items[0].text, items[0].title) == ("a 1", TEXT, " T ")


def test_wrong_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        b'{"text": "un"}',
        b"{not json}",
        b"",
        b'["a list"]',
        b'{"title": null}',
        b'{"text": "\xe9"}',
        b'{"text": 7}',
        b'{"text": "t", "published": "06/01/2020"}',
        b'{"text": "a\\ud800b"}',
        b'{"text": "deux"}',
    ]
    items, issues = read(write(tmp_path, "a.jsonl", b"\n".join(lines)))
    assert [item.text for item in items] == ["un", "deux"]
    assert [issue.line for issue in issues] == [2, 4, 5, 6, 7, 8, 9]
    assert all(issue.what and issue.path for issue in issues)


def test_item_without_id_has_the_same_id_each_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"text": "un"}\n{"text": "deux"}\n{"text": "un"}\n')
    ids = [item.item_id for item in read(path)[0]]
    assert ids[0] == ids[2] != ids[1]
    assert ids == [item.item_id for item in read(path)[0]]


def test_mapping_finds_other_names_and_nested_ones(tmp_path: Path) -> None:
    line = {"body": "Le texte.", "meta": {"date": "2020-01-06"}, "id": 12}
    path = write(tmp_path, "a.jsonl", json.dumps(line))
    mapping = {"text": "body", "published": "meta.date", "item_id": "id"}
    (item,), issues = read(path, mapping=mapping)
    assert not issues
    assert (item.text, item.published, item.item_id) == ("Le texte.", "2020-01-06", "12")


def test_json_file_holds_a_list_or_lines(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "a.json", '[{"text": "un"}, {"text": "deux"}]'))[0]) == 2
    assert len(read(write(tmp_path, "b.json", '{"text": "un"}\n{"text": "deux"}'))[0]) == 2
    assert len(read(write(tmp_path, "c.json", '{"text": "un"}'))[0]) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_keeps_line_ends_inside_cells(tmp_path: Path, delimiter: str) -> None:
    head = delimiter.join(["published", "text", "title"])
    row = delimiter.join(["2020-01", '"un\r\ndeux ""trois"" ' + delimiter + '"', "T"])
    items, issues = read(write(tmp_path, "a.csv", f"{head}\r\n{row}\r\n"))
    assert not issues
    assert items[0].text == f'un\r\ndeux "trois" {delimiter}'
    assert items[0].published == "2020-01"


def test_csv_row_of_another_width_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'text,title\nun,T\ndeux\n"trois\nquatre",T\ncinq,T,x\n')
    items, issues = read(path)
    assert [item.text for item in items] == ["un", "trois\nquatre"]
    assert [issue.line for issue in issues] == [3, 6]


def test_csv_without_text_column_says_what_columns_it_has(tmp_path: Path) -> None:
    items, (issue,) = read(write(tmp_path, "a.csv", "corps,date\nx,2020-01\n"))
    assert not items
    assert "corps, date" in issue.what
    assert "--map" in str(issue.remedy)


def test_tsv_is_read(tmp_path: Path) -> None:
    items, issues = read(write(tmp_path, "a.tsv", "published\ttext\n2020-01\tun, deux; trois\n"))
    assert not issues
    assert items[0].text == "un, deux; trois"


def test_parquet_keeps_text_and_precision(tmp_path: Path) -> None:
    import datetime

    table = pa.table(
        {
            "item_id": ["a", "b", None],
            "text": [TEXT, "deux", None],
            "published": pa.array(
                [datetime.date(2020, 1, 6), None, datetime.date(2020, 1, 7)], pa.date32()
            ),
            "other": [1, 2, 3],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    items, (issue,) = read(tmp_path / "a.parquet", published="2020-02")
    assert [(i.item_id, i.text, i.published) for i in items] == [
        ("a", TEXT, "2020-01-06"),
        ("b", "deux", "2020-02"),
    ]
    assert issue.line == 3


def test_compressed_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    plain = write(tmp_path, "a.jsonl", '{"text": "un"}\n{"text": "deux"}\n')
    packed = write(tmp_path, "b.jsonl.gz", gzip.compress(plain.read_bytes()))
    assert read(packed)[0] == read(plain)[0]


def test_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path, "b/2.txt", "deux")
    write(tmp_path, "1.txt", "un")
    write(tmp_path, ".secret.txt", "non")
    write(tmp_path, "_SUCCESS", "")
    write(tmp_path, "README.md", "Ce dossier")
    write(tmp_path, "photo.png", b"\x89PNG\r\n")
    items, (issue,) = read(tmp_path)
    assert [item.text for item in items] == ["un", "deux"]
    assert "photo.png" in str(issue.path)


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        (b"date 2020-01 Bonjour.", None, "Bonjour."),
        (b'{"text": "Bonjour."}', None, "Bonjour."),
        (b"text,title\nBonjour.,T\n", "csv", "Bonjour."),
    ],
)
def test_standard_input_is_recognised(content: bytes, kind: str | None, text: str) -> None:
    items, issues = read("-", stdin=io.BytesIO(content), kind=kind)
    assert not issues
    assert items[0].text == text


@pytest.mark.parametrize(
    "options",
    [
        {"published": "hier"},
        {"mapping": {"txt": "body"}},
        {"encoding": "klingon"},
        {"kind": "docs"},
    ],
)
def test_wrong_option_stops_before_reading(tmp_path: Path, options: dict[str, object]) -> None:
    path = write(tmp_path, "a.txt", "Bonjour.")
    with pytest.raises(UsageError) as caught:
        read(path, **options)
    assert caught.value.remedy


def test_absent_path_stops_before_reading(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read(tmp_path / "none.txt")


def test_empty_file_is_an_issue_that_says_so(tmp_path: Path) -> None:
    items, (issue,) = read(write(tmp_path, "a.txt", "date 2020-01\n"))
    assert not items
    assert "neither text nor title" in issue.what
