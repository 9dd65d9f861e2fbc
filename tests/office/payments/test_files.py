"""The payments as files: what the list shows, and no formula in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from netevent.core.database.tables import orders
from netevent.payments.payment import Method
from tests.conftest import LogIn
from tests.door import Door
from tests.office.payments.selling import PAGE, sell
from tests.payments.refunds.asking.paying import ask_for, paid
from tests.registration.orders.shop import Shop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
async def shop(door: Door) -> Shop:
    return await sell(door.database)


async def file_of(client: Any, kind: str, asked: str = "") -> bytes:
    answer = await client.get(f"{PAGE}/{kind}/download{asked}")
    assert answer.status_code == 200
    return bytes(await answer.get_data())


async def test_the_table_has_what_the_list_shows(shop: Shop, log_in_as: LogIn):
    await paid(shop, "Anna")
    payment = await paid(shop, "Ben", method=Method.transfer)
    client, _ = await log_in_as("olga")
    lines = (await file_of(client, "csv")).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert payment.reference in lines[1]
    narrowed = (await file_of(client, "csv", "?method=demo")).decode("utf-8-sig").splitlines()
    assert len(narrowed) == 2
    assert "Anna" in narrowed[1]


async def test_a_workbook_has_the_refunds_too(shop: Shop, log_in_as: LogIn):
    payment = await paid(shop, "Anna", method=Method.transfer)
    await ask_for(shop, payment, "12.50", reason="=1+1")
    client, _ = await log_in_as("olga")
    book = load_workbook(BytesIO(await file_of(client, "excel")))
    assert book.sheetnames == ["Payments", "Refunds"]
    cells = [cell for row in book["Refunds"].iter_rows(min_row=2) for cell in row]
    assert "12.50" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


async def test_a_name_that_would_be_a_formula_is_text(shop: Shop, door: Door, log_in_as: LogIn):
    await paid(shop, "Anna")
    await door.database.transact(lambda tx: tx.execute(update(orders).values(name='=HYPERLINK("http://x")')))
    client, _ = await log_in_as("olga")
    table = (await file_of(client, "csv")).decode("utf-8-sig")
    assert "'=HYPERLINK" in table
