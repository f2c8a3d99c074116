"""Text to sentence spans: a rule splitter that knows abbreviations, initials, quotes and bullets.

No model is needed, so sentences that cannot hold an event are never parsed. Spans are half-open,
without the white space around them, in order, and never overlap.
"""

from __future__ import annotations

import re

from pipeline.schema.records import Sentence

_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mr",
        "mrs",
        "ms",
        "mme",
        "mlle",
        "mgr",
        "dr",
        "pr",
        "prof",
        "st",
        "ste",
        "sr",
        "jr",
        "me",
        "col",
        "gal",
        "gén",
        "gen",
        "cdt",
        "cap",
        "capt",
        "lt",
        "sgt",
        "adm",
        "hon",
        "rep",
        "sen",
        "gov",
        "pres",
        "no",
        "nos",
        "n",
        "art",
        "al",
        "etc",
        "env",
        "cf",
        "p",
        "pp",
        "vol",
        "ed",
        "éd",
        "fig",
        "max",
        "min",
        "approx",
        "av",
        "apr",
        "bd",
        "janv",
        "févr",
        "fév",
        "avr",
        "juil",
        "sept",
        "oct",
        "nov",
        "déc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "inc",
        "corp",
        "co",
        "ltd",
        "vs",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "a.m",
        "p.m",
        "i.e",
        "e.g",
        "d.c",
        "maj",
        "brig",
    ]
)

# Possessive and begun only where a run begins, so that a page of dots or blank lines costs no more
# than its length.
_BREAK = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++[»”\"'’)\]]*+(?:\s?»)?+)"
    r"(?=\s++(?:[«“\"‘'(\[–—-]\s*+)*+[A-ZÀ-ÖØ-Þ0-9])"
    r"|(?<!\s)(?P<line>[^\S\n]*+\n\s*+(?=\S))"
)
_LAST_WORD = re.compile(r"([\w.'’-]+)\.$")
_INITIAL = re.compile(r"^(?:[A-ZÀ-ÖØ-Þ]|[A-ZÀ-Þ]\.-?[A-ZÀ-Þ])$")
_ACRONYM = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
_WORD_AHEAD = re.compile(r"\s+(\w+)")
MAX_SENTENCE = 2000


def _is_abbreviation(text: str, start: int, stop_end: int, stop: str) -> bool:
    """Whether the full stop belongs to a word such as «M.», «J.-Y.» or "U.S."."""
    if stop != ".":
        return False
    found = _LAST_WORD.search(text, max(start, stop_end - 24), stop_end)
    if not found:
        return False
    word = found.group(1)
    if _ACRONYM.match(word):
        ahead = _WORD_AHEAD.match(text, stop_end)
        return not (ahead and ahead.group(1) in _OPENERS)
    return word.lower() in _ABBREVIATIONS or bool(_INITIAL.match(word))


_OPENERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "Its",
        "His",
        "Her",
        "Their",
        "Le",
        "La",
        "Les",
        "Un",
        "Une",
        "Des",
        "Il",
        "Elle",
        "Ils",
        "Elles",
        "Ce",
        "Cette",
        "Ces",
        "Mais",
        "Dans",
        "En",
        "Au",
        "Aux",
        "Selon",
    ]
)


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    """A span cut into pieces of at most MAX_SENTENCE characters, so that no input is unbounded."""
    return [(at, min(at + MAX_SENTENCE, end)) for at in range(start, end, MAX_SENTENCE)]


_STAMP = re.compile(
    r"^[ \t]*(?:"
    r"(?:[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ'’.]|-(?=[A-ZÀ-ÖØ-Þ]))++"
    r"(?:[ /](?:[A-ZÀ-ÖØ-Þ'’.]|-(?=[A-ZÀ-ÖØ-Þ]))++){0,4}+)(?:[ ,]*\([^)\n]{1,40}\))?"
    r"(?:,[ ]?[^\n–—-]{1,40}?)?"
    r"|[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ ][A-ZÀ-ÖØ-Þ][\w'’-]+)?[ ]?\((?:AFP|AP|Reuters|REUTERS)\)"
    r"|\d{1,2}[ ]?[h:][ ]?\d{0,2}"
    r")[ ]?[–—-](?=[ \u00a0\n])",
    re.MULTILINE,
)


def _stamps(text: str) -> list[tuple[int, int]]:
    """Datelines and hours that open a paragraph («BAGDAD, 30 déc. –», "16:30 -")."""
    return [found.span() for found in _STAMP.finditer(text)]


def _cut_stamps(
    spans: list[tuple[int, int]], stamps: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Spans with each stamp as a span of its own: it is no part of the sentence behind it."""
    if not stamps:
        return spans
    ends = dict(stamps)
    cut: list[tuple[int, int]] = []
    for start, end in spans:
        inside = [(a, b) for a, b in ends.items() if a < end and b > start]
        for a, b in inside:
            if cut and cut[-1][1] > a:
                cut[-1] = (cut[-1][0], max(cut[-1][0], a))
            cut.append((max(a, start), min(b, end)))
            start = max(start, b)
        cut.append((start, end))
    return cut


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of ``text`` as half-open spans, unparsed. Empty or blank text gives none."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _BREAK.finditer(text):
        if found.group("line") is not None:
            end = found.start()
        elif _is_abbreviation(text, start, found.end("stop"), found.group("stop")):
            continue
        else:
            end = found.end("stop")
        spans.append((start, end))
        start = found.end()
    spans.append((start, len(text)))
    sentences: list[Sentence] = []
    for first, last in _cut_stamps(spans, _stamps(text)):
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        for piece_start, piece_end in _pieces(first, last):
            sentences.append(Sentence(len(sentences), piece_start, piece_end))
    return tuple(sentences)
