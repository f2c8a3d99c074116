"""Place names of an item with what they mean: the entry of this stage."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.places.context import Surroundings, read_surroundings
from pipeline.places.find import Name, find_names
from pipeline.places.index import Gazetteer, load_gazetteer
from pipeline.places.names import Word, fold, split_words
from pipeline.places.people import find_people, is_organisation
from pipeline.places.resolve import Choice, Group, contains, resolve_groups
from pipeline.places.score import ACCEPT, Seen, weigh_name
from pipeline.schema.records import Item, PlaceMention, Sentence

_DATELINE = re.compile(r"[^\n.]{0,60}?(?:\([A-Z][^)\n]{1,30}\)\s*)?[—–-]\s")
_PARENT_GAP = re.compile(
    r",? \(|, (?:(?:en|au|aux|dans|in) )?(?:(?:the|le|la|les|l['’]) ?)?|"
    r" (?:en|au|aux|dans|in) (?:(?:the|le|la|les|l['’]) ?)?|, (?:dans|in) "
)
_FRENCH = frozenset("le la les des du et est une dans pour sur que qui au par avec".split())
_REGION_WORDS = frozenset(
    """province provinces région régions region regions district districts département
    départements comté comtés gouvernorat gouvernorats governorate governorates wilaya oblast
    préfecture prefecture county state states état états canton department raïon parish""".split()
)
_TOWN_WORDS = frozenset(
    """ville villes village villages localité localités commune communes cité city cities town towns
    hamlet capitale capital suburb quartier municipalité municipality port""".split()
)


@dataclass(slots=True)
class Found:
    """One name under study with its surroundings and, later, its group."""

    name: Name
    around: Surroundings
    seen: Seen
    parent: int | None = None
    weight: float = 0.0


def read_places(item: Item, sentences: Sequence[Sentence]) -> tuple[PlaceMention, ...]:
    """Mentions of places in ``item.text``, in order; the title only helps to tell them apart."""
    gazetteer = load_gazetteer()
    language = tell_language(item)
    starts = frozenset(s.start_char for s in sentences)
    found = study_names(item.text, gazetteer, starts, language)
    title = study_names(item.title, gazetteer, frozenset(), language) if item.title else []
    names = [f for f in [*found, *title] if f.weight >= ACCEPT]
    if not names:
        return ()
    keys = [make_group_key(f) for f in names]
    groups = group_names(names, keys, found, gazetteer)
    choices = dict(zip(groups, resolve_groups(list(groups.values()), gazetteer), strict=True))
    kept = [(f, choices[k]) for f, k in zip(names, keys, strict=True) if f not in title]
    return tuple(make_mention(item.text, f, choice) for f, choice in kept)


def tell_language(item: Item) -> str:
    """ "fr" or "en": as given, else by the small words of the text."""
    if item.language in ("fr", "en"):
        return str(item.language)
    small = re.findall(r"[a-zà-ÿ]+", item.text[:2000].lower())
    return "fr" if sum(w in _FRENCH for w in small) * 12 > len(small) else "en"


def study_names(
    text: str, gazetteer: Gazetteer, starts: frozenset[int], language: str
) -> list[Found]:
    """Every name of a text that could be a place, with its evidence."""
    words = split_words(text)
    people, families = find_people(words, gazetteer)
    names = find_names(text, words, gazetteer, blocked=people, language=language)
    found = []
    for name in names:
        if is_organisation(words, name.first, name.last):
            continue
        line = text.rfind("\n", 0, name.start)
        before = [w.start for w in words[max(0, name.first - 7) : name.first] if w.start > line]
        around = read_surroundings(text, name.start, name.end, before, language=language)
        found.append(Found(name, around, see_name(text, words, name, starts, families, language)))
    state_parents(text, found, gazetteer)
    for f in found:
        f.weight = weigh_name(f.name, f.seen, f.around, gazetteer)
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
    line_start = text.rfind("\n", 0, name.start) + 1
    before = text[line_start : name.start]
    initial = (
        name.start in starts
        or not before.strip(" \t«»\"“”'’-–—•*(")
        or re.search(r"[.!?:…]\s*[«»\"“”'’(]*\s*$", before) is not None
        or re.search(r"[«\"“]\s*$", before) is not None
    )
    line_end = text.find("\n", name.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    capitals = is_in_capitals(line[:200])
    dateline = initial and (
        (name.text.isupper() and len(name.text) > 3 and not capitals)
        or (line_start == 0 and _DATELINE.match(text, name.end) is not None)
    )
    previous = words[name.first - 1] if name.first else None
    following = words[name.last + 1] if name.last + 1 < len(words) else None
    longer = (
        previous is not None and previous.joins == " " and previous.is_capital
        and text[previous.end : name.start] == " " and previous.start not in starts
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


@lru_cache(maxsize=256)
def is_in_capitals(line: str) -> bool:
    """True if most letters of a line are capitals."""
    letters = [c for c in line if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * max(1, len(letters))


def state_parents(text: str, found: list[Found], gazetteer: Gazetteer) -> None:
    """Mark names followed by a larger place that contains them: «Paris, Texas»."""
    for number, (child, parent) in enumerate(zip(found, found[1:], strict=False)):
        between = text[child.name.end : parent.name.start]
        if len(between) > 12 or not _PARENT_GAP.fullmatch(between):
            continue
        larger = [gazetteer.read_place(n) for n, _ in parent.name.readings]
        smaller = [gazetteer.read_place(n) for n, _ in child.name.readings]
        if any(contains(a, b) for a in larger for b in smaller):
            child.parent = number + 1
            child.seen = Seen(
                child.seen.is_initial, child.seen.in_capitals, True, child.seen.is_dateline,
                child.seen.in_longer_name, child.seen.is_family_name, child.seen.language,
            )  # fmt: skip


def make_group_key(found: Found) -> tuple[str, bool]:
    """Names with one key mean one place: spelling, and whether a division is asked for."""
    return fold(found.name.text), asks_for_division(found)


def asks_for_division(found: Found) -> bool:
    """True for «la province d'Erbil» or "Washington state"."""
    return found.around.kind in _REGION_WORDS or (
        found.around.has_kind_after and found.around.kind is None
    )


def group_names(
    names: Sequence[Found], keys: Sequence[tuple[str, bool]], found: Sequence[Found],
    gazetteer: Gazetteer,
) -> dict[tuple[str, bool], Group]:  # fmt: skip
    """One group a key, linked to the groups of their stated parents."""
    members: dict[tuple[str, bool], list[Found]] = defaultdict(list)
    for f, key in zip(names, keys, strict=True):
        members[key].append(f)
    groups = {}
    for key, same in members.items():
        readings = dict(pair for f in same for pair in f.name.readings)
        groups[key] = Group(
            [gazetteer.read_place(n) for n in readings],
            list(readings.values()),
            *fit_kinds(same),
            count=len(same),
            is_locative=any(f.around.is_locative for f in same),
        )
    for f, key in zip(names, keys, strict=True):
        if f.parent is not None and f in found:
            parent = groups.get(make_group_key(found[f.parent]))
            if parent is not None and parent is not groups[key]:
                groups[key].parents.append(parent)
    return groups


def fit_kinds(same: Sequence[Found]) -> tuple[frozenset[str], frozenset[str]]:
    """Kinds of place that the words around ask for, and kinds that they speak against."""
    if any(asks_for_division(f) for f in same):
        return frozenset({"region", "county"}), frozenset({"city"})
    if any(f.around.kind in _TOWN_WORDS for f in same):
        return frozenset({"city"}), frozenset({"region", "county"})
    if same[0].seen.language == "fr":
        prepositions = {f.around.preposition for f in same}
        if prepositions & {"en", "au"} and "à" not in prepositions:
            return frozenset({"country", "region", "area"}), frozenset({"city"})
        if "à" in prepositions and not prepositions & {"en", "au"}:
            return frozenset({"city"}), frozenset({"region", "county"})
    return frozenset(), frozenset()


def make_mention(text: str, found: Found, choice: Choice) -> PlaceMention:
    """The record of one mention."""
    name, place = found.name, choice.place
    score = round(choice.score * min(1.0, found.weight / (2 * ACCEPT)), 3)
    rule = "larger" if choice.is_larger else "parent" if found.parent is not None else "context"
    return PlaceMention(
        start_char=name.start,
        end_char=name.end,
        text=name.text,
        place_name=place.name if place else None,
        geonames_id=place.geonames_id if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        place_country=place.country if place else None,
        geo_precision=place.precision if place else None,
        radius_km=place.radius_km if place else None,
        rule_id=f"place:{rule}:{place.kind if place else 'none'}",
        score=score,
        preposition=found.around.preposition,
        is_dateline=found.seen.is_dateline,
        is_metonym_like=found.around.acts,
    )
