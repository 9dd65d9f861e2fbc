"""The organizer's invoices: the list, one as PDF, and files with many of them."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from netevent.core.site import Application
from netevent.payments.settings.payment_settings import Seller
from netevent.reports.invoices import reading
from tests.conftest import LogIn
from tests.documents.invoices.examples import text_of
from tests.door import Door
from tests.payments.invoices.sales import BUYER, SELLER, sell, sell_and_give_back, sell_by
from tests.reports.orders import BROWSER, Orders
from tests.team.people import insert_team

PAGE = "/organizer/event/1/invoices"


@pytest.fixture
async def orders(app: Application, door: Door, log_in_as: LogIn) -> Orders:
    return Orders(*(await log_in_as("olga")), door.database, app.site.settings.var_dir / "made")


async def page_of(client: Any, query: str = "") -> str:
    answer = await client.get(PAGE + query)
    assert answer.status_code == 200
    return str(await answer.get_data(as_text=True))


async def made(orders: Orders, **form: str) -> tuple[bytes, str]:
    """The file that the form orders, and how it is called."""
    answer = await orders.client.post(f"{PAGE}/file", form=form, headers=orders.token | BROWSER)
    assert answer.status_code == 303
    page = answer.headers["Location"]
    assert "The file is ready." in await orders.finished(page)
    got: Any = await orders.client.get(f"{page}/download")
    return await got.get_data(as_text=False), got.headers["Content-Disposition"]


def labels(page: str) -> list[str]:
    return re.findall(r"download>(\d{4}-\d{4})</a>", page)


async def test_the_list_has_the_newest_first_and_says_what_each_is(door: Door, log_in_as: LogIn):
    invoice, note = await sell_and_give_back(door.database)
    client, _ = await log_in_as("olga")
    page = await page_of(client)
    assert labels(page) == [note.label, invoice.label]
    assert "Credit note" in page
    assert f"Corrects {invoice.label}" in page
    assert "-€59.50" in page
    assert "Müller &amp; Söhne &lt;Bau&gt; GmbH" in page


async def test_it_is_filtered_by_year_and_kind(door: Door, log_in_as: LogIn):
    await sell_and_give_back(door.database)
    await sell(door.database, today=date(2027, 1, 2))
    client, _ = await log_in_as("olga")
    assert labels(await page_of(client, "?year=2027")) == ["2027-0001"]
    assert labels(await page_of(client, "?kind=credit_note")) == ["2026-0002"]
    assert labels(await page_of(client, "?year=2026&kind=invoice")) == ["2026-0001"]
    assert len(labels(await page_of(client, "?year=x&kind=x&before=x"))) == 3


async def test_a_long_list_has_pages_that_keep_the_filters(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "ON_A_PAGE", 2)
    for _ in range(5):
        await sell(door.database)
    client, _ = await log_in_as("olga")
    found, query = [], "?kind=invoice"
    while query:
        page = await page_of(client, query)
        found += labels(page)
        older = re.search(rf'href="{PAGE}(\?[^"]*before=[^"]*)"', page)
        query = older[1].replace("&amp;", "&") if older else ""
        assert not query or "kind=invoice" in query
    assert found == [f"2026-000{number}" for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize(
    ("seller", "is_lacking"),
    [(SELLER, False), (Seller("Stadtwerk"), True), (Seller(address="Road 1"), True), (Seller(), True)],
)
async def test_who_has_not_said_who_sells_is_told(
    door: Door, log_in_as: LogIn, seller: Seller, is_lacking: bool
):
    await sell_by(door.database, seller)
    client, _ = await log_in_as("olga")
    assert ("the name and the address of who sells" in await page_of(client)) is is_lacking


async def test_one_is_downloaded_in_its_buyers_language(door: Door, log_in_as: LogIn):
    invoice = await sell(door.database, language="de")
    client, _ = await log_in_as("olga")
    answer: Any = await client.get(f"{PAGE}/{invoice.id}")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=invoice-{invoice.label}.pdf; " + (
        f"filename*=UTF-8''invoice-{invoice.label}.pdf"
    )
    text = text_of(await answer.get_data(as_text=False))
    assert f"Rechnung {invoice.label}" in text
    assert BUYER.name in text


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_gets_it(door: Door, log_in_as: LogIn, name: str, status: int):
    invoice = await sell(door.database)
    client, _ = await log_in_as(name)
    assert (await client.get(f"{PAGE}/{invoice.id}")).status_code == status


async def test_another_events_address_does_not_lead_to_it(door: Door, log_in_as: LogIn):
    theirs = await sell(door.database, event_id=2)
    client, _ = await log_in_as("olga")
    assert (await client.get(f"{PAGE}/{theirs.id}")).status_code == 404
    assert labels(await page_of(client)) == []


async def test_a_viewer_and_an_archived_event_still_have_the_files(
    app: Application, door: Door, log_in_as: LogIn
):
    await sell(door.database)
    await insert_team(door.database)
    olga, token = await log_in_as("olga")
    await olga.post("/organizer/event/1/archive", headers=token)
    vera = Orders(*(await log_in_as("vera")), door.database, app.site.settings.var_dir / "made")
    content, _ = await made(vera, file="csv")
    assert b"2026-0001" in content


async def test_the_table_has_what_the_list_shows_with_amounts_as_numbers(door: Door, orders: Orders):
    await sell_by(door.database, SELLER)
    invoice, note = await sell_and_give_back(door.database)
    content, name = await made(orders, file="xlsx")
    assert "filename=invoices.xlsx" in name
    headings, *rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    first, second = (dict(zip(headings, row, strict=True)) for row in rows)
    assert (first["Number"], first["Kind"], first["Net"], first["VAT"], first["Total"]) == (
        invoice.label,
        "Invoice",
        100,
        19,
        119,
    )
    assert (second["Corrects"], second["Total"]) == (invoice.label, -59.5)
    assert first["Company"] == BUYER.company
    assert note.label == second["Number"]


async def test_as_csv_an_amount_below_zero_is_no_text(door: Door, orders: Orders):
    await sell_and_give_back(door.database)
    content, _ = await made(orders, file="csv", kind="credit_note")
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert Decimal(row["Total"]) == Decimal("-59.50")


@pytest.mark.attack("a formula as the buyer's name", "written as text")
async def test_a_formula_in_a_name_is_text(door: Door, orders: Orders):
    await sell(door.database, buyer=type(BUYER)("=1+1", "@SUM(A1)"))
    content, _ = await made(orders, file="csv")
    (row,) = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert (row["Name"], row["Company"]) == ("'=1+1", "'@SUM(A1)")


async def test_all_pdfs_of_a_month_come_in_one_archive(door: Door, orders: Orders):
    invoice, note = await sell_and_give_back(door.database)
    await sell(door.database, today=date(2026, 10, 31))
    await sell(door.database, today=date(2026, 12, 1))
    content, name = await made(orders, file="zip", month="2026-11")
    assert "filename=invoices-2026-11.zip" in name
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [f"invoice-{invoice.label}.pdf", f"credit-note-{note.label}.pdf"]
        assert f"Rechnung {invoice.label}" in text_of(archive.read(archive.namelist()[0]))


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"file": "exe"},
        {"file": "zip"},
        {"file": "zip", "month": "2026-13"},
        {"file": "zip", "month": "0000-01"},
    ],
)
async def test_no_such_file_is_refused(orders: Orders, form: dict[str, str]):
    answer = await orders.client.post(f"{PAGE}/file", form=form, headers=orders.token)
    assert answer.status_code == 422


async def test_december_ends_with_the_year(door: Door, orders: Orders):
    invoice = await sell(door.database, today=date(2026, 12, 31))
    await sell(door.database, today=date(2027, 1, 1))
    content, _ = await made(orders, file="zip", month="2026-12")
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [f"invoice-{invoice.label}.pdf"]
