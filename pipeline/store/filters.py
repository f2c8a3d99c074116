"""What an analyst asks for in, an SQL condition over table `events` with its parameters out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pipeline.errors import UsageError
from pipeline.schema.codes import EVENT_TYPES, FACTUALITIES, QUAD_CODES


@dataclass(frozen=True, slots=True)
class EventFilter:
    """A choice of events; every field left empty lets everything through.

    `actors`, `recipients` and `parties` (either side) take codes (`IRN`, `IGO:UN`) or, where no
    code is equal, part of a name. `date_from` and `date_to` keep events that can have happened in
    that span, undated events only when both are None. `tone` is `hostile` (intensity below 0) or
    `cooperative` (above 0). `text` is looked for in sentence, names and place, without regard to
    case or accents. `box` is south, west, north, east in degrees.
    """

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    event_types: tuple[str, ...] = ()
    quad_codes: tuple[str, ...] = ()
    tone: str | None = None
    countries: tuple[str, ...] = ()
    factualities: tuple[str, ...] = ()
    confidence: float | None = None
    text: str | None = None
    sources: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        _check_codes("event type", self.event_types, EVENT_TYPES)
        _check_codes("quad code", self.quad_codes, QUAD_CODES)
        _check_codes("factuality", self.factualities, FACTUALITIES)
        if self.tone is not None:
            _check_codes("tone", (self.tone,), ("hostile", "cooperative"))
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise UsageError(
                f"The span begins on {self.date_from} and ends before, on {self.date_to}.",
                remedy="Exchange the two days.",
            )

    def to_sql(self) -> tuple[str, list[Any]]:
        """An SQL condition (`TRUE` when nothing is asked for) and its parameters, in order."""
        parts: list[str] = []
        values: list[Any] = []

        def need(condition: str, *parameters: Any) -> None:
            parts.append(condition)
            values.extend(parameters)

        for names, sides in (
            (self.actors, ("actor",)),
            (self.recipients, ("recipient",)),
            (self.parties, ("actor", "recipient")),
        ):
            if names:
                need(*_match_party(names, sides))
        if self.date_from is not None:
            need("event_date_end >= ?", self.date_from)
        if self.date_to is not None:
            need("event_date_start <= ?", self.date_to)
        if self.tone is not None:
            need("intensity < 0" if self.tone == "hostile" else "intensity > 0")
        if self.confidence is not None:
            need("confidence >= ?", self.confidence)
        for column, chosen in (
            ("event_type", self.event_types),
            ("quad_code", self.quad_codes),
            ("place_country", self.countries),
            ("factuality", self.factualities),
            ("event_id", self.event_ids),
        ):
            if chosen:
                need(f"{column} IN ({', '.join('?' * len(chosen))})", *chosen)
        if self.sources:
            need("list_has_any(sources, ?)", list(self.sources))
        if self.text:
            need("contains(search_text, strip_accents(lower(?)))", self.text)
        if self.box is not None:
            south, west, north, east = self.box
            need("latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?", south, north, west, east)
        return (" AND ".join(f"({part})" for part in parts) or "TRUE"), values

    def describe(self) -> str:
        """The choice in words for a file's header: `actors=IRN; date_from=2020-01-01`."""
        chosen = []
        for part in fields(self):
            value = getattr(self, part.name)
            if value is not None and value != ():
                words = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
                chosen.append(f"{part.name}={words}")
        return "; ".join(chosen) or "all events"


def _check_codes(what: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    if unknown := [code for code in given if code not in known]:
        raise UsageError(
            f"{what.capitalize()} {unknown[0]!r} does not exist.",
            remedy=f"Choose among {', '.join(known)}.",
        )


def _match_party(names: tuple[str, ...], sides: tuple[str, ...]) -> tuple[Any, ...]:
    conditions: list[str] = []
    values: list[Any] = []
    for side in sides:
        for name in names:
            if name == name.upper():
                conditions.append(f"{side}_code = ?")
                values.append(name)
            else:
                conditions.append(
                    f"contains(strip_accents(lower({side}_name)), strip_accents(lower(?)))"
                )
                values.append(name)
    return (" OR ".join(conditions), *values)
