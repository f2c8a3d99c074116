"""What a quotation does: «Pas question», a tranché le ministre, is a refusal of the minister.

The words of a speech tell which act it is, by the phrases of quoted.tsv; the trigger is the verb of
saying behind it («…, a tonné X») or before it (X prévient: «…»). A speech whose act is already told
by a row of the lexicon, on the verb or inside, is left to that row. French alone: its press puts
the speaker behind the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.actions.fire import FiredRow
from pipeline.actions.words import WordTable, tabulate_words
from pipeline.lexicon.speech_verbs import load_speech_verbs
from pipeline.lexicon.tables import Row, read_table
from pipeline.schema.records import ActionMention, Sentence, Token
from pipeline.settings import find_data_dir

COLUMNS = ("phrase", "event_type", "cameo_code", "strength", "example")
_OPEN = frozenset({"«", "“"})
_CLOSE = frozenset({"»", "”"})
_PLAIN = '"'
_SKIPPED = frozenset({"AUX", "ADV", "PRON", "PART", "PUNCT"})
_REACH = 6
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A phrase of speech and the act that it does."""

    rule_id: str
    pattern: re.Pattern[str]
    event_type: str
    cameo_code: str
    strength: float
    example: str
    where: str


@dataclass(frozen=True, slots=True)
class _Speech:
    """Token range of a speech (half-open) and the verb that reports it."""

    first: int
    end: int
    verb: int


def _compile(phrase: str) -> re.Pattern[str]:
    """A phrase to a pattern: ``a|b`` alternatives, ``*`` letters, ``...`` a few words, ``^`` first.

    ``_`` is a space inside an alternative; «n'» and other elisions are words of their own.
    """
    parts = []
    for word in phrase.removeprefix("^").split():
        if word == "...":
            parts.append(r"(?:[^\s,;:.]+\s+){0,5}")
            continue
        choices = (_escape(c) for c in word.split("|"))
        parts.append(rf"(?:{'|'.join(choices)})(?!\w)\s*")
    start = "^" if phrase.startswith("^") else r"\b"
    return re.compile(start + "".join(parts))


def _escape(choice: str) -> str:
    return re.escape(choice).replace(r"\*", r"[\w-]*").replace("_", r"\s+")


@cache
def load_quoted(language: str) -> tuple[QuotedRow, ...]:
    """Rows of quoted.tsv, in the order in which they are tried; none but in French."""
    if language != "fr":
        return ()
    path = find_data_dir() / "lexicons" / language / "quoted.tsv"
    return tuple(_make_row(row, language) for row in read_table(path, columns=COLUMNS))


def _make_row(row: Row, language: str) -> QuotedRow:
    return QuotedRow(
        rule_id=f"{language}.quoted:{row['phrase'].replace(' ', '+')}",
        pattern=_compile(row["phrase"]),
        event_type=row["event_type"],
        cameo_code=row["cameo_code"],
        strength=float(row["strength"]),
        example=row["example"],
        where=row.where,
    )


def _spell(text: str) -> str:
    """A speech in lower case, its elisions apart («n'est» to «n' est»), marks left out."""
    plain = text.lower().replace("’", "'").replace("'", "' ")
    return re.sub(r"[«»\"“”…]", " ", plain).strip()


def may_hold_quote(text: str, lemmas: frozenset[str] | set[str], language: str) -> bool:
    """Whether a sentence has a verb of saying and a phrase of speech, by its words alone."""
    if language != "fr" or not lemmas & load_speech_verbs(language):
        return False
    spelt = _spell(text)
    return any(_unanchored(row.pattern).search(spelt) for row in load_quoted(language))


@cache
def _unanchored(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern.removeprefix("^"))


def read_quotes(
    sentence: Sentence, text: str, language: str, fired: Sequence[FiredRow]
) -> tuple[ActionMention, ...]:
    """Acts that the quotations of a parsed sentence do, triggers on the verbs of saying."""
    if language != "fr":
        return ()
    words = tabulate_words(sentence.tokens, language)
    found: dict[int, ActionMention] = {}
    for speech in _list_speeches(words):
        row = _classify(words.tokens[speech.first : speech.end], text, language)
        if row is None or _is_told(speech, row, fired) or speech.verb in found:
            continue
        found[speech.verb] = _make_mention(words.tokens[speech.verb], row, sentence, text)
    return tuple(found.values())


def _list_speeches(words: WordTable) -> list[_Speech]:
    tokens = words.tokens
    speeches = []
    for first, end in _list_quotes(tokens):
        verb = _verb_after(words, end)
        if verb is None:
            verb = _verb_before(words, first)
        if verb is not None:
            speeches.append(_Speech(first, end, verb))
    if not speeches:
        speeches += _list_bare(words)
    return speeches


def _list_quotes(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges between quotation marks; one without its pair runs to the sentence's edge."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for token in tokens:
        if token.text in _OPEN or (token.text == _PLAIN and start is None):
            start = token.index
        elif token.text in _CLOSE or token.text == _PLAIN:
            found.append((0 if start is None else start, token.index + 1))
            start = None
    if start is not None:
        found.append((start, len(tokens)))
    return [(a, b) for a, b in found if b - a > _SHORTEST]


def _says(words: WordTable, at: int) -> bool:
    return bool(words.lemmas[at] & load_speech_verbs(words.language))


def _verb_after(words: WordTable, end: int) -> int | None:
    """The verb of saying that follows a speech, auxiliaries, pronouns and adverbs between."""
    for at in range(end, min(end + _REACH, len(words.tokens))):
        token = words.tokens[at]
        if token.pos not in {"AUX", "PUNCT"} and _says(words, at):
            return at
        if token.pos not in _SKIPPED or token.text in {".", ";", ":"}:
            return None
    return None


def _verb_before(words: WordTable, first: int) -> int | None:
    """The last verb of saying before a speech that a colon opens."""
    at = first - 1
    if at < 1 or words.tokens[at].text != ":":
        return None
    for back in range(at - 1, max(-1, at - 15), -1):
        if words.tokens[back].pos == "VERB" and _says(words, back):
            return back
        if words.tokens[back].text in {".", ";", ":"}:
            return None
    return None


def _list_bare(words: WordTable) -> list[_Speech]:
    """Speech without marks, told by its order: «Faux, répond le ministre»."""
    for comma in (t.index for t in words.tokens if t.text == ","):
        verb = _verb_after(words, comma)
        after = words.tokens[verb + 1 : verb + 2] if verb is not None else ()
        if verb is not None and any(t.pos in {"DET", "PROPN", "NOUN"} for t in after):
            return [_Speech(0, comma, verb)]
    return []


def _classify(speech: Sequence[Token], text: str, language: str) -> QuotedRow | None:
    spelt = _spell(text[speech[0].start_char : speech[-1].end_char])
    return next((row for row in load_quoted(language) if row.pattern.search(spelt)), None)


def _is_told(speech: _Speech, row: QuotedRow, fired: Sequence[FiredRow]) -> bool:
    """Whether a row of the lexicon tells the act: on the verb, or of its type inside the speech."""
    for other in fired:
        at = other.head.index
        if other.row.is_block:
            continue
        is_same = other.row.event_type == row.event_type
        if speech.verb in {at, *other.words} and (is_same or other.row.event_type != "ACCUSE"):
            return True
        if speech.first <= at < speech.end and is_same:
            return True
    return False


def _make_mention(verb: Token, row: QuotedRow, sentence: Sentence, text: str) -> ActionMention:
    return ActionMention(
        start_char=verb.start_char,
        end_char=verb.end_char,
        text=text[verb.start_char : verb.end_char],
        sentence_index=sentence.index,
        head=verb.index,
        event_type=row.event_type,
        event_mode=None,
        cameo_code=row.cameo_code,
        factuality="actual",
        needs="actor",
        strength=row.strength,
        rule_id=row.rule_id,
        actor_slots=("subj",),
        recipient_slots=("à",),
        words=(),
        pos="VERB",
        covered_by=None,
    )
