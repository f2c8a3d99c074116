"""Triggers: words and constructions of the action lexicons that fire on parsed sentences."""

from pipeline.actions.find import find_actions, read_actions
from pipeline.actions.lexicon import ActionLexicon, load_action_lexicon
from pipeline.actions.screen import may_hold_action

__all__ = [
    "ActionLexicon",
    "find_actions",
    "load_action_lexicon",
    "may_hold_action",
    "read_actions",
]
