"""Whoever writes an attendee: the columns by which people are found and compared stay true."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees.importing.importer import import_attendee_file
from netevent.attendees.search_keys import Listing, attendee_search_key, directory_key
from netevent.attendees.writing import Details, NewAttendee, insert_attendee, update_attendee
from netevent.core.database.tables import attendees
from netevent.core.text.comparing import normalize_email
from netevent.events.queries import select_event
from netevent.privacy.deletion.service import delete_account
from netevent.profiles.cards.card import FIELDS, Shown
from netevent.profiles.queries import Profile
from netevent.profiles.service import save
from netevent.registration.service import Registration, register
from tests.attendees.rows import attendee_file_of, attendee_file_row
from tests.door import Door, badge
from tests.registration.test_service import LINKS

ADDRESS = "Sigurður@xn--mnchen-3ya.de"


async def by_form(door: Door) -> None:
    event = await door.database.read(select_event, event_id=1)
    assert event is not None
    new = Details(ADDRESS, "Sigurður", "Þór", "Cœur & Co", "Œnologist", language="fr")
    await door.database.transact(register, event, Registration(new, "!"), LINKS)


async def by_list(door: Door) -> None:
    """Somebody new, and somebody who is there."""
    given = {"first_name": "Sigurður", "last_name": "Þór", "organisation": "Cœur & Co", "role": "Œnologist"}
    rows = (attendee_file_row(2, email=ADDRESS, **given), attendee_file_row(3, email="guest1@example.com"))
    await import_attendee_file(door.database, 1, attendee_file_of(*rows))


async def by_list_of_who_hides_the_name(door: Door) -> None:
    await door.change_attendee(1, shows_name="connections", directory_key="")
    await by_list(door)


async def by_profile(door: Door) -> None:
    shown = dict.fromkeys(FIELDS, Shown.everyone) | {"organisation": Shown.connections}
    new = Profile("", "Þóra", "Ægisdóttir", "Cœur & Co", "Œnologist", language="en", shown=shown)
    await door.database.transact(save, 1, "a login", new)


async def by_deletion(door: Door) -> None:
    await door.scan(badge(1))
    await door.database.transact(delete_account, 1)


WRITERS = (by_form, by_list, by_list_of_who_hides_the_name, by_profile, by_deletion)


@pytest.mark.parametrize("write", WRITERS)
async def test_everybody_is_found_by_what_stands_and_shows(
    door: Door, write: Callable[[Door], Awaitable[None]]
):
    before = await keys(door)
    await write(door)
    after = await keys(door)
    assert after != before
    for row in await rows(door):
        listing = Listing(*(getattr(row, f"shows_{one}") == "everyone" for one in Listing.__slots__))
        names = (row.first_name, row.last_name, row.organisation or "")
        assert row.email_key == normalize_email(row.email)
        assert row.search_key == attendee_search_key(*names, row.email)
        assert row.directory_key == directory_key(*names, row.role or "", listing)


async def test_what_is_found_by_is_changed_as_a_whole_only(door: Door):
    async def change(*conditions: Any, **columns: Any) -> bool:
        return await door.database.transact(lambda tx: update_attendee(tx, 1, *conditions, **columns))

    with pytest.raises(AssertionError):
        await change(last_name="Byron")
    assert await change(wants_digest=False)
    assert not await change(attendees.c.event_id == 2, wants_digest=True)


async def test_code_is_the_one_given_or_a_new_one(door: Door):
    for code in ("GIVENCODE2", ""):
        new = NewAttendee(Details(f"{code}@example.org", "Ada", "Byron"), code)
        made = await door.database.transact(insert_attendee, 1, new)
        (row,) = [row for row in await rows(door) if row.id == made]
        assert row.attendee_code == (code or row.attendee_code)
        assert len(row.attendee_code) == 10


async def rows(door: Door) -> list[Any]:
    return await door.database.read(lambda tx: list(tx.execute(select(attendees).order_by(attendees.c.id))))


async def keys(door: Door) -> list[tuple[str, ...]]:
    return [(row.email_key, row.search_key, row.directory_key) for row in await rows(door)]
