#!/usr/bin/env bash
# Collects the visible texts of netevent/ and templates/ into translations/messages.pot and brings every
# catalogue up to date with it. `make translations` runs it; the mappings are in pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly template=translations/messages.pot

main() {
    pybabel extract --mapping-file pyproject.toml --project NetEvent --version 0.1.0 --add-location=file \
        --sort-output --add-comments "Translators:" --copyright-holder "the NetEvent contributors" \
        --output-file "$template" .
    leave_nobody "$template"
    local catalogue
    for catalogue in translations/*/LC_MESSAGES/messages.po; do
        if [[ -f $catalogue ]]; then
            update "$catalogue"
        fi
    done
    .venv/bin/python scripts/check_translations.py
}

update() {
    pybabel update --input-file "$template" --output-file "$1" --locale "$(language "$1")" \
        --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
    leave_nobody "$1"
}

# Babel's placeholders are for people who do not exist.
leave_nobody() {
    sed -i -e '/FIRST AUTHOR/d' -e '/EMAIL@ADDRESS/d' "$1"
}

language() {
    basename "$(dirname "$(dirname "$1")")"
}

pybabel() {
    .venv/bin/pybabel --quiet "$@"
}

main
