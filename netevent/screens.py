"""The live pages of all features. `app` gives them to the publisher."""

from __future__ import annotations

from netevent.agenda.programme.screens import PROGRAMME, SEATS
from netevent.agenda.screens import AGENDA
from netevent.announcements.office.screens import ANNOUNCEMENT, ANNOUNCEMENTS
from netevent.appointments.screens import DETAILS
from netevent.attendees.importing.screens import IMPORTS
from netevent.attendees.listing.screens import ATTENDEE_LIST
from netevent.attendees.questions.screens import QUESTIONS
from netevent.attendees.types.screens import TYPES
from netevent.attendees.versions import select_versions
from netevent.badges.desks.screens import DESK_PRINTING
from netevent.badges.kiosks.screens import OFFICE_KIOSKS
from netevent.badges.sheets.screens import BADGE_SHEETS
from netevent.badges.stations.screens import OFFICE_STATIONS, PRINT_STATIONS
from netevent.breakouts.rsvps.screens import SESSION_PEOPLE
from netevent.breakouts.screens import BREAKOUTS, TIMETABLE
from netevent.checkin.screens import DASHBOARD, DOOR, WALL
from netevent.connections.screens import CARD, RELATIONSHIP, REQUESTS
from netevent.contacts.screens import PEOPLE
from netevent.documents.made.screens import MADE_FILE
from netevent.events.office_page import OFFICE
from netevent.home.event.screens import CHECKLIST
from netevent.home.screens import BADGE
from netevent.identity.guards import require_self
from netevent.live.screen import Screen
from netevent.notification_kinds import INBOX
from netevent.office.payments.screens import PAYMENTS
from netevent.presenters.screens import PRESENTED, PROJECTOR, SESSION
from netevent.registration.form.screens import OFFERS
from netevent.registration.orders.office.screens import ORDERS
from netevent.registration.orders.paying.screens import ORDER
from netevent.registration.screens import FORM
from netevent.rooms.screens import ROOM
from netevent.staff.codes.screens import LOG_IN_CODE
from netevent.staff.screens import STAFF

# What stands around every page of an attendee, and what may be open on one.
ATTENDEE = Screen(
    "attendee",
    require_self,
    INBOX.regions(),
    (CARD, RELATIONSHIP, DETAILS),
    key="attendee_id",
    versions=select_versions,
    patient=True,
)

OF_ATTENDEES = (ATTENDEE, BADGE, AGENDA, PROGRAMME, REQUESTS, PEOPLE)
OF_PRESENTERS = (PRESENTED, SESSION, PROJECTOR)
OF_GUESTS = (FORM, OFFERS, ORDER, PRINT_STATIONS)

SCREENS = (
    DESK_PRINTING,
    OFFICE_KIOSKS,
    OFFICE_STATIONS,
    DOOR,
    OFFICE,
    CHECKLIST,
    DASHBOARD,
    WALL,
    ATTENDEE_LIST,
    IMPORTS,
    TYPES,
    QUESTIONS,
    ORDERS,
    PAYMENTS,
    ANNOUNCEMENTS,
    ANNOUNCEMENT,
    STAFF,
    LOG_IN_CODE,
    BADGE_SHEETS,
    MADE_FILE,
    BREAKOUTS,
    TIMETABLE,
    ROOM,
    SEATS,
    *OF_PRESENTERS,
    SESSION_PEOPLE,
    *OF_ATTENDEES,
    *OF_GUESTS,
)
