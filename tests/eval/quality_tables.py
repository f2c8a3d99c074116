"""How good rows are by event type and by construction: the tables of docs/quality.md.

usage: quality_tables.py GOLD_DIR [--write docs/quality.md]

GOLD_DIR holds {fr,en}.items.jsonl and {fr,en}.gold.jsonl. A gold event is found when a row of its
item overlaps its trigger; optional gold events (salience 0) and rows that meet them are left out.
A row that meets no gold event is false. --write puts the tables between the marks of the page.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.events.quotes import quote_of
from pipeline.events.syntax import is_passive
from pipeline.events.view import SentenceView, view_sentence
from pipeline.run.steps import CodedItem
from pipeline.schema.records import EventMention
from tests.eval.gold_events import Gold, accepts, meets_trigger, read_gold

START, END = "<!-- tables: start -->", "<!-- tables: end -->"
NOT_READ = "sentence left unparsed"
_CLAUSES = {"relcl": "verb of a relative clause", "advcl": "verb of a side clause"}
_SAID = frozenset({"ccomp", "xcomp"})

Tally = dict[str, Counter[str]]


def _view(coded: CodedItem, char: int) -> SentenceView | None:
    for sentence in coded.document.sentences:
        if sentence.start_char <= char < sentence.end_char and sentence.tokens:
            return view_sentence(
                sentence,
                coded.item.text,
                coded.document.language,
                actors=coded.actors,
                dates=coded.dates.mentions,
                places=coded.places,
                actions=coded.actions,
            )
    return None


def name_construction(coded: CodedItem, start: int, end: int) -> str:
    """The grammar of a trigger's head word: noun, passive, infinitive, inside a quotation…"""
    view = _view(coded, start)
    if view is None:
        return NOT_READ
    inside = [t for t in view.tokens if t.start_char < end and t.end_char > start]
    heads = [t for t in inside if t.pos in {"VERB", "NOUN", "PROPN", "ADJ"}] or inside
    if not heads:
        return NOT_READ
    head = heads[0]
    if quote_of(view.quotes, head.index) is not None:
        return "inside a quotation"
    if head.pos != "VERB":
        return "noun" if head.pos in {"NOUN", "PROPN"} else "other word"
    if is_passive(view, head.index):
        return "passive verb"
    if "VerbForm=Inf" in head.morph:
        return "infinitive"
    if head.role in _SAID:
        return "verb of reported content"
    return _CLAUSES.get(head.role, "active verb of the main clause")


def _best(gold: Gold, rows: list[EventMention], text: str, taken: set[str]) -> EventMention | None:
    met = [
        r
        for r in rows
        if r.event_mention_id not in taken
        and meets_trigger(gold, text, r.trigger_start, r.trigger_end)
    ]
    return max(
        met,
        key=lambda r: (
            accepts(gold, r.event_type),
            r.actor_code == gold["source_country"],
            r.recipient_code == gold["target_country"],
        ),
        default=None,
    )


def _fields(gold: Gold, row: EventMention) -> list[str]:
    days = [d.isoformat() if d else None for d in (row.event_date_start, row.event_date_end)]
    right = {
        "type": accepts(gold, row.event_type),
        "factuality": gold["factuality"] == row.factuality,
        "actor": gold["source_country"] == row.actor_code,
        "recipient": gold["target_country"] == row.recipient_code,
        "day": [gold["date_start"], gold["date_end"]] == days,
        "country": gold["place_country"] == row.place_country,
    }
    return [name for name, yes in right.items() if yes]


def tally(folder: Path) -> tuple[Tally, Tally]:
    """Counts by event type and by construction: gold, found, false, each field that is right."""
    by_type: Tally = defaultdict(Counter)
    by_form: Tally = defaultdict(Counter)
    for _, coded, golds in read_gold(folder):
        text, taken = coded.item.text, set[str]()
        for gold in sorted(golds, key=lambda g: -g["salience"]):
            start = text.find(gold["evidence"])
            start += gold["evidence"].find(gold["trigger"])
            form = name_construction(coded, start, start + len(gold["trigger"]))
            row = _best(gold, list(coded.events), text, taken)
            taken |= {r.event_mention_id for r in coded.events if row and _same_trigger(r, row)}
            if not gold["salience"]:
                continue
            for counts in (by_type[gold["event_type"]], by_form[form]):
                counts["gold"] += 1
                counts.update(["found", *_fields(gold, row)] if row else [])
        for row in coded.events:
            if row.event_mention_id not in taken and row.factuality != "hypothetical":
                form = name_construction(coded, row.trigger_start, row.trigger_end)
                by_type[row.event_type]["false"] += 1
                by_form[form]["false"] += 1
    return by_type, by_form


def _same_trigger(a: EventMention, b: EventMention) -> bool:
    return a.trigger_start < b.trigger_end and b.trigger_start < a.trigger_end


def draw(name: str, table: Tally) -> str:
    """A Markdown table of one tally: shares of the found rows, per cent."""
    fields = ("type", "factuality", "actor", "recipient", "day", "country")
    lines = [f"| {name} | events | found | false rows | " + " | ".join(fields) + " |"]
    lines.append("|---" * (4 + len(fields)) + "|")
    for key, c in sorted(table.items(), key=lambda kv: -kv[1]["gold"]):
        found = c["found"]
        shares = [f"{100 * c[f] / found:.0f}" if found else "" for f in fields]
        seen = f"{100 * found / c['gold']:.0f}" if c["gold"] else ""
        lines.append(
            f"| {key} | {c['gold']} | {seen} | {c['false']} | " + " | ".join(shares) + " |"
        )
    return "\n".join(lines)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path)
    ask.add_argument("--write", type=Path)
    said = ask.parse_args()
    by_type, by_form = tally(said.gold)
    tables = draw("event type", by_type) + "\n\n" + draw("construction", by_form)
    print(tables)
    if said.write:
        page = said.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        said.write.write_text(f"{before}{START}\n{tables}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
