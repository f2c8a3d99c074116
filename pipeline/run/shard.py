"""Items in pieces, and the coding of one piece so that one bad item costs one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from pipeline.run.steps import CodedItem, code_items
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS, Limits

SHARD_ITEMS = 8
SHARD_CHARACTERS = 30_000
"""Small enough that no worker idles long while another codes the last shard."""
CHARACTERS_PER_SECOND = 2_000
"""Slowest pace at which a machine that still works codes text: a tenth of what one core does."""
REMEDY = "Read it with escalade explain; leave it out, or split it."
TOO_LONG = "coding it took longer than one item may take"
PROCESS_ENDED = "coding it ended its process"
TOO_LARGE = "coding it needs more memory than"
AGAIN = ", again"

Outcome: TypeAlias = CodedItem | Issue
Coder: TypeAlias = Callable[[Iterable[Item]], Iterable[CodedItem]]


def split_shards(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Items in, shards of up to 8 items or about 30,000 characters out, in order, streaming."""
    shard: list[Item] = []
    size = 0
    for item in items:
        if shard and (len(shard) >= SHARD_ITEMS or size + len(item.text) > SHARD_CHARACTERS):
            yield tuple(shard)
            shard, size = [], 0
        shard.append(item)
        size += len(item.text)
    if shard:
        yield tuple(shard)


def count_seconds(shard: Iterable[Item], *, limits: Limits = LIMITS) -> float:
    """Items in, the seconds after which their coding counts as hanging out."""
    return limits.item_seconds + sum(len(item.text) for item in shard) / CHARACTERS_PER_SECOND


def code_shard(
    shard: tuple[Item, ...], *, coder: Coder = code_items, keep_tokens: bool = False
) -> tuple[Outcome, ...]:
    """A shard in, an outcome for each item out, in order; an item that raises becomes an Issue.

    The shard is coded as one batch; only when that raises is each item coded alone. Without
    `keep_tokens` the parsed words are dropped: they are most of what would cross to another
    process.
    """
    try:
        coded: tuple[Outcome, ...] = tuple(coder(shard))
    except Exception:  # noqa: BLE001 - whatever a stage raises concerns one item of these: find it
        coded = tuple(_code_alone(item, coder) for item in shard)
    if keep_tokens:
        return coded
    return tuple(outcome if isinstance(outcome, Issue) else _drop(outcome) for outcome in coded)


def set_aside(item: Item, reason: str) -> Issue:
    """An item that could not be coded, and why, in; its record for the issues log out."""
    return Issue(stage="run", what=reason, item_id=item.item_id, remedy=REMEDY)


def may_pass(reason: str) -> bool:
    """True for a reason that may have lain in the machine of that hour, not in the document, and
    that was met once: time, memory, a process that ended."""
    return reason.startswith((TOO_LONG, PROCESS_ENDED, TOO_LARGE)) and not reason.endswith(AGAIN)


def _code_alone(item: Item, coder: Coder) -> Outcome:
    try:
        (coded,) = tuple(coder([item]))
    except MemoryError:
        return set_aside(item, f"{TOO_LARGE} one item may take")
    except Exception as error:  # noqa: BLE001 - the reason is written down, and the rest goes on
        return set_aside(item, f"coding it failed: {type(error).__name__}: {str(error)[:300]}")
    return coded


def _drop(coded: CodedItem) -> CodedItem:
    sentences = tuple(replace(sentence, tokens=()) for sentence in coded.document.sentences)
    document = replace(coded.document, sentences=sentences)
    return replace(coded, document=document, candidates=())
