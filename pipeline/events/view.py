"""One parsed sentence with the mentions that stand in it: what the assembly steps look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.events.quotes import find_quotes, quote_of
from pipeline.schema.records import (
    ActionMention,
    ActorMention,
    DateMention,
    PlaceMention,
    Sentence,
    Token,
)

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class SentenceView:
    """Tokens, their dependents, and the mentions of one sentence, actors by their head token."""

    sentence: Sentence
    language: str
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    actors: tuple[ActorMention, ...]
    actor_at: dict[int, ActorMention]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    actions: tuple[ActionMention, ...]
    quotes: tuple[tuple[int, int], ...]
    text: str

    def token_at(self, char: int) -> int | None:
        """Index of the token that holds a character of the item's text, or None."""
        low, high = 0, len(self.tokens) - 1
        while low <= high:
            middle = (low + high) // 2
            token = self.tokens[middle]
            if char < token.start_char:
                high = middle - 1
            elif char >= token.end_char:
                low = middle + 1
            else:
                return middle
        return None

    def same_voice(self, first: int, second: int) -> bool:
        """Whether two tokens stand in the same quotation, or both outside any."""
        return quote_of(self.quotes, first) == quote_of(self.quotes, second)

    def ancestors(self, index: int) -> Iterator[tuple[int, int]]:
        """(ancestor, its dependent on the way down) from the nearest to the root."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head, index
            seen.add(head)
            index = head

    def subtree(self, index: int, *, stop: frozenset[str] = frozenset()) -> list[int]:
        """Indices under a token, itself first, not entering dependents with a role in ``stop``."""
        found, queue = [], [index]
        while queue:
            at = queue.pop(0)
            found.append(at)
            queue.extend(
                c for c in self.children[at] if self.tokens[c].role not in stop and c not in found
            )
        return found

    def distance(self, first: int, second: int) -> int:
        """Steps between two tokens in the dependency tree (99 when in different trees)."""
        up = {first: 0}
        for steps, (ancestor, _) in enumerate(self.ancestors(first), start=1):
            up[ancestor] = steps
        if second in up:
            return up[second]
        for steps, (ancestor, _) in enumerate(self.ancestors(second), start=1):
            if ancestor in up:
                return up[ancestor] + steps
        return 99


Mention = TypeVar("Mention", ActorMention, DateMention, PlaceMention)


def _inside(mentions: Sequence[Mention], sentence: Sentence) -> tuple[Mention, ...]:
    return tuple(
        m
        for m in mentions
        if sentence.start_char <= m.start_char and m.end_char <= sentence.end_char
    )


def view_sentence(
    sentence: Sentence,
    text: str,
    language: str,
    *,
    actors: Sequence[ActorMention],
    dates: Sequence[DateMention],
    places: Sequence[PlaceMention],
    actions: Sequence[ActionMention],
) -> SentenceView:
    """The view of one parsed sentence of an item whose text is ``text``."""
    tokens = sentence.tokens
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            children[token.head].append(token.index)
    here = _inside(actors, sentence)
    holder = {c: t.index for t in tokens for c in range(t.start_char, t.end_char)}
    actor_at: dict[int, ActorMention] = {}
    for mention in sorted(here, key=lambda m: m.start_char - m.end_char):
        index = holder.get(mention.head_start)
        if index is not None:
            actor_at.setdefault(index, mention)
    return SentenceView(
        sentence=sentence,
        language=language,
        tokens=tokens,
        children=tuple(tuple(c) for c in children),
        actors=here,
        actor_at=actor_at,
        dates=_inside(dates, sentence),
        places=_inside(places, sentence),
        actions=tuple(a for a in actions if a.sentence_index == sentence.index),
        quotes=find_quotes(tokens),
        text=text,
    )
