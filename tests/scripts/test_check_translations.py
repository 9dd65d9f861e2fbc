"""A catalogue that is not whole fails the check, whatever it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netevent.resources import resource_path
from tests.scripts.loading import script

POLISH = "pl/LC_MESSAGES/messages.po"
FORMS = 'msgid "%(num)s person found"'


check_translations = script("check_translations")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project's own catalogues, to spoil."""
    return shutil.copytree(resource_path("translations"), tmp_path / "translations")


def test_the_catalogues_are_whole(folder: Path):
    assert list(check_translations.faults_of_catalogues(folder)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('msgid "Log in again"\nmsgstr "', 'msgid "Something else"\nmsgstr "', "is missing"),
        ('msgid "Log in again"', '#, fuzzy\nmsgid "Log in again"', "is fuzzy"),
        ("%(inside)s", "%(outside)s", "has other placeholders or tags"),
        ("<b class='strong'>", "<b>", "has other placeholders or tags"),
        ('msgid "LinkedIn"\nmsgstr "LinkedIn"', 'msgid "LinkedIn"\nmsgstr "Linked"', "is not the same"),
    ],
)
def test_what_a_catalogue_lacks_is_named(folder: Path, before: str, after: str, said: str):
    file = folder / POLISH
    whole = file.read_text("utf-8")
    assert before in whole
    place = whole.rindex(before) if before.startswith(("%", "<")) else whole.index(before)
    file.write_text(whole[:place] + after + whole[place + len(before) :], "utf-8")
    faults = list(check_translations.faults_of_catalogues(folder))
    assert len(faults) >= 1
    assert any(said in fault and fault.startswith(POLISH) for fault in faults), faults


@pytest.mark.parametrize(
    ("translated", "said"),
    [('msgstr ""', "is not translated"), ('msgstr "Log in again"', "is the same as in English")],
)
def test_a_text_that_nobody_translated_is_named(folder: Path, translated: str, said: str):
    file = folder / POLISH
    lines = file.read_text("utf-8").splitlines()
    lines[lines.index('msgid "Log in again"') + 1] = translated
    file.write_text("\n".join(lines) + "\n", "utf-8")
    (fault,) = check_translations.faults_of_catalogues(folder)
    assert "'Log in again'" in fault
    assert said in fault


def test_a_plural_form_less_is_named(folder: Path):
    file = folder / POLISH
    whole = file.read_text("utf-8")
    start = whole.index("msgstr[2]", whole.index(FORMS))
    file.write_text(whole[:start] + whole[whole.index("\n\n", start) :], "utf-8")
    assert [
        fault for fault in check_translations.faults_of_catalogues(folder) if "%(num)s person found" in fault
    ]
