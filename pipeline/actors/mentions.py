"""Records of mentions: span, head word, subject or not; what is read is remembered."""

from __future__ import annotations

from pipeline.actors.memory import Actor
from pipeline.actors.persons import Reading
from pipeline.actors.phrases import Line
from pipeline.actors.scene import Scene
from pipeline.schema.records import ActorMention

SUBJECTS = frozenset({"subj", "subj_pass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})


def take_article(line: Line, first: int) -> int:
    """The word at which a phrase begins when a definite article stands before its name."""
    words = line.words
    before = words.norms[first - 1] if words.is_joined(first) else ""
    return first - 1 if line.lexicon.determiners.get(before) == "definite" else first


def learn_acronym(scene: Scene, index: int, actor: Actor) -> None:
    """«… (CJTF-OIR)»: capitals in brackets after an actor are its short name."""
    words = scene.line.words
    if index >= len(words) or not words.gaps[index].endswith("("):
        return
    text = words.texts[index]
    if len(text) > 1 and text.isupper() and index in scene.line.begins:
        scene.memory.acronyms.setdefault(text, actor)


def _find_head(scene: Scene, first: int, last: int, head: int) -> int:
    """Start of the word by which the parse holds the phrase: the grammar's head if it agrees."""
    words = scene.line.words
    start, end = words.starts[first], words.ends[last - 1]
    outside = []
    for index in range(first, last):
        at = words.starts[index]
        governor = scene.governors.get(at)
        if governor is not None and (not start <= governor < end or governor == at):
            outside.append(index)
    if outside and head not in outside:
        nominal = [index for index in outside if words.pos(index) in _NOMINAL]
        head = (nominal or [head])[0]
    if words.token(head) is None:
        # The word may lie inside a longer token of the parser: «al-Assad».
        known = [index for index in range(first, head) if words.token(index) is not None]
        head = known[-1] if known else head
    return words.starts[head]


def _is_subject(scene: Scene, first: int, head_start: int) -> bool:
    """Whether a mention is a subject: by the parse, else as the first actor of its sentence."""
    words = scene.line.words
    token = words.tokens.get(head_start)
    if token is not None:
        return token.role in SUBJECTS
    memory = scene.memory
    sentence = words.sentences[first]
    is_late = memory.find_last(lambda _: True, sentence=sentence, within=0, is_owner=False)
    before = words.norms[first - 1] if words.is_joined(first) else ""
    lexicon = scene.line.lexicon
    is_governed = before in lexicon["of"] or before in lexicon["at"] or before in lexicon["agent"]
    return is_late is None and not is_governed


def make_mention(
    scene: Scene,
    first: int,
    last: int,
    head: int,
    reading: Reading,
    *,
    is_place_like: bool = False,
    is_owner: bool = False,
    is_located: bool = False,
) -> ActorMention:
    """The record of a mention; the actor is remembered for what comes after.

    ``is_located`` says that a town is only where something is («à Abuja»): nothing points to it.
    """
    words, actor = scene.line.words, reading.actor
    start, end = words.starts[first], words.ends[last - 1]
    head_start = _find_head(scene, first, last, head)
    text = words.text[start:end]
    if actor.kind not in {"demonym", "unknown", "pronoun"} and not is_located:
        is_subject = _is_subject(scene, first, head_start)
        scene.memory.remember(
            actor, first=first, last=last, text=text, is_subject=is_subject, is_owner=is_owner
        )
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
