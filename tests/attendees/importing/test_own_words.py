"""What attendees wrote themselves is theirs: a list that is imported again leaves it, and says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.util import await_only

from netevent.attendees.importing import importer
from netevent.attendees.importing import queries as import_queries
from netevent.attendees.importing.attendee_file import RemarkReason, text
from netevent.attendees.importing.importer import import_attendee_file
from netevent.attendees.importing.queries import Standing
from netevent.attendees.writing import Details
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees
from netevent.events.queries import select_event
from netevent.identity.accounts import Kind
from netevent.identity.queries import update_account_language
from netevent.profiles.cards.card import Shown
from netevent.profiles.service import find, save
from netevent.registration.service import Registration, register
from tests.attendees.importing.test_upload import report, send
from tests.attendees.rows import attendee_file_of, attendee_file_row, attendee_rows, new_event
from tests.conftest import LogIn
from tests.door import Door
from tests.registration.test_service import LINKS


async def test_what_attendees_wrote_in_their_profiles_stays_and_the_report_says_so(database: Database):
    event_id = await new_event(database)
    listed = attendee_file_row(2, organisation="CERN", role="Researcher", language="fr")
    await import_attendee_file(database, event_id, attendee_file_of(listed))
    (ada,) = await attendee_rows(database, event_id)
    own = (await database.read(find, ada.id)).profile
    await database.transact(save, ada.id, "a login", replace(own, organisation="ESA", introduction="I build"))
    again = replace(listed, role="Director", phone="+31 6 1")
    result = await import_attendee_file(database, event_id, attendee_file_of(again))
    (found,) = await attendee_rows(database, event_id)
    assert (found.organisation, found.role, found.phone) == ("ESA", "Director", "+31 6 1")
    assert found.introduction == "I build"
    assert "esa" in found.search_key
    (remark,) = result.remarks
    assert (result.updated, remark.number, remark.reason) == (1, 2, RemarkReason.OWN_WORD)
    assert text(remark) == "“CERN” is left out: the attendee entered something else."


async def test_the_page_of_the_import_says_what_attendees_keep(door: Door, log_in_as: LogIn):
    content = b"Name;E-mail;Role\nInge Meyer;inge@example.com;Baker\n"
    await report(door, *await send(log_in_as, content, "list.csv"))
    inge = (await attendee_rows(door.database, 1))[-1]
    own = (await door.database.read(find, inge.id)).profile
    await door.database.transact(save, inge.id, "a login", replace(own, role="Miller"))
    page = await report(door, *await send(log_in_as, content, "list.csv"))
    assert "Row 2: “Baker” is left out: the attendee entered something else." in page
    assert (await attendee_rows(door.database, 1))[-1].role == "Miller"


async def test_what_the_attendee_took_out_does_not_come_back(database: Database):
    event_id = await new_event(database)
    listed = attendee_file_of(attendee_file_row(2, phone="+31 6 1"))
    await import_attendee_file(database, event_id, listed)
    (ada,) = await attendee_rows(database, event_id)
    own = (await database.read(find, ada.id)).profile
    await database.transact(save, ada.id, "a login", replace(own, phone=""))
    result = await import_attendee_file(database, event_id, listed)
    (found,) = await attendee_rows(database, event_id)
    assert (found.phone, result.unchanged, len(result.remarks)) == ("", 1, 1)


async def test_language_that_the_attendee_chose_stays(database: Database):
    event_id = await new_event(database)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2, language="fr")))
    (ada,) = await attendee_rows(database, event_id)
    for language in ("nl", "de"):
        await database.transact(update_account_language, Kind.attendee, ada.id, language)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2, language="pl")))
    (found,) = await attendee_rows(database, event_id)
    assert (found.preferred_language, found.own_fields.split()) == ("de", ["language"])


async def test_who_registered_wrote_it_all(database: Database):
    event_id = await new_event(database)
    event = await database.read(select_event, event_id)
    assert event is not None
    ada = Details("ada2@example.org", "Ada", "Lovelace", role="Analyst")
    await database.transact(register, event, Registration(ada, "!"), LINKS)
    confirmed = update(attendees).values(unconfirmed_since=None)
    await database.transact(lambda tx: tx.execute(confirmed))
    row = attendee_file_row(2, role="Director", organisation="CERN")
    result = await import_attendee_file(database, event_id, attendee_file_of(row))
    (found,) = await attendee_rows(database, event_id)
    assert (found.last_name, found.role, found.organisation) == ("Lovelace", "Analyst", "CERN")
    assert [remark.value for remark in result.remarks] == ["Byron 2", "Director"]


async def test_a_list_that_comes_in_while_the_profile_is_saved_hides_what_the_profile_hides(
    database: Database,
):
    """The directory may not hold a name that was hidden meanwhile."""
    event_id = await new_event(database)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)))
    (ada,) = await attendee_rows(database, event_id)
    own = (await database.read(find, ada.id)).profile
    hidden = replace(own, shown=own.shown | {"name": Shown.connections})
    for number in range(6):
        await database.transact(save, ada.id, "a login", own)
        again = attendee_file_of(attendee_file_row(2, role=f"Role {number}"))
        await asyncio.gather(
            import_attendee_file(database, event_id, again),
            database.transact(save, ada.id, "a login", hidden),
        )
        (found,) = await attendee_rows(database, event_id)
        assert (found.shows_name, found.directory_key) == ("connections", "")


async def test_to_write_what_was_seen_before_would_bring_a_hidden_name_back(
    mariadb_url: str, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the name is hidden between the look at who is there and the writing; nobody looks again."""
    database = Database(mariadb_url)
    event_id = await new_event(database)
    await import_attendee_file(database, event_id, attendee_file_of(attendee_file_row(2)))
    (ada,) = await attendee_rows(database, event_id)
    own = (await database.read(find, ada.id)).profile
    hidden = replace(own, shown=own.shown | {"name": Shown.connections})
    select_standing = import_queries.select_standing
    seen: list[dict[str, Standing]] = []

    def look_once(tx: Transaction, *which: Any) -> dict[str, Standing]:
        if seen:
            await_only(database.transact(save, ada.id, "a login", hidden))
        seen.append(seen[0] if seen else select_standing(tx, *which))
        return dict(seen[0])

    monkeypatch.setattr(import_queries, "select_standing", look_once)
    monkeypatch.setattr(importer, "lock_attendees", lambda tx, *ids: None)
    again = attendee_file_of(attendee_file_row(2, role="Director"))
    await import_attendee_file(database, event_id, again)
    (found,) = await attendee_rows(database, event_id)
    assert (found.shows_name, found.directory_key) == ("everyone", "byron 2 ada director")
    await database.close()
