"""Text to the tokens that date patterns read: words, elisions, numbers, dates in digits, signs."""

from __future__ import annotations

import re
from itertools import accumulate

_WORD = r"[^\W\d_]+(?:-[^\W\d_]+){0,6}"
_DIGITS = r"""
  \d{4}-\d\d-\d\d(?:[Tt\x20]\d\d:\d\d(?::\d\d)?(?:[Zz]|[+-]\d\d:?\d\d)?)?(?!\d)
| \d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/]) | \d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\d/])
| \d{1,2}-\d{1,2}-(?:\d{4}|\d\d)(?![\d/])
| \d{1,2}:\d\d(?::\d\d)?(?!\d)
| ['’]?\d0[sS]\b | \d{4}[sS]\b
| \d{1,3}(?:[eE][rR]|ère|re|[èe]me|e|nde?|[sS][tT]|[nN][dD]|[rR][dD]|[tT][hH])\b
| \d{1,3}(?:[.,\u00a0\u202f\u2009\x20]\d{3}){1,4}(?![\d]|[.,]\d)
| \d{1,18}[.,]\d{1,18}
| \d+
"""
_LEAD = r"(?x) (?:[^\S\n]|_)*"
_TAIL = r"| \n+ | [^\w\s] | \Z"
_TOKEN = {
    "fr": re.compile(
        rf"{_LEAD} (?: [Aa]ujourd['’]hui | AUJOURD['’]HUI"
        r"| (?:[ldnmtscjLDNMTSCJ]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’]"
        rf"| {_WORD} | {_DIGITS} {_TAIL})"
    ),
    "en": re.compile(rf"{_LEAD} (?:[oO]['’]clock | {_WORD} | ['’][sS]\b | {_DIGITS} {_TAIL})"),
}
_SKIPPED = "_" + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()).replace(
    "\n", ""
)
LANGUAGES = tuple(_TOKEN)


def split_tokens(text: str, *, language: str) -> tuple[list[int], list[int], list[str]]:
    """All tokens of a text in order: their starts, their ends and their texts.

    Linear in the text. White space and underscores lie between tokens; line breaks are tokens.
    """
    pieces = _TOKEN[language].findall(text)
    ends = list(accumulate(map(len, pieces)))
    texts = [piece.lstrip(_SKIPPED) for piece in pieces]
    while texts and not texts[-1]:
        del texts[-1], ends[-1]
    return [end - len(word) for end, word in zip(ends, texts, strict=True)], ends, texts


def classify_number(text: str) -> frozenset[str]:
    """Classes of a token that begins with a digit (or an apostrophe before a decade).

    ISO a date as 2020-01-06, SLASHED as 06/01/2020, CLOCK as 22:30, DECADE as 1990s, ORD as 3rd,
    DECIMAL as 30,4, BIG a grouped number; else NUM with DAY (1-31), HOUR (0-24), MINUTE (two
    digits below 60), YY (two digits), YEAR (four digits, 1000-2199).
    """
    if text[0] in "'’" or text[-1] in "sS":
        return frozenset({"DECADE"})
    if len(text) >= 10 and text[4] == "-":
        return frozenset({"ISO"})
    if ":" in text:
        return frozenset({"CLOCK"})
    if text[-1].isalpha():
        return frozenset({"ORD", "DAY"} if text.lower() == "1er" else {"ORD"})
    if not text.isdecimal():
        return _classify_marked(text)
    number = int(text) if len(text) < 6 else 10**6
    found = {"NUM"}
    if len(text) <= 2:
        found |= {"DAY"} if 1 <= number <= 31 else set()
        found |= {"HOUR"} if number <= 24 else set()
        found |= {"MINUTE"} if len(text) == 2 and number < 60 else set()
        found |= {"YY"} if len(text) == 2 else set()
    if len(text) == 4 and 1000 <= number <= 2199:
        found |= {"YEAR", "YEARX"} if 1900 <= number <= 2059 else {"YEAR"}
    return frozenset(found)


def _classify_marked(text: str) -> frozenset[str]:
    parts = re.split(r"[^\d]", text)
    if len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2:
        return frozenset({"SLASHED"})
    if len(parts) == 2 and (len(parts[1]) != 3 or len(parts[0]) > 3):
        return frozenset({"DECIMAL", "NUM"})
    return frozenset({"BIG", "NUM"})


def number_of(text: str) -> float | None:
    """The number a NUM token writes: digits, grouped digits or a decimal; `None` for no number."""
    if text.isdecimal():
        return int(text) if len(text) <= 18 else None
    kinds = _classify_marked(text)
    if "DECIMAL" in kinds:
        return float(re.sub(r"[^\d]", ".", text))
    if "BIG" in kinds:
        digits = re.sub(r"[^\d]", "", text)
        return int(digits) if len(digits) <= 18 else None
    return None
