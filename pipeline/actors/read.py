"""A parsed document in, its actor mentions out, in text order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.actors.find import Atom, is_person_like, name_text
from pipeline.actors.memory import Actor, is_place_said
from pipeline.actors.mentions import SUBJECTS, learn_acronym, make_mention, take_article
from pipeline.actors.names import choose_entry, resolve_name
from pipeline.actors.persons import Reading, find_by_surname, resolve_unknown
from pipeline.actors.phrases import PLACE_KINDS, Line, Phrase
from pipeline.actors.pronouns import PRONOUN_ROLES, PRONOUNS, find_antecedent
from pipeline.actors.references import resolve_collective
from pipeline.actors.resolve import resolve_role
from pipeline.actors.scene import READERS, Scene, set_scene
from pipeline.schema.records import ActorMention, Document

_GENDERS = {"la": "f", "le": "m"}
_ACTING = frozenset({"subj", "subj_pass", "obj", "iobj", "agent", "conj", "root", "appos"})


def read_actors(document: Document) -> tuple[ActorMention, ...]:
    """Actor mentions of an item's text; () in a language without lexicons.

    The title counts for names and countries but yields no mention. Sentences that were not parsed
    are read by word patterns alone. Joint actors («les ministres russe et turc») give a mention
    each, over the same span.
    """
    if document.language not in READERS:
        return ()
    scene = set_scene(document)
    starts = {atom.first for atom in scene.line.atoms} | set(_find_pronouns(scene))
    mentions: list[ActorMention] = []
    for first in sorted(starts | scene.collectives.keys()):
        mentions.extend(_read_at(scene, first))
    return tuple(sorted(mentions, key=lambda m: (m.start_char, -m.end_char, m.head_start)))


def _find_pronouns(scene: Scene) -> Iterable[int]:
    words = scene.line.words
    known = PRONOUNS[scene.line.language]
    for index, norm in enumerate(words.norms):
        if norm in known:
            token = words.token(index)
            if norm == "lui" and words.norms[index + 1 : index + 2] in (["aussi"], ["meme"]):
                continue
            if token is not None and token.pos == "PRON" and token.role in PRONOUN_ROLES:
                yield index


def _read_at(scene: Scene, first: int) -> list[ActorMention]:
    """The mentions that begin with the atom, pronoun or number at a word; memory moves on."""
    if first in scene.collectives and first not in scene.line.begins:
        return _read_collective(scene, first)
    atom = scene.line.begins.get(first)
    if atom is None:
        mention = _read_pronoun(scene, first)
    elif atom.kind == "role":
        return _read_role(scene, atom)
    elif atom.kind == "demonym":
        mention = _read_demonym(scene, atom)
    elif atom.first in scene.inside:
        mention = None
    elif atom.kind == "name":
        mention = _read_unknown(scene, atom)
    else:
        mention = _read_name(scene, atom)
    return [] if mention is None else [mention]


def _read_collective(scene: Scene, first: int) -> list[ActorMention]:
    """«les deux camps», "the two foreign ministers": a mention for each actor meant."""
    collective = scene.collectives[first]
    readings = [
        Reading(
            replace(actor, kind="group", is_plural=True),
            f"collective:{collective.word}",
            0.45,
            actor.name,
        )
        for actor in resolve_collective(collective, scene.memory)
    ]
    return [
        make_mention(scene, collective.start, collective.end, collective.end - 1, reading)
        for reading in readings
    ]


def _read_role(scene: Scene, atom: Atom) -> list[ActorMention]:
    if atom.first in scene.collectives:
        return _read_collective(scene, atom.first)
    phrase = scene.phrases.get(atom.first)
    pos = scene.line.words.pos(atom.head)
    is_adjective = pos == "ADJ" and phrase is not None and phrase.definite == "bare"
    is_other = pos in {"VERB", "AUX", "ADV"} or (is_adjective and scene.line.language == "en")
    if is_other and not phrase_is_sure(phrase):
        return []
    if phrase is None or atom.first in scene.collected:
        return []
    found = [resolve_role(phrase, scene.memory)]
    for other in phrase.joint:
        joint = replace(phrase, owners=(other,), joint=(), name=None)
        found.append(resolve_role(joint, scene.memory))
    mentions = [
        make_mention(scene, phrase.first, phrase.last, phrase.head, reading)
        for reading in found
        if reading is not None
    ]
    if found[0] is not None:
        scene.memory.note_place(found[0].actor, atom, scene.line.lexicon["at"])
        learn_acronym(scene, phrase.last, found[0].actor)
    return mentions


def phrase_is_sure(phrase: Phrase | None) -> bool:
    """Whether owners or a name bear out a role noun that the parser took for a verb."""
    return phrase is not None and bool(phrase.owners or phrase.name)


def _read_name(scene: Scene, atom: Atom) -> ActorMention:
    actor = resolve_name(atom, scene.memory)
    entry = choose_entry(atom, scene.memory)
    score = 0.7 if entry.is_ambiguous else 0.5 if entry.kind == "city" else 0.95
    words = scene.line.words
    is_compound = atom.last < len(words) and words.gaps[atom.last] == "-"
    first = atom.first if is_compound else take_article(scene.line, atom.first)
    head = atom.first if scene.line.language == "fr" else atom.last - 1
    if not actor.gender and first < atom.first:
        actor = replace(actor, gender=_GENDERS.get(words.norms[first], ""))
    learn_acronym(scene, atom.last, actor)
    return make_mention(
        scene,
        first,
        atom.last,
        head,
        Reading(actor, f"name:{entry.kind}", score),
        is_place_like=any(e.kind in PLACE_KINDS for e in atom.entries),
        is_owner=atom.first in scene.owners or _is_backer(scene.line, atom),
        is_located=entry.kind in {"capital", "city"}
        and is_place_said(atom, words, scene.line.lexicon["at"]),
    )


def _read_unknown(scene: Scene, atom: Atom) -> ActorMention | None:
    """A proper name that no gazetteer has: a short form, a titled or first-named person, a name."""
    memory, line = scene.memory, scene.line
    words = line.words
    before = words.norms[atom.first - 1] if words.is_joined(atom.first) else ""
    has_title = before in line.lexicon["title"]
    reading: Reading | None = None
    known = resolve_unknown(atom, memory)
    phrase = scene.named.get(atom.first)
    if known is not None:
        reading = Reading(known, "name:short", 0.85, known.name)
    elif phrase is not None:
        reading = resolve_role(phrase, memory)
    elif has_title:
        found = find_by_surname(atom, memory, code=None, office=None)
        if found is not None:
            reading = Reading(found, "name:surname", 0.75, found.name)
    if reading is None:
        reading = _introduce_name(scene, atom, has_title=has_title)
    if reading is None:
        return None
    head = atom.first if line.language == "fr" else atom.last - 1
    return make_mention(scene, atom.first - has_title, atom.last, head, reading)


def _introduce_name(scene: Scene, atom: Atom, *, has_title: bool) -> Reading | None:
    """A name about which nothing is known: a person by title or first name, else any long name."""
    words = scene.line.words
    is_person = has_title or is_person_like(words, atom)
    if not is_person and (atom.last - atom.first < 2 or _is_label(scene, atom)):
        return None
    kind = "person" if is_person else "unknown"
    actor = Actor(kind, name_text(words, atom), None, None, None, is_person=is_person)
    if is_person:
        scene.memory.learn_name([words.norms[atom.last - 1]], actor)
    return Reading(actor, f"name:{kind}-new", 0.4 if is_person else 0.25)


def _is_label(scene: Scene, atom: Atom) -> bool:
    """Whether the parse hangs a name on a noun or preposition: «le gazoduc Nord Stream»."""
    words = scene.line.words
    tokens = [words.token(index) for index in range(atom.first, atom.last)]
    roles = {token.role for token in tokens if token is not None}
    return bool(roles) and not roles & _ACTING


def _read_demonym(scene: Scene, atom: Atom) -> ActorMention | None:
    """A demonym as a noun («les Maliens») is a group; as an adjective, a possible ``adj`` slot."""
    line = scene.line
    if atom.first in scene.owners or _is_backer(line, atom):
        return None
    entry = choose_entry(atom, scene.memory)
    actor = resolve_name(atom, scene.memory)
    if not _is_demonym_noun(line, atom, is_noun=entry.is_noun):
        reading = Reading(replace(actor, kind="demonym"), "demonym", 0.8)
        mention = make_mention(scene, atom.first, atom.last, atom.first, reading)
        whole = _end_of_compound(line, atom)
        return replace(mention, head_start=line.words.starts[whole]) if whole else mention
    first = take_article(line, atom.first)
    token = line.words.token(atom.last - 1)
    is_subject = token is not None and token.role in SUBJECTS
    sector = "GOV" if first < atom.first and entry.is_plural and is_subject else "CVL"
    actor = replace(actor, kind="group", sector=sector, is_plural=entry.is_plural)
    return make_mention(scene, first, atom.last, atom.last - 1, Reading(actor, "demonym:noun", 0.6))


def _end_of_compound(line: Line, atom: Atom) -> int | None:
    """The word by which grammar holds the compound that an atom begins: «franco-allemand»."""
    end = None
    while atom.entry.is_bound and atom.last in line.begins:
        end = atom.last
        atom = line.begins[end]
    return end


def _is_backer(line: Line, atom: Atom) -> bool:
    """Whether a name only backs what follows or precedes: «pro-iraniennes», "Iran-backed"."""
    words = line.words
    if words.is_joined(atom.first) and words.norms[atom.first - 1] in {"pro", "anti"}:
        return True
    after = atom.last
    is_bound = words.is_joined(after) and words.gaps[after] == "-"
    return is_bound and words.norms[after] in line.lexicon["backed"]


def _is_demonym_noun(line: Line, atom: Atom, *, is_noun: bool) -> bool:
    words = line.words
    pos = words.pos(atom.first)
    if line.language == "fr":
        return words.is_capital(atom.first) and pos != "ADJ" and not atom.entry.is_bound
    follower = words.pos(atom.last) if words.is_joined(atom.last) else None
    if follower in {"NOUN", "PROPN", "ADJ"}:
        return False
    return is_noun and pos in {"NOUN", "PROPN", "ADJ", None}


def _read_pronoun(scene: Scene, index: int) -> ActorMention | None:
    words = scene.line.words
    word = words.norms[index]
    token = words.token(index)
    is_subject = token is not None and token.role in SUBJECTS
    seen = find_antecedent(word, scene.memory, first=index, is_subject=is_subject)
    if seen is None:
        return None
    score = 0.6 if seen.sentence == words.sentences[index] else 0.5
    reading = Reading(replace(seen.actor, kind="pronoun"), f"pronoun:{word}", score, seen.text)
    return make_mention(scene, index, index + 1, index, reading)
