"""Join and split tokens before patterns see them: hyphens, phrases, numbers in words."""

from __future__ import annotations

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
    starting = {sign for sign, classes in vocabulary.classes.items() if "PHRASE" in classes}
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    end = 0
    for place, sign in enumerate(tokens.signs):
        if sign not in starting or place < end:
            continue
        found = _phrase_at(tokens, place, vocabulary)
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
    numeral = {sign for sign, classes in vocabulary.classes.items() if "NUMW" in classes}
    pieces: list[tuple[int, int, list[tuple[int, int, str]]]] = []
    signs, place, count = tokens.signs, 0, len(tokens.signs)
    joints = {"fr": ("-", "et"), "en": ("-", "and")}[language]
    while place < count:
        if signs[place] not in numeral:
            place += 1
            continue
        words, last = [tokens.texts[place]], place
        ahead = place + 1
        while ahead < count and len(words) < 12:
            if signs[ahead] in numeral:
                words.append(tokens.texts[ahead])
                last = ahead
            elif tokens.texts[ahead].lower() not in joints:
                break
            ahead += 1
        total = _total([int(vocabulary.value(word, "NUMW")) for word in words], language=language)
        if total is not None and len(words) > 1:
            pieces.append(
                (place, last + 1, [(tokens.starts[place], tokens.ends[last], str(total))])
            )
        place = last + 1
    return _splice(tokens, pieces, vocabulary) if pieces else tokens


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
