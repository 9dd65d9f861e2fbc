"""What the page of the messages shows. Called by `messages.routes`, in one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.presenters.messages.queries import Message, Registered, select_messages, select_registered
from netevent.presenters.reading import SessionPage, read_page


@dataclass(frozen=True, slots=True)
class MessagePage:
    """`registered`: whom a message would reach now."""

    about: SessionPage
    messages: list[Message]
    registered: list[Registered]


def read_message_page(tx: Transaction, session_id: int) -> MessagePage:
    """Raises NotFound where the session is gone."""
    about = existing(read_page(tx, session_id))
    return MessagePage(about, select_messages(tx, session_id), select_registered(tx, session_id))
