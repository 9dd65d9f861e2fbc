"""What audiences, states and placeholders of announcements are called. For the organizer's pages."""

from __future__ import annotations

from collections.abc import Mapping

from netevent.announcements.announcement import Audience, Draft, Kind, LeftOut, NotSent, State
from netevent.announcements.recipients.recipient import Which
from netevent.core.i18n import N_, gettext, ngettext, pgettext
from netevent.core.i18n.writing import number
from netevent.core.mail.state import MailState

AUDIENCES: Mapping[Audience, str] = {
    Audience.everybody: N_("Everybody who attends"),
    Audience.type: N_("One attendee type"),
    Audience.inside: N_("Who is inside now"),
    Audience.outside: N_("Who has not come in yet"),
    Audience.session: N_("Who has a seat in one session"),
    Audience.line: N_("Who is on the waiting list of one session"),
    Audience.newcomers: N_("Who has never logged in"),
    Audience.unopened: N_("Who has not opened the invitation"),
}
KINDS: Mapping[Kind, str] = {
    Kind.announcement: N_("Announcement"),
    Kind.invitation: N_("Invitation"),
    Kind.reminder: N_("Reminder"),
}
# In the order of the list that can be copied.
PLACEHOLDERS: Mapping[str, str] = {
    "first_name": N_("the first name"),
    "last_name": N_("the last name"),
    "event": N_("the name of the event"),
    "date": N_("when it takes place"),
    "place": N_("where it takes place"),
    "link": N_("the personal link: it opens their page without a password"),
    "badge": N_("the personal link to the badge"),
    "calendar": N_("the calendar of their sessions and appointments"),
}
LEFT_OUT: Mapping[str, str] = {
    "no_address": N_("no email address"),
    "unwanted": N_("wants no announcements"),
    "unconfirmed": N_("has not confirmed the address"),
    "stopped": N_("not sent: stopped before"),
    "no_server": N_("this server sends no email"),
}
NOT_SENT: Mapping[NotSent, str] = {
    NotSent.late: N_(
        "This was not sent: the server was not running at that time. Send it now, or choose another time."
    ),
    NotSent.cancelled: N_("This was not sent, because the event was cancelled."),
    NotSent.archived: N_("This was not sent, because the event was archived."),
    NotSent.no_role: N_(
        "This was not sent, because the person who scheduled it can no longer send for this event. "
        "Send it now, or schedule it again."
    ),
    NotSent.first_day: N_(
        "This was not sent: meanwhile it would go to more people than a new account can write to on its "
        "first day. Send it tomorrow."
    ),
    NotSent.nobody: N_(
        "This was not sent, because nobody would have got it at that time. Choose again whom it is for."
    ),
}
MINUTES = 60
DAY = 24 * 60


def kind(one: Kind) -> str:
    return gettext(KINDS[one])


def left_out(reason: LeftOut) -> str:
    return gettext(LEFT_OUT[reason])


def not_sent(reason: NotSent) -> str:
    return gettext(NOT_SENT[reason])


def state(one: State) -> str:
    return {
        State.draft: pgettext("announcement", "Draft"),
        State.scheduled: pgettext("announcement", "Scheduled"),
        State.sending: pgettext("announcement", "Being sent"),
        State.sent: pgettext("announcement", "Sent"),
        State.stopped: pgettext("announcement", "Stopped"),
    }[one]


def mail_state(one: str) -> str:
    """Of one mail, and of the filter of the people."""
    return {
        MailState.waiting: pgettext("mail", "waiting"),
        MailState.held_back: pgettext("mail", "held back: the address does not work"),
        MailState.sent: pgettext("mail", "sent"),
        MailState.delivered: pgettext("mail", "delivered"),
        MailState.refused: pgettext("mail", "refused"),
        MailState.bounced: pgettext("mail", "came back"),
        MailState.complained: pgettext("mail", "reported as spam"),
    }[MailState(one)]


# What the list of people is narrowed by where nothing else leads to it.
FILTERS = (Which.everybody, Which.unopened, Which.opened, Which.left_out)


def which(one: Which) -> str:
    """The heading of the people that are shown."""
    named = {
        Which.everybody: gettext("Everybody it was for"),
        Which.left_out: gettext("Who got no email"),
        Which.opened: gettext("Who opened their page"),
        Which.unopened: gettext("Who has not opened it"),
    }
    return named.get(one) or gettext("Emails: %(state)s") % {"state": mail_state(one.value)}


def time_left(seconds: float) -> str:
    if seconds < MINUTES:
        return gettext("less than a minute left")
    minutes = round(seconds / MINUTES)
    said = ngettext("about %(num)s minute left", "about %(num)s minutes left", minutes)
    return said % {"num": number(minutes)}


def before(minutes: int) -> str:
    """How long before the event: in days where they are whole, else in hours."""
    if minutes % DAY == 0:
        days = minutes // DAY
        said = ngettext("%(num)s day before the event", "%(num)s days before the event", days)
        return said % {"num": number(days)}
    if minutes % MINUTES == 0:
        hours = minutes // MINUTES
        said = ngettext("%(num)s hour before the event", "%(num)s hours before the event", hours)
        return said % {"num": number(hours)}
    said = ngettext("%(num)s minute before the event", "%(num)s minutes before the event", minutes)
    return said % {"num": number(minutes)}


def ways(draft: Draft) -> str:
    """By which ways it goes, one after the other."""
    named = (
        (draft.by_mail, pgettext("way of an announcement", "email")),
        (draft.on_pages, pgettext("way of an announcement", "on open pages")),
        (draft.by_push, pgettext("way of an announcement", "push to phones")),
    )
    return " · ".join(name for is_used, name in named if is_used)


def people(count: int) -> str:
    return ngettext("%(num)s person", "%(num)s people", count) % {"num": number(count)}
