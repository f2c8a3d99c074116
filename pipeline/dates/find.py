"""Find time expressions in a text: `find_dates` gives spans with their senses, not yet anchored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.dates.joined import RULE as JOINED_RULE
from pipeline.dates.joined import SCORE as JOINED_SCORE
from pipeline.dates.joined import find_joined
from pipeline.dates.patterns import Automaton, Match, Pattern, literals_of
from pipeline.dates.readings import build_sense, parse_reading
from pipeline.dates.senses import Argument, Sense
from pipeline.dates.tokens import split_tokens
from pipeline.dates.vocabulary import Vocabulary, Word, number_value
from pipeline.dates.words import merge_numbers, merge_phrases, split_hyphens
from pipeline.lexicon.tables import read_table
from pipeline.log import get_logger
from pipeline.settings import find_data_dir

_NUMBER_CLASSES = {"NUM", "DAY", "HOUR", "MINUTE", "YY", "YEAR", "YEARX", "BIG", "ORD"}
_RAW_CLASSES = {"ISO", "SLASHED", "CLOCK", "DECADE"}
WORDS_FILES = ("dates_words.tsv", "holidays.tsv")
PATTERNS_FILE = "dates_patterns.tsv"
MAX_EXPRESSIONS = 10_000
"""Most expressions read in one text; a million characters of prose hold about 6,000."""
_MAX_JOINED = 200
"""Most dates in one word read in one text, since dateparser takes half a millisecond for each."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in a text: its span, sense and rule; `range_key` joins both ends of one.

    `range_mark` is range or list: «du 3 au 5» is a range, «les 3 et 5» a list of days.
    """

    start_char: int
    end_char: int
    sense: Sense
    rule_id: str
    score: float
    range_key: int | None = None
    range_mark: str | None = None


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel columns; `signs` has one class sign a token."""

    starts: list[int]
    ends: list[int]
    texts: list[str]
    founds: list[Found | None]
    signs: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The vocabulary of a language and one automaton for each level of its patterns."""

    language: str
    vocabulary: Vocabulary
    levels: tuple[Automaton, ...]
    patterns: tuple[Pattern, ...]


@lru_cache(maxsize=8)
def load_grammar(language: str) -> Grammar:
    """Read the words, holidays and patterns of a language from data/lexicons, once a process."""
    folder = find_data_dir() / "lexicons" / language
    vocabulary = Vocabulary()
    for name in WORDS_FILES:
        rows = read_table(folder / name, columns=("word", "class", "value", "form", "example"))
        vocabulary.add_words(
            Word(row["word"], row["class"], row["value"], row.get("form") or "any") for row in rows
        )
    patterns = tuple(
        Pattern(row["rule_id"], row["pattern"], row["reading"], int(row["level"]))
        for row in read_table(
            folder / PATTERNS_FILE,
            columns=("rule_id", "level", "pattern", "reading", "example", "found", "value"),
        )
    )
    for pattern in patterns:
        parse_reading(pattern.reading)
        vocabulary.add_literals(literals_of(pattern))
    levels = tuple(
        Automaton([p for p in patterns if p.level == level], vocabulary)
        for level in sorted({p.level for p in patterns})
    )
    return Grammar(language, vocabulary, levels, patterns)


def find_dates(text: str, *, language: str) -> list[Found]:
    """Time expressions of a text in order of place, with senses that wait for an anchor.

    All of them, or the first `MAX_EXPRESSIONS` of a text that is no prose.
    """
    grammar = load_grammar(language)
    tokens = _sign_tokens(text, grammar)
    for automaton in grammar.levels:
        matches = list(islice(automaton.iter_matches(tokens.signs), MAX_EXPRESSIONS))
        if len(matches) == MAX_EXPRESSIONS:
            _LOG.warning("%d time expressions in one text: the rest is left unread", len(matches))
        if matches:
            tokens = _reduce(tokens, matches, grammar, text)
    founds = [found for found in tokens.founds if found is not None]
    return _add_joined(founds, text, language)


def _add_joined(founds: list[Found], text: str, language: str) -> list[Found]:
    """Put dates written as one word in the place of what the patterns read inside them."""
    for start, end, sense in islice(find_joined(text, language=language), _MAX_JOINED):
        inside = [f for f in founds if f.start_char < end and f.end_char > start]
        if all(start <= f.start_char and f.end_char <= end for f in inside):
            founds = [f for f in founds if f not in inside]
            founds.append(Found(start, end, sense, f"{language}.{JOINED_RULE}", JOINED_SCORE))
    return sorted(founds, key=lambda found: found.start_char)


def _sign_tokens(text: str, grammar: Grammar) -> Tokens:
    vocabulary = grammar.vocabulary
    starts, ends, texts = split_tokens(text, language=grammar.language)
    tokens = Tokens(starts, ends, texts, [None] * len(texts), vocabulary.sign_all(texts))
    if "-" in text:
        tokens = split_hyphens(tokens, vocabulary)
    tokens = merge_phrases(tokens, vocabulary)
    return merge_numbers(tokens, vocabulary, language=grammar.language)


def _reduce(tokens: Tokens, matches: list[Match], grammar: Grammar, text: str) -> Tokens:
    """Replace each reported span by one token that carries its sense."""
    out = Tokens([], [], [], [], "")
    signs: list[str] = []
    copied = 0

    def copy(until: int) -> None:
        out.starts += tokens.starts[copied:until]
        out.ends += tokens.ends[copied:until]
        out.texts += tokens.texts[copied:until]
        out.founds += tokens.founds[copied:until]
        signs.append(tokens.signs[copied:until])

    for match in matches:
        for (first, last), found in zip(match.spans, _read(match, tokens, grammar), strict=True):
            if found is None or first < copied:
                continue
            copy(first)
            copied = last
            out.starts.append(found.start_char)
            out.ends.append(found.end_char)
            out.texts.append(text[found.start_char : found.end_char])
            out.founds.append(found)
            signs.append(grammar.vocabulary.sign_of(sense_classes(found.sense)))
    copy(len(tokens.texts))
    out.signs = "".join(signs)
    return out


def _read(match: Match, tokens: Tokens, grammar: Grammar) -> list[Found | None]:
    """The senses of a match's spans; `None` where the values make no date."""
    pattern = match.sequence.pattern
    calls, mark = parse_reading(pattern.reading)
    captures = {
        name: _capture(tokens, place, word_class, grammar.vocabulary)
        for name, word_class, place in match.captures
    }
    key = tokens.starts[match.start] if mark is not None else None
    founds: list[Found | None] = []
    for number, (first, last) in enumerate(match.spans):
        sense = build_sense(calls[min(number, len(calls) - 1)], captures)
        founds.append(
            None
            if sense is None
            else Found(
                tokens.starts[first], tokens.ends[last - 1], sense, pattern.rule_id,
                pattern.score, key, mark,
            )
        )  # fmt: skip
    return founds


def _capture(tokens: Tokens, place: int, word_class: str, vocabulary: Vocabulary) -> Argument:
    found = tokens.founds[place]
    if found is not None:
        return found.sense
    text = tokens.texts[place]
    if word_class in _RAW_CLASSES:
        return text
    if word_class in _NUMBER_CLASSES:
        if text[0].isdigit():
            return number_value(text)
        return int(vocabulary.value(text, "NUMW"))
    value = vocabulary.value(text, word_class)
    return int(value) if value.lstrip("+-").isdecimal() else value


_DAY_KINDS = {"day", "weekday", "nth", "holiday"}
_PERIOD_KINDS = {"period", "season", "quarter", "half", "decade", "century"}


@lru_cache(maxsize=4096)
def sense_classes(sense: Sense) -> frozenset[str]:
    """Classes of a token that is a found expression, for the patterns of higher levels."""
    kind = sense.kind
    classes = {f"${kind.upper()}"}
    if kind in _DAY_KINDS or (kind in ("shift", "moment") and sense.unit == "D"):
        classes |= {"$ADAY", "$DATE"}
    elif kind in ("month", "year") or kind in _PERIOD_KINDS or kind in ("shift", "moment"):
        classes |= {"$APERIOD", "$DATE"}
    if kind == "clock" and sense.part is not None:
        classes.add("$PART")
    if kind == "clock" and sense.inner is not None:
        classes |= {"$DAYPART", "$DATE"}
    return frozenset(classes)
