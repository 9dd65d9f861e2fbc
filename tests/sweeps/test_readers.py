"""A law over all live regions: a change is rendered once for each language, and each reader gets the own."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from netevent import changes
from netevent.appointments.notifications import PROPOSAL
from netevent.badges.stations import service as stations
from netevent.changes import Change
from netevent.checkin.screens import DOOR
from netevent.connections.notifications import REQUEST
from netevent.core.jobs.job import State
from netevent.core.site import Application
from netevent.documents.badges.formats import Format
from netevent.events.office_page import OFFICE
from netevent.live.bus import Bus
from netevent.live.hub import Channel, Hub, Socket
from netevent.live.screen import LiveItem, LiveRegion, Screen, Shown
from netevent.payments.payment import Method
from netevent.registration.orders.reading_rights import ORDERS
from netevent.registration.screens import FORMS
from netevent.screens import SCREENS
from netevent.staff.codes import service as log_in_codes
from tests.agenda.agendas import appoint, at
from tests.attendees.importing.test_upload import put_import
from tests.browsers import let_see
from tests.conftest import on_sqlite
from tests.door import Door, badge
from tests.factories import insert_connection, insert_notification, insert_presenter, insert_session
from tests.marked_languages import ONE, OTHER, marks
from tests.office.payments.selling import sell
from tests.payments.refunds.asking.paying import paid
from tests.reports.orders import order_export

pytestmark = [on_sqlite, pytest.mark.usefixtures("two_languages")]
# The owner of the event is 1, too.
EVENT, ANNA, BEN, APPOINTMENT, SESSION, STAFF, IMPORT = 1, 1, 2, 1, 1, 1, 1
ORDER, PAYMENT, REFUND, FILE = 1, 1, 1, 1
# One of each kind, as the pages of Ben and of his event hear it; what is not here fails the sweep.
EXAMPLES: Mapping[type[Change], Change] = {
    type(example): example
    for example in (
        changes.AttendeeCheckedIn(EVENT, ANNA),
        changes.CheckInUndone(EVENT, ANNA),
        changes.ScanRefused(EVENT),
        changes.DeskOpened(EVENT),
        changes.DeskClosed(EVENT),
        changes.AttendeesChanged(EVENT),
        changes.EventSeatsFreed(EVENT),
        changes.PaymentSettingsChanged(EVENT),
        changes.OrderChanged(EVENT, ORDER),
        changes.AttendanceCancelled(EVENT, ANNA),
        changes.AttendanceResumed(EVENT, ANNA),
        changes.ImportProgressed(EVENT, str(IMPORT)),
        changes.StaffChanged(EVENT),
        changes.StaffLoggedIn(EVENT, STAFF),
        changes.ProfileChanged(EVENT, ANNA),
        changes.ConnectionRequested(EVENT, ANNA, BEN),
        changes.ConnectionMade(EVENT, ANNA, BEN),
        changes.RequestDeclined(EVENT, ANNA, BEN),
        changes.RequestWithdrawn(EVENT, ANNA, BEN),
        changes.ConnectionEnded(EVENT, ANNA, BEN),
        changes.NotificationsChanged(BEN),
        changes.AppointmentChanged(EVENT, APPOINTMENT, ANNA, BEN),
        changes.RsvpChanged(EVENT, SESSION, BEN),
        changes.SeatFreed(EVENT, SESSION),
        changes.RoomChanged(EVENT, SESSION),
        changes.SessionsChanged(EVENT),
        changes.MeetingPointsChanged(EVENT),
        changes.PaymentSettingsChanged(EVENT),
        changes.OrderChanged(EVENT, 1),
        changes.PaymentsChanged(EVENT, PAYMENT),
        changes.MoneyGivenBack(EVENT, PAYMENT, REFUND),
        changes.AnnouncementsChanged(EVENT),
        changes.MailsChanged(EVENT),
        changes.PersonalLinkOpened(EVENT, BEN),
        changes.BadgesChanged(EVENT),
        changes.BadgesPrinted(EVENT),
        changes.PrintJobsChanged(EVENT),
        changes.StationsChanged(EVENT),
        changes.MadeFileChanged(FILE),
    )
}
# Whose movements only the own pages show; and whose profile the presenter of the own session sees.
OF_BEN: Mapping[tuple[str, type[Change]], Change] = {
    ("badge", kind): kind(EVENT, BEN)
    for kind in (
        changes.AttendeeCheckedIn,
        changes.CheckInUndone,
        changes.AttendanceCancelled,
        changes.AttendanceResumed,
    )
} | {("presented-session", changes.ProfileChanged): changes.ProfileChanged(EVENT, BEN)}


def heard_by(screen: Screen) -> list[type[Change]]:
    """Every change upon which something of the screen is pushed."""
    parts: list[LiveRegion | LiveItem] = [*screen.regions, *screen.items]
    assert all(part.on for part in parts), "a region that nothing changes is not live"
    return list(dict.fromkeys([kind for part in parts for kind in part.on] + [s.on for s in screen.spreads]))


CASES = [(screen, kind) for screen in SCREENS for kind in heard_by(screen)]


def pushed_by(screen: Screen, change: Change, key: int) -> set[str]:
    """The ids of the elements that this change moves."""
    spread = any(isinstance(change, one.on) for one in screen.spreads)
    regions = {one.target.format(key=key) for one in screen.regions if spread or type(change) in one.on}
    items = (one for one in screen.items if type(change) in one.on)
    return regions | {one.target.format(key=one.subject(change, key)) for one in items}


@dataclass
class Renders:
    """How often each element was rendered in each language; what was made says the language at its end."""

    counted: Counter[tuple[str, str]] = field(default_factory=Counter)


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> Renders:
    found, render = Renders(), Shown.render

    def counted(shown: Shown, language: str, context: Mapping[str, object]) -> str:
        found.counted[shown.target, language] += 1
        return f"{render(shown, language, context)}<!-- {shown.target} in {language} -->"

    monkeypatch.setattr(Shown, "render", counted)
    return found


@pytest.fixture
async def full_event(door: Door) -> Door:
    """Anna asks Ben to connect, and proposes an appointment; somebody is in, and somebody was refused."""
    connection_id = await insert_connection(door.database, ANNA, BEN, status="pending")
    await insert_notification(door.database, BEN, REQUEST, connection_id)
    assert await appoint(door.database, at(60), status="pending") == APPOINTMENT
    await insert_notification(door.database, BEN, PROPOSAL, APPOINTMENT)
    assert await insert_session(door.database, EVENT, at(120), 45, BEN) == SESSION
    await insert_presenter(door.database, SESSION, EVENT)
    assert await put_import(door, State.done) == IMPORT
    assert await order_export(door.database) == FILE
    payment = await paid(await sell(door.database), "Zoe", method=Method.transfer)
    assert payment.id == PAYMENT
    await door.database.transact(stations.add, EVENT, "Hall", Format.roll_62)
    await door.scan(badge(3))
    await door.scan("NOBODYS999")
    shown = await door.database.transact(log_in_codes.show, EVENT, STAFF, "")
    await door.database.transact(log_in_codes.join, shown.link.rpartition("/")[2], "Chrome")
    return door


async def heard(socket: Socket, targets: set[str]) -> str:
    """All that comes until each of the elements has come."""
    text = ""
    async with asyncio.timeout(60):
        while not all(f"<!-- {target} in " in text for target in targets):
            text += await socket.take()
    return text


def join(hub: Hub, channel: Channel, *languages: str) -> list[Socket]:
    sockets = [Socket((channel,), language, f"login {number}") for number, language in enumerate(languages)]
    for socket in sockets:
        hub.join(socket)
    return sockets


@pytest.mark.parametrize(
    ("screen", "kind"), CASES, ids=[f"{screen.kind}-{kind.__name__}" for screen, kind in CASES]
)
async def test_a_change_is_rendered_once_for_each_language_of_its_readers(
    full_event: Door, app: Application, renders: Renders, screen: Screen, kind: type[Change]
):
    await push_to_four(app, renders, screen, kind)


async def test_without_the_hubs_care_the_law_is_broken(
    full_event: Door, app: Application, renders: Renders, monkeypatch: pytest.MonkeyPatch
):
    def push(hub: Hub, channel: Channel, target: str, render: Callable[[str], str]) -> None:
        """For each socket anew."""
        for socket in hub._sockets.get(channel, ()):
            socket.put(target, render(socket.language))

    monkeypatch.setattr(Hub, "push", push)
    with pytest.raises(AssertionError):
        await push_to_four(app, renders, DOOR, changes.AttendeesChanged)


async def push_to_four(app: Application, renders: Renders, screen: Screen, kind: type[Change]) -> None:
    """Two who read the one language and two who read the other; each gets what the law says."""
    key = BEN if screen.key == "attendee_id" else EVENT
    change = OF_BEN.get((screen.kind, kind), EXAMPLES[kind])
    targets = pushed_by(screen, change, key)
    assert targets
    languages = (ONE, OTHER, ONE, OTHER)
    sockets = join(app.site.part(Hub), Channel(screen.kind, key), *languages)
    app.site.part(Bus).publish(change)
    for socket, language in zip(sockets, languages, strict=True):
        text = await heard(socket, targets)
        assert {f"<!-- {target} in {language} -->" in text for target in targets} == {True}
        assert marks(text) <= {language}
    for socket in sockets:
        app.site.part(Hub).leave(socket)
    assert {one: renders.counted[one] for one in renders.counted if one[0] in targets} == {
        (target, language): 1 for target in targets for language in (ONE, OTHER)
    }


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
async def test_what_a_page_gets_while_its_socket_is_down_is_in_the_pages_language(
    full_event: Door, log_in_as, screen: Screen
):
    client, _ = await log_in_as("guest2" if screen.key == "attendee_id" else "olga")
    await let_see(client, FORMS, EVENT)
    await let_see(client, ORDERS, ORDER)
    address = f"/live/{screen.kind}" if screen.is_own else f"/live/{screen.kind}/{EVENT}"
    for language in (ONE, OTHER):
        text = await (await client.get(f"{address}/regions?lang={language}")).get_data(as_text=True)
        # The office has but numbers, and seats are fetched with their page.
        assert marks(text) == ({language} if screen.regions and screen is not OFFICE else set())
