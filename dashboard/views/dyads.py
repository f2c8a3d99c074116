"""Who acts on whom: a matrix or a network, and for a chosen pair the action-response ladder."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import data, state
from dashboard.charts.ladder import draw_ladder
from dashboard.charts.lanes import describe_date
from dashboard.charts.pairs import draw_matrix, draw_network
from dashboard.charts.palette import find_palette
from dashboard.data import Source
from dashboard.describe import describe_deed, describe_filters
from dashboard.filters import SEPARATOR, Filters
from dashboard.i18n import Words
from dashboard.responses import (
    WITHIN,
    WITHIN_DAYS,
    Response,
    find_followups,
    find_median_days,
    find_responses,
)
from dashboard.rows import list_rows
from dashboard.views.common import show_head, show_one_event
from dashboard.views.first_view import open_filters
from dashboard.widgets.exports import describe_export
from dashboard.widgets.plot import PlotText, show_plot
from dashboard.widgets.sheet import Column, Row, show_sheet

MOST_PAIRS = 400
MOST_LISTED = 200
MOST_MOVES = 1500
MOST_FOLLOWUPS = 200
SHAPES = ("matrix", "network")
Pair = tuple[str, str]


def show_dyads(source: Source, words: Words) -> None:
    """Draw the page for the filters of the session."""
    filters = open_filters(source)
    show_head(source, filters, words("page.dyads"), words("dyads.hint"), words)
    pairs = data.read_pairs(source, filters, MOST_PAIRS)
    if pairs.empty:
        st.text(words("dyads.none"))
        return
    pair = _find_pair(source, filters)
    left, right = st.columns([0.42, 0.58], gap="small")
    with left:
        _show_pairs(source, filters, pair, words)
        _list_pairs(pairs, pair, words)
    with right:
        _show_ladder(source, filters, pair, words)
        show_one_event("dyads_evidence", source, state.read_parameter("event"), words)


def _find_pair(source: Source, filters: Filters) -> Pair:
    """The pair of the URL, else the one with most events, both ways together."""
    left, right = state.read_parameter("left"), state.read_parameter("right")
    if left and right and left != right:
        return left, right
    return data.read_fullest_pair(source, filters) or ("", "")


def _show_pairs(source: Source, filters: Filters, pair: Pair, words: Words) -> None:
    shape = state.read_choice("shape", SHAPES, "matrix")
    pairs, palette = data.read_pairs(source, filters, MOST_PAIRS), find_palette(state.is_dark())
    if shape == "matrix":
        figure = draw_matrix(pairs, words=words, palette=palette, chosen=pair)
    else:
        figure = draw_network(pairs, words=words, palette=palette)
    about = describe_filters(filters, words)
    title = words("dyads.who")
    text = PlotText(
        title=title, hint=words(f"dyads.{shape}.hint"),
        summary=words("dyads.summary", pairs=words.number(len(pairs))),
        export=describe_export(source, about, words, title=title, file="escalade-pairs"),
    )  # fmt: skip
    show_plot(
        "pairs", str(figure.to_json()), text, words=words, serial=f"{filters}|{shape}|{pair}",
        brush=False, reports={"pick": _take_pair, "choose": _take_shape}, class_name="esc-matrix",
        basket=shape,
        selects=[{"name": "shape", "label": words("dyads.shape"), "value": shape,
                  "options": [[name, words(f"dyads.{name}")] for name in SHAPES]}],
    )  # fmt: skip


def _list_pairs(pairs: pd.DataFrame, pair: Pair, words: Words) -> None:
    """Every pair as a row, for the keyboard and for those the matrix has no room for."""
    listed = [row for row in list_rows(pairs) if row.actor_party != row.recipient_party]
    rows = [
        Row((f"{words.party(row.actor_party)} → {words.party(row.recipient_party)}",
             words.number(int(row.num_events)),
             words("value.none") if pd.isna(row.intensity)
             else words.number(float(row.intensity), digits=1, signed=True)),
            id=f"{row.actor_party}{SEPARATOR}{row.recipient_party}")
        for row in listed[:MOST_LISTED]
    ]  # fmt: skip
    show_sheet(
        "pair_list",
        [Column(words("lanes.dyad"), wrap=True), Column(words("figure.events"), number=True,
                                                        width=20),
         Column(words("dyads.mean"), number=True, width=24)],
        rows, title=words("dyads.list"), hint=words("dyads.list.hint"), class_name="esc-low",
        empty=words("dyads.none"), selected=SEPARATOR.join(pair), on_pick=_take_listed,
    )  # fmt: skip


def _take_listed() -> None:
    left, _, right = (state.read_trigger("pair_list", "pick") or "").partition(SEPARATOR)
    if right:
        state.write_parameter("left", left)
        state.write_parameter("right", right)


def _show_ladder(source: Source, filters: Filters, pair: Pair, words: Words) -> None:
    moves = data.read_moves(source, filters, *pair, MOST_MOVES)
    title = f"{words.party(pair[0])} ↔ {words.party(pair[1])}"
    if moves.empty:
        st.text(words("dyads.no_moves", pair=title))
        return
    within = _read_within()
    responses = find_responses(moves, within)
    names = (words.party(pair[0]), words.party(pair[1]))
    figure = draw_ladder(moves, responses, names, words=words, selected_id=_selected(),
                         palette=find_palette(state.is_dark()))  # fmt: skip
    about = describe_filters(filters, words)
    text = PlotText(
        title=title, hint=_describe_speed(responses, names, words),
        summary=words("dyads.ladder.summary", pair=title,
                      events=words.count("count.events", len(moves))),
        export=describe_export(source, about, words, title=title, file="escalade-ladder"),
    )  # fmt: skip
    show_plot("ladder", str(figure.to_json()), text, words=words, brush=False,
              serial=f"{filters}|{pair}|{within}",
              reports={"pick": _take_move, "choose": _take_within},
              class_name="esc-ladder esc-short", help_text=words("dyads.ladder.help"),
              basket="ladder", basket_options={"left": pair[0], "right": pair[1],
                                               "within": str(within)},
              selects=[{"name": "within", "label": words("dyads.within"), "value": str(within),
                        "options": [[str(n), words.count("count.days", n)]
                                    for n in WITHIN]}])  # fmt: skip
    _show_followups(moves, within, words)


def _show_followups(moves: pd.DataFrame, within: int, words: Words) -> None:
    """Each act with what the other side did in the days after it; a row opens the second act."""
    found = find_followups(moves, within)
    acts = {row.event_id: row for row in list_rows(moves)}
    rows = [
        Row((describe_date(acts[one.cause_id], words), describe_deed(acts[one.cause_id], words),
             words("dyads.after", days=words.count("count.days", one.days)),
             describe_deed(acts[one.answer_id], words)), id=one.answer_id)
        for one in found[:MOST_FOLLOWUPS]
    ]  # fmt: skip
    show_sheet(
        "followups",
        [Column(words("table.date"), width=16), Column(words("dyads.act"), wrap=True),
         Column(words("dyads.delay"), width=14), Column(words("dyads.answer"), wrap=True)],
        rows, title=words("dyads.followups"), class_name="esc-low",
        hint=words("dyads.followups.hint", days=words.count("count.days", within)),
        empty=words("dyads.followups.none"), selected=_selected(), on_pick=_take_followup,
    )  # fmt: skip


def _take_followup() -> None:
    chosen = state.read_trigger("followups", "pick")
    if chosen:
        state.write_parameter("event", chosen)


def _read_within() -> int:
    return int(state.read_choice("within", map(str, WITHIN), str(WITHIN_DAYS)))


def _take_within() -> None:
    choice = state.read_report("ladder", "choose")
    if choice:
        state.write_parameter("within", choice["value"])


def _selected() -> str | None:
    return state.read_parameter("event")


def _describe_speed(responses: tuple[Response, ...], names: tuple[str, str], words: Words) -> str:
    parts = []
    for side, answerer in (("left", names[1]), ("right", names[0])):
        days = find_median_days(responses, side)
        if days is not None:
            parts.append(words("dyads.speed", name=answerer,
                               days=words.number(days, digits=int(days % 1 > 0))))  # fmt: skip
    return words("dyads.speed.all", parts=", ".join(parts)) if parts else words("dyads.speed.none")


def _take_pair() -> None:
    kind, _, key = (state.read_trigger("pairs", "pick") or "").partition(":")
    if kind == "pair":
        left, right = key.split(SEPARATOR)
        if left != right:
            state.write_parameter("left", left)
            state.write_parameter("right", right)


def _take_move() -> None:
    kind, _, key = (state.read_trigger("ladder", "pick") or "").partition(":")
    if kind == "event":
        state.write_parameter("event", key)


def _take_shape() -> None:
    choice = state.read_report("pairs", "choose")
    if choice:
        state.write_parameter("shape", choice["value"])
