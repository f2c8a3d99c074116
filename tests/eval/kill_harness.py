"""Kill writers, fill disks, damage files, and look for anything lost or torn.

`python -m tests.eval.kill_harness [--kills 100] [--json FILE]` starts a writer that ingests,
recodes and corrects, kills it with SIGKILL at random moments, starts it again, and so on, while two
readers open the store over and over. An operation counts once the writer has noted it, which it
does after the store has acknowledged it. At the end every noted item and correction must be there
once, no reader may have seen a torn state, and the store must be sound. Then a full disk (a small
tmpfs, where mounting one is allowed), a damaged file and a clock that jumps back. Exits with 1 when
anything is wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.corrections import list_corrections
from pipeline.store.maintain import check_store
from pipeline.store.read import latest_version, open_release
from pipeline.store.table import ReleaseRow, open_table
from pipeline.store.write import publish
from tests.eval.kill_roles import BATCH_ITEMS, make_batch, read_notes

READERS = 2
SMALL_DISK = "2m"


@dataclass(slots=True)
class Report:
    """What happened: kills, acknowledged operations, reads, and everything wrong."""

    num_kills: int = 0
    num_batches: int = 0
    num_corrections: int = 0
    num_reads: int = 0
    num_releases: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness and print its report; 0 when nothing was lost or torn."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=100)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--json", type=Path)
    said = ask.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        report = run_kills(Path(folder), num_kills=said.kills, seed=said.seed)
        report.notes += [
            run_full_disk(Path(folder), report),
            run_damage(Path(folder) / "damaged", report),
        ]
    text = json.dumps(asdict(report), indent=1)
    print(text)
    if said.json:
        said.json.write_text(text)
    return int(bool(report.wrong))


def run_kills(folder: Path, *, num_kills: int, seed: int) -> Report:
    """The kills; the folder holds the store, the notes and the readers' logs afterwards."""
    report = Report()
    rng = random.Random(seed)
    began = time.monotonic()
    readers = [start("read", folder) for _ in range(READERS)]
    try:
        while report.num_kills < num_kills:
            before = len(read_notes(folder))
            writer = start("write", folder)
            # Wait until it writes, then strike somewhere within the next operations.
            while len(read_notes_quietly(folder)) == before and writer.poll() is None:
                time.sleep(0.01)
            time.sleep(rng.uniform(0.0, 1.2))
            writer.send_signal(signal.SIGKILL)
            if writer.wait() != -signal.SIGKILL:
                report.wrong.append("a writer ended by itself: " + read_error(folder))
                break
            report.num_kills += 1
    finally:
        for reader in readers:
            reader.send_signal(signal.SIGKILL)
            reader.wait()
    verify(folder, report)
    report.seconds = round(time.monotonic() - began, 1)
    return report


def read_notes_quietly(folder: Path) -> list[str]:
    """Lines of the notes, without touching the file that the writer writes to."""
    path = folder / "notes.jsonl"
    return path.read_text().splitlines() if path.exists() else []


def start(role: str, folder: Path) -> subprocess.Popen[bytes]:
    """A writer or reader in a process of its own, in its own group."""
    command = [sys.executable, "-m", "tests.eval.kill_roles", role, str(folder)]
    errors = (folder / f"{role}.err").open("ab")
    return subprocess.Popen(command, stderr=errors)


def read_error(folder: Path) -> str:
    path = folder / "write.err"
    return path.read_text()[-2000:] if path.exists() else ""


def verify(folder: Path, report: Report) -> None:
    """Every acknowledged operation is there once; the store is sound; no read was torn."""
    notes = read_notes(folder)
    store = folder / "store"
    # A writer that comes after the last kill must find a store that works.
    publish(store, **make_batch(9999, 0))
    connection = open_release(store).connection()
    rows = connection.execute("SELECT item_id, text FROM items").fetchall()
    texts = dict(rows)
    if len(texts) != len(rows):
        report.wrong.append("an item is there more than once")
    editions = {note["number"]: note["edition"] for note in notes if note["what"] != "correction"}
    for number, edition in editions.items():
        for n in range(BATCH_ITEMS):
            text = texts.get(f"b{number:04d}-{n}", "")
            # A later edition may have been written and not yet noted when the kill came.
            if not text or int(text.split()[1]) < edition:
                report.wrong.append(f"edition {edition} of batch {number} is lost: {text!r}")
    made = [row["correction_id"] for row in list_corrections(store)]
    for note in notes:
        if note["what"] == "correction" and made.count(note["id"]) != 1:
            report.wrong.append(f"correction {note['id']} is there {made.count(note['id'])} times")
    report.wrong += [f"check: {finding.path}: {finding.what}" for finding in check_store(store)]
    for log in folder.glob("reads-*.jsonl"):
        for line in log.read_text().splitlines():
            if line.endswith("}"):
                report.num_reads += 1
                report.wrong += json.loads(line)["wrong"]
    report.num_batches = sum(note["what"] != "correction" for note in notes)
    report.num_corrections = sum(note["what"] == "correction" for note in notes)
    report.num_releases = latest_version(store)


def run_full_disk(folder: Path, report: Report) -> str:
    """Publish into a tmpfs until it is full: what was acknowledged stays, and after room is made
    the next publish works. Returns a note."""
    disk = folder / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        return "full disk: skipped, this user may not mount a tmpfs"
    try:
        return _fill_disk(disk, report)
    finally:
        subprocess.run(["umount", str(disk)], check=False, capture_output=True)


def _fill_disk(disk: Path, report: Report) -> str:
    ballast = disk / "ballast"
    ballast.write_bytes(b"x" * 400_000)
    last: ReleaseRow | None = None
    message = ""
    for number in range(1000):
        try:
            last = publish(disk / "store", **make_batch(number, 1))
        except StoreError as error:
            message = str(error)
            break
    if last is None or not message:
        report.wrong.append("the small disk never filled up, or could not hold one batch")
        return "full disk: not reached"
    count = open_release(disk / "store").connection().execute("SELECT count(*) FROM items")
    held = count.fetchall()[0][0]
    if held != last.num_items:
        report.wrong.append(f"full disk: {last.num_items} items acknowledged, {held} there")
    ballast.unlink()
    publish(disk / "store", **make_batch(5000, 1))
    report.wrong += [f"full disk: {finding.what}" for finding in check_store(disk / "store")]
    return f"full disk: refused after {last.version} releases, went on when there was room"


def run_damage(store: Path, report: Report) -> str:
    """Cut a file of the last release short: check names it, readers refuse, older releases read."""
    publish(store, **make_batch(1, 1))
    publish(store, **make_batch(1, 2))
    damaged = Path(open_table(store, "event").file_uris()[0].removeprefix("file://"))
    damaged.write_bytes(damaged.read_bytes()[:100])
    if not any(str(damaged) == finding.path for finding in check_store(store)):
        report.wrong.append("a file cut short was not named by the check")
    try:
        open_release(store)
        report.wrong.append("a file cut short was read as if whole")
    except StoreError:
        pass
    open_release(store, version=1).close()
    return "damaged file: named by the check, refused by readers, the release before still reads"


if __name__ == "__main__":
    sys.exit(main())
