"""Draw rows with a place, to be read one by one: is the pin where the text says the act was?

usage: draw_pins.py ROWS.jsonl... [--seed N] [--count N]

ROWS are what `escalade code` wrote. The same rows and seed give the same draw.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path, nargs="+")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--count", type=int, default=100)
    said = ask.parse_args()
    lines = [line for path in said.rows for line in path.read_text(encoding="utf-8").splitlines()]
    pinned = [row for row in map(json.loads, lines) if row["place_name"] is not None]
    drawn = random.Random(said.seed).sample(pinned, min(said.count, len(pinned)))
    print(f"{len(pinned)} rows with a place, {len(drawn)} drawn with seed {said.seed}")
    for number, row in enumerate(sorted(drawn, key=lambda r: (r["item_id"], r["trigger_start"]))):
        rule = next((r for r in row["rule_ids"] if r.startswith("place.")), "")
        print(
            f"{number + 1} {row['item_id']} {row['event_type']} [{row['trigger_text']}] "
            f"-> {row['place_name']} ({row['place_country']}, {row['geo_precision']}) {rule}\n"
            f"    {row['sentence_text']}"
        )


if __name__ == "__main__":
    main()
