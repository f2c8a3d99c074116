"""Fit the weights of data/codebook/counterparts.tsv on gold rows, and judge them on other items.

usage: fit_counterparts.py FIT_DIR ... [--test TEST_DIR ...] [--write]

Each DIR holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. A row whose sentence names no recipient
is one choice among the sides that its item names and nobody; gold says which. The figures are
those of folds of whole items that the weights were not fitted on, and of the TEST_DIRs.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.events.counterparts import MIN_LIKELIHOOD, list_choices, read_story
from pipeline.events.drafts import draft_candidates
from tests.eval.gold_events import accepts, meets_trigger, read_gold
from tests.eval.logit import fit_logit, write_weights

FOLDS = 10
TITLE = "Weights of the choice of a recipient that the sentence does not name"
MEANINGS = {
    "none": "nobody: the act has no recipient",
    "none_named": "nobody: the sentence names someone without a code",
    "none_no_actor": "nobody: the act has no actor either",
    "none_no_other": "nobody: the item names no other side",
    "side": "any side that the item names",
    "share": "the side's share of all namings in the item, doubled",
    "named": "the sentence of the act names the side",
    "named_actor": "the sentence names it as an actor",
    "named_demonym": "the sentence names it by an adjective",
    "named_place": "the sentence names a place of it",
    "only_named": "the sentence names no other side",
    "after": "it is named after the trigger",
    "after_near": "it is named close after the trigger",
    "before": "it is named before the trigger only",
    "before_near": "it is named close before the trigger",
    "named_earlier": "it was named in a sentence not long before",
    "most_told": "the item names it most, the actor aside",
    "most_told_elsewhere": "the item names it most, but not in this sentence",
    "first_told": "the item names it first, the actor aside",
    "body": "it is a body of several states",
    "band": "it is an armed group without a state",
    "none_unframed": "nobody: the trigger's frame has no slot for a recipient",
    "last_target": "the actor's last act with a recipient was towards it",
    "last_attacker": "it did the last act that was towards the actor",
    "no_actor": "the act has no actor",
    "where": "the act happens there",
    "where_force_abroad": "force is used there by another",
    "acted_on_actor": "it acted against the actor in this item",
    "had_from_actor": "the actor acted on it elsewhere in this item",
    "helped_actor": "it acted for the actor in this item",
    "acts": "its share of the acts of the item",
    "hostile_before": "it did something hostile earlier in the item",
    "had_same": "it had the same kind of act from anyone in this item",
    "acts_before": "it is the actor of the act told just before",
    "acts_after": "it is the actor of the act told just after",
    "had_before": "it is the recipient of the act told just before",
    "had_after": "it is the recipient of the act told just after",
    "did_topic": "it did an act of the kind that the statement is about",
    "suffered_topic": "it suffered an act of the kind that the statement is about",
    "same_pair_before": "the actor acted on it in the act told just before",
    "self": "it is the actor's own country",
    "self_names": "the item names other actors of the actor's country",
    "self_dyads": "share of the item's acts that stay inside one country",
    "self_alone": "the item names no other country",
}


def say_feature(name: str) -> str:
    """The meaning of a feature in words, that of an event type or class added."""
    if name in MEANINGS:
        return MEANINGS[name]
    base, cases = name, []
    while base not in MEANINGS:
        base, _, case = base.rpartition("_")
        cases.insert(0, case)
    return f"{MEANINGS[base]} ({', '.join(cases)})"


@dataclass(frozen=True, slots=True)
class Choice:
    """One open row: features of each side it may be towards, and the side that gold gives."""

    language: str
    group: int
    choices: dict[str | None, dict[str, float]]
    gold: str | None


def read_choices(*folders: Path) -> list[Choice]:
    """The open rows of gold folders that gold has too."""
    found = []
    read = (example for folder in folders for example in read_gold(folder))
    for group, (language, coded, golds) in enumerate(read):
        drafts = draft_candidates(coded.candidates, coded.item.item_id)
        rows = [d.mention for d in drafts]
        starts = [s.start_char for s in coded.document.sentences]
        story = read_story(drafts, coded.actors, coded.places, starts)
        seen: set[int] = set()
        for at, row in enumerate(rows):
            if row.recipient_code is not None or row.trigger_start in seen or not story.traces:
                continue
            seen.add(row.trigger_start)
            for gold in golds:
                meets = meets_trigger(gold, coded.item.text, row.trigger_start, row.trigger_end)
                if meets and accepts(gold, row.event_type) and gold["salience"]:
                    choices = list_choices(story, at)
                    found.append(Choice(language, group, choices, gold["target_country"]))
                    break
    return found


def _matrix(choice: Choice, names: list[str]) -> np.ndarray:
    values = [[f.get(name, 0.0) for name in names] for f in choice.choices.values()]
    return np.array(values)


def fit(choices: list[Choice], names: list[str]) -> np.ndarray:
    """Weights in the order of the names, fitted on the choices whose right one is listed."""
    usable = [c for c in choices if c.gold in c.choices]
    blocks = [_matrix(c, names) for c in usable]
    return fit_logit(blocks, [[list(c.choices).index(c.gold)] for c in usable])


def judge(choices: list[Choice], names: list[str], weights: np.ndarray) -> list[tuple[bool, bool]]:
    """For each row: whether a side was given, and whether the answer is gold's."""
    answers = []
    for choice in choices:
        z = _matrix(choice, names) @ weights
        p = np.exp(z - z.max())
        p /= p.sum()
        given = list(choice.choices)[int(p.argmax())] if p.max() >= MIN_LIKELIHOOD else None
        answers.append((given is not None, given == choice.gold))
    return answers


def _say(name: str, answers: list[tuple[bool, bool]]) -> None:
    given = [right for filled, right in answers if filled]
    right = sum(right for _, right in answers) / len(answers)
    share = sum(given) / max(1, len(given))
    print(
        f"{name:24} open rows {len(answers):4d}, right {right:.3f}; given {len(given):4d}, "
        f"of them right {share:.3f}"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("fit", type=Path, nargs="+")
    ask.add_argument("--test", type=Path, nargs="*", default=[])
    ask.add_argument("--write", action="store_true")
    said = ask.parse_args()
    choices = read_choices(*said.fit)
    names = sorted({name for c in choices for f in c.choices.values() for name in f})
    held = []
    for fold in range(FOLDS):
        weights = fit([c for c in choices if c.group % FOLDS != fold], names)
        held += judge([c for c in choices if c.group % FOLDS == fold], names, weights)
    nobody = sum(c.gold is None for c in choices) / len(choices)
    print(f"always nobody: right {nobody:.3f}")
    _say("other items (folds)", held)
    weights = fit(choices, names)
    for folder in said.test:
        for language in ("fr", "en"):
            own = [c for c in read_choices(folder) if c.language == language]
            _say(f"{folder.name} {language}", judge(own, names, weights))
    if said.write:
        rows = ((n, w, say_feature(n)) for n, w in zip(names, weights, strict=True))
        write_weights("counterparts", rows, title=TITLE, script="fit_counterparts")


if __name__ == "__main__":
    main()
