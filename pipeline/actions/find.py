"""Parsed sentences to triggers: which lexicon row fires on which word, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.actions.lexicon import (
    PREPOSITIONS,
    ActionLexicon,
    ActionRow,
    load_action_lexicon,
)
from pipeline.language.lemmas import candidate_lemmas
from pipeline.schema.records import ActionMention, Document, Sentence, Token

WINDOW = 5
PREPOSITION_WINDOW = 3
_CLASS_OF = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ"}
_DETERMINERS = frozenset({"DET", "NUM", "ADP"})
_MISREAD = 0.85


def lemmas_of(token: Token, language: str) -> frozenset[str]:
    """Every lemma the word may have, its own form included."""
    form = token.text.lower()
    return frozenset(
        {token.lemma.lower(), form} | {lemma for lemma, _ in candidate_lemmas(form, language)}
    )


def _heads_of(token: Token, tokens: Sequence[Token], language: str) -> Iterator[tuple[str, str]]:
    """(lemma, class) pairs under which the token may head a row, the tagger's own first."""
    own = _CLASS_OF.get(token.pos)
    if own is None and token.pos not in {"X", "ADV", "PRON", "INTJ", "ADP", "SCONJ"}:
        return
    form = token.text.lower()
    before = tokens[token.index - 1] if token.index else None
    is_nominal = before is not None and before.pos in _DETERMINERS
    pairs = {(token.lemma.lower(), own)} if own else set()
    if own == "ADJ" and form.endswith(
        ("é", "ée", "és", "ées", "ant", "ed", "ing", "u", "us", "is")
    ):
        own = "VERB?"
    for lemma, pos in candidate_lemmas(form, language):
        if (
            pos == own
            or (own == "VERB?" and pos in {"VERB", "ADJ"})
            or (pos == "NOUN" and own == "VERB" and is_nominal)
            or (pos == "VERB" and own in {"NOUN", None} and not is_nominal and token.pos != "PROPN")
        ):
            pairs.add((lemma, pos))
    for lemma, pos in pairs:
        if pos is not None:
            yield lemma, pos


def is_reflexive(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether «se» or «s'» stands with the verb, by the parse or just before it."""
    for other in tokens[max(0, token.index - 4) : token.index]:
        if other.lemma in {"se", "s'"} or other.text.lower() in {"se", "s'"}:
            between = tokens[other.index + 1 : token.index]
            if all(t.pos in {"AUX", "ADV", "PRON", "PART"} for t in between):
                return True
    return False


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index and 0 <= token.head < len(tokens):
            children[token.head].append(token.index)
    return children


def _near(
    head: Token, tokens: Sequence[Token], children: list[list[int]], *, reach: int
) -> list[int]:
    """Indices where a later word of a pattern may stand: a window after, then dependents."""
    near = []
    at = head.index + 1
    while at < len(tokens) and len(near) < reach:
        if tokens[at].text in {";", ":", ".", "\n"}:
            break
        near.append(at)
        at += 1
    for child in children[head.index]:
        if child not in near:
            near.append(child)
        near.extend(g for g in children[child] if g not in near and tokens[child].role != "conj")
    if head.role in {"acl", "relcl"} and head.head not in near:
        near.append(head.head)
    if head.role in {"obj", "subj_pass"} and head.pos == "NOUN":
        near.append(head.head)
    return near


def _match(
    row: ActionRow,
    head: Token,
    tokens: Sequence[Token],
    children: list[list[int]],
    lemmas: Sequence[frozenset[str]],
    language: str,
) -> tuple[int, ...] | None:
    """Indices of the pattern's later words, or None when one is absent."""
    used: list[int] = []
    for word in row.words:
        is_preposition = word <= PREPOSITIONS[language]
        if is_preposition:
            last = max([head.index, *used])
            places = [*range(last + 1, min(len(tokens), last + 1 + PREPOSITION_WINDOW))]
            places += [i for i in _near(head, tokens, children, reach=WINDOW) if i not in places]
            if "ne" in word or "not" in word:
                places = [*range(max(0, head.index - 4), head.index), *places]
        else:
            places = _near(head, tokens, children, reach=WINDOW)
            for at in used:
                places += [i for i in children[at] if i not in places]
        found = next((i for i in places if i not in used and lemmas[i] & word), None)
        if found is None:
            return None
        used.append(found)
    return tuple(used)


def _span(head: Token, words: Sequence[int], tokens: Sequence[Token]) -> tuple[int, int]:
    """Characters of the trigger: from the head to its furthest near word."""
    near = [i for i in words if abs(i - head.index) <= WINDOW + 1]
    first, last = min([head.index, *near]), max([head.index, *near])
    return tokens[first].start_char, tokens[last].end_char


def _best_row(
    token: Token,
    sentence: Sentence,
    children: list[list[int]],
    lemmas: Sequence[frozenset[str]],
    lexicon: ActionLexicon,
) -> tuple[ActionRow, tuple[int, ...], float] | None:
    """The most specific row that fires on the token, its words, and the trust in its tagging."""
    tokens = sentence.tokens
    best: tuple[tuple[float, ...], ActionRow, tuple[int, ...], float] | None = None
    reflexive = lexicon.language == "fr" and is_reflexive(token, tokens)
    for lemma, pos in _heads_of(token, tokens, lexicon.language):
        trust = 1.0 if pos == _CLASS_OF.get(token.pos) else _MISREAD
        for row in lexicon.by_head.get((lemma, pos), ()):
            if row.is_reflexive and not reflexive:
                continue
            words = _match(row, token, tokens, children, lemmas, lexicon.language)
            if words is None:
                continue
            fit = reflexive == row.is_reflexive
            rank = (float(len(words)), float(fit), trust, float(row.is_block), row.strength)
            if best is None or rank > best[0]:
                best = (rank, row, words, trust)
    return best[1:] if best else None


def find_actions(sentence: Sentence, text: str, language: str) -> tuple[ActionMention, ...]:
    """Triggers of one parsed sentence of ``text`` (the item's), in order.

    A word inside another's construction yields to it.
    """
    tokens = sentence.tokens
    if not tokens:
        return ()
    lexicon = load_action_lexicon(language)
    children = _children(tokens)
    lemmas = [lemmas_of(token, language) for token in tokens]
    fired = []
    for token in tokens:
        found = _best_row(token, sentence, children, lemmas, lexicon)
        if found is not None:
            fired.append((token, *found))
    covered = {i for _, row, words, _ in fired for i in words if row.words}
    mentions = []
    for token, row, words, trust in fired:
        if row.is_block or (token.index in covered and not _covers_its_own(token, words, fired)):
            continue
        start, end = _span(token, words, tokens)
        mentions.append(
            ActionMention(
                start_char=start,
                end_char=end,
                text=text[start:end],
                sentence_index=sentence.index,
                head=token.index,
                event_type=row.event_type,
                event_mode=row.event_mode,
                cameo_code=row.cameo_code,
                factuality="actual",
                needs=row.needs,
                strength=row.strength * trust,
                rule_id=row.rule_id,
                actor_slots=row.actor_slots,
                recipient_slots=row.recipient_slots,
                words=words,
                pos=row.pos,
            )
        )
    return tuple(mentions)


def _covers_its_own(
    token: Token,
    words: Sequence[int],
    fired: Sequence[tuple[Token, ActionRow, tuple[int, ...], float]],
) -> bool:
    """Whether the token's own construction is the larger one of two that share a word."""
    rivals = [other for _, _, other, _ in fired if token.index in other]
    return all(len(words) > len(other) for other in rivals)


def read_actions(document: Document) -> tuple[ActionMention, ...]:
    """Triggers of all parsed sentences of a document, in text order."""
    return tuple(
        mention
        for sentence in document.sentences
        for mention in find_actions(sentence, document.item.text, document.language)
    )
