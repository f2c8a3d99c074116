"""A coded item in, lines for a person to read out: each sentence, its mentions, rows and why."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.run.rows import Row, list_mentions
from pipeline.run.steps import CodedItem
from pipeline.schema.records import EventMention, Sentence

DETAILS = (
    "edtf",
    "timex_value",
    "actor_code",
    "actor_sector",
    "place_name",
    "place_country",
    "geonames_id",
    "event_type",
    "factuality",
)


def explain_item(coded: CodedItem) -> Iterator[str]:
    """Lines of plain text without line ends; a sentence with nothing in it is one line."""
    item = coded.item
    publication = coded.dates.publication
    yield f"Item {item.item_id}"
    if item.title is not None:
        yield f"  title      {item.title}"
    yield f"  published  {item.published or 'unknown'}; language {coded.document.language}"
    if publication.edtf != item.published:
        days = publication.edtf or f"{publication.date_start} to {publication.date_end}"
        reason = publication.reason or "the text does not say"
        yield f"  day of publication: {days} ({publication.rule_id}: {reason})"
    mentions = list_mentions(coded)
    for sentence in coded.document.sentences:
        yield from _explain_sentence(coded, sentence, mentions)
    for issue in coded.issues:
        yield f"  Not understood ({issue.stage}): {issue.what}"


def _explain_sentence(coded: CodedItem, sentence: Sentence, mentions: list[Row]) -> Iterator[str]:
    text = " ".join(coded.item.text[sentence.start_char : sentence.end_char].split())
    yield ""
    yield f"[{sentence.start_char}-{sentence.end_char}] {text}"
    for row in mentions:
        if sentence.start_char <= row["start_char"] < sentence.end_char:
            yield "    " + _describe_mention(row)
    for event in coded.events:
        if sentence.start_char <= event.trigger_start < sentence.end_char:
            yield from _describe_event(event)


def _describe_mention(row: Row) -> str:
    details = [f"{name}={row[name]}" for name in DETAILS if row.get(name) is not None]
    return f"{row['kind']:<6} «{row['text']}» {' '.join(details)} [{row['rule_id']}]"


def _describe_event(event: EventMention) -> Iterator[str]:
    mode = f"/{event.event_mode}" if event.event_mode else ""
    yield f"  => {event.event_type}{mode}, {event.factuality}, confidence {event.confidence:.2f}"
    yield f"       trigger    «{event.trigger_text}»"
    for side, text, code, sector in (
        ("actor", event.actor_text, event.actor_code, event.actor_sector),
        ("recipient", event.recipient_text, event.recipient_code, event.recipient_sector),
    ):
        if text is not None:
            yield f"       {side:<10} «{text}» {code or 'no code'} {sector or ''}".rstrip()
    when = event.event_date or "unknown"
    said = f" from «{event.date_text}»" if event.date_text else ""
    yield f"       date       {when}, basis {event.date_basis}{said}"
    if event.place_text is not None:
        where = f"{event.place_name or ''} {event.place_country or ''}".strip()
        yield f"       place      «{event.place_text}» {where} ({event.geo_precision})"
    if event.fatalities is not None:
        yield f"       deaths     {event.fatalities}"
    yield f"       because    {', '.join(event.rule_ids)}"
