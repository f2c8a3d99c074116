"""What a briefing is made of: sections as plain values, which every format then writes.

A section carries its words (title, note, filters, sources) and its tables; it holds no figure and
knows no format. Codes are already names in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.i18n import Words


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of one bin of time, from `start` to `end`: happened, by stance, and the others."""

    start: date
    end: date
    label: str
    hostile: float
    neutral: float
    cooperative: float
    not_actual: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map and in its table. `is_exact` is false for a region, country or sea."""

    name: str
    latitude: float
    longitude: float
    num_events: int
    intensity: float | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event in words: its line, the sentence, where that stands, and how it was read."""

    title: str
    sentence: str
    source: str
    link: str | None
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison: its name, colour, dashed or not, and y for each day from day 0."""

    name: str
    colour: str
    is_dashed: bool
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """An act on the ladder: day, height (above 0 the first side's, below the second's), colour."""

    day: date
    height: float
    side: str
    label: str
    stance: str
    colour: str
    is_actual: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Acts of one party on another, by their places in the list of names."""

    actor: int
    recipient: int
    num_events: int
    colour: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing; `kind` says which parts it has.

    Kinds: timeline, map, table, event, ladder (moves, links between them by place), matrix and
    network (names, ties), compare (lines).
    """

    kind: str
    title: str
    note: str
    filters: str
    sources: tuple[str, ...] = ()
    bins: tuple[Bin, ...] = ()
    index: tuple[tuple[date, float, float], ...] = ()
    places: tuple[Place, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    card: EventCard | None = None
    moves: tuple[Move, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that formats need beside the sections, in the reader's language.

    `filters` is a line with {text} where the filters go.
    """

    hostile: str
    neutral: str
    cooperative: str
    not_actual: str
    index: str
    days: str
    hostile_index: str
    cooperative_index: str
    place: str
    events: str
    intensity: str
    sources: str
    filters: str
    open_source: str
    boundaries: str
    demo: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole briefing: title, sections in order, the data's version in words, demo or not."""

    title: str
    language: str
    version: str
    is_demo: bool
    labels: Labels
    sections: tuple[Section, ...]

    def list_places(self, section: Section, most: int) -> tuple[tuple[str, str, str], ...]:
        """Name, number of events and mean intensity of the fullest places, as the reader writes."""
        words = Words(self.language)
        return tuple(
            (place.name, words.number(place.num_events), "–" if place.intensity is None
             else words.number(place.intensity, digits=1, signed=True))
            for place in section.places[:most]
        )  # fmt: skip

    def list_sources(self) -> tuple[str, ...]:
        """Every source of every section once, in the order of the sections."""
        return tuple(dict.fromkeys(line for part in self.sections for line in part.sources))

    @property
    def foot(self) -> str:
        """What stands at the foot of every page: version, and for the demo that it is one."""
        return f"{self.version} {self.labels.demo}" if self.is_demo else self.version
