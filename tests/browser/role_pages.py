"""The pages of guests, organizers and staff in a furnished venue. Those of attendees: `acquaintances`."""

from __future__ import annotations

from tests.browser.announced import announced_pages
from tests.browser.furnished import Furnished


def public_pages(furnished: Furnished) -> list[str]:
    venue = furnished.venue
    return [
        "/",
        "/help",
        "/login",
        f"/login?next={venue.desk}",
        "/register/organizer",
        f"/register/attendee/{venue.event_code}",
        "/register/attendee/NOSUCH",
        f"/event/register/{venue.event_code}",
        f"/event/{venue.event_code}/programme",
        f"/event/{venue.event_code}/programme?q=nobody",
        f"/c/{venue.code('Jan')}",
        furnished.invitation,
        "/staff/invite/over",
        "/staff/join/over",
        "/attendee/request-link",
        "/attendee/personal/over",
        "/goodbye",
        f"/staff/{furnished.staff_code}",
        "/nowhere",
        "/dev/mail",
        furnished.mail_path,
        furnished.demo_payment_path,
    ]


def organizer_pages(furnished: Furnished) -> list[str]:
    event = furnished.venue.dashboard
    return [
        "/organizer/dashboard",
        "/organizer/event/create",
        "/organizer/events/archived",
        event,
        *(f"{event}?show={face}" for face in ("checklist", "report")),
        f"{event}/poster",
        *(
            f"/organizer/event/{furnished.venue.event_elsewhere}?show={face}"
            for face in ("checklist", "report")
        ),
        f"{event}/edit",
        f"{event}/live",
        f"{event}/replay",
        f"{event}/delete",
        f"{event}/cancel",
        f"{event}/mails",
        f"{event}/mails/order_placed",
        f"{event}/payments",
        f"{event}/payments?q=nobody+like+this",
        f"{event}/look",
        f"{event}/copy",
        f"{event}/payment-settings",
        f"{event}/bank-statement",
        furnished.bank_line_path,
        f"{event}/badges",
        f"{event}/badges/rectangular/download",
        f"{event}/badges/rectangular/download?whom=found&q=a",
        f"{event}/badges/rectangular/download?whom=new",
        f"{event}/badges/stations",
        f"{event}/papers",
        f"{event}/attendees",
        f"{event}/attendees?q=nobody+like+this",
        f"{event}/orders",
        f"{event}/orders?q=nobody",
        f"{event}/registration-settings",
        f"{event}/addresses",
        f"{event}/announcements",
        *(f"{event}/announcements/new?ready={key}" for key in ("own", "invitation")),
        *announced_pages(event, furnished.announced),
        f"/organizer/event/{furnished.venue.event_elsewhere}/announcements",
        f"{event}/attendees/doubles",
        f"{event}/attendees/doubles/{furnished.venue.guests['Sanne'].id}/{furnished.venue.guests['Jan'].id}",
        f"{event}/attendees/{furnished.venue.guests['Sanne'].id}/same-as?q=a",
        f"{event}/attendees/batch?do=not_attending&whom=found",
        f"{event}/attendees/batch?do=remove&whom=found",
        f"{event}/attendees/batch?whom=found",
        f"{event}/attendees/batch",
        f"{event}/questions",
        f"{event}/questions/new",
        furnished.question_path,
        f"{furnished.question_path}/delete",
        f"{event}/attendees/{furnished.venue.guests['Sanne'].id}",
        f"{event}/attendees/{furnished.venue.guests['Sanne'].id}/answers",
        f"{event}/attendees/import",
        furnished.import_path,
        furnished.preview_path,
        f"{event}/staff",
        f"{event}/staff/many",
        f"{event}/staff/without-email",
        f"{furnished.staff_path}/code",
        f"/staff/{furnished.venue.event_id}/walk-in?name=Ada",
        f"/staff/{furnished.venue.event_id}/badge/{furnished.venue.guests['Sanne'].id}",
        furnished.staff_path,
        f"{furnished.staff_path}/remove",
        f"/organizer/event/{furnished.venue.event_elsewhere}",
        f"/organizer/event/{furnished.venue.event_elsewhere}/staff",
        furnished.venue.desk,
        f"{event}/meeting-points",
        f"{event}/attendee-types",
        f"{event}/vouchers",
        f"{event}/vouchers?q=nobody",
        furnished.voucher_path,
        f"{furnished.voucher_path}/delete",
        f"/organizer/event/{furnished.venue.event_elsewhere}/vouchers",
        f"{event}/organizers",
        f"{event}/organizers/leave",
        f"{furnished.member_path}/remove",
        f"{furnished.member_path}/hand-over",
        furnished.point_path,
        f"{event}/breakout-sessions",
        f"{event}/breakout-sessions/new",
        f"{event}/breakout-sessions/settings",
        "/account/second-step",
        "/account/passkeys",
        "/presenter/dashboard",
        *(f"{furnished.presented_path}{part}" for part in ("", "?q=nobody", "/message", "/projector")),
        f"{event}/breakout-sessions/import",
        furnished.timetable_path,
        furnished.session_path,
        f"{furnished.session_path}/delete",
        f"{furnished.session_path}/presenters",
        f"{event}/breakout-sessions?view=timetable",
        f"{furnished.session_path}/people?q=a",
        f"{furnished.session_path}/people/{furnished.venue.guests['Sanne'].id}/take-out",
        f"/organizer/event/{furnished.venue.event_elsewhere}/breakout-sessions",
        f"/organizer/event/{furnished.venue.event_elsewhere}/meeting-points",
        f"{event}/invoices",
        f"/organizer/event/{furnished.venue.event_elsewhere}/invoices",
        f"/organizer/event/{furnished.venue.event_elsewhere}/delete",
    ]


def staff_pages(furnished: Furnished) -> list[str]:
    venue = furnished.venue
    return [
        "/staff/dashboard",
        venue.desk,
        f"/staff/{venue.event_id}/attendees/search?q=jan",
        f"/staff/{venue.event_id}/attendees/search?q=nobody",
        f"/c/{venue.code('Jan')}",
        f"/organizer/event/{venue.event_id}",
    ]


ROLES = {
    "guest": (lambda venue: "", public_pages),
    "organizer": (lambda venue: venue.organizer, organizer_pages),
    "staff": (lambda venue: venue.marta, staff_pages),
}
