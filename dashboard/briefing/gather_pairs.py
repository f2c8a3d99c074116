"""Ladder, matrix, network and comparison of a briefing: queries put into plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import data
from dashboard.briefing.model import Line, Move, Tie
from dashboard.charts.lanes import describe_date
from dashboard.charts.pairs import list_parties
from dashboard.charts.palette import LIGHT, mix_colour
from dashboard.comparison import (
    PARAMETERS,
    Comparison,
    list_differences,
    read_side,
    resolve_comparison,
)
from dashboard.data import Source
from dashboard.describe import describe_deed, describe_filters
from dashboard.filters import Filters
from dashboard.i18n import Words
from dashboard.responses import WITHIN, WITHIN_DAYS, find_followups, find_responses
from dashboard.rows import list_rows

PAIR_KINDS = ("ladder", "matrix", "network", "compare")
OPTIONS = frozenset({"left", "right", "within", *PARAMETERS})
MOST_MOVES = 600
MOST_PAIRS = 400
MOST_PARTIES = 12
MOST_ROWS = 40


def name_pair_section(
    source: Source, kind: str, filters: Filters, options: Mapping[str, str], words: Words
) -> str:
    """The title of a section: what it shows, and of whom."""
    if kind == "ladder":
        return words("briefing.ladder.of", pair=_name_pair(options, words))
    found = _resolve(source, filters, options, words) if kind == "compare" else None
    if found:
        return words("compare.title", first=found.first.name, second=found.second.name)
    return words(f"briefing.{kind}")


def gather_pair_section(
    source: Source, kind: str, filters: Filters, options: Mapping[str, str], words: Words
) -> dict[str, Any]:
    """Parts of a section, with `among`: the filters whose items stand behind it."""
    if kind == "ladder":
        return _gather_ladder(source, filters, options, words)
    if kind == "compare":
        return _gather_comparison(source, filters, options, words)
    return _gather_pairs(source, filters, words)


def _name_pair(options: Mapping[str, str], words: Words) -> str:
    return " ↔ ".join(words.party(options.get(side)) for side in ("left", "right"))


def _gather_ladder(
    source: Source, filters: Filters, options: Mapping[str, str], words: Words
) -> dict[str, Any]:
    sides = {"left": options.get("left", ""), "right": options.get("right", "")}
    asked = options.get("within", "")
    within = int(asked) if asked in map(str, WITHIN) else WITHIN_DAYS
    frame = data.read_moves(source, filters, sides["left"], sides["right"], MOST_MOVES)
    rows = list_rows(frame)
    place = {row.event_id: number for number, row in enumerate(rows)}
    names = {side: words.party(party) for side, party in sides.items()}
    followups = find_followups(frame, within) if rows else ()
    return {
        "among": (replace(filters, actors=tuple(sides.values()), role="both"),),
        "filters": f"{_name_pair(options, words)} · {describe_filters(filters, words)}",
        "moves": tuple(_make_move(row, names, words) for row in rows),
        "links": tuple((place[one.cause_id], place[one.answer_id])
                       for one in (find_responses(frame, within) if rows else ())),
        "names": (names["left"], names["right"]),
        "headings": tuple(words(key) for key in ("table.date", "dyads.act", "dyads.delay",
                                                 "dyads.answer")),
        "rows": tuple(
            (describe_date(rows[place[one.cause_id]], words),
             describe_deed(rows[place[one.cause_id]], words),
             words("dyads.after", days=words.count("count.days", one.days)),
             describe_deed(rows[place[one.answer_id]], words))
            for one in followups[:MOST_ROWS]
        ),
    }  # fmt: skip


def _make_move(row: Any, names: Mapping[str, str], words: Words) -> Move:
    intensity = None if pd.isna(row.intensity) else float(row.intensity)
    height = max(0.0, -(intensity or 0.0)) + 0.6
    return Move(
        day=pd.Timestamp(row.mid).date(), height=height if row.side == "left" else -height,
        side=names[row.side], label=describe_deed(row, words), stance=str(row.stance),
        colour=mix_colour(LIGHT, intensity), is_actual=row.factuality == "actual",
    )  # fmt: skip


def _gather_pairs(source: Source, filters: Filters, words: Words) -> dict[str, Any]:
    pairs = data.read_pairs(source, filters, MOST_PAIRS)
    parties = list_parties(pairs, MOST_PARTIES) if len(pairs) else []
    rows = list(list_rows(pairs))
    inside = [row for row in rows if {row.actor_party, row.recipient_party} <= set(parties)]
    return {
        "names": tuple(map(words.party, parties)),
        "ties": tuple(
            Tie(parties.index(row.actor_party), parties.index(row.recipient_party),
                int(row.num_events),
                mix_colour(LIGHT, None if pd.isna(row.intensity) else float(row.intensity)))
            for row in inside
        ),
        "headings": tuple(words(key) for key in ("table.actor", "table.recipient",
                                                 "figure.events", "table.intensity")),
        "rows": tuple(
            (words.party(row.actor_party), words.party(row.recipient_party),
             words.number(int(row.num_events)), "–" if pd.isna(row.intensity)
             else words.number(float(row.intensity), digits=1, signed=True))
            for row in rows[:MOST_ROWS]
        ),
    }  # fmt: skip


def _resolve(
    source: Source, filters: Filters, options: Mapping[str, str], words: Words
) -> Comparison | None:
    return resolve_comparison(source, options, replace(filters, start=None, end=None), words)


def _gather_comparison(
    source: Source, filters: Filters, options: Mapping[str, str], words: Words
) -> dict[str, Any]:
    found = _resolve(source, filters, options, words)
    if found is None:
        return {"filters": words("compare.none")}
    lines = []
    for side, is_dashed in zip(found.sides, (False, True), strict=True):
        frame = read_side(source, side).frame
        for name in ("hostile", "cooperative"):
            values = zip(frame["offset"], frame[name], strict=True)
            points = tuple((int(day), float(value)) for day, value in values)
            label = f"{side.name} · {words('stance.' + name).lower()}"
            lines.append(Line(label, getattr(LIGHT, name), is_dashed, points))
    return {
        "among": tuple(side.filters for side in found.sides),
        "filters": " / ".join(describe_filters(side.filters, words) for side in found.sides),
        "lines": tuple(lines),
        "headings": (words("compare.measure"), found.first.name, found.second.name,
                     words("compare.difference")),
        "rows": list_differences(source, found, words),
    }  # fmt: skip
