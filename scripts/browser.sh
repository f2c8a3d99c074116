#!/bin/sh
# Make sure that the browser tests find a Chromium; without one they are skipped, and this says so.
set -eu
cd "$(dirname "$0")/.."

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -n "$(ls "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" 2>/dev/null)" ]
}

has_browser && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (apt-get)"
    if apt-get update -qq >/dev/null 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null; then
        exit 0
    fi
fi
echo "Installing Chromium for the browser tests (playwright)"
if .venv/bin/playwright install chromium; then
    exit 0
fi
echo "No Chromium could be installed: the browser tests will be skipped." >&2
echo "To run them, install one: apt-get install chromium, or .venv/bin/playwright install chromium" >&2
