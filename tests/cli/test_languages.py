"""`netevent languages`: the list, each change, and what is refused."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from netevent.cli import main
from netevent.languages.newcomer import CannotAdd, newcomer
from tests.cli.commands import Done, netevent
from tests.languages.catalogues import write_catalogues


def test_it_lists_the_languages_in_their_order(tmp_path: Path, database_url: str):
    done = run(tmp_path, database_url)
    head, *rows = done.out.splitlines()
    assert head.split() == ["code", "name", "native", "name", "state", "translated", "date", "format", "now"]
    assert [row.split()[1] for row in rows] == ["en", "nl", "de", "fr", "es", "it", "pl"]
    assert rows[0].split()[:7] == ["1", "en", "English", "English", "default", "100", "%"]
    assert "%e. %B %Y um %H:%M" in rows[2]


def test_each_change_is_made_and_shown(tmp_path: Path, database_url: str):
    for arguments, shown in (
        (("default", "nl"), "nl    Dutch  Nederlands   default"),
        (("deactivate", "en"), "en    English  English      off"),
        (("move", "de", "1"), "1  de"),
        (("format", "de", "%d.%m.%Y"), "%d.%m.%Y"),
        (("format", "de", ""), "(its own)"),
    ):
        done = run(tmp_path, database_url, *arguments)
        assert done.code == 0, done.err
        assert " ".join(shown.split()) in " ".join(done.out.split())
        assert "A running server follows within 10 seconds." in done.out
    order = [row.split()[1] for row in run(tmp_path, database_url).out.splitlines()[1:]]
    assert order == ["de", "en", "nl", "fr", "es", "it", "pl"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deactivate", "en"), "English is the default, so it stays active."),
        (("activate", "xx"), "This server does not have that language."),
        (("format", "de", "%Q"), "%Q has no meaning in a date format."),
        (("add", "de"), "This server already has that language."),
        (("add", "pt"), "There is no catalogue"),
        (("add", "zz"), "'zz' is no code of a language."),
        (("move", "de", "0"), "Invalid value for 'POSITION'"),
    ],
)
def test_a_refusal_is_a_sentence_and_a_failure(
    tmp_path: Path, sqlite_url: str, arguments: tuple[str, ...], said: str
):
    done = run(tmp_path, sqlite_url, *arguments)
    assert done.code != 0
    assert said in done.err


def test_a_new_language_is_named_by_its_code_alone(tmp_path: Path):
    language = newcomer("pt", write_catalogues(tmp_path))
    assert (language.code, language.name, language.native_name) == ("pt", "Portuguese", "Português")
    assert (language.is_active, language.is_default, language.date_format) == (False, False, "")


@pytest.mark.parametrize("code", ["", "p", "PT", "pt_BR", "../pt", "zz", "português", "pt\n", "x" * 10_000])
def test_what_is_no_code_of_a_language_is_added_by_nobody(tmp_path: Path, code: str):
    with pytest.raises(CannotAdd):
        newcomer(code, write_catalogues(tmp_path))


def test_an_added_language_is_there_and_not_active(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    folder = write_catalogues(tmp_path)
    monkeypatch.setattr(import_module("netevent.cli.languages"), "resource_path", lambda name: folder)
    monkeypatch.setenv("NETEVENT_DATABASE_URL", sqlite_url)
    done = CliRunner().invoke(main, ["languages", "add", "pt"])
    assert done.exit_code == 0, done.output
    assert "Portuguese" in done.output
    assert "50 %" in done.output
    assert "`netevent languages activate pt`" in done.output
    row = next(line for line in run(tmp_path, sqlite_url).out.splitlines() if " pt " in line)
    assert row.split()[:5] == ["8", "pt", "Portuguese", "Português", "off"]


def run(folder: Path, database_url: str, *arguments: str) -> Done:
    return netevent("languages", *arguments, folder=folder, database_url=database_url)
