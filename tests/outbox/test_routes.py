"""The demo shows its mail; a real server shows nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser

from netevent.app import create_app
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.settings import Settings
from tests.door import Door
from tests.mails import send_waiting

MAIL = WrittenMail(
    "Tom & <b>Jerry</b>",
    "<script>x</script> http://localhost:8000/staff/invite/abc",
    "x",
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"demo": True})


async def test_the_demo_lists_and_shows_what_went_out(client: Browser, door: Door, settings: Settings):
    await deliver(door, settings)
    text = await text_of(await client.get("/dev/mail"))
    assert "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;" in text
    assert 'href="/dev/mail/1"' in text
    text = await text_of(await client.get("/dev/mail/1"))
    assert "<script>x" not in text
    assert '<a href="http://localhost:8000/staff/invite/abc"' in text


async def test_a_demo_without_mail_says_so(client: Browser):
    assert "No emails yet" in await text_of(await client.get("/dev/mail"))


async def test_a_mail_that_is_not_there_is_not_found(client: Browser):
    answer = await client.get("/dev/mail/99", headers={"Accept": "application/json"})
    assert answer.status_code == 404


async def test_a_real_server_has_no_such_page(door: Door, settings: Settings, tmp_path: Path):
    await deliver(door, settings)
    async with real(settings).test_app() as app:
        client = app.test_client()
        for path in ("/dev/mail", "/dev/mail/1"):
            assert (await client.get(path, headers={"Accept": "application/json"})).status_code == 404


def real(settings: Settings) -> Quart:
    return create_app(settings.model_copy(update={"demo": False}))


async def deliver(door: Door, settings: Settings) -> None:
    """Queue and send; MariaDB goes on counting where the test before stopped, so the file gets number 1."""
    await door.database.transact(queue_mail, MAIL, Recipient("marta@example.com", "en"))
    await send_waiting(door.database, settings)
    [file] = (settings.var_dir / "mail").glob("*.eml")
    file.rename(file.with_stem("1"))


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text


@pytest.mark.attack("the demo's mailbox, from another machine", "not there")
async def test_the_demo_shows_its_mail_to_this_machine_alone(client: Browser, door: Door, settings: Settings):
    await deliver(door, settings)
    for path in ("/dev/mail", "/dev/mail/1"):
        assert (await client.get(path, headers={"X-Forwarded-For": "192.0.2.1"})).status_code == 404
        far = {"client": ("192.0.2.1", 1)}
        assert (await client.get(path, scope_base=far)).status_code == 404
