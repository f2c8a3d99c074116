"""Items of 300 words a second: the dates stage and, in the same run, dateparser's search.

usage: python tests/eval/bench_dates.py [--items N]

Prints one line for each: items a CPU-second on one core, sentences given. The texts are the
bundled expressions set between filler sentences, half French and half English; each item is
dated to its day in one pass and to its month only in another.
"""

from __future__ import annotations

import argparse
import random
import re
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from dateparser.search import search_dates

from pipeline.dates import read_dates
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import Item, Sentence

SOURCE = Path(__file__).resolve().parent.parent / "golden" / "date_expressions.tsv"
WORDS = 300
FILLER = {
    "fr": (
        "Le porte-parole du gouvernement a rappelé que la position de son pays restait inchangée.",
        "Selon plusieurs diplomates, la médiation menée par les voisins n'a donné aucun résultat.",
        "Les habitants de la région disent craindre une nouvelle flambée de violence.",
        "L'opposition réclame une enquête indépendante sur la conduite des forces de sécurité.",
    ),
    "en": (
        "The government spokesman recalled that the position of his country remained unchanged.",
        "According to several diplomats, mediation by the neighbours has brought no result.",
        "People in the region say that they fear a new outbreak of violence.",
        "The opposition demands an independent inquiry into the conduct of the security forces.",
    ),
}
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-ZÉÀ«])")


def write_items(count: int, *, published: str) -> list[tuple[Item, tuple[Sentence, ...]]]:
    """Items of about 300 words with some ten expressions each, and their sentence spans."""
    rows = read_table(SOURCE, columns=("language", "text"))
    chance = random.Random(7)
    items = []
    for number in range(count):
        language = ("fr", "en")[number % 2]
        told = [row["text"] for row in rows if row["language"] == language]
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < WORDS:
            parts.append(chance.choice(told))
            parts.extend(chance.sample(FILLER[language], 2))
        text = " ".join(parts)
        starts = [0, *(found.end() for found in _STOP.finditer(text))]
        ends = [*(found.start() for found in _STOP.finditer(text)), len(text)]
        spans = tuple(Sentence(n, a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True)))
        items.append((Item(str(number), text, published=published, language=language), spans))
    return items


def measure(
    read: Callable[[Item, tuple[Sentence, ...]], object],
    items: list[tuple[Item, tuple[Sentence, ...]]],
) -> float:
    """Items of 300 words a CPU-second, the first two items for warming up."""
    for item, spans in items[:2]:
        read(item, spans)
    start = time.process_time()
    for item, spans in items:
        read(item, spans)
    words = sum(len(item.text.split()) for item, _ in items)
    return words / WORDS / (time.process_time() - start)


def search(item: Item, spans: tuple[Sentence, ...]) -> object:
    del spans
    return search_dates(item.text, languages=[item.language or "fr"])


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    ask.add_argument("--items", type=int, default=400)
    said = ask.parse_args()
    warnings.filterwarnings("ignore")
    by_day = write_items(said.items, published="2020-01-06")
    by_month = write_items(said.items, published="2020-01")
    print(f"dates, published to the day     {measure(read_dates, by_day):8.1f} items/s")
    print(f"dates, published to the month   {measure(read_dates, by_month):8.1f} items/s")
    print(f"dateparser.search               {measure(search, by_day[:10]):8.1f} items/s")


if __name__ == "__main__":
    main()
