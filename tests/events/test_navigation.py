"""The organizer's navigation: what belongs together stands together, for viewers too."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import LogIn
from tests.door import Door
from tests.team.people import insert_team

EVENT = "/organizer/event/1"
REGISTRATION = ["attendee-types", "questions", "vouchers", "orders", "registration-settings"]
PAYMENTS = ["payments", "bank-statement", "invoices", "payment-settings"]
FOR_EDITORS = {"registration-settings", "bank-statement", "payment-settings"}
CASES = [(tabs, tab) for tabs in (REGISTRATION, PAYMENTS) for tab in tabs]


@pytest.fixture(autouse=True)
async def team(door: Door) -> None:
    await insert_team(door.database)


async def links_of(client: Any, page: str) -> list[tuple[str, bool]]:
    """The row of tabs on a page: where each leads, and whether it is the page we are on."""
    text = await (await client.get(f"{EVENT}/{page}")).get_data(as_text=True)
    row = text.split('<nav class="siblings"', 1)[1].split("</nav>", 1)[0]
    found = re.findall(rf'href="{EVENT}/([\w-]+)"( aria-current="page")?', row)
    return [(tab, bool(current)) for tab, current in found]


@pytest.mark.parametrize(("tabs", "tab"), CASES, ids=[tab for _, tab in CASES])
async def test_each_page_leads_to_its_siblings_and_says_where_we_are(log_in_as: LogIn, tabs, tab: str):
    client, _ = await log_in_as("olga")
    assert await links_of(client, tab) == [(one, one == tab) for one in tabs]


@pytest.mark.parametrize(
    ("tabs", "tab"), [case for case in CASES if case[1] not in FOR_EDITORS], ids=lambda case: str(case)[:30]
)
async def test_a_viewer_is_led_to_what_viewers_may_see(log_in_as: LogIn, tabs, tab: str):
    client, _ = await log_in_as("vera")
    shown = [one for one, _ in await links_of(client, tab)]
    assert shown == [one for one in tabs if one not in FOR_EDITORS]
    for one in shown:
        assert (await client.get(f"{EVENT}/{one}")).status_code == 200


@pytest.mark.parametrize("tab", sorted(FOR_EDITORS))
async def test_what_is_left_out_is_refused_to_viewers(log_in_as: LogIn, tab: str):
    client, _ = await log_in_as("vera")
    assert (await client.get(f"{EVENT}/{tab}")).status_code == 403
