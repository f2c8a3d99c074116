"""What stands before a French role noun: determiner, adjectives, number; or a noun it describes."""

from __future__ import annotations

from pipeline.actors.find import Atom
from pipeline.actors.phrases import Line

MODIFYING = frozenset(
    {
        "rebelle",
        "islamiste",
        "jihadiste",
        "terroriste",
        "séparatiste",
        "paramilitaire",
        "militaire",
        "civil",
        "parlementaire",
        "policier",
    }
)


def is_adjective(line: Line, atom: Atom) -> bool:
    """Whether the word before is a noun that the role noun describes: «une milice rebelle»."""
    words, first = line.words, atom.first
    if atom.last - atom.first > 1 or not words.is_joined(first):
        return False
    if words.gaps[first] == "-" and words.norms[first - 1] not in {"ex", "vice", "non"}:
        return True
    before = words.norms[first - 1]
    lexicon = line.lexicon
    if before in lexicon.determiners or before in lexicon["stop"] or before in lexicon.contracted:
        return False
    if before in lexicon["before"] or before in lexicon["numeral"] or before.isdigit():
        return False
    pos = words.pos(first)
    if pos == "ADJ":
        return True
    previous = line.ends.get(first)
    if previous is not None and previous.kind == "role":
        return atom.entry.role is not None and atom.entry.role.word in MODIFYING
    return pos is None and words.pos(first - 1) is None and before[-1:] in {"s", "e"}


def read_left(line: Line, first: int) -> tuple[int, str, bool]:
    """Start of the phrase, its definiteness, and whether it speaks of a former holder."""
    words, lexicon = line.words, line.lexicon
    is_former = False
    while words.is_joined(first):
        before = words.norms[first - 1]
        is_number = before in lexicon["numeral"] or before.isdigit()
        if before not in lexicon["before"] and not is_number:
            break
        is_former = is_former or before in lexicon["former"]
        first -= 1
    if not words.is_joined(first):
        return first, "bare", is_former
    before = words.norms[first - 1]
    if before in lexicon.determiners and (before != "l" or words.gaps[first] in {"'", "’"}):
        return first - 1, lexicon.determiners[before], is_former
    if before == "des" and _is_complement(line, first - 1):
        return first, "definite", is_former
    return first, lexicon.contracted.get(before, "bare"), is_former


def _is_complement(line: Line, index: int) -> bool:
    """Whether «des» at a word is «de les» after a noun: «un porte-parole des insurgés»."""
    before = line.ends.get(index)
    is_role = before is not None and before.kind == "role"
    return line.words.is_joined(index) and (is_role or line.words.pos(index - 1) == "NOUN")
