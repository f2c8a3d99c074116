"""Write docs/dates.md from tests/golden/date_expressions.tsv: python scripts/write_dates_doc.py."""

from __future__ import annotations

from pathlib import Path

from pipeline.lexicon.tables import Row, read_table

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tests" / "golden" / "date_expressions.tsv"
TARGET = ROOT / "docs" / "dates.md"
COLUMNS = (
    "language", "published", "text", "expression", "timex_type", "timex_value", "edtf", "anchor",
    "rule_id",
)  # fmt: skip
_INTRODUCTION = """# How dates are read

An expression is found by a pattern, anchored, and read as days. The table shows what each of
{count} expressions hangs on and how it is read. It is made from
`tests/golden/date_expressions.tsv`,
which is also the test: edit that file, then run `python scripts/write_dates_doc.py`.

- **Words and patterns** are data: `data/lexicons/{{fr,en}}/dates_words.tsv`, `dates_patterns.tsv`,
  `dates_cues.tsv` (words that tell past from future), `dates_signals.tsv` (since, until, of),
  `dates_event_words.tsv` (words for the same event) and `holidays.tsv`. Each row has an example
  that is a test.
- **Anchor** is what an expression counts from: the day of publication, the day that the story has
  reached («la veille»), or an event («trois jours après l'assassinat»). An explicit date has none.
- **A bare weekday, day or month** lies before publication where the verb tells the past and after
  it where the verb tells the future.
- **The day of publication**, where only its month is given, is inferred: a dateline, «ce mardi 31
  décembre», «hier, lundi 6 janvier»; else every day of the month is tried and those that
  contradict the text are dropped. What stays open stays a set: a past «vendredi» of January 2020
  is six possible days.
- **Edges**: the start of a month is its days 1 to 10, the middle 11 to 20, the end 21 to its last
  day; the start of a year is January to March, the end October to December.
- **A French night** is two days («dans la nuit de samedi à dimanche»); an English "Thursday
  night" is that day's evening.
- **Both ends of a range** carry the whole range as bounds; the ISO-TimeML value of each is its own
  day.
- Lengths (`P3D`), sets (`P1D`, `XXXX-WXX-5`) and vague words (`PRESENT_REF`) date no event. French
  follows the French TimeBank, where «il y a trois jours» is annotated as a length (`P3D`); its
  EDTF is the day all the same.
- **A date in one word** («06-janv-2020», "2020/01/06", "2020-01"), which no pattern reads, is read
  by dateparser, whose `period` says whether it is a day or a month.
- **A bare weekday** that has begun farther east when the item is stamped («samedi», stamped Friday
  22:30 in Washington) keeps both days: last week's, and today's over there.
- **Which date dates an act**: all that could are listed (those of its sentence, the date that its
  paragraph or the paragraphs before it reached, the day of publication, none) and weighed by
  grammar and position; the weights are in `data/codebook/date_choice.tsv`, fitted by
  `tests/eval/fit_dates.py` and judged on documents left out.
"""
_LANGUAGES = {"fr": "French", "en": "English"}


def write_page(rows: tuple[Row, ...]) -> str:
    """The page in Markdown: an introduction and one table for each language."""
    parts = [_INTRODUCTION.format(count=len(rows))]
    for language, name in _LANGUAGES.items():
        parts.append(
            f"\n## {name}\n\n| Expression | In | Published | Anchor | EDTF | ISO-TimeML |\n"
        )
        parts.append("|---|---|---|---|---|---|\n")
        for row in rows:
            if row["language"] == language:
                parts.append(_write_line(row))
    return "".join(parts)


def _write_line(row: Row) -> str:
    cells = (
        f"**{row['expression']}**",
        row["text"],
        row["published"] or "unknown",
        row["anchor"] or "none",
        f"`{row['edtf']}`" if row["edtf"] else "no day",
        f"`{row['timex_value']}`",
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


if __name__ == "__main__":
    TARGET.write_text(write_page(read_table(SOURCE, columns=COLUMNS)), encoding="utf-8")
