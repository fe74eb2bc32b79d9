#!/bin/sh
# Write the locks anew from pyproject.toml: every package with its version and hashes, and no address, so
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

extra() {
    "$tools/bin/python" - "$1" >"$tools/$1.in" <<'NAMES'
import sys, tomllib
print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"][sys.argv[1]], sep="\n")
NAMES
    name=$1
    shift
    "$tools/bin/uv" pip compile "$tools/$name.in" --quiet --universal --generate-hashes --no-annotate \
        --python-version 3.11 --constraints requirements-dev.lock --output-file "requirements-$name.lock" "$@"
}
# Reading pictures: rapidocr asks for the OpenCV that draws windows and needs the libraries of a screen. The same
# code without them takes its place, so this lock is installed with --no-deps.
echo 'opencv-python ; sys_platform == "never"' >"$tools/never.txt"
extra ocr --override "$tools/never.txt" "$@"
# Comparing questions by meaning; with the numpy of the lock above, so that both fit into one environment.
extra answers --constraints requirements-ocr.lock "$@"

for file in requirements.lock requirements-dev.lock requirements-ocr.lock requirements-answers.lock; do
    echo "$file: $(grep -c '==' "$file") packages"
done
