"""The fault harness at small size: kills with readers open, a full disk, a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.kill_harness import Report, run_damage, run_full_disk, run_kills


@pytest.mark.timeout(300)
def test_nothing_is_lost_or_torn_when_writers_are_killed(tmp_path: Path) -> None:
    report = run_kills(tmp_path, num_kills=3, seed=5)
    assert report.wrong == []
    assert (report.num_kills, report.num_batches > 0, report.num_reads > 0) == (3, True, True)


def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    report = Report()
    note = run_full_disk(tmp_path, report)
    assert report.wrong == []
    if "skipped" in note:
        pytest.skip(note)


def test_a_file_cut_short_is_refused_and_named(tmp_path: Path) -> None:
    report = Report()
    run_damage(tmp_path / "store", report)
    assert report.wrong == []
