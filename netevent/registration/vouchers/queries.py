"""SQL of vouchers. `uses` and `reserved` move by conditional UPDATEs alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, or_, select, update

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import voucher_types, vouchers
from netevent.core.text.comparing import plain
from netevent.registration.vouchers.voucher import Voucher, VoucherDetails, VoucherKind


def select_vouchers(
    tx: Transaction, event_id: int, most: int | None = None, search: str = ""
) -> list[Voucher]:
    """The newest first; `search` stands in the code or in the note."""
    ids = select(vouchers.c.id).where(vouchers.c.event_id == event_id, *_found(search))
    return _vouchers(
        tx, vouchers.c.id.in_(tx.execute(ids.order_by(vouchers.c.id.desc()).limit(most)).scalars().all())
    )


def select_voucher(tx: Transaction, event_id: int, voucher_id: int) -> Voucher | None:
    return next(iter(_vouchers(tx, _is(event_id, voucher_id))), None)


def select_by_code(tx: Transaction, event_id: int, code: str) -> Voucher | None:
    is_it = (vouchers.c.event_id == event_id, vouchers.c.code_key == plain(code))
    return next(iter(_vouchers(tx, *is_it)), None)


def count_vouchers(tx: Transaction, event_id: int, search: str = "") -> int:
    counted = select(func.count()).select_from(vouchers)
    return int(tx.execute(counted.where(vouchers.c.event_id == event_id, *_found(search))).scalar_one())


def select_taken_codes(tx: Transaction, event_id: int, codes: Sequence[str]) -> set[str]:
    """Of these codes, as they are compared, those that there are."""
    statement = select(vouchers.c.code_key).where(
        vouchers.c.event_id == event_id, vouchers.c.code_key.in_([plain(code) for code in codes])
    )
    return set(tx.execute(statement).scalars())


def select_expired(tx: Transaction, now: datetime, most: int) -> list[tuple[int, int]]:
    """Event and id of vouchers that are over and hold seats yet."""
    statement = select(vouchers.c.event_id, vouchers.c.id).where(
        vouchers.c.expires_at <= now, vouchers.c.reserved > 0
    )
    rows = tx.execute(statement.order_by(vouchers.c.event_id, vouchers.c.id).limit(most))
    return [(row.event_id, row.id) for row in rows]


def lock_reserved(tx: Transaction, event_id: int, voucher_id: int) -> int:
    """How many seats it holds, until the commit; 0 where there is no such voucher."""
    statement = select(vouchers.c.reserved).where(_is(event_id, voucher_id)).with_for_update()
    return tx.execute(statement).scalar() or 0


def insert_vouchers(tx: Transaction, event_id: int, many: Sequence[VoucherDetails]) -> list[int]:
    """
    Raises:
        sqlalchemy.exc.IntegrityError: a code is taken.
    """
    ids = [
        inserted_id(
            tx.execute(insert(vouchers).values(event_id=event_id, **_columns(one), reserved=one.reserved))
        )
        for one in many
    ]
    for voucher_id, one in zip(ids, many, strict=True):
        _insert_types(tx, voucher_id, one.type_ids)
    return ids


def update_voucher(tx: Transaction, event_id: int, voucher_id: int, details: VoucherDetails) -> None:
    """What it holds is moved by `update_reserved` alone. Raises as `insert_vouchers` does."""
    tx.execute(update(vouchers).where(_is(event_id, voucher_id)).values(_columns(details)))
    tx.execute(delete(voucher_types).where(voucher_types.c.voucher_id == voucher_id))
    _insert_types(tx, voucher_id, details.type_ids)


def delete_voucher(tx: Transaction, event_id: int, voucher_id: int) -> bool:
    return tx.execute(delete(vouchers).where(_is(event_id, voucher_id))).rowcount == 1


def update_uses(tx: Transaction, event_id: int, voucher_id: int, number: int, now: datetime) -> bool:
    """Use it for so many seats. False: it is over by now, or not so many uses are left."""
    used = vouchers.c.uses + number
    may_be = (
        or_(vouchers.c.most_uses.is_(None), used <= vouchers.c.most_uses),
        or_(vouchers.c.expires_at.is_(None), vouchers.c.expires_at > now),
    )
    return _moved(tx, event_id, voucher_id, *may_be, uses=used)


def update_used_again(tx: Transaction, event_id: int, voucher_id: int, number: int) -> bool:
    """As `update_uses`, whether it is over or not."""
    used = vouchers.c.uses + number
    are_left = or_(vouchers.c.most_uses.is_(None), used <= vouchers.c.most_uses)
    return _moved(tx, event_id, voucher_id, are_left, uses=used)


def update_given_back(tx: Transaction, event_id: int, voucher_id: int, uses: int, reserved: int) -> bool:
    """False: there is no such voucher any more."""
    return _moved(
        tx,
        event_id,
        voucher_id,
        vouchers.c.uses >= uses,
        uses=vouchers.c.uses - uses,
        reserved=vouchers.c.reserved + reserved,
    )


def update_reserved(tx: Transaction, event_id: int, voucher_id: int, number: int) -> bool:
    """So many seats more, or with a negative number fewer. False: it does not hold so many."""
    held = vouchers.c.reserved + number
    return _moved(tx, event_id, voucher_id, held >= 0, reserved=held)


def update_ended(tx: Transaction, event_id: int, type_id: int, now: datetime) -> None:
    """Those that are for this type alone are over: without it they would be for all."""
    mine, other = voucher_types.alias(), voucher_types.alias()
    has_it = exists().where(mine.c.voucher_id == vouchers.c.id, mine.c.attendee_type_id == type_id)
    has_other = exists().where(other.c.voucher_id == vouchers.c.id, other.c.attendee_type_id != type_id)
    runs = or_(vouchers.c.expires_at.is_(None), vouchers.c.expires_at > now)
    ends = update(vouchers).where(vouchers.c.event_id == event_id, has_it, ~has_other, runs)
    tx.execute(ends.values(expires_at=now))


def _moved(
    tx: Transaction, event_id: int, voucher_id: int, *conditions: ColumnElement[bool], **columns: Any
) -> bool:
    statement = update(vouchers).where(_is(event_id, voucher_id), *conditions)
    return tx.execute(statement.values(columns)).rowcount == 1


def _vouchers(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Voucher]:
    """The newest first."""
    rows = tx.execute(select(vouchers).where(*conditions).order_by(vouchers.c.id.desc())).all()
    types = _types_of(tx, [row.id for row in rows])
    return [_voucher(row, types[row.id]) for row in rows]


def _types_of(tx: Transaction, ids: Sequence[int]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    statement = select(voucher_types).where(voucher_types.c.voucher_id.in_(ids))
    for row in tx.execute(statement.order_by(voucher_types.c.attendee_type_id)):
        found[row.voucher_id].append(row.attendee_type_id)
    return found


def _voucher(row: Row[Any], type_ids: Sequence[int]) -> Voucher:
    return Voucher(
        id=row.id,
        code=row.code,
        kind=VoucherKind(row.kind),
        value=Decimal(row.value),
        most_uses=row.most_uses,
        uses=row.uses,
        reserved=row.reserved,
        expires_at=row.expires_at,
        note=row.note,
        type_ids=tuple(type_ids),
    )


def _columns(details: VoucherDetails) -> dict[str, object]:
    return {
        "code": details.code,
        "code_key": plain(details.code),
        "kind": details.kind,
        "value": details.value,
        "most_uses": details.most_uses,
        "expires_at": details.expires_at,
        "note": details.note,
    }


def _insert_types(tx: Transaction, voucher_id: int, type_ids: Sequence[int]) -> None:
    if rows := [{"voucher_id": voucher_id, "attendee_type_id": one} for one in type_ids]:
        tx.execute(insert(voucher_types), rows)


def _found(search: str) -> list[ColumnElement[bool]]:
    if not search:
        return []
    in_code = vouchers.c.code_key.contains(plain(search), autoescape=True)
    return [or_(in_code, vouchers.c.note.contains(search, autoescape=True))]


def _is(event_id: int, voucher_id: int) -> ColumnElement[bool]:
    return and_(vouchers.c.id == voucher_id, vouchers.c.event_id == event_id)
