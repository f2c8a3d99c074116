"""Every visible word of the dashboard: a catalogue a language, and the reader's dates and numbers.

Catalogues are fr.tsv and en.tsv: key, tab, text. A text may hold {names}. Plural forms are two
keys that end in .one and .other. Codes drive logic; what is here is only shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_percent, get_decimal_symbol, get_group_symbol

from dashboard.i18n.places import name_place, read_place_names
from pipeline.errors import EscaladeError
from pipeline.schema.codes import read_event_types

LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language; call it with a key and the values of its {names}."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Text of a key. EscaladeError names the catalogue that lacks it."""
        text = read_catalogue(self.language).get(key)
        if text is None:
            raise EscaladeError(
                f'dashboard/i18n/{self.language}.tsv: key "{key}" is missing.',
                remedy="Add the key to every catalogue.",
            )
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a key."""
        return key in read_catalogue(self.language)

    def count(self, key: str, number: int) -> str:
        """Plural form of a key for a number, which fills {n}: French takes one for 0, too."""
        single = number in (0, 1) if self.language == "fr" else number == 1
        return self(f"{key}.{'one' if single else 'other'}", n=self.number(number))

    def number(self, value: float, *, digits: int = 0, signed: bool = False) -> str:
        """A number as the language writes it, with a true minus sign."""
        rounded = round(value, digits)
        group, point = _find_signs(self.language)
        text = f"{abs(rounded):,.{int(digits)}f}".translate({44: group, 46: point})
        sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def numbers(self, values: Iterable[float], *, digits: int = 0) -> list[str]:
        """Many numbers as `number` writes them, in a third of the time."""
        group, point = _find_signs(self.language)
        signs = {44: group, 46: point}
        return [
            ("−" if value < 0 else "") + f"{abs(value):,.{digits}f}".translate(signs)
            for value in (round(float(one), digits) for one in values)
        ]

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a whole percentage."""
        return _write_percent(self.language, round(share, 2))

    def day(self, value: date, *, year: bool = True) -> str:
        """A day in the short form of the language: 3 janv. 2020."""
        return _write_day(self.language, value, year)

    def month(self, value: date) -> str:
        """A month and its year: janvier 2020."""
        return format_date(value, "MMMM y", locale=self.language)

    def moment(self, value: str) -> str:
        """A date as items give it (a year, a month, a day or a full time) in words: its day."""
        try:
            if len(value) == len("2020-01"):
                return self.month(date.fromisoformat(f"{value}-01"))
            return self.day(date.fromisoformat(value[:10]))
        except ValueError:
            return value[:10]

    def minute(self, value: str) -> str:
        """A full time as the store gives it, in words to the minute: 3 janv. 2020, 14:05."""
        time = value[11:16]
        return f"{self.moment(value)}, {time}" if time else self.moment(value)

    def span(self, start: date, end: date) -> str:
        """Two days as a range, the year once when it is the same."""
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            first = "1er" if start.day == 1 and self.language == "fr" else str(start.day)
            return f"{first}–{self.day(end)}"
        return f"{self.day(start, year=start.year != end.year)} – {self.day(end)}"

    def event_type(self, event_type: str | None, event_mode: str | None = None) -> str:
        """Label of a type, or of its mode where it has one; the code itself if unknown."""
        return _name_type(self.language, event_type, event_mode) or self("value.none")

    def party(self, party: str | None) -> str:
        """Name of a country code, an organisation code, or a name as it stands; none in words."""
        return self("value.none") if party is None else _name_party(self, party)

    def field(self, name: str) -> str:
        """Label of a column, the column's own name where the catalogue has none."""
        return self(f"field.{name}") if self.has(f"field.{name}") else name

    def place(self, name: Any, country: Any) -> Any:
        """A place of the gazetteer as the reader calls it; what is no text stays as it is."""
        if not isinstance(name, str):
            return name
        return name_place(name, country if isinstance(country, str) else None, self.language)

    def place_alone(self, name: str) -> str:
        """The same where only the name is known: as the first place of that name is called."""
        if self.language != "fr":
            return name
        called = (told for (_, listed), told in read_place_names().items() if listed == name)
        return next(called, name)

    def country(self, code: str) -> str:
        """Country name of an alpha-3 code; the code itself where it has none."""
        return _name_country(self.language, code)


@cache
def read_catalogue(language: str) -> dict[str, str]:
    """Language in, key to text out. EscaladeError on a bad line."""
    path = _FOLDER / f"{language}.tsv"
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#") or line == "key\ttext":
            continue
        key, tab, text = line.partition("\t")
        if not tab or key in found:
            raise EscaladeError(
                f"{path} line {number}: expected a new key, a tab and a text.",
                remedy="Write each key once, followed by one tab.",
            )
        found[key] = text
    return found


@lru_cache(maxsize=20_000)
def _name_party(words: Words, party: str) -> str:
    if words.has(f"party.{party}"):
        return words(f"party.{party}")
    if len(party) == 3 and party.isupper():
        return words.country(party)
    return party.partition(":")[2] or party


@lru_cache(maxsize=1000)
def _name_country(language: str, code: str) -> str:
    alpha2 = _read_alpha2().get(code)
    name: str = Locale(language).territories.get(alpha2, code) if alpha2 else code
    return name


@lru_cache(maxsize=1000)
def _name_type(language: str, event_type: str | None, event_mode: str | None) -> str | None:
    rows = read_event_types()
    row = rows.get((event_type or "", event_mode)) or rows.get((event_type or "", None))
    if row is None:
        return event_type
    label = row.label_fr if language == "fr" else row.label_en
    return label[:1].upper() + label[1:]


@cache
def _find_signs(language: str) -> tuple[str, str]:
    """Signs between thousands and before decimals; babel itself takes a page's time for numbers."""
    return get_group_symbol(language), get_decimal_symbol(language)


@lru_cache(maxsize=40_000)
def _write_day(language: str, value: date, year: bool) -> str:
    text = format_date(value, "d MMM y" if year else "d MMM", locale=language)
    return "1er" + text[1:] if value.day == 1 and language == "fr" else text


@lru_cache(maxsize=1000)
def _write_percent(language: str, share: float) -> str:
    pattern = "#,##0 %" if language == "fr" else "#,##0%"
    return format_percent(share, format=pattern, locale=language)


@cache
def _read_alpha2() -> dict[str, str]:
    path = Path(__file__).resolve().parents[2] / "data" / "map" / "labels.tsv"
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines()]
    return {row[0]: row[4] for row in rows if len(row) == 5 and row[4] != "alpha2"}
