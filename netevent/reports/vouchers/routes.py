"""The organizer's vouchers as a file."""

from __future__ import annotations

import asyncio

from quart import Blueprint, Response

from netevent.attendees.types.queries import select_types
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import current_language, gettext, speaking
from netevent.core.site import read
from netevent.documents.download import download, file_name
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.identity import guards
from netevent.registration.vouchers.queries import select_vouchers
from netevent.registration.vouchers.voucher import Voucher
from netevent.reports.vouchers.table import table

routes = Blueprint("voucher_files", __name__)

CSV = "text/csv; charset=utf-8"


@routes.get("/organizer/event/<int:event_id>/vouchers/csv/download")
@guards.event_team
async def csv(event_id: int) -> Response:
    event, vouchers, types = await read(_all, event_id)
    made = await asyncio.to_thread(_table, vouchers, types, event.zone, current_language())
    name = file_name(f"{event.name} - {gettext('Vouchers')}", "vouchers")
    return download(made, CSV, f"{name}.csv", "vouchers.csv")


def _table(vouchers: list[Voucher], types: dict[int, str], zone: str, language: str) -> bytes:
    with speaking(language):
        return table(vouchers, types, zone)


def _all(tx: Transaction, event_id: int) -> tuple[Event, list[Voucher], dict[int, str]]:
    types = {one.id: one.name for one in select_types(tx, event_id)}
    return existing(select_event(tx, event_id)), select_vouchers(tx, event_id), types
