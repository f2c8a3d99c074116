"""An item that raises, hangs, dies or eats memory is set aside alone, in every engine."""

import shutil
from dataclasses import replace

import pytest

from pipeline.run.pool import code_in_pool
from pipeline.run.shard import SHARD_CHARACTERS, SHARD_ITEMS, code_shard, split_shards
from pipeline.schema.records import Issue, Item
from pipeline.settings import LIMITS, MEGABYTE
from tests.unit.coders import code_by_text, make_items

TIGHT = replace(LIMITS, item_seconds=3.0, worker_bytes=512 * MEGABYTE)
REASONS = {"raise": "no such word", "hang": "longer", "die": "exit code", "eat": "memory"}


def test_shards_keep_order_and_bounds() -> None:
    items = make_items(*["a"] * 40, "b" * SHARD_CHARACTERS, "c")
    shards = list(split_shards(items))
    assert [item for shard in shards for item in shard] == items
    assert max(map(len, shards)) <= SHARD_ITEMS
    for shard in shards:
        assert len(shard) == 1 or sum(len(item.text) for item in shard) <= SHARD_CHARACTERS


def test_item_that_raises_costs_only_itself_in_process() -> None:
    outcomes = code_shard(tuple(make_items("un", "raise", "deux")), coder=code_by_text)
    assert [isinstance(outcome, Issue) for outcome in outcomes] == [False, True, False]


def check_outcomes(items: list[Item], outcomes: list[object]) -> None:
    assert len(outcomes) == len(items)
    for item, outcome in zip(items, outcomes, strict=True):
        if item.text in REASONS:
            assert isinstance(outcome, Issue)
            assert outcome.item_id == item.item_id
            assert REASONS[item.text] in outcome.what
            assert outcome.remedy
        else:
            assert not isinstance(outcome, Issue)
            assert outcome.item == item  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", [1, 2])
def test_pool_sets_each_bad_item_aside_alone_and_keeps_order(jobs: int) -> None:
    items = make_items("un", "raise", "deux", "hang", "trois", *"abcdef", "die", "eat", "quatre")
    outcomes = list(code_in_pool(items, jobs=jobs, limits=TIGHT, coder=code_by_text))
    check_outcomes(items, outcomes)


def test_pool_reads_no_further_ahead_than_it_needs() -> None:
    taken = 0

    def feed() -> object:
        nonlocal taken
        for item in make_items(*["a"] * 5_000):
            taken += 1
            yield item

    outcomes = code_in_pool(feed(), jobs=1, limits=TIGHT, coder=code_by_text)  # type: ignore[arg-type]
    next(outcomes)
    assert taken < 200
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_spark_with_retries_sets_each_bad_item_aside_alone() -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: apt-get install default-jre-headless")
    from pipeline.run.cluster import code_on_spark

    items = make_items("un", "raise", "deux", "hang", "die", "eat", *["x"] * 200, "fin")
    outcomes = list(code_on_spark(items, master="local[2,4]", limits=TIGHT, coder=code_by_text))
    check_outcomes(items, outcomes)
