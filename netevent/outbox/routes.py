"""The mail that the demo sent: a list and a page for each. On a real server there is nothing here.

It reads the files that `core.mail.delivery` writes, so that what it shows is what went out.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from quart import Blueprint, request

from netevent.core.certificate import local_addresses
from netevent.core.errors import NotFound, existing
from netevent.core.mail.delivery import demo_folder
from netevent.core.mail.message import read
from netevent.core.site import site
from netevent.core.web.requests import page
from netevent.identity import guards

routes = Blueprint("outbox", __name__)

SHOWN_AT_MOST = 100
# The last one is the name that the test client has.
LOCAL_CLIENTS = ("127.0.0.1", "::1", "<local>")


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as it went out, without its HTML half."""

    id: int
    recipient: str
    subject: str
    sent_at: datetime
    text: str


@routes.get("/dev/mail")
@guards.public
async def mails() -> str:
    """The newest first."""
    folder = _folder()
    return page("outbox/list.html", mails=await asyncio.to_thread(_newest, folder))


@routes.get("/dev/mail/<int:mail_id>")
@guards.public
async def mail(mail_id: int) -> str:
    file = _folder() / f"{mail_id}.eml"
    found = existing(await asyncio.to_thread(_read, file))
    return page("outbox/mail.html", mail=found)


def _folder() -> Path:
    if not site().settings.demo or not _is_this_machine():
        raise NotFound
    return demo_folder(site().settings)


def _is_this_machine() -> bool:
    """Mails log people in: where the demo serves a network, its other machines see none."""
    address = request.remote_addr or ""
    return "X-Forwarded-For" not in request.headers and address in {*LOCAL_CLIENTS, *local_addresses()}


def _newest(folder: Path) -> list[SentMail]:
    files = [file for file in folder.glob("*.eml") if file.stem.isdigit()]
    files.sort(key=lambda file: int(file.stem), reverse=True)
    return [found for file in files[:SHOWN_AT_MOST] if (found := _read(file)) is not None]


def _read(file: Path) -> SentMail | None:
    try:
        return _sent_mail(int(file.stem), read(file.read_bytes()))
    except FileNotFoundError:
        return None


def _sent_mail(mail_id: int, message: EmailMessage) -> SentMail:
    body: Any = message.get_body(("plain",))
    sent_at: datetime = message["Date"].datetime
    return SentMail(
        id=mail_id,
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=sent_at.astimezone(UTC).replace(tzinfo=None),
        text=body.get_content() if body is not None else "",
    )
