"""The mailbox itself. Its calls wait for the server, so `collecting` makes them in a thread.

Nothing is deleted or moved. What was understood is marked as read; what was not stays unread for people, with
a star (`\\Flagged`, which every server keeps), and is not fetched again.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from imaplib import IMAP4, IMAP4_SSL
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from netevent.bounces.reports.mail import LOOKED_AT

ANSWER_SECONDS = 15
SEEN, FLAGGED = r"(\Seen)", r"(\Flagged)"
# What goes wrong with another server; `IMAP4.error` is raised also where one says no.
Trouble = (IMAP4.error, OSError, ValueError)


class Mailbox:
    """Open from the start until `close`.

    Raises, as each of its methods does:
        IMAP4.error, OSError, ValueError: the server cannot be reached, or does not let us.
    """

    def __init__(self, url: str, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted`: whose certificates; by default those of this system."""
        address = urlsplit(url)
        self._client = _client(address, trusted or ssl.create_default_context())
        try:
            _log_in(self._client, unquote(address.username or ""), unquote(address.password or ""))
            self.folder = unquote(address.path.strip("/")) or "INBOX"
            _answer(self._client.select(_quoted(self.folder)))
        except BaseException:
            self.hang_up()
            raise

    def unread(self) -> list[str]:
        """The numbers of those that nobody has looked at, the oldest first."""
        found = _answer(self._client.uid("SEARCH", "UNSEEN", "UNFLAGGED"))
        return found[0].decode("ascii").split() if found and found[0] else []

    def beginning(self, number: str) -> bytes:
        """What is looked at of a mail; of one that somebody has deleted meanwhile nothing."""
        found = _answer(self._client.uid("FETCH", number, f"(BODY.PEEK[]<0.{LOOKED_AT}>)"))
        return next((bytes(one[1]) for one in found if isinstance(one, tuple)), b"")

    def mark(self, number: str, is_understood: bool) -> None:
        _answer(self._client.uid("STORE", number, "+FLAGS", SEEN if is_understood else FLAGGED))

    def close(self) -> None:
        with suppress(*Trouble):
            self._client.logout()

    def hang_up(self) -> None:
        """At once, also while a call of another thread waits for an answer: it ends with an error."""
        with suppress(*Trouble):
            self._client.shutdown()


def _client(address: SplitResult, trusted: ssl.SSLContext) -> IMAP4:
    host = address.hostname or ""
    if address.scheme == "imaps":
        return IMAP4_SSL(host, address.port or 993, ssl_context=trusted, timeout=ANSWER_SECONDS)
    client = IMAP4(host, address.port or 143, timeout=ANSWER_SECONDS)
    try:
        if "STARTTLS" in client.capabilities:
            client.starttls(trusted)
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise
    return client


def _log_in(client: IMAP4, user: str, password: str) -> None:
    """By PLAIN, which may have any letters in it; servers of long ago know LOGIN alone."""
    if "AUTH=PLAIN" in client.capabilities:
        _answer(client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode()))
    else:
        _answer(client.login(user, password))


def _answer(answer: tuple[str, Any]) -> list[Any]:
    status, found = answer
    if status != "OK":
        raise IMAP4.error(str(found))
    return found if isinstance(found, list) else [found]


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
