"""Study each name of a text: is it a place at all, and what does the text say beside it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pipeline.places.context import Surroundings, read_surroundings
from pipeline.places.entries import AFTER_COMMA
from pipeline.places.find import Name, find_names
from pipeline.places.geometry import contains
from pipeline.places.index import Gazetteer, Place
from pipeline.places.names import Word, hash_key, make_key
from pipeline.places.people import TextWords, is_organisation
from pipeline.places.score import ACCEPT, Seen, weigh_name
from pipeline.schema.records import Item

_DATELINE = re.compile(r"[^\n.]{0,60}?(?:\([A-Z][^)\n]{1,30}\)\s*)?[—–-]\s")
_PARENT_GAP = re.compile(
    r",? \(|, (?:(?:en|au|aux|dans|in) )?(?:(?:the|le|la|les|l['’]) ?)?|"
    r" (?:en|au|aux|dans|in) (?:(?:the|le|la|les|l['’]) ?)?|, (?:dans|in) "
)
_FRENCH = frozenset("le la les des du et est une dans pour sur que qui au par avec".split())
_COUNTIES = re.compile(r" [Cc]ounties\b")
LISTED_WITH = 0.6
LISTED_BETWEEN = -1.0
"""What a name needs beside one sure place of a list, and between two."""
TOWN = 50_000
LINE = 200
"""As much of a line as is looked at, so that a text without breaks costs no more."""
_LIST_GAP = re.compile(
    r",? (?:et|ou|and|or) (?:(?:the|le|la|les) |l['’])?|, (?:(?:the|le|la|les) |l['’])?"
)
_SMALL = frozenset(
    "a à au aux en dans de du des le la les l d un une et the in at on from an of by to".split()
)
_SENTENCE_END = re.compile(r"[.!?:…]\s*[«»\"“”'’(]*\s*$|[«\"“]\s*$")


@dataclass(slots=True)
class Found:
    """One name under study with its surroundings; ``parent`` is the number of the larger place.

    ``outside`` is the number of a state it is said to lie in where the gazetteer has no such town.
    """

    name: Name
    around: Surroundings
    seen: Seen
    parent: int | None = None
    outside: int | None = None
    weight: float = 0.0


def tell_language(item: Item) -> str:
    """ "fr" or "en": as given, else by the small words of the text."""
    if item.language in ("fr", "en"):
        return str(item.language)
    small = re.findall(r"[a-zà-ÿ]+", item.text[:2000].lower())
    return "fr" if sum(w in _FRENCH for w in small) * 12 > len(small) else "en"


def study_names(
    text: str,
    read: TextWords,
    gazetteer: Gazetteer,
    starts: frozenset[int],
    language: str,
    *,
    keep_organisations: bool = False,
) -> list[Found]:
    """Every name of a text that could be a place, with its evidence."""
    words, people, families = read
    names = find_names(text, words, gazetteer, blocked=people, language=language)
    found = []
    for name in names:
        if not keep_organisations and is_organisation(words, name.first, name.last):
            continue
        if words[name.first].folded in gazetteer.capitalised and is_minor(name, gazetteer):
            continue
        line = find_line_start(text, name.start)
        before = [w.start for w in words[max(0, name.first - 7) : name.first] if w.start >= line]
        around = read_surroundings(text, name.start, name.end, before, language=language)
        found.append(Found(name, around, see_name(text, words, name, starts, families, language)))
    read_counties(text, found, gazetteer)
    state_parents(text, found, gazetteer)
    share_prepositions(text, found)
    for f in found:
        f.weight = weigh_name(f.name, f.seen, f.around, gazetteer)
    accept_lists(text, found)
    accepted = {f.name.text for f in found if f.weight >= ACCEPT and f.around.is_locative}
    for f in found:
        if f.name.text in accepted and not f.seen.is_family_name:
            f.weight = max(f.weight, ACCEPT)
    return found


def see_name(
    text: str, words: Sequence[Word], name: Name, starts: frozenset[int],
    families: frozenset[str], language: str,
) -> Seen:  # fmt: skip
    """Facts about a name that its own line tells."""
    line_start = find_line_start(text, name.start)
    before = text[line_start : name.start]
    initial = is_initial(text, name.start, starts)
    line_end = text.find("\n", name.end, line_start + LINE)
    line = text[line_start : line_end if line_end >= 0 else line_start + LINE]
    capitals = is_in_capitals(line)
    dateline = not before.strip() and (
        (name.text.isupper() and len(name.text) > 3 and not capitals)
        or (line_start == 0 and _DATELINE.match(text, name.end) is not None)
    )
    previous = words[name.first - 1] if name.first else None
    following = words[name.last + 1] if name.last + 1 < len(words) else None
    longer = (
        previous is not None and previous.joins == " " and previous.is_capital
        and text[previous.end : name.start] == " " and previous.folded not in _SMALL
        and not is_initial(text, previous.start, starts)
    ) or (
        following is not None and words[name.last].joins == " " and following.is_capital
    )  # fmt: skip
    return Seen(
        initial,
        capitals,
        False,
        dateline,
        longer,
        words[name.last].folded in families,
        language,
    )


def find_line_start(text: str, start: int) -> int:
    """Where the line of a word begins, or LINE characters before it in a longer line."""
    floor = max(0, start - LINE)
    return max(floor, text.rfind("\n", floor, start) + 1)


def is_initial(text: str, start: int, starts: frozenset[int]) -> bool:
    """True if a word begins a sentence, a line or a quotation."""
    before = text[max(find_line_start(text, start), start - 8) : start]
    return (
        start in starts
        or not before.strip(" \t«»\"“”'’-–—•*(")
        or _SENTENCE_END.search(before) is not None
    )


@lru_cache(maxsize=256)
def is_in_capitals(line: str) -> bool:
    """True if most letters of a line are capitals."""
    return sum(map(str.isupper, line)) > 0.6 * max(1, sum(map(str.isalpha, line)))


def accept_lists(text: str, found: Sequence[Found]) -> None:
    """Take a doubtful name that stands in a list with a sure one: "Houston, Austin and Waco"."""
    pairs = list(pairwise(found))
    for one, other in (*pairs, *((b, a) for a, b in reversed(pairs))):
        first, second = sorted((one, other), key=lambda f: f.name.start)
        gap = text[first.name.end : second.around.wide_start]
        if one.weight >= ACCEPT > other.weight >= LISTED_WITH and _LIST_GAP.fullmatch(gap):
            other.weight = ACCEPT
    for first, second, third in zip(found, found[1:], found[2:], strict=False):
        gaps = (
            text[first.name.end : second.around.wide_start],
            text[second.name.end : third.around.wide_start],
        )
        sure = first.weight >= ACCEPT and third.weight >= ACCEPT
        if sure and second.weight >= LISTED_BETWEEN and all(map(_LIST_GAP.fullmatch, gaps)):
            second.weight = max(second.weight, ACCEPT)


def read_counties(text: str, found: Sequence[Found], gazetteer: Gazetteer) -> None:
    """Read "Franklin and Fairfield counties" as two counties."""
    for number in reversed(range(len(found))):
        last = found[number].name
        if not _COUNTIES.match(text, last.end):
            continue
        first = number
        while first and _LIST_GAP.fullmatch(
            text[found[first - 1].name.end : found[first].name.start]
        ):
            first -= 1
        for f in found[first : number + 1]:
            key = gazetteer.find_keys([hash_key(f"{make_key(f.name.text)} county")])[0]
            if key >= 0:
                f.name = replace(f.name, readings=gazetteer.read_key(key)[1])


def share_prepositions(text: str, found: Sequence[Found]) -> None:
    """Give later names of a list the preposition of the first: «à Bagdad, Erbil et Mossoul»."""
    for first, second in pairwise(found):
        between = text[first.name.end : second.around.wide_start]
        if first.parent is None and _LIST_GAP.fullmatch(between) and first.around.preposition:
            preposition = first.around.preposition
            second.around = replace(second.around, preposition=preposition, acts=False)


def state_parents(text: str, found: list[Found], gazetteer: Gazetteer) -> None:
    """Mark names followed by a larger place that contains them: «Paris, Texas»."""
    for number, (child, parent) in enumerate(pairwise(found)):
        between = text[child.name.end : parent.around.wide_start]
        if len(between) > 12 or not _PARENT_GAP.fullmatch(between):
            continue
        larger = [gazetteer.read_place(n) for n, _ in parent.name.readings]
        smaller = [gazetteer.read_place(n) for n, _ in child.name.readings]
        if any(contains(a, b) for a in larger for b in smaller) and not are_siblings(
            smaller, larger
        ):
            child.parent = number + 1
            child.seen = replace(child.seen, has_parent=True)
        elif any(f & AFTER_COMMA for _, f in parent.name.readings):
            child.outside = number + 1


def are_siblings(first: Sequence[Place], second: Sequence[Place]) -> bool:
    """True for two regions of one country in a list («Hunan, Fujian»), hamlets apart."""
    regions = {p.country for p in first if p.kind == "region"}
    large = any(p.kind == "city" and p.people >= TOWN for p in first)
    return not large and any(p.kind == "region" and p.country in regions for p in second)


def is_minor(name: Name, gazetteer: Gazetteer) -> bool:
    """True if one word means nothing larger than a town: "Malian" in a text on Mali."""
    kinds = {gazetteer.read_place(number).kind for number, _ in name.readings}
    return name.is_single and not kinds & {"country", "region", "area", "sea"}
