"""The mailbox of a real IMAP server is read into the suppression list."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
import structlog

from netevent.bounces.imap import collecting
from netevent.bounces.imap.collecting import collect
from netevent.bounces.report import Report
from netevent.bounces.reports.reading import read_report
from netevent.core.database import Database
from netevent.core.site import Limits, Site
from netevent.periodic import collect_bounces
from netevent.settings import Settings
from tests.bounces import returns
from tests.bounces.sent import ADDRESS, send, state_of, suppressed
from tests.conftest import on_sqlite
from tests.servers.dovecot import Dovecot

SECOND = "ben@example.com"


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is logged."""
    found: list[dict[str, Any]] = []

    def keep(_: object, __: str, entry: Any) -> Any:
        found.append(dict(entry))
        raise structlog.DropEvent

    log = structlog.wrap_logger(None, [keep], structlog.BoundLogger)
    monkeypatch.setattr(collecting, "log", log)
    return found


def about(message_id: str, content: bytes) -> bytes:
    return content.replace(returns.ID.encode(), message_id.encode())


async def test_what_came_back_is_noted_and_read_once(database: Database, dovecot: Dovecot):
    failed, complained = await send(database), await send(database, SECOND)
    dovecot.receive(
        about(failed, returns.status_notification()),
        returns.answer("Ada <ada@example.com>", "Re: Your ticket", "Thank you!"),
        about(complained, returns.complaint()),
        returns.status_notification(),
    )
    await collect(database, dovecot.url())
    assert await suppressed(database) == {ADDRESS: "bounced", SECOND: "complained"}
    assert (await state_of(database, failed), await state_of(database, complained)) == (
        "bounced",
        "complained",
    )
    # The answer, and a bounce of somebody else's mail, are left for people.
    assert dovecot.flags() == ["S", "F", "S", "F"]


@on_sqlite
async def test_what_was_looked_at_is_not_fetched_again(
    database: Database, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
):
    dovecot.receive(returns.answer("ada@example.com", "Hello", "Hello"), b"", b"\xff\x00" * 1000)
    read: list[bytes] = []
    monkeypatch.setattr(collecting, "read_report", read.append)
    for _ in range(3):
        await collect(database, dovecot.url())
    assert len(read) == 3


@on_sqlite
async def test_one_that_cannot_be_read_keeps_no_other(
    database: Database, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch, lines: list[dict[str, Any]]
):
    message_id = await send(database)
    dovecot.receive(b"Subject: poison\r\n\r\n", about(message_id, returns.exim()))

    def fail_at_poison(content: bytes) -> Report | None:
        if b"poison" in content:
            raise RecursionError
        return read_report(content)

    monkeypatch.setattr(collecting, "read_report", fail_at_poison)
    await collect(database, dovecot.url())
    assert await suppressed(database) == {ADDRESS: "bounced"}
    assert dovecot.flags() == ["F", "S"]
    assert [line["event"] for line in lines] == ["bounce_not_readable", "bounce_read"]


@on_sqlite
async def test_a_run_ends_after_some_mails_and_the_next_goes_on(
    database: Database, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(collecting, "MOST", 2)
    dovecot.receive(*[returns.answer("ada@example.com", "Hello", "Hello")] * 3)
    await collect(database, dovecot.url())
    assert dovecot.flags() == ["F", "F", ""]
    await collect(database, dovecot.url())
    assert dovecot.flags() == ["F", "F", "F"]


async def test_two_that_read_at_once_do_no_harm(database: Database, dovecot: Dovecot):
    numbers = [await send(database, f"person{number}@example.com") for number in range(6)]
    dovecot.receive(*(about(number, returns.exim()) for number in numbers))
    await asyncio.gather(*(collect(database, dovecot.url()) for _ in range(2)))
    assert set((await suppressed(database)).values()) == {"bounced"}
    assert len(await suppressed(database)) == 6
    assert dovecot.flags() == ["S"] * 6


@on_sqlite
async def test_a_mail_that_could_not_be_noted_is_read_again(
    database: Database, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
):
    message_id = await send(database)
    dovecot.receive(about(message_id, returns.exim()))

    def fail(*_: Any) -> bool:
        raise RuntimeError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "note", fail)
        with pytest.raises(RuntimeError):
            await collect(database, dovecot.url())
    assert dovecot.flags() == [""]
    await collect(database, dovecot.url())
    assert await suppressed(database) == {ADDRESS: "bounced"}


@on_sqlite
@pytest.mark.parametrize("wrong", ["password", "folder", "server"])
async def test_a_mailbox_that_does_not_let_us_in_is_one_line(
    database: Database, dovecot: Dovecot, lines: list[dict[str, Any]], wrong: str
):
    address = {
        "password": dovecot.url(password="hunter2"),
        "folder": dovecot.url(folder="Nowhere"),
        "server": "imap://bounces:hunter2@127.0.0.1:1/INBOX",
    }[wrong]
    await collect(database, address)
    assert [line["event"] for line in lines] == ["bounces_not_read"]
    assert lines[0]["reason"]
    assert "hunter2" not in str(lines)


@on_sqlite
async def test_a_server_that_says_nothing_is_left_in_time(
    database: Database, monkeypatch: pytest.MonkeyPatch, lines: list[dict[str, Any]]
):
    monkeypatch.setattr("netevent.bounces.imap.mailbox.ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        await collect(database, f"imap://bounces:x@127.0.0.1:{silent.getsockname()[1]}/INBOX")
    assert [line["event"] for line in lines] == ["bounces_not_read"]


@on_sqlite
async def test_of_several_workers_one_a_minute_reads(
    database: Database, settings: Settings, dovecot: Dovecot
):
    site = with_mailbox(database, settings, dovecot)
    first, second = await send(database), await send(database, SECOND)
    dovecot.receive(about(first, returns.exim()))
    await collect_bounces(site)
    dovecot.receive(about(second, returns.exim()))
    await collect_bounces(site)
    assert await suppressed(database) == {ADDRESS: "bounced"}


@on_sqlite
async def test_the_demo_leaves_the_mailbox_of_a_real_server_alone(
    database: Database, settings: Settings, dovecot: Dovecot
):
    dovecot.receive(returns.exim())
    await collect_bounces(with_mailbox(database, settings, dovecot, demo=True))
    assert dovecot.flags() == [""]
    await collect_bounces(with_mailbox(database, settings, dovecot))
    assert dovecot.flags() == ["F"]


def with_mailbox(database: Database, settings: Settings, dovecot: Dovecot, demo: bool = False) -> Site:
    given = settings.model_copy(update={"bounces_imap_url": dovecot.url(), "demo": demo})
    return Site(given, database, Limits(""))
