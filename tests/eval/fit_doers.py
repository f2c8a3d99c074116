"""Fit the weights of data/codebook/doers.tsv: who acts where the frame of a trigger finds nobody.

usage: fit_doers.py DIR ... [--write]

Each DIR holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. A trigger of gold whose frame gives no
actor is one choice among those whom its sentence names, and nobody. The figures are those of folds
of whole items that the weights were not fitted on.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.events.confidence import SENTENCE
from pipeline.events.doers import Doer, list_doers, none_features, pick_doer
from tests.eval.gold_events import accepts, meets_trigger, read_gold
from tests.eval.logit import fit_logit, write_weights

FOLDS = 10
TITLE = "Weights of the choice of an actor that the frame of a trigger does not find"
PARTS = {
    "none": "nobody is said to act",
    "before": "it stands before the trigger",
    "after": "it stands after the trigger",
    "near": "close to it",
    "noun": "the trigger is a noun",
    "passive": "the trigger is passive",
    "infinitive": "the trigger is an infinitive",
    "participle": "the trigger is a participle",
    "finite": "the trigger is a finite verb",
    "unframed": "its frame has no slot for an actor",
    "other_voice": "one of the two stands in a quotation that the other is not in",
    "marked": "a preposition stands before it",
    "place_like": "it is the name of a place",
    "role": "its part in its own clause",
    "tree_near": "it is near in the tree of the sentence",
    "subject_above": "it is the subject of a verb above the trigger",
    "subject_nearest": "it is the subject of the nearest verb above the trigger",
    "subject_of_root": "it is the subject of the main verb",
    "kind": "the kind of actor it is",
    "armed_force": "it is armed, and the act is one of force",
    "armed_speech": "it is armed, and the act is one of words",
    "civil_force": "it is a civil body, and the act is one of force",
    "body_force": "it is a body of several states, and the act is one of force",
    "only": "the sentence names nobody else",
    "first": "the sentence names it first",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One trigger without an actor: who may act, and who does by gold."""

    group: int
    doers: list[Doer]
    nobody: dict[str, float]
    gold: str | None

    @property
    def rows(self) -> list[dict[str, float]]:
        return [*(d.features for d in self.doers), self.nobody]

    @property
    def right(self) -> list[int]:
        """Numbers of the right choices; nobody is the last, and right if gold's is not named."""
        own = [n for n, d in enumerate(self.doers) if d.mention.actor_code == self.gold]
        return own or [len(self.doers)]


def read_choices(*folders: Path) -> list[Choice]:
    """The triggers of gold folders whose frames find no actor, in sentences that name one."""
    found = []
    read = (example for folder in folders for example in read_gold(folder))
    for group, (_, coded, golds) in enumerate(read):
        for candidate in coded.candidates:
            actor = candidate.parties.actor
            if candidate.dropped is not None or (actor is not None and actor.slot != SENTENCE):
                continue
            parties = replace(candidate.parties, actor=None, joint_actors=())
            doers = list_doers(candidate.view, candidate.action, parties)
            action = candidate.action
            for gold in golds if doers else ():
                meets = meets_trigger(gold, coded.item.text, action.start_char, action.end_char)
                if meets and accepts(gold, action.event_type):
                    nobody = none_features(candidate.view, action)
                    found.append(Choice(group, doers, nobody, gold["source_country"]))
                    break
    return found


def fit(choices: list[Choice], names: list[str]) -> dict[str, float]:
    """Feature to weight, fitted on the choices."""
    blocks = [np.array([[f.get(n, 0.0) for n in names] for f in c.rows]) for c in choices]
    return dict(zip(names, fit_logit(blocks, [c.right for c in choices]), strict=True))


def answer(choice: Choice, weights: dict[str, float]) -> str | None:
    """The code that the coder would give, None for nobody."""
    picked = pick_doer(choice.doers, choice.nobody, weights)
    return None if picked is None else picked[0].mention.actor_code


def say_feature(name: str) -> str:
    """The meaning of a feature in words."""
    if name in PARTS:
        return PARTS[name]
    first, _, rest = name.partition("_")
    base = next(p for p in sorted(PARTS, key=len, reverse=True) if name.startswith(p))
    rest = name[len(base) + 1 :] or rest
    return f"{PARTS.get(base, first)}; {PARTS.get(rest, rest)}"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("fit", type=Path, nargs="+")
    ask.add_argument("--write", action="store_true")
    said = ask.parse_args()
    choices = read_choices(*said.fit)
    names = sorted({name for c in choices for row in c.rows for name in row})
    right = given = given_right = empty = 0
    for fold in range(FOLDS):
        weights = fit([c for c in choices if c.group % FOLDS != fold], names)
        for choice in (c for c in choices if c.group % FOLDS == fold):
            code = answer(choice, weights)
            right += code == choice.gold
            given += code is not None
            given_right += code is not None and code == choice.gold
            empty += choice.gold is None
    print(
        f"{len(choices)} triggers without an actor; "
        f"all left empty: right {empty / len(choices):.3f}; chosen (other items): "
        f"right {right / len(choices):.3f}, given {given}, "
        f"of them right {given_right / max(1, given):.3f}"
    )
    if said.write:
        fitted = fit(choices, names)
        rows = ((n, w, say_feature(n)) for n, w in fitted.items())
        write_weights("doers", rows, title=TITLE, script="fit_doers")


if __name__ == "__main__":
    main()
