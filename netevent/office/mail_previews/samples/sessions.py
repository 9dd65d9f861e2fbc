"""Samples of the mails about sessions, and of the digest."""

from __future__ import annotations

from netevent.agenda.programme.mails import SeatMail
from netevent.breakouts.presenters.mails import Presented, PresenterAssigned, PresenterInvitation
from netevent.connections.notifications import REQUEST
from netevent.core.i18n import N_, gettext
from netevent.core.mail import Mail
from netevent.core.web.paths import path
from netevent.digest.mails import Digest, Part
from netevent.digest.queries import Reader
from netevent.notifications.kinds import Told
from netevent.office.mail_previews.material import ANOTHER, Material
from netevent.office.mail_previews.samples.sample import Group, Sample
from netevent.presenters.messages.mails import SessionMessage


def moved_up(of: Material) -> Mail:
    one = of.session
    return SeatMail(
        of.reader.first_name,
        of.event_name,
        one.name,
        one.start,
        one.end,
        of.zone,
        one.room,
        link=of.link,
    )


def session_message(of: Material) -> Mail:
    return SessionMessage(
        session_name=of.session.name,
        event_name=of.event_name,
        start=of.session.start,
        zone=of.zone,
        room=of.session.room,
        presenter=ANOTHER.name,
        first_name=of.reader.first_name,
        text=gettext("What the presenter writes is shown here."),
    )


def presenter_invitation(of: Material) -> Mail:
    return PresenterInvitation(_presented(of), ANOTHER.name, of.link, of.in_a_week)


def presenter_assigned(of: Material) -> Mail:
    return PresenterAssigned(_presented(of), ANOTHER.name, of.link)


def digest(of: Material) -> Mail:
    """One request waits."""
    assert REQUEST.digest is not None
    reader = Reader(0, of.reader.first_name, of.reader.email, of.language, of.event_name, of.zone, True)
    told = Told(ANOTHER.name, message=gettext("What somebody writes with a request is shown here."))
    part = Part(REQUEST.digest.template, path(REQUEST.tab.endpoint), (told,), 0)
    return Digest(reader, (part,), 1, of.base_url, of.link)


def _presented(of: Material) -> Presented:
    return Presented(of.event_name, of.session.name, of.session.start, of.session.room, of.zone)


SESSIONS = (
    Sample(
        "moved_up", Group.sessions, N_("Somebody on the waiting list of a session gets a seat."), moved_up
    ),
    Sample("session_message", Group.sessions, N_("A presenter writes to those registered."), session_message),
    Sample(
        "presenter_invitation",
        Group.sessions,
        N_("You add a presenter who has no account."),
        presenter_invitation,
    ),
    Sample(
        "presenter_assigned",
        Group.sessions,
        N_("You add a presenter who has an account."),
        presenter_assigned,
    ),
)
PEOPLE = (
    Sample(
        "digest",
        Group.people,
        N_("Requests or appointments wait for somebody who has not looked."),
        digest,
        can_be_refused=True,
    ),
)
