"""An announcement reaches each of its audience once, whoever dies in between, and says why it did not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from netevent.announcements import queries as announcement_queries
from netevent.announcements.announcement import Audience, Kind, LeftOut, State, Words
from netevent.announcements.off.service import off_link
from netevent.announcements.recipients import queries, telling
from netevent.announcements.recipients.recipient import Which
from netevent.announcements.sending import SEND
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendees, jobs, mails, notifications
from netevent.core.jobs import LeaseLost, queue
from netevent.core.jobs.queries import select_job
from netevent.core.mail.outbox import MAIL
from netevent.core.text.addresses import stored_address
from netevent.events.queries import delete_event
from tests.announcements.announcing import BASE, LINKS, SECRET, Desk
from tests.core.jobs.rows import make_due

MINUTE = timedelta(minutes=1)


async def told(desk: Desk) -> list[tuple[int, str, int]]:
    columns = (notifications.c.attendee_id, notifications.c.kind, notifications.c.subject_id)
    statement = select(*columns).order_by(notifications.c.attendee_id)
    return [tuple(row) for row in await desk.database.read(lambda tx: tx.execute(statement).all())]


async def reasons(desk: Desk, number: int) -> dict[str, LeftOut | None]:
    return {one.first_name: one.left_out for one in await desk.recipients(number)}


async def test_everybody_gets_the_mail_and_the_notification_once(desk: Desk):
    anna, ben = await desk.person("Anna"), await desk.person("Ben")
    number = await desk.send()
    assert await desk.mailed() == ["anna@example.org", "ben@example.org"]
    assert await told(desk) == [(anna, "announcement", number), (ben, "announcement", number)]
    assert await desk.state(number) is State.sent
    found = await desk.results(number)
    assert (found.people, found.total, found.done) == (2, 2, 2)
    assert found.mails == {"waiting": 2}


async def test_each_reads_the_own_words_in_the_own_language(desk: Desk):
    for name, language in (("Anna", "de"), ("Ben", "pl"), ("Cara", "")):
        await desk.person(name, preferred_language=language or None)
    texts = {"en": Words("Lunch for {first_name}", "At noon"), "de": Words("Essen", "Für {first_name}")}
    await desk.send(texts=texts)
    german, polish, nobodys = await desk.mails()
    assert (german.part("subject.txt"), polish.part("subject.txt")) == ("Essen", "Lunch for Ben")
    assert "Für Anna" in german.part("body.txt")
    assert '<div lang="en">' in polish.part("body.html")
    assert nobodys.part("subject.txt") == "Lunch for Cara"


async def test_who_gets_no_mail_is_listed_with_the_reason(desk: Desk):
    await desk.person("Anna", email=stored_address(""))
    await desk.person("Ben", unconfirmed_since=clock.now())
    await desk.person("Cara", wants_announcements=False)
    await desk.person("Dora")
    number = await desk.send()
    assert await reasons(desk, number) == {
        "Anna": LeftOut.no_address,
        "Ben": LeftOut.unconfirmed,
        "Cara": LeftOut.unwanted,
        "Dora": None,
    }
    assert await desk.mailed() == ["dora@example.org"]
    assert len(await told(desk)) == 4
    assert (await desk.results(number)).left_out == {
        LeftOut.no_address: 1,
        LeftOut.unconfirmed: 1,
        LeftOut.unwanted: 1,
    }


async def test_a_server_without_mail_says_so_and_shows_it_on_the_pages(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    await desk.run(replace(LINKS, can_mail=False))
    assert await reasons(desk, number) == {"Anna": LeftOut.no_server}
    assert len(await told(desk)) == 1


async def test_the_link_to_turn_them_off_is_in_it(desk: Desk):
    anna = await desk.person("Anna")
    await desk.send()
    await desk.send(kind=Kind.invitation)
    assert [one.off_link for one in await desk.mails()] == [off_link(BASE, SECRET, anna)] * 2
    assert {one.event_id for one in await desk.mails()} == {desk.event_id}


async def test_what_is_important_goes_also_to_who_wants_none_and_has_no_such_link(desk: Desk):
    await desk.person("Anna", wants_announcements=False)
    await desk.send(is_important=True)
    (mail,) = await desk.mails()
    assert (mail.recipient, mail.off_link, mail.template) == (
        "anna@example.org",
        "",
        "important_announcement",
    )
    assert "Lunch is at noon, Anna." in mail.part("body.txt")


async def test_an_invitation_shows_nothing_on_the_pages(desk: Desk):
    await desk.person("Anna")
    await desk.send(kind=Kind.invitation)
    assert await told(desk) == []


async def test_without_push_it_is_told_quietly(desk: Desk):
    anna = await desk.person("Anna")
    number = await desk.send(by_push=False, by_mail=False)
    assert await told(desk) == [(anna, "quiet_announcement", number)]
    assert await desk.mails() == []


async def test_a_personal_link_is_made_only_where_it_stands_in_the_text(desk: Desk):
    anna = await desk.person("Anna")
    await desk.send()
    statement = select(attendees.c.confirmation_token).where(attendees.c.id == anna)
    assert await desk.database.read(lambda tx: tx.execute(statement).scalar()) is None
    await desk.send(texts={"en": Words("Come in", "{link}\n{badge}")})
    body = (await desk.mails())[-1].part("body.txt")
    link = next(word for word in body.split() if word.startswith(f"{BASE}/attendee/personal/"))
    assert f"{link}\n{link}#badge\n" in body
    assert await desk.database.read(lambda tx: tx.execute(statement).scalar()) is not None


@pytest.mark.parametrize(
    "name",
    ["{link}", "<b>Anna</b>", "Anna\r\nBcc: all@example.org", "{{link}}", "%(name)s", "{{ 7*7 }}"],
)
async def test_a_hostile_name_is_a_name(desk: Desk, name: str):
    """Nothing that is filled in is filled in again, or taken for markup or a header."""
    await desk.person("x", first_name=name)
    await desk.send(texts={"en": Words("Hello {first_name}", "Dear {first_name}!")})
    (mail,) = await desk.mails()
    seen = " ".join(name.split())
    assert mail.part("subject.txt") == f"Hello {seen}"
    assert f"Dear {seen}!" in mail.part("body.txt")
    assert "<b>Anna" not in mail.part("body.html")
    assert "/attendee/personal/" not in mail.part("body.html")


async def test_the_text_is_no_markup_and_its_addresses_are_links(desk: Desk):
    await desk.person("Anna")
    body = "Look: https://example.org/a?b=1&c=2.\n\n<script>alert(1)</script> javascript:alert(1)"
    await desk.send(texts={"en": Words("<i>Look</i>", body)})
    (mail,) = await desk.mails()
    page = mail.part("body.html")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">' in page
    assert "<script>" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;" in page
    assert body in mail.part("body.txt")


# ---- one part after the other ---------------------------------------------------------------------------


@pytest.mark.parametrize("lives", range(5))
async def test_a_worker_that_dies_in_between_tells_nobody_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, lives: int
):
    for name in ("Anna", "Ben", "Cara", "Dora"):
        await desk.person(name)
    number = await desk.write()
    await desk.begin(number)
    monkeypatch.setattr(telling, "PEOPLE", 1)
    parts = iter(range(lives))

    def note(*args: Any, **given: Any) -> None:
        if next(parts, None) is None:
            raise LeaseLost
        queue.note_progress(*args, **given)

    with monkeypatch.context() as patch:
        patch.setattr(telling, "note_progress", note)
        await desk.run()
    await make_due(desk.database)
    await desk.run()
    assert set(Counter(await desk.mailed()).values()) == {1}
    assert (await desk.results(number)).people == 4
    assert await desk.state(number) is State.sent


async def test_without_its_row_somebody_would_be_told_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The twin: nobody is written down, and no progress is kept."""
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    (job,) = [await the_job(desk, number)]
    order = SEND.arguments.read(job.arguments)
    with monkeypatch.context() as patch:
        patch.setattr(telling, "note_progress", lambda *args, **given: None)
        patch.setattr(queries, "insert_told", lambda *args: None)
        for _ in range(2):
            await desk.database.transact(telling.do_part, job, order, LINKS)
    assert await desk.mailed() == ["anna@example.org"] * 2


async def test_its_row_alone_keeps_somebody_from_being_told_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    job = await the_job(desk, number)
    order = SEND.arguments.read(job.arguments)
    with monkeypatch.context() as patch:
        patch.setattr(telling, "note_progress", lambda *args, **given: None)
        for _ in range(2):
            await desk.database.transact(telling.do_part, job, order, LINKS)
    assert await desk.mailed() == ["anna@example.org"]


async def test_what_broke_off_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    for name in ("Anna", "Ben"):
        await desk.person(name)
    number = await desk.write()
    await desk.begin(number)
    monkeypatch.setattr(telling, "PEOPLE", 1)

    def fall(tx: Any, found: Any, people: Any, links: Any) -> None:
        if people[0].first_name == "Ben":
            raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(telling, "_tell", fall)
        for _ in range(8):
            await desk.run()
            await make_due(desk.database)
    assert await desk.state(number) is State.sending
    await desk.begin(number)
    await desk.run()
    assert await desk.mailed() == ["ben@example.org"]
    assert await desk.state(number) is State.sent


async def test_with_the_event_its_announcements_go_and_nobody_is_told(desk: Desk):
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    await desk.database.transact(delete_event, desk.event_id)
    await desk.run()
    assert await desk.mails() == []


async def the_job(desk: Desk, number: int) -> Any:
    job_id = (await desk.find(number)).job_id
    assert job_id is not None
    return await desk.database.read(select_job, job_id)


# ---- stopping -------------------------------------------------------------------------------------------


async def mark_tried(database: Database, recipient: str) -> None:
    """A worker has this mail."""
    statement = select(jobs.c.id, jobs.c.arguments).where(jobs.c.kind == MAIL.name)
    rows = await database.read(lambda tx: tx.execute(statement).all())
    (job_id,) = [row.id for row in rows if recipient in row.arguments]
    await database.transact(
        lambda tx: tx.execute(update(jobs).where(jobs.c.id == job_id).values(tries=1, state="waiting"))
    )


async def test_what_nobody_has_tried_to_send_is_taken_back(desk: Desk):
    for name in ("Anna", "Ben"):
        await desk.person(name)
    number = await desk.send()
    await mark_tried(desk.database, "anna@example.org")
    assert await desk.stop(number) == 1
    assert await desk.mailed() == ["anna@example.org"]
    assert await reasons(desk, number) == {"Anna": None, "Ben": LeftOut.stopped}
    left = await desk.database.read(lambda tx: tx.execute(select(mails.c.email_key)).scalars().all())
    assert left == ["anna@example.org"]
    assert await desk.state(number) is State.stopped


async def test_a_job_that_is_stopped_in_between_tells_nobody_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    for name in ("Anna", "Ben"):
        await desk.person(name)
    number = await desk.write()
    await desk.begin(number)
    monkeypatch.setattr(telling, "PEOPLE", 1)
    job = await the_job(desk, number)
    order = SEND.arguments.read(job.arguments)
    monkeypatch.setattr(telling, "note_progress", lambda *args, **given: None)
    assert await desk.database.transact(telling.do_part, job, order, LINKS)
    assert await desk.stop(number) == 1
    assert not await desk.database.transact(telling.do_part, job, order, LINKS)
    assert [one.first_name for one in await desk.recipients(number)] == ["Anna"]
    assert await desk.mails() == []


async def test_a_job_that_did_not_look_would_go_on(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The twin."""
    await desk.person("Anna")
    number = await desk.write()
    await desk.begin(number)
    job = await the_job(desk, number)
    await desk.stop(number)
    monkeypatch.setattr(announcement_queries, "lock_state", lambda *args: State.sending)
    monkeypatch.setattr(telling, "note_progress", lambda *args, **given: None)
    await desk.database.transact(telling.do_part, job, SEND.arguments.read(job.arguments), LINKS)
    assert await desk.mailed() == ["anna@example.org"]


# ---- the list -------------------------------------------------------------------------------------------


async def test_the_list_goes_on_page_by_page_and_narrows_by_what_became_of_each(desk: Desk):
    for name in ("Anna", "Ben", "Cara"):
        await desk.person(name)
    await desk.person("Dora", wants_announcements=False)
    number = await desk.send()
    said = {"state": "refused", "said": "550 no such user"}
    refused = update(mails).where(mails.c.email_key == "ben@example.org").values(said)
    await desk.database.transact(lambda tx: tx.execute(refused))
    first = await desk.recipients(number, most=2)
    rest = await desk.recipients(number, after_id=first[-1].id, most=2)
    assert [one.first_name for one in (*first, *rest)] == ["Anna", "Ben", "Cara", "Dora"]
    (ben,) = await desk.recipients(number, Which.refused)
    assert (ben.name, ben.said) == ("Ben Attendee", "550 no such user")
    assert [one.first_name for one in await desk.recipients(number, Which.left_out)] == ["Dora"]
    assert len(await desk.recipients(number, Which.waiting)) == 2
    assert await desk.recipients(number, Which.opened) == []
    assert len(await desk.recipients(number, Which.unopened)) == 4
    assert (await desk.results(number)).mails == {"waiting": 2, "refused": 1}


async def test_a_reminder_goes_to_who_was_invited_and_has_not_come_in(desk: Desk):
    people = [await desk.person(name) for name in ("Anna", "Ben", "Cara")]
    number = await desk.send(kind=Kind.invitation)
    await desk.person("Dora")
    logged_in = update(attendees).where(attendees.c.id == people[1])
    await desk.database.transact(lambda tx: tx.execute(logged_in.values(first_login_at=clock.now() + MINUTE)))
    await desk.database.transact(queries.update_opened, people[2], clock.now())
    before = len(await desk.mails())
    await desk.send(kind=Kind.reminder, audience=Audience.unopened, reminds_id=number)
    assert [one.recipient for one in (await desk.mails())[before:]] == ["anna@example.org"]
