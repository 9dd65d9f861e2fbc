"""A test of an announcement: the mail, to the organizer who asks for it. Called by the route."""

from __future__ import annotations

from netevent.announcements.audiences.queries import Person
from netevent.announcements.mails import ImportantMail, mail_of
from netevent.announcements.queries import select_announcement
from netevent.announcements.wording.values import example_values
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import N_, filled, speaking, spoken
from netevent.core.jobs import Priority
from netevent.core.mail import Recipient, queue_mail
from netevent.events.queries import select_event
from netevent.identity.accounts import Account

MARKED = N_("Test: %(subject)s")


def send_test(tx: Transaction, event_id: int, announcement_id: int, to: Account, base_url: str) -> None:
    """With the organizer's own name and links that open nothing; nobody counts as told by it.

    Raises:
        NotFound: the event has none of that number.
    """
    event = existing(select_event(tx, event_id))
    one = existing(select_announcement(tx, event_id, announcement_id))
    language = spoken(to.language)
    first, _, last = to.name.partition(" ")
    reader = Person(0, first, last, to.email, language)
    mail = mail_of(one, event, reader, example_values(event, reader, base_url))
    with speaking(language):
        marked = filled(MARKED, {"subject": mail.subject})
    test = ImportantMail(mail.event_name, first, marked, mail.body, mail.text_language, because="organizer")
    queue_mail(tx, test, Recipient(to.email, language, event_id=event_id), Priority.awaited)
