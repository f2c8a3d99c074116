"""The font of pictures and PDF: the machine's own with every Latin letter, else a bundled one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import reportlab

_FOLDER = Path("/usr/share/fonts/truetype")
_CANDIDATES = (
    _FOLDER / "dejavu" / "DejaVuSans.ttf",
    _FOLDER / "liberation" / "LiberationSans-Regular.ttf",
    Path(reportlab.__file__).parent / "fonts" / "Vera.ttf",
)


@cache
def find_font_file() -> Path:
    """The first of the fonts that exists; the last comes with the PDF library."""
    return next(path for path in _CANDIDATES if path.is_file())
