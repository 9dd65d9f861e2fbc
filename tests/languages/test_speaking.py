"""What a process speaks: the active languages, in the date formats of the table."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from netevent.changes import LanguagesChanged
from netevent.core import i18n
from netevent.core.i18n import SEVEN, Language, Languages, language_name, speaking
from netevent.core.i18n.queries import insert_language, update_is_active
from netevent.core.i18n.refreshing import LanguagesOfTable
from netevent.core.i18n.writing import clock_time, moment, period, short_time, written
from netevent.core.site import Application
from netevent.core.web import pages
from netevent.live.bus import Bus
from netevent.periodic import refresh_languages
from tests.door import Door
from tests.languages.catalogues import write_catalogues
from tests.languages.conftest import Table

MOMENT = datetime(2026, 11, 5, 9, 4, tzinfo=UTC)
WITHOUT_GERMAN = Languages(
    tuple(replace(one, is_default=one.code == "nl") for one in SEVEN if one.code != "de")
)


@pytest.mark.parametrize(
    ("code", "date_format", "text"),
    [
        ("de", "%A, %e. %B %Y um %H:%M", "Donnerstag, 5. November 2026 um 09:04"),
        ("pl", "%e %B", "5 listopada"),
        ("en", "%I:%M:%S %p", "09:04:00 am"),
        ("en", "%d/%m/%y 100%%", "05/11/26 100%"),
        ("en", "%H%H%B%b%B", "0909NovemberNovNovember"),
        ("en", "it's '%d' {{ EEEE", "it's '05' {{ EEEE"),
        ("en", "%Q%d", "05"),
        ("de", "", "05.11.2026, 09:04:00"),
    ],
)
def test_a_date_format_is_written_letter_by_letter(code: str, date_format: str, text: str):
    assert written(MOMENT, date_format, code) == text


@pytest.mark.parametrize(
    ("code", "date_format", "text"),
    [
        ("en", "%e %B %Y at %H:%M", "16:05 16:05:09"),
        ("en", "%e %B %Y at %I:%M %p", "4:05 pm 4:05:09 pm"),
        ("de", "", "16:05 16:05:09"),
        ("hi", "", "4:05 pm 4:05:09 pm"),
        ("ko", "%H:%M", "16:05 16:05:09"),
    ],
)
def test_the_clock_goes_to_twelve_where_the_language_says_so(
    tmp_path: Path, code: str, date_format: str, text: str
):
    i18n.load_catalogues(tmp_path, Languages((Language(code, code, code, date_format),)))
    at = datetime(2026, 11, 27, 16, 5, 9, tzinfo=UTC)
    with speaking(code):
        assert f"{short_time(at, 'UTC')} {clock_time(at, 'UTC')}" == text
        assert period(at, at + timedelta(hours=1), "UTC").count(short_time(at, "UTC")) == 1


def test_who_prefers_what_is_not_active_is_spoken_to_in_the_default(tmp_path: Path):
    i18n.load_catalogues(tmp_path, WITHOUT_GERMAN)
    for preferred, spoken in (("de", "nl"), ("fr", "fr"), ("xx", "nl"), ("", "nl")):
        with speaking(preferred):
            assert i18n.current_language() == spoken


def test_a_page_or_mail_says_in_which_language_it_is(tmp_path: Path):
    i18n.load_catalogues(tmp_path, WITHOUT_GERMAN)
    about = {"status": 404, "text": "Nothing", "languages": WITHOUT_GERMAN.active, "page_address": "/"}
    text = pages.render("errors/unread.html", "de", **about)
    assert '<html lang="nl"' in text


def test_languages_have_a_name_in_every_language():
    assert language_name("pl", "de") == "Polnisch"
    assert language_name("fr", "fr") == "Français"
    assert language_name("nobody", "en") == "nobody"


async def test_an_eighth_language_is_spoken_once_it_is_active(table: Table, tmp_path: Path):
    """With no line of code: a catalogue and a row."""
    folder = write_catalogues(tmp_path)
    languages = LanguagesOfTable(table.database, folder)
    portuguese = Language("pt", "Portuguese", "Português", "%e de %B", is_active=False)
    await table.database.transact(insert_language, portuguese)
    await languages.load()
    assert i18n.active_languages().best("pt-BR") is None
    await table.database.transact(update_is_active, "pt", is_active=True)
    await languages.refresh()
    assert i18n.active_languages().best("pt-BR") == "pt"
    with speaking("pt"):
        assert i18n.gettext("Save") == "Salvar"
        assert moment(MOMENT, "UTC") == "5 de novembro"


async def test_nothing_is_read_again_where_the_table_is_the_same(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    languages = LanguagesOfTable(table.database, tmp_path)
    await languages.load()
    monkeypatch.setattr("netevent.core.i18n.refreshing.load_catalogues", None)
    await languages.refresh()
    await table.database.transact(update_is_active, "de", is_active=False)
    with pytest.raises(TypeError):
        await languages.refresh()


async def test_a_change_of_another_worker_comes_over_the_bus(app: Application, client: Any, door: Door):
    """As `RedisBus` delivers it: the table is changed already."""
    await door.database.transact(update_is_active, "de", is_active=False)
    assert "de" in app.site.languages.codes
    app.site.part(Bus).deliver(LanguagesChanged())
    async with asyncio.timeout(60):
        while (await client.get("/language/de")).status_code != 404:
            continue


async def test_a_change_that_nobody_told_is_found_by_the_clock(app: Application, door: Door):
    await door.database.transact(update_is_active, "de", is_active=False)
    await refresh_languages(app.site)
    assert "de" not in app.site.languages.codes
