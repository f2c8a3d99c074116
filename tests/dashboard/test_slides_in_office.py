"""LibreOffice opens the slides as a colleague's machine would: text is there, none is blank."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.briefing.gather import Entry, gather_brief, read_entry
from dashboard.briefing.slides import write_pptx
from dashboard.data import Source, find_source
from dashboard.filters import Filters
from dashboard.i18n import Words

REMEDY = "no LibreOffice: run `apt-get install libreoffice-impress libreoffice-draw`"
ENTRIES = (
    "timeline?start=2019-12-20&end=2020-01-20",
    "map?start=2019-12-20&end=2020-01-20",
    "ladder?start=2019-12-20&end=2020-01-20&left=IRN&right=USA&within=7",
    "matrix?start=2019-12-20&end=2020-01-20",
    "compare?mode=periods&span=week&day=2019-12-30&day2=2020-01-06",
)
pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("soffice") is None, reason=REMEDY),
]


@pytest.fixture
def source(filled_var: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """The made-up demo store, open."""
    monkeypatch.setenv("ESCALADE_VAR", str(filled_var))
    return find_source("demo", None)


def convert(path: Path, form: str, folder: Path) -> Path:
    """Convert a file by LibreOffice, with a profile of its own; the path of what it wrote."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{path.stem}.{form.partition(':')[0]}"


def count_colours(picture: Path) -> tuple[int, float]:
    """How many colours a picture has, and the share of its commonest."""
    image = Image.open(picture).convert("RGB").resize((640, 360))
    counts = image.getcolors(640 * 360) or []
    return len(counts), max(count for count, _ in counts) / (640 * 360)


def test_slides_show_text_and_charts(source: Source, tmp_path: Path) -> None:
    entries = (*(entry for text in ENTRIES if (entry := read_entry(text))),
               Entry("event", Filters(), event_id="e3"))  # fmt: skip
    brief = gather_brief(source, entries, title="Point de situation", words=Words("fr"))
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(write_pptx(brief))
    pages = PdfReader(convert(deck, "pdf", tmp_path)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert "Point de situation" in texts[0]
    assert len(texts) > len(entries)
    for number, section in enumerate(brief.sections, start=2):
        title = section.title if section.card is None else section.title.partition(" · ")[0]
        assert title in " ".join(texts[1:])
        colours, most = count_colours(draw_slide(deck, number, tmp_path))
        assert colours > 20, f"slide {number} has hardly anything on it"
        assert most < 0.99, f"slide {number} is blank"


def draw_slide(deck: Path, number: int, folder: Path) -> Path:
    """One slide of a deck as a picture: LibreOffice's own drawing of that page."""
    own = folder / str(number)
    own.mkdir()
    chosen = json.dumps({"PageRange": {"type": "string", "value": str(number)}})
    return convert(convert(deck, f"pdf:impress_pdf_Export:{chosen}", own), "png", own)
