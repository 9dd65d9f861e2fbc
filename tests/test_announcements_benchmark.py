"""The benchmark of announcements, run small on a real server; its mail server and push service take all."""

import asyncio
import smtplib
from contextlib import AsyncExitStack
from dataclasses import replace
from email.message import EmailMessage

import httpx
import pytest

from benchmarks.__main__ import QUICK
from benchmarks.announcements import announcements_sent
from benchmarks.servers import database, netevent_server
from benchmarks.sinks import Counts, Sinks, open_sinks
from benchmarks.world import make_world

SMALL = replace(QUICK, sending_seconds=1, pushed=6)


async def test_mails_links_and_pushes_leave_while_the_door_scans():
    async with AsyncExitStack() as running:
        url = await running.enter_async_context(database("sqlite", "sqlite"))
        sinks = await running.enter_async_context(open_sinks())
        server = await running.enter_async_context(netevent_server(url, also=sinks.settings))
        world = await make_world(url, server, people=60)
        try:
            door, mails, link, pushed, gaps = await announcements_sent(world, sinks, SMALL)
            counted = await sinks.counts()
        finally:
            await world.database.close()
    assert counted == Counts(mails=60 + 60 + 5, pushes=6)
    assert (door.goal, link.goal) == ("at most 2 times", "< 5 s")
    assert door.what == "20 desks scan 10 a second, an announcement to 60 leaves"
    assert mails.what == "  until all 60 mails have left"
    assert pushed.what == "6 pushes: until all have left"
    assert gaps.measured.startswith("longest ")


async def test_the_mail_server_notes_each_mail_and_when_the_first_came():
    async with open_sinks() as sinks:
        for _ in range(2):
            await asyncio.to_thread(mail, sinks, "Anna@Example.com", "ben@example.com")
        first = await sinks.arrival("anna@example.com", within=60)
        await asyncio.to_thread(mail, sinks, "anna@example.com")
        assert await sinks.arrival("anna@example.com", within=60) == first
        assert await sinks.counts() == Counts(mails=5, pushes=0)
        with pytest.raises(TimeoutError):
            await sinks.arrival("cara@example.com", within=0.05)


async def test_the_push_service_takes_what_is_posted():
    async with open_sinks() as sinks:
        async with httpx.AsyncClient() as client:
            answers = [await client.post(sinks.endpoint(number), content=b"sealed") for number in range(3)]
        assert [answer.status_code for answer in answers] == [201] * 3
        assert await sinks.counts() == Counts(mails=0, pushes=3)


def mail(sinks: Sinks, *to: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Hello"
    message.set_content("A line.\n.\nAnd one more.")
    with smtplib.SMTP("127.0.0.1", sinks.smtp_port) as server:
        server.send_message(message, "door@example.com", list(to))
