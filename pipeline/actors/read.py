"""A parsed document in, its actor mentions out, in text order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.actors import english, french
from pipeline.actors.find import Atom, is_person_like, name_text
from pipeline.actors.memory import Actor, Memory
from pipeline.actors.names import choose_entry, make_person, resolve_name
from pipeline.actors.phrases import NAME_KINDS, PLACE_KINDS, Line, Phrase, draw_line
from pipeline.actors.pronouns import PRONOUN_ROLES, PRONOUNS, find_antecedent
from pipeline.actors.resolve import (
    Reading,
    find_by_surname,
    resolve_role,
    resolve_unknown,
)
from pipeline.actors.words import Words, split_words
from pipeline.schema.records import ActorMention, Document, Token

_READERS = {"fr": french.read_role, "en": english.read_role}
_TITLES = frozenset(
    "m mm mme mlle mr mrs ms dr sir lord cheikh sheikh monsieur madame me ayatollah mollah mullah imam"
    " pere prince princesse princess sultan".split()
)
_ARTICLES = {"fr": frozenset({"le", "la", "l", "les"}), "en": frozenset({"the"})}
_SUBJECTS = frozenset({"subj", "subj_pass"})


@dataclass(frozen=True, slots=True)
class Scene:
    """One item on the table: its line, memory, phrases by word, and what phrases have taken up."""

    line: Line
    memory: Memory
    phrases: dict[int, Phrase]
    named: dict[int, Phrase]
    inside: frozenset[int]
    owners: frozenset[int]
    governors: dict[int, int]


def read_actors(document: Document) -> tuple[ActorMention, ...]:
    """Actor mentions of an item's text; () in a language without lexicons.

    The title counts for names and countries but yields no mention. Sentences that were not parsed
    are read by word patterns alone.
    """
    if document.language not in _READERS:
        return ()
    scene = _set_scene(document)
    mentions = [
        mention
        for first in sorted({*(atom.first for atom in scene.line.atoms), *_find_pronouns(scene)})
        if (mention := _read_at(scene, first)) is not None
    ]
    return tuple(sorted(mentions, key=lambda m: (m.start_char, -m.end_char, m.head_start)))


def find_item_day(published: str | None) -> date | None:
    """The day for which offices are looked up: that of publication, mid-month for a bare month."""
    if not published:
        return None
    parts = published[:10].split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 7
        return date(year, month, int(parts[2]) if len(parts) > 2 else 15)
    except ValueError:
        return None


def _set_scene(document: Document) -> Scene:
    item, language = document.item, document.language
    tokens: dict[int, Token] = {}
    governors: dict[int, int] = {}
    for sentence in document.sentences:
        for token in sentence.tokens:
            tokens[token.start_char] = token
            governors[token.start_char] = sentence.tokens[token.head].start_char
    starts = [sentence.start_char for sentence in document.sentences] or [0]
    words = split_words(item.text, sentence_starts=starts, tokens=tokens)
    day = find_item_day(item.published)
    year = day.year if day is not None else None
    title = draw_line(split_words(item.title or ""), language, year=year)
    codes = frozenset(a.entry.code for a in title.atoms if a.entries and a.entry.code is not None)
    line = draw_line(words, language, codes=codes, year=year)
    memory = Memory(words, language, day)
    memory.add_evidence(title.atoms, title.words, is_title=True)
    memory.add_evidence(line.atoms, words, is_title=False)
    for atom in (*title.atoms, *line.atoms):
        if atom.kind == "person":
            resolve_name(atom, memory)
    return _gather(line, memory, governors)


def _gather(line: Line, memory: Memory, governors: dict[int, int]) -> Scene:
    """Read the phrase around each role noun and note which atoms they take up."""
    phrases: dict[int, Phrase] = {}
    named: dict[int, Phrase] = {}
    inside: set[int] = set()
    owners: set[int] = set()
    for atom in line.atoms:
        if atom.kind != "role":
            continue
        phrase = _READERS[line.language](line, atom)
        if phrase is None:
            continue
        phrases[atom.first] = phrase
        if phrase.name is not None:
            named.setdefault(phrase.name.first, phrase)
            if phrase.is_name_inside:
                inside.add(phrase.name.first)
        for owner in (*phrase.owners, *phrase.patrons):
            if isinstance(owner, Atom):
                owners.add(owner.first)
    return Scene(line, memory, phrases, named, frozenset(inside), frozenset(owners), governors)


def _find_pronouns(scene: Scene) -> Iterator[int]:
    words = scene.line.words
    known = PRONOUNS[scene.line.language]
    for index, norm in enumerate(words.norms):
        if norm in known:
            token = words.token(index)
            if token is not None and token.pos == "PRON" and token.role in PRONOUN_ROLES:
                yield index


def _read_at(scene: Scene, first: int) -> ActorMention | None:
    """The mention that begins with the atom or pronoun at a word, or None; memory moves on."""
    atom = scene.line.begins.get(first)
    if atom is None:
        return _read_pronoun(scene, first)
    if atom.kind == "role":
        return _read_role(scene, atom)
    if atom.kind == "demonym":
        return _read_demonym(scene, atom)
    if atom.first in scene.inside:
        return None
    if atom.kind == "name":
        return _read_unknown(scene, atom)
    return _read_name(scene, atom)


def _read_role(scene: Scene, atom: Atom) -> ActorMention | None:
    phrase = scene.phrases.get(atom.first)
    if phrase is None:
        return None
    reading = resolve_role(phrase, scene.memory)
    if reading is None:
        return None
    mention = _make_mention(scene, phrase.first, phrase.last, phrase.head, reading)
    _learn_acronym(scene, phrase.last, reading.actor)
    return mention


def _read_name(scene: Scene, atom: Atom) -> ActorMention:
    actor = resolve_name(atom, scene.memory)
    entry = choose_entry(atom, scene.memory)
    reading = Reading(actor, f"name:{entry.kind}", 0.95 if not entry.is_ambiguous else 0.7)
    first = _take_article(scene.line, atom.first)
    head = atom.first if scene.line.language == "fr" else atom.last - 1
    _learn_acronym(scene, atom.last, actor)
    return _make_mention(
        scene,
        first,
        atom.last,
        head,
        reading,
        is_place_like=any(e.kind in PLACE_KINDS for e in atom.entries),
        is_owner=atom.first in scene.owners,
    )


def _take_article(line: Line, first: int) -> int:
    words = line.words
    if words.is_joined(first) and words.norms[first - 1] in _ARTICLES[line.language]:
        return first - 1
    return first


def _learn_acronym(scene: Scene, index: int, actor: Actor) -> None:
    """«… (CJTF-OIR)»: capitals in brackets after an actor are its short name."""
    words = scene.line.words
    if index >= len(words) or not words.gaps[index].endswith("("):
        return
    text = words.texts[index]
    if len(text) > 1 and text.isupper() and scene.line.begins.get(index, None) is not None:
        scene.memory.acronyms.setdefault(text, actor)


def _read_unknown(scene: Scene, atom: Atom) -> ActorMention | None:
    """A proper name that no gazetteer has: a short form, a titled or first-named person, a name."""
    memory, words = scene.memory, scene.line.words
    reading: Reading | None = None
    known = resolve_unknown(atom, memory)
    phrase = scene.named.get(atom.first)
    has_title = words.is_joined(atom.first) and words.norms[atom.first - 1] in _TITLES
    if known is not None:
        reading = Reading(known, "name:short", 0.85, known.name)
    elif phrase is not None:
        reading = resolve_role(phrase, memory)
    elif has_title:
        found = find_by_surname(atom, memory, code=None, office=None)
        if found is not None:
            reading = Reading(found, "name:surname", 0.75, found.name)
    if reading is None:
        is_person = has_title or is_person_like(words, atom)
        if not is_person and atom.last - atom.first < 2:
            return None
        kind = "person" if is_person else "unknown"
        actor = Actor(kind, name_text(words, atom), None, None, None)
        if is_person:
            memory.learn_name([words.norms[atom.last - 1]], actor)
        reading = Reading(actor, f"name:{kind}-new", 0.4 if is_person else 0.25)
    head = atom.first if scene.line.language == "fr" else atom.last - 1
    first = atom.first - 1 if has_title else atom.first
    return _make_mention(scene, first, atom.last, head, reading)


def _read_demonym(scene: Scene, atom: Atom) -> ActorMention | None:
    """A demonym as a noun («les Maliens») is a group; as an adjective, a possible ``adj`` slot."""
    line, words = scene.line, scene.line.words
    if atom.first in scene.owners:
        return None
    entry = choose_entry(atom, scene.memory)
    actor = resolve_name(atom, scene.memory)
    is_noun = _is_demonym_noun(line, atom, is_noun=entry.is_noun)
    if not is_noun:
        reading = Reading(replace(actor, kind="demonym"), "demonym", 0.8)
        return _make_mention(scene, atom.first, atom.last, atom.first, reading)
    first = _take_article(line, atom.first)
    is_definite = first < atom.first
    sector = "GOV" if is_definite and entry.is_plural else "CVL"
    actor = replace(actor, kind="group", sector=sector, is_plural=entry.is_plural)
    reading = Reading(actor, "demonym:noun", 0.6)
    return _make_mention(scene, first, atom.last, atom.last - 1, reading)


def _is_demonym_noun(line: Line, atom: Atom, *, is_noun: bool) -> bool:
    words = line.words
    pos = words.pos(atom.first)
    if line.language == "fr":
        return words.is_capital(atom.first) and pos != "ADJ"
    follower = words.pos(atom.last) if words.is_joined(atom.last) else None
    if follower in {"NOUN", "PROPN", "ADJ"}:
        return False
    return is_noun and pos in {"NOUN", "PROPN", "ADJ", None}


def _read_pronoun(scene: Scene, index: int) -> ActorMention | None:
    words = scene.line.words
    word = words.norms[index]
    seen = find_antecedent(word, scene.memory, first=index)
    if seen is None:
        return None
    score = 0.6 if seen.sentence == words.sentences[index] else 0.5
    reading = Reading(replace(seen.actor, kind="pronoun"), f"pronoun:{word}", score, seen.text)
    return _make_mention(scene, index, index + 1, index, reading)


def _find_head(scene: Scene, first: int, last: int, head: int) -> int:
    """Start of the word by which the parse holds the phrase; the grammar's own head if it agrees."""
    words = scene.line.words
    start, end = words.starts[first], words.ends[last - 1]
    outside = []
    for index in range(first, last):
        governor = scene.governors.get(words.starts[index])
        if governor is not None and (
            not start <= governor < end or governor == words.starts[index]
        ):
            outside.append(index)
    if not outside or head in outside:
        return words.starts[head]
    nominal = [index for index in outside if words.pos(index) in {"NOUN", "PROPN", "PRON", "ADJ"}]
    return words.starts[(nominal or [head])[0]]


def _make_mention(
    scene: Scene,
    first: int,
    last: int,
    head: int,
    reading: Reading,
    *,
    is_place_like: bool = False,
    is_owner: bool = False,
) -> ActorMention:
    """The record of a mention; the actor is remembered for what comes after."""
    words, actor = scene.line.words, reading.actor
    start, end = words.starts[first], words.ends[last - 1]
    head_start = _find_head(scene, first, last, head)
    token = words.tokens.get(head_start)
    is_subject = token.role in _SUBJECTS if token is not None else False
    text = words.text[start:end]
    if actor.kind not in {"demonym", "unknown"} and not is_owner:
        seen = replace(actor, kind="person") if actor.kind == "pronoun" else actor
        scene.memory.remember(seen, first=first, is_subject=is_subject, text=text)
    return ActorMention(
        start_char=start,
        end_char=end,
        head_start=head_start,
        text=text,
        kind=actor.kind,
        actor_name=actor.name,
        actor_code=actor.code,
        actor_sector=actor.sector,
        actor_id=actor.actor_id,
        rule_id=reading.rule_id,
        score=reading.score,
        is_place_like=is_place_like,
        antecedent=reading.antecedent,
        is_owner=is_owner,
        is_plural=actor.is_plural,
    )
