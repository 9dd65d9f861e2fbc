"""The numbers of people in addresses: hidden, and not to be made up."""

import pytest

from netevent.core.web.opaque import Opaque
from tests.conftest import LogIn, on_sqlite

OURS = Opaque("k" * 40)


def test_a_number_comes_back_and_each_looks_different():
    hidden = [OURS.hide(number) for number in (1, 2, 3, 2**31 - 1)]
    assert [OURS.show(text) for text in hidden] == [1, 2, 3, 2**31 - 1]
    assert len({text[:8] for text in hidden}) == 4


@pytest.mark.parametrize("text", ["1", "", "A" * 22, "A" * 21 + "B", "é" * 22, Opaque("other").hide(1)])
def test_what_was_not_made_here_is_no_number(text: str):
    assert OURS.show(text) is None


@pytest.mark.attack("cards read by counting numbers", "no address follows from another")
@on_sqlite
async def test_nobody_counts_through_the_cards(log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    made_up = [str(number) for number in range(1, 14)] + [Opaque("").hide(2), "A" * 22]
    answers = {(await client.get(f"/attendee/people/{text}")).status_code for text in made_up}
    assert answers == {404}
    assert (await client.get(f"/attendee/people/{OURS.hide(2)}")).status_code == 200


@pytest.mark.attack("cards read by a robot that has their addresses", "a budget for each attendee")
@on_sqlite
async def test_cards_are_opened_within_a_budget(log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.contacts.person.routes.CARDS_OF_AN_ATTENDEE", "3/hour")
    client, _ = await log_in_as("guest1")
    answers = [(await client.get(f"/attendee/people/{OURS.hide(2)}")).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
