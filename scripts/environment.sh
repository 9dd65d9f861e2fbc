#!/usr/bin/env bash
# Makes .venv ready: "runtime" holds what the server needs, "development" the tests' and checks' tools too.
# make runs it before each command; nothing is done when the stamp in .venv matches the lock files.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly wanted="${1:?usage: environment.sh runtime|development}"
readonly stamp=.venv/netevent-environment

main() {
    local state
    state="$(cat requirements.lock requirements-dev.lock | cksum)"
    if is_ready "$state"; then
        return
    fi
    if ! can_be_extended "$state"; then
        make_new
    fi
    install_locked
    echo "$wanted $state $PWD" >"$stamp"
}

# A development environment serves for running, too. A moved checkout or another lock file makes all anew.
is_ready() {
    stamped "$wanted $1 $PWD" || stamped "development $1 $PWD"
}

can_be_extended() {
    stamped "runtime $1 $PWD"
}

stamped() {
    [[ -f $stamp && "$(<"$stamp")" == "$1" ]] && .venv/bin/python -c "" 2>/dev/null
}

make_new() {
    local python
    python="$(find_python)"
    echo "Making .venv with $("$python" --version)" >&2
    rm -rf .venv
    if ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
        fail "$python cannot make environments. On Debian and Ubuntu: apt-get install $(venv_package "$python")"
    fi
    "$python" -m venv .venv
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if "$name" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "NetEvent needs Python 3.11 or newer, and none of python3, python3.11 to python3.14 is one." \
        "Debian and Ubuntu: apt-get install python3 python3-venv; Fedora: dnf install python3; macOS: brew install python"
}

venv_package() {
    "$1" -c "import sys; print('python%d.%d-venv' % sys.version_info[:2])"
}

install_locked() {
    local lock=requirements.lock
    if [[ $wanted == development ]]; then
        lock=requirements-dev.lock
    fi
    echo "Installing $lock into .venv" >&2
    quietly .venv/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r "$lock"
    quietly .venv/bin/python -m pip install --disable-pip-version-check --quiet \
        --no-index --no-deps --no-build-isolation --editable .
}

# An interrupted or failed installation leaves no stamp, so that the next run starts afresh.
quietly() {
    rm -f "$stamp"
    "$@" || fail "The installation stopped, see above. The next make starts it again."
}

fail() {
    echo "$*" >&2
    exit 1
}

main
