"""Writes the ordinary news items of the speed benchmark: filler/{fr,en}.jsonl from templates.

A template file holds word lists (``@town: A|B``) and topics (``[football]``) with titles (``!``),
openings (``>``), sentences and closings (``<``). A slot ``{town1}`` is one word of the list for the
whole item, ``{town2}`` another one; ``{n:2-9}`` is a number; ``{ord}``/``{ordf}`` an ordinal.
The seed is fixed, so the files are always the same: ``python tests/eval/write_filler.py``.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "filler"
NUMBER_OF_ITEMS = 220
FEWEST_WORDS = 125
MOST_WORDS = 185
SEED = 20260101
_SLOT = re.compile(r"\{([a-z]+?)(\d?)(?::(\d+)-(\d+))?\}")
_ELIDED = re.compile(r"\b([Dd])e (?=[aeiouéèêâîôAEIOUÉÈÊ])")
_ORDINALS = {
    "en": ("second", "third", "fourth", "fifth", "sixth", "seventh", "ninth", "tenth"),
    "fr": ("deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "dixième"),
}


@dataclass(slots=True)
class Topic:
    """Templates of one subject, as they stand in the file."""

    titles: list[str] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)


def read_templates(path: Path) -> tuple[dict[str, list[str]], list[Topic]]:
    """Word lists and topics of a template file; ValueError names a line that fits nowhere."""
    words: dict[str, list[str]] = {}
    topics: list[Topic] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            name, _, values = line[1:].partition(":")
            words[name] = [value.strip() for value in values.split("|")]
        elif line.startswith("["):
            topics.append(Topic())
        elif not topics:
            raise ValueError(f"{path} line {number}: a sentence stands before the first [topic]")
        else:
            place = {
                "!": topics[-1].titles,
                ">": topics[-1].openings,
                "<": topics[-1].closings,
            }.get(line[0], topics[-1].sentences)
            place.append(line[1:].strip() if line[0] in "!><" else line)
    return words, topics


class Filling:
    """The words of one item: a slot keeps its word from the title to the last sentence."""

    def __init__(self, words: dict[str, list[str]], language: str, rng: random.Random) -> None:
        self._rng = rng
        self._language = language
        self._shuffled = {name: rng.sample(values, len(values)) for name, values in words.items()}

    def fill(self, template: str) -> str:
        """The template with its slots filled, a capital at the start."""
        text = _SLOT.sub(self._word, template)
        if self._language == "fr":
            text = _ELIDED.sub(r"\1'", text)
        return text[0].upper() + text[1:]

    def _word(self, match: re.Match[str]) -> str:
        name, number, low, high = match.groups()
        if name == "n":
            return str(self._rng.randint(int(low), int(high)))
        if name in {"ord", "ordf"}:
            return self._rng.choice(_ORDINALS[self._language])
        if name in {"day", "month"}:
            return self._rng.choice(self._shuffled[name])
        return self._shuffled[name][int(number or 1) - 1]


def write_item(
    topic: Topic, words: dict[str, list[str]], language: str, number: int, rng: random.Random
) -> dict[str, str | None]:
    """One item of a topic: an opening, distinct sentences up to the length wanted, a closing."""
    filling = Filling(words, language, rng)
    which = number // 2 % len(topic.titles)
    parts = [filling.fill(topic.openings[which])]
    closing = filling.fill(rng.choice(topic.closings))
    wanted = rng.randint(FEWEST_WORDS, MOST_WORDS) - len(closing.split())
    for sentence in rng.sample(topic.sentences, len(topic.sentences)):
        if sum(len(part.split()) for part in parts) >= wanted:
            break
        parts.append(filling.fill(sentence))
    parts.append(closing)
    breaks = {i for i in range(1, len(parts)) if i % 3 == 1}
    text = parts[0]
    for at, part in enumerate(parts[1:], start=1):
        text += ("\n\n" if at in breaks else " ") + part
    published = date(2023, 1, 2) + timedelta(days=rng.randrange(1000))
    return {
        "item_id": f"filler-{language}-{number + 1:03d}",
        "published": published.isoformat(),
        "language": language,
        "title": filling.fill(topic.titles[which]),
        "text": text,
        "source": "filler",
    }


def write_language(language: str) -> int:
    """Writes one language's file and returns the number of items."""
    words, topics = read_templates(FOLDER / f"templates.{language}.txt")
    rng = random.Random(SEED)
    lines = [
        json.dumps(write_item(topics[n % len(topics)], words, language, n, rng), ensure_ascii=False)
        for n in range(NUMBER_OF_ITEMS)
    ]
    (FOLDER / f"{language}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


if __name__ == "__main__":
    for each in ("fr", "en"):
        write_language(each)
