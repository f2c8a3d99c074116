"""What is known of states beside their names: who borders on whom, and where soldiers rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from pipeline.lexicon.tables import read_table
from pipeline.settings import find_data_dir


@cache
def read_neighbours() -> Mapping[str, frozenset[str]]:
    """State code to the codes of the states that border on it (data/actors/neighbours.tsv)."""
    path = find_data_dir() / "actors" / "neighbours.tsv"
    rows = read_table(path, columns=("state_code", "neighbours"))
    return {row["state_code"]: frozenset(row["neighbours"].split("|")) for row in rows}


@cache
def _read_juntas() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """State code to the months from and to which soldiers rule; an open end is ''."""
    path = find_data_dir() / "actors" / "juntas.tsv"
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_table(path, columns=("state_code", "from_month", "to_month")):
        found[row["state_code"]].append((row["from_month"], row["to_month"]))
    return {code: tuple(spans) for code, spans in found.items()}


def list_juntas(day: date | None) -> frozenset[str]:
    """States under military rule in the month of a day, or ever in the list without a day."""
    month = "" if day is None else f"{day:%Y-%m}"
    return frozenset(
        code
        for code, spans in _read_juntas().items()
        for start, end in spans
        if not month or (start <= month and (not end or month <= end))
    )
