"""What scripts show comes from their page: no script has a sentence, or asks for the browser's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netevent.resources import resource_path

FOLDER = Path(resource_path("static")) / "js"
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
LITERAL = re.compile(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`')
# A capital letter, then words: names of keys and of classes have no blanks behind one.
SENTENCE = re.compile(r"(^|[.!?>] ?)[A-Z][a-z]+,? [A-Za-z$]|[a-z][.!?]$")
# Dates and numbers as the browser's own language has them; the zone alone is the device's.
BROWSERS_OWN = re.compile(
    r"toLocale\w*\((\)|undefined)|localeCompare\([^,]*\)|navigator\.language"
    r"|Intl\.\w+\((\)(?!\.resolvedOptions\(\)\.timeZone)|undefined)"
)


def scripts() -> list[str]:
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))


def code_of(script: str) -> str:
    return COMMENT.sub("", (FOLDER / script).read_text(encoding="utf-8"))


def sentences_in(code: str) -> list[str]:
    literals = ["".join(found) for found in LITERAL.findall(code)]
    return [literal for literal in literals if SENTENCE.search(literal)]


@pytest.mark.parametrize("script", scripts())
def test_a_script_has_no_sentence_of_its_own(script: str):
    assert sentences_in(code_of(script)) == []


@pytest.mark.parametrize("script", scripts())
def test_a_script_writes_numbers_and_times_in_the_pages_language(script: str):
    assert BROWSERS_OWN.search(code_of(script)) is None


@pytest.mark.parametrize(
    "code",
    ['say("Scan a badge")', "say('No network.')", "say(`Hello, ${name}`)", 'say("saved.")', 'x = "Saved at"'],
)
def test_a_sentence_is_found(code: str):
    assert sentences_in(code)


@pytest.mark.parametrize(
    "code",
    ["day.toLocaleString()", "one.localeCompare(two)", "new Intl.NumberFormat()", "navigator.language"],
)
def test_the_browsers_own_language_is_found(code: str):
    assert BROWSERS_OWN.search(code)
