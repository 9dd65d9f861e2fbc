"""Vouchers as a table for spreadsheet programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from netevent.core import clock
from netevent.core.i18n import N_, gettext
from netevent.core.i18n.writing import plain_amount
from netevent.documents.cells import as_text
from netevent.registration.vouchers.voucher import Voucher, VoucherKind

HEADINGS = (
    N_("Code"),
    N_("Percentage"),
    N_("Amount"),
    N_("For the types"),
    N_("Seats at most"),
    N_("Used"),
    N_("Reserved seats"),
    N_("Expires"),
    N_("Note"),
)


def table(vouchers: Iterable[Voucher], types: Mapping[int, str], zone: str) -> bytes:
    """CSV in UTF-8 with a byte order mark, without which Excel takes it for something else."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(as_text(gettext(heading)) for heading in HEADINGS)
    writer.writerows([as_text(value) for value in _row(one, types, zone)] for one in vouchers)
    return text.getvalue().encode("utf-8-sig")


def _row(one: Voucher, types: Mapping[int, str], zone: str) -> tuple[str, ...]:
    value = plain_amount(one.value)
    is_percent = one.kind is VoucherKind.percent
    return (
        one.code,
        value if is_percent else "",
        "" if is_percent else value,
        ", ".join(types[type_id] for type_id in one.type_ids if type_id in types),
        "" if one.most_uses is None else str(one.most_uses),
        str(one.uses),
        str(one.reserved),
        clock.local(one.expires_at, zone).strftime("%Y-%m-%d %H:%M") if one.expires_at else "",
        one.note,
    )
