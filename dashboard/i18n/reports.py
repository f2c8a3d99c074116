"""What the coding process reports, in the reader's language: sentence patterns and their French.

The process speaks English. A line that no pattern knows is shown as it stands, never dropped.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.errors import EscaladeError

_PATH = Path(__file__).parent / "reports_fr.tsv"
_HEAD = "pattern\ttext"


def translate_report(text: str, language: str) -> str:
    """A line of a report in, the same for the reader out."""
    if language != "fr":
        return text
    for pattern, french in read_patterns():
        found = pattern.fullmatch(text.strip())
        if found:
            parts = [translate_report(part or "", language) for part in found.groups()]
            return french.format(*parts)
    return text


@cache
def read_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and their texts, in the order of the file. EscaladeError on a bad line."""
    found = []
    for number, line in enumerate(_PATH.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or line == _HEAD:
            continue
        pattern, tab, text = line.partition("\t")
        try:
            compiled = re.compile(pattern)
            text.format(*[""] * compiled.groups)
        except (re.error, IndexError) as error:
            raise EscaladeError(
                f"{_PATH} line {number}: {error}.",
                remedy="Write a pattern, a tab, and a text with {{0}}, {{1}} for its groups.",
            ) from error
        if not tab:
            raise EscaladeError(
                f"{_PATH} line {number}: no tab.", remedy="Write a pattern, a tab and a text."
            )
        found.append((compiled, text))
    return tuple(found)
