"""Nouns that stand for an actor named before: «le groupe», «son voisin», «les deux camps»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.actors.gazetteer import Role
from pipeline.actors.memory import Actor, Memory, Seen
from pipeline.actors.names import resolve_name
from pipeline.actors.persons import Reading
from pipeline.actors.phrases import Line, Phrase
from pipeline.actors.sectors import compose_sector
from pipeline.actors.states import read_neighbours

_REACH = 8
_NUMBERS = {"deux": 2, "trois": 3, "two": 2, "three": 3, "both": 2}
_STATES = frozenset({"state", "demonym"})
_ARMED = frozenset({"groupe", "formation", "faction", "réseau", "group", "network"})
_ANY = frozenset({"mouvement", "organisation", "movement"})
_MOVEMENTS = frozenset({"mouvement", "movement"})
_MOVEMENT_SECTORS = frozenset({"PAM", "PAR", "CVL", "NGO"})
_COUNTRIES = frozenset({"pays", "royaume", "République", "sultanat", "puissance"}) | frozenset(
    {"country", "kingdom", "republic", "sultanate", "power"}
)
_TERRITORIES = frozenset({"enclave", "territoire", "territory"})
_NEIGHBOURS = frozenset({"voisin", "neighbour"})
_SIDES = frozenset(
    {
        "generals",
        "generaux",
        "camps",
        "parties",
        "sides",
        "rivals",
        "rivaux",
        "belligerants",
        "armies",
    }
)
_BARE_SIDES = frozenset({"sides", "belligerents", "belligerants"})
_SIDE_SECTORS = frozenset({"GOV", "MIL", "PAM"})
_PEOPLE = frozenset(
    {"generals", "generaux", "hommes", "men", "dirigeants", "leaders", "presidents", "visitors"}
    | {"ministres", "ministers", "chefs"}
)
_CAPITALS = frozenset({"capitale", "capital"})


def resolve_reference(
    phrase: Phrase, role: Role, owners: list[Actor], possessor: Seen | None, memory: Memory
) -> Reading | None:
    """The actor a noun of reference takes up, or None where nothing before fits."""
    rule = f"reference:{role.word}"
    if phrase.name is not None and phrase.name.kind == "organisation":
        return Reading(resolve_name(phrase.name, memory), rule + ":name", 0.9)
    if phrase.is_plural or (phrase.definite == "indefinite" and role.sector != "IGO"):
        return None
    sentence = memory.words.sentences[phrase.first]
    if role.word in _NEIGHBOURS:
        return _resolve_neighbour(rule, owners, possessor, sentence, memory)
    if phrase.definite == "bare":
        return None
    if role.word in _CAPITALS:
        code = owners[0].code if owners else memory.find_country(sentence)
        return Reading(Actor("role", None, code, "GOV", None, role=role.word), rule, 0.4)
    codes = {owner.code for owner in owners}
    fits = _choose_test(role.word, role.sector)
    seen = memory.find_last(
        lambda actor: fits(actor) and (not codes or actor.code in codes),
        sentence=sentence,
        within=_REACH,
    )
    if seen is not None:
        return Reading(seen.actor, rule, 0.65, seen.text)
    return _resolve_described(phrase, role, owners, rule)


def _resolve_described(
    phrase: Phrase, role: Role, owners: list[Actor], rule: str
) -> Reading | None:
    """A group never named, but told by its country: «le mouvement islamiste palestinien»."""
    if not owners or role.word not in _ARMED | _ANY:
        return None
    sector = compose_sector(role, None, phrase)
    actor = Actor("group", None, owners[0].code, sector, None, role=role.word)
    return Reading(actor, rule + ":described", 0.5, owners[0].name)


def _choose_test(word: str, sector: str | None) -> Callable[[Actor], bool]:
    """What an antecedent must be for a noun of reference."""
    if word in _COUNTRIES:
        return lambda actor: actor.kind == "state" and actor.sector == "GOV"
    if word in _TERRITORIES:
        return lambda actor: actor.kind == "state" and actor.sector == "CVL"
    if sector == "IGO":
        return lambda actor: actor.kind == "organisation" and actor.sector == "IGO"
    if word in _ARMED:
        return lambda actor: actor.kind == "organisation" and actor.sector in {"PAM", "IGO"}
    if word in _MOVEMENTS:
        return lambda actor: actor.kind == "organisation" and actor.sector in _MOVEMENT_SECTORS
    if word in _ANY:
        return lambda actor: actor.kind == "organisation"
    return lambda actor: False


def _resolve_neighbour(
    rule: str, owners: list[Actor], possessor: Seen | None, sentence: int, memory: Memory
) -> Reading | None:
    """«son voisin»: the state last spoken of that borders on its own, else the last other."""
    if owners and owners[0].code is not None and possessor is not None:
        return Reading(replace(owners[0], kind="state"), rule, 0.7, owners[0].name)
    own = possessor.actor.code if possessor is not None else None
    if own is None:
        return None
    near = read_neighbours().get(own, frozenset())
    other = memory.find_last(
        lambda actor: actor.kind in _STATES and actor.code in near,
        sentence=sentence,
        within=_REACH,
    ) or memory.find_last(
        lambda actor: actor.kind in _STATES and actor.code not in {own, None},
        sentence=sentence,
        within=_REACH,
    )
    return None if other is None else Reading(other.actor, rule, 0.5, other.text)


@dataclass(frozen=True, slots=True)
class Collective:
    """«les deux camps»: its words, how many are meant, its head noun, its office if any."""

    start: int
    end: int
    number: int
    word: str
    office: str | None = None


def find_collectives(line: Line) -> dict[int, Collective]:
    """Collectives by the word at which their mention is read: the head role, or the number."""
    words, lexicon = line.words, line.lexicon
    found = _find_bare_sides(line)
    for index in range(1, len(words) - 1):
        number = _NUMBERS.get(words.norms[index])
        if number is None or not words.is_joined(index + 1):
            continue
        before = words.norms[index - 1]
        is_definite = lexicon.determiners.get(before) in {"definite", "demonstrative"}
        is_both = words.norms[index] == "both"
        if not (is_definite or is_both or before in lexicon["contracted_definite"]):
            continue
        start = index - 1 if is_definite else index
        role = line.role_after(index + 1)
        is_free = role is not None and line.begins.get(role.last) is None
        if role is not None and is_free and role.entry.is_plural and role.entry.role is not None:
            office = role.entry.role.office
            if office is not None or words.norms[role.head] in lexicon["both"]:
                word = words.norms[role.head]
                found[role.first] = Collective(start, role.last, number, word, office)
        elif role is None and words.norms[index + 1] in lexicon["both"]:
            found[index] = Collective(start, index + 2, number, words.norms[index + 1])
    return found


def _find_bare_sides(line: Line) -> dict[int, Collective]:
    """«les belligérants», "the sides": two, though no number says so."""
    words = line.words
    return {
        index: Collective(index, index + 2, 2, words.norms[index + 1])
        for index in range(len(words) - 2)
        if words.norms[index + 1] in _BARE_SIDES
        and line.lexicon.determiners.get(words.norms[index]) == "definite"
        and words.is_joined(index + 1)
        and line.role_after(index + 1) is None
        and words.gaps[index + 2] == " "
        and words.norms[index + 2] not in {*line.lexicon["of"], *line.lexicon["at"]}
    }


def resolve_collective(collective: Collective, memory: Memory) -> list[Actor]:
    """The actors of so many countries named together last, else those most spoken of."""
    sentence = memory.words.sentences[collective.start]
    number, word = collective.number, collective.word
    if collective.office is not None or word in _PEOPLE:
        people = _find_joint(collective, sentence, memory)
        people = people or _find_people(collective, sentence, memory)
        if people:
            return people
    is_any = word in _SIDES
    for group in reversed(_find_groups(memory, sentence=sentence, is_run=is_any)):
        if sentence - group[0].sentence > _REACH:
            break
        members = _first_of_each(group, is_any=is_any)
        if len(members) == number:
            return [m if is_any else replace(m, sector="GOV") for m in members]
    return _find_most_active(number, sentence, memory)


def _find_joint(collective: Collective, sentence: int, memory: Memory) -> list[Actor]:
    """Holders of one title told together: «les ministres de la RDC et du Rwanda»."""
    by_place: dict[int, list[Seen]] = {}
    for seen in memory.iter_back(sentence, within=_REACH):
        if seen.actor.is_plural and seen.actor.is_person:
            by_place.setdefault(seen.first, []).insert(0, seen)
    for first in sorted(by_place, reverse=True):
        if len(by_place[first]) == collective.number and first < collective.start:
            return [seen.actor for seen in by_place[first]]
    return []


def _find_people(collective: Collective, sentence: int, memory: Memory) -> list[Actor]:
    """The last so many people named, in text order; () when there are fewer nearby."""
    runs = _find_groups(memory, sentence=sentence, is_run=True)
    for run in reversed(runs if collective.office is None else []):
        names = {seen.actor.name for seen in run if seen.actor.is_person}
        is_pair = len(run) == len(names) == collective.number
        if is_pair and _is_joined(run[0], run[-1], memory) and sentence - run[0].sentence <= _REACH:
            return [seen.actor for seen in run]
    found: dict[str, Seen] = {}
    number, office = collective.number, collective.office
    for seen in reversed(memory.seen):
        if sentence - seen.sentence > _REACH or len(found) == number:
            break
        actor = seen.actor
        if seen.sentence == sentence:
            continue
        is_fit = office is None or actor.office is None or actor.office == office
        if actor.is_person and actor.name is not None and not actor.is_plural and is_fit:
            found.setdefault(actor.name, seen)
    if len(found) < number:
        return []
    return [seen.actor for seen in sorted(found.values(), key=lambda seen: seen.first)]


def _find_most_active(number: int, sentence: int, memory: Memory) -> list[Actor]:
    """The actors of so many countries that did most in the sentences before; () if too few."""
    weights: dict[str, float] = {}
    actors: dict[str, Seen] = {}
    for seen in memory.iter_back(sentence, within=_REACH):
        code = seen.actor.code
        if code is None or code.startswith("IGO:") or seen.sentence == sentence:
            continue
        weights[code] = weights.get(code, 0.0) + (2.0 if seen.is_subject else 1.0)
        if code not in actors or seen.actor.sector in _SIDE_SECTORS:
            actors[code] = seen
    ranked = sorted(weights, key=lambda code: -weights[code])[:number]
    if len(ranked) < number:
        return []
    chosen = sorted((actors[code] for code in ranked), key=lambda seen: seen.first)
    return [_make_side(seen.actor) for seen in chosen]


def _make_side(actor: Actor) -> Actor:
    sector = actor.sector if actor.sector in _SIDE_SECTORS else "GOV"
    return replace(actor, name=None, actor_id=None, sector=sector)


def _first_of_each(group: list[Seen], *, is_any: bool) -> list[Actor]:
    """One actor a country, in text order; sides may be two actors of one country."""
    found: dict[tuple[str | None, str | None], Actor] = {}
    for seen in group:
        key = (seen.actor.code, seen.actor.sector if is_any else None)
        found.setdefault(key, seen.actor)
    return list(found.values())


def _find_groups(memory: Memory, *, sentence: int, is_run: bool) -> list[list[Seen]]:
    """Runs of actors joined by commas and conjunctions, then whole sentences, in text order.

    Those of the sentence itself are left out: who talks to both sides is neither. ``is_run`` asks
    for the joined ones alone: two actors of one sentence need not be two sides.
    """
    known = [
        seen
        for seen in memory.iter_back(sentence, within=_REACH)
        if seen.first >= 0
        and seen.sentence < sentence
        and seen.actor.code is not None
        and not seen.actor.code.startswith("IGO:")
        and not seen.is_owner
    ]
    sentences: dict[int, list[Seen]] = {}
    runs: list[list[Seen]] = []
    for seen in sorted(known, key=lambda seen: seen.first):
        sentences.setdefault(seen.sentence, []).append(seen)
        if (
            runs
            and runs[-1][-1].sentence == seen.sentence
            and _is_joined(runs[-1][-1], seen, memory)
        ):
            runs[-1].append(seen)
        else:
            runs.append([seen])
    groups = runs if is_run else [*runs, *sentences.values()]
    return sorted(groups, key=lambda group: (group[-1].sentence, -len(group)))


def _is_joined(left: Seen, right: Seen, memory: Memory) -> bool:
    between = memory.words.norms[left.last : right.first]
    return len(between) <= 1 and all(word in {"et", "and", "la", "le", "l"} for word in between)
