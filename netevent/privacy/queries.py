"""SQL of what is kept of an attendee. Each statement asks for the attendee's own rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select

from netevent.attendees.former_codes import select_former_codes
from netevent.breakouts.rsvps.queries import place_in
from netevent.breakouts.rsvps.rsvp import Status
from netevent.connections.predicates import STANDS, recipient, requester
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    announcement_recipients,
    announcement_texts,
    announcements,
    appointments,
    attendee_types,
    attendees,
    badge_prints,
    badge_scans,
    badge_texts,
    blocks,
    breakout_session_rsvps,
    breakout_sessions,
    certificates,
    connection_notes,
    connections,
    events,
    gates,
    login_accounts,
    logins,
    meeting_points,
    print_jobs,
    push_refusals,
    push_subscriptions,
    room_scans,
    scans,
)
from netevent.core.i18n.localized import localized
from netevent.core.text.addresses import own_address
from netevent.privacy.record import (
    Account,
    Announced,
    BadgeAsked,
    BadgePrint,
    BadgeScan,
    BadgeText,
    Block,
    Certificate,
    DoorScan,
    Login,
    Meeting,
    Note,
    PushDevice,
    Request,
    RoomScan,
    Session,
)


def select_account(tx: Transaction, attendee_id: int) -> Account | None:
    row = tx.execute(
        select(
            attendees,
            attendee_types.c.name.label("type_name"),
            events.c.name.label("event_name"),
            events.c.name_texts,
            events.c.time_zone,
            events.c.start_time,
            events.c.end_time,
        )
        .select_from(
            attendees.join(events, events.c.id == attendees.c.event_id).outerjoin(
                attendee_types, attendee_types.c.id == attendees.c.attendee_type_id
            )
        )
        .where(attendees.c.id == attendee_id)
    ).first()
    return _account(row, select_former_codes(tx, attendee_id)) if row else None


def select_requests(tx: Transaction, attendee_id: int) -> list[Request]:
    """Those that stand, and the own ones that were taken back.

    Whether the other one declined is theirs to tell: such a request waits, here too.
    """
    rows = tx.execute(
        select(connections)
        .where(or_(requester == attendee_id, (recipient == attendee_id) & STANDS))
        .order_by(connections.c.asked_at, connections.c.id)
    )
    return [_request(row, attendee_id) for row in rows]


def select_notes(tx: Transaction, attendee_id: int) -> list[Note]:
    rows = tx.execute(
        select(connection_notes)
        .where(connection_notes.c.attendee_id == attendee_id)
        .order_by(connection_notes.c.updated_at)
    )
    return [Note(row.other_id, row.note, row.tags, row.met_where, row.updated_at) for row in rows]


def select_blocks(tx: Transaction, attendee_id: int) -> list[Block]:
    """Whom the attendee blocked, never by whom the attendee is blocked."""
    rows = tx.execute(select(blocks).where(blocks.c.blocker_id == attendee_id).order_by(blocks.c.blocked_at))
    return [Block(row.blocked_id, row.blocked_at) for row in rows]


def select_appointments(tx: Transaction, attendee_id: int) -> list[Meeting]:
    rows = tx.execute(
        select(appointments, meeting_points.c.name.label("point"))
        .outerjoin(meeting_points, meeting_points.c.id == appointments.c.meeting_point_id)
        .where(or_(appointments.c.requester_id == attendee_id, appointments.c.target_id == attendee_id))
        .order_by(appointments.c.appointment_time, appointments.c.id)
    )
    return [_meeting(row, attendee_id) for row in rows]


def select_sessions(tx: Transaction, attendee_id: int) -> list[Session]:
    rsvps, session = breakout_session_rsvps, breakout_sessions.c
    rows = tx.execute(
        select(session.name, session.start_time, rsvps.c.status, rsvps.c.entered_at)
        .add_columns(place_in(rsvps).label("place"))
        .select_from(rsvps.join(breakout_sessions, session.id == rsvps.c.breakout_session_id))
        .where(rsvps.c.attendee_id == attendee_id)
        .order_by(session.start_time, session.id)
    )
    return [_session(row) for row in rows]


def select_door_scans(tx: Transaction, attendee_id: int) -> list[DoorScan]:
    rows = tx.execute(
        select(scans.c.scanned_at, scans.c.outcome, gates.c.name)
        .outerjoin(gates, gates.c.id == scans.c.gate_id)
        .where(scans.c.attendee_id == attendee_id)
        .order_by(scans.c.id)
    )
    return [DoorScan(row.scanned_at, row.name or "", row.outcome) for row in rows]


def select_room_scans(tx: Transaction, attendee_id: int) -> list[RoomScan]:
    rows = tx.execute(
        select(room_scans.c.scanned_at, room_scans.c.outcome, breakout_sessions.c.name)
        .join(breakout_sessions, breakout_sessions.c.id == room_scans.c.breakout_session_id)
        .where(room_scans.c.attendee_id == attendee_id)
        .order_by(room_scans.c.id)
    )
    return [RoomScan(row.scanned_at, row.name, row.outcome) for row in rows]


def select_badges_scanned(tx: Transaction, attendee_id: int) -> list[BadgeScan]:
    rows = tx.execute(
        select(badge_scans).where(badge_scans.c.scanner_id == attendee_id).order_by(badge_scans.c.scanned_at)
    )
    return [BadgeScan(row.scanned_id, row.scanned_at) for row in rows]


def select_own_badge_scanned(tx: Transaction, attendee_id: int) -> list[datetime]:
    statement = select(badge_scans.c.scanned_at).where(badge_scans.c.scanned_id == attendee_id)
    return list(tx.execute(statement.order_by(badge_scans.c.scanned_at)).scalars())


def select_badge_prints(tx: Transaction, attendee_id: int) -> list[BadgePrint]:
    one = badge_prints.c
    rows = tx.execute(select(badge_prints).where(one.attendee_id == attendee_id).order_by(one.id))
    return [BadgePrint(row.printed_at, row.station) for row in rows]


def select_badge_texts(tx: Transaction, attendee_id: int) -> list[BadgeText]:
    """One at most."""
    rows = tx.execute(select(badge_texts).where(badge_texts.c.attendee_id == attendee_id))
    return [BadgeText(row.name, row.organisation, row.role, row.changed_at) for row in rows]


def select_badges_asked(tx: Transaction, attendee_id: int) -> list[BadgeAsked]:
    one = print_jobs.c
    rows = tx.execute(select(print_jobs).where(one.attendee_id == attendee_id).order_by(one.id))
    return [BadgeAsked(row.asked_at, row.state) for row in rows]


def select_certificates(tx: Transaction, attendee_id: int) -> list[Certificate]:
    """One at most."""
    rows = tx.execute(select(certificates).where(certificates.c.attendee_id == attendee_id))
    return [Certificate(row.code, row.issued_at, json.loads(row.content)) for row in rows]


def select_announcements(tx: Transaction, attendee_id: int) -> list[Announced]:
    """With the subject as its writer gave it first: in the announcement's own language."""
    joined = announcement_recipients.join(
        announcements, announcements.c.id == announcement_recipients.c.announcement_id
    ).join(
        announcement_texts,
        and_(
            announcement_texts.c.announcement_id == announcements.c.id,
            announcement_texts.c.language == announcements.c.language,
        ),
    )
    told = announcement_recipients.c
    statement = select(announcement_texts.c.subject, told.told_at, told.opened_at).select_from(joined)
    rows = tx.execute(statement.where(told.attendee_id == attendee_id).order_by(told.told_at, told.id))
    return [Announced(row.subject, row.told_at, row.opened_at) for row in rows]


def select_logins(tx: Transaction, attendee_id: int) -> list[Login]:
    rows = tx.execute(
        select(logins.c.created_at, logins.c.expires_at, logins.c.device)
        .join(login_accounts, login_accounts.c.login_id == logins.c.id)
        .where(login_accounts.c.account_kind == "attendee", login_accounts.c.account_id == attendee_id)
        .order_by(logins.c.created_at)
    )
    return [Login(row.created_at, row.expires_at, row.device) for row in rows]


def select_push_devices(tx: Transaction, attendee_id: int) -> list[PushDevice]:
    is_theirs = push_subscriptions.c.attendee_id == attendee_id
    rows = tx.execute(select(push_subscriptions).where(is_theirs).order_by(push_subscriptions.c.added_at))
    return [PushDevice(row.device, row.added_at) for row in rows]


def select_push_refused(tx: Transaction, attendee_id: int) -> list[str]:
    """The kinds of notification that the attendee does not want by push."""
    kinds = select(push_refusals.c.kind).where(push_refusals.c.attendee_id == attendee_id)
    return list(tx.execute(kinds.order_by(push_refusals.c.kind)).scalars())


def _account(row: Row[Any], former_codes: list[str]) -> Account:
    return Account(
        id=row.id,
        email=own_address(row.email),
        photo=row.profile_picture or "",
        code=row.attendee_code or "",
        former_codes=former_codes,
        type_name=row.type_name or "",
        attendance=row.attendance_status,
        payment=row.payment_status,
        registered_at=row.created_at,
        mailed_at=row.mailed_at,
        first_login_at=row.first_login_at,
        checked_in_at=row.checked_in_at if row.checked_in else None,
        has_password=row.password_hash != NO_PASSWORD,
        personal_link_until=row.confirmation_expires_at if row.confirmation_token else None,
        event_name=localized(row.event_name, row.name_texts),
        event_zone=row.time_zone,
        event_start=row.start_time,
        event_end=row.end_time,
        door_note=row.door_note,
    )


def _request(row: Row[Any], attendee_id: int) -> Request:
    asked_by_me = row.attendee_id == attendee_id
    is_connected = row.status == "accepted"
    state = "connected" if is_connected else "waiting"
    if row.withdrawn_at is not None:
        state = "withdrawn"
    elif row.status == "rejected" and not asked_by_me:
        state = "declined"
    return Request(
        person_id=row.connected_attendee_id if asked_by_me else row.attendee_id,
        asked_by_me=asked_by_me,
        state=state,
        message=row.message,
        met_how=row.met_how,
        asked_at=row.asked_at,
        connected_at=row.answered_at if is_connected else None,
    )


def _session(row: Row[Any]) -> Session:
    place = row.place if row.status == Status.waitlisted else None
    return Session(row.name, row.start_time, row.status, place, row.entered_at)


def _meeting(row: Row[Any], attendee_id: int) -> Meeting:
    asked_by_me = row.requester_id == attendee_id
    return Meeting(
        person_id=row.target_id if asked_by_me else row.requester_id,
        asked_by_me=asked_by_me,
        start=row.appointment_time,
        end=row.end_time,
        place=row.point or row.location or "",
        notes=row.notes or "",
        status=row.status,
    )
