#!/bin/sh
# Java and PySpark for the test of the Spark engine. Without them that test skips and says so.
set -eu
cd "$(dirname "$0")/.."
if .venv/bin/python -c 'import pyspark' 2>/dev/null && command -v java >/dev/null 2>&1; then
    exit 0
fi
if ! command -v java >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Java for the Spark engine (apt-get)"
    apt-get install -y -qq default-jre-headless >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq default-jre-headless; } >/dev/null 2>&1 ||
        echo "Java could not be installed: apt-get install default-jre-headless"
fi
if ! command -v java >/dev/null 2>&1; then
    echo "No Java here: the Spark engine's test will be skipped. Install a Java 17 runtime to run it."
    exit 0
fi
echo "Installing PySpark of requirements-spark.lock for the Spark engine's test (a minute)"
python3 -m pip --python .venv/bin/python install -qq --disable-pip-version-check \
    --no-deps --require-hashes -r requirements-spark.lock ||
    echo "PySpark could not be installed: the Spark engine's test will be skipped."
