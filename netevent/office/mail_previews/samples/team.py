"""Samples of the mails to organizers and staff."""

from __future__ import annotations

from netevent.core.i18n import N_
from netevent.core.mail import Mail
from netevent.identity.links.mails import LoginLink
from netevent.office.mail_previews.material import ANOTHER, Material
from netevent.office.mail_previews.samples.registration import REFERENCE
from netevent.office.mail_previews.samples.sample import Group, Sample
from netevent.payments.payment import Problem
from netevent.registration.orders.mailing.mails import PaymentToReturn
from netevent.staff.mails import InvitingEvent, StaffInvitation
from netevent.staff.queries import Member, State
from netevent.team.mails import EventHandedOver, Organized, OrganizerAdded, OrganizerInvitation


def staff_invitation(of: Material) -> Mail:
    someone = Member(
        0,
        of.event.id,
        ANOTHER.first_name,
        ANOTHER.last_name,
        ANOTHER.email,
        of.language,
        "EXAMPLE",
        State.invited,
    )
    event = InvitingEvent(of.event_name, of.zone)
    return StaffInvitation(event, someone, of.link, of.in_a_week, is_member=False)


def login_link(of: Material) -> Mail:
    return LoginLink(ANOTHER.name, of.event_name, of.link, of.in_a_week, is_unconfirmed=False)


def organizer_invitation(of: Material) -> Mail:
    return OrganizerInvitation(_organized(of), ANOTHER.name, of.link, of.in_a_week)


def organizer_added(of: Material) -> Mail:
    return OrganizerAdded(_organized(of), ANOTHER.name, of.link)


def event_handed_over(of: Material) -> Mail:
    return EventHandedOver(_organized(of), ANOTHER.name, of.owner, of.link)


def payment_to_return(of: Material) -> Mail:
    return PaymentToReturn(
        first_name=of.owner,
        event_name=of.event_name,
        problem=Problem.twice.value,
        buyer=of.reader.name,
        reference=REFERENCE,
        amount=of.price,
        currency=of.settings.currency,
        link=of.link,
    )


def _organized(of: Material) -> Organized:
    return Organized(of.event_name, of.zone, may_edit=True)


def _sample(key: str, cause: str, make: object) -> Sample:
    assert callable(make)
    return Sample(key, Group.team, cause, make)


TEAM = (
    _sample("staff_invitation", N_("You add a member of staff, or send the link again."), staff_invitation),
    _sample("login_link", N_("A member of staff asks for a link to log in."), login_link),
    _sample("organizer_invitation", N_("You add an organizer who has no account."), organizer_invitation),
    _sample("organizer_added", N_("You add an organizer who has an account."), organizer_added),
    _sample("event_handed_over", N_("The owner hands the event over."), event_handed_over),
    _sample("payment_to_return", N_("The owner is told of money to give back."), payment_to_return),
)
