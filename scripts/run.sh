#!/bin/sh
# Environment, bundled corpus, dashboard. The corpus is coded again only when code or data changed.
set -eu
cd "$(dirname "$0")/.."
sh scripts/env.sh
state=$(.venv/bin/python scripts/fingerprint.py)
if [ "$(cat var/demo.coded 2>/dev/null)" != "$state" ]; then
    echo "Coding the bundled corpus into its own store, var/demo (a minute or two)"
    .venv/bin/escalade ingest data/corpus --store var/demo --demo --recode
    mkdir -p var
    echo "$state" > var/demo.coded
fi
exec .venv/bin/escalade serve --port "${PORT:-8501}"
