"""Everything that can happen, as frozen dataclasses in the past tense.

Services publish them with ``tx.publish(change)``. What must follow happens in the same transaction
(`netevent.reactions`). After the commit they go out (`core.database.database`) over the bus (`live.bus`)
to the screens. A change carries identifiers only: whoever listens reads the database for what it shows,
so that a late or repeated change does no harm.
"""

from netevent.changes.change import Change, Key
from netevent.changes.door import (
    AttendeeCheckedIn,
    CheckInUndone,
    DeskClosed,
    DeskOpened,
    ScanRefused,
)
from netevent.changes.meeting import (
    AppointmentChanged,
    AttendeeNotified,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    MeetingPointsChanged,
    NotificationsChanged,
    RequestDeclined,
    RequestWithdrawn,
)
from netevent.changes.orders import (
    EventSeatsFreed,
    MoneyGivenBack,
    OrderChanged,
    PaymentPaid,
    PaymentsChanged,
    PaymentSettingsChanged,
)
from netevent.changes.people import (
    AnnouncementsChanged,
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeLeaves,
    AttendeeLoggedIn,
    AttendeeMailed,
    AttendeesChanged,
    AttendeeTypeRemoved,
    EventTeamChanged,
    ImportProgressed,
    MailsChanged,
    PersonalLinkOpened,
    ProfileChanged,
    StaffChanged,
    StaffLoggedIn,
)
from netevent.changes.printing import (
    BadgesChanged,
    BadgesPrinted,
    PrintJobsChanged,
    StationsChanged,
)
from netevent.changes.server import (
    JobQueued,
    LanguagesChanged,
    LoginChanged,
)
from netevent.changes.sessions import (
    PresentersChanged,
    RoomChanged,
    RsvpChanged,
    SeatFreed,
    SeatGivenUp,
    SeatLost,
    SeatMovedUp,
    SessionsChanged,
)

__all__ = [
    "AnnouncementsChanged",
    "AppointmentChanged",
    "AttendanceCancelled",
    "AttendanceResumed",
    "AttendeeCheckedIn",
    "AttendeeLeaves",
    "AttendeeLoggedIn",
    "AttendeeMailed",
    "AttendeeNotified",
    "AttendeeTypeRemoved",
    "AttendeesChanged",
    "BadgesChanged",
    "BadgesPrinted",
    "Change",
    "CheckInUndone",
    "ConnectionEnded",
    "ConnectionMade",
    "ConnectionRequested",
    "DeskClosed",
    "DeskOpened",
    "EventSeatsFreed",
    "EventTeamChanged",
    "ImportProgressed",
    "JobQueued",
    "Key",
    "LanguagesChanged",
    "LoginChanged",
    "MailsChanged",
    "MeetingPointsChanged",
    "MoneyGivenBack",
    "NotificationsChanged",
    "OrderChanged",
    "PaymentPaid",
    "PaymentSettingsChanged",
    "PaymentsChanged",
    "PersonalLinkOpened",
    "PresentersChanged",
    "PrintJobsChanged",
    "ProfileChanged",
    "RequestDeclined",
    "RequestWithdrawn",
    "RoomChanged",
    "RsvpChanged",
    "ScanRefused",
    "SeatFreed",
    "SeatGivenUp",
    "SeatLost",
    "SeatMovedUp",
    "SessionsChanged",
    "StaffChanged",
    "StaffLoggedIn",
    "StationsChanged",
]
