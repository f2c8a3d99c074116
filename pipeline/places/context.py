"""What stands around a place name: preposition, generic noun, direction, verb after it.

Read from the text alone by patterns that end at the name, so that unparsed items have it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.places.words import read_place_words

_APOS = "['’]"
_DE = rf"d(?:e|u|es|{_APOS})"
_SIDE_FR = r"(?:nord|sud|est|ouest)(?:[- ](?:est|ouest))?"
_DIRECTION = rf"{_SIDE_FR}|centre|(?:extrême|grand)[- ]{_SIDE_FR}"
_COMPASS = (
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|central|mid)(?:ern)?"
)
_PREPOSITION_FR = "|".join(
    (
        rf"à proximité (?:immédiate )?{_DE}",
        rf"(?:non loin|(?:tout )?près|autour|au large|le long|hors|en dehors) {_DE}",
        rf"aux (?:abords|environs|portes|alentours) {_DE}",
        rf"à l{_APOS}(?:extérieur|intérieur) {_DE}",
        rf"au (?:cœur|sein|centre|milieu|dessus) {_DE}",
        rf"(?:à destination|en direction|en provenance|originaire) {_DE}",
        rf"jusqu{_APOS}(?:à|au|aux|en)",
        "à travers|à|au|aux|en|dans|sur|vers|depuis|pour|par|chez|contre|avec|entre|envers|selon",
        rf"sous|et|ou|{_DE}",
    )
)
_PREPOSITION_EN = "|".join(
    """close to|next to|just outside|outside of|outside|inside|near|nearby|in and around|around
    off the coast of|off|throughout|across|within|over|above|along|in|at|on|to|toward|towards
    from|into|onto|through|via|against|with|by|between|about|for|of|under|behind|than|and|or
    bound for|north of|south of|east of|west of|northeast of|northwest of|southeast of
    southwest of""".replace("\n    ", "|").split("|")
)
_OF = rf"(?:de la |de l{_APOS}|du |des |de |d{_APOS})"
_ADJECTIVE_FR = r"(?: [a-zà-ÿœ-]+(?:e|é|ée|ien|ienne|ique|al|ais|aise))?"
_APPOSITION = r"(?:,[^,.;]{3,60},)? "
_VERB_AFTER_FR = re.compile(
    rf"{_APPOSITION}"
    r"(?!(?:et|ou|ni|de|du|des|à|au|aux|en|dans|sur|sous|pour|par|avec|sans|contre|entre|vers|"
    r"depuis|qui|que|quand|où|dont|mais|car|comme|si|lors|après|avant|pendant|selon|puis|plus|tout|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain|aujourd|ce|cette|le|la|les|"
    r"notamment|afin|ainsi|alors|aussi|encore|jusqu|grâce)\b|d['’])[a-zà-ÿœ]"
)
_VERB_AFTER_EN = re.compile(
    rf"{_APPOSITION}(?:(?:has|have|had|will|would|is|was|also|did|does|must|could|may|might|should)"
    r" |[a-z]+(?:ed|es|s)\b|"
    r"(?:said|met|told|sent|took|made|went|put|hit|cut|struck|began|sought)\b)"
)
_AGE_OF = re.compile(r", \d{1,3}, of $")
"""The usual form of local news: "Joshua Reed, 24, of Portville"."""
_ARTICLE = re.compile(rf"\b(?:la |le |les |l{_APOS}|du |des |au |aux |the )$", re.IGNORECASE)
LOCATIVE = frozenset(
    """à au aux en dans vers depuis jusqu'à jusqu'au jusqu'aux jusqu'en sur sous near nearby in at
    outside inside into onto to toward towards through throughout across within around off over
    above along from""".split()
) | {"à travers", "close to", "next to", "just outside", "in and around", "off the coast of",
     "le long de", "autour de", "au large de", "près de", "tout près de", "non loin de",
     "à proximité de", "bound for", "en direction de", "à destination de", "en provenance de",
     "aux abords de", "aux portes de", "aux environs de", "aux alentours de", "outside of",
     "au cœur de", "au centre de", "à l'intérieur de", "à l'extérieur de"}  # fmt: skip
TOWARDS = frozenset({"to", "toward", "towards"})
"""Where one goes, but also whom one writes to: "an aide to Austin"."""
ORIGIN = frozenset({"de", "of", "for", "pour", "via", "on", "par"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one name. ``wide_start`` is where «la province de», "northern" begins.

    ``kind`` is the generic noun before it, ``acts`` that a verb follows it as its subject,
    ``in_name`` that it is part of a longer name, ``is_local`` that it describes a person or a
    service ("a Boston man"), ``has_article`` that an article stands before it («la Corse»).
    """

    preposition: str | None
    wide_start: int
    kind: str | None
    compass: str | None
    has_kind_after: bool
    acts: bool
    in_name: bool
    is_local: bool
    has_article: bool

    @property
    def is_locative(self) -> bool:
        """True if the preposition says that something is at the place or goes there."""
        return self.preposition is not None and self.preposition in LOCATIVE


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language."""

    wide: re.Pattern[str]
    left: re.Pattern[str]
    kind_after: re.Pattern[str]
    name_before: re.Pattern[str]
    name_after: re.Pattern[str]
    resident: re.Pattern[str]
    verb_after: re.Pattern[str]


@cache
def compile_patterns(language: str) -> Patterns:
    """The patterns of "fr" or "en", with the words of its table."""
    words = read_place_words(language)
    generic = words.join("division", "town", "kind")
    name_before = words.join("in_name_before")
    if language == "fr":
        wide = re.compile(
            rf"(?:(?P<kind>{generic})|(?P<compass>{_DIRECTION})){_ADJECTIVE_FR} {_OF}?"
            rf"(?:l{_APOS}|la |le |les )?"
        )
        left = re.compile(
            rf"(?P<prep>{_PREPOSITION_FR})\s*(?:la |le |les |l{_APOS}|cette |ce |un |une )?",
            re.IGNORECASE,
        )
        before = re.compile(rf"(?:{name_before}) {_OF}(?:la |l{_APOS})?", re.IGNORECASE)
    else:
        wide = re.compile(
            rf"(?P<compass>{_COMPASS})[ -]|(?P<kind>{generic}) of (?:the )?|(?P<kind2>{generic}) ",
            re.IGNORECASE,
        )
        left = re.compile(rf"(?P<prep>{_PREPOSITION_EN})\s+(?:the |an? |this )?", re.IGNORECASE)
        before = re.compile(rf"(?:{name_before}) of (?:the )?")
    return Patterns(
        wide,
        left,
        re.compile(rf"[ -](?:{words.join('kind_after')})\b"),
        before,
        re.compile(rf" (?:{words.join('in_name_after')})\b"),
        re.compile(rf" (?:{words.join('resident')})\b"),
        _VERB_AFTER_FR if language == "fr" else _VERB_AFTER_EN,
    )


def read_surroundings(
    text: str, start: int, end: int, word_starts: Sequence[int], *, language: str
) -> Surroundings:
    """What stands around text[start:end]; language is "fr" or "en".

    ``word_starts`` are the starts of the words before the name in its line, the farthest first.
    """
    patterns = compile_patterns(language)
    found = match_before(patterns.wide, text, word_starts[-4:], start)
    kind = compass = None
    begin = start
    if found:
        groups = found.groupdict()
        compass = groups["compass"]
        kind = None if compass else groups["kind"] or groups.get("kind2")
        begin = found.start()
    before = match_before(patterns.left, text, [s for s in word_starts if s < begin], begin)
    if before and found:
        begin = before.end("prep")
        begin += len(text[begin:start]) - len(text[begin:start].lstrip())
    return Surroundings(
        plain_preposition(before["prep"]) if before else None,
        begin,
        kind.lower() if kind else None,
        compass.lower() if compass else None,
        patterns.kind_after.match(text, end) is not None,
        before is None and patterns.verb_after.match(text, end, end + 90) is not None,
        match_before(patterns.name_before, text, word_starts[-4:], start) is not None
        or patterns.name_after.match(text, end) is not None,
        patterns.resident.match(text, end) is not None
        or (text.endswith(", of ", 0, start) and stands_before(_AGE_OF, text, start)),
        stands_before(_ARTICLE, text, start),
    )


def match_before(
    pattern: re.Pattern[str], text: str, word_starts: Sequence[int], end: int
) -> re.Match[str] | None:
    """The longest match that begins at one of the words and ends at ``end``."""
    for begin in word_starts:
        found = pattern.fullmatch(text, begin, end)
        if found:
            return found
    return None


def stands_before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """True if a pattern that ends in ``$`` matches within the 12 characters before ``start``."""
    return pattern.search(text, max(0, start - 12), start) is not None


def plain_preposition(words: str) -> str:
    """A preposition in lower case with contractions undone («près du» is «près de»)."""
    low = words.lower().replace("’", "'").strip()
    for ending in ("de", "du", "des", "d'"):
        if low == ending:
            return "de"
        if low.endswith(" " + ending):
            return low[: -len(ending)] + "de"
    return low
