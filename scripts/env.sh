#!/bin/sh
# Build .venv from the hashed lock: `env.sh` for running, `env.sh test` for the tests too.
# Does nothing, at once, while lock, project file, interpreter and folder are those of last time.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
lock=requirements.lock
[ "$kind" = test ] && lock=requirements-test.lock

is_supported() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if is_supported "$name"; then
            command -v "$name"
            return
        fi
    done
    echo "No Python 3.11, 3.12 or 3.13 was found. Install one, or name it: make PYTHON=/path/to/python3" >&2
    exit 1
}

digest() {
    cat "$@" | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

python=$(find_python)
wanted="$(pwd) $("$python" -c 'import sys; print(sys.version.split()[0])') $(digest "$lock" pyproject.toml)"
stamp=.venv/.installed-$kind
if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi
# The lock of the tests holds everything that running needs.
tested="$(pwd) $("$python" -c 'import sys; print(sys.version.split()[0])') $(digest requirements-test.lock pyproject.toml)"
if [ "$kind" = run ] && [ -x .venv/bin/python ] && [ "$(cat .venv/.installed-test 2>/dev/null)" = "$tested" ]; then
    exit 0
fi

if ! "$python" -m pip --version >/dev/null 2>&1; then
    echo "$python has no pip. Install it (Debian: apt-get install python3-pip) and run this again." >&2
    exit 1
fi
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# Installed commands name their interpreter by its full path: a folder that moved needs new ones.
if [ -f .venv/bin/activate ] && ! grep -qF "$(pwd)/.venv" .venv/bin/activate; then
    rm -rf .venv
fi
if [ ! -x .venv/bin/python ] || [ "$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" != "$version" ]; then
    echo "[1/3] Making the environment .venv with Python $version"
    rm -rf .venv
    "$python" -m venv --without-pip .venv
fi
rm -f .venv/.installed-run .venv/.installed-test
echo "[2/3] Installing the packages and language models of $lock (a few minutes the first time)"
"$python" -m pip --python .venv/bin/python install -qq --disable-pip-version-check \
    --no-deps --require-hashes -r "$lock"
echo "[3/3] Installing the project itself"
"$python" -m pip --python .venv/bin/python install -qq --disable-pip-version-check \
    --no-deps --no-build-isolation -e .
echo "$wanted" > "$stamp"
