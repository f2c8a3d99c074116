"""The action lexicons: rows of actions.tsv with their object classes, by head lemma.

A pattern is a head lemma and the words it needs; see CONTRIBUTING for the format. Rows whose type
is ``-`` block: the construction is not an event («frapper à la porte»). Rows whose type is ``=``
repeat the act just told («faire de même»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import EscaladeError
from pipeline.lexicon.tables import Row, read_table
from pipeline.settings import find_data_dir

COLUMNS = (
    "pattern",
    "pos",
    "actor",
    "recipient",
    "event_type",
    "event_mode",
    "cameo_code",
    "needs",
    "strength",
    "example",
)
POS = frozenset({"VERB", "NOUN", "ADJ"})
NEEDS = frozenset({"political", "actor", "both", "free"})
BLOCK = "-"
ECHO = "="
"""Type of the rows that repeat the act just told («faire de même»)."""
PREPOSITIONS: Mapping[str, frozenset[str]] = {
    "fr": frozenset(
        [
            "à",
            "de",
            "sur",
            "contre",
            "avec",
            "par",
            "pour",
            "en",
            "dans",
            "vers",
            "envers",
            "devant",
            "entre",
            "hors",
            "sous",
            "face",
            "auprès",
            "chez",
            "sans",
            "ne",
        ]
    ),
    "en": frozenset(
        [
            "to",
            "of",
            "on",
            "against",
            "with",
            "by",
            "for",
            "in",
            "into",
            "from",
            "at",
            "over",
            "out",
            "off",
            "up",
            "down",
            "away",
            "back",
            "between",
            "upon",
            "under",
            "about",
            "toward",
            "towards",
            "through",
            "not",
        ]
    ),
}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One construction: its head lemmas, the further words it needs, frame and type."""

    rule_id: str
    pos: str
    heads: frozenset[str]
    is_reflexive: bool
    words: tuple[frozenset[str], ...]
    actor_slots: tuple[str, ...]
    recipient_slots: tuple[str, ...]
    event_type: str
    event_mode: str | None
    cameo_code: str | None
    needs: str
    strength: float
    example: str
    where: str

    @property
    def is_block(self) -> bool:
        return self.event_type == BLOCK

    @property
    def is_echo(self) -> bool:
        return self.event_type == ECHO


@dataclass(frozen=True, slots=True)
class ActionLexicon:
    """All rows of a language by (head lemma, part of speech), the most specific first."""

    language: str
    rows: tuple[ActionRow, ...]
    by_head: Mapping[tuple[str, str], tuple[ActionRow, ...]]


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(slot for slot in cell.split("|") if slot and slot != "-")


def read_objects(folder: Path) -> dict[str, frozenset[str]]:
    """Object classes of a language: class name to its lemmas."""
    classes: dict[str, set[str]] = defaultdict(set)
    for row in read_table(folder / "objects.tsv", columns=("class", "lemma", "example")):
        classes[row["class"]].add(row["lemma"].lower())
    return {name: frozenset(lemmas) for name, lemmas in classes.items()}


def _alternatives(word: str, classes: Mapping[str, frozenset[str]], row: Row) -> frozenset[str]:
    found: set[str] = set()
    for choice in word.split("|"):
        if not choice.startswith("@"):
            found.add(choice.lower())
        elif choice[1:] in classes:
            found |= classes[choice[1:]]
        else:
            raise EscaladeError(
                f"{row.path} line {row.line}: {choice} is not a class of objects.tsv.",
                remedy="Add its lemmas to objects.tsv, or correct the name.",
            )
    return frozenset(found)


def _check(row: Row) -> None:
    if row["pos"] not in POS:
        raise EscaladeError(
            f"{row.path} line {row.line}: pos {row['pos']!r} is none of {', '.join(sorted(POS))}.",
            remedy="Name the class of the pattern's first word.",
        )
    if row["needs"] and row["needs"] not in NEEDS:
        raise EscaladeError(
            f"{row.path} line {row.line}: needs {row['needs']!r} is none of "
            f"{', '.join(sorted(NEEDS))}.",
            remedy="Leave it empty for `political`.",
        )


def _strip_reflexive(head: str) -> str:
    """A head without «se_», of each alternative («se_exiler|se_enfuir»)."""
    return "|".join(choice.removeprefix("se_") for choice in head.split("|"))


def _action_row(row: Row, classes: Mapping[str, frozenset[str]], language: str) -> ActionRow:
    _check(row)
    head, *words = row["pattern"].split()
    is_reflexive = head.startswith("se_")
    try:
        strength = float(row["strength"])
    except ValueError as error:
        raise EscaladeError(
            f"{row.path} line {row.line}: strength {row['strength']!r} is not a number.",
            remedy="Write a number from 0.3 to 0.95.",
        ) from error
    return ActionRow(
        rule_id=f"{language}.action:{row['pattern'].replace(' ', '+')}:{row['pos']}",
        pos=row["pos"],
        heads=_alternatives(_strip_reflexive(head), classes, row),
        is_reflexive=is_reflexive,
        words=tuple(_alternatives(word, classes, row) for word in words),
        actor_slots=_slots(row["actor"]),
        recipient_slots=_slots(row["recipient"]),
        event_type=row["event_type"],
        event_mode=row.get("event_mode"),
        cameo_code=row.get("cameo_code"),
        needs=row.get("needs") or "political",
        strength=strength,
        example=row["example"],
        where=row.where,
    )


@cache
def load_action_lexicon(language: str) -> ActionLexicon:
    """The checked lexicon of ``fr`` or ``en``; EscaladeError names the line that is wrong."""
    folder = find_data_dir() / "lexicons" / language
    classes = read_objects(folder)
    rows = tuple(
        _action_row(row, classes, language)
        for row in read_table(folder / "actions.tsv", columns=COLUMNS)
    )
    by_head: dict[tuple[str, str], list[ActionRow]] = defaultdict(list)
    for row in rows:
        for head in row.heads:
            by_head[head, row.pos].append(row)
    ordered = {
        key: tuple(sorted(found, key=lambda r: (-len(r.words), -r.is_reflexive, -r.strength)))
        for key, found in by_head.items()
    }
    return ActionLexicon(language=language, rows=rows, by_head=ordered)
