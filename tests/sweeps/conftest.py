"""An event in which every list of every page has something in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from netevent.badges.stations import service as stations
from netevent.core import clock
from netevent.core.database.tables import appointments, events
from netevent.core.pictures.reading import SIZES
from netevent.documents.badges.formats import Format
from netevent.payments.payment import Method, Problem
from netevent.profiles.photos.files import PhotoFiles
from netevent.registration.vouchers.service import add as add_voucher
from tests import factories
from tests.attendees.questions.asked_people import ask_all_kinds
from tests.breakouts.presenters.people import insert_presenter
from tests.door import Door, badge
from tests.factories import insert_point, insert_session
from tests.office.payments.selling import has_problem, sell
from tests.payments.refunds.asking.paying import ask_for, paid
from tests.privacy import traces
from tests.registration.vouchers.sold import PERCENT
from tests.team.people import insert_co_organizer, insert_team


@pytest.fixture
async def lively_event(door: Door, tmp_path: Path) -> None:
    """Every list of every page has something in it."""
    await traces.live(door)
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    await insert_point(door.database, 1)
    await door.database.transact(add_voucher, 1, replace(PERCENT, reserved=2, type_ids=(1,), note="Press"))
    session_id = await insert_session(
        door.database, 1, soon, 45, traces.ANNA, presenter_names="Nora Named\nNils Named"
    )
    for one in (session_id, 1):
        await insert_presenter(
            door.database, one, f"Ina {one}", email=f"ina{one}@example.com", unconfirmed_since=soon
        )
    await factories.insert_presenter(door.database, session_id, 1)
    await ask_all_kinds(door.database, 1, traces.ANNA)
    await insert_team(door.database)
    await insert_co_organizer(
        door.database, "Ina Invited", "viewer", email="ina@i.example", unconfirmed_since=soon
    )
    agreed, proposed = {"status": "accepted"}, {"status": "pending", "expires_at": soon}
    for number, requester, target, given in (
        (11, traces.ANNA, traces.BEN, proposed),
        (12, traces.BEN, traces.ANNA, proposed),
        (13, traces.BEN, traces.ANNA, agreed),
    ):
        row = traces.appointment(number, requester, target, "Tea") | given
        times = {"appointment_time": soon, "end_time": soon + timedelta(minutes=15)}
        await traces.put(door, appointments, **row | times)
    await door.database.transact(stations.add, 1, "Hall", Format.roll_62)
    await _sell(door)
    photo = PhotoFiles(tmp_path / "photos").write(dict.fromkeys(SIZES, b"a face"))
    for attendee_id in (traces.ANNA, traces.BEN, traces.CARA):
        await door.change_attendee(attendee_id, profile_picture=photo)
    statement = update(events).values(start_time=clock.now() - timedelta(days=1), has_public_programme=True)
    await door.database.transact(lambda tx: tx.execute(statement))
    for code in (badge(1), badge(1), "NOBODYSXXX", badge(2)):
        await door.scan(code)


async def _sell(door: Door) -> None:
    """A payment that waits to be given back, one of which a part went back, and one that has not come."""
    shop = await sell(door.database)
    late = await paid(shop, "Zoe", method=Method.transfer)
    await has_problem(shop, late, Problem.late)
    await ask_for(shop, late, "5", by="Olga")
    await paid(shop, "Zack", "Zora")
    await shop.pay(await shop.order("Zeno"), Method.transfer)
