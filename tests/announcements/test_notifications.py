"""What a notification of an announcement holds: the same for many at once as for each alone."""

from __future__ import annotations

from datetime import timedelta

from netevent.announcements.notifications import ANNOUNCEMENT
from netevent.core import clock
from tests.announcements.announcing import Desk
from tests.statements import statements

NOW = clock.EPOCH + timedelta(days=20_000)


async def test_it_is_read_for_many_as_for_each_alone(desk: Desk):
    people = [await desk.person(name) for name in ("Anna", "Ben", "Cara")]
    number = await desk.send()
    late = await desk.person("Dora")
    other = await desk.send()
    alone = {one: (await desk.database.read(ANNOUNCEMENT.read, one, [number], NOW))[number] for one in people}
    found = await desk.database.read(ANNOUNCEMENT.contents, [*people, late], number, NOW)
    assert found == alone
    assert set(await desk.database.read(ANNOUNCEMENT.contents, [*people, late], other, NOW)) == {
        *people,
        late,
    }


async def test_ten_people_take_no_more_statements_than_two(desk: Desk):
    people = [await desk.person(f"P{number}") for number in range(10)]
    number = await desk.send()
    ran = []
    for some in (people[:2], people):
        with statements() as these:
            await desk.database.read(ANNOUNCEMENT.contents, some, number, NOW)
        ran.append(len(these))
    assert ran[0] == ran[1]


async def test_what_goes_by_mail_alone_has_no_content(desk: Desk):
    anna = await desk.person("Anna")
    number = await desk.send(on_pages=False, by_push=False)
    assert await desk.database.read(ANNOUNCEMENT.contents, [anna], number, NOW) == {}
