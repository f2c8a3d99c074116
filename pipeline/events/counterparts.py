"""Whom an act is towards when its sentence does not say: the other side of the story.

«a qualifié les frappes d'inacceptables» answers whoever struck; «a démenti» answers whoever
accused. The item names them elsewhere; nobody is invented. Each side that the item names, and the
choice that there is none, gets a sum of weighted features (data/codebook/counterparts.tsv, fitted
by tests/eval/fit_counterparts.py); the likeliest is taken when it is likely enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.actions.lexicon import load_action_lexicon
from pipeline.events.chances import share_chances
from pipeline.events.merge import Draft
from pipeline.events.party import place_mention
from pipeline.events.story_sides import Story, Trace
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActorMention, PlaceMention
from pipeline.settings import find_data_dir

RULE = "recipient.story"
MIN_LIKELIHOOD = 0.3
"""Below it the recipient stays empty."""
_RECIPIENT_FIELDS = (
    "recipient_text",
    "recipient_start",
    "recipient_end",
    "recipient_name",
    "recipient_code",
    "recipient_sector",
    "recipient_id",
)


@cache
def load_weights() -> Mapping[str, float]:
    """Feature to weight, from data/codebook/counterparts.tsv."""
    path = find_data_dir() / "codebook" / "counterparts.tsv"
    rows = read_table(path, columns=("feature", "weight"))
    return {row["feature"]: float(row["weight"]) for row in rows}


def rank_sides(
    choices: Mapping[str | None, Mapping[str, float]], weights: Mapping[str, float]
) -> dict[str | None, float]:
    """Each choice to its likelihood (they sum to 1), the likeliest first; None is nobody."""
    chances = dict(zip(choices, share_chances(list(choices.values()), weights), strict=True))
    ranked = sorted(chances, key=lambda code: (-chances[code], code or ""))
    return {code: chances[code] for code in ranked}


def list_choices(story: Story, at: int) -> dict[str | None, dict[str, float]]:
    """The features of every side that may be a row's recipient, and of there being none.

    A charge over an attack is not laid on who was attacked.
    """
    choices: dict[str | None, dict[str, float]] = {None: story.none_features(at)}
    for code, features in story.side_features(at).items():
        if not story.is_victim_only(at, code):
            choices[code] = features
    return choices


def _nearest(story: Story, at: int, code: str) -> Trace:
    """The trace of a side that a reader would point to: in the sentence, else the last before."""
    row = story.rows[at]
    inside = story.inside(at, code)
    if inside:
        return min(inside, key=lambda t: (t.kind == "place", abs(t.start - row.trigger_start)))
    traces = story.traces[code]
    named = [t for t in traces if t.kind not in {"pronoun", "place", "demonym"}] or traces
    before = [t for t in named if t.start < row.trigger_start]
    return before[-1] if before else named[0]


def _give(draft: Draft, trace: Trace) -> Draft:
    found = trace.mention
    mention: ActorMention = place_mention(found) if isinstance(found, PlaceMention) else found
    row = draft.mention
    changes: dict[str, object] = {"recipient_code": mention.actor_code}
    if row.recipient_text is None:
        changes = {
            "recipient_text": mention.text,
            "recipient_start": mention.start_char,
            "recipient_end": mention.end_char,
            "recipient_name": mention.actor_name,
            "recipient_code": mention.actor_code,
            "recipient_sector": mention.actor_sector,
            "recipient_id": mention.actor_id,
        }
    changes["rule_ids"] = (*row.rule_ids, RULE)
    return replace(draft, mention=replace(row, **changes))  # type: ignore[arg-type]


def _is_echo(draft: Draft) -> bool:
    """Whether an act is told as the same as the one before («a fait de même»)."""
    return draft.mention.rule_ids[0] in _echo_rules(draft.mention.rule_ids[0][:2])


@cache
def _echo_rules(language: str) -> frozenset[str]:
    return frozenset(r.rule_id for r in load_action_lexicon(language).rows if r.is_echo)


@cache
def _frames(language: str) -> Mapping[str, tuple[str, ...]]:
    """Rule to the slots in which its recipient may stand."""
    return {r.rule_id: r.recipient_slots for r in load_action_lexicon(language).rows}


def _give_same(draft: Draft, before: Sequence[Draft]) -> Draft:
    """The draft towards whom the act was that it repeats, unless it was its own actor."""
    row = draft.mention
    models = [d.mention for d in before if d.mention.event_type == row.event_type]
    if not models or models[-1].recipient_code in {None, row.actor_code}:
        return draft
    same = {name: getattr(models[-1], name) for name in _RECIPIENT_FIELDS}
    return replace(draft, mention=replace(row, **same, rule_ids=(*row.rule_ids, RULE)))


def read_story(
    drafts: Sequence[Draft],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    sentence_starts: Sequence[int],
) -> Story:
    """The sides of an item and the acts between them, from its drafts in text order."""
    rows = [draft.mention for draft in drafts]
    about = [draft.object_types for draft in drafts]
    is_framed = [bool(_frames(row.rule_ids[0][:2]).get(row.rule_ids[0], True)) for row in rows]
    return Story(rows, actors, places, sentence_starts, about, is_framed)


def fill_counterparts(
    drafts: Sequence[Draft],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    sentence_starts: Sequence[int],
) -> list[Draft]:
    """Drafts of one item in text order, those without a recipient given the side that is likely."""
    story = read_story(drafts, actors, places, sentence_starts)
    filled: list[Draft] = []
    for at, draft in enumerate(drafts):
        if draft.mention.recipient_code is None and _is_echo(draft):
            draft = _give_same(draft, filled)
        elif draft.mention.recipient_code is None and story.traces:
            ranked = rank_sides(list_choices(story, at), load_weights())
            code, likelihood = next(iter(ranked.items()))
            if code is not None and likelihood >= MIN_LIKELIHOOD:
                draft = _give(draft, _nearest(story, at, code))
        filled.append(draft)
    return filled


__all__ = ["RULE", "fill_counterparts", "list_choices", "load_weights", "rank_sides", "read_story"]
