"""Every example of the action lexicon is a test: the row must win on its own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.actions.find import find_rows
from pipeline.actions.lexicon import ActionRow, load_action_lexicon
from pipeline.language.parse import parse_sentences
from pipeline.schema.records import Sentence


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """A row whose example fires other rows, or none."""

    where: str
    rule_id: str
    example: str
    fired: tuple[str, ...]


def check_examples(
    language: str, rows: Sequence[ActionRow] | None = None
) -> Iterator[ExampleFailure]:
    """Rows (all of a language by default) that do not fire on their example."""
    rows = load_action_lexicon(language).rows if rows is None else rows
    parsed = parse_sentences(language, ((row.example, 0) for row in rows))
    for row, tokens in zip(rows, parsed, strict=True):
        sentence = Sentence(0, 0, len(row.example), tokens)
        fired = tuple(found.rule_id for found in find_rows(sentence, language))
        if row.rule_id not in fired:
            yield ExampleFailure(row.where, row.rule_id, row.example, fired)
