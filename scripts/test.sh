#!/bin/sh
# Everything a change must pass, from a bare checkout. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
sh scripts/env.sh test
sh scripts/browser.sh
sh scripts/spark.sh
sh scripts/lint.sh
if [ "$#" -gt 0 ]; then
    echo "Running the tests named (pytest)"
    exec .venv/bin/pytest "$@"
fi
echo "Running the browser tests (pytest; three minutes)"
if ! .venv/bin/pytest tests/browser; then
    echo "Running those that failed once more, alone: a busy machine may have kept them waiting"
    .venv/bin/pytest tests/browser --last-failed
fi
echo "Running all other tests (pytest; five minutes)"
exec .venv/bin/pytest --ignore=tests/browser
