"""Deaths that nobody wills: storms, crashes and diseases kill, and are no events."""

from __future__ import annotations

from functools import cache

from pipeline.events import syntax
from pipeline.events.view import SentenceView
from pipeline.lexicon.tables import read_table
from pipeline.schema.records import ActionMention
from pipeline.settings import find_data_dir

_BLASTS = frozenset({"explosives", "suicide-attack"})


@cache
def load_hazards(language: str) -> frozenset[str]:
    """Lemmas of storms, crashes and diseases, from hazards.tsv."""
    path = find_data_dir() / "lexicons" / language / "hazards.tsv"
    return frozenset(row["lemma"] for row in read_table(path, columns=("lemma", "example")))


def is_hazard(view: SentenceView, action: ActionMention) -> bool:
    """Whether what kills is a storm, a crash or a disease («le séisme a tué vingt personnes»)."""
    if action.event_type != "ASSAULT" or action.pos != "VERB":
        return False
    if action.event_mode in _BLASTS:
        return False
    if syntax.is_passive(view, action.head):
        cause = syntax.agent_of(view, action.head)
        marked = [
            c
            for c in view.children[action.head]
            if view.tokens[c].case in {"dans", "in", "lors de"}
        ]
        causes = marked if cause is None else [cause]
    else:
        subject = syntax.subject_of(view, action.head)
        causes = [] if subject is None else [subject]
    hazards = load_hazards(view.language)
    return any(view.tokens[c].lemma.lower() in hazards and not _is_rigged(view, c) for c in causes)


def _is_rigged(view: SentenceView, index: int) -> bool:
    """Whether a thing that could crash by itself was made a weapon («deux voitures piégées»)."""
    near = view.tokens[index + 1 : index + 3]
    return any(t.text.lower().startswith(("piégé", "bélier", "suicide")) for t in near)
