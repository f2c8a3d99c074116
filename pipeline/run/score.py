"""Coded rows and a gold file in, how well they agree out.

A gold line is one event of one item as a careful reader writes it down: `doc_id`, `evidence` (an
exact piece of the text), `trigger` (words inside it), `source_country`, `target_country`,
`event_type`, `event_type_alt` (other types that are right too), `factuality`, `date_start`,
`date_end` (days), `place_country`, and `salience` (0: its absence costs nothing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.errors import EscaladeError
from pipeline.run.rows import Row

Gold: TypeAlias = Mapping[str, Any]
FIELDS = ("event_type", "factuality", "actor", "recipient", "date", "place")
ROW_FIELDS = ("event_type", "actor", "date", "place")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures between 0 and 1; `shares` maps a field to the share of pairs that agree on it.

    `detection_f1` asks only whether the event was found, `row_f1` whether type, actor, date and
    country of the place are right too.
    """

    num_gold: int
    num_rows: int
    num_pairs: int
    precision: float
    recall: float
    detection_f1: float
    row_f1: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Pair:
    closeness: float
    gold_at: int
    row_at: int


def score_rows(rows: Iterable[Row], gold: Iterable[Gold], *, texts: Mapping[str, str]) -> Score:
    """Event rows, gold lines and the text of each item in, the figures out.

    A row pairs with a gold line of its item when its sentence meets the evidence and either the
    triggers meet or the type is right; the closest first, each side once. Lines of salience 0 and
    their rows do not count. Raises EscaladeError when an evidence is not in its text.
    """
    coded = list(rows)
    lines = list(gold)
    pairs = _pair_up(coded, lines, texts)
    optional = {at for at, line in enumerate(lines) if line.get("salience") == 0}
    counted = [pair for pair in pairs if pair.gold_at not in optional]
    num_gold = len(lines) - len(optional)
    num_rows = len(coded) - (len(pairs) - len(counted))
    right = {
        name: sum(_agrees(name, coded[p.row_at], lines[p.gold_at]) for p in counted)
        for name in FIELDS
    }
    whole = sum(
        all(_agrees(name, coded[p.row_at], lines[p.gold_at]) for name in ROW_FIELDS)
        for p in counted
    )
    return Score(
        num_gold=num_gold,
        num_rows=num_rows,
        num_pairs=len(counted),
        precision=_divide(len(counted), num_rows),
        recall=_divide(len(counted), num_gold),
        detection_f1=_divide(2 * len(counted), num_rows + num_gold),
        row_f1=_divide(2 * whole, num_rows + num_gold),
        shares={name: _divide(count, len(counted)) for name, count in right.items()},
    )


def _pair_up(rows: list[Row], gold: list[Gold], texts: Mapping[str, str]) -> list[_Pair]:
    by_item: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_item[row["item_id"]].append(at)
    candidates = []
    for gold_at, line in enumerate(gold):
        evidence, trigger = _find_spans(line, texts)
        for row_at in by_item[line["doc_id"]]:
            closeness = _measure(rows[row_at], line, evidence, trigger)
            if closeness > 0:
                candidates.append(_Pair(closeness, gold_at, row_at))
    candidates.sort(key=lambda pair: (-pair.closeness, pair.gold_at, pair.row_at))
    pairs: list[_Pair] = []
    taken: set[tuple[str, int]] = set()
    for pair in candidates:
        sides = {("gold", pair.gold_at), ("row", pair.row_at)}
        if not sides & taken:
            taken |= sides
            pairs.append(pair)
    return pairs


def _find_spans(line: Gold, texts: Mapping[str, str]) -> tuple[tuple[int, int], tuple[int, int]]:
    start = texts.get(line["doc_id"], "").find(line["evidence"])
    if start < 0:
        raise EscaladeError(
            f"The evidence {line['evidence'][:50]!r} is not in item {line['doc_id']}.",
            remedy="Give the items that the gold file was made from, with their item_id.",
        )
    evidence = (start, start + len(line["evidence"]))
    inside = line["evidence"].find(line["trigger"])
    if inside < 0:
        return evidence, evidence
    return evidence, (start + inside, start + inside + len(line["trigger"]))


def _measure(row: Row, line: Gold, evidence: tuple[int, int], trigger: tuple[int, int]) -> float:
    """How near a row is to a gold line: 0 when they cannot be the same event."""
    shared = _overlap((row["sentence_start"], row["sentence_end"]), evidence)
    if shared <= 0:
        return 0.0
    meets = _overlap((row["trigger_start"], row["trigger_end"]), trigger) > 0
    is_type = _agrees("event_type", row, line)
    if not meets and not is_type:
        return 0.0
    sides = sum(_agrees(name, row, line) for name in ("actor", "recipient", "date", "place"))
    return 4.0 * meets + 2.0 * is_type + 0.5 * sides + shared / (evidence[1] - evidence[0])


def _agrees(name: str, row: Row, line: Gold) -> bool:
    if name == "event_type":
        accepted = [line["event_type"], *line.get("event_type_alt", [])]
        return row["event_type"] in accepted
    if name == "factuality":
        return bool(row["factuality"] == line["factuality"])
    if name == "actor":
        return bool(row.get("actor_code") == line.get("source_country"))
    if name == "recipient":
        return bool(row.get("recipient_code") == line.get("target_country"))
    if name == "place":
        return bool(row.get("place_country") == line.get("place_country"))
    if name == "date":
        return _is_date_right(row, line)
    raise EscaladeError(f"There is no field {name!r} to compare.")


def _is_date_right(row: Row, line: Gold) -> bool:
    """The same days; where the gold has none, the row has none that it took from the text."""
    if line.get("date_start") is None:
        return row.get("event_date_start") is None or row.get("date_basis") != "text"
    days = (row.get("event_date_start"), row.get("event_date_end"))
    return days == (line["date_start"], line["date_end"])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _divide(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
