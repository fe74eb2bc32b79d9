#!/bin/sh
# Write both locks anew from pyproject.toml: every package with its version and hashes, and no address, so
# that they install from whatever index pip is set up with. Versions stay unless asked: scripts/lock.sh --upgrade
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check uv

export UV_CUSTOM_COMPILE_COMMAND="make lock"
lock() {
    "$tools/bin/uv" pip compile pyproject.toml --quiet --universal --generate-hashes \
        --annotation-style line --extra scale "$@"
}
lock --output-file requirements.lock "$@"
# the second must hold the first, so that demo and tests can share one environment
lock --extra dev --constraints requirements.lock --output-file requirements-dev.lock "$@"

for file in requirements.lock requirements-dev.lock; do
    echo "$file: $(grep -c '==' "$file") packages"
done
