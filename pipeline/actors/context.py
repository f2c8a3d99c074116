"""The country of a role that has no owner, from where, by whom and of whom it is said."""

from __future__ import annotations

from pipeline.actors.lexicon import read_phrase_words
from pipeline.actors.memory import Memory
from pipeline.actors.names import resolve_name
from pipeline.actors.people import LEADING_OFFICES
from pipeline.actors.phrases import Phrase
from pipeline.actors.states import list_juntas

_LOCAL = frozenset({"CVL", "PAM", "COP", "MED", "NGO"})
_MEMORY = 40
_JUNTAS = frozenset({"junte", "junte militaire", "putschiste", "junta", "autorités de transition"})


def find_context(phrase: Phrase, memory: Memory) -> str | None:
    """The country a role without owner belongs to: where it is said to be, else the item's own.

    Patrons are left out («une milice pro-iranienne» is not Iran), and so is the country itself of
    «troupes étrangères».
    """
    if phrase.place is not None:
        return resolve_name(phrase.place, memory).code
    without = {resolve_name(p, memory).code or "" for p in phrase.patrons if p.entries}
    sentence = memory.words.sentences[phrase.first]
    ruled = _find_junta(phrase, sentence, memory)
    if ruled is not None:
        return ruled
    if phrase.is_foreign:
        return _find_foreign(sentence, memory)
    role = phrase.atom.entry.role
    sender = _find_sender(phrase, memory)
    if sender is not None:
        return sender
    speaker = _find_speaker(phrase, memory)
    if speaker is not None:
        return speaker
    is_local = role is not None and role.sector in _LOCAL
    return memory.find_country(sentence, without=frozenset(without), is_local=is_local)


def _find_junta(phrase: Phrase, sentence: int, memory: Memory) -> str | None:
    """Whose «la junte» is: of the countries that the item speaks of, one where soldiers rule."""
    role = phrase.atom.entry.role
    if role is None or role.word not in _JUNTAS:
        return None
    return memory.find_country(sentence, only=list_juntas(memory.day))


def _find_speaker(phrase: Phrase, memory: Memory) -> str | None:
    """Whose parliament or president someone speaks to or of: "Khan told parliament"."""
    role = phrase.atom.entry.role
    subject = memory.find_subject(memory.words.sentences[phrase.first], before=phrase.first)
    if role is None or subject is None or not subject.actor.is_person:
        return None
    is_own = role.sector == "LEG" or (
        subject.actor.sector == "LEG" and role.office in LEADING_OFFICES
    )
    code = subject.actor.code
    return code if is_own and code is not None and ":" not in code else None


def _find_sender(phrase: Phrase, memory: Memory) -> str | None:
    """Whose the troops are that someone sends or withdraws: «Londres a envoyé 600 militaires»."""
    words = memory.words
    token = words.token(phrase.head) or words.token(phrase.first)
    sector = phrase.atom.entry.sector
    if token is None or sector != "MIL" or token.role != "obj":
        return None
    verb = memory.governor_lemma(phrase.head)
    if verb not in read_phrase_words(memory.language)["moving"]:
        return None
    sentence = words.sentences[phrase.first]
    seen = memory.find_last(lambda actor: actor.code is not None, sentence=sentence, within=0)
    return seen.actor.code if seen is not None and seen.is_subject else None


def _find_foreign(sentence: int, memory: Memory) -> str | None:
    """Whose «troupes étrangères» are: the country most spoken of but for who speaks of them."""
    speaker = memory.find_last(lambda actor: actor.code is not None, sentence=sentence, within=0)
    host = speaker.actor.code if speaker is not None else memory.find_country(sentence)
    others = {code: count for code, count in memory.counts.items() if code != host}
    armed = {
        seen.actor.code
        for seen in memory.iter_back(sentence, within=_MEMORY)
        if seen.actor.sector == "MIL"
    }
    likely = {code: count for code, count in others.items() if code in armed} or others
    return max(likely, key=lambda code: likely[code]) if likely else None
