"""Samples of what an organizer tells many: the ready invitation, and one that one must get."""

from __future__ import annotations

from netevent.announcements.announcement import Words
from netevent.announcements.audiences.queries import Person
from netevent.announcements.mails import AnnouncementMail, ImportantMail
from netevent.announcements.ready.texts import ready_texts
from netevent.announcements.wording.placeholders import fill
from netevent.announcements.wording.values import fixed_values
from netevent.core.i18n import N_
from netevent.core.mail import Mail
from netevent.office.mail_previews.material import Material
from netevent.office.mail_previews.samples.sample import Group, Sample


def invitation(of: Material) -> Mail:
    """The ready one."""
    words = _filled("invitation", of)
    return AnnouncementMail(
        of.event_name, of.reader.first_name, words.subject, words.body, of.language, because="invited"
    )


def important(of: Material) -> Mail:
    words = _filled("changed", of)
    return ImportantMail(of.event_name, of.reader.first_name, words.subject, words.body, of.language)


def _filled(key: str, of: Material) -> Words:
    reader = Person(0, of.reader.first_name, of.reader.last_name, of.reader.email, of.language)
    values, words = fixed_values(of.event, reader, of.link, of.link, of.link), ready_texts(key)[of.language]
    return Words(fill(words.subject, values), fill(words.body, values))


ANNOUNCEMENTS = (
    Sample(
        "invitation",
        Group.announcements,
        N_("You invite people, or announce something. You choose the words."),
        invitation,
        can_be_refused=True,
    ),
    Sample(
        "important_announcement",
        Group.announcements,
        N_("You announce what everybody must know, such as another place."),
        important,
    ),
)
