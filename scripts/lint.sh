#!/bin/sh
# Style, format, types, layers.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
echo "Checking style (ruff check)"
$bin/ruff check .
echo "Checking format (ruff format)"
$bin/ruff format --check .
echo "Checking types (mypy --strict)"
$bin/mypy --strict pipeline dashboard
echo "Checking layers (lint-imports)"
$bin/lint-imports
