"""Acts whose parties nobody could name, let in again where the item tells a political story.

Who acts is often a word that no list knows («l'intéressé», «un comité de vétérans»), a pronoun or
nobody at all («il a été relâché»). Alone, such a verb may be sport or trade; beside two acts whose
parties are known it is one more act of the story. On the stories that were marked for it, such
French verbs were right three times in five, nouns one time in three: those stay out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.events.screen import UNMET
from pipeline.events.triggers import Candidate

_FIRM = 0.5
_FIRM_ACTS = 2
_LIKELY = 0.2
"""Below it such a verb was right only as often as not."""


def readmit_told(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates of a document, those kept that lacked nothing but a known party.

    Only in French, and where at least two other acts are sure, each by its own parties.
    """
    firm = sum(c.dropped is None and c.score() >= _FIRM for c in candidates)
    if firm < _FIRM_ACTS:
        return tuple(candidates)
    return tuple(replace(c, dropped=None) if _may_return(c) else c for c in candidates)


def _may_return(candidate: Candidate) -> bool:
    if candidate.view.language != "fr" or not (candidate.dropped or "").startswith(UNMET):
        return False
    action = candidate.action
    if action.pos != "VERB" or candidate.score() < _LIKELY:
        return False
    token = candidate.view.tokens[action.head]
    if token.role == "amod":  # «la région contestée»
        return False
    # «…, blessant six personnes» tells what the act before it did.
    return not (action.event_type == "ASSAULT" and token.text.endswith("ant"))
