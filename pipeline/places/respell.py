"""Names that the gazetteer spells otherwise, looked up by sound in the countries of the item.

A sound is shared by many places of the world, by few of one country: only countries that the item
surely speaks of are asked, and only for words of which it says that something is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.places.context import ORIGIN, TOWARDS, Surroundings, read_surroundings
from pipeline.places.entries import COMMON_EN, COMMON_FR, GIVEN, LISTED
from pipeline.places.find import Name
from pipeline.places.geometry import is_near
from pipeline.places.index import Gazetteer, Place
from pipeline.places.names import Word
from pipeline.places.people import TextWords, is_organisation, list_words
from pipeline.places.resolve import Choice
from pipeline.places.score import ACCEPT, Seen
from pipeline.places.sounds import ALIKE, make_sound, measure_likeness
from pipeline.places.study import Found, find_line_start

SCORE = 0.6
"""How sure a place is that was found by its sound."""
SURE = 0.5
LATE = 0.5
FIRST = 2
"""How many countries, of those that the item speaks of most, vouch for a doubtful name."""
HAMLET = 5_000
TOWN = 15_000
CITY = 200_000
CLEAR = 5
"""How many times larger the largest of several places of one sound must be."""
ONE_PLACE_KM = 30.0
CLOSER = 0.1
"""How much better another country's place must be spelled to go before one more in view."""
MOST_WORDS = 3
FIRM = 2
"""Names that must put an item elsewhere before a hamlet of another country is doubted."""
_ARTICLES = frozenset("al el an en as es ash esh ach ech at et ad ed ar er az ez".split())

_NO_PROOF = COMMON_FR | COMMON_EN | LISTED | GIVEN

Kept = list[tuple[Found, Choice]]


def respell(
    text: str,
    read: TextWords,
    language: str,
    found: Sequence[Found],
    kept: Kept,
    gazetteer: Gazetteer,
) -> Kept:
    """The kept names with those of ``found`` that lie where the item plays, places found by sound,
    and unlikely hamlets without a place; in any order."""
    focus = list_focus(kept)
    if not focus:
        return kept
    seen = Counter(c.place.country for _, c in kept if c.place is not None)
    mended = [(f, _mend(f, c, focus, seen, gazetteer)) for f, c in kept]
    own = {id(f) for f, _ in kept}
    mended += [
        (f, Choice(place, SCORE))
        for f in found
        if id(f) not in own and (place := _take_doubtful(f, focus, gazetteer)) is not None
    ]
    spans = [(f.name.start, f.name.end) for f, _ in mended]
    for new in list_unknown(text, read, language, gazetteer, spans):
        place = find_by_sound(new.name.text, focus, gazetteer)
        if place is not None:
            mended.append((new, Choice(place, SCORE)))
    return mended


def list_focus(kept: Kept) -> list[str]:
    """Countries (alpha-3) of the states, regions and cities that an item names, most first."""
    named = {
        (c.place.country, c.place.number)
        for _, c in kept
        if c.place is not None and c.place.country is not None and c.score >= SURE
        if c.place.kind in ("country", "region") or c.place.is_capital or c.place.people >= CITY
    }
    return [code for code, _ in Counter(code for code, _ in named).most_common()]


def find_by_sound(name: str, focus: Sequence[str], gazetteer: Gazetteer) -> Place | None:
    """The place of a country in view that a name sounds like; None where two could be meant."""
    sound = make_sound(name)
    best: tuple[float, Place] | None = None
    for code in focus[:FIRST] if sound is not None else ():
        for likeness, place in _list_alike(name, gazetteer.find_sound(code, sound or "")):
            if best is None or likeness > best[0] + CLOSER:
                best = likeness, place
    return None if best is None else best[1]


def _list_alike(name: str, places: Sequence[Place]) -> list[tuple[float, Place]]:
    """The largest place of one sound, if it is by far the largest and spelled alike."""
    alike = [(measure_likeness(name, p.name), p) for p in places]
    alike = [pair for pair in alike if pair[0] >= ALIKE]
    if not alike:
        return []
    best = max(alike, key=lambda pair: (pair[1].kind == "city", pair[1].people))
    sure = all(
        p.people * CLEAR <= best[1].people or is_near(p, best[1], ONE_PLACE_KM) for _, p in alike
    )
    return [best] if sure else []


def _take_doubtful(found: Found, focus: Sequence[str], gazetteer: Gazetteer) -> Place | None:
    """The town of a name that may be no place, in a country that the item speaks of."""
    if not LATE <= found.weight < ACCEPT or found.name.marks & _NO_PROOF:
        return None
    if found.seen.is_family_name or found.seen.in_longer_name:
        return None
    places = [gazetteer.read_place(number) for number, _ in found.name.readings]
    towns = [p for p in places if p.country in focus[:FIRST] and p.people >= HAMLET]
    return max(towns, key=lambda p: (p.kind == "city", p.people), default=None)


def _mend(
    found: Found, choice: Choice, focus: Sequence[str], seen: Counter[str | None],
    gazetteer: Gazetteer,
) -> Choice:  # fmt: skip
    """Another place for a name whose only reading lies far from all that the item is about."""
    place = choice.place
    if found.parent is not None or found.seen.is_dateline or choice.is_larger:
        return choice
    if place is not None and (
        place.kind not in ("city", "county")
        or place.country in focus
        or place.people >= TOWN
        or place.is_notable
        or seen[place.country] > 1
    ):
        return choice
    other = find_by_sound(found.name.text, focus, gazetteer)
    if other is not None:
        return Choice(other, SCORE)
    abroad = sum(seen[code] for code in focus)
    return choice if abroad < FIRM else Choice(None, choice.score)


def list_unknown(
    text: str,
    read: TextWords,
    language: str,
    gazetteer: Gazetteer,
    spans: Sequence[tuple[int, int]],
) -> Iterator[Found]:
    """Capitalised words that no name covers and where the text says that something is."""
    words, people, families = read
    free = 0
    for first, word in enumerate(words):
        if first < free or not first or first in people or word.folded in families:
            continue
        last = _end_of_run(words, first)
        if last is None or is_organisation(words, first, last) or _is_word(word, gazetteer):
            continue
        start, end = word.start, words[last].end
        if any(s < end and e > start for s, e in spans):
            continue
        line = find_line_start(text, start)
        before = [w.start for w in words[max(0, first - 7) : first] if w.start >= line]
        around = read_surroundings(text, start, end, before, language=language)
        if _is_at(around):
            free = last + 1
            name = Name(first, last, start, end, text[start:end], 0, ())
            seen = Seen(False, False, False, False, False, False, language)
            yield Found(name, around, seen, weight=2.0)


def _is_word(word: Word, gazetteer: Gazetteer) -> bool:
    """Whether a capital says nothing: days, months, peoples, "Bank", "Union"."""
    return word.folded in gazetteer.capitalised or word.folded in list_words("organisation")


def _is_at(around: Surroundings) -> bool:
    said = around.preposition in ORIGIN | TOWARDS | {"entre", "between", "from"}
    said = said or around.is_locative or around.has_kind_after or around.kind is not None
    return said and not around.in_name


def _end_of_run(words: Sequence[Word], first: int) -> int | None:
    """The last word of a capitalised run from ``first``, with its article; None if it is none."""
    word = words[first]
    if not word.is_capital:
        joined = word.joins == " " and word.text in _ARTICLES
        if not joined or first + 1 >= len(words) or not words[first + 1].is_capital:
            return None
    last = first
    while last + 1 < len(words) and words[last].joins == " ":
        article = words[last + 1].text in _ARTICLES and words[last + 1].joins == " "
        ahead = last + 2 if article and last + 2 < len(words) else last + 1
        if not words[ahead].is_capital:
            break
        last = ahead
    is_short = len(words[last].text) > 2 and last - first < MOST_WORDS
    return last if is_short and not words[last].text.isupper() else None
