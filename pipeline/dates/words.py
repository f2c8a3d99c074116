"""Join and split tokens before patterns see them: hyphens, phrases, numbers in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.dates.vocabulary import Vocabulary, Word

if TYPE_CHECKING:
    from pipeline.dates.find import Tokens

_LARGEST = 999_999_999


def split_hyphens(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Split «mi-janvier» into its words and signs, where the whole is no word of its own."""
    places = [n for n, t in enumerate(tokens.texts) if "-" in t and len(t) > 2 and t[0].isalpha()]
    places = [
        n for n in places
        if not vocabulary.knows(tokens.texts[n])
        and any(vocabulary.knows(part) for part in tokens.texts[n].split("-"))
    ]  # fmt: skip
    if not places:
        return tokens
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    for place in places:
        at, row = tokens.starts[place], []
        for count, part in enumerate(tokens.texts[place].split("-")):
            if count:
                row.append((at, at + 1, "-"))
                at += 1
            row.append((at, at + len(part), part))
            at += len(part)
        pieces.append((place, place + 1, row))
    return _splice(tokens, pieces, vocabulary)


def merge_phrases(tokens: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Join words of a phrase («jour de l'an») into one token of the phrase's class."""
    starting = vocabulary.signs_with("PHRASE")
    if not starting:
        return tokens
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    end = 0
    for match in re.finditer(f"[{starting}]", tokens.signs):
        place = match.start()
        found = _phrase_at(tokens, place, vocabulary) if place >= end else None
        if found is not None:
            length, word = found
            end = place + length
            row = [(tokens.starts[place], tokens.ends[end - 1], word.word)]
            pieces.append((place, end, row))
    return _splice(tokens, pieces, vocabulary) if pieces else tokens


def _phrase_at(tokens: Tokens, place: int, vocabulary: Vocabulary) -> tuple[int, Word] | None:
    first = tokens.texts[place].lower().replace("’", "'")
    for parts, word in vocabulary.phrases.get(first, ()):
        texts = tokens.texts[place : place + len(parts)]
        if tuple(text.lower().replace("’", "'") for text in texts) == parts and (
            word.form != "capital" or texts[-1][0].isupper() or texts[0][0].isupper()
        ):
            return len(parts), word
    return None


def merge_numbers(tokens: Tokens, vocabulary: Vocabulary, *, language: str) -> Tokens:
    """Join «vingt-quatre», "two hundred and ten" into one token written in digits."""
    numeral = vocabulary.signs_with("NUMW")
    if not numeral:
        return tokens
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    joints = {"fr": ("-", "et"), "en": ("-", "and")}[language]
    end = 0
    for match in re.finditer(f"[{numeral}](?=.?[{numeral}])", tokens.signs):
        if match.start() < end:
            continue
        words, end = _numerals_at(tokens, match.start(), numeral, joints)
        total = _total([int(vocabulary.value(word, "NUMW")) for word in words], language=language)
        if total is not None and len(words) > 1:
            start = tokens.starts[match.start()]
            pieces.append((match.start(), end, [(start, tokens.ends[end - 1], str(total))]))
    return _splice(tokens, pieces, vocabulary) if pieces else tokens


def _numerals_at(
    tokens: Tokens, place: int, numeral: str, joints: tuple[str, str]
) -> tuple[list[str], int]:
    """Number words in a row from a place (with hyphens and «et» between), and where they end."""
    words, end = [tokens.texts[place]], place + 1
    ahead = end
    while ahead < len(tokens.texts) and len(words) < 12:
        if tokens.signs[ahead] in numeral:
            words.append(tokens.texts[ahead])
            end = ahead + 1
        elif tokens.texts[ahead].lower() not in joints:
            break
        ahead += 1
    return words, end


def _total(values: list[int], *, language: str) -> int | None:
    """The number that numerals in a row say, or `None` when they are a list («deux, trois»)."""
    total, current = 0, 0
    for value in values:
        if value >= 1000:
            total += max(current, 1) * value
            current = 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 20 and current % 100 == 4 and language == "fr":
            current += 76
        elif current % 100 == 0 or (current % 10 == 0 and value < 20 and value != current):
            current += value
        else:
            return None
        if total + current > _LARGEST:
            return None
    return total + current


def _splice(
    tokens: Tokens,
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]],
    vocabulary: Vocabulary,
) -> Tokens:
    """Put new tokens (start, end, text) in the place of token ranges."""
    out = type(tokens)([], [], [], [], "")
    signs: list[str] = []
    copied = 0
    for first, last, row in pieces:
        out.starts += tokens.starts[copied:first]
        out.ends += tokens.ends[copied:first]
        out.texts += tokens.texts[copied:first]
        signs.append(tokens.signs[copied:first])
        copied = last
        for start, end, text in row:
            out.starts.append(start)
            out.ends.append(end)
            out.texts.append(text)
            signs.append(vocabulary.sign(text))
    out.starts += tokens.starts[copied:]
    out.ends += tokens.ends[copied:]
    out.texts += tokens.texts[copied:]
    signs.append(tokens.signs[copied:])
    out.founds = [None] * len(out.texts)
    out.signs = "".join(signs)
    return out
