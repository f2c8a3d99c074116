"""Place names of an item with what they mean: the entry of this stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from pipeline.places.entries import COMMON_EN, COMMON_FR, LISTED
from pipeline.places.geometry import is_near
from pipeline.places.groups import PARTNERS, GroupKey, make_group_key, resolve_names
from pipeline.places.index import Gazetteer, Place, load_gazetteer
from pipeline.places.people import read_words
from pipeline.places.relative import Setting, find_relation, lie_between
from pipeline.places.resolve import Choice
from pipeline.places.respell import respell
from pipeline.places.score import ACCEPT
from pipeline.places.study import Found, study_names, tell_language
from pipeline.schema.records import Item, PlaceMention, RelativePlace, Sentence

_AND = frozenset({"et", "and", "et la", "et le", "and the"})
LATE = 0.5
"""A name with this evidence counts once a town of its name lies near what the item is about."""
NEIGHBOUR_KM = 80.0


def read_places(item: Item, sentences: Sequence[Sentence]) -> tuple[PlaceMention, ...]:
    """Mentions of places in ``item.text``, in order; the title only helps to tell them apart.

    ``sentences`` need only their spans (a name at the start of one proves less). A name that is a
    place but cannot be told from others has no coordinates. No place: an empty tuple.
    """
    gazetteer = load_gazetteer()
    language = tell_language(item)
    starts = frozenset(s.start_char for s in sentences)
    words = read_words(item.text, gazetteer)
    found = study_names(item.text, words, gazetteer, starts, language)
    title = study_title(item.title, gazetteer, language)
    names = [f for f in (*found, *title) if f.weight >= ACCEPT]
    if not names:
        return ()
    outlet = study_source(item.source, gazetteer, language)
    home = tell_home(item.url, gazetteer)
    choices = resolve_names([*names, *outlet], found, gazetteer, home=home)
    kept = [(f, choices[make_group_key(f, gazetteer)]) for f in found if f.weight >= ACCEPT]
    kept = [(f, take_state(f, c, found, choices, gazetteer)) for f, c in kept]
    kept.extend(find_neighbours(found, [c.place for c in choices.values()], gazetteer))
    kept = respell(item.text, words, language, found, kept, gazetteer)
    kept.sort(key=lambda pair: pair[0].name.start)
    relations = [relate(item.text, f, choice, gazetteer) for f, choice in kept]
    add_between(item.text, kept, relations)
    return tuple(
        make_mention(f, choice, relation, found)
        for (f, choice), relation in zip(kept, relations, strict=True)
    )


def take_state(
    found: Found,
    choice: Choice,
    studied: Sequence[Found],
    choices: Mapping[GroupKey, Choice],
    gazetteer: Gazetteer,
) -> Choice:
    """The state instead of a namesake elsewhere: a hamlet «Springfield, Ala.» we do not have."""
    if found.outside is None:
        return choice
    state = choices.get(make_group_key(studied[found.outside], gazetteer))
    if state is None or state.place is None:
        return choice
    return Choice(state.place, state.score, is_larger=True)


def study_title(title: str | None, gazetteer: Gazetteer, language: str) -> list[Found]:
    """Places that a title names: they only help to tell the text's apart."""
    if not title:
        return []
    return study_names(title, read_words(title, gazetteer), gazetteer, frozenset(), language)


def study_source(source: str | None, gazetteer: Gazetteer, language: str) -> list[Found]:
    """Places in the name of the source: the "Olean Times Herald" writes about Olean."""
    if not source:
        return []
    words = read_words(source, gazetteer)
    named = study_names(source, words, gazetteer, frozenset(), language, keep_organisations=True)
    return [f for f in named if not f.name.marks & (COMMON_EN | COMMON_FR | LISTED)]


def tell_home(url: str | None, gazetteer: Gazetteer) -> str | None:
    """The alpha-3 country of an address that ends in a country's two letters, else None."""
    host = urlsplit(url).hostname if url else None
    return gazetteer.domains.get(host.rsplit(".", 1)[-1]) if host else None


def find_neighbours(
    found: Sequence[Found], chosen: Sequence[Place | None], gazetteer: Gazetteer
) -> Iterator[tuple[Found, Choice]]:
    """Doubtful names that have a town of that name near a place the item is sure to be about."""
    anchors = [p for p in chosen if p is not None and p.kind in ("city", "county", "site")]
    regions = {p.number for p in chosen if p is not None and p.kind == "region"}
    for f in found:
        local = f.around.is_locative or f.around.is_local
        if not local or not LATE <= f.weight < ACCEPT or f.seen.is_family_name:
            continue
        places = (gazetteer.read_place(number) for number, _ in f.name.readings)
        near = [
            p
            for p in places
            if p.kind in ("city", "county")
            and (p.region in regions or any(is_near(p, a, NEIGHBOUR_KM) for a in anchors))
        ]
        if near:
            yield f, Choice(max(near, key=lambda p: (p.kind == "city", p.people)), 0.8)


def relate(text: str, found: Found, choice: Choice, gazetteer: Gazetteer) -> RelativePlace | None:
    """The relation the text states to a chosen place."""
    if choice.place is None or choice.is_larger:
        return None
    around = found.around
    setting = Setting(
        text, found.name.start, around.wide_start, around.preposition, around.compass,
        found.seen.language,
    )  # fmt: skip
    return find_relation(setting, choice.place, gazetteer)


def add_between(
    text: str,
    kept: Sequence[tuple[Found, Choice]],
    relations: list[RelativePlace | None],
) -> None:
    """Give both names of «entre X et Y» the stretch between them."""
    for number, ((first, one), (second, other)) in enumerate(pairwise(kept)):
        if first.around.preposition not in ("entre", "between"):
            continue
        between = text[first.name.end : second.name.start]
        if one.place is None or other.place is None or between.strip() not in _AND:
            continue
        stretch = lie_between(one.place, other.place, first.around.wide_start)
        if stretch is not None:
            relations[number] = relations[number + 1] = stretch


def make_mention(
    found: Found, choice: Choice, relation: RelativePlace | None, studied: Sequence[Found]
) -> PlaceMention:
    """The record of one mention."""
    name, place, around = found.name, choice.place, found.around
    score = round(choice.score * min(1.0, found.weight / (2 * ACCEPT)), 3)
    rule = tell_rule(found, choice)
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
        preposition=around.preposition,
        is_dateline=found.seen.is_dateline,
        is_metonym_like=stands_for_actor(found, choice),
        kind=place.kind if place else None,
        wide_start=around.wide_start,
        parent=None if found.parent is None else studied[found.parent].name.text,
        relative=relation,
        is_in_name=around.in_name or found.seen.in_longer_name,
    )


def tell_rule(found: Found, choice: Choice) -> str:
    """How the place was chosen: larger, parent, sound or context."""
    if choice.is_larger:
        return "larger"
    known = {number for number, _ in found.name.readings}
    if choice.place is not None and choice.place.number not in known:
        return "sound"
    return "parent" if found.parent is not None else "context"


def stands_for_actor(found: Found, choice: Choice) -> bool:
    """True if the words around make the name an actor: a subject, a party to talks, a source."""
    place = choice.place
    if place is None or found.seen.is_dateline or found.around.is_locative:
        return False
    seat = place.kind in ("country", "area") or place.is_capital or place.precision == "site"
    return seat and (found.around.acts or found.around.preposition in PARTNERS)
