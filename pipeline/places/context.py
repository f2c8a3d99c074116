"""What stands around a place name: preposition, generic noun, direction, parent, verb after it.

Read from the text alone by patterns that end at the name, so that unparsed items have it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_APOS = "['’]"
_DIRECTION = (
    r"(?:nord|sud|est|ouest)(?:[- ](?:est|ouest))?|centre|(?:extrême|grand)[- ](?:nord|sud|est|ouest)"
)
_COMPASS = (
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-east|north-west|"
    r"south-east|south-west|central|mid)(?:ern)?"
)
_GENERIC_FR = (
    r"ville|villes|village|villages|localité|localités|commune|communes|province|provinces|région|"
    r"régions|district|districts|département|départements|État|état|comté|comtés|gouvernorat|"
    r"gouvernorats|wilaya|oblast|préfecture|cité|capitale|port|base|base aérienne|base navale|"
    r"aéroport|camp|camp de réfugiés|quartier|faubourg|municipalité|canton|sous-préfecture|"
    r"ville portuaire|ville côtière|ville frontalière|ville stratégique|bastion|fief|enclave|"
    r"péninsule|île|îles|archipel|vallée|poche|raïon|banlieue|périphérie|frontière|territoire|"
    r"plaine|hôpital|hôtel|stade|gare|université|prison|port pétrolier|terminal|barrage|place"
)
_GENERIC_EN = (
    r"city|cities|town|towns|village|villages|hamlet|province|provinces|region|regions|district|"
    r"districts|state|states|county|capital|port|port city|border town|coastal city|suburb|suburbs|"
    r"stronghold|governorate|governorates|prefecture|municipality|borough|township|area|outskirts|"
    r"neighborhood|neighbourhood|island|islands|peninsula|valley|enclave|camp|refugee camp|kingdom|"
    r"republic|emirate|sheikhdom|community|hub|oblast|commune|department|parish"
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_PREPOSITION_FR = (
    rf"à proximité (?:immédiate )?d(?:e|u|es|{_APOS})|non loin d(?:e|u|es|{_APOS})|"
    rf"(?:tout )?près d(?:e|u|es|{_APOS})|aux (?:abords|environs|portes|alentours) d(?:e|u|es|{_APOS})|"
    rf"au large d(?:e|u|es|{_APOS})|autour d(?:e|u|es|{_APOS})|à l{_APOS}extérieur d(?:e|u|es|{_APOS})|"
    rf"à l{_APOS}intérieur d(?:e|u|es|{_APOS})|le long d(?:e|u|es|{_APOS})|"
    rf"au (?:cœur|sein|centre|milieu|dessus) d(?:e|u|es|{_APOS})|jusqu{_APOS}(?:à|au|aux|en)|"
    rf"hors d(?:e|u|es|{_APOS})|en dehors d(?:e|u|es|{_APOS})|à travers|à destination d(?:e|u|es|{_APOS})|"
    rf"en direction d(?:e|u|es|{_APOS})|"
    rf"en provenance d(?:e|u|es|{_APOS})|originaire d(?:e|u|es|{_APOS})|à|au|aux|en|dans|sur|vers|"
    rf"depuis|pour|par|chez|contre|avec|entre|envers|selon|sous|et|ou|de|du|des|d{_APOS}"
)
_PREPOSITION_EN = (
    r"close to|next to|just outside|outside of|outside|inside|near|nearby|in and around|around|"
    r"off the coast of|off|throughout|across|within|over|above|along|in|at|on|to|toward|towards|"
    r"from|into|onto|through|via|against|with|by|between|about|for|of|under|behind|than|and|or|"
    r"bound for|north of|south of|east of|west of|northeast of|northwest of|southeast of|southwest of"
)
_OF = rf"(?:de la |de l{_APOS}|du |des |de |d{_APOS})"
_ADJECTIVE = r"(?:[a-zà-ÿœ-]+(?:ed|ern|al|ic|ous|ary|ée|ées|és|é|elle|ienne|aise|ise|aine|eux|euse|ique) )?"
_WIDE_FR = re.compile(
    rf"(?:(?P<kind>{_GENERIC_FR})|(?P<compass>{_DIRECTION}))"
    rf"(?: [a-zà-ÿœ-]+(?:e|é|ée|ien|ienne|ique|al|ais|aise))? {_OF}?(?:l{_APOS}|la |le |les )?"
)
_WIDE_EN = re.compile(
    rf"(?P<compass>{_COMPASS})[ -]|(?P<kind>{_GENERIC_EN}) of (?:the )?|(?P<kind2>{_GENERIC_EN}) ",
    re.IGNORECASE,
)
_LEFT_FR = re.compile(
    rf"(?P<prep>{_PREPOSITION_FR})\s*(?:la |le |les |l{_APOS}|cette |ce |un |une )?", re.IGNORECASE
)
_LEFT_EN = re.compile(rf"(?P<prep>{_PREPOSITION_EN})\s+(?:the |an? |this )?", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?:\b(?:the|la|le|les|l{_APOS}|this|cette|ce) ?)$", re.IGNORECASE)
_GENERIC_AFTER = re.compile(
    r"[ -](?P<kind>County|Province|Governorate|District|Region|State|Prefecture|Oblast|City|Township|"
    r"Parish|Borough|province|governorate|district|region|state|oblast|county|city|airport|"
    r"neighborhood|neighbourhood|suburb|suburbs|area|valley|Valley|camp|base|prefecture|town|village|"
    r"Island|Islands|Airport|River|Peninsula)\b"
)
_POSSESSIVE = re.compile(r"['’]s?\b")
_VERB_AFTER = re.compile(
    r"(?:,[^,.;]{3,60},)? (?:(?:n['’]|ne |s['’]|se |l['’]|y |en |has |have |had |will |would |is |was |also |"
    r"a |ont |avait |aurait |va |doit |did |does |must |could |may |might |should )+"
    r"|[a-zà-ÿœ]+(?:ed|ait|aient|era|eront|erait|ent|es|s)\b|"
    r"(?:said|says|met|told|sent|took|made|went|put|hit|cut|struck|began|sought|vowed|dit|veut|peut|fait|"
    r"prend|reste|tient|entend|réclame|accuse|menace|dénonce|condamne|exige|appelle|refuse|demande|"
    r"annonce|affirme|assure|nie|estime|répond|envoie|impose|ferme|rejette|exhorte|multiplie)\b)"
)
LOCATIVE = frozenset(
    """à au aux en dans vers depuis jusqu'à jusqu'au jusqu'aux jusqu'en sur sous near nearby in at outside
    inside into onto to toward towards through throughout across within around off over above along
    """.split()
) | {"à travers", "close to", "next to", "just outside", "in and around", "off the coast of",
     "le long de", "autour de", "au large de", "près de", "non loin de", "à proximité de",
     "bound for"}  # fmt: skip
ORIGIN = frozenset({"de", "of", "from", "for", "pour", "via", "on", "par"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one name. ``wide_start`` is where «la province de», "northern" begins."""

    preposition: str | None
    wide_start: int
    kind: str | None
    compass: str | None
    has_kind_after: bool
    acts: bool

    @property
    def is_locative(self) -> bool:
        """True if the preposition says that something is at the place or goes there."""
        return self.preposition is not None and self.preposition in LOCATIVE


def read_surroundings(
    text: str, start: int, end: int, word_starts: Sequence[int], *, language: str
) -> Surroundings:
    """What stands around text[start:end]; language is "fr" or "en".

    ``word_starts`` are the starts of the words before the name in its line, the farthest first.
    """
    wide, left = (_WIDE_FR, _LEFT_FR) if language == "fr" else (_WIDE_EN, _LEFT_EN)
    found = match_before(wide, text, word_starts[-4:], start)
    kind = compass = None
    begin = start
    if found:
        groups = found.groupdict()
        compass = groups["compass"]
        kind = None if compass else groups["kind"] or groups.get("kind2")
        begin = found.start()
    before = match_before(left, text, [s for s in word_starts if s < begin], begin)
    preposition = plain_preposition(before["prep"]) if before else None
    if before and found:
        begin = before.end("prep")
        begin += len(text[begin:start]) - len(text[begin:start].lstrip())
    return Surroundings(
        preposition,
        begin,
        kind.lower() if kind else None,
        compass.lower() if compass else None,
        _GENERIC_AFTER.match(text, end) is not None,
        preposition is None and _VERB_AFTER.match(text, end, end + 90) is not None,
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


def plain_preposition(words: str) -> str:
    """A preposition in lower case with contractions undone («près du» is «près de»)."""
    low = words.lower().replace("’", "'").strip()
    for ending in ("de", "du", "des", "d'"):
        if low == ending:
            return "de"
        if low.endswith(" " + ending):
            return low[: -len(ending)] + "de"
    return low
