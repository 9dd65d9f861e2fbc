"""The organizer's pages of bank statements, over HTTP."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from quart.datastructures import FileStorage

from netevent.payments.payment import State
from netevent.payments.statements.reading import Lines, read_lines
from tests.conftest import LogIn
from tests.door import Door
from tests.payments.statements.files.banks import statement
from tests.payments.statements.statements import EVENT, begin, payments_of

PAGE = "/organizer/event/1/bank-statement"


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


def file(content: bytes, name: str = "statement.csv") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


async def upload(log_in_as: LogIn, content: bytes) -> Any:
    client, token = await log_in_as("olga")
    return await client.post(PAGE, files={"file": file(content)}, headers=token)


async def lines(door: Door) -> Lines:
    return await door.database.read(read_lines, EVENT)


async def test_a_statement_is_shown_and_what_fits_is_ticked(door: Door, log_in_as: LogIn):
    await door.database.transact(begin)
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, files={"file": file(statement("sparkasse.csv"))}, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = await text(await client.get(PAGE))
    assert "1 new line" in page
    assert "Müller, Jürgen" in page
    assert "Right amount" in page
    assert page.count(" checked>") == 1
    assert "1 new line" not in await text(await client.get(PAGE))


async def test_the_same_file_again_brings_nothing_new(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    for _ in range(2):
        await client.post(PAGE, files={"file": file(statement("camt.xml"))}, headers=token)
    assert "3 lines came in an earlier file and are left as they are." in await text(await client.get(PAGE))


async def test_ticked_lines_are_entered(door: Door, log_in_as: LogIn):
    await door.database.transact(begin)
    await upload(log_in_as, statement("sparkasse.csv"))
    (one,) = (await lines(door)).matched
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/take", form={"line": f"{one.line.id}:exact"}, headers=token)
    assert answer.status_code == 303
    assert "1 payment was entered." in await text(await client.get(PAGE))
    (payment,) = await door.database.read(payments_of)
    assert (payment.state, payment.taken_by) == (State.paid, "Olga")


async def test_a_line_is_assigned_by_hand(door: Door, log_in_as: LogIn):
    payment = await door.database.transact(begin)
    await upload(log_in_as, b"Date;Amount;Payer;Description\n24.11.2026;95,00;Ada;thanks\n")
    (one,) = (await lines(door)).unknown
    client, token = await log_in_as("olga")
    where = f"{PAGE}/{one.id}"
    assert where in await text(await client.get(PAGE))
    assert payment.reference in await text(await client.get(f"{where}?q=abcd"))
    assert payment.reference not in await text(await client.get(f"{where}?q=xyz"))
    answer = await client.post(where, form={"payment": str(payment.id)}, headers=token)
    assert answer.status_code == 303
    again = await client.post(where, form={"payment": str(payment.id)}, headers=token)
    assert again.status_code == 409
    assert "dealt with this line already" in await text(again)


async def test_lines_are_dismissed_one_or_all(door: Door, log_in_as: LogIn):
    await upload(log_in_as, b"Date;Amount;Description\n" + b"24.11.2026;95;one\n" * 3)
    first = (await lines(door)).unknown[0]
    client, token = await log_in_as("olga")
    await client.post(f"{PAGE}/dismiss", form={"line": str(first.id)}, headers=token)
    assert len((await lines(door)).unknown) == 2
    await client.post(f"{PAGE}/dismiss", form={"which": "all"}, headers=token)
    assert "2 lines were dismissed." in await text(await client.get(PAGE))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Name;Email\nAda;a@example.com\n", "No columns for the date and the amount"),
        (b"Date;Amount\n24.11.2026;-5\n", "No money came in"),
        (b"<html></html>", "not a bank statement"),
    ],
)
async def test_a_file_that_is_no_statement_says_why(door: Door, log_in_as: LogIn, content: bytes, said: str):
    answer = await upload(log_in_as, content)
    assert answer.status_code == 422
    assert said in await text(answer)
    assert (await lines(door)).unknown == []


async def test_without_a_file_the_page_asks_for_one(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, files={}, form={}, headers=token)
    assert answer.status_code == 422
    assert "Choose a file first" in await text(answer)


@pytest.mark.parametrize("value", ["x:exact", "1:much", "1", ""])
async def test_a_tick_that_no_page_has_is_refused(log_in_as: LogIn, value: str):
    client, token = await log_in_as("olga")
    answer = await client.post(f"{PAGE}/take", form={"line": value}, headers=token)
    assert answer.status_code == 422


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_sees_or_does_anything(log_in_as: LogIn, name: str, status: int):
    client, token = await log_in_as(name)
    assert (await client.get(PAGE)).status_code == status
    assert (await client.get(f"{PAGE}/1")).status_code == status
    for part in ("", "/take", "/dismiss", "/1"):
        assert (await client.post(f"{PAGE}{part}", form={"line": "1"}, headers=token)).status_code == status
