"""The figures of `eval` are those that a reader would count by hand."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from pipeline.errors import EscaladeError
from pipeline.run.bench import WARM_ITEMS, measure_work, repeat_items, time_engine
from pipeline.run.score import score_rows
from pipeline.run.shard import Outcome
from pipeline.schema.records import Item
from tests.unit.coders import code_by_text, make_items

TEXT = "Arvonia shelled Belmar on Monday. Belmar denounced the attack. Talks resume on Friday."


def make_row(trigger: str, **given: Any) -> dict[str, Any]:
    start = TEXT.index(trigger)
    first = TEXT.rfind(".", 0, start) + 1
    return {
        "item_id": "a",
        "sentence_start": first,
        "sentence_end": TEXT.index(".", start) + 1,
        "trigger_start": start,
        "trigger_end": start + len(trigger),
        "event_type": "ASSAULT",
        "factuality": "actual",
        "actor_code": "ARV",
        "recipient_code": "BEL",
        "event_date_start": "2031-05-05",
        "event_date_end": "2031-05-05",
        "date_basis": "text",
        "place_country": "BEL",
        **given,
    }


def make_gold(trigger: str, evidence: str, **given: Any) -> dict[str, Any]:
    return {
        "doc_id": "a",
        "evidence": evidence,
        "trigger": trigger,
        "event_type": "ASSAULT",
        "event_type_alt": [],
        "factuality": "actual",
        "source_country": "ARV",
        "target_country": "BEL",
        "date_start": "2031-05-05",
        "date_end": "2031-05-05",
        "place_country": "BEL",
        "salience": 2,
        **given,
    }


SHELLED = make_gold("shelled", "Arvonia shelled Belmar on Monday")
DENOUNCED = make_gold(
    "denounced",
    "Belmar denounced the attack",
    event_type="ACCUSE",
    source_country="BEL",
    target_country="ARV",
    place_country=None,
)
OPTIONAL = make_gold("resume", "Talks resume on Friday", event_type="CONSULT", salience=0)


def score(rows: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Any:
    return score_rows(rows, gold, texts={"a": TEXT})


def test_perfect_rows_score_one() -> None:
    found = score([make_row("shelled")], [SHELLED])
    assert (found.precision, found.recall, found.detection_f1, found.row_f1) == (1, 1, 1, 1)
    assert set(found.shares.values()) == {1.0}


def test_missing_event_costs_recall_and_noise_costs_precision() -> None:
    found = score([make_row("shelled"), make_row("Talks")], [SHELLED, DENOUNCED])
    assert (found.num_pairs, found.precision, found.recall) == (1, 0.5, 0.5)


def test_wrong_actor_is_found_but_not_right() -> None:
    found = score([make_row("shelled", actor_code="BEL")], [SHELLED])
    assert (found.detection_f1, found.row_f1) == (1.0, 0.0)
    assert (found.shares["actor"], found.shares["recipient"]) == (0.0, 1.0)


def test_other_accepted_type_is_right() -> None:
    gold = {**SHELLED, "event_type": "COERCE", "event_type_alt": ["ASSAULT"]}
    assert score([make_row("shelled")], [gold]).row_f1 == 1.0


def test_optional_event_counts_on_neither_side() -> None:
    row = make_row("resume", event_type="CONSULT")
    found = score([make_row("shelled"), row], [SHELLED, OPTIONAL])
    assert (found.num_gold, found.num_rows, found.detection_f1) == (1, 1, 1.0)
    assert score([make_row("shelled")], [SHELLED, OPTIONAL]).recall == 1.0


def test_date_of_publication_agrees_with_a_gold_without_a_date() -> None:
    gold = {**SHELLED, "date_start": None, "date_end": None}
    assert score([make_row("shelled", date_basis="publication")], [gold]).shares["date"] == 1.0
    assert score([make_row("shelled")], [gold]).shares["date"] == 0.0


def test_evidence_that_is_not_in_its_item_is_an_error() -> None:
    with pytest.raises(EscaladeError, match="not in item a"):
        score([], [{**SHELLED, "evidence": "Arvonia bombed"}])


def test_repeated_items_have_ids_of_their_own() -> None:
    items = repeat_items(make_items("un", "deux"), number=5)
    assert [item.text for item in items] == ["un", "deux", "un", "deux", "un"]
    assert len({item.item_id for item in items}) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell")
def test_work_of_other_processes_that_have_ended_counts() -> None:
    before = measure_work()
    subprocess.run([sys.executable, "-c", "sum(range(30_000_000))"], check=True)
    assert measure_work() - before > 0.1


def test_timing_tells_start_from_work() -> None:
    given: list[int] = []

    def engine(items: Iterable[Item]) -> Iterator[Outcome]:
        items = list(items)
        given.append(len(items))
        yield from code_by_text(items)

    ticks = iter((0.0, 7.0, 9.0))
    timing = time_engine(make_items("un", "deux"), engine=engine, jobs=2, clock=lambda: next(ticks))
    assert (timing.start_seconds, timing.seconds) == (7.0, 2.0)
    assert given == [2 * WARM_ITEMS, 2]
    assert timing.cpu_seconds >= 0.0
