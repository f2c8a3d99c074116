"""Looking up pairs by keys finds what comparing all with all finds, and words what sets find."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from pipeline.events.blocks import SLOTS, find_pairs
from pipeline.events.likeness import RELATED_TYPES, choose_alike, compare_codes
from pipeline.events.scoring import CODES_LEAST
from pipeline.events.traits import NONE, Traits, read_traits, tabulate_traits
from pipeline.events.wording import Wordings, split_words
from pipeline.schema.codes import EVENT_TYPES

NUM_ROWS = 400
RELATED = {pair for one, other in RELATED_TYPES for pair in ((one, other), (other, one))}
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")


def draw_mentions(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Mentions of few codes and days, so that many look alike."""

    def pick(*values: object) -> Any:
        return values[int(rng.integers(len(values)))]

    rows = []
    for number in range(NUM_ROWS):
        start = date(2031, 5, 1) + timedelta(days=int(rng.integers(20)))
        end = start + timedelta(days=pick(0, 0, 0, 1, 6, 30, 60))
        has_days, place = pick(True, True, True, False), pick(None, (10.0, 10.0), (10.1, 10.1))
        rows.append(
            {
                "event_mention_id": f"m{number:03}",
                "item_id": f"i{rng.integers(NUM_ROWS // 2)}",
                "event_type": pick("ASSAULT", "PROTEST", "AGREE", "CONSULT", "COOPERATE", "AID"),
                "event_mode": pick(None, "riot", "strike"),
                "factuality": pick("actual", "actual", "denied"),
                "actor_code": pick(None, "FRA", "MLI", "NER"),
                "recipient_code": pick(None, "FRA", "MLI", "NER"),
                "place_country": pick(None, "MLI", "NER"),
                "geo_precision": None if place is None else pick("city", "region"),
                "latitude": place and place[0],
                "longitude": place and place[1],
                "event_date_start": start if has_days else None,
                "event_date_end": end if has_days else None,
                "event_days": [start, end] if has_days and pick(True, False) else None,
                "date_basis": pick("text", "publication", "none"),
                "fatalities": pick(None, 3, 40),
            }
        )
    return rows


def is_worth_comparing(traits: Traits, one: int, other: int) -> bool:
    """The rule of `pipeline.events.blocks`, said for one pair."""
    kinds = tuple(EVENT_TYPES[traits.event_type[row]] for row in (one, other))
    mine, theirs = ([int(getattr(traits, slot)[row]) for slot in SLOTS] for row in (one, other))
    shared = sum(a == b != NONE for a, b in zip(mine, theirs, strict=True))
    crossed = mine[0] == theirs[1] != NONE and mine[1] == theirs[0] != NONE
    if set(kinds) <= set(MUTUAL) and crossed and (kinds[0] == kinds[1] or kinds in RELATED):
        return True
    if kinds[0] != kinds[1]:
        return kinds in RELATED and shared >= 2
    no_name_meets = all(NONE in pair for pair in zip(mine, theirs, strict=True))
    both_dated = bool(traits.has_days[one] and traits.has_days[other])
    begin_together = both_dated and traits.first[one] == traits.first[other]
    return shared >= 1 or (no_name_meets and begin_together)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_pairs_looked_up_are_those_that_comparing_all_with_all_gives(seed: int) -> None:
    rows = draw_mentions(np.random.default_rng(seed))
    traits = read_traits(tabulate_traits(rows), text_ids={})
    num_new = NUM_ROWS // 4
    looked_up: dict[tuple[int, int], float] = {}
    for some, others in find_pairs(traits, num_new=num_new):
        alike = choose_alike(traits, some, others, least=CODES_LEAST)
        looked_up |= {
            (one, other): score
            for one, other, score in zip(*(part.tolist() for part in alike), strict=True)
        }
    one, other = (part.ravel() for part in np.indices((num_new, NUM_ROWS)))
    kept = (other > one) & (traits.item[one] != traits.item[other])
    scores = compare_codes(traits, one[kept], other[kept])
    plain = {
        (a, b): score
        for a, b, score in zip(
            one[kept].tolist(), other[kept].tolist(), scores.tolist(), strict=True
        )
        if score >= CODES_LEAST and is_worth_comparing(traits, a, b)
    }
    assert len(plain) > 300
    assert looked_up == plain


TEXTS = (
    "Un convoi de 12 000 hommes a quitté Tombouctou; 3 sont morts.",
    "A convoy of 12\u00a0000 men left Timbuktu: 3 died, 1.5 km away",
    "Kirkouk, Kirkuk et l'Élysée",
    "En 2031 3 soldats, 1 000 000 de francs, 7 0000",
    "",
    "Half a character \ud800 and none\0here",
)


def test_the_words_of_many_texts_are_those_of_each() -> None:
    words = Wordings(TEXTS, TEXTS)
    alone = [split_words(text) for text in TEXTS]
    one, other = (part.ravel() for part in np.indices((len(TEXTS), len(TEXTS))))
    for kind, name in enumerate(("names", "stems", "numbers")):
        wanted = [
            len(alone[a][kind] & alone[b][kind])
            for a, b in zip(one.tolist(), other.tolist(), strict=True)
        ]
        assert words.count(name, one, other).tolist() == wanted
    assert split_words(TEXTS[0])[2] == {"12000", "3"}
