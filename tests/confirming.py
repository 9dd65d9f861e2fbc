"""Mailboxes whose owners open the links that are mailed to them."""

from __future__ import annotations

import re

from quart.typing import TestClientProtocol

from netevent.core.database import Database
from tests.door import token_of
from tests.mails import waiting_mails

LINK = re.compile(r"/(?:attendee/personal|login/link|login/password|account/address)/[\w-]+")


async def newest_link(database: Database, address: str) -> str:
    """The path of the link in the newest mail to `address` that waits."""
    mails = [mail for mail in await waiting_mails(database) if mail.recipient == address]
    found = LINK.search(mails[-1].text)
    assert found, mails[-1].text
    return found[0]


async def confirm(client: TestClientProtocol, database: Database, address: str, **form: str):
    """Open the newest link of the mailbox in this browser, and press its button."""
    link = await newest_link(database, address)
    sent = {"csrf_token": await token_of(client, link)} | form
    return await client.post(link + ("/open" if "personal" in link else ""), form=sent)
