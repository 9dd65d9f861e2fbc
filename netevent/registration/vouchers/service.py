"""The rules of vouchers. Called by `vouchers.routes`, and by who places, ends and gives back orders.

The seats that a voucher holds are the event's (`events.seats`), and taken there: an order that takes one of
them holds no other. Whoever uses a voucher or gives back what it had has the event's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from netevent.attendees.types.queries import lock_types
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, Malformed, NotFound, existing
from netevent.core.i18n import N_
from netevent.core.text.comparing import plain
from netevent.events import seats
from netevent.registration.vouchers import queries
from netevent.registration.vouchers.voucher import Used, Voucher, VoucherDetails

MOST_VOUCHERS = 5000
RANDOM_LENGTH = 8
AT_ONCE = 100


class VoucherNotValid(Malformed):
    """Unknown, over, or for none of the types that are asked for: nobody is told which."""

    code = "voucher_not_valid"
    field = "voucher"
    message = N_("This code is not valid.")


class VoucherUsedUp(Conflict):
    code = "voucher_used_up"
    field = "voucher"
    message = N_("This code has been used as often as it can be.")


class VoucherForFewer(Conflict):
    code = "voucher_for_fewer"
    field = "voucher"
    message = N_("This code is not enough for all seats. Seats it can still be used for: %(left)s.")


class CodeTaken(Conflict):
    code = "voucher_code_taken"
    field = "code"
    message = N_("There is already a voucher with the code %(code)s. Choose another one.")


class TooManyVouchers(Conflict):
    code = "too_many_vouchers"
    field = "number"
    message = N_("An event can have at most %(most)s vouchers.")


class TooFewSeats(Conflict):
    code = "too_few_seats"
    field = "reserved"
    message = N_("There are not so many free seats. Free seats: %(left)s.")


# ---- by the organizer


def add(tx: Transaction, event_id: int, details: VoucherDetails, number: int = 1) -> list[int]:
    """One with this code, or several whose codes begin with it; an empty one is drawn.

    Raises:
        CodeTaken, TooManyVouchers, TooFewSeats: as they say.
        NotFound: a type is not the event's.
    """
    lock_event(tx, event_id)
    if queries.count_vouchers(tx, event_id) + number > MOST_VOUCHERS:
        raise TooManyVouchers(most=MOST_VOUCHERS)
    _require_types(tx, event_id, details)
    if details.code and number == 1:
        many = [details]
        _require_free(tx, event_id, details.code)
    else:
        many = [replace(details, code=code) for code in _drawn(tx, event_id, details.code, number)]
    _hold(tx, event_id, details.reserved * number)
    return queries.insert_vouchers(tx, event_id, many)


def edit(tx: Transaction, event_id: int, voucher_id: int, details: VoucherDetails, reserved_was: int) -> None:
    """Orders keep the prices that they have. `reserved_was`: how many seats it held when the form was made;
    those that somebody has taken since are not held again.

    Raises:
        NotFound: the event has no such voucher, or not one of the types.
        CodeTaken, TooFewSeats: as they say.
    """
    lock_event(tx, event_id)
    before = find(tx, event_id, voucher_id)
    _require_types(tx, event_id, details)
    if plain(details.code) != plain(before.code):
        _require_free(tx, event_id, details.code)
    queries.update_voucher(tx, event_id, voucher_id, details)
    _resize(tx, event_id, voucher_id, details.reserved - reserved_was)


def remove(tx: Transaction, event_id: int, voucher_id: int) -> None:
    """The seats that it holds are free again; orders that used it stay as they are.

    Raises:
        NotFound: the event has no such voucher (any more).
    """
    lock_event(tx, event_id)
    held = queries.lock_reserved(tx, event_id, voucher_id)
    if not queries.delete_voucher(tx, event_id, voucher_id):
        raise NotFound
    _release(tx, event_id, held)


def find(tx: Transaction, event_id: int, voucher_id: int) -> Voucher:
    """
    Raises:
        NotFound: the event has no such voucher.
    """
    return existing(queries.select_voucher(tx, event_id, voucher_id))


def release_expired(tx: Transaction, now: datetime) -> None:
    """Vouchers that are over hold no seats. Of several who ask at once, one frees them."""
    for event_id, voucher_id in queries.select_expired(tx, now, AT_ONCE):
        lock_event(tx, event_id)
        _resize(tx, event_id, voucher_id, -queries.lock_reserved(tx, event_id, voucher_id))


# ---- by orders


def use(tx: Transaction, event_id: int, code: str, now: datetime, type_ids: Sequence[int]) -> Used:
    """Use the voucher for the seats of these types that it is for: all of them, or none. Seats that it holds
    are taken first. What is taken is given back by `give_back`, once.

    Raises:
        VoucherNotValid, VoucherUsedUp, VoucherForFewer: as they say.
    """
    voucher = find_valid(tx, event_id, code, now, type_ids)
    wanted = sum(map(voucher.is_for, type_ids))
    if not queries.update_uses(tx, event_id, voucher.id, wanted, now):
        raise _too_often(find(tx, event_id, voucher.id))
    return Used(voucher, wanted, take_reserved(tx, event_id, voucher.id, wanted))


def find_valid(tx: Transaction, event_id: int, code: str, now: datetime, type_ids: Sequence[int]) -> Voucher:
    """The voucher of this code, to show what seats would cost with it. Nothing is used.

    Raises:
        VoucherNotValid, VoucherUsedUp, VoucherForFewer: as they say.
    """
    voucher = queries.select_by_code(tx, event_id, code)
    if voucher is None or voucher.is_over(now) or not any(map(voucher.is_for, type_ids)):
        raise VoucherNotValid
    if voucher.left is not None and voucher.left < sum(map(voucher.is_for, type_ids)):
        raise _too_often(voucher)
    return voucher


def _too_often(voucher: Voucher) -> Conflict:
    return VoucherForFewer(left=voucher.left) if voucher.left else VoucherUsedUp()


def take_reserved(tx: Transaction, event_id: int, voucher_id: int, number: int) -> int:
    """So many of the seats that it holds, or those that there are; returns how many."""
    if queries.update_reserved(tx, event_id, voucher_id, -number):
        return number
    held = min(queries.lock_reserved(tx, event_id, voucher_id), number)
    return held if held and queries.update_reserved(tx, event_id, voucher_id, -held) else 0


def use_again(tx: Transaction, event_id: int, voucher_id: int | None, uses: int) -> bool:
    """For an order that had given them back: its price stands, also where the voucher is over or gone by now.
    False: not so many uses are left."""
    return voucher_id is None or queries.update_used_again(tx, event_id, voucher_id, uses)


def give_back(tx: Transaction, event_id: int, voucher_id: int | None, uses: int, reserved: int) -> None:
    """What an order that ends had of it: uses, and seats that it held, which it holds again. The caller's
    state sees to it that this happens once.

    Where the voucher is gone (None), the seats are free; where it is over, `release_expired` frees them.
    """
    if voucher_id is None or not queries.update_given_back(tx, event_id, voucher_id, uses, reserved):
        _release(tx, event_id, reserved)


# ---- by both


def _require_free(tx: Transaction, event_id: int, code: str) -> None:
    if queries.select_taken_codes(tx, event_id, [code]):
        raise CodeTaken(code=code)


def _require_types(tx: Transaction, event_id: int, details: VoucherDetails) -> None:
    if details.type_ids and not lock_types(tx, event_id, *details.type_ids):
        raise NotFound


def _drawn(tx: Transaction, event_id: int, prefix: str, number: int) -> list[str]:
    """Codes that nobody has, in the order in which they were drawn."""
    drawn: dict[str, None] = {}
    while len(drawn) < number:
        more = [prefix + new_code(RANDOM_LENGTH) for _ in range(number - len(drawn))]
        taken = queries.select_taken_codes(tx, event_id, more)
        drawn |= dict.fromkeys(code for code in more if plain(code) not in taken)
    return list(drawn)


def _resize(tx: Transaction, event_id: int, voucher_id: int, by: int) -> None:
    """Hold so many seats more, or fewer where the number is negative."""
    if by > 0:
        _hold(tx, event_id, by)
        queries.update_reserved(tx, event_id, voucher_id, by)
    elif by < 0:
        _release(tx, event_id, take_reserved(tx, event_id, voucher_id, -by))


def _hold(tx: Transaction, event_id: int, number: int) -> None:
    """All or none: what was held is rolled back with the refusal."""
    held = seats.hold(tx, event_id, number) if number else 0
    if held < number:
        raise TooFewSeats(left=held)


def _release(tx: Transaction, event_id: int, number: int) -> None:
    if number:
        seats.release(tx, event_id, number)
