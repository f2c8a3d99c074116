"""Parsed sentences to triggers: which lexicon row fires on which word, and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

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
_DEGREES = frozenset({"plus", "moins", "très", "aussi", "si", "trop"})
_SMALL = frozenset({"DET", "ADP", "CCONJ", "PUNCT"})
_DETERMINERS = frozenset({"DET", "NUM", "ADP"})
_MISREAD = 0.85
BLOCKED = -1
TIME_WORDS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept oct nov dec".split()
)
_TEMPORAL = frozenset({"after", "before", "since", "during", "following", "amid", "despite"})
_CLAUSES = frozenset({"advcl", "relcl", "parataxis"})
_NO_HEADS = frozenset({"amod", "aux"})
_STOPS = frozenset({";", ":", ".", "\n"})
# What follows tells of another act, not of this one's object («une riposte après l'attaque»).
_ANOTHER_TIME = frozenset({"après", "depuis", "avant", "malgré"})
_PASSIVE_REACH = 7
_PARTICIPLES = (
    "é",
    "ée",
    "és",
    "ées",
    "ant",
    "u",
    "ue",
    "us",
    "ues",
    "is",
    "ise",
    "ises",
    "it",
    "ite",
)


def lemmas_of(token: Token, language: str, compound: str | None) -> frozenset[str]:
    """Every lemma the word may have, its own form and the compound it ends included."""
    form = token.text.lower()
    own = {token.lemma.lower(), form}
    own |= {lemma for lemma, _ in candidate_lemmas(form, language)}
    if compound is not None:
        own |= {compound, compound.removesuffix("s")}
    return frozenset(own)


def compound_at(tokens: Sequence[Token], index: int) -> str | None:
    """The lower-case hyphenated word that ends at a token ("sit-in", «volte-face»), or None."""
    parts = [tokens[index].text.lower()]
    at = index
    while at >= 2 and tokens[at - 1].text == "-" and _touch(tokens, at):
        parts = [tokens[at - 2].text.lower(), "-", *parts]
        at -= 2
    return "".join(parts) if len(parts) > 1 else None


def _touch(tokens: Sequence[Token], at: int) -> bool:
    hyphen = tokens[at - 1]
    return tokens[at - 2].end_char == hyphen.start_char and hyphen.end_char == tokens[at].start_char


def _heads_of(token: Token, tokens: Sequence[Token], language: str) -> frozenset[tuple[str, str]]:
    """(lemma, class) pairs under which the token may head a row, misread tags allowed for."""
    own = _CLASS_OF.get(token.pos)
    compound = compound_at(tokens, token.index)
    if compound is not None:
        return frozenset(
            (form, pos)
            for form in (compound, compound.removesuffix("s"), compound.removesuffix("ed"))
            for pos in ("NOUN", "VERB", "ADJ")
        ) | (
            frozenset()
            if language == "fr" or _is_compound_participle(token)
            else _plain_heads(token, tokens, own, language)
        )
    if token.role == "compound" and own != "VERB":
        return frozenset()
    return _plain_heads(token, tokens, own, language)


def _is_compound_participle(token: Token) -> bool:
    """Whether a word ends a compound that only describes ("Pakistan-occupied", "US-backed")."""
    return token.pos in {"VERB", "ADJ"} and token.text.lower().endswith(("ed", "led", "held", "en"))


def _plain_heads(
    token: Token, tokens: Sequence[Token], own: str | None, language: str
) -> frozenset[tuple[str, str]]:
    form = token.text.lower()
    if language == "en":
        classes = _english_classes(token, own)
    else:
        before = tokens[token.index - 1] if token.index else None
        is_nominal = before is not None and before.pos in _DETERMINERS
        classes = _french_classes(token, own, is_nominal=is_nominal)
        if before is not None and before.lemma in {"avoir", "être"} and own != "VERB":
            classes |= {"VERB"}
        if _is_headline_verb(token, tokens):
            classes |= {"VERB"}
        if before is not None and before.text.lower() in _DEGREES and own != "VERB":
            classes -= {"VERB"}
    pairs = {(token.lemma.lower(), own)} if own and own in classes else set()
    pairs |= {(lemma, pos) for lemma, pos in candidate_lemmas(form, language) if pos in classes}
    return frozenset(pairs)


def _is_headline_verb(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a present tense was read as an adjective or noun: «Le Pakistan ferme son espace»."""
    if token.pos not in {"ADJ", "NOUN"} or not 0 < token.index < len(tokens) - 1:
        return False
    before, after = tokens[token.index - 1], tokens[token.index + 1]
    if not token.text.islower() or after.pos != "DET":
        return False
    is_name = before.text[:1].isupper() and before.pos in {"PROPN", "NOUN", "X"}
    return is_name or before.text == ")"


def _english_classes(token: Token, own: str | None) -> frozenset[str]:
    """Classes an English word may have: the tagger is trusted but for participles and gerunds."""
    if own == "VERB":
        return frozenset() if token.role in _NO_HEADS else frozenset({"VERB"})
    if own == "ADJ" and token.text.lower().endswith("ed") and token.role != "amod":
        return frozenset({"ADJ", "VERB"})
    return frozenset({own}) if own else frozenset()


def _french_classes(token: Token, own: str | None, *, is_nominal: bool) -> frozenset[str]:
    """Classes a French word may have: participles read as adjectives, verbs read as nouns."""
    form = token.text.lower()
    if own == "VERB":
        return frozenset({"VERB", "NOUN"} if is_nominal else {"VERB"})
    if own == "ADJ":
        is_participle = form.endswith(_PARTICIPLES) and token.role != "amod"
        return frozenset({"ADJ", "VERB"} if is_participle else {"ADJ"})
    if own == "NOUN":
        if is_nominal or token.case is not None or token.role in {"obl", "obj", "appos"}:
            return frozenset({"NOUN"})
        return frozenset({"NOUN", "VERB"})
    is_misread = token.pos == "ADP" and token.lemma.endswith("er") and form != "entre"
    is_verb = token.pos in {"X", "ADV"} or is_misread
    return frozenset({"VERB"}) if is_verb and not is_nominal else frozenset()


def is_reflexive(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether «se» or «s'» stands with the verb, by the parse or just before it."""
    for other in tokens[max(0, token.index - 4) : token.index]:
        if other.lemma in {"se", "s'"} or other.text.lower() in {"se", "s'"}:
            between = tokens[other.index + 1 : token.index]
            if all(t.pos in {"AUX", "ADV", "PRON", "PART", "ADP", "ADJ"} for t in between):
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
    """Indices where a later word of a pattern may stand: ``reach`` words after, then dependents.

    Articles, prepositions and commas do not count as words.
    """
    near: list[int] = []
    seen = 0
    for at in range(head.index + 1, len(tokens)):
        if tokens[at].text in _STOPS or tokens[at].text.lower() in _ANOTHER_TIME:
            break
        seen += tokens[at].pos not in _SMALL
        if seen > reach:
            break
        near.append(at)
        if tokens[at].pos == "VERB":
            break
    for child in children[head.index]:
        if child not in near:
            near.append(child)
        near.extend(g for g in children[child] if g not in near and tokens[child].role != "conj")
    if head.role in {"acl", "relcl"} and head.head not in near:
        near.append(head.head)
    near += [at for at in _lost_subject(head, tokens, children) if at not in near]
    if (head.pos == "NOUN" or head.role in {"aux", "cop"}) and head.head != head.index:
        near.append(head.head)
    return near


def _lost_subject(head: Token, tokens: Sequence[Token], children: list[list[int]]) -> list[int]:
    """Words before a passive whose subject the parser lost («200 drones ont été lancés»)."""
    own = [tokens[c] for c in children[head.index]]
    if head.pos != "VERB" or not any(t.text.lower() == "été" for t in own):
        return []
    if any(t.role in {"subj", "subj_pass"} for t in own):
        return []
    found = []
    for at in range(head.index - 1, max(-1, head.index - 1 - _PASSIVE_REACH), -1):
        if tokens[at].pos in {"VERB", "PUNCT"}:
            break
        found.append(at)
    return found


def _after(index: int, tokens: Sequence[Token]) -> list[int]:
    """The few tokens after one, up to the next verb or relative pronoun."""
    found = []
    for at in range(index + 1, min(len(tokens), index + 1 + PREPOSITION_WINDOW)):
        if tokens[at].pos in {"VERB", "AUX", "PUNCT"} or "PronType=Rel" in tokens[at].morph:
            break
        found.append(at)
    return found


def _marks_time(tokens: Sequence[Token], index: int) -> bool:
    """Whether a preposition only opens a date ("called on Monday")."""
    after = tokens[index + 1 : index + 2]
    return bool(after) and any(t.text.lower() in TIME_WORDS for t in after)


def _belongs_elsewhere(index: int, head: Token, tokens: Sequence[Token], row: ActionRow) -> bool:
    """Whether a word is a verb's subject or tells the time ("started after the attack").

    "Ministers meeting in Paris" do not meet ministers; a block may say what the noun does.
    """
    token = tokens[index]
    if index == head.head and head.role == "acl" and head.text.lower().endswith("ing"):
        return not row.is_block
    if token.pos == "VERB" and token.role in _CLAUSES and index > head.index + 1:
        return any(t.head == index and t.role in {"subj", "subj_pass"} for t in tokens)
    is_subject = token.role in {"subj", "subj_pass"} and token.pos != "PRON"
    if is_subject and tokens[token.head].pos == "VERB":
        return token.head not in {index, head.index} and index > head.index
    return token.case in _TEMPORAL and not any(token.case in word for word in row.words)


def _grandchildren(index: int, children: list[list[int]]) -> list[int]:
    return [g for c in children[index] for g in children[c]]


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
            places = _after(last, tokens)
            places += [i for i in _near(head, tokens, children, reach=0) if i not in places]
            if used:
                places += [i for i in _grandchildren(used[-1], children) if i not in places]
            places = [i for i in places if not _marks_time(tokens, i)]
            if "ne" in word or "not" in word:
                places = [*range(max(0, head.index - 4), head.index), *places]
        else:
            places = _near(head, tokens, children, reach=WINDOW)
            for at in used:
                places += [i for i in children[at] if i not in places]
        if not is_preposition and head.pos == "VERB" and language == "en":
            places = [i for i in places if not _belongs_elsewhere(i, head, tokens, row)]
        places = [i for i in places if i > head.index or tokens[i].lemma != "que"]
        found = next((i for i in places if i not in used and lemmas[i] & word), None)
        if found is None:
            return None
        used.append(found)
    return tuple(used)


def _span(head: Token, words: Sequence[int], tokens: Sequence[Token]) -> tuple[int, int]:
    """Characters of the trigger: from the head to its furthest near word."""
    near = [i for i in words if abs(i - head.index) <= WINDOW]
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
            breadth = -float(sum(len(word) for word in row.words))
            rank = (
                float(len(words)),
                float(fit),
                trust,
                float(row.is_block),
                breadth,
                row.strength,
            )
            if best is None or rank > best[0]:
                best = (rank, row, words, trust)
    return best[1:] if best else None


Fired: TypeAlias = tuple[Token, ActionRow, tuple[int, ...], float]


def _fire(sentence: Sentence, language: str) -> list[Fired]:
    """Each head token of a sentence with its most specific row, the row's words and the trust."""
    tokens = sentence.tokens
    lexicon = load_action_lexicon(language)
    children = _children(tokens)
    lemmas = [lemmas_of(t, language, compound_at(tokens, t.index)) for t in tokens]
    fired = []
    for token in tokens:
        found = _best_row(token, sentence, children, lemmas, lexicon)
        if found is not None:
            fired.append((token, *found))
    return fired


def find_rows(sentence: Sentence, language: str) -> tuple[ActionRow, ...]:
    """The rows that fire on a parsed sentence, blocking ones included, in text order."""
    return tuple(row for _, row, _, _ in _fire(sentence, language))


def find_actions(sentence: Sentence, text: str, language: str) -> tuple[ActionMention, ...]:
    """Triggers of one parsed sentence of ``text`` (the item's), in order.

    A word inside another's construction yields to it.
    """
    fired = _fire(sentence, language)
    covered = _covered(fired)
    mentions = []
    for token, row, words, trust in fired:
        cover = covered.get(token.index)
        if row.is_block or cover == BLOCKED:
            continue
        if cover is not None and _covers_its_own(token, words, fired, language):
            cover = None
        start, end = _span(token, words, sentence.tokens)
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
                covered_by=cover,
            )
        )
    return tuple(mentions)


def _covered(fired: Sequence[Fired]) -> dict[int, int]:
    """Words that yield to a larger construction, with its head; BLOCKED when it is no event."""
    types = {token.index: row.event_type for token, row, _, _ in fired}
    found: dict[int, int] = {}
    for token, row, words, _ in fired:
        for index in words:
            other = types.get(index)
            if row.is_block:
                found[index] = BLOCKED
            elif other is None or other == row.event_type or row.pos == "VERB":
                found.setdefault(index, token.index)
    return found


def _covers_its_own(
    token: Token,
    words: Sequence[int],
    fired: Sequence[Fired],
    language: str,
) -> bool:
    """Whether the token's own construction is the larger one of two that share a word.

    Of two equal English ones, each a word of the other, the verb's stands.
    """
    rivals = [(head, other) for head, _, other, _ in fired if token.index in other]
    return all(
        len(words) > len(other)
        or (
            language == "en"
            and len(words) == len(other)
            and head.index in words
            and token.pos == "VERB" != head.pos
        )
        for head, other in rivals
    )


def read_actions(document: Document) -> tuple[ActionMention, ...]:
    """Triggers of all parsed sentences of a document, in text order."""
    return tuple(
        mention
        for sentence in document.sentences
        if sentence.tokens
        for mention in find_actions(sentence, document.item.text, document.language)
    )
