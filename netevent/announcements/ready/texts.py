"""The words of the ready announcements, and what each is for. Read by the form that begins with one.

They are copied into the draft: who changes one changes the own draft, and a new translation changes none.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.announcements.announcement import Audience, Kind, Words
from netevent.core.errors import existing
from netevent.core.i18n import N_, active_languages, gettext, speaking

WHEN_AND_WHERE = N_("When: {date}\nWhere: {place}")
HELLO = N_("Hello {first_name},")
CANNOT_COME = N_(
    "If you cannot come, please say so on your personal page, so that somebody else gets your seat."
)


@dataclass(frozen=True, slots=True)
class Ready:
    """`name` is what it is called in the list; `paragraphs` have an empty line between them."""

    key: str
    name: str
    kind: Kind
    audience: Audience
    subject: str
    paragraphs: tuple[str, ...]
    is_important: bool = False


READY = (
    Ready(
        "invitation",
        N_("Invitation"),
        Kind.invitation,
        Audience.newcomers,
        N_("You are invited: {event}"),
        (
            HELLO,
            N_("You are registered for {event}, and we look forward to seeing you."),
            WHEN_AND_WHERE,
            N_(
                "This is your personal page, with your badge and the programme. You need no password:\n{link}"
            ),
            N_("The link is for you alone. Please do not pass it on."),
            CANNOT_COME,
        ),
    ),
    Ready(
        "reminder",
        N_("Reminder of the invitation"),
        Kind.reminder,
        Audience.unopened,
        N_("Your badge for {event} is ready"),
        (
            HELLO,
            N_("We have sent you an invitation to {event}. You have not opened your personal page yet."),
            N_("Your badge is waiting there. One tap opens it, without a password:\n{link}"),
            WHEN_AND_WHERE,
            CANNOT_COME,
        ),
    ),
    Ready(
        "tomorrow",
        N_("Tomorrow is the day"),
        Kind.announcement,
        Audience.everybody,
        N_("Tomorrow: {event}"),
        (
            HELLO,
            N_("Tomorrow is the day. We look forward to seeing you."),
            WHEN_AND_WHERE,
            N_("Open your badge on your phone before you arrive, and you will be in quickly:\n{badge}"),
            N_("Your sessions and appointments for the calendar of your phone:\n{calendar}"),
        ),
    ),
    Ready(
        "changed",
        N_("Changed place or time"),
        Kind.announcement,
        Audience.everybody,
        N_("{event}: the place or the time has changed"),
        (
            HELLO,
            N_("Please note: the place or the time of {event} has changed. These are the new details:"),
            WHEN_AND_WHERE,
            N_("Your registration stays as it is. You do not need to do anything."),
            N_("If you can no longer come, please say so on your personal page:\n{link}"),
        ),
        is_important=True,
    ),
    Ready(
        "thanks",
        N_("Thank you"),
        Kind.announcement,
        Audience.inside,
        N_("Thank you for coming to {event}"),
        (
            HELLO,
            N_("Thank you for being there. It was good to have you with us."),
            N_("The people you met and your notes are on your personal page:\n{link}"),
            N_("The link works for 30 days after the event."),
        ),
    ),
)


def find_ready(key: str) -> Ready:
    """Raises NotFound where there is none of that key."""
    return existing(next((one for one in READY if one.key == key), None))


def ready_texts(key: str) -> dict[str, Words]:
    """In each active language. Raises as `find_ready` does."""
    ready = find_ready(key)
    return {code: _words(ready, code) for code in active_languages().codes}


def _words(ready: Ready, language: str) -> Words:
    with speaking(language):
        return Words(gettext(ready.subject), "\n\n".join(map(gettext, ready.paragraphs)))
