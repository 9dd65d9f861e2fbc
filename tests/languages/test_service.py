"""The rules of the server's languages, and what each says when it refuses."""

from __future__ import annotations

import pytest

from netevent.changes import LanguagesChanged
from netevent.core.errors import Refusal
from netevent.core.i18n import Language, queries
from netevent.languages import service
from tests.languages.conftest import Table

AT_FIRST = ["en", "nl", "de", "fr", "es", "it", "pl"]
PORTUGUESE = Language("pt", "Portuguese", "Português", is_active=False)


async def test_a_language_goes_inactive_and_comes_back_where_it_was(table: Table):
    await table.database.transact(service.deactivate, "de")
    assert await table.active() == ["en", "nl", "fr", "es", "it", "pl"]
    assert await table.codes() == AT_FIRST
    await table.database.transact(service.activate, "de")
    assert await table.active() == AT_FIRST
    assert table.published == [LanguagesChanged(), LanguagesChanged()]


async def test_another_default_takes_the_place_of_the_old_one(table: Table):
    await table.database.transact(service.make_default, "nl")
    assert await table.defaults() == ["nl"]
    await table.database.transact(service.deactivate, "en")
    assert await table.active() == AT_FIRST[1:]


async def test_the_default_stays_active(table: Table):
    with pytest.raises(service.DefaultStays) as refused:
        await table.database.transact(service.deactivate, "en")
    assert refused.value.text.startswith("English is the default, so it stays active.")
    assert await table.active() == AT_FIRST
    assert table.published == []


async def test_the_last_one_stays_active(table: Table):
    for code in AT_FIRST[1:]:
        await table.database.transact(service.deactivate, code)
    with pytest.raises(service.LastStays) as refused:
        await table.database.transact(service.deactivate, "en")
    assert refused.value.text.startswith("English is the only active language")
    assert await table.active() == ["en"]


async def test_without_a_mark_the_first_active_one_is_the_default_and_stays(table: Table):
    """As a table that somebody wrote by hand may have it."""
    await table.database.transact(queries.update_default, "none")
    with pytest.raises(service.DefaultStays):
        await table.database.transact(service.deactivate, "en")
    await table.database.transact(service.deactivate, "nl")
    assert await table.active() == ["en", "de", "fr", "es", "it", "pl"]


async def test_what_is_not_active_becomes_no_default(table: Table):
    await table.database.transact(service.deactivate, "de")
    with pytest.raises(service.NotActive) as refused:
        await table.database.transact(service.make_default, "de")
    assert refused.value.text == "Deutsch is not active, so it cannot be the default. Activate it first."
    assert await table.defaults() == ["en"]


@pytest.mark.parametrize(
    ("code", "by", "order"),
    [
        ("nl", -1, ["nl", "en", "de", "fr", "es", "it", "pl"]),
        ("nl", 1, ["en", "de", "nl", "fr", "es", "it", "pl"]),
        ("en", -1, AT_FIRST),
        ("pl", 1, AT_FIRST),
    ],
)
async def test_a_step_moves_one_place_and_stops_at_the_ends(
    table: Table, code: str, by: int, order: list[str]
):
    await table.database.transact(service.step, code, by)
    assert await table.codes() == order


@pytest.mark.parametrize(("position", "index"), [(1, 0), (3, 2), (7, 6), (2_000_000_000, 6)])
async def test_a_move_goes_to_its_position_or_to_the_end(table: Table, position: int, index: int):
    await table.database.transact(service.move, "fr", position)
    codes = await table.codes()
    assert codes.index("fr") == index
    assert [code for code in codes if code != "fr"] == [code for code in AT_FIRST if code != "fr"]


@pytest.mark.parametrize("text", ["%d.%m.%Y %H:%M", "", "%%%d", "%e de %B", "%H%H%H%H", "it's %e"])
async def test_a_date_format_is_kept_as_it_is_typed(table: Table, text: str):
    await table.database.transact(service.set_date_format, "de", f"  {text}\x00 ")
    assert (await table.one("de")).date_format == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("%d %Q", "%Q has no meaning in a date format. Use one of these: %A %a"),
        ("%d %", "% has no meaning in a date format."),
        ("%-d", "%- has no meaning in a date format."),
        ("%😀", "%😀 has no meaning in a date format."),
        ("soon", "This date format contains no date."),
        ("100 %%", "This date format contains no date."),
        ("%d" * 16, "A date format can have at most 30 characters."),
    ],
)
async def test_a_date_format_that_says_no_date_is_refused(table: Table, text: str, said: str):
    before = await table.all()
    with pytest.raises(service.DateFormatRefused) as refused:
        await table.database.transact(service.set_date_format, "de", text)
    assert refused.value.text.startswith(said)
    assert await table.all() == before


async def test_an_eighth_language_comes_last_and_is_not_active(table: Table):
    await table.database.transact(service.add, PORTUGUESE)
    assert (await table.all())[-1] == PORTUGUESE
    with pytest.raises(service.LanguageExists):
        await table.database.transact(service.add, PORTUGUESE)


@pytest.mark.parametrize("code", ["xx", "", "DE", "de ", "' OR 1=1", "de\x00", "\udc80", "😀" * 5000])
async def test_what_is_no_code_of_the_table_finds_nothing(table: Table, code: str):
    before = await table.all()
    for work in (service.activate, service.deactivate, service.make_default):
        with pytest.raises(service.NoSuchLanguage):
            await table.database.transact(work, code)
    with pytest.raises(Refusal):
        await table.database.transact(service.step, code, 1)
    assert await table.all() == before
