"""The moments of the first mail and the first login: written once, with what they are about or not at all."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from netevent.attendees.firsts import note_firsts
from netevent.changes import AttendeeLoggedIn, AttendeeMailed, Change
from netevent.core.database import Database, Reactions, Transaction
from netevent.core.database.tables import attendees
from netevent.core.mail.outbox import Recipient, WrittenMail, queue_mail
from netevent.reactions import REACTIONS
from tests import factories
from tests.attendees.rows import new_event


async def publish(database: Database, *changes: Change) -> None:
    def work(tx: Transaction) -> None:
        for change in changes:
            tx.publish(change)

    await database.transact(work)


async def moments(database: Database, ids: Sequence[int]) -> list[tuple[object, object]]:
    columns = select(attendees.c.mailed_at, attendees.c.first_login_at).where(attendees.c.id.in_(ids))
    rows = await database.read(lambda tx: tx.execute(columns.order_by(attendees.c.id)).all())
    return [(row.mailed_at, row.first_login_at) for row in rows]


async def test_the_first_mail_and_login_are_written_once(database_url: str, database: Database):
    house = Database(database_url, reactions=REACTIONS)
    event_id = await new_event(database)
    one, other = [await factories.insert_attendee(database, event_id) for _ in range(2)]
    await publish(house, AttendeeMailed(one), AttendeeLoggedIn(other))
    first = await moments(database, [one, other])
    assert [(bool(mailed), bool(entered)) for mailed, entered in first] == [(True, False), (False, True)]
    await publish(house, AttendeeMailed(one), AttendeeLoggedIn(other))
    assert await moments(database, [one, other]) == first
    await house.close()


async def test_a_rollback_takes_the_moment_along(database_url: str, database: Database):
    house = Database(database_url, reactions=Reactions().before_commit(note_firsts))
    person = await factories.insert_attendee(database, await new_event(database))

    def fails(tx: Transaction) -> None:
        tx.publish(AttendeeMailed(person))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await house.transact(fails)
    assert await moments(database, [person]) == [(None, None)]
    await house.close()


async def test_a_log_in_is_told(log_in_as, database: Database):
    await log_in_as("guest1")
    assert [bool(entered) for _, entered in await moments(database, [1, 2])] == [True, False]


async def test_a_mail_to_an_attendee_is_told(database_url: str, database: Database):
    house = Database(database_url, reactions=REACTIONS)
    person = await factories.insert_attendee(database, await new_event(database))
    mail = WrittenMail(subject="Hello", text="Hello", html="<p>Hello</p>")
    await house.transact(lambda tx: queue_mail(tx, mail, Recipient("a@example.org", "en")))
    assert await moments(database, [person]) == [(None, None)]
    await house.transact(lambda tx: queue_mail(tx, mail, Recipient("a@example.org", "en", person)))
    assert [bool(mailed) for mailed, _ in await moments(database, [person])] == [True]
    await house.close()
