"""Pronouns and possessives to the actor they take up: number, gender, then salience."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.actors.memory import Actor, Memory, Seen
from pipeline.actors.phrases import Phrase

_DEMONSTRATIVES = frozenset({"celui", "celle"})
_COLLECTIVE_ROLES = frozenset({"police", "army", "military", "junta", "militia", "opposition"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a pronoun asks of its antecedent. ``gender`` is '' where it asks nothing."""

    is_plural: bool
    gender: str = ""
    is_person: bool | None = None


PRONOUNS = {
    "fr": {
        "il": Agreement(False, "m"),
        "elle": Agreement(False, "f"),
        "ils": Agreement(True, "m"),
        "elles": Agreement(True, "f"),
        "lui": Agreement(False),
        "leur": Agreement(True),
        "celui": Agreement(False, "m"),
        "celle": Agreement(False, "f"),
    },
    "en": {
        "he": Agreement(False, "m", True),
        "him": Agreement(False, "m", True),
        "she": Agreement(False, "f", True),
        "it": Agreement(False, "", False),
        "they": Agreement(True),
        "them": Agreement(True),
    },
}
_POSSESSIVES = {
    "son": Agreement(False),
    "sa": Agreement(False),
    "ses": Agreement(False),
    "leur": Agreement(True),
    "leurs": Agreement(True),
    "his": Agreement(False, "", True),
    "her": Agreement(False, "", True),
    "its": Agreement(False, "", False),
    "their": Agreement(True),
}
PRONOUN_ROLES = frozenset({"subj", "subj_pass", "obj", "iobj", "obl", "agent"})


def agrees(actor: Actor, wanted: Agreement) -> bool:
    """Whether an actor can stand behind a pronoun; collectives take either number."""
    if actor.kind in {"demonym", "pronoun"} or (actor.code is None and actor.name is None):
        return False
    is_collective = actor.kind in {"organisation", "group"} or actor.role in _COLLECTIVE_ROLES
    if wanted.is_plural and not (actor.is_plural or is_collective):
        return False
    if not wanted.is_plural and actor.is_plural and actor.kind != "organisation":
        return False
    if wanted.is_person is not None and wanted.is_person != actor.is_person:
        return False
    return not (wanted.gender and actor.gender and wanted.gender != actor.gender)


def find_antecedent(word: str, memory: Memory, *, first: int, is_subject: bool) -> Seen | None:
    """The actor a pronoun takes up, or None. An object does not take up its own subject."""
    wanted = PRONOUNS[memory.language].get(word)
    if wanted is None:
        return None
    sentence = memory.words.sentences[first]
    own = None
    if not is_subject:
        own = memory.find_subject(sentence, before=first)
    if word in _DEMONSTRATIVES:
        return memory.find_last(lambda actor: agrees(actor, wanted), sentence=sentence, within=2)
    return memory.find_salient(
        lambda actor: agrees(actor, wanted), sentence=sentence, first=first, within=2, without=own
    )


def find_possessor(phrase: Phrase, memory: Memory) -> Seen | None:
    """The actor that «son», «leur», "its" point to, or None."""
    wanted = _POSSESSIVES.get(phrase.possessor or "")
    if wanted is None:
        return None
    sentence = memory.words.sentences[phrase.first]
    return memory.find_salient(
        lambda actor: agrees(actor, wanted), sentence=sentence, first=phrase.first, within=2
    )
