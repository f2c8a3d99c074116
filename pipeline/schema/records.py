"""The records that travel between stages: one frozen dataclass for each noun of the data flow.

Offsets are half-open and count Python characters of ``Item.text``. Dates are EDTF strings beside
day bounds. Missing is ``None``: never an empty string, zero or NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One dated news item as it was given. ``published`` is EDTF (month, day or timestamp)."""

    item_id: str
    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a parsed sentence, with one role set over both models' labels.

    ``index`` and ``head`` count tokens of the sentence (a root's head is itself). ``case`` is the
    lower-case preposition that marks the word («contre», "against"), contractions undone
    («du» is «de», «aux» is «à»).
    """

    index: int
    start_char: int
    end_char: int
    text: str
    lemma: str
    pos: str
    role: str
    head: int
    case: str | None = None
    morph: str = ""
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text; ``tokens`` is empty when the sentence was not parsed."""

    index: int
    start_char: int
    end_char: int
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An item with its language (ISO 639-1), and its sentences in order."""

    item: Item
    language: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression. ``days`` lists the possible days where they are a set with gaps.

    ``date_start`` and ``date_end`` are the bounds, both ends of a range carrying the whole range.
    ``granularity`` is day, part_of_day, time, week, weekend, month, season, quarter, semester,
    year, decade, century, interval, duration, set or vague. ``anchor`` says what the value hangs
    on; ``anchor_start`` and ``anchor_end`` are the span of that mention or of the event's noun
    phrase («trois jours après l'assassinat»), whose day is ``anchor_event_date`` when known.
    ``signal`` is the word before it: since, until, before, after, by, from, about, of.
    ``is_modifier``: the date belongs to a noun («l'accord de 2015»), not to the clause.
    ``can_date_event``: it has bounds and is no duration, set, vague reference or deadline.
    """

    start_char: int
    end_char: int
    text: str
    timex_type: str
    timex_value: str
    edtf: str | None
    date_start: date | None
    date_end: date | None
    rule_id: str
    score: float
    granularity: str
    days: tuple[date, ...] = ()
    anchor: str | None = None
    is_relative: bool = False
    is_future: bool = False
    is_modifier: bool = False
    can_date_event: bool = True
    signal: str | None = None
    tense: str | None = None
    anchor_start: int | None = None
    anchor_end: int | None = None
    anchor_event_date: date | None = None


@dataclass(frozen=True, slots=True)
class PublicationDay:
    """The day of publication as far as it is known: EDTF, its bounds, and the reason."""

    edtf: str | None
    date_start: date | None
    date_end: date | None
    days: tuple[date, ...] = ()
    rule_id: str = "published"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DateReading:
    """All time expressions of an item, in text order, and its day of publication."""

    mentions: tuple[DateMention, ...]
    publication: PublicationDay


@dataclass(frozen=True, slots=True)
class RelativePlace:
    """Where something is by its relation to a named place: a point with a radius in km.

    ``kind`` is near, within (N km from), distance (N km north of), side (north of), part (the
    north of a country), off (off the coast of) or between; ``start_char`` is where the words of
    the relation begin.
    """

    kind: str
    latitude: float
    longitude: float
    radius_km: float
    geo_precision: str
    start_char: int


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name and what it resolved to.

    ``preposition`` is the lower-case preposition before the name and its generic noun, contractions
    undone («près de», "off the coast of"); ``wide_start`` is where «la province de», "northern"
    begins. ``relative`` says where an event is that the text puts near, between or N km from the
    place; ``kind`` is country, region, county, city, site, sea, area or continent. ``parent`` is
    the larger place stated with it («Paris, Texas»). ``is_in_name`` marks a name inside a longer
    one («accord de Paris», "Boston Marathon"): no event is there on its account.
    """

    start_char: int
    end_char: int
    text: str
    place_name: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    place_country: str | None
    geo_precision: str | None
    radius_km: float | None
    rule_id: str
    score: float
    preposition: str | None = None
    is_dateline: bool = False
    is_metonym_like: bool = False
    kind: str | None = None
    wide_start: int | None = None
    parent: str | None = None
    relative: RelativePlace | None = None
    is_in_name: bool = False


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A noun phrase that names an actor. The span is the whole phrase, ``head_start`` its head.

    ``kind`` is state, organisation, person, role, group, pronoun, demonym or unknown. A demonym
    («frappe américaine») is an adjective inside another phrase: it can fill the ``adj`` slot.
    ``is_place_like`` marks a place name that may stand for a government, ``is_owner`` a name inside
    another actor's phrase («l'ambassade *des États-Unis*»), ``antecedent`` what a short form, bare
    role or pronoun goes back to.
    """

    start_char: int
    end_char: int
    head_start: int
    text: str
    kind: str
    actor_name: str | None
    actor_code: str | None
    actor_sector: str | None
    actor_id: str | None
    rule_id: str
    score: float
    is_place_like: bool = False
    antecedent: str | None = None
    is_owner: bool = False
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class ActionMention:
    """A trigger: one lexicon row that fired on one word, before it is known to be an event.

    ``head`` and ``words`` are token indices in its sentence. ``covered_by`` is the head of a larger
    construction that the word belongs to: it counts only when that one gives no event.
    """

    start_char: int
    end_char: int
    text: str
    sentence_index: int
    head: int
    event_type: str
    event_mode: str | None
    cameo_code: str | None
    factuality: str
    needs: str
    strength: float
    rule_id: str
    actor_slots: tuple[str, ...] = ()
    recipient_slots: tuple[str, ...] = ()
    words: tuple[int, ...] = ()
    pos: str = "VERB"
    covered_by: int | None = None


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A sentence and the trigger inside it: further evidence for one act of an item."""

    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """One act told in one item. Fields as in data/codebook/fields.tsv, one for one."""

    event_mention_id: str
    item_id: str
    sentence_start: int
    sentence_end: int
    sentence_text: str
    trigger_start: int
    trigger_end: int
    trigger_text: str
    event_type: str
    factuality: str
    confidence: float
    other_sentences: tuple[TextSpan, ...] = ()
    event_mode: str | None = None
    contexts: tuple[str, ...] = ()
    actor_text: str | None = None
    actor_start: int | None = None
    actor_end: int | None = None
    actor_name: str | None = None
    actor_code: str | None = None
    actor_sector: str | None = None
    actor_id: str | None = None
    recipient_text: str | None = None
    recipient_start: int | None = None
    recipient_end: int | None = None
    recipient_name: str | None = None
    recipient_code: str | None = None
    recipient_sector: str | None = None
    recipient_id: str | None = None
    attributed_to: str | None = None
    event_date: str | None = None
    event_date_start: date | None = None
    event_date_end: date | None = None
    event_days: tuple[date, ...] = ()
    date_text: str | None = None
    date_basis: str = "none"
    planned_date: str | None = None
    place_text: str | None = None
    place_start: int | None = None
    place_end: int | None = None
    place_name: str | None = None
    place_country: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: str | None = None
    radius_km: float | None = None
    fatalities: int | None = None
    fatalities_low: int | None = None
    fatalities_high: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    detained_low: int | None = None
    detained_high: int | None = None
    troops_low: int | None = None
    troops_high: int | None = None
    quad_code: str | None = None
    intensity: float | None = None
    cameo_code: str | None = None
    goldstein: float | None = None
    rule_ids: tuple[str, ...] = field(default=())
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not understood: where, what, what was expected and what to do."""

    stage: str
    what: str
    item_id: str | None = None
    path: str | None = None
    line: int | None = None
    expected: str | None = None
    remedy: str | None = None
