"""Lines of statements: kept once, paid once, by an organizer's yes."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.changes import PaymentPaid
from netevent.core.errors import NotFound
from netevent.payments import service as payments
from netevent.payments.payment import Method, Problem, State
from netevent.payments.service import PaidAlready
from netevent.payments.statements import queries, service
from netevent.payments.statements.matching import Mark
from netevent.payments.statements.reading import Lines, read_assigning, read_lines
from netevent.payments.statements.service import Kept, LineGone, Taken, Ticked
from tests.door import Door
from tests.payments.statements.statements import EVENT, OTHER, REFERENCE, begin, line, payments_of, statement


async def keep(door: Door, *lines: Any, event_id: int = EVENT) -> Kept:
    return await door.database.transact(service.keep, event_id, statement(*lines))


async def shown(door: Door, event_id: int = EVENT) -> Lines:
    return await door.database.read(read_lines, event_id)


async def ticked(door: Door) -> list[Ticked]:
    """All that name a payment, as they are shown."""
    return [Ticked(one.line.id, one.match.mark) for one in (await shown(door)).matched]


async def take(door: Door, *lines: Ticked) -> Taken:
    return await door.database.transact(service.take, EVENT, lines, "Olga")


def paid(door: Door) -> list[PaymentPaid]:
    return [change for change in door.published if isinstance(change, PaymentPaid)]


async def test_a_line_in_the_right_amount_pays_once(door: Door):
    payment = await door.database.transact(begin)
    assert await keep(door, line()) == Kept(1, 0, 0)
    (one,) = (await shown(door)).matched
    assert (one.match.mark, one.match.payment) == (Mark.exact, payment)
    yes = Ticked(one.line.id, Mark.exact)
    assert [await take(door, yes), await take(door, yes)] == [Taken(1, 0), Taken(0, 1)]
    (now,) = await door.database.read(payments_of)
    assert (now.state, now.taken_by) == (State.paid, "Olga")
    assert paid(door) == [PaymentPaid(EVENT, payment.id)]
    after = await shown(door)
    assert (after.matched, after.unknown) == ([], [])
    assert [done.reference for done in after.done] == [REFERENCE]


async def test_that_a_file_was_read_pays_nothing(door: Door):
    await door.database.transact(begin)
    await keep(door, line())
    assert (await door.database.read(payments_of))[0].state is State.pending


async def test_the_same_line_of_a_later_file_is_known(door: Door):
    await keep(door, line())
    assert await keep(door, line(), line("other")) == Kept(1, 1, 0)
    assert await keep(door, line(), event_id=2) == Kept(1, 0, 0)


async def test_what_lapsed_is_taken_too_and_its_order_hears_of_it(door: Door):
    payment = await door.database.transact(begin)
    await door.database.transact(payments.end_open, REFERENCE)
    await keep(door, line())
    (yes,) = await ticked(door)
    assert yes.mark is Mark.over
    assert await take(door, yes) == Taken(1, 0)
    assert paid(door) == [PaymentPaid(EVENT, payment.id)]


async def test_money_for_what_is_paid_already_is_a_payment_of_its_own(door: Door):
    first = await door.database.transact(begin)
    await door.database.transact(payments.take, EVENT, first.id, "Olga")
    await keep(door, line())
    (yes,) = await ticked(door)
    assert yes.mark is Mark.paid
    await take(door, yes)
    _, second = await door.database.read(payments_of)
    assert (second.state, second.method) == (State.paid, Method.transfer)
    assert paid(door) == [PaymentPaid(EVENT, first.id), PaymentPaid(EVENT, second.id)]


async def test_of_two_lines_for_one_order_the_second_is_shown_as_paid(door: Door):
    await door.database.transact(begin)
    await keep(door, line(), line(payer="Somebody else"))
    lines = await ticked(door)
    assert [one.mark for one in lines] == [Mark.exact, Mark.paid]
    assert await take(door, *lines) == Taken(2, 0)
    assert len(await door.database.read(payments_of)) == 2


async def test_a_line_whose_mark_has_changed_is_left(door: Door):
    payment = await door.database.transact(begin)
    await keep(door, line())
    (yes,) = await ticked(door)
    await door.database.transact(payments.take, EVENT, payment.id, "the desk")
    assert await take(door, yes) == Taken(0, 1)
    assert len((await shown(door)).matched) == 1


async def test_who_pays_by_another_way_than_was_chosen_has_paid(door: Door):
    await door.database.transact(begin, method=Method.stripe)
    await keep(door, line())
    assert await take(door, *await ticked(door)) == Taken(1, 0)
    online, transfer = await door.database.read(payments_of)
    assert (online.state, transfer.state) == (State.created, State.paid)


async def test_another_events_payments_are_not_found(door: Door):
    await door.database.transact(begin, event_id=2)
    await keep(door, line())
    assert len((await shown(door)).unknown) == 1


async def test_a_line_without_a_reference_is_assigned_by_hand(door: Door):
    payment = await door.database.transact(begin)
    await door.database.transact(begin, OTHER)
    await keep(door, line("thanks"))
    (one,) = (await shown(door)).unknown
    found = await door.database.read(read_assigning, EVENT, one.id, "abc-d")
    assert [choice.reference for choice in found.choices] == [REFERENCE]
    await door.database.transact(service.assign, EVENT, one.id, payment.id, "Olga")
    assert paid(door) == [PaymentPaid(EVENT, payment.id)]
    with pytest.raises(LineGone):
        await door.database.transact(service.assign, EVENT, one.id, payment.id, "Olga")


async def test_what_is_paid_elsewhere_or_by_others_cannot_be_assigned(door: Door):
    elsewhere = await door.database.transact(begin, event_id=2)
    online = await door.database.transact(begin, OTHER, method=Method.mollie)
    done = await door.database.transact(begin)
    await door.database.transact(payments.take, EVENT, done.id, "Olga")
    await keep(door, line("thanks"))
    (one,) = (await shown(door)).unknown
    for payment, refusal in ((elsewhere, NotFound), (online, NotFound), (done, PaidAlready)):
        with pytest.raises(refusal):
            await door.database.transact(service.assign, EVENT, one.id, payment.id, "Olga")
    assert len((await shown(door)).unknown) == 1


async def test_what_is_dismissed_is_forgotten_and_known_again(door: Door):
    await keep(door, line("thanks"), line("rent"))
    first, _ = (await shown(door)).unknown
    assert await door.database.transact(service.dismiss, 2, [first.id]) == 0
    assert await door.database.transact(service.dismiss, EVENT, [first.id]) == 1
    kept = await door.database.read(queries.select_line, EVENT, first.id)
    assert kept is not None
    assert (kept.payer, kept.text, kept.is_dismissed) == ("", "", True)
    assert await keep(door, line("thanks")) == Kept(0, 1, 0)


async def test_all_without_a_reference_are_dismissed_at_once(door: Door):
    await door.database.transact(begin)
    await keep(door, line(), line("thanks"), line("rent"))
    assert await door.database.transact(service.dismiss_unknown, EVENT) == 2
    after = await shown(door)
    assert (len(after.matched), len(after.unknown)) == (1, 0)


async def test_an_event_keeps_so_many_lines_and_no_more(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(service, "MOST_LINES", 1)
    with pytest.raises(service.TooManyLines):
        await keep(door, line(), line("thanks"))
    assert await keep(door, line()) == Kept(1, 0, 0)


@pytest.mark.parametrize("amount", ["50.00", "95.01"])
async def test_another_amount_pays_and_is_noted(door: Door, amount: str):
    await door.database.transact(begin)
    await keep(door, line(amount=amount))
    assert await take(door, *await ticked(door)) == Taken(1, 0)
    (now,) = await door.database.read(payments_of)
    assert (now.state, now.problem) == (State.paid, Problem.amount)
