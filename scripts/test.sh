#!/bin/sh
# Everything a change must pass, from a bare checkout.
set -eu
cd "$(dirname "$0")/.."
sh scripts/env.sh test
sh scripts/browser.sh
sh scripts/spark.sh
sh scripts/lint.sh
echo "Running the tests (pytest)"
exec .venv/bin/pytest "$@"
