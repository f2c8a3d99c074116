"""Choose the date of an act among those that it could have.

Each option is weighed by its features; the weights stand in data/codebook/date_choice.tsv, fitted
by tests/eval/fit_dates.py, which judges them on documents that they were not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pipeline.events.date_options import Option, list_options
from pipeline.events.dating import EventDate, StoryDates, anchored_date, find_planned_date
from pipeline.events.view import SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention, PublicationDay
from pipeline.settings import find_data_dir


@cache
def load_choice_weights() -> Mapping[str, float]:
    """Feature to weight, from data/codebook/date_choice.tsv; one not listed weighs nothing."""
    path = find_data_dir() / "codebook" / "date_choice.tsv"
    rows = read_table(path, columns=("feature", "weight", "meaning"))
    return {row["feature"]: float(row["weight"]) for row in rows}


def weigh_option(option: Option) -> float:
    """The sum of an option's weighted features, the same in whatever order they come."""
    weights = load_choice_weights()
    return math.fsum(weights.get(name, 0.0) * value for name, value in option.features.items())


def find_event_date(
    view: SentenceView,
    action: ActionMention,
    publication: PublicationDay,
    *,
    factuality: str,
    story: StoryDates,
    is_background: bool,
) -> EventDate:
    """Date of one trigger, with the rule that gave it.

    ``story`` is what the text dated before this sentence; ``is_background`` marks a noun that
    recalls an act without telling it as news.
    """
    anchored = anchored_date(view, action)
    if anchored is not None:
        return anchored
    options = list_options(
        view, action, publication, story, factuality=factuality, is_background=is_background
    )
    best = max(options, key=weigh_option).when
    if factuality != "announced" or best.date_start is None:
        return best
    return replace(best, planned_date=find_planned_date(view, action, publication))
