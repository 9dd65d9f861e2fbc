"""How much of a catalogue is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from netevent.core.i18n.catalogues import catalogue_file, read_catalogue
from tests.languages.catalogues import HEAD, write_catalogues


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_catalogues(tmp_path)


def test_fuzzy_and_missing_texts_do_not_count(folder: Path):
    """Of Save, Language (fuzzy), a plural, and Save in another meaning."""
    assert read_catalogue(folder, "pt").percent == 50


def test_what_is_translated_is_spoken_and_the_fuzzy_is_not(folder: Path):
    texts = read_catalogue(folder, "pt").texts
    assert (texts.gettext("Save"), texts.gettext("Language")) == ("Salvar", "Language")
    assert texts.ngettext("One day", "%(num)s days", 2) == "%(num)s dias"


def test_one_missing_text_of_many_is_not_all(folder: Path):
    template = "".join(f'msgid "Text {number}"\nmsgstr ""\n\n' for number in range(1000))
    translated = "".join(f'msgid "Text {number}"\nmsgstr "Texto"\n\n' for number in range(999))
    (folder / "messages.pot").write_text(HEAD + template, encoding="utf-8")
    catalogue_file(folder, "pt").write_text(HEAD + translated, encoding="utf-8")
    assert read_catalogue(folder, "pt").percent == 99


def test_english_is_the_source_and_whole_and_others_without_a_catalogue_have_nothing(folder: Path):
    assert read_catalogue(folder, "en").percent == 100
    assert read_catalogue(folder, "de").percent == 0
    assert read_catalogue(folder, "de").texts.gettext("Save") == "Save"


def test_an_english_catalogue_without_translations_is_whole(folder: Path):
    """It may hold nothing but plural forms: what it leaves empty is English already."""
    file = catalogue_file(folder, "en")
    file.parent.mkdir(parents=True)
    file.write_text(HEAD + 'msgid "Save"\nmsgstr ""\n', encoding="utf-8")
    assert read_catalogue(folder, "en").percent == 100
    assert read_catalogue(folder, "en").texts.gettext("Save") == "Save"


def test_a_catalogue_that_was_completed_is_read_again(folder: Path):
    assert read_catalogue(folder, "pt").percent == 50
    file = catalogue_file(folder, "pt")
    file.write_text(file.read_text() + '\nmsgctxt "verb"\nmsgid "Save"\nmsgstr "Guardar"\n', encoding="utf-8")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert read_catalogue(folder, "pt").percent == 75


def test_without_the_list_of_all_texts_a_catalogue_is_measured_by_its_own(folder: Path):
    (folder / "messages.pot").unlink()
    assert read_catalogue(folder, "pt").percent == 66
