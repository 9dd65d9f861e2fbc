"""Announcements are written, scheduled, begun once and stopped, whoever does so at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from netevent.announcements import queries, service
from netevent.announcements.announcement import Audience, Draft, Kind, NotSent, Starts, State, Words
from netevent.announcements.refusals import (
    AudienceMissing,
    ChangedMeanwhile,
    InvitationMissing,
    MomentMissing,
    MomentOver,
    NobodyToTell,
    NothingToStop,
    NotOpen,
    NoWay,
    WordsMissing,
    WordsTooLong,
)
from netevent.announcements.sending import SEND
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.tables import announcements, event_organizers, jobs, organizers
from netevent.core.errors import NotFound, Refusal
from tests.announcements.announcing import DRAFT, Desk
from tests.factories import (
    insert_co_organizer,
    insert_event,
    insert_organizer,
    insert_session,
    insert_type,
)

HOUR = timedelta(hours=1)


async def jobs_of(desk: Desk) -> int:
    statement = select(jobs.c.id).where(jobs.c.kind == SEND.name)
    return len(await desk.database.read(lambda tx: tx.execute(statement).all()))


# ---- writing ------------------------------------------------------------------------------------------


async def test_a_draft_is_kept_as_it_was_written(desk: Desk):
    type_id = await insert_type(desk.database, desk.event_id)
    texts = {"en": Words("Hello", "Text"), "de": Words("Hallo", "Wort")}
    number = await desk.write(
        texts=texts, audience=Audience.type, audience_id=type_id, is_important=True, by_push=False
    )
    found = await desk.find(number)
    assert (found.state, found.sent_by) == (State.draft, "Olivia Organizer")
    assert found.draft.texts == texts
    assert (found.draft.audience_id, found.draft.is_important, found.draft.by_push) == (type_id, True, False)
    assert (found.words("de").subject, found.words("fr").subject) == ("Hallo", "Hello")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"texts": {}}, WordsMissing),
        ({"texts": {"en": Words("Only a subject", " ")}}, WordsMissing),
        ({"texts": {"en": Words("A", "B"), "nl": Words("", "Zonder onderwerp")}}, WordsMissing),
        ({"texts": {"en": Words("A" * 201, "B")}}, WordsTooLong),
        ({"audience": Audience.type}, AudienceMissing),
        ({"audience": Audience.session, "audience_id": 99}, AudienceMissing),
        ({"audience": Audience.line, "audience_id": 99}, AudienceMissing),
        ({"audience": Audience.unopened}, InvitationMissing),
        ({"audience": Audience.unopened, "reminds_id": 99}, InvitationMissing),
        ({"starts": Starts.at}, MomentMissing),
        ({"starts": Starts.before_event}, MomentMissing),
        ({"starts": Starts.before_event, "minutes_before": -1}, MomentMissing),
        ({"by_mail": False, "on_pages": False, "by_push": False}, NoWay),
    ],
)
async def test_what_cannot_be_sent_is_not_kept(desk: Desk, changed: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        await desk.write(**changed)


async def test_types_and_sessions_of_another_event_are_none(desk: Desk, database: Database):
    other = await open_desk_beside(desk)
    session_id = await insert_session(database, other.event_id, clock.now())
    with pytest.raises(AudienceMissing):
        await desk.write(audience=Audience.session, audience_id=session_id)


async def test_an_invitation_goes_by_mail_alone(desk: Desk):
    kept = (await desk.find(await desk.write(kind=Kind.invitation, by_mail=False))).draft
    assert (kept.by_mail, kept.on_pages, kept.by_push) == (True, False, False)


async def test_what_goes_by_push_stands_on_the_pages(desk: Desk):
    kept = (await desk.find(await desk.write(by_mail=False, on_pages=False))).draft
    assert (kept.on_pages, kept.by_push) == (True, True)


async def test_of_two_who_change_one_the_second_is_told(desk: Desk):
    number = await desk.write()
    seen_at = (await desk.find(number)).changed_at

    async def change(subject: str) -> None:
        draft = Draft(DRAFT.kind, DRAFT.audience, None, "en", {"en": Words(subject, "Text")})
        await desk.database.transact(service.change, desk.event_id, number, draft, seen_at)

    await change("First")
    with pytest.raises(ChangedMeanwhile):
        await change("Second")
    assert (await desk.find(number)).words("en").subject == "First"


async def test_what_was_sent_is_not_changed_and_not_removed(desk: Desk):
    await desk.person("Anna")
    number = await desk.send()
    seen_at = (await desk.find(number)).changed_at
    with pytest.raises(ChangedMeanwhile):
        await desk.database.transact(service.change, desk.event_id, number, DRAFT, seen_at)
    with pytest.raises(NotOpen):
        await desk.database.transact(service.remove, desk.event_id, number)


async def test_a_draft_is_removed(desk: Desk):
    number = await desk.write()
    await desk.database.transact(service.remove, desk.event_id, number)
    with pytest.raises(NotFound):
        await desk.database.transact(service.remove, desk.event_id, number)


async def test_another_event_has_no_such_announcement(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    other = await open_desk_beside(desk)
    for work in (service.remove, service.unschedule, service.stop):
        with pytest.raises(NotFound):
            await desk.database.transact(work, other.event_id, number)
    with pytest.raises(NotFound):
        await other.schedule(number)
    with pytest.raises(NotFound):
        await other.begin(number)
    assert await desk.state(number) is State.draft


# ---- beginning ----------------------------------------------------------------------------------------


async def test_said_twice_it_is_sent_once(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    for _ in range(2):
        await desk.begin(number)
    await desk.run()
    await desk.begin(number)
    await desk.run()
    assert await desk.state(number) is State.sent
    assert await desk.mailed() == ["anna@example.org"]


async def test_of_twenty_who_send_it_at_once_one_does(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    with patient():
        await asyncio.gather(*(desk.begin(number) for _ in range(20)))
    assert await jobs_of(desk) == 1
    await desk.run()
    assert await desk.mailed() == ["anna@example.org"]


async def test_without_the_condition_on_its_state_it_would_be_sent_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """The twin."""

    def unguarded(tx: Any, event_id: int, number: int, before: Any, **values: Any) -> bool:
        return bool(tx.execute(update(announcements).where(announcements.c.id == number).values(**values)))

    await desk.person("Anna")
    number = await desk.write()
    monkeypatch.setattr(queries, "update_state", unguarded)
    for _ in range(2):
        await desk.begin(number)
    assert await jobs_of(desk) == 2


async def test_where_nobody_would_get_it_it_is_not_sent(desk: Desk):
    number = await desk.write(audience=Audience.inside)
    with pytest.raises(NobodyToTell):
        await desk.begin(number)
    assert await desk.state(number) is State.draft


# ---- the schedule -------------------------------------------------------------------------------------


async def scheduled(desk: Desk, **changed: Any) -> int:
    await desk.person("Anna")
    moment: dict[str, Any] = {"starts": Starts.at, "send_at": clock.now() + HOUR}
    number = await desk.write(**moment | changed)
    await desk.schedule(number)
    return number


async def test_it_begins_at_its_moment_and_not_before(desk: Desk):
    number = await scheduled(desk)
    assert await desk.clock_says(clock.now() + HOUR / 2) == 0
    assert await desk.clock_says(clock.now() + HOUR) == 1
    assert await desk.state(number) is State.sending


async def test_of_two_workers_whose_clock_says_so_one_begins(desk: Desk):
    await scheduled(desk)
    now = clock.now() + HOUR
    (due,) = await desk.database.read(service.find_due, now)
    begun = (desk.database.transact(service.begin_due, due, now) for _ in range(6))
    with patient():
        assert sorted(await asyncio.gather(*begun)) == [False] * 5 + [True]
    assert await jobs_of(desk) == 1


async def test_without_its_lock_and_condition_both_would_begin(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The twin: each as if it were the first to look."""
    await scheduled(desk)
    now = clock.now() + HOUR
    (due,) = await desk.database.read(service.find_due, now)
    monkeypatch.setattr(queries, "lock_state", lambda *args: State.scheduled)
    monkeypatch.setattr(queries, "update_state", lambda *args, **values: True)
    assert [await desk.database.transact(service.begin_due, due, now) for _ in range(2)] == [True, True]
    assert await jobs_of(desk) == 2


async def test_before_the_event_goes_by_where_the_event_has_moved(desk: Desk):
    start = clock.now().replace(microsecond=0) + 24 * HOUR
    await desk.change_event(start_time=start)
    await scheduled(desk, starts=Starts.before_event, minutes_before=60)
    await desk.change_event(start_time=start + 24 * HOUR)
    assert await desk.clock_says(start) == 0
    assert await desk.clock_says(start + 23 * HOUR) == 1


async def test_what_comes_hours_too_late_is_a_draft_again_and_says_why(desk: Desk):
    number = await scheduled(desk)
    assert await desk.clock_says(clock.now() + 4 * HOUR) == 0
    found = await desk.find(number)
    assert (found.state, found.not_sent) == (State.draft, NotSent.late)
    await desk.schedule(number)
    assert (await desk.find(number)).not_sent is None


@pytest.mark.parametrize(
    ("column", "reason"), [("cancelled_at", NotSent.cancelled), ("archived_at", NotSent.archived)]
)
async def test_an_event_that_is_called_off_or_put_away_sends_nothing_by_itself(
    desk: Desk, column: str, reason: NotSent
):
    number = await scheduled(desk)
    await desk.change_event(**{column: clock.now()})
    assert await desk.clock_says(clock.now() + HOUR) == 0
    found = await desk.find(number)
    assert (found.state, found.not_sent) == (State.draft, reason)


@pytest.mark.parametrize("left", ["removed", "viewer", "account"])
@pytest.mark.attack("a co-organizer schedules, is removed, and it is sent all the same", "a draft again")
async def test_what_somebody_scheduled_who_may_send_no_more_is_not_sent(desk: Desk, left: str):
    await desk.person("Anna")
    edda = await insert_organizer(desk.database, name="Edda", email="edda@example.org")
    await insert_co_organizer(desk.database, desk.event_id, edda, "editor")
    number = await desk.write(starts=Starts.at, send_at=clock.now() + HOUR)
    await desk.schedule(number, by=edda)
    table, row = event_organizers, event_organizers.c.organizer_id == edda
    change = {
        "removed": delete(table).where(row),
        "viewer": update(table).where(row).values(role="viewer"),
        "account": delete(organizers).where(organizers.c.id == edda),
    }[left]
    await desk.database.transact(lambda tx: tx.execute(change))
    assert await desk.clock_says(clock.now() + HOUR) == 0
    found = await desk.find(number)
    assert (found.state, found.not_sent) == (State.draft, NotSent.no_role)
    await desk.schedule(number)
    assert await desk.clock_says(clock.now() + HOUR) == 1


async def test_what_an_editor_scheduled_is_sent_by_that_name(desk: Desk):
    await desk.person("Anna")
    edda = await insert_organizer(desk.database, name="Edda", email="edda@example.org")
    await insert_co_organizer(desk.database, desk.event_id, edda, "editor")
    number = await desk.write(starts=Starts.at, send_at=clock.now() + HOUR)
    await desk.database.transact(service.schedule, desk.event_id, number, edda, "Edda")
    assert await desk.clock_says(clock.now() + HOUR) == 1
    assert (await desk.find(number)).sent_by == "Edda"


async def test_a_moment_that_is_over_is_not_waited_for(desk: Desk):
    number = await desk.write(starts=Starts.at, send_at=clock.now() - HOUR)
    with pytest.raises(MomentOver):
        await desk.schedule(number)
    assert await desk.state(number) is State.draft


async def test_by_hand_it_has_no_moment(desk: Desk):
    number = await desk.write()
    with pytest.raises(MomentMissing):
        await desk.schedule(number)


async def test_who_takes_it_back_sends_nothing(desk: Desk):
    number = await scheduled(desk)
    await desk.database.transact(service.unschedule, desk.event_id, number)
    assert await desk.clock_says(clock.now() + HOUR) == 0
    assert await desk.state(number) is State.draft


async def test_by_hand_after_all_it_waits_for_nothing(desk: Desk):
    number = await scheduled(desk)
    seen_at = (await desk.find(number)).changed_at
    await desk.database.transact(service.change, desk.event_id, number, DRAFT, seen_at)
    assert await desk.state(number) is State.draft


async def test_by_a_condition_it_goes_to_who_meets_it_when_it_begins(desk: Desk):
    """Not in at that time, as the door says then."""
    await scheduled(desk, audience=Audience.outside)
    await desk.person("Ben", checked_in=True)
    await desk.clock_says(clock.now() + HOUR)
    await desk.run()
    assert await desk.mailed() == ["anna@example.org"]


# ---- stopping -----------------------------------------------------------------------------------------


async def test_what_never_began_is_not_stopped(desk: Desk):
    number = await desk.write()
    with pytest.raises(NothingToStop):
        await desk.stop(number)
    assert await desk.state(number) is State.draft


async def test_stopped_before_its_job_nobody_is_told(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    assert await desk.stop(number) == 0
    await desk.run()
    assert (await desk.state(number), await desk.mailed()) == (State.stopped, [])
    with pytest.raises(NotOpen):
        await desk.begin(number)


async def open_desk_beside(desk: Desk) -> Desk:
    return Desk(desk.database, desk.organizer_id, await insert_event(desk.database, desk.organizer_id))
