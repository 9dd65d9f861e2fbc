#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock from pyproject.toml, with hashes for every platform.
# `make lock` runs it. uv is the one tool that no lock file can hold, so it lives in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly tools=.venv/lock-tools

main() {
    bash scripts/environment.sh runtime
    .venv/bin/python -m pip install --disable-pip-version-check --quiet --target "$tools" --upgrade "uv>=0.13,<0.14"
    compile requirements.lock
    compile requirements-dev.lock --group dev --constraint requirements.lock
}

compile() {
    local file="$1"
    shift
    rm -f "$file"
    "$tools/bin/uv" pip compile pyproject.toml --group build "$@" --quiet --universal --python-version 3.11 \
        --generate-hashes --no-annotate --custom-compile-command "make lock" --output-file "$file"
}

main
