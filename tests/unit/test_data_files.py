"""The files of data/ are in form, and their checksums are those in data/README.md."""

import re
from pathlib import Path

import pytest

from pipeline.errors import EscaladeError
from pipeline.lexicon.check import BEGIN, END, check_files, fix_files, list_checksums
from pipeline.settings import find_data_dir

HEADER = "".join(
    f"# {key}: said\n" for key in ("title", "source", "licence", "editor", "date", "known problems")
)
FILES = HEADER + "file\tsource\tlicence\tdate\n"


def make_folder(folder: Path, *, table: str) -> Path:
    (folder / "words.tsv").write_text(table, encoding="utf-8")
    (folder / "files.tsv").write_text(FILES, encoding="utf-8")
    (folder / "README.md").write_text(f"Words.\n\n{BEGIN}\n{END}\nEnd.\n", encoding="utf-8")
    return folder


def test_files_of_the_project_are_in_order() -> None:
    assert [finding.describe() for finding in check_files(find_data_dir())] == []


def test_checksums_in_the_readme_are_those_of_the_files() -> None:
    text = (find_data_dir() / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", text, re.MULTILINE))
    assert listed == list_checksums(find_data_dir())


def test_fixing_sorts_drops_repeats_and_renews_checksums(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, table=HEADER + "word\tvalue\r\nb\t2\r\na\t1\nb\t2\n")
    assert [found.path.name for found in check_files(folder)] == ["words.tsv"]
    changed = fix_files(folder)
    assert {path.name for path in changed} == {"words.tsv", "README.md"}
    assert (folder / "words.tsv").read_text() == HEADER + "word\tvalue\na\t1\nb\t2\n"
    assert check_files(folder) == []
    assert fix_files(folder) == []


def test_order_with_a_meaning_is_kept(tmp_path: Path) -> None:
    table = HEADER + "# order: as they apply\nword\nb\na\n"
    folder = make_folder(tmp_path, table=table)
    fix_files(folder)
    assert (folder / "words.tsv").read_text() == table


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        (HEADER + "word\tvalue\na\t1\nb\n", 9, "1 cells, the header has 2"),
        (HEADER.replace("# licence: said\n", "") + "word\na\n", 1, "licence"),
    ],
)
def test_what_needs_a_person_is_named_with_its_line(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    folder = make_folder(tmp_path, table=table)
    fix_files(folder)
    (finding,) = check_files(folder)
    assert finding.line == line
    assert said in finding.what


def test_file_without_a_description_is_refused(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, table=HEADER + "word\na\n")
    (folder / "outlines.geojson").write_text("{}")
    with pytest.raises(EscaladeError, match=r"outlines\.geojson") as caught:
        fix_files(folder)
    assert "files.tsv" in str(caught.value.remedy)


def test_file_in_another_encoding_is_refused_with_its_byte(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, table=HEADER + "word\na\n")
    (folder / "words.tsv").write_bytes("é".encode("cp1252"))
    with pytest.raises(EscaladeError, match="byte 0"):
        check_files(folder)
