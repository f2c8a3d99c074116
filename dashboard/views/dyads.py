"""Who acts on whom: a matrix or a network, and for a chosen pair the action-response ladder."""

from __future__ import annotations

import streamlit as st

from dashboard import data, state
from dashboard.charts.ladder import draw_ladder
from dashboard.charts.pairs import draw_matrix, draw_network
from dashboard.charts.palette import find_palette
from dashboard.data import Source
from dashboard.describe import describe_filters
from dashboard.i18n import Words
from dashboard.responses import Response, find_median_days, find_responses
from dashboard.state import Filters
from dashboard.views.common import show_head, show_one_event
from dashboard.views.first_view import open_filters
from dashboard.widgets.exports import describe_export
from dashboard.widgets.plot import PlotText, show_plot

MOST_PAIRS = 400
MOST_MOVES = 1500
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
        title=title, hint=words("dyads.who.hint"),
        summary=words("dyads.summary", pairs=words.number(len(pairs))),
        export=describe_export(source, about, words, title=title, file="escalade-pairs"),
    )  # fmt: skip
    show_plot(
        "pairs", str(figure.to_json()), text, words=words, serial=f"{filters}|{shape}|{pair}",
        brush=False, reports={"pick": _take_pair, "choose": _take_shape}, class_name="esc-matrix",
        selects=[{"name": "shape", "label": words("dyads.shape"), "value": shape,
                  "options": [[name, words(f"dyads.{name}")] for name in SHAPES]}],
    )  # fmt: skip


def _show_ladder(source: Source, filters: Filters, pair: Pair, words: Words) -> None:
    moves = data.read_moves(source, filters, *pair, MOST_MOVES)
    title = f"{words.party(pair[0])} ↔ {words.party(pair[1])}"
    if moves.empty:
        st.text(words("dyads.no_moves", pair=title))
        return
    responses = find_responses(moves)
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
              serial=f"{filters}|{pair}", reports={"pick": _take_move},
              class_name="esc-ladder esc-short", help_text=words("dyads.ladder.help"))  # fmt: skip


def _selected() -> str | None:
    return state.read_parameter("event")


def _describe_speed(responses: tuple[Response, ...], names: tuple[str, str], words: Words) -> str:
    parts = []
    for side, answerer in (("left", names[1]), ("right", names[0])):
        days = find_median_days(responses, side)
        if days is not None:
            parts.append(words("dyads.speed", name=answerer,
                               days=words.number(days, digits=int(days % 1 > 0))))  # fmt: skip
    return " · ".join(parts) or words("dyads.speed.none")


def _take_pair() -> None:
    kind, _, key = (state.read_trigger("pairs", "pick") or "").partition(":")
    if kind == "pair":
        left, right = key.split(state.SEPARATOR)
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
